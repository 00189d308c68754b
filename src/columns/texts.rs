//! Texts of mostly different values.

use crate::{Row, TooLarge};

/// Texts of mostly different values, one arena for all; an absent text is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    arena: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text at the end.
    ///
    /// # Errors
    /// When the arena would pass 4 GiB.
    pub fn push(&mut self, text: &str) -> Result<(), TooLarge> {
        let end = u32::try_from(self.arena.len() + text.len()).map_err(|_| TooLarge)?;
        self.arena.push_str(text);
        self.ends.push(end);
        Ok(())
    }

    /// Makes room for this many texts of this many bytes in all.
    pub fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.arena.reserve(bytes);
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

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * 4
    }

    /// The arena and where each text ends in it, to be stored.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.arena, &self.ends)
    }

    /// Texts stored as [`Texts::parts`] gives them; none when the ends do not fit the arena.
    pub fn from_parts(arena: String, ends: Vec<u32>) -> Option<Self> {
        let mut last = 0;
        for &end in &ends {
            if end < last || !arena.is_char_boundary(end as usize) {
                return None;
            }
            last = end;
        }
        (last as usize == arena.len()).then_some(Self { arena, ends })
    }
}
