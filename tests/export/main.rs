//! Files out: what they say, and that no name can break out of any; read back by readers of their
//! own, which share nothing with the writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod batches;
mod calendar;
mod json;
mod lists;
mod script;
mod table;
mod tenants;
