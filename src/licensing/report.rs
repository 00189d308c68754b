//! The answer to a request.

use super::Shortage;
use crate::model::{Pool, Problem};

/// A pool before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolChange {
    /// As it is.
    pub before: Pool,
    /// As it would be, even if the request is refused for being short.
    pub after: Pool,
}

/// An error or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Anything but a shortage.
    Problem(Problem),
    /// Too few licenses.
    Shortage(Shortage),
}

/// What a request does, or why it is refused.
///
/// Counts and pools of a refused request say what it would do if it were granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether the request can be applied.
    pub ok: bool,
    /// One sentence with its numbers.
    pub summary: Problem,
    /// Targets whose license changes.
    pub changes: u64,
    /// Targets that stay as they are.
    pub unchanged: u64,
    /// Targets left out: not licensable under a filter, or not fitting under `fill`.
    pub skipped: u64,
    /// The pools touched.
    pub pools: Vec<PoolChange>,
    /// Everything that refuses the request.
    pub errors: Vec<Finding>,
    /// What to know before applying it.
    pub warnings: Vec<Finding>,
}
