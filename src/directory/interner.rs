//! Distinct texts, each with a number: how ids are found and repeated values kept once.

use super::Texts;
use crate::model::LicensingError;
use std::hash::{DefaultHasher, Hasher};

/// Texts without repetition, numbered from 0 in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    texts: Texts,
    /// An open table: one more than the number of a text, 0 where free. Its size is a power of two.
    slots: Vec<u32>,
}

fn hash(text: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
    let hash = hasher.finish() as usize;
    hash
}

impl Interner {
    /// The slot of a text: where it is, or the free one where it belongs.
    fn slot(&self, text: &str) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash(text) & mask;
        loop {
            let code = *self.slots.get(place)? as usize;
            match code.checked_sub(1) {
                None => return Some(place),
                Some(number) if self.texts.at(number) == text => return Some(place),
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let code = *self.slots.get(self.slot(text)?)?;
        (code as usize).checked_sub(1)
    }

    /// The number of a text, and whether it is new.
    ///
    /// # Errors
    /// `TOO_LARGE` when the texts would pass 4 GiB.
    pub fn insert(&mut self, text: &str) -> Result<(usize, bool), LicensingError> {
        if let Some(number) = self.find(text) {
            return Ok((number, false));
        }
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            self.rehash();
        }
        let number = self.texts.len();
        self.texts.push(text)?;
        let code = u32::try_from(number + 1).unwrap_or(u32::MAX);
        if let Some(slot) = self.slot(text).and_then(|place| self.slots.get_mut(place)) {
            *slot = code;
        }
        Ok((number, true))
    }

    fn rehash(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(16)];
        for number in 0..self.texts.len() {
            let place = self.slot(self.texts.at(number));
            if let Some(slot) = place.and_then(|place| self.slots.get_mut(place)) {
                *slot = u32::try_from(number + 1).unwrap_or(u32::MAX);
            }
        }
    }

    /// The texts by number.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
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
        }
    }
}
