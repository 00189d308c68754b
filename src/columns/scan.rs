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

/// The first place of a byte in a text.
///
/// ```
/// use seatplan_columns::find_byte;
/// assert_eq!(find_byte(b'r', b"an address, and another"), Some(6));
/// ```
pub fn find_byte(byte: u8, text: &[u8]) -> Option<usize> {
    let (blocks, rest) = text.as_chunks::<64>();
    for (block, place) in blocks.iter().zip((0..).step_by(64)) {
        let hits = any_of(block, &[byte]);
        if hits != 0 {
            return Some(place + hits.trailing_zeros() as usize);
        }
    }
    let place = rest.iter().position(|&other| other == byte)?;
    Some(text.len() - rest.len() + place)
}

/// Which of 64 bytes are among a few.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(crate) fn any_of(block: &[u8; 64], few: &[u8]) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128_or};
    let (steps, _) = block.as_chunks::<STEP>();
    let [a, b, c, d] = steps else { return 0 };
    let (a, b, c, d) = (load(a), load(b), load(c), load(d));
    // One by one: lists of them would lie in memory.
    let (mut is_a, mut is_b, mut is_c, mut is_d) = (NONE, NONE, NONE, NONE);
    for &byte in few {
        let byte = u8x16_splat(byte);
        is_a = v128_or(is_a, u8x16_eq(a, byte));
        is_b = v128_or(is_b, u8x16_eq(b, byte));
        is_c = v128_or(is_c, u8x16_eq(c, byte));
        is_d = v128_or(is_d, u8x16_eq(d, byte));
    }
    let bits = |hits| u64::from(u8x16_bitmask(hits));
    bits(is_a) | bits(is_b) << STEP | bits(is_c) << (2 * STEP) | bits(is_d) << (3 * STEP)
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub(crate) fn any_of(block: &[u8; 64], few: &[u8]) -> u64 {
    block.iter().rev().fold(0, |hits, byte| hits << 1 | u64::from(few.contains(byte)))
}

/// Which of 64 numbers are among a few.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(crate) fn any_of_two(block: &[u16; 64], few: &[u16]) -> u64 {
    let (halves, _) = block.as_chunks::<32>();
    let [low, high] = halves else { return 0 };
    any_of_half(low, few) | any_of_half(high, few) << (2 * STEP)
}

#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn any_of_half(half: &[u16; 32], few: &[u16]) -> u64 {
    use core::arch::wasm32::{i8x16_narrow_i16x8, u8x16_bitmask, u16x8_eq, u16x8_splat, v128_or};
    let (steps, _) = half.as_chunks::<8>();
    let [a, b, c, d] = steps else { return 0 };
    let (a, b, c, d) = (load(a), load(b), load(c), load(d));
    let (mut is_a, mut is_b, mut is_c, mut is_d) = (NONE, NONE, NONE, NONE);
    for &number in few {
        let number = u16x8_splat(number);
        is_a = v128_or(is_a, u16x8_eq(a, number));
        is_b = v128_or(is_b, u16x8_eq(b, number));
        is_c = v128_or(is_c, u16x8_eq(c, number));
        is_d = v128_or(is_d, u16x8_eq(d, number));
    }
    let bits = |low, high| u64::from(u8x16_bitmask(i8x16_narrow_i16x8(low, high)));
    bits(is_a, is_b) | bits(is_c, is_d) << STEP
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub(crate) fn any_of_two(block: &[u16; 64], few: &[u16]) -> u64 {
    block.iter().rev().fold(0, |hits, code| hits << 1 | u64::from(few.contains(code)))
}

/// Which of 64 numbers have all of some bits.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub(crate) fn all_of(block: &[u64; 64], all: u64) -> u64 {
    use core::arch::wasm32::{i64x2_bitmask, i64x2_eq, u64x2_splat, v128_and};
    let all = u64x2_splat(all);
    let (steps, _) = block.as_chunks::<2>();
    // From the first on: memory is read ahead in that direction.
    steps.iter().zip((0..).step_by(2)).fold(0, |hits, (step, place)| {
        hits | u64::from(i64x2_bitmask(i64x2_eq(v128_and(load(step), all), all))) << place
    })
}

#[cfg(not(target_arch = "wasm32"))]
#[inline]
pub(crate) fn all_of(block: &[u64; 64], all: u64) -> u64 {
    block.iter().rev().fold(0, |hits, bits| hits << 1 | u64::from(bits & all == all))
}

/// No bit.
#[cfg(target_arch = "wasm32")]
const NONE: core::arch::wasm32::v128 = core::arch::wasm32::u64x2(0, 0);

/// Sixteen bytes of numbers.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn load<T>(step: &[T]) -> core::arch::wasm32::v128 {
    debug_assert_eq!(size_of_val(step), STEP);
    // SAFETY: a step is sixteen bytes long, and a load need not be aligned.
    unsafe { core::arch::wasm32::v128_load(step.as_ptr().cast()) }
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

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The first place of the needle at or after a start.
    pub(crate) fn next(&self, text: &[u8], start: usize) -> Option<usize> {
        self.next_before(text, start, text.len())
    }

    /// The first place of the needle at or after a start, where it ends at an end or before.
    #[inline(never)]
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
            let rest = text.get(start..).unwrap_or_default();
            let first = rest.replace('a', "..");
            prop_assert_eq!(find_byte(b'b', first.as_bytes()), first.find('b'));
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
