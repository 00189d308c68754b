//! The kinds of column a directory is made of.

use super::{Interner, Row, RowSet};
use crate::model::{Code, LicensingError};
use crate::time::Instant;
use std::rc::Rc;

fn too_large() -> LicensingError {
    LicensingError::new(
        Code::TooLarge,
        "the texts of one column exceed 4 GiB; split the tenant into smaller ones",
    )
}

/// Texts of mostly different values, one arena for all; an absent text is empty.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    arena: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text at the end.
    ///
    /// # Errors
    /// `TOO_LARGE` when the arena would pass 4 GiB.
    pub fn push(&mut self, text: &str) -> Result<(), LicensingError> {
        let end = u32::try_from(self.arena.len() + text.len()).map_err(|_| too_large())?;
        self.arena.push_str(text);
        self.ends.push(end);
        Ok(())
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a place; empty beyond the end.
    pub fn at(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or(0) as usize;
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        self.arena.get(start..end).unwrap_or("")
    }

    /// The text of a row.
    pub fn get(&self, row: Row) -> &str {
        self.at(row.index())
    }
}

/// Values that repeat: each kept once, a code a row. Code 0 is the empty text.
#[derive(Clone, Debug)]
pub struct Dictionary {
    values: Interner,
    codes: Vec<u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut values = Interner::default();
        // The first text of an arena is empty and cannot be too large.
        let _ = values.insert("");
        Self { values, codes: Vec::new() }
    }
}

impl Dictionary {
    /// Adds a row with a value.
    ///
    /// # Errors
    /// `TOO_LARGE` when the values would pass 4 GiB.
    pub fn push(&mut self, value: &str) -> Result<(), LicensingError> {
        let (code, _) = self.values.insert(value)?;
        self.codes.push(u32::try_from(code).map_err(|_| too_large())?);
        Ok(())
    }

    /// Gives the rows up to here that have none yet the empty value.
    pub fn pad(&mut self, len: usize) {
        self.codes.resize(len.max(self.codes.len()), 0);
    }

    /// The value of a row; empty when it has none.
    pub fn get(&self, row: Row) -> &str {
        self.values().at(self.code_of(row) as usize)
    }

    /// The code of a row's value; 0 when it has none.
    pub fn code_of(&self, row: Row) -> u32 {
        self.codes.get(row.index()).copied().unwrap_or(0)
    }

    /// The distinct values by code; the first is the empty text.
    pub fn values(&self) -> &Texts {
        self.values.texts()
    }
}

/// Several repeating values a row.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    items: Dictionary,
    ends: Vec<u32>,
}

impl Lists {
    /// Adds a row with its values.
    ///
    /// # Errors
    /// `TOO_LARGE` when the values would pass 4 GiB or 2^32 items.
    pub fn push<'a>(
        &mut self,
        values: impl Iterator<Item = &'a str>,
    ) -> Result<(), LicensingError> {
        values.into_iter().try_for_each(|value| self.items.push(value))?;
        let end = u32::try_from(self.items.codes.len()).map_err(|_| too_large())?;
        self.ends.push(end);
        Ok(())
    }

    /// The values of a row, in the order they were given.
    pub fn get(&self, row: Row) -> impl Iterator<Item = &str> + '_ {
        self.codes_of(row).iter().map(|&code| self.values().at(code as usize))
    }

    /// The codes of a row's values.
    pub fn codes_of(&self, row: Row) -> &[u32] {
        let end = self.ends.get(row.index()).copied().unwrap_or(0) as usize;
        let start = match row.index().checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        self.items.codes.get(start..end).unwrap_or(&[])
    }

    /// The distinct values by code; the first is the empty text.
    pub fn values(&self) -> &Texts {
        self.items.values()
    }
}

/// Optional instants, eight bytes each; a column without any takes no room. Copies share their
/// rows until one of them changes.
#[derive(Clone, Debug, Default)]
pub struct Instants {
    millis: Rc<Vec<i64>>,
    len: usize,
}

impl Instants {
    const NONE: i64 = i64::MIN;

    fn code(value: Option<Instant>) -> i64 {
        value.map_or(Self::NONE, Instant::millis)
    }

    /// Adds a row.
    pub fn push(&mut self, value: Option<Instant>) {
        if value.is_some() || !self.millis.is_empty() {
            let millis = Rc::make_mut(&mut self.millis);
            millis.resize(self.len, Self::NONE);
            millis.push(Self::code(value));
        }
        self.len += 1;
    }

    /// The instant of a row.
    pub fn get(&self, row: Row) -> Option<Instant> {
        self.millis.get(row.index()).copied().and_then(Instant::from_millis)
    }

    /// The rows of a tenant of this many with an instant at or before another.
    pub fn until(&self, at: Instant, len: usize) -> RowSet {
        if self.millis.is_empty() {
            return RowSet::empty(len);
        }
        RowSet::from_fn(len, |row| self.get(row).is_some_and(|when| when <= at))
    }

    /// Replaces the instant of rows there are.
    pub fn set(&mut self, rows: &[Row], value: Option<Instant>) {
        let value = Self::code(value);
        if self.millis.is_empty() && value == Self::NONE {
            return;
        }
        let millis = Rc::make_mut(&mut self.millis);
        millis.resize(self.len, Self::NONE);
        for row in rows {
            if let Some(place) = millis.get_mut(row.index()) {
                *place = value;
            }
        }
    }
}
