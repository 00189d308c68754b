//! Bytes to text.

use crate::model::{Code, LicensingError};
use std::borrow::Cow;

/// The characters windows-1252 has where Latin-1 has controls; none where it has nothing either.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file and the name of its encoding.
///
/// UTF-8 and UTF-16 with or without a byte order mark; what is neither is read as windows-1252,
/// which old spreadsheets write.
///
/// # Errors
/// `INVALID_FILE` for an empty file and for one that holds control characters: it is no text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), LicensingError> {
    let (text, name) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (eight_bits(rest, "").0, "utf-8-bom"),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), "utf-16be"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            (utf16(bytes, u16::from_le_bytes), "utf-16le")
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            (utf16(bytes, u16::from_be_bytes), "utf-16be")
        }
        _ => eight_bits(bytes, "utf-8"),
    };
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Err(invalid("the file is empty"));
    }
    if text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) {
        return Err(invalid("the file is no text; choose a CSV or JSON export"));
    }
    Ok((text, name))
}

/// A file of which nothing can be read.
pub fn invalid(message: impl Into<String>) -> LicensingError {
    LicensingError::new(Code::InvalidFile, message)
}

fn eight_bits<'a>(bytes: &'a [u8], name: &'static str) -> (Cow<'a, str>, &'static str) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), name),
        Err(_) => (Cow::Owned(windows_1252(bytes)), "windows-1252"),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'_, str> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let characters = char::decode_utf16(units).map(|read| read.unwrap_or('\u{FFFD}'));
    Cow::Owned(characters.collect())
}

fn windows_1252(bytes: &[u8]) -> String {
    let character = |byte: u8| match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        byte => char::from(byte),
    };
    bytes.iter().map(|&byte| character(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_spreadsheets_write() {
        let wide = |text: &str, unit: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
            mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect()
        };
        for (bytes, text, name) in [
            (b"id,\xC3\xA9".to_vec(), "id,é", "utf-8"),
            (b"\xEF\xBB\xBFid".to_vec(), "id", "utf-8-bom"),
            (b"id,\xE9\x80".to_vec(), "id,é€", "windows-1252"),
            (wide("id,é", u16::to_le_bytes, &[0xFF, 0xFE]), "id,é", "utf-16le"),
            (wide("id,é", u16::to_be_bytes, &[0xFE, 0xFF]), "id,é", "utf-16be"),
            (wide("id,é", u16::to_le_bytes, &[]), "id,é", "utf-16le"),
            (wide("id,é", u16::to_be_bytes, &[]), "id,é", "utf-16be"),
        ] {
            let (read, encoding) = decode(&bytes).unwrap();
            assert_eq!((read.as_ref(), encoding), (text, name));
        }
        for bytes in [&b""[..], b" \n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0", &[0; 9]] {
            assert_eq!(decode(bytes).unwrap_err().code, Code::InvalidFile);
        }
    }
}
