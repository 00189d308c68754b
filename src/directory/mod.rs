//! The people of a tenant, in columns: immutable between imports, shared by forks.

mod columns;
mod holdings;
mod interner;
mod people;
mod rowset;

pub use columns::{Dictionary, Instants, Lists, Texts};
pub use holdings::Holdings;
pub use interner::Interner;
pub use people::{Attribute, Directory};
pub use rowset::{Row, RowSet, sort_rows};
