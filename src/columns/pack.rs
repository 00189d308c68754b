//! Columns as bytes, to be stored: little-endian words, and a checksum over them.

use crate::Row;
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

impl Word for u8 {
    fn put(out: &mut Vec<u8>, list: &[Self]) {
        out.extend_from_slice(list);
    }

    fn take(bytes: &[u8]) -> Result<Vec<Self>, NoRoom> {
        let mut list = Vec::new();
        list.try_reserve_exact(bytes.len())?;
        list.extend_from_slice(bytes);
        Ok(list)
    }
}

words! { u16 of 2, u32 of 4, u64 of 8, i64 of 8, }

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

/// Writes rows as their distances, each in as few bytes as it needs, seven bits a byte.
pub fn put_rows(out: &mut Vec<u8>, rows: &[Row]) {
    let mut last = 0;
    for row in rows {
        let place = row.index() as i64;
        let distance = place - last;
        last = place;
        // The sign in the lowest bit, so that a short way back is a small number too.
        let mut rest = (distance << 1 ^ distance >> 63).cast_unsigned();
        while rest > 0x7F {
            out.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        out.push((rest & 0x7F) as u8);
    }
}

/// Reads so many rows that [`put_rows`] has written, and how many bytes they took; none when they
/// are no rows, or more than the bytes can hold.
pub fn take_rows(bytes: &[u8], count: usize) -> Option<(Vec<Row>, usize)> {
    let mut rows = Vec::new();
    rows.try_reserve_exact(Some(count).filter(|&count| count <= bytes.len())?).ok()?;
    let (mut last, mut used) = (0i64, 0);
    while rows.len() < count {
        let (mut rest, mut shift) = (0u64, 0);
        loop {
            let byte = *bytes.get(used)?;
            used += 1;
            rest |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                // One form only for a number.
                if byte == 0 && shift > 0 {
                    return None;
                }
                break;
            }
            shift += 7;
            if shift > 28 + 7 {
                return None;
            }
        }
        last += (rest >> 1).cast_signed() ^ -(rest & 1).cast_signed();
        let place = u32::try_from(last).ok().filter(|&place| place < u32::MAX)?;
        rows.push(Row::new(place as usize));
    }
    Some((rows, used))
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
        fn rows_come_back(places in prop::collection::vec(any::<u32>(), 0..40), cut in 0usize..200) {
            let known = places.iter().filter(|&&place| place < u32::MAX);
            let rows: Vec<Row> = known.map(|&place| Row::new(place as usize)).collect();
            let mut bytes = Vec::new();
            put_rows(&mut bytes, &rows);
            prop_assert_eq!(take_rows(&bytes, rows.len()), Some((rows.clone(), bytes.len())));
            bytes.truncate(cut);
            if let Some((some, used)) = take_rows(&bytes, rows.len() + cut % 2) {
                prop_assert!(used <= bytes.len() && some == rows);
            }
        }

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
