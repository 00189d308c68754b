//! The search key of a text: without case, without diacritics.

use std::sync::OnceLock;

/// Appends the search key of a text: `José` gives `jose`, `STRASSE` and `Straße` give `strasse`.
///
/// Full case folding and canonical decomposition, marks and invisible characters dropped; Latin
/// ligatures and full-width letters taken apart. `İ` gives `i` but `ı` stays: it is another letter;
/// so are `ø` and `ł`. Hangul stays as it is. The characters U+0000 and U+0001 give a space, so
/// that they can separate keys.
pub fn fold_into(key: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\0' | '\u{1}' => key.push(' '),
            character if character.is_ascii() => key.push(character.to_ascii_lowercase()),
            character => table().append(key, character),
        }
    }
}

/// Writes the search key of a text to the beginning of some room, eight bytes at a step while it is
/// ASCII, and gives its length.
pub(crate) fn fold_bytes(room: &mut [u8], text: &str) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0x20; 8];
    for (place, byte) in last.iter_mut().zip(rest) {
        *place = *byte;
    }
    let (places, _) = room.as_chunks_mut::<8>();
    for (place, word) in places.iter_mut().zip(words.iter().chain(std::iter::once(&last))) {
        let word = u64::from_le_bytes(*word);
        // Bytes below 2 and beyond ASCII are the business of the table.
        if (word | word.wrapping_sub(ONES * 2)) & HIGH != 0 {
            let key = fold(text);
            if let Some(place) = room.get_mut(..key.len()) {
                place.copy_from_slice(key.as_bytes());
            }
            return key.len();
        }
        // From `A` on and not beyond `Z`: the high bits say so, and become the bit of small letters.
        let capital = (word + ONES * (0x80 - 0x41)) & !(word + ONES * (0x80 - 0x5B)) & HIGH;
        *place = (word | capital >> 2).to_le_bytes();
    }
    text.len()
}

/// The search key of a text (see [`fold_into`]).
///
/// ```
/// use seatplan_columns::fold;
/// assert_eq!(fold("José"), "jose");
/// assert_eq!(fold("Straße"), fold("STRASSE"));
/// ```
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold_into(&mut key, text);
    key
}

/// Characters that change, in ascending order.
struct Table {
    gone: Vec<(u32, u32)>,
    changed: Vec<Change>,
}

struct Change {
    first: u32,
    last: u32,
    step: u32,
    to: To,
}

enum To {
    Shifted(i32),
    Text(&'static str),
}

impl Table {
    fn append(&self, key: &mut String, character: char) {
        let code = u32::from(character);
        let place = self.gone.partition_point(|&(first, _)| first <= code);
        let range = place.checked_sub(1).and_then(|place| self.gone.get(place));
        if range.is_some_and(|&(first, length)| code - first < length) {
            return;
        }
        let place = self.changed.partition_point(|change| change.first <= code);
        let change = place.checked_sub(1).and_then(|place| self.changed.get(place));
        match change {
            Some(Change { first, last, step, to })
                if code <= *last && (code - first).is_multiple_of(*step) =>
            {
                match to {
                    To::Text(text) => key.push_str(text),
                    To::Shifted(by) => {
                        let code = code.checked_add_signed(*by).and_then(char::from_u32);
                        key.push(code.unwrap_or(character));
                    }
                }
            }
            _ => key.push(character),
        }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Bytes(include_bytes!("fold_table.bin")).table())
}

/// Reads `fold_table.bin`; the script beside it says how it is written.
struct Bytes(&'static [u8]);

impl Bytes {
    fn number(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.0.split_first() {
            self.0 = rest;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                break;
            }
            shift += 7;
        }
        value
    }

    fn table(mut self) -> Table {
        let mut end = 0;
        let gone = (0..self.number())
            .map(|_| {
                let first = end + self.number();
                let length = self.number();
                end = first + length;
                (first, length)
            })
            .collect();
        let mut last = 0;
        let changed = (0..self.number())
            .map(|_| {
                let change = self.change(last);
                last = change.last;
                change
            })
            .collect();
        Table { gone, changed }
    }

    fn change(&mut self, last: u32) -> Change {
        let gap = self.number();
        let first = last + gap / 2;
        if gap % 2 == 1 {
            let length = self.number() as usize;
            let (text, rest) = self.0.split_at_checked(length).unwrap_or_default();
            self.0 = rest;
            let to = To::Text(crate::text(text).unwrap_or_default());
            return Change { first, last: first, step: 1, to };
        }
        let (count, zigzag) = (self.number(), self.number());
        let (step, count) = (count % 2 + 1, count / 2);
        let size = (zigzag.div_ceil(2)).cast_signed();
        let by = if zigzag % 2 == 0 { size } else { -size };
        Change { first, last: first + (count - 1) * step, step, to: To::Shifted(by) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    proptest::proptest! {
        #[test]
        fn words_at_a_time_are_characters_one_by_one(texts in proptest::collection::vec("[ -~]{0,20}[\\PC\0\u{1}\u{7f}]{0,3}[ -~]{0,9}", 3)) {
            for text in &texts {
                let mut room = vec![0; 4 * text.len() + 16];
                let len = fold_bytes(&mut room, text);
                let key = fold(text);
                proptest::prop_assert_eq!(&room[..len], key.as_bytes());
            }
        }
    }

    #[test]
    fn finds_what_people_type() {
        for (text, key) in [
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ẞ", "ss"),
            ("ΟΔΟΣ", "οδοσ"),
            ("ὁδός", "οδοσ"),
            ("İstanbul", "istanbul"),
            ("ısı", "ısı"),
            ("Ünïcödé", "unicode"),
            ("ﬁ", "fi"),
            ("Ａ１", "a1"),
            ("Đặng", "đang"),
            ("Ёлка", "елка"),
            ("a\u{200b}b", "ab"),
            ("a\0b", "a b"),
            ("한글", "한글"),
        ] {
            assert_eq!(fold(text), key, "{text}");
        }
    }

    #[test]
    fn agrees_with_an_independent_table_on_letters() {
        // Latin, Greek and Cyrillic: elsewhere the two differ on marks that take up space.
        for character in (0x80..0x530).chain(0x1E00..0x1F80).filter_map(char::from_u32) {
            if !character.is_alphabetic() || is_combining_mark(character) {
                continue;
            }
            let stripped = |text: String| -> String {
                let text: String = text.nfd().filter(|&c| !is_combining_mark(c)).collect();
                text.chars().flat_map(char::to_lowercase).nfd().collect()
            };
            // Folding is finer than lower case for a few letters, never coarser.
            let lower = stripped(character.to_string());
            assert_eq!(fold(&lower), fold(&character.to_string()), "{character:?}");
            assert_eq!(fold(&fold(&lower)), fold(&lower), "{character:?}");
        }
    }
}
