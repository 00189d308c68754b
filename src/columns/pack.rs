//! Columns as bytes, to be stored: little-endian words, and a checksum over them.

use std::collections::TryReserveError;

/// There is no memory for a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

impl From<TryReserveError> for NoRoom {
    fn from(_: TryReserveError) -> Self {
        Self
    }
}

/// A number that is stored as little-endian bytes.
pub trait Word: Copy + Default + PartialEq {
    /// Adds numbers at the end of bytes.
    fn put(out: &mut Vec<u8>, list: &[Self]);

    /// The numbers in bytes; what does not make a whole number at the end is left out.
    ///
    /// # Errors
    /// When there is no memory for them.
    fn take(bytes: &[u8]) -> Result<Vec<Self>, NoRoom>;
}

macro_rules! words {
    ($($word:ident of $bytes:literal,)*) => {$(
        impl Word for $word {
            fn put(out: &mut Vec<u8>, list: &[Self]) {
                let start = out.len();
                out.resize(start + list.len() * $bytes, 0);
                let places = out.get_mut(start..).unwrap_or_default().as_chunks_mut::<$bytes>().0;
                for (place, number) in places.iter_mut().zip(list) {
                    *place = number.to_le_bytes();
                }
            }

            fn take(bytes: &[u8]) -> Result<Vec<Self>, NoRoom> {
                let words = bytes.as_chunks::<$bytes>().0;
                let mut list = Vec::new();
                list.try_reserve_exact(words.len())?;
                list.extend(words.iter().map(|word| Self::from_le_bytes(*word)));
                Ok(list)
            }
        }
    )*};
}

words! { u8 of 1, u16 of 2, u32 of 4, u64 of 8, i64 of 8, }

/// A number that changes with every single byte of the bytes, and with nearly every other change;
/// no protection against somebody who wants it to stay the same.
///
/// Each step can be taken back, so that a word that differs is never forgotten. Four words are
/// under way at a time, as fast as they can be read.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [MIX, MIX.rotate_left(16), MIX.rotate_left(32), MIX.rotate_left(48)];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        add(&mut lanes, block);
    }
    if !rest.is_empty() {
        let mut last = [0; 32];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        add(&mut lanes, &last);
    }
    lanes.iter().fold(mixed(bytes.len() as u64), |sum, &lane| mixed(sum ^ lane))
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn mixed(word: u64) -> u64 {
    let word = word.wrapping_mul(MIX);
    word ^ word >> 32
}

#[inline]
fn add(lanes: &mut [u64; 4], block: &[u8; 32]) {
    for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
        *lane = mixed(*lane ^ u64::from_le_bytes(*word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn every_single_byte_counts() {
        for len in 0..150usize {
            let mut bytes: Vec<u8> = (0..len).map(|place| (place * 7) as u8).collect();
            let mut seen = HashSet::from([checksum(&bytes)]);
            for place in 0..len {
                let byte = bytes[place];
                for other in (0..=255).filter(|&other| other != byte) {
                    bytes[place] = other;
                    assert!(seen.insert(checksum(&bytes)), "{len} {place} {other}");
                }
                bytes[place] = byte;
            }
            bytes.push(0);
            assert!(seen.insert(checksum(&bytes)), "{len} and a zero");
        }
    }

    /// The sums are in files: they stay what they are.
    #[test]
    fn sums_are_what_they_were() {
        let bytes: Vec<u8> = (0..=99).collect();
        assert_eq!(checksum(b""), 0x4CB2_3793_B5EB_72D4);
        assert_eq!(checksum(&bytes), 0xC71B_7F0E_8DDC_E0D9);
    }

    proptest! {
        #[test]
        fn words_come_back(list in prop::collection::vec(any::<i64>(), 0..40)) {
            let mut bytes = vec![1];
            i64::put(&mut bytes, &list);
            prop_assert_eq!(bytes.len(), 1 + list.len() * 8);
            prop_assert_eq!(i64::take(&bytes[1..]).unwrap(), list.clone());
            let small: Vec<u16> = list.iter().map(|&number| number as u16).collect();
            u16::put(&mut bytes, &small);
            prop_assert_eq!(u16::take(&bytes[1 + list.len() * 8..]).unwrap(), small);
        }
    }
}
