//! The story of a tenant: what was done and can be undone, and what is planned.

mod ledger;

pub use ledger::{Delta, Entry, Ledger, Moment, elapse};
