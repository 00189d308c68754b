//! Cells that were seen before: what is found out about one holds for all that are the same.

use crate::{Texts, TooLarge, interner, mix};

/// What is numbered.
type Key = [u64; 4];

/// Where a table has its place for a key.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
fn place([a, b, c, d]: Key) -> usize {
    mix(a ^ b.rotate_left(21), c ^ d.rotate_left(42)) as usize
}

/// Whether two keys are the same; `==` would be a call for each.
#[inline]
fn same([a, b, c, d]: &Key, [e, f, g, h]: &Key) -> bool {
    (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) == 0
}

/// Numbers for keys, from 0 in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// An open table, a power of two long: the key, and one more than its number; 0 where free.
    slots: Vec<(Key, u32)>,
    len: usize,
}

impl Numbering {
    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of a key; a new one when it was not there.
    #[inline(always)]
    fn number(&mut self, key: Key) -> u32 {
        // Mostly free, so that most keys are where they are looked for first.
        if (self.len + 1) * 4 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = place(key) & mask;
        while let Some((known, code)) = self.slots.get_mut(at) {
            if same(known, &key) && *code != 0 {
                return *code - 1;
            }
            if *code == 0 {
                self.len += 1;
                (*known, *code) = (key, u32::try_from(self.len).unwrap_or(u32::MAX));
                return *code - 1;
            }
            at = (at + 1) & mask;
        }
        0
    }

    /// Gives each of some rows the number of what it has and another column's number together.
    pub fn combine(&mut self, rows: &mut [u32], others: &[u32]) {
        for (row, other) in rows.iter_mut().zip(others) {
            *row = self.number([(*row).into(), (*other).into(), 0, 0]);
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        let old = std::mem::replace(&mut self.slots, vec![([0; 4], 0); size]);
        let mask = size - 1;
        for slot in old.into_iter().filter(|slot| slot.1 != 0) {
            let mut at = place(slot.0) & mask;
            while self.slots.get(at).is_some_and(|slot| slot.1 != 0) {
                at = (at + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

/// The distinct cells of a column, numbered from 0 in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    numbers: Numbering,
    texts: Texts,
}

/// How many bytes a text has at least that is too long to be a key of its own. As many follow the
/// beginning of every piece that is numbered.
pub(crate) const LONG: usize = size_of::<Key>();

/// What of a key belongs to a text of so many bytes, for each number of them.
#[expect(clippy::indexing_slicing, reason = "it would not compile")]
const OF_TEXT: [Key; LONG] = {
    let mut of_text = [[0; 4]; LONG];
    let mut length = 0;
    while length < LONG {
        of_text[length] =
            [of_word(length, 0), of_word(length, 8), of_word(length, 16), of_word(length, 24)];
        length += 1;
    }
    of_text
};

/// What of a word, with so many bytes before it, belongs to a text of so many bytes.
const fn of_word(length: usize, before: usize) -> u64 {
    match length.saturating_sub(before) {
        bytes @ 0..8 => (1 << (bytes * 8)) - 1,
        _ => u64::MAX,
    }
}

/// A short piece of a text as a key of its own; none for a long one.
///
/// Whatever the length, as many words are read and cut: lengths come in any order.
#[inline]
fn key(text: &str, start: usize, end: usize) -> Option<Key> {
    let length = end.wrapping_sub(start);
    let [e, f, g, h] = OF_TEXT.get(length)?;
    let (words, _) = text.as_bytes().get(start..)?.first_chunk::<LONG>()?.as_chunks::<8>();
    let [a, b, c, d] = words else { return None };
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    // The length, in the byte that a short text never reaches.
    let last = word(d) & h | (length as u64) << 56;
    Some([word(a) & e, word(b) & f, word(c) & g, last])
}

impl Seen {
    /// The number of a piece of a text; none for a long one that shares its key with another.
    ///
    /// # Errors
    /// When the distinct pieces would pass 4 GiB.
    #[inline]
    pub(crate) fn number(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
    ) -> Result<Option<u32>, TooLarge> {
        let piece = || text.get(start..end).unwrap_or("");
        let short = key(text, start, end);
        let long = || [interner::hash(piece(), 0), 0, 0, u64::MAX];
        let number = self.numbers.number(short.unwrap_or_else(long));
        if number as usize == self.texts.len() {
            self.texts.push(piece())?;
        } else if short.is_none() && self.texts.at(number as usize) != piece() {
            return Ok(None);
        }
        Ok(Some(number))
    }

    /// The distinct cells by number.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_in_the_order_of_coming(cells in prop::collection::vec("[ab\0\u{7f}é]{0,40}", 0..200)) {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let (mut seen, mut naive) = (Seen::default(), Vec::<&str>::new());
            let (text, mut end) = (cells.concat() + &" ".repeat(LONG), 0);
            for cell in &cells {
                let start = end;
                end += cell.len();
                let number = seen.number(&text, start, end).unwrap().unwrap();
                let known = naive.iter().position(|known| known == cell);
                let expected = known.unwrap_or(naive.len());
                if known.is_none() {
                    naive.push(cell);
                }
                prop_assert_eq!(number as usize, expected);
                prop_assert_eq!(seen.texts().at(expected), *cell);
            }
        }
    }
}
