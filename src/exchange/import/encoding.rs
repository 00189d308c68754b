//! Bytes to text.

use crate::model::{Code, LicensingError};
use std::borrow::Cow;

/// What stands for bytes that are no character. It occurs in no text.
pub const BROKEN: char = '\u{FFFF}';

/// Where files that are no text give themselves away.
const BEGINNING: usize = 1024;

/// The characters windows-1252 has where Latin-1 has controls; none where it has nothing either.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A file as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without its byte order mark.
    pub text: Cow<'a, str>,
    /// The name of its encoding.
    pub encoding: &'static str,
    /// Whether it may hold [`BROKEN`] or NUL, so that cells have to be looked at.
    pub broken: bool,
}

/// The text of a file and the name of its encoding.
///
/// UTF-8 and UTF-16 with or without a byte order mark; what is neither is read as windows-1252,
/// which old spreadsheets write. Single bytes that do not belong become [`BROKEN`].
///
/// # Errors
/// `INVALID_FILE` for an empty file and for one that begins with control characters: it is no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, LicensingError> {
    let mut read = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => eight_bits(rest, Some("utf-8-bom")),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "utf-16be"),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            utf16(bytes, u16::from_le_bytes, "utf-16le")
        }
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            utf16(bytes, u16::from_be_bytes, "utf-16be")
        }
        _ => eight_bits(bytes, None),
    };
    let text = read.text.as_bytes();
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(invalid("the file is empty"));
    }
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t'..=b'\r');
    if text.iter().take(BEGINNING).any(control) {
        return Err(invalid("the file is no text; choose a CSV or JSON export"));
    }
    read.broken |= crate::directory::find_byte(0, text).is_some();
    Ok(read)
}

/// A file of which nothing can be read.
pub fn invalid(message: impl Into<String>) -> LicensingError {
    LicensingError::new(Code::InvalidFile, message)
}

fn eight_bits<'a>(bytes: &'a [u8], mark: Option<&'static str>) -> Decoded<'a> {
    let encoding = mark.unwrap_or("utf-8");
    if let Some(text) = crate::directory::text(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding, broken: false };
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut good, mut bad, mut rest) = (0, 0, bytes);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        text.push_str(chunk.valid());
        rest = chunk.invalid();
        if !rest.is_empty() {
            bad += 1;
            text.push(BROKEN);
        }
    }
    // Fewer faults than characters, or a long text cut off in a character: UTF-8 all the same.
    let cut = bad == 1 && matches!(rest, [0xC2..=0xF4, ..]) && bytes.len() > BEGINNING;
    if mark.is_some() || good > bad || cut {
        return Decoded { text: Cow::Owned(text), encoding, broken: true };
    }
    let character = |byte: u8| match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or(BROKEN),
        byte => char::from(byte),
    };
    text.clear();
    text.extend(bytes.iter().map(|&byte| character(byte)));
    Decoded { text: Cow::Owned(text), encoding: "windows-1252", broken: false }
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Decoded<'a> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut broken = !odd.is_empty();
    let mut text = String::with_capacity(pairs.len());
    for read in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        broken |= read.is_err();
        text.push(read.unwrap_or(BROKEN));
    }
    if !odd.is_empty() {
        text.push(BROKEN);
    }
    Decoded { text: Cow::Owned(text), encoding, broken }
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
            // Cut off in the middle of a character, or one bad byte among good ones.
            ("é,é".bytes().chain([0xE9]).collect(), "é,é\u{FFFF}", "utf-8"),
            (b"\xEF\xBB\xBFid,\xE9,x".to_vec(), "id,\u{FFFF},x", "utf-8-bom"),
            (b"i\0d\0\x3d\xd8,\0x".to_vec(), "id\u{FFFF},\u{FFFF}", "utf-16le"),
        ] {
            let read = decode(&bytes).unwrap();
            assert_eq!((read.text.as_ref(), read.encoding), (text, name));
            assert_eq!(read.broken, text.contains(BROKEN));
        }
        let cut = [[b'x'; 2000].as_slice(), b"\xC3"].concat();
        assert_eq!(decode(&cut).unwrap().encoding, "utf-8");
        for bytes in [&b""[..], b" \n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0", &[0; 9]] {
            assert_eq!(decode(bytes).unwrap_err().code, Code::InvalidFile);
        }
    }
}
