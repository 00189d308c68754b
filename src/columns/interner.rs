//! Distinct texts, each with a number: how ids are found and repeated values kept once.

use crate::{Texts, TooLarge};

/// Texts without repetition, numbered from 0 in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    texts: Texts,
    /// An open table of a power of two: the high half of an entry is a part of the hash, the low
    /// half one more than the number of a text; 0 where free.
    slots: Vec<u64>,
    /// Changed when texts crowd one part of the table, as only texts made to do so will.
    seed: u64,
}

/// How far from its place a text may lie before the table is made anew.
const CROWDED: usize = 512;
/// How often that is done at one size.
const MOST_SEEDS: u32 = 4;

/// A number that stands for another one and a word after it.
pub fn mix(hash: u64, word: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}

/// The last eight bytes of a text, or all there are.
#[inline]
pub(crate) fn last_word(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let all = || bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    bytes.last_chunk().map_or_else(all, |last| u64::from_le_bytes(*last))
}

/// A number that stands for a text.
pub(crate) fn hash(text: &str, seed: u64) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = seed ^ text.len() as u64;
    let mut add = |word: u64| {
        hash = (hash.rotate_left(23) ^ word).wrapping_mul(MIX);
    };
    let (words, _) = text.as_bytes().as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    add(last_word(text));
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(MIX);
    hash ^ hash >> 32
}

/// What a text's entry has of its hash.
fn mark(hash: u64) -> u64 {
    hash & 0xFFFF_FFFF_0000_0000
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is the number")]
fn number(entry: u64) -> Option<usize> {
    (entry as u32 as usize).checked_sub(1)
}

/// How many texts, from the first on, have neither capitals nor an `@`, and are not empty.
pub fn settled(texts: &[&str]) -> usize {
    // Bytes from 0x40 to 0x5F have one bit set and not the other; so do some beyond ASCII.
    const HIGH: u64 = 0x4040_4040_4040_4040;
    let settled = |text: &&str| {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let capitals = words.iter().fold(0, |all, word| {
            let word = u64::from_le_bytes(*word);
            all | word & !(word << 1) & HIGH
        });
        !text.is_empty() && capitals == 0 && rest.iter().all(|byte| byte & 0x60 != 0x40)
    };
    texts.iter().position(|text| !settled(text)).unwrap_or(texts.len())
}

/// Gives what is new its places in a table, from the first on while each is new beyond doubt, and
/// says how many: entries have the mark in the high half, and in the low half one more than a
/// number, from `known` on.
pub(crate) fn take_places(slots: &mut [u64], new: &[(u32, u32)], known: usize) -> usize {
    let mask = slots.len().wrapping_sub(1);
    // All at once they wait for memory together, one after the other each by itself.
    let read = |start: u32| slots.get(start as usize & mask).copied().unwrap_or(0);
    std::hint::black_box(new.iter().fold(0, |all, &(start, _)| all ^ read(start)));
    'new: for (count, &(start, mark)) in new.iter().enumerate() {
        let mut at = start as usize & mask;
        for _ in 0..CROWDED {
            let Some(slot) = slots.get_mut(at) else { return count };
            if *slot == 0 {
                let number = u32::try_from(known + count + 1).unwrap_or(u32::MAX);
                *slot = u64::from(mark) << 32 | u64::from(number);
                continue 'new;
            }
            if *slot >> 32 == u64::from(mark) {
                return count;
            }
            at = (at + 1) & mask;
        }
        return count;
    }
    new.len()
}

impl Interner {
    /// The slot of a text, where it is or belongs, and how far from its place that is.
    fn slot(&self, text: &str, hash: u64) -> Option<(usize, usize)> {
        let mask = self.slots.len().checked_sub(1)?;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
        let start = hash as usize & mask;
        for distance in 0..=mask {
            let place = (start + distance) & mask;
            let entry = *self.slots.get(place)?;
            let same = |number| mark(entry) == mark(hash) && self.texts.at(number) == text;
            if number(entry).is_none_or(same) {
                return Some((place, distance));
            }
        }
        None
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let (place, _) = self.slot(text, hash(text, self.seed))?;
        number(*self.slots.get(place)?)
    }

    /// The number of a text, and whether it is new.
    ///
    /// # Errors
    /// When the texts would pass 4 GiB.
    pub fn insert(&mut self, text: &str) -> Result<(usize, bool), TooLarge> {
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            self.rehash((self.slots.len() * 2).max(16));
        }
        let hash = hash(text, self.seed);
        let Some((place, distance)) = self.slot(text, hash) else {
            return Err(TooLarge);
        };
        let Some(entry) = self.slots.get_mut(place) else {
            return Err(TooLarge);
        };
        if let Some(known) = number(*entry) {
            return Ok((known, false));
        }
        let new = self.texts.len();
        self.texts.push(text)?;
        *entry = mark(hash) | u64::from(u32::try_from(new + 1).map_err(|_| TooLarge)?);
        if distance > CROWDED {
            self.rehash(self.slots.len());
        }
        Ok((new, true))
    }

    /// Adds texts from the first on while they are new beyond doubt, and says how many.
    ///
    /// # Errors
    /// When the texts would pass 4 GiB.
    pub fn extend_new(&mut self, texts: &[&str]) -> Result<usize, TooLarge> {
        let known = self.texts.len();
        if (known + texts.len() + 1) * 2 > self.slots.len() {
            self.rehash(((known + texts.len() + 1) * 2).next_power_of_two());
        }
        let hashes = texts.iter().map(|text| hash(text, self.seed));
        #[expect(clippy::cast_possible_truncation, reason = "one half, and the other")]
        let hashes: Vec<_> = hashes.map(|hash| (hash as u32, (hash >> 32) as u32)).collect();
        let new = take_places(&mut self.slots, &hashes, known);
        self.texts.extend(texts.get(..new).unwrap_or_default())?;
        Ok(new)
    }

    /// Lays the table out anew, with another seed while texts crowd.
    fn rehash(&mut self, size: usize) {
        for _ in 0..MOST_SEEDS {
            self.slots.clear();
            self.slots.resize(size, 0);
            let mut farthest = 0;
            for new in 0..self.texts.len() {
                let text = self.texts.at(new);
                let hash = hash(text, self.seed);
                let Some((place, distance)) = self.slot(text, hash) else { continue };
                farthest = farthest.max(distance);
                if let (Some(entry), Ok(code)) = (self.slots.get_mut(place), u32::try_from(new + 1))
                {
                    *entry = mark(hash) | u64::from(code);
                }
            }
            if farthest <= CROWDED {
                return;
            }
            self.seed = self.seed.wrapping_mul(0x2545_F491_4F6C_DD1D).wrapping_add(0x9E37_79B9);
        }
    }

    /// Makes room for this many texts of this many bytes in all.
    pub fn reserve(&mut self, texts: usize, bytes: usize) {
        self.texts.reserve(texts, bytes);
        let size = ((self.texts.len() + texts) * 2).next_power_of_two();
        if size > self.slots.len() {
            self.rehash(size);
        }
    }

    /// The texts by number.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// An interner of these texts; none when one of them occurs twice.
    pub fn from_texts(texts: Texts) -> Option<Self> {
        let count = texts.len();
        let mut interner = Self { texts, ..Self::default() };
        let size = (count * 2).next_power_of_two().max(16);
        if !interner.fill(size) {
            // Texts that crowd, as only texts made to do so will.
            interner.rehash(size);
        }
        let slots = interner.slots.iter().filter(|&&entry| entry != 0).count();
        (slots == count).then_some(interner)
    }

    /// Lays out a table for all texts at once; says whether none lies too far from its place.
    ///
    /// One after the other each would wait for memory. Sorted first by the part of the table they
    /// belong to, they find that part in the cache.
    fn fill(&mut self, size: usize) -> bool {
        const PART: usize = 1 << 15;
        self.slots.clear();
        self.slots.resize(size, 0);
        let mask = size - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
        let start = |hash: u64| hash as usize & mask;
        let count = self.texts.len();
        let hashes: Vec<u64> = (0..count).map(|new| hash(self.texts.at(new), self.seed)).collect();
        let mut ends = vec![0usize; size.div_ceil(PART)];
        for &hash in &hashes {
            if let Some(end) = ends.get_mut(start(hash) / PART) {
                *end += 1;
            }
        }
        let mut next = 0;
        for end in &mut ends {
            next += std::mem::replace(end, next);
        }
        // Where a text belongs, and what its slot will say.
        let mut sorted = vec![(0u32, 0u64); count];
        for (hash, code) in hashes.into_iter().zip(1u64..) {
            let start = start(hash);
            if let Some(end) = ends.get_mut(start / PART)
                && let (Some(place), Ok(start)) = (sorted.get_mut(*end), u32::try_from(start))
            {
                *place = (start, mark(hash) | code);
                *end += 1;
            }
        }
        let mut farthest = 0;
        for (start, entry) in sorted {
            let mut place = start as usize;
            while let Some(slot) = self.slots.get_mut(place) {
                let known = *slot;
                if known == 0 {
                    *slot = entry;
                    break;
                }
                let same = mark(known) == mark(entry);
                if same && self.same(known, entry) {
                    break;
                }
                place = (place + 1) & mask;
            }
            farthest = farthest.max(place.wrapping_sub(start as usize) & mask);
        }
        farthest <= CROWDED
    }

    fn same(&self, a: u64, b: u64) -> bool {
        number(a).zip(number(b)).is_some_and(|(a, b)| self.texts.at(a) == self.texts.at(b))
    }

    /// The distinct texts of a column and the number of each row's; none where few occur more than
    /// once, as a sample of the rows tells.
    pub fn of_repeated(column: &Texts) -> Option<(Self, Vec<u32>)> {
        const SAMPLE: usize = 4_096;
        let step = column.len() / SAMPLE + 1;
        let mut sample = Self::default();
        let rows = (0..column.len()).step_by(step);
        let twice = rows.filter(|&row| !matches!(sample.insert(column.at(row)), Ok((_, true))));
        if twice.count() < SAMPLE / 100 {
            return None;
        }
        let mut all = Self::default();
        let numbers = (0..column.len()).map(|row| {
            let (number, _) = all.insert(column.at(row)).ok()?;
            u32::try_from(number).ok()
        });
        let numbers = numbers.collect::<Option<Vec<u32>>>()?;
        Some((all, numbers))
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.slots.capacity() * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn settled_texts_have_no_capitals(texts in prop::collection::vec("[a-f0-9-]{0,12}[@A-Z]?", 0..9)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let capital = |text: &&str| text.is_empty() || text.contains(|one: char| one == '@' || one.is_ascii_uppercase());
            prop_assert_eq!(settled(&texts), texts.iter().position(capital).unwrap_or(texts.len()));
        }

        #[test]
        fn repeated_texts_are_numbered(texts in prop::collection::vec("[ab]{0,3}", 0..900)) {
            let mut column = Texts::default();
            texts.iter().for_each(|text| column.push(text).unwrap());
            match Interner::of_repeated(&column) {
                Some((distinct, numbers)) => {
                    let text = |number: &u32| distinct.texts().at(*number as usize);
                    prop_assert!(numbers.iter().map(text).eq(texts.iter()));
                }
                None => prop_assert!(texts.len() < 60),
            }
        }

        #[test]
        fn numbers_like_a_map(texts in prop::collection::vec("[a-c]{0,4}", 0..200)) {
            let mut interner = Interner::default();
            let mut naive: HashMap<String, usize> = HashMap::new();
            for text in &texts {
                let next = naive.len();
                let new = !naive.contains_key(text);
                let number = *naive.entry(text.clone()).or_insert(next);
                prop_assert_eq!(interner.insert(text).unwrap(), (number, new));
            }
            for (text, number) in &naive {
                prop_assert_eq!(interner.find(text), Some(*number));
                prop_assert_eq!(interner.texts().at(*number), text.as_str());
            }
            prop_assert_eq!(interner.find("zzz"), None);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut many = Interner::default();
            let mut rest = texts.as_slice();
            while let [first, after @ ..] = rest {
                let new = many.extend_new(rest).unwrap();
                rest = &rest[new..];
                if new == 0 {
                    prop_assert!(!many.insert(first).unwrap().1);
                    rest = after;
                }
            }
            prop_assert_eq!(many.texts(), interner.texts());
            prop_assert!(texts.iter().all(|text| many.find(text) == interner.find(text)));
            let again = Interner::from_texts(interner.texts().clone()).unwrap();
            for (text, number) in &naive {
                prop_assert_eq!(again.find(text), Some(*number));
            }
        }
    }
}
