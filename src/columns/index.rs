//! Places by names that are compared without ASCII case.

use crate::interner::{last_word, take_places};

/// Places by the hash of a text without case: an open table, a power of two long. What is found
/// has to be compared, because texts can share a hash and people change their names.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    /// The hash in the high half, one more than the place in the low half; 0 where free.
    slots: Vec<u64>,
    used: usize,
}

fn hash(text: &str) -> u32 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = text.len() as u64;
    let mut add = |word: u64| {
        // Sets the bit that makes ASCII letters lower case; other characters only share a hash.
        hash = (hash.rotate_left(23) ^ (word | 0x2020_2020_2020_2020)).wrapping_mul(MIX);
    };
    let (words, _) = text.as_bytes().as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    add(last_word(text));
    hash ^= hash >> 32;
    #[expect(clippy::cast_possible_truncation, reason = "32 bits are enough")]
    let hash = hash as u32;
    hash
}

impl NameIndex {
    /// The places added under this text, or another of the same hash.
    pub fn find(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let hash = hash(text);
        let mask = self.slots.len().wrapping_sub(1);
        let run = (0..self.slots.len()).map(move |step| (hash as usize).wrapping_add(step) & mask);
        let filled =
            run.map_while(|place| self.slots.get(place).copied().filter(|&slot| slot != 0));
        let same = filled.filter(move |slot| slot >> 32 == u64::from(hash));
        #[expect(clippy::cast_possible_truncation, reason = "the low half is the place")]
        same.map(|slot| (slot as u32 as usize).wrapping_sub(1))
    }

    /// Adds a place, unless it is there or this many already are.
    pub fn add(&mut self, text: &str, place: usize, most: usize) {
        let (mut count, mut known) = (0, false);
        self.find(text).for_each(|other| {
            count += 1;
            known |= other == place;
        });
        if known || count > most {
            return;
        }
        self.reserve(0);
        self.used += 1;
        let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
        self.put(u64::from(hash(text)) << 32 | u64::from(place));
    }

    /// Adds texts from the first on, at places from this one on, while no text of the same hash
    /// is there; says how many.
    pub fn extend_new(&mut self, texts: &[&str], place: usize) -> usize {
        self.reserve(texts.len());
        let hashes: Vec<_> = texts.iter().map(|text| (hash(text), hash(text))).collect();
        let new = take_places(&mut self.slots, &hashes, place);
        self.used += new;
        new
    }

    /// Makes room for this many more.
    pub fn reserve(&mut self, more: usize) {
        if (self.used + more + 1) * 2 > self.slots.len() {
            let size = ((self.used + more + 1) * 2).next_power_of_two().max(16);
            let old = std::mem::replace(&mut self.slots, vec![0; size]);
            old.into_iter().filter(|&slot| slot != 0).for_each(|slot| self.put(slot));
        }
    }

    fn put(&mut self, slot: u64) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = (slot >> 32) as usize & mask;
        while self.slots.get(place).is_some_and(|&slot| slot != 0) {
            place = (place + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(place) {
            *free = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_every_spelling(names in prop::collection::vec("[aAbB@éÉ]{0,11}", 0..60)) {
            let mut index = NameIndex::default();
            names.iter().enumerate().for_each(|(place, name)| index.add(name, place, 99));
            for name in &names {
                let same = |&place: &usize| names[place].eq_ignore_ascii_case(name);
                let mut found: Vec<usize> = index.find(name).filter(same).collect();
                found.sort_unstable();
                let naive: Vec<usize> = (0..names.len()).filter(same).collect();
                prop_assert_eq!(found, naive);
            }
            let texts: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut many = NameIndex::default();
            let new = many.extend_new(&texts, 7);
            for (place, name) in names.iter().enumerate() {
                let first = names.iter().position(|other| hash(other) == hash(name)).unwrap();
                prop_assert!(place >= new || first == place);
                prop_assert_eq!(many.find(name).next(), (first < new).then_some(first + 7));
            }
            prop_assert!(new == names.len() || many.find(&names[new]).next().is_some());
        }
    }
}
