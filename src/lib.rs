//! License planning for Microsoft 365 backup: who gets which license, what happens when there
//! are too few, and what a change does to the data, exact to the day and explained.

#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

pub mod api;
pub mod automation;
pub mod directory;
pub mod exchange;
pub mod json;
pub mod licensing;
pub mod model;
pub mod number;
pub mod plan;
pub mod query;
pub mod retention;
pub mod time;
pub mod value;
#[cfg(target_arch = "wasm32")]
#[expect(missing_docs, reason = "documented for their users in `index.d.ts`")]
pub mod wasm;
