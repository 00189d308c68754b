//! Files in (and later out): one file a format.

mod defuse;
pub mod import;

pub use defuse::{defuse, restore};
