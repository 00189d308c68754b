//! Texts of mostly different values.

use crate::{Row, TooLarge, find_byte};

/// Copies some bytes over as many others: their first and their last few, which overlap, where
/// that is all of them. Lengths vary, and a loop would have to guess how often it is gone through.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) {
    match from.len() {
        0..4 => to.iter_mut().zip(from).for_each(|(place, byte)| *place = *byte),
        4..8 => ends::<4>(to, from),
        8..16 => ends::<8>(to, from),
        16..=32 => ends::<16>(to, from),
        33..=64 => ends::<32>(to, from),
        _ => to.copy_from_slice(from),
    }
}

#[inline]
fn ends<const SOME: usize>(to: &mut [u8], from: &[u8]) {
    if let (Some(place), Some(some)) = (to.first_chunk_mut::<SOME>(), from.first_chunk()) {
        *place = *some;
    }
    if let (Some(place), Some(some)) = (to.last_chunk_mut::<SOME>(), from.last_chunk()) {
        *place = *some;
    }
}

/// Texts in a row, which are a text; where there is time, that is made sure of.
#[cfg(target_arch = "wasm32")]
fn as_text(joined: &[u8]) -> &str {
    // SAFETY: whole texts were copied one behind the other.
    unsafe { str::from_utf8_unchecked(joined) }
}

#[cfg(not(target_arch = "wasm32"))]
fn as_text(joined: &[u8]) -> &str {
    crate::text(joined).unwrap_or("")
}

/// Bytes as a text, where they are one. Unsafe code is for what ships alone.
#[cfg(target_arch = "wasm32")]
fn to_text(bytes: Vec<u8>) -> Option<String> {
    crate::text(&bytes)?;
    // SAFETY: they were just found to be a text, many at a step.
    Some(unsafe { String::from_utf8_unchecked(bytes) })
}

#[cfg(not(target_arch = "wasm32"))]
fn to_text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok()
}

/// Texts of mostly different values, one arena for all; an absent text is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    arena: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text at the end.
    ///
    /// # Errors
    /// When the arena would pass 4 GiB.
    pub fn push(&mut self, text: &str) -> Result<(), TooLarge> {
        let end = u32::try_from(self.arena.len() + text.len()).map_err(|_| TooLarge)?;
        self.arena.push_str(text);
        self.ends.push(end);
        Ok(())
    }

    /// Adds texts at the end.
    ///
    /// # Errors
    /// When the arena would pass 4 GiB; none of them is added then.
    pub fn extend(&mut self, texts: &[&str]) -> Result<(), TooLarge> {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        u32::try_from(self.arena.len() + bytes).map_err(|_| TooLarge)?;
        // A call for each text would cost more than the copying.
        let mut joined = vec![0u8; bytes];
        let (before, mut rest) = (self.arena.len(), joined.as_mut_slice());
        let mut end = before;
        for text in texts {
            let Some((to, after)) = rest.split_at_mut_checked(text.len()) else { break };
            copy(to, text.as_bytes());
            rest = after;
            end += text.len();
            self.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        }
        self.arena.push_str(as_text(&joined));
        Ok(())
    }

    /// Makes room for this many texts of this many bytes in all.
    pub fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.arena.reserve(bytes);
    }

    /// How many more texts there is room for.
    pub fn room(&self) -> usize {
        self.ends.capacity() - self.ends.len()
    }

    /// The places, from one on, of the texts that hold a byte.
    pub fn holding(&self, from: usize, byte: u8) -> Vec<usize> {
        let (mut places, mut place) = (Vec::new(), from);
        let end = |place: usize| self.ends.get(place).map_or(usize::MAX, |&end| end as usize);
        let mut start = from.checked_sub(1).map_or(0, end);
        while let Some(rest) = self.arena.as_bytes().get(start..)
            && let Some(found) = find_byte(byte, rest)
        {
            let ends = self.ends.get(place..).unwrap_or_default();
            place += ends.partition_point(|&end| end as usize <= start + found);
            places.push(place);
            start = end(place);
        }
        places
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a place; empty beyond the end.
    pub fn at(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or(0) as usize;
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0) as usize,
            None => 0,
        };
        self.arena.get(start..end).unwrap_or("")
    }

    /// The text of a row.
    pub fn get(&self, row: Row) -> &str {
        self.at(row.index())
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * 4
    }

    /// The arena and where each text ends in it, to be stored.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.arena, &self.ends)
    }

    /// Texts stored as [`Texts::parts`] gives them; none when the arena is no text or the ends do not
    /// fit it.
    pub fn from_parts(arena: Vec<u8>, ends: Vec<u32>) -> Option<Self> {
        let arena = to_text(arena)?;
        let mut last = 0;
        for &end in &ends {
            if end < last || !arena.is_char_boundary(end as usize) {
                return None;
            }
            last = end;
        }
        (last as usize == arena.len()).then_some(Self { arena, ends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn many_at_once_are_what_they_are_one_by_one(
            texts in prop::collection::vec("[a#é]{0,20}", 0..30),
            from in 0usize..30,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (mut many, mut one) = (Texts::default(), Texts::default());
            many.extend(&texts).unwrap();
            texts.iter().for_each(|text| one.push(text).unwrap());
            prop_assert_eq!(&many, &one);
            let holds = |&place: &usize| texts[place].contains('#');
            let naive: Vec<usize> = (from..texts.len()).filter(holds).collect();
            prop_assert_eq!(many.holding(from, b'#'), naive);
        }
    }
}
