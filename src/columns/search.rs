//! One arena of search keys: a few fields of every row, one after the other.

use crate::scan::Needle;
use crate::{Row, RowSet, TooLarge, find, fold, fold_into};
use std::cell::RefCell;

/// Ends a field; no key holds it.
const FIELD: u8 = 0;

/// The search keys of all rows. A field that folds to the same as the one before is kept once.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    arena: String,
    /// Where each row ends.
    ends: Vec<u32>,
    /// Which letters and digits each row holds, a bit each.
    letters: Vec<u64>,
    /// What was last looked for among all rows, and where it was found: whoever types one more
    /// letter finds no others.
    last: RefCell<(String, RowSet)>,
}

impl SearchText {
    /// Adds a row with its fields.
    ///
    /// # Errors
    /// When the keys would pass 4 GiB.
    pub fn push<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> Result<(), TooLarge> {
        let mut before = self.arena.len();
        for field in fields {
            let start = self.arena.len();
            fold_into(&mut self.arena, field);
            self.arena.push(char::from(FIELD));
            if start > before && self.arena.get(before..start) == self.arena.get(start..) {
                self.arena.truncate(start);
            } else {
                before = start;
            }
        }
        let start = self.start(self.ends.len());
        let keys = self.arena.as_bytes().get(start..).unwrap_or_default();
        self.letters.push(keys.iter().fold(0, |letters, &byte| letters | letter(byte)));
        self.ends.push(u32::try_from(self.arena.len()).map_err(|_| TooLarge)?);
        Ok(())
    }

    /// Makes room for this many rows of this many bytes in all.
    pub fn reserve(&mut self, rows: usize, bytes: usize) {
        self.ends.reserve(rows);
        self.letters.reserve(rows);
        self.arena.reserve(bytes);
    }

    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize)
    }

    /// The keys of a row.
    fn keys(&self, row: usize) -> &[u8] {
        let end = self.ends.get(row).map_or(0, |&end| end as usize);
        self.arena.as_bytes().get(self.start(row)..end).unwrap_or_default()
    }

    /// The key of a row's first field.
    pub fn first_key(&self, row: usize) -> &[u8] {
        let keys = self.keys(row);
        let end = keys.iter().position(|&byte| byte == FIELD).unwrap_or(keys.len());
        keys.get(..end).unwrap_or_default()
    }

    /// The rows of a set in which a text occurs, without case and diacritics; all of them for an
    /// empty text.
    pub fn find(&self, text: &str, within: &RowSet) -> RowSet {
        let key = fold(text);
        if key.is_empty() {
            return within.clone();
        }
        if within.count() < self.ends.len() {
            return self.find_key(key.as_bytes(), within);
        }
        let last = self.last.borrow();
        let refines = !last.0.is_empty() && find(key.as_bytes(), last.0.as_bytes()).is_some();
        let found = self.find_key(key.as_bytes(), if refines { &last.1 } else { within });
        drop(last);
        *self.last.borrow_mut() = (key, found.clone());
        found
    }

    fn find_key(&self, key: &[u8], within: &RowSet) -> RowSet {
        // Only rows with all its letters can hold a key; for a single letter that is all there is.
        let all = key.iter().fold(0, |letters, &byte| letters | letter(byte));
        let within =
            &within.narrowed(&self.letters, false, |letters| u64::from(letters & all == all));
        if key.len() == 1 && all != 0 {
            return within.clone();
        }
        let needle = Needle::new(key);
        let mut found = RowSet::empty(within.len());
        // Going from row to row pays when few rows are left.
        if within.count() * 4 < self.ends.len() {
            for row in within.iter() {
                let end = self.ends.get(row.index()).map_or(0, |&end| end as usize);
                let start = self.start(row.index());
                if needle.next_before(self.arena.as_bytes(), start, end).is_some() {
                    found.insert(row);
                }
            }
            return found;
        }
        let arena = self.arena.as_bytes();
        let mut start = 0;
        let mut row = 0;
        while let Some(hit) = needle.next(arena, start) {
            while self.ends.get(row).is_some_and(|&end| end as usize <= hit) {
                row += 1;
            }
            found.insert(Row::new(row));
            // One hit a row is enough.
            start = self.ends.get(row).map_or(arena.len(), |&end| end as usize);
        }
        found.and(within);
        found
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * 4 + self.letters.capacity() * 8
    }
}

/// The bit of a letter or digit; none for other bytes.
#[inline]
fn letter(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (byte - b'0' + 26),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_every_row_and_no_field_border(
            rows in prop::collection::vec(("[aéb ]{0,4}", "[ab]{0,3}", "[ab@]{0,3}"), 0..20),
            needle in "[AÉB@ ]{0,3}",
            within in prop::collection::btree_set(0usize..20, 0..20),
        ) {
            let mut text = SearchText::default();
            for (a, b, c) in &rows {
                text.push([a.as_str(), b, c]).unwrap();
            }
            let key = fold(&needle);
            // The second time around a longer needle may follow a shorter one.
            let shorter = needle.chars().next().map(String::from).unwrap_or_default();
            text.find(&shorter, &RowSet::full(rows.len()));
            for few in [false, true, false] {
                let set = RowSet::from_fn(rows.len(), |row| !few || within.contains(&row.index()));
                let found = text.find(&needle, &set);
                for (n, (a, b, c)) in rows.iter().enumerate() {
                    let naive = [a, b, c].iter().any(|field| fold(field).contains(&key));
                    let is = found.contains(Row::new(n));
                    prop_assert_eq!(is, naive && set.contains(Row::new(n)), "{:?}", (a, b, c));
                }
            }
        }

        #[test]
        fn the_first_key_is_the_first_field(rows in prop::collection::vec("[aÉb]{0,3}", 0..9)) {
            let mut text = SearchText::default();
            rows.iter().for_each(|row| text.push([row.as_str(), row, "x"]).unwrap());
            for (n, row) in rows.iter().enumerate() {
                let key = fold(row);
                prop_assert_eq!(text.first_key(n), key.as_bytes());
            }
        }
    }
}
