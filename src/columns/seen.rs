//! Cells that were seen before: what is found out about one holds for all that are the same.

use crate::{Texts, TooLarge, interner, mix};

/// Numbers for keys, from 0 in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// An open table, a power of two long: the key, and one more than its number; 0 where free.
    slots: Vec<(u64, u64, u32)>,
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
    #[inline]
    pub fn number(&mut self, a: u64, b: u64) -> u32 {
        if (self.len + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len().wrapping_sub(1);
        #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
        let mut place = mix(a, b) as usize & mask;
        while let Some(slot) = self.slots.get_mut(place) {
            if slot.2 == 0 {
                self.len += 1;
                *slot = (a, b, u32::try_from(self.len).unwrap_or(u32::MAX));
                return slot.2 - 1;
            }
            if slot.0 == a && slot.1 == b {
                return slot.2 - 1;
            }
            place = (place + 1) & mask;
        }
        0
    }

    /// Gives each of some rows the number of what it has and another column's number together.
    pub fn combine(&mut self, rows: &mut [u32], others: &[u32]) {
        for (row, other) in rows.iter_mut().zip(others) {
            *row = self.number((*row).into(), (*other).into());
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0, 0); size]);
        let mask = size - 1;
        for slot in old.into_iter().filter(|slot| slot.2 != 0) {
            #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
            let mut place = mix(slot.0, slot.1) as usize & mask;
            while self.slots.get(place).is_some_and(|slot| slot.2 != 0) {
                place = (place + 1) & mask;
            }
            if let Some(free) = self.slots.get_mut(place) {
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

/// A short text as a number of its own, a long one as its hash.
#[inline]
fn key(text: &str) -> (u64, u64) {
    let bytes = text.as_bytes();
    let length = (bytes.len() as u64) << 56;
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
        && bytes.len() < 16
    {
        // They overlap where there are less than sixteen; the length, in place of the last
        // byte of the first, tells how far.
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return (first & u64::MAX >> 8 | length, last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>())
        && bytes.len() < 8
    {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return (u64::from(first) | length, last.into());
    }
    match *bytes {
        [] => (length, 0),
        [a] => (u64::from(a) | length, 0),
        [a, b] => (u64::from(a) | u64::from(b) << 8 | length, 0),
        [a, b, c] => (u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16 | length, 0),
        _ => (interner::hash(text, 0), u64::MAX),
    }
}

impl Seen {
    /// The numbers of cells. Says whether all have one: long texts may share theirs with another,
    /// and then none is given.
    ///
    /// # Errors
    /// When the distinct cells would pass 4 GiB.
    pub fn numbers(&mut self, cells: &[&str], numbers: &mut Vec<u32>) -> Result<bool, TooLarge> {
        numbers.clear();
        for cell in cells {
            let (a, b) = key(cell);
            let number = self.numbers.number(a, b);
            if number as usize == self.texts.len() {
                self.texts.push(cell)?;
            } else if b == u64::MAX && self.texts.at(number as usize) != *cell {
                return Ok(false);
            }
            numbers.push(number);
        }
        Ok(true)
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
        fn numbers_in_the_order_of_coming(cells in prop::collection::vec("[ab\0\u{7f}é]{0,20}", 0..200)) {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let mut seen = Seen::default();
            let (mut numbers, mut naive): (Vec<u32>, Vec<&str>) = (Vec::new(), Vec::new());
            prop_assert!(seen.numbers(&cells, &mut numbers).unwrap());
            for (cell, number) in cells.iter().zip(&numbers) {
                let known = naive.iter().position(|known| known == cell);
                let expected = known.unwrap_or(naive.len());
                if known.is_none() {
                    naive.push(cell);
                }
                prop_assert_eq!(*number as usize, expected);
                prop_assert_eq!(seen.texts().at(expected), *cell);
            }
        }
    }
}
