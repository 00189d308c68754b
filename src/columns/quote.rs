//! Texts as JSON writes them.

/// Appends a text in quotes.
///
/// ```
/// let mut out = String::new();
/// seatplan_columns::quote(&mut out, "a\"é");
/// assert_eq!(out, r#""a\"é""#);
/// ```
pub fn quote(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    escape(out, text, false);
    out.push('"');
}

/// A text in quotes, written part by part; null unless one of them says something. What is beyond
/// ASCII is escaped: a page without it is decoded many times faster.
#[derive(Debug)]
pub struct Quoted<'a> {
    out: &'a mut String,
    begun: bool,
}

impl<'a> Quoted<'a> {
    /// Nothing yet, at the end of what is written.
    pub fn new(out: &'a mut String) -> Self {
        Self { out, begun: false }
    }

    /// Adds a part, behind something that joins it to those before.
    pub fn join(&mut self, part: &str, by: &str) {
        match (self.begun, part) {
            (false, "") => return,
            (false, _) => self.out.push('"'),
            (true, _) => escape(self.out, by, true),
        }
        self.begun = true;
        escape(self.out, part, true);
    }

    /// That was all.
    pub fn end(self) {
        self.out.push_str(if self.begun { "\"" } else { "null" });
    }
}

/// The first byte that is not written as it is.
fn special(text: &str, ascii: bool) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, _) = text.as_bytes().as_chunks::<8>();
    // A byte below another one, in a word of bytes below 128, is where taking it away borrows.
    let below = |word: u64, than: u8| word.wrapping_sub(ONES * u64::from(than)) & !word;
    let beyond = if ascii { u64::MAX } else { 0 };
    let is_plain = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        (below(word, b' ') | is(b'"') | is(b'\\') | word & beyond) & (ONES * 0x80) == 0
    };
    let plain = 8 * words.iter().take_while(|word| is_plain(word)).count();
    let mut rest = text.as_bytes().iter().skip(plain);
    let place = rest.position(|&byte| match byte {
        0..b' ' | b'"' | b'\\' => true,
        byte => ascii && !byte.is_ascii(),
    })?;
    Some(plain + place)
}

fn escape(out: &mut String, text: &str, ascii: bool) {
    let mut rest = text;
    while let Some(place) = special(rest, ascii) {
        let Some((plain, tail)) = rest.split_at_checked(place) else { break };
        out.push_str(plain);
        let mut tail = tail.chars();
        match tail.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some(other) => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    out.push_str("\\u");
                    for shift in [12, 8, 4, 0] {
                        let digit = char::from_digit(u32::from(*unit) >> shift & 15, 16);
                        out.push(digit.unwrap_or('0'));
                    }
                }
            }
            None => {}
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(parts: &[&str]) -> String {
        let mut out = String::new();
        let mut text = Quoted::new(&mut out);
        parts.iter().for_each(|part| text.join(part, "; "));
        text.end();
        out
    }

    #[test]
    fn texts_are_joined_and_none_is_null() {
        assert_eq!(quoted(&[]), "null");
        assert_eq!(quoted(&["", ""]), "null");
        assert_eq!(quoted(&["", "a", "\"", ""]), r#""a; \"; ""#);
        assert_eq!(quoted(&["é😀"]), r#""\u00e9\ud83d\ude00""#);
    }

    proptest::proptest! {
        #[test]
        fn what_is_special_is_found_like_one_by_one(text in "[ -~é\u{7f}\"\\\\\u{0}-\u{20}]{0,40}|[a-z]{0,30}[\"é\n][a-z]{0,20}") {
            let special_byte = |b: u8| b < b' ' || b == b'"' || b == b'\\';
            proptest::prop_assert_eq!(special(&text, false), text.bytes().position(special_byte));
            let ascii = text.bytes().position(|b| special_byte(b) || b > 127);
            proptest::prop_assert_eq!(special(&text, true), ascii);
        }
    }
}
