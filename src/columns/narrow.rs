//! Keeping the rows of a set whose value is wanted, 64 rows at a step.

use crate::RowSet;
use crate::scan::{all_of, any_of, any_of_two};

/// A value for each row, 0 for rows beyond the list, and which values are wanted.
pub(crate) enum Wanted<'a> {
    /// Bytes, among a few.
    Bytes(&'a [u8], &'a [u8]),
    /// Numbers, among a few.
    Numbers(&'a [u16], &'a [u16]),
    /// Numbers that have all of some bits.
    Bits(&'a [u64], u64),
}

impl Wanted<'_> {
    /// Which of a word's 64 rows have a wanted value.
    #[inline(always)]
    fn bits(&self, place: usize) -> u64 {
        let known = match self {
            Self::Bytes(list, few) => values(list, place).map(|some| any_of(some, few)),
            Self::Numbers(list, few) => values(list, place).map(|some| any_of_two(some, few)),
            Self::Bits(list, all) => values(list, place).map(|some| all_of(some, *all)),
        };
        known.unwrap_or_else(|| self.end(place * 64))
    }

    /// The same where the list ends.
    #[cold]
    fn end(&self, first: usize) -> u64 {
        let is = |row: usize| match self {
            Self::Bytes(list, few) => few.contains(list.get(row).unwrap_or(&0)),
            Self::Numbers(list, few) => few.contains(list.get(row).unwrap_or(&0)),
            Self::Bits(list, all) => list.get(row).unwrap_or(&0) & all == *all,
        };
        (first..first + 64).rev().fold(0, |bits, row| bits << 1 | u64::from(is(row)))
    }
}

/// The values of a word's 64 rows; none where the list ends before.
#[inline(always)]
fn values<T>(list: &[T], place: usize) -> Option<&[T; 64]> {
    list.as_chunks().0.get(place)
}

impl RowSet {
    /// Keeps the rows whose value is wanted, or all others. One function for every kind of list: what
    /// has been used for one is compiled well for all.
    #[inline(never)]
    pub(crate) fn narrow_by(&mut self, wanted: &Wanted<'_>, others: bool) {
        let flip = if others { u64::MAX } else { 0 };
        for (words, first) in self.words_mut().chunks_mut(64).zip((0..).step_by(64)) {
            // Which words are asked for is settled first: a wrong guess at each would stop the next
            // ones from being read in the meantime.
            let is = |word: &u64| u64::from(*word != 0);
            let mut asked = words.iter().rev().fold(0, |asked, word| asked << 1 | is(word));
            while asked != 0 {
                let place = asked.trailing_zeros() as usize;
                asked &= asked - 1;
                let bits = wanted.bits(first + place) ^ flip;
                if let Some(word) = words.get_mut(place) {
                    *word &= bits;
                }
            }
        }
    }
}
