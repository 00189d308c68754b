//! Files in (and later out): one file a format.

pub mod import;
