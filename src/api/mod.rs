//! The JavaScript contract as plain Rust: a value in, an answer out; tested natively.

mod answer;
mod filter;
mod functions;
mod handle;
mod import;
mod read;
mod request;
mod selection;
mod state;
mod write;

pub use functions::{filter_users, insufficient_licenses, preview_retention, validate_assignment};
pub use handle::{Refusal, TenantHandle};
pub use import::sniff;
pub use selection::Selection;
pub use write::{details, rules};
