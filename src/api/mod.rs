//! The JavaScript contract as plain Rust: a value in, an answer out; tested natively.

mod answer;
mod asking;
mod contract;
mod export;
mod filter;
mod functions;
mod handle;
mod history;
mod import;
mod importer;
mod listing;
mod plan;
mod read;
mod request;
mod selection;
mod snapshot;
mod state;
mod write;

pub use functions::{filter_users, insufficient_licenses, preview_retention, validate_assignment};
pub use handle::{Refusal, TenantHandle};
pub use import::sniff;
pub use importer::ImporterHandle;
pub use selection::Selection;
pub use write::{details, rules};
