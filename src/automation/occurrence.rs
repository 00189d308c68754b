//! One thing that happened.

use crate::directory::Row;
use crate::model::{Code, Money, PoolKey, Rule};
use crate::retention::Status;
use crate::time::Instant;

/// One thing that happened as time passed: when, to whom, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When.
    pub at: Instant,
    /// What.
    pub code: Code,
    /// By which rule.
    pub rule: Rule,
    /// Whom it concerns; none when it is several or nobody.
    pub row: Option<Row>,
    /// The pool it is about, where it is about one.
    pub pool: Option<PoolKey>,
    /// The status before.
    pub before: Option<Status>,
    /// The status after.
    pub after: Option<Status>,
    /// How many people or licenses.
    pub count: u64,
    /// What it cost, where that is known.
    pub cost: Option<Box<Money>>,
}

impl Occurrence {
    /// Something that concerns nobody by name.
    pub fn new(at: Instant, code: Code, rule: Rule, count: u64) -> Self {
        Self { at, code, rule, row: None, pool: None, before: None, after: None, count, cost: None }
    }

    /// Something that happened to one person.
    pub fn to(at: Instant, code: Code, rule: Rule, row: Row) -> Self {
        Self { row: Some(row), ..Self::new(at, code, rule, 1) }
    }
}

/// How many occurrences there are of each code, in the order of [`Code::ALL`].
pub fn by_code(occurrences: &[Occurrence]) -> Vec<(Code, u64)> {
    let mut counts: Vec<(Code, u64)> = Vec::new();
    for occurrence in occurrences {
        match counts.iter_mut().find(|(code, _)| *code == occurrence.code) {
            Some((_, count)) => *count += 1,
            None => counts.push((occurrence.code, 1)),
        }
    }
    counts
}
