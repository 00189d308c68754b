//! One arena of search keys: a few fields of every row, one after the other.

use crate::fold::fold_bytes;
use crate::scan::Needle;
use crate::{Row, RowSet, Texts, find, fold};
use std::cell::RefCell;

/// Ends a field; no key holds it.
const FIELD: u8 = 0;

/// The search keys of all rows. A field that folds to the same as the one before is kept once.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    arena: Vec<u8>,
    /// Where each row ends.
    ends: Vec<u32>,
    /// Which letters and digits each row holds, a bit each.
    letters: Vec<u64>,
    /// What was last looked for among all rows: whoever types one more letter finds no others.
    last: RefCell<Found>,
}

/// Keys being laid out, and where the next one goes.
struct Keys {
    bytes: Vec<u8>,
    end: usize,
}

impl Keys {
    /// Adds the key of a field and what ends it.
    fn add(&mut self, field: &str) {
        // The room a key can take that is longer than its text.
        let most = self.end + 4 * field.len() + 16;
        if most > self.bytes.len() {
            self.bytes.resize(most + most / 4, 0);
        }
        let room = self.bytes.get_mut(self.end..).unwrap_or_default();
        let len = fold_bytes(room, field);
        if let Some(end) = room.get_mut(len) {
            *end = FIELD;
        }
        self.end += len + 1;
    }
}

/// Where a key was found.
#[derive(Clone, Debug, Default)]
struct Found {
    key: String,
    rows: RowSet,
    /// Every place it was found at, in order; none where there are too many.
    places: Option<Vec<Place>>,
}

/// A place a key was found at.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Where it begins.
    start: u32,
    row: u32,
    /// The four bytes behind it, the first one lowest: what the next letter has to be. They are
    /// kept here because the arena is too large to be at hand.
    next: u32,
}

impl SearchText {
    /// The fields of so many rows, a column each. Rows beyond 4 GiB of keys are found no more.
    pub fn of(columns: &[&Texts], rows: usize) -> Self {
        let mut text = Self::default();
        let bytes: usize = columns.iter().map(|column| column.parts().0.len()).sum();
        let mut keys = Keys { bytes: vec![0; bytes + 3 * rows + 64], end: 0 };
        text.ends.reserve(rows);
        text.letters.reserve(rows);
        for row in 0..rows {
            let first = keys.end;
            let (mut before, mut said) = (first, "");
            for column in columns {
                let (start, field) = (keys.end, column.at(row));
                if start > first && field == said {
                    continue;
                }
                said = field;
                keys.add(field);
                if start > first && keys.bytes.get(before..start) == keys.bytes.get(start..keys.end)
                {
                    keys.end = start;
                } else {
                    before = start;
                }
            }
            let Ok(end) = u32::try_from(keys.end) else { break };
            text.letters.push(letters(keys.bytes.get(first..keys.end).unwrap_or_default()));
            text.ends.push(end);
        }
        keys.bytes.truncate(keys.end);
        text.arena = keys.bytes;
        text
    }

    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize)
    }

    /// The rows of a set in which a text occurs, without case and diacritics; all of them for an
    /// empty text.
    pub fn find(&self, text: &str, within: &RowSet) -> RowSet {
        let key = fold(text);
        if key.is_empty() {
            return within.clone();
        }
        if within.count() < self.ends.len() {
            return self.find_key(key.as_bytes(), within).rows;
        }
        let last = self.last.borrow();
        let found = match &last.places {
            Some(places) if key.starts_with(&last.key) => self.longer(&last, places, &key),
            _ if !last.key.is_empty() && find(key.as_bytes(), last.key.as_bytes()).is_some() => {
                self.find_key(key.as_bytes(), &last.rows)
            }
            _ => self.find_key(key.as_bytes(), within),
        };
        drop(last);
        let rows = found.rows.clone();
        *self.last.borrow_mut() = Found { key, ..found };
        rows
    }

    /// A place of a key of some length.
    fn place(&self, start: usize, row: usize, len: usize) -> Option<Place> {
        let behind = self.arena.get(start + len..).unwrap_or_default();
        let next = behind
            .first_chunk::<4>()
            .map_or_else(|| word(behind), |four| u32::from_le_bytes(*four));
        Some(Place { start: u32::try_from(start).ok()?, row: u32::try_from(row).ok()?, next })
    }

    /// Where a key occurs that is longer than another one, by where that one does.
    fn longer(&self, known: &Found, places: &[Place], key: &str) -> Found {
        let more = key.as_bytes().get(known.key.len()..).unwrap_or_default();
        let mask = word(&more.iter().map(|_| u8::MAX).collect::<Vec<u8>>());
        let wanted = word(more);
        let mut rows = RowSet::empty(known.rows.len());
        let mut longer = Vec::new();
        for place in places.iter().filter(|place| place.next & mask == wanted) {
            let start = place.start as usize;
            let rest = self.arena.get(start + known.key.len()..).unwrap_or_default();
            if rest.starts_with(more) {
                rows.insert(Row::new(place.row as usize));
                longer.extend(self.place(start, place.row as usize, key.len()));
            }
        }
        Found { key: String::new(), rows, places: Some(longer) }
    }

    fn find_key(&self, key: &[u8], within: &RowSet) -> Found {
        // Only rows with all its letters can hold a key; for a single letter that is all there is.
        let all = letters(key);
        let mut within = within.clone();
        within.narrow(&self.letters, false, |letters| u64::from(letters & all == all));
        if key.len() == 1 && all != 0 {
            return Found { rows: within, ..Found::default() };
        }
        let needle = Needle::new(key);
        let mut found = RowSet::empty(within.len());
        let mut places = Vec::new();
        let most = self.ends.len() / 2;
        let mut note = |place: usize, row: usize| {
            if places.len() <= most {
                places.extend(self.place(place, row, key.len()));
            }
            places.len() <= most
        };
        let arena = self.arena.as_slice();
        // Going from row to row pays when few rows are left.
        if within.count() * 4 < self.ends.len() {
            for row in within.iter() {
                let end = self.ends.get(row.index()).map_or(0, |&end| end as usize);
                let mut start = self.start(row.index());
                while let Some(hit) = needle.next_before(arena, start, end) {
                    found.insert(row);
                    start = if note(hit, row.index()) { hit + 1 } else { end };
                }
            }
        } else {
            let (mut start, mut row) = (0, 0);
            while let Some(hit) = needle.next(arena, start) {
                while self.ends.get(row).is_some_and(|&end| end as usize <= hit) {
                    row += 1;
                }
                found.insert(Row::new(row));
                start = match note(hit, row) {
                    true => hit + 1,
                    // One hit a row is enough.
                    false => self.ends.get(row).map_or(arena.len(), |&end| end as usize),
                };
            }
            found.and(&within);
        }
        let places = (places.len() <= most).then_some(places);
        Found { key: String::new(), rows: found, places }
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * 4 + self.letters.capacity() * 8
    }
}

/// The first four of some bytes, the first one lowest.
fn word(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).rev().fold(0, |word, &byte| word << 8 | u32::from(byte))
}

/// The letters and digits of a key, a bit each.
#[inline]
fn letters(key: &[u8]) -> u64 {
    key.iter().fold(0, |letters, &byte| letters | LETTERS.get(byte as usize).copied().unwrap_or(0))
}

/// The bit of each letter and digit; none for other bytes.
const LETTERS: [u64; 128] = {
    let mut letters = [0; 128];
    let mut bit = 0;
    while bit < 36 {
        let byte = if bit < 26 { b'a' as usize + bit } else { b'0' as usize + bit - 26 };
        #[expect(clippy::indexing_slicing, reason = "letters and digits are below 128")]
        {
            letters[byte] = 1 << bit;
        }
        bit += 1;
    }
    letters
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_every_row_and_no_field_border(
            rows in prop::collection::vec(("[aéb ]{0,4}", "[ab]{0,3}", "[ab@]{0,3}"), 0..20),
            needle in "[AÉB@ ]{0,3}",
            shorter in 1usize..3,
            within in prop::collection::btree_set(0usize..20, 0..20),
        ) {
            let mut columns: [Texts; 3] = Default::default();
            for (a, b, c) in &rows {
                for (column, text) in columns.iter_mut().zip([a, b, c]) {
                    column.push(text).unwrap();
                }
            }
            let [a, b, c] = &columns;
            let text = SearchText::of(&[a, b, c], rows.len());
            let key = fold(&needle);
            // The second time around a longer needle may follow a shorter one.
            let shorter: String = needle.chars().take(shorter).collect();
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
    }
}
