//! Reading the files people have in hand: Microsoft 365, Entra, Graph, Exchange, Spanning.
//!
//! Bytes become text (`encoding`), text becomes rows (`csv`, `json`), a row becomes what it says
//! of a person (`row`), and that is joined with the people of a tenant (`merge`).

mod csv;
mod dates;
mod encoding;
mod json;
mod merge;
mod reading;
mod row;
mod sniff;

pub use merge::{Drift, Merged, Report, merge};
pub use reading::{Kind, Options, Reading, Role, read};
pub use sniff::{Sniffed, sniff};
