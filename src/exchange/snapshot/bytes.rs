//! Values as bytes, one after the other, and back.
//!
//! Every value has one form only, and none is read that is not there: what a length promises is
//! compared with the bytes that are left before anything is set aside for it.

use crate::directory::{NoRoom, Word};

/// Writes values, or only counts what they take.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    counted: Option<usize>,
}

impl Writer {
    /// A writer that keeps nothing and knows how many bytes it was given.
    pub fn counting() -> Self {
        Self { bytes: Vec::new(), counted: Some(0) }
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.counted.unwrap_or(self.bytes.len())
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What was written, when that was all.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Begins anew, with room for this many bytes.
    ///
    /// # Errors
    /// When there is no memory for them.
    pub fn restart(&mut self, room: usize) -> Result<(), NoRoom> {
        self.bytes.clear();
        Ok(self.bytes.try_reserve_exact(room)?)
    }

    /// Bytes as they are.
    pub fn put(&mut self, bytes: &[u8]) {
        match &mut self.counted {
            Some(counted) => *counted += bytes.len(),
            None => self.bytes.extend_from_slice(bytes),
        }
    }

    /// Numbers in as many bytes as their type has, without their count.
    pub fn words<T: Word>(&mut self, list: &[T]) {
        match &mut self.counted {
            Some(counted) => *counted += size_of_val(list),
            None => T::put(&mut self.bytes, list),
        }
    }

    /// One byte.
    pub fn u8(&mut self, value: u8) {
        self.put(&[value]);
    }

    /// Four bytes.
    pub fn u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }

    /// Eight bytes.
    pub fn u64(&mut self, value: u64) {
        self.put(&value.to_le_bytes());
    }

    /// Eight bytes, for numbers that may be negative.
    pub fn i64(&mut self, value: i64) {
        self.put(&value.to_le_bytes());
    }

    /// As few bytes as the number needs, seven bits each.
    pub fn varint(&mut self, mut value: u64) {
        while value > 0x7F {
            self.u8((value & 0x7F) as u8 | 0x80);
            value >>= 7;
        }
        self.u8((value & 0x7F) as u8);
    }

    /// A length or a count.
    pub fn count(&mut self, count: usize) {
        self.varint(count as u64);
    }

    /// A text with its length.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.put(text.as_bytes());
    }

    /// A byte that says whether there is a value, and the value.
    pub fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.u8(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }
}

/// Why bytes cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They are not what was written.
    Damaged,
    /// There is no memory for what they hold.
    NoRoom,
}

impl From<NoRoom> for Fault {
    fn from(_: NoRoom) -> Self {
        Self::NoRoom
    }
}

/// Reads what a [`Writer`] has written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes that are left.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// Some bytes as they are.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, len: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Fault::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Fault::Damaged)?;
        self.rest = rest;
        Ok(*taken)
    }

    /// Numbers in as many bytes as their type has.
    ///
    /// # Errors
    /// When there are fewer, or no memory for them.
    pub fn words<T: Word>(&mut self, count: usize) -> Result<Vec<T>, Fault> {
        let bytes = count.checked_mul(size_of::<T>()).ok_or(Fault::Damaged)?;
        Ok(T::take(self.take(bytes)?)?)
    }

    /// One byte.
    ///
    /// # Errors
    /// When there is none.
    pub fn u8(&mut self) -> Result<u8, Fault> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// Four bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn u32(&mut self) -> Result<u32, Fault> {
        self.array().map(u32::from_le_bytes)
    }

    /// Eight bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn u64(&mut self) -> Result<u64, Fault> {
        self.array().map(u64::from_le_bytes)
    }

    /// Eight bytes, for numbers that may be negative.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn i64(&mut self) -> Result<i64, Fault> {
        self.array().map(i64::from_le_bytes)
    }

    /// A number of seven bits a byte.
    ///
    /// # Errors
    /// When it does not end, is too large, or was written longer than it need be.
    pub fn varint(&mut self) -> Result<u64, Fault> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7F);
            if (bits << shift) >> shift != bits {
                return Err(Fault::Damaged);
            }
            value |= bits << shift;
            if byte < 0x80 {
                let shortest = byte != 0 || shift == 0;
                return if shortest { Ok(value) } else { Err(Fault::Damaged) };
            }
        }
        Err(Fault::Damaged)
    }

    /// How many items follow, of which each takes at least some bytes.
    ///
    /// # Errors
    /// When the bytes that are left cannot hold them.
    pub fn count(&mut self, least: usize) -> Result<usize, Fault> {
        let count = usize::try_from(self.varint()?).map_err(|_| Fault::Damaged)?;
        let bytes = count.checked_mul(least).ok_or(Fault::Damaged)?;
        if bytes <= self.left() { Ok(count) } else { Err(Fault::Damaged) }
    }

    /// A text with its length.
    ///
    /// # Errors
    /// When it is cut off or no UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Fault> {
        let len = self.count(1)?;
        crate::directory::text(self.take(len)?).ok_or(Fault::Damaged)
    }

    /// A yes or no.
    ///
    /// # Errors
    /// When it is neither.
    pub fn flag(&mut self) -> Result<bool, Fault> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Fault::Damaged),
        }
    }

    /// A value that may be absent.
    ///
    /// # Errors
    /// Those of the value.
    pub fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(if self.flag()? { Some(read(self)?) } else { None })
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// When something is.
    pub fn end(&self) -> Result<(), Fault> {
        if self.rest.is_empty() { Ok(()) } else { Err(Fault::Damaged) }
    }
}

/// Refuses what does not fit.
pub(super) fn sound<T>(value: Option<T>) -> Result<T, Fault> {
    value.ok_or(Fault::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_back(number in any::<u64>(), shift in 0u32..64, text in ".{0,9}") {
            let number = number >> shift;
            let mut writer = Writer::default();
            let mut counting = Writer::counting();
            for writer in [&mut writer, &mut counting] {
                writer.varint(number);
                writer.text(&text);
                writer.optional(Some(number), |writer, number| writer.u64(number));
                writer.optional(None::<()>, |_, ()| ());
                writer.words(&[number, number]);
            }
            prop_assert_eq!(writer.len(), counting.len());
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.varint(), Ok(number));
            prop_assert_eq!(reader.text(), Ok(text.as_str()));
            prop_assert_eq!(reader.optional(Reader::u64), Ok(Some(number)));
            prop_assert_eq!(reader.optional(Reader::u64), Ok(None));
            prop_assert_eq!(reader.words::<u64>(2), Ok(vec![number, number]));
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn a_number_has_one_form(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut reader = Reader::new(&bytes);
            if let Ok(number) = reader.varint() {
                let mut writer = Writer::default();
                writer.varint(number);
                prop_assert_eq!(writer.bytes(), &bytes[..bytes.len() - reader.left()]);
            }
        }
    }
}
