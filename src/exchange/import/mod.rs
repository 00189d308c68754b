//! Reading the files people have in hand: Microsoft 365, Entra, Graph, Exchange, Spanning.
//!
//! Bytes become text (`encoding`), text becomes rows of borrowed cells (`json`, and
//! the columns' `csv`), a row
//! becomes what it says of a person by the meaning of its columns (`column`, `row`), and that is
//! joined with the people of a tenant (`merge`), one row after another: nothing is kept of a row.

mod bulk;
mod column;
mod dates;
mod encoding;
mod find;
mod json;
mod kind;
mod merge;
mod pieces;
mod problems;
mod reading;
mod row;
mod sniff;
mod tenant;

pub use kind::{Kind, Options, Role};
pub use merge::{Base, Drift, Merged, Report};
pub use pieces::{Pieces, merge};
pub use sniff::{Sniffed, sniff};
pub use tenant::Tenant;
