//! Rows of a tenant and sets of them, as bitmaps.

/// A person's place in the tenant; it never changes, imports only add rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(u32);

impl Row {
    /// The row at a place, counted from 0.
    #[inline]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The place, counted from 0.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of rows. Rows beyond its length are never in it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RowSet {
    words: Vec<u64>,
    len: usize,
}

impl RowSet {
    /// No row, of a tenant of this many.
    pub fn empty(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every row of a tenant of this many.
    pub fn full(len: usize) -> Self {
        let mut set = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        set.clear_tail();
        set
    }

    /// The rows for which the test holds.
    pub fn from_fn(len: usize, mut test: impl FnMut(Row) -> bool) -> Self {
        let mut set = Self::empty(len);
        for index in 0..len {
            if test(Row::new(index)) {
                set.insert(Row::new(index));
            }
        }
        set
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }

    /// How many rows the tenant has; not how many are in the set.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no row is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// How many rows are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Makes room for the rows an import has added; they are not in the set.
    pub fn grow(&mut self, len: usize) {
        if len > self.len {
            self.words.resize(len.div_ceil(64), 0);
            self.len = len;
        }
    }

    /// Adds a row to the tenant, and to the set or not.
    pub fn push(&mut self, is_in: bool) {
        let row = Row::new(self.len);
        self.grow(self.len + 1);
        if is_in {
            self.insert(row);
        }
    }

    /// Adds a row to the tenant for each place of a table, and to the set where that is marked.
    pub fn push_marked(&mut self, places: &[u32], marked: &[bool]) {
        let before = self.len;
        self.grow(before + places.len());
        if marked.contains(&true) {
            for (row, place) in (before..).zip(places) {
                if marked.get(*place as usize).copied().unwrap_or(false) {
                    self.insert(Row::new(row));
                }
            }
        }
    }

    /// Whether a row is in the set.
    #[inline]
    pub fn contains(&self, row: Row) -> bool {
        let index = row.index();
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Adds a row; says whether it was new. A row beyond the length is left out.
    pub fn insert(&mut self, row: Row) -> bool {
        let index = row.index();
        if index >= self.len {
            return false;
        }
        let Some(word) = self.words.get_mut(index / 64) else {
            return false;
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Removes a row.
    pub fn remove(&mut self, row: Row) {
        let index = row.index();
        if let Some(word) = self.words.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    fn zip(&mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word = combine(*word, other);
        }
        self.clear_tail();
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        self.zip(other, |a, b| a & b);
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Self) {
        self.zip(other, |a, b| a | b);
    }

    /// Takes out what is in the other.
    pub fn minus(&mut self, other: &Self) {
        self.zip(other, |a, b| a & !b);
    }

    /// Turns the set round: what was in it is out, everyone else in.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
    }

    /// Keeps the rows whose value, of a list from the first row on, has the bit; rows beyond the list
    /// have it when `beyond`.
    #[inline]
    pub(crate) fn narrow<T>(&mut self, list: &[T], beyond: bool, bit: impl Fn(&T) -> u64) {
        for (place, word) in self.words.iter_mut().enumerate().filter(|(_, word)| **word != 0) {
            let start = (place * 64).min(list.len());
            let block = list.get(start..(start + 64).min(list.len())).unwrap_or_default();
            let mut bits = 0;
            for (place, value) in block.iter().enumerate() {
                bits |= bit(value) << place;
            }
            if beyond && block.len() < 64 {
                bits |= u64::MAX << block.len();
            }
            *word &= bits;
        }
    }

    /// Keeps the rows that are wanted, asking row by row: for sets of few.
    pub fn retain(&mut self, wanted: &mut dyn FnMut(Row) -> bool) {
        for (place, word) in self.words.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                if !wanted(Row::new(place * 64 + bit.trailing_zeros() as usize)) {
                    *word ^= bit;
                }
                rest ^= bit;
            }
        }
    }

    /// The bits of the rows, 64 a word; none may be set beyond the last row.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Hands over each 64 rows of which some are in the set: which, and their part of a list.
    #[inline]
    pub(crate) fn each_block<T>(&self, list: &[T], mut give: impl FnMut(u64, &[T])) {
        for (place, &word) in self.words.iter().enumerate() {
            if word != 0 {
                let start = (place * 64).min(list.len());
                give(word, list.get(start..(start + 64).min(list.len())).unwrap_or_default());
            }
        }
    }

    /// The rows in the set from the one at a place on, in ascending order.
    pub fn iter_from(&self, offset: usize) -> impl Iterator<Item = Row> + '_ {
        let (mut word_place, mut skip) = (self.words.len(), offset);
        for (place, word) in self.words.iter().enumerate() {
            let count = word.count_ones() as usize;
            if count > skip {
                word_place = place;
                break;
            }
            skip -= count;
        }
        let words = self.words.get(word_place..).unwrap_or_default();
        rows_of(words, word_place).skip(skip)
    }

    /// At most this many rows of the set from the one at a place on, in ascending order.
    pub fn part(&self, offset: usize, most: usize) -> Vec<Row> {
        self.iter_from(offset).take(most).collect()
    }

    /// The rows of the set, in ascending order.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.count());
        rows.extend(self.iter());
        rows
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.words.capacity() * 8
    }

    /// The bitmap, 64 rows a word, to be stored.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// A set stored as [`RowSet::words`] gives it; none when it does not fit the number of rows.
    pub fn from_words(words: Vec<u64>, len: usize) -> Option<Self> {
        let mut set = Self { words, len };
        let last = set.words.last().copied();
        set.clear_tail();
        let fits = set.words.len() == len.div_ceil(64) && set.words.last().copied() == last;
        fits.then_some(set)
    }

    /// The rows in the set, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        rows_of(&self.words, 0)
    }
}

/// The rows of words of a bitmap, the first of which is at a place.
fn rows_of(words: &[u64], first: usize) -> impl Iterator<Item = Row> + '_ {
    let mut words = words.iter();
    let (mut rest, mut behind) = (0u64, first * 64);
    std::iter::from_fn(move || {
        while rest == 0 {
            rest = *words.next()?;
            behind += 64;
        }
        let row = Row::new(behind - 64 + rest.trailing_zeros() as usize);
        rest &= rest - 1;
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn behaves_like_a_set(
            len in 0usize..200,
            a in prop::collection::btree_set(0usize..220, 0..60),
            b in prop::collection::btree_set(0usize..220, 0..60),
        ) {
            let make = |members: &BTreeSet<usize>| {
                let mut set = RowSet::empty(len);
                members.iter().for_each(|&index| { set.insert(Row::new(index)); });
                set
            };
            let naive = |members: &BTreeSet<usize>| -> BTreeSet<usize> {
                members.iter().copied().filter(|&index| index < len).collect()
            };
            let members = |set: &RowSet| set.iter().map(Row::index).collect::<BTreeSet<_>>();
            let (x, y) = (make(&a), make(&b));
            let (nx, ny) = (naive(&a), naive(&b));
            prop_assert_eq!(members(&x), nx.clone());
            prop_assert_eq!(x.rows(), x.iter().collect::<Vec<_>>());
            prop_assert_eq!(x.count(), nx.len());
            for offset in 0..=nx.len() {
                let from: Vec<usize> = x.iter_from(offset).map(Row::index).collect();
                prop_assert_eq!(&from, &nx.iter().copied().skip(offset).collect::<Vec<_>>());
                let part: Vec<usize> = x.part(offset, 3).into_iter().map(Row::index).collect();
                prop_assert_eq!(part.as_slice(), &from[..from.len().min(3)]);
            }
            let mut and = x.clone(); and.and(&y);
            prop_assert_eq!(members(&and), nx.intersection(&ny).copied().collect());
            let mut or = x.clone(); or.or(&y);
            prop_assert_eq!(members(&or), nx.union(&ny).copied().collect());
            let mut minus = x.clone(); minus.minus(&y);
            prop_assert_eq!(members(&minus), nx.difference(&ny).copied().collect());
            let mut not = x.clone(); not.invert();
            prop_assert_eq!(members(&not), (0..len).filter(|i| !nx.contains(i)).collect());
        }
    }
}
