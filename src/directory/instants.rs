//! A column of optional instants.

use super::{Longs, Row};
use crate::time::Instant;

/// Optional instants; a column without any takes no room. Copies share their rows until one of
/// them changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instants(Longs);

impl Instants {
    /// Adds a row.
    pub fn push(&mut self, value: Option<Instant>) {
        self.0.push(value.map(Instant::millis));
    }

    /// Adds rows, by milliseconds after 1970.
    pub fn extend(&mut self, millis: &[Option<i64>]) {
        self.0.extend(millis);
    }

    /// The instant of a row.
    pub fn get(&self, row: Row) -> Option<Instant> {
        self.0.get(row).and_then(Instant::from_millis)
    }

    /// Gives rows there are another instant, all the same.
    pub fn set(&mut self, rows: &[Row], value: Option<Instant>) {
        self.0.set(rows, value.map(Instant::millis));
    }

    /// Their milliseconds after 1970.
    pub fn longs(&self) -> &Longs {
        &self.0
    }

    /// The instants of these milliseconds after 1970; those outside the years there are, are none.
    pub fn from_longs(longs: Longs) -> Self {
        Self(longs)
    }
}
