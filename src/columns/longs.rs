//! Optional large numbers, such as instants.

use crate::{Row, RowSet};
use std::rc::Rc;

/// Optional numbers, eight bytes each; a column without any takes no room. Copies share their
/// rows until one of them changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Longs {
    values: Rc<Vec<i64>>,
    len: usize,
}

/// Stands for no number.
const NONE: i64 = i64::MIN;

impl Longs {
    /// Adds a row.
    pub fn push(&mut self, value: Option<i64>) {
        if value.is_some() || !self.values.is_empty() {
            let values = Rc::make_mut(&mut self.values);
            values.resize(self.len, NONE);
            values.push(value.unwrap_or(NONE));
        }
        self.len += 1;
    }

    /// Adds rows.
    pub fn extend(&mut self, values: &[Option<i64>]) {
        if values.iter().any(Option::is_some) || !self.values.is_empty() {
            let list = Rc::make_mut(&mut self.values);
            list.resize(self.len, NONE);
            list.extend(values.iter().map(|value| value.unwrap_or(NONE)));
        }
        self.len += values.len();
    }

    /// The number of a row.
    #[inline]
    pub fn get(&self, row: Row) -> Option<i64> {
        self.values.get(row.index()).copied().filter(|&value| value != NONE)
    }

    /// Gives rows there are another number, all the same.
    pub fn set(&mut self, rows: &[Row], value: Option<i64>) {
        let value = value.unwrap_or(NONE);
        if self.values.is_empty() && value == NONE {
            return;
        }
        let values = Rc::make_mut(&mut self.values);
        values.resize(self.len, NONE);
        for row in rows {
            if let Some(place) = values.get_mut(row.index()) {
                *place = value;
            }
        }
    }

    /// Keeps the rows of a set whose number is in a range, both ends included.
    pub fn narrow(&self, least: i64, most: i64, rows: &mut RowSet) {
        // No number is below every range.
        let least = least.max(NONE + 1);
        rows.narrow(&self.values, false, |&value| u64::from(value >= least && value <= most));
    }

    /// Keeps the rows of a set that have no number.
    pub fn narrow_to_none(&self, rows: &mut RowSet) {
        let mut some = rows.clone();
        self.narrow(i64::MIN, i64::MAX, &mut some);
        rows.minus(&some);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes taken, shared or not.
    pub fn bytes(&self) -> usize {
        self.values.capacity() * 8
    }

    /// The numbers, none of them when no row has one, to be stored.
    pub fn parts(&self) -> &[i64] {
        &self.values
    }

    /// Numbers of a tenant of this many rows, stored as [`Longs::parts`] gives them; none when
    /// there are more numbers than rows.
    pub fn from_parts(values: Vec<i64>, len: usize) -> Option<Self> {
        (values.len() <= len).then(|| Self { values: Rc::new(values), len })
    }

    /// Whether no row has a number.
    pub fn is_blank(&self) -> bool {
        self.values.iter().all(|&value| value == NONE)
    }

    /// Whether every number is in a range, both ends included.
    pub fn within(&self, least: i64, most: i64) -> bool {
        // Without a branch, so that several are looked at together.
        let outside = |&value: &i64| value != NONE && (value < least || value > most);
        !self.values.iter().fold(false, |any, value| any | outside(value))
    }
}
