//! Several values a row.

use crate::{Codes, Dictionary, Row, RowSet, Texts, TooLarge};

/// Several repeating values a row; a column without any takes no room.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    items: Dictionary,
    /// Where each row's items end; rows beyond have none.
    ends: Vec<u32>,
    len: usize,
}

impl Lists {
    /// Adds a row with its values.
    ///
    /// # Errors
    /// When the values would pass 4 GiB or 2^32 items.
    pub fn push<'a>(&mut self, values: impl Iterator<Item = &'a str>) -> Result<(), TooLarge> {
        let before = self.items.codes().len();
        for value in values {
            self.items.push(value)?;
        }
        let after = self.items.codes().len();
        if after > before {
            let start = u32::try_from(before).map_err(|_| TooLarge)?;
            self.ends.resize(self.len, start);
            self.ends.push(u32::try_from(after).map_err(|_| TooLarge)?);
        }
        self.len += 1;
        Ok(())
    }

    /// Adds rows without values.
    pub fn pad(&mut self, rows: usize) {
        self.len += rows;
    }

    /// The values of a row, in the order they were given.
    pub fn get(&self, row: Row) -> impl Iterator<Item = &str> + '_ {
        self.codes_of(row).map(|code| self.values().at(code as usize))
    }

    /// The codes of a row's values.
    pub fn codes_of(&self, row: Row) -> impl Iterator<Item = u32> + '_ {
        let end = self.ends.get(row.index()).copied().unwrap_or(0) as usize;
        let start = match row.index().checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        (start..end).map(|place| self.items.codes().at(place))
    }

    /// Keeps the rows of a set that have a value the table has marked; rows without any are judged
    /// by code 0.
    pub fn narrow(&self, marked: &[bool], rows: &mut RowSet) {
        let is = |code: u32| marked.get(code as usize).copied().unwrap_or(false);
        rows.retain(&mut |row| {
            let mut codes = self.codes_of(row).peekable();
            if codes.peek().is_none() { is(0) } else { codes.any(is) }
        });
    }

    /// The distinct values by code; the first is the empty text.
    pub fn values(&self) -> &Texts {
        self.items.values()
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.items.bytes() + self.ends.capacity() * 4
    }

    /// The items, where each row's end in them, and the number of rows, to be stored.
    pub fn parts(&self) -> (&Dictionary, &[u32], usize) {
        (&self.items, &self.ends, self.len)
    }

    /// Lists stored as [`Lists::parts`] gives them; none when the ends do not fit the items.
    pub fn from_parts(items: Dictionary, ends: Vec<u32>, len: usize) -> Option<Self> {
        let ascending = ends.is_sorted();
        let last = ends.last().copied().unwrap_or(0) as usize;
        let fits = ascending && last == items.codes().len() && ends.len() <= len;
        fits.then_some(Self { items, ends, len })
    }

    /// The codes of all items, row after row.
    pub fn codes(&self) -> &Codes {
        self.items.codes()
    }
}
