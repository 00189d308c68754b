//! One arena of search keys: a few fields of every row, one after the other.

use crate::fold::fold_bytes;
use crate::narrow::Wanted;
use crate::scan::Needle;
use crate::{Row, RowSet, Texts, find, fold};
use std::cell::RefCell;
use std::ops::Range;

/// Going from row to row is worth it for fewer than one in so many.
const FEW: usize = 12;

/// How many rows are read of at once.
const AT_ONCE: usize = 64;

/// How many bytes that follow a key are kept with each place it was found at.
const AHEAD: usize = size_of::<u32>();

/// Ends a field; no key holds it.
const FIELD: u8 = 0;

/// The search keys of all rows. A field that folds to the same as the one before is kept once.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    arena: Vec<u8>,
    /// Where each row ends.
    ends: Vec<u32>,
    /// What each row holds: see [`marks`].
    marks: [Vec<u64>; 2],
    /// What was last looked for among all rows: whoever types one more letter finds no others.
    last: RefCell<Found>,
}

/// Keys being laid out, and where the next one goes.
struct Keys {
    bytes: Vec<u8>,
    end: usize,
}

impl Keys {
    /// Adds the fields of a row. By itself, because what is called often is soon compiled well.
    #[inline(never)]
    fn add_row(&mut self, columns: &[&Texts], row: usize) {
        let first = self.end;
        let (mut before, mut said) = (first, "");
        for column in columns {
            let (start, field) = (self.end, column.at(row));
            if start > first && field == said {
                continue;
            }
            said = field;
            self.add(field);
            if start > first && self.bytes.get(before..start) == self.bytes.get(start..self.end) {
                self.end = start;
            } else {
                before = start;
            }
        }
    }

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
    /// How many of the bytes kept with its places are still to come: a longer key uses them up.
    ahead: usize,
}

/// A place a key was found at.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Where it begins.
    start: u32,
    row: u32,
    /// The bytes that follow the key there, the first one lowest, as many as [`Found::ahead`] says: what
    /// the next letters have to be. They are kept here because the arena is too large to be at hand.
    next: u32,
}

impl SearchText {
    /// The fields of so many rows, a column each. Rows beyond 4 GiB of keys are found no more.
    pub fn of(columns: &[&Texts], rows: usize) -> Self {
        let mut text = Self::default();
        let bytes: usize = columns.iter().map(|column| column.parts().0.len()).sum();
        let mut keys = Keys { bytes: vec![0; bytes + 3 * rows + 64], end: 0 };
        text.ends.reserve(rows);
        text.marks = [0; 2].map(|_| Vec::with_capacity(rows));
        for row in 0..rows {
            let first = keys.end;
            keys.add_row(columns, row);
            let Ok(end) = u32::try_from(keys.end) else { break };
            let marks = marks(keys.bytes.get(first..keys.end).unwrap_or_default());
            for (column, marks) in text.marks.iter_mut().zip(marks) {
                column.push(marks);
            }
            text.ends.push(end);
        }
        keys.bytes.truncate(keys.end);
        text.arena = keys.bytes;
        text
    }

    /// Where the keys of a row lie.
    fn key(&self, row: Row) -> Range<usize> {
        let end = |row: usize| self.ends.get(row).map_or(0, |&end| end as usize);
        row.index().checked_sub(1).map_or(0, end)..end(row.index())
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
            .first_chunk::<AHEAD>()
            .map_or_else(|| word(behind), |next| u32::from_le_bytes(*next));
        Some(Place { start: u32::try_from(start).ok()?, row: u32::try_from(row).ok()?, next })
    }

    /// Where a key occurs that is longer than another one, by where that one does.
    fn longer(&self, known: &Found, places: &[Place], key: &str) -> Found {
        let more = key.as_bytes().get(known.key.len()..).unwrap_or_default();
        // The bytes that were kept are compared first; the arena is read only where they are too few.
        let kept = |bytes: &[u8]| word(bytes.get(..known.ahead).unwrap_or(bytes));
        let (mask, wanted) = (kept(&vec![u8::MAX; more.len()]), kept(more));
        let ahead = known.ahead.checked_sub(more.len());
        let mut rows = RowSet::empty(known.rows.len());
        let mut longer = Vec::new();
        for place in places.iter().filter(|place| place.next & mask == wanted) {
            let row = place.row as usize;
            if ahead.is_some() {
                // Without those that belong to the key now.
                let next = more.iter().fold(place.next, |next, _| next >> 8);
                longer.push(Place { next, ..*place });
            } else {
                let start = place.start as usize;
                let rest = self.arena.get(start + known.key.len()..).unwrap_or_default();
                if !rest.starts_with(more) {
                    continue;
                }
                longer.extend(self.place(start, row, key.len()));
            }
            rows.insert(Row::new(row));
        }
        let ahead = ahead.unwrap_or(AHEAD);
        Found { key: String::new(), rows, places: Some(longer), ahead }
    }

    fn find_key(&self, key: &[u8], within: &RowSet) -> Found {
        // Only rows with all its marks can hold a key; for a single letter that is all there is.
        let mut within = within.clone();
        for (column, all) in self.marks.iter().zip(marks(key)).filter(|(_, all)| *all != 0) {
            within.narrow_by(&Wanted::Bits(column, all), false);
        }
        if let [b'0'..=b'9' | b'a'..=b'z'] = key {
            return Found { rows: within, ..Found::default() };
        }
        let mut found = Found {
            rows: RowSet::empty(within.len()),
            places: Some(Vec::new()),
            ahead: AHEAD,
            ..Found::default()
        };
        let needle = Needle::new(key);
        if within.count() * FEW < self.ends.len() {
            self.find_row_by_row(needle, &within, &mut found);
        } else {
            self.find_in_all(needle, &mut found);
            found.rows.and(&within);
        }
        found
    }

    fn find_row_by_row(&self, needle: Needle<'_>, within: &RowSet, found: &mut Found) {
        let arena = self.arena.as_slice();
        let mut rows = within.iter();
        loop {
            let some = rows.by_ref().take(AT_ONCE).map(|row| (row, self.key(row)));
            let some: Vec<_> = some.collect();
            if some.is_empty() {
                return;
            }
            // The arena is too large to be at hand. Read from all at once, before a guess goes wrong,
            // they wait for it together; the black box keeps what is read for nothing else.
            let read = |place: usize| arena.get(place).copied().unwrap_or_default();
            let ends = some.iter().flat_map(|(_, key)| [key.start, key.end]);
            std::hint::black_box(ends.fold(0, |all, place| all ^ read(place)));
            for (row, key) in some {
                let mut start = key.start;
                while let Some(hit) = needle.next_before(arena, start, key.end) {
                    let more = self.note(found, hit, row, needle.len());
                    start = if more { hit + 1 } else { key.end };
                }
            }
        }
    }

    fn find_in_all(&self, needle: Needle<'_>, found: &mut Found) {
        let arena = self.arena.as_slice();
        let (mut start, mut row) = (0, 0);
        while let Some(hit) = needle.next(arena, start) {
            while self.ends.get(row).is_some_and(|&end| end as usize <= hit) {
                row += 1;
            }
            let more = self.note(found, hit, Row::new(row), needle.len());
            let end = || self.ends.get(row).map_or(arena.len(), |&end| end as usize);
            start = if more { hit + 1 } else { end() };
        }
    }

    /// Notes where a key of some length was found, and says whether its other places in that row are
    /// wanted.
    fn note(&self, found: &mut Found, hit: usize, row: Row, len: usize) -> bool {
        found.rows.insert(row);
        if let Some(places) = &mut found.places {
            places.extend(self.place(hit, row.index(), len));
        }
        // Too many are as good as none.
        found.places.take_if(|places| places.len() > self.ends.len() / 2);
        found.places.is_some()
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.arena.capacity()
            + self.ends.capacity() * 4
            + self.marks.iter().map(|marks| marks.capacity() * 8).sum::<usize>()
    }
}

/// The first [`AHEAD`] of some bytes, the first one lowest.
fn word(bytes: &[u8]) -> u32 {
    bytes.iter().take(AHEAD).rev().fold(0, |word, &byte| word << 8 | u32::from(byte))
}

/// What a key holds, a bit each: its letters and digits, and in which groups its pairs of bytes are
/// that stand side by side, once of 28 and once of 64 groups. By itself, as [`Keys::add_row`] is.
#[inline(never)]
fn marks(key: &[u8]) -> [u64; 2] {
    let (mut some, mut more) = (key.first().map_or(0, |&first| alone(first)), 0);
    for &[one, other] in key.array_windows() {
        let pair = u32::from(one) << 8 | u32::from(other);
        // The upper bits of such products are as good as chance.
        let chance = pair.wrapping_mul(0x9E37_79B1) >> 16;
        some |= alone(other) | 1 << (36 + ((chance * 28) >> 16));
        more |= 1 << (pair.wrapping_mul(0x85EB_CA6B) >> 26);
    }
    [some, more]
}

/// The bit of a letter or digit; none for other bytes.
#[inline(always)]
fn alone(byte: u8) -> u64 {
    let bit = match byte {
        b'a'..=b'z' => byte - b'a',
        b'0'..=b'9' => byte - b'0' + 26,
        _ => return 0,
    };
    1 << bit
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_every_row_and_no_field_border(
            rows in prop::collection::vec(("[aéb ]{0,9}", "[ab]{0,9}", "[ab@]{0,3}"), 0..150),
            needle in "[AÉB@ ]{0,9}",
            typed in prop::collection::vec(1usize..6, 0..4),
            within in prop::collection::btree_set(0usize..150, 0..150),
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
            // What is looked for may be longer than what was, by a letter or more.
            let mut letters = 0;
            for more in typed {
                letters += more;
                let start: String = needle.chars().take(letters).collect();
                let found = text.find(&start, &RowSet::full(rows.len()));
                for (n, (a, b, c)) in rows.iter().enumerate() {
                    let naive = [a, b, c].iter().any(|field| fold(field).contains(&fold(&start)));
                    prop_assert_eq!(found.contains(Row::new(n)), naive, "{:?}", (a, b, c));
                }
            }
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
