//! Values that repeat.

use crate::{Codes, Interner, Row, Texts, TooLarge};

/// Values that repeat: each kept once, a code a row. Code 0 is the empty text.
#[derive(Clone, Debug)]
pub struct Dictionary {
    values: Interner,
    codes: Codes,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut values = Interner::default();
        // The first text of an arena is empty and cannot be too large.
        let _ = values.insert("");
        Self { values, codes: Codes::default() }
    }
}

impl Dictionary {
    /// Adds a row with a value.
    ///
    /// # Errors
    /// When the values would pass 4 GiB.
    pub fn push(&mut self, value: &str) -> Result<(), TooLarge> {
        let code = self.code(value)?;
        self.codes.push(code);
        Ok(())
    }

    /// The code of a value, a new one when no row had it yet.
    ///
    /// # Errors
    /// When the values would pass 4 GiB.
    pub fn code(&mut self, value: &str) -> Result<u32, TooLarge> {
        u32::try_from(self.values.insert(value)?.0).map_err(|_| TooLarge)
    }

    /// Adds a row for each place of a table of codes.
    pub fn extend(&mut self, places: &[u32], codes: &[u32]) {
        self.codes.extend(places, codes);
    }

    /// Gives the rows up to here that have none yet the empty value.
    pub fn pad(&mut self, len: usize) {
        self.codes.pad(len);
    }

    /// The value of a row; empty when it has none.
    pub fn get(&self, row: Row) -> &str {
        self.values().at(self.code_of(row) as usize)
    }

    /// The code of a row's value; 0 when it has none.
    pub fn code_of(&self, row: Row) -> u32 {
        self.codes.get(row)
    }

    /// The distinct values by code; the first is the empty text.
    pub fn values(&self) -> &Texts {
        self.values.texts()
    }

    /// The codes themselves.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// A dictionary of stored values and codes; none when a value occurs twice, the first is not
    /// empty, or a code has no value.
    pub fn from_parts(values: Texts, codes: Codes) -> Option<Self> {
        let values = Interner::from_texts(values)?;
        let known = values.texts().len();
        let first_is_empty = known > 0 && values.texts().at(0).is_empty();
        (first_is_empty && (codes.largest() as usize) < known).then_some(Self { values, codes })
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.values.bytes() + self.codes.bytes()
    }
}
