//! The order of rows: texts become numbers once, and numbers are sorted by their digits.

use crate::{Row, sort_rows};

/// A row with the next few bytes of its key.
type Entry = (u64, u32);

/// The keys of `count` rows, and what decides between equal ones. Keys hold no byte 0.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// How many there are.
    pub count: usize,
    /// The key of a row.
    pub key: &'a dyn Fn(usize) -> &'a [u8],
    /// What rows of equal keys are compared by.
    pub tie: &'a dyn Fn(usize) -> &'a [u8],
}

impl std::fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} keys", self.count)
    }
}

/// The rank of each row in the order of its key's bytes: equal ones have equal ranks, an empty key
/// has rank 0 and no other key has.
pub fn rank(keys: Keys<'_>) -> Vec<u32> {
    let alphabet = Alphabet::of(keys);
    // Keys are looked at in the order of the rows while that will do: once they are sorted, they
    // lie all over the place.
    let mut order: Vec<Entry> = Vec::with_capacity(keys.count);
    let mut seconds = Vec::with_capacity(keys.count);
    for row in 0..keys.count {
        let key = (keys.key)(row);
        order.push((alphabet.prefix(key, 0), u32::try_from(row).unwrap_or(u32::MAX)));
        seconds.push(alphabet.prefix(key, alphabet.fit));
    }
    let mut begins = vec![false; keys.count];
    let sorter = Sorter { alphabet: &alphabet, seconds: &seconds, keys };
    sorter.sort_from(&mut order, &mut begins, 0);
    let empty = order.first().filter(|&&(_, row)| (keys.key)(row as usize).is_empty());
    let mut none = empty.is_some();
    let rows = order.iter().zip(&begins).enumerate().map(|(place, (&(_, row), &begins))| {
        none &= place == 0 || !begins;
        (row, begins && !none, none)
    });
    numbered(keys.count, rows)
}

/// The rank of each row in the order of its number; a row without one has rank 0.
pub fn rank_numbers(count: usize, number: &dyn Fn(usize) -> Option<i64>) -> Vec<u32> {
    let biased = |row: usize| number(row).map_or(0, |value| value.cast_unsigned() ^ 1 << 63);
    let mut order: Vec<Entry> =
        (0..count).map(|row| (biased(row), u32::try_from(row).unwrap_or(u32::MAX))).collect();
    by_number(&mut order);
    let mut before = 0;
    let rows = order.iter().map(|&(value, row)| {
        let new = value != before;
        before = value;
        (row, new, value == 0)
    });
    numbered(count, rows)
}

/// Ranks from rows in order, each with whether it begins a new rank or has none.
fn numbered(count: usize, rows: impl Iterator<Item = (u32, bool, bool)>) -> Vec<u32> {
    let mut ranks = vec![0; count];
    let mut rank = 0;
    for (row, new, none) in rows {
        rank += u32::from(new);
        if let (false, Some(place)) = (none, ranks.get_mut(row as usize)) {
            *place = rank;
        }
    }
    ranks
}

/// The bytes that occur, numbered densely so that more of them fit into one word.
struct Alphabet {
    codes: [u8; 256],
    bits: u32,
    /// How many bytes fit.
    fit: usize,
}

impl Alphabet {
    fn of(keys: Keys<'_>) -> Self {
        let mut codes = [0u8; 256];
        for row in 0..keys.count {
            for &byte in (keys.key)(row) {
                if let Some(code) = codes.get_mut(byte as usize) {
                    *code = 1;
                }
            }
        }
        // Byte 0 is in no key, so the codes end at 255.
        let mut last = 0u8;
        for code in &mut codes {
            if *code != 0 {
                last = last.saturating_add(1);
                *code = last;
            }
        }
        let bits = u8::BITS - last.leading_zeros().min(u8::BITS - 1);
        Self { codes, bits, fit: (u64::BITS / bits) as usize }
    }

    /// The next bytes of a key as a number that orders like them; shorter comes first.
    fn prefix(&self, key: &[u8], from: usize) -> u64 {
        let mut bytes = key.get(from..).unwrap_or_default().iter();
        (0..self.fit).fold(0, |prefix, _| {
            let code = bytes.next().and_then(|&byte| self.codes.get(byte as usize));
            prefix << self.bits | u64::from(code.copied().unwrap_or(0))
        })
    }
}

/// What sorting keys goes by.
struct Sorter<'a, 'k> {
    alphabet: &'a Alphabet,
    /// The second word of every key.
    seconds: &'a [u64],
    keys: Keys<'k>,
}

impl Sorter<'_, '_> {
    /// Sorts entries whose keys are equal up to a place, and marks where a new key begins.
    fn sort_from(&self, entries: &mut [Entry], begins: &mut [bool], from: usize) {
        by_number(entries);
        let next = from + self.alphabet.fit;
        let last = (1 << self.alphabet.bits) - 1;
        let (mut rest, mut marks) = (entries, begins);
        while let Some(&(prefix, _)) = rest.first() {
            let same = rest.iter().take_while(|entry| entry.0 == prefix).count();
            let (run, tail) = rest.split_at_mut(same);
            let (run_marks, tail_marks) = marks.split_at_mut(same.min(marks.len()));
            // A prefix that is not full is the end of the key.
            if same > 1 && prefix & last != 0 && next < DEEPEST {
                for entry in run.iter_mut() {
                    let row = entry.1 as usize;
                    entry.0 = match self.seconds.get(row) {
                        Some(&second) if from == 0 => second,
                        _ => self.alphabet.prefix((self.keys.key)(row), next),
                    };
                }
                self.sort_from(run, run_marks, next);
            } else if same > 1 {
                by_tie(run, run_marks, self.keys, next);
            }
            if let Some(first) = run_marks.first_mut() {
                *first = true;
            }
            (rest, marks) = (tail, tail_marks);
        }
    }
}

/// How many bytes of keys are looked at a word at a time; keys that are the same that far are
/// compared as they are.
const DEEPEST: usize = 512;

/// Sorts entries of keys that are equal up to a place by the rest of them, and then by what decides
/// between equal ones.
fn by_tie(run: &mut [Entry], begins: &mut [bool], keys: Keys<'_>, from: usize) {
    let tie = |row: Row| ((keys.key)(row.index()).get(from..), (keys.tie)(row.index()));
    let mut rows: Vec<Row> = run.iter().map(|entry| Row::new(entry.1 as usize)).collect();
    sort_rows(&mut rows, &mut |a, b| tie(a).cmp(&tie(b)));
    let mut before: Option<Row> = None;
    for ((entry, begins), row) in run.iter_mut().zip(begins).zip(rows) {
        entry.1 = u32::try_from(row.index()).unwrap_or(u32::MAX);
        *begins = before.is_some_and(|before| tie(before) != tie(row));
        before = Some(row);
    }
}

/// Sorts by number, stably: digit by digit, the last first; few of them by inserting.
pub(crate) fn by_number(entries: &mut [Entry]) {
    if entries.len() <= 24 {
        for end in 1..entries.len() {
            let Some(sorted) = entries.get_mut(..=end) else { return };
            let pairs = (1..=end).rev();
            for place in pairs {
                let [.., before, last] = sorted.get_mut(..=place).unwrap_or_default() else {
                    return;
                };
                if before.0 <= last.0 {
                    break;
                }
                std::mem::swap(before, last);
            }
        }
        return;
    }
    // A digit's counters should not be more than there is to count.
    let digit = if entries.len() < 4_000 { 8 } else { DIGIT };
    let mut from = entries.to_vec();
    let mut to = from.clone();
    let all = entries.iter().fold((u64::MAX, 0), |(and, or), entry| (and & entry.0, or | entry.0));
    // The bits in which numbers differ at all.
    let differing = all.0 ^ all.1;
    for shift in (0..u64::BITS).step_by(digit as usize) {
        let mask = (1 << digit) - 1;
        if differing >> shift & mask != 0 {
            pass(&from, &mut to, digit, |entry| (entry.0 >> shift & mask) as usize);
            std::mem::swap(&mut from, &mut to);
        }
    }
    entries.copy_from_slice(&from);
}

/// Bits of a digit, when there are many.
const DIGIT: u32 = 11;

/// One pass of sorting by digits of some bits.
#[inline]
fn pass<T: Copy>(from: &[T], to: &mut [T], bits: u32, digit: impl Fn(&T) -> usize) {
    let mut counters = [0usize; 1 << DIGIT];
    let Some(places) = counters.get_mut(..1 << bits) else { return };
    for item in from {
        if let Some(count) = places.get_mut(digit(item)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for place in places.iter_mut() {
        sum += std::mem::replace(place, sum);
    }
    for item in from {
        if let Some(place) = places.get_mut(digit(item)) {
            if let Some(slot) = to.get_mut(*place) {
                *slot = *item;
            }
            *place += 1;
        }
    }
}

/// Sorts rows by their ranks, stably; rows of rank 0 come last either way.
pub fn sort_by_rank(rows: &mut [Row], ranks: &[u32], descending: bool) {
    let most = ranks.iter().copied().max().unwrap_or(0);
    let mut entries: Vec<Entry> = rows
        .iter()
        .map(|row| {
            let number = match ranks.get(row.index()).copied().unwrap_or(0) {
                0 => most,
                rank if descending => most - rank,
                rank => rank - 1,
            };
            (u64::from(number), u32::try_from(row.index()).unwrap_or(u32::MAX))
        })
        .collect();
    by_number(&mut entries);
    for (row, entry) in rows.iter_mut().zip(entries) {
        *row = Row::new(entry.1 as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(keys: &[String]) -> Vec<u32> {
        let mut sorted: Vec<&String> = keys.iter().filter(|key| !key.is_empty()).collect();
        sorted.sort();
        sorted.dedup();
        let place = |key: &String| sorted.binary_search(&key).map_or(0, |place| place as u32 + 1);
        keys.iter().map(place).collect()
    }

    proptest! {
        #[test]
        fn ranks_like_a_sort(keys in prop::collection::vec("([ab]{0,3}|[a-dé]{0,30}|a{60}[ab]?)", 0..60)) {
            let ranks = rank(Keys { count: keys.len(), key: &|row| keys[row].as_bytes(), tie: &|_| &[] });
            prop_assert_eq!(ranks, naive(&keys));
        }

        #[test]
        fn long_keys_are_ranked_as_well(ends in prop::collection::vec("[ab]{0,9}", 0..40), long in 400usize..700) {
            let keys: Vec<String> = ends.iter().map(|end| "k".repeat(long) + end).collect();
            let key = |row: usize| keys[row].as_bytes();
            let ranks = rank(Keys { count: keys.len(), key: &key, tie: &|_| &[] });
            prop_assert_eq!(ranks, naive(&keys));
        }

        #[test]
        fn ties_are_decided_by_the_text_itself(keys in prop::collection::vec("[aAbB]{0,3}", 0..40)) {
            let folded: Vec<String> = keys.iter().map(|key| key.to_lowercase()).collect();
            let ranks = rank(Keys {
                count: keys.len(),
                key: &|row| folded[row].as_bytes(),
                tie: &|row| keys[row].as_bytes(),
            });
            for a in 0..keys.len() {
                for b in 0..keys.len() {
                    let expected = (&folded[a], &keys[a]).cmp(&(&folded[b], &keys[b]));
                    prop_assert_eq!(ranks[a].cmp(&ranks[b]), expected);
                }
            }
        }

        #[test]
        fn ranks_numbers(numbers in prop::collection::vec(prop::option::of(-3i64..3), 0..40)) {
            let ranks = rank_numbers(numbers.len(), &|row| numbers[row]);
            for a in 0..numbers.len() {
                prop_assert_eq!(ranks[a] == 0, numbers[a].is_none());
                for b in 0..numbers.len() {
                    prop_assert_eq!(ranks[a].cmp(&ranks[b]), numbers[a].cmp(&numbers[b]));
                }
            }
        }

        #[test]
        fn sorts_by_rank_like_a_stable_sort(
            ranks in prop::collection::vec(prop_oneof![0u32..4, 2_000u32..5_000], 1..60),
            descending: bool,
        ) {
            let mut rows: Vec<Row> = (0..ranks.len()).rev().map(Row::new).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|row| match ranks[row.index()] {
                0 => i64::MAX,
                rank if descending => -i64::from(rank),
                rank => i64::from(rank),
            });
            sort_by_rank(&mut rows, &ranks, descending);
            prop_assert_eq!(rows, expected);
        }
    }

    #[test]
    fn numbers_of_every_count_are_sorted() {
        for count in [0, 1, 2, 23, 24, 25, 26, 3_999, 4_000, 9_000] {
            let number = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (n % 50);
            let mut entries: Vec<Entry> =
                (0..count).map(|n| (number(n) % 3_000, n as u32)).collect();
            let mut expected = entries.clone();
            expected.sort_by_key(|entry| entry.0);
            by_number(&mut entries);
            assert_eq!(entries, expected);
        }
    }

    #[test]
    fn many_keys_are_sorted_by_digits() {
        let keys: Vec<String> = (0..30_000u64)
            .map(|n| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40))
            .collect();
        let ranks =
            rank(Keys { count: keys.len(), key: &|row| keys[row].as_bytes(), tie: &|_| &[] });
        assert_eq!(ranks, naive(&keys));
    }
}
