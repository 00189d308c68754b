//! The people of a tenant, in columns: immutable between imports, shared by forks.

mod columns;
mod fold;
mod headers;
mod holdings;
mod interner;
mod people;
mod rowset;
mod search;

pub use columns::{Dictionary, Instants, Lists, Texts};
pub use fold::{fold, fold_into};
pub use headers::{canonical, canonical_names, header_key, ranked};
pub use holdings::Holdings;
pub use interner::Interner;
pub use people::{Attribute, Directory};
pub use rowset::{Row, RowSet, sort_rows};
pub use search::{SearchText, find};
