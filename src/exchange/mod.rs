//! Files in and out: one file a format.

mod defuse;
pub mod export;
pub mod import;
pub mod snapshot;

pub use defuse::{defuse, restore};
