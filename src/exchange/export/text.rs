//! The words and encodings that several formats share.

use super::Job;
use crate::directory::Row;
use crate::model::License;
use crate::time::{Date, Instant};

/// The word for a license, or for none.
pub fn license(license: Option<License>) -> &'static str {
    license.map_or("none", License::as_str)
}

/// The product's word for a license, or ours for none.
pub fn tier(license: Option<License>) -> &'static str {
    match license {
        None => "NONE",
        Some(License::Standard) => "STANDARD",
        Some(License::Archived) => "ARCHIVE",
    }
}

/// Adds texts, one after the other.
pub fn add(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// `1 user`, `2 users`.
pub fn counted(count: u64, what: &str) -> String {
    let mut text = count.to_string();
    add(&mut text, &[" ", what, if count == 1 { "" } else { "s" }]);
    text
}

/// A date or time without its punctuation.
pub fn digits(text: &str) -> String {
    let mut text = text.to_owned();
    text.retain(|character| !matches!(character, '-' | ':'));
    text
}

/// The last day on which data that goes at an instant is safe all day long.
pub fn last_safe_day(purge_at: Instant) -> Date {
    purge_at.minus_days(1).date()
}

/// Whether a character cannot be seen, or changes how others are.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Adds a number in hexadecimal digits, this many.
pub fn add_hex(out: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        let digit = char::from_digit(number >> (4 * place) & 15, 16).unwrap_or('0');
        out.push(digit.to_ascii_uppercase());
    }
}

/// Adds a text in one line: what cannot be seen is written as `<U+202E>`.
pub fn add_visible(out: &mut String, text: &str) {
    for character in text.chars() {
        if !is_hidden(character) {
            out.push(character);
            continue;
        }
        out.push_str("<U+");
        let code = u32::from(character);
        add_hex(out, code, if code > 0xffff { 5 } else { 4 });
        out.push('>');
    }
}

/// Adds the Base64 of bytes.
pub fn add_base64(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let byte = |place| three.get(place).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS.get((bits >> shift & 63) as usize).copied().unwrap_or(b'=');
            out.push(char::from(if place > three.len() { b'=' } else { digit }));
        }
    }
}

impl Job<'_> {
    /// The name a row is known by to its administrator: principal name, else mail, else id.
    pub(super) fn handle(&self, row: Row) -> &str {
        let people = self.people;
        let names = [people.principal_names().get(row), people.mails().get(row)];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| people.id(row))
    }
}
