//! Rows of a tenant and sets of them, as bitmaps.

use std::cmp::Ordering;

/// A person's place in the tenant; it never changes, imports only add rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(u32);

impl Row {
    /// The row at a place, counted from 0.
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The place, counted from 0.
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

    /// Whether a row is in the set.
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

    /// The rows in the set, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(Row::new(place * 64 + bit))
            })
        })
    }
}

/// Sorts rows, stably. All sorting of rows goes through here, so that its code is there once.
pub fn sort_rows(rows: &mut [Row], compare: &mut dyn FnMut(Row, Row) -> Ordering) {
    rows.sort_by(|&a, &b| compare(a, b));
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
            prop_assert_eq!(x.count(), nx.len());
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
