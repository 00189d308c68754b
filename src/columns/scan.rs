//! Finding a needle in a long text, sixteen bytes at a step.

/// The first place of a needle in a text.
///
/// ```
/// use seatplan_columns::find;
/// assert_eq!(find(b"anders", b"der"), Some(2));
/// assert_eq!(find(b"anders", b""), Some(0));
/// ```
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    Needle::new(needle).next(text, 0)
}

/// Which of 64 bytes are among a few.
#[cfg(target_arch = "wasm32")]
#[inline]
pub(crate) fn any_of(block: &[u8; 64], few: &[u8]) -> u64 {
    use core::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2_splat, v128_load, v128_or,
    };
    let (steps, _) = block.as_chunks::<STEP>();
    steps.iter().rev().fold(0, |hits, step| {
        // SAFETY: the step is sixteen bytes long, and a load need not be aligned.
        let step = unsafe { v128_load(step.as_ptr().cast()) };
        let is = |hits, &byte: &u8| v128_or(hits, u8x16_eq(step, u8x16_splat(byte)));
        hits << STEP | u64::from(u8x16_bitmask(few.iter().fold(u64x2_splat(0), is)))
    })
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub(crate) fn any_of(block: &[u8; 64], few: &[u8]) -> u64 {
    block.iter().rev().fold(0, |hits, byte| hits << 1 | u64::from(few.contains(byte)))
}

/// Which of 64 numbers are among four.
#[cfg(target_arch = "wasm32")]
#[inline]
pub(crate) fn any_of_two(block: &[u16; 64], few: [u16; 4]) -> u64 {
    use core::arch::wasm32::{
        i8x16_narrow_i16x8, u8x16_bitmask, u16x8_eq, u16x8_splat, v128_load, v128_or,
    };
    let [a, b, c, d] = few.map(|code| u16x8_splat(code));
    let half = |half: &[u16; 8]| {
        // SAFETY: half a step is sixteen bytes long, and a load need not be aligned.
        let half = unsafe { v128_load(half.as_ptr().cast()) };
        let is = |few| u16x8_eq(half, few);
        v128_or(v128_or(is(a), is(b)), v128_or(is(c), is(d)))
    };
    let (halves, _) = block.as_chunks::<8>();
    let (steps, _) = halves.as_chunks::<2>();
    steps.iter().rev().fold(0, |hits, [low, high]| {
        hits << STEP | u64::from(u8x16_bitmask(i8x16_narrow_i16x8(half(low), half(high))))
    })
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub(crate) fn any_of_two(block: &[u16; 64], few: [u16; 4]) -> u64 {
    block.iter().rev().fold(0, |hits, code| hits << 1 | u64::from(few.contains(code)))
}

/// A needle made ready: two of its bytes, seldom ones, are looked for at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needle<'a> {
    bytes: &'a [u8],
    first: (usize, u8),
    second: (usize, u8),
}

const STEP: usize = 16;

/// How common a byte is in names and addresses: the commoner, the higher.
fn commonness(byte: u8) -> u8 {
    const COMMON_FIRST: &[u8] = b"eaonirstlmcdu.@hgpbkyfvwj-zxq 0123456789";
    let place = COMMON_FIRST.iter().position(|&common| common == byte);
    place.map_or(0, |place| u8::try_from(COMMON_FIRST.len() - place).unwrap_or(u8::MAX))
}

impl<'a> Needle<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let rarest = |but: Option<usize>| {
            let bytes = bytes.iter().enumerate().take(255);
            let others = bytes.filter(|(place, _)| Some(*place) != but);
            others.min_by_key(|(_, byte)| commonness(**byte)).map(|(place, &byte)| (place, byte))
        };
        let first = rarest(None).unwrap_or((0, 0));
        Self { bytes, first, second: rarest(Some(first.0)).unwrap_or(first) }
    }

    /// The first place of the needle at or after a start.
    #[inline]
    pub(crate) fn next(&self, text: &[u8], start: usize) -> Option<usize> {
        self.next_before(text, start, text.len())
    }

    /// The first place of the needle at or after a start, where it ends at an end or before.
    #[inline]
    pub(crate) fn next_before(&self, text: &[u8], start: usize, end: usize) -> Option<usize> {
        if self.bytes.is_empty() {
            return (start <= end).then_some(start);
        }
        let last = end.checked_sub(self.bytes.len())?;
        let mut place = start;
        while place <= last {
            // What is looked at may lie behind the end, as long as there is text.
            let a = text.get(place + self.first.0..).and_then(|text| text.first_chunk::<STEP>());
            let b = text.get(place + self.second.0..).and_then(|text| text.first_chunk::<STEP>());
            let (Some(a), Some(b)) = (a, b) else { break };
            let mut hits = both(a, self.first.1, b, self.second.1);
            while hits != 0 {
                let hit = place + hits.trailing_zeros() as usize;
                if hit > last {
                    return None;
                }
                if text.get(hit..).is_some_and(|text| text.starts_with(self.bytes)) {
                    return Some(hit);
                }
                hits &= hits - 1;
            }
            place += STEP;
        }
        (place..=last).find(|&hit| text.get(hit..).is_some_and(|t| t.starts_with(self.bytes)))
    }
}

/// The places at which one block has one byte and the other block the other byte.
#[cfg(target_arch = "wasm32")]
#[inline]
fn both(a: &[u8; STEP], x: u8, b: &[u8; STEP], y: u8) -> u32 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128_and, v128_load};
    // SAFETY: both blocks are sixteen bytes long, and a load need not be aligned.
    let (a, b) = unsafe { (v128_load(a.as_ptr().cast()), v128_load(b.as_ptr().cast())) };
    let hits = v128_and(u8x16_eq(a, u8x16_splat(x)), u8x16_eq(b, u8x16_splat(y)));
    u32::from(u8x16_bitmask(hits))
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
fn both(a: &[u8; STEP], x: u8, b: &[u8; STEP], y: u8) -> u32 {
    let pairs = a.iter().zip(b).enumerate();
    pairs.fold(0, |hits, (place, (&a, &b))| hits | u32::from(a == x && b == y) << place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_like_the_library(text in "[ab]{0,80}", needle in "[ab]{0,6}", start in 0usize..40) {
            prop_assert_eq!(find(text.as_bytes(), needle.as_bytes()), text.find(&needle));
            let rest = text.get(start..).and_then(|rest| rest.find(&needle));
            let next = Needle::new(needle.as_bytes()).next(text.as_bytes(), start);
            prop_assert_eq!(next, rest.map(|place| place + start));
            for end in 0..=text.len() {
                let part = text.get(start.min(end)..end).and_then(|part| part.find(&needle));
                let needle = Needle::new(needle.as_bytes());
                let next = needle.next_before(text.as_bytes(), start.min(end), end);
                prop_assert_eq!(next, part.map(|place| place + start.min(end)));
            }
        }
    }
}
