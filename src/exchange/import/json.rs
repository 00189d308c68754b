//! Records of a JSON text: pages, lists of pages, lists, or one record, one text or several.

use super::encoding::invalid;
use crate::model::LicensingError;
use crate::number;
use crate::value::Value;

/// How deep values may nest.
const DEEPEST: usize = 64;
/// The fields in which pages keep their records.
const LISTS: [&str; 2] = ["value", "users"];

/// Hands over every record of a text with the line it begins on.
///
/// # Errors
/// `INVALID_FILE` where the text is no JSON, with the line.
pub fn records(text: &str, take: &mut dyn FnMut(u64, Value)) -> Result<(), LicensingError> {
    let mut parser = Parser { text, place: 0, line: 1, counted: 0, depth: 0 };
    while parser.peek().is_some() {
        parser.item(take)?;
        // Pages one after another, with or without commas between.
        if parser.peek() == Some(b',') {
            parser.place += 1;
        }
    }
    Ok(())
}

struct Parser<'a> {
    text: &'a str,
    place: usize,
    line: u64,
    /// Up to where lines have been counted.
    counted: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.place..).unwrap_or(&[])
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.rest().first() {
            self.place += 1;
        }
        self.rest().first().copied()
    }

    fn line(&mut self) -> u64 {
        let passed = self.text.as_bytes().get(self.counted..self.place).unwrap_or(&[]);
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.counted = self.place;
        self.line
    }

    fn wrong(&mut self, wanted: &str) -> LicensingError {
        let line = self.line();
        invalid(format!("the JSON ends or breaks off in line {line}: expected {wanted}"))
    }

    fn expect(&mut self, byte: u8, wanted: &str) -> Result<(), LicensingError> {
        if self.peek() == Some(byte) {
            self.place += 1;
            return Ok(());
        }
        Err(self.wrong(wanted))
    }

    fn enter(&mut self) -> Result<(), LicensingError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("fewer than 64 levels of nesting"));
        }
        Ok(())
    }

    /// A list of items, a page, or a record.
    fn item(&mut self, take: &mut dyn FnMut(u64, Value)) -> Result<(), LicensingError> {
        match self.peek() {
            Some(b'[') => self.each(&mut |parser| parser.item(take)),
            Some(b'{') => {
                let line = self.line();
                let mut page = false;
                let mut fields = Vec::new();
                self.fields(&mut |parser, name| {
                    if LISTS.contains(&name.as_str()) && parser.peek() == Some(b'[') {
                        page = true;
                        return parser.each(&mut |parser| parser.item(take));
                    }
                    let value = parser.value()?;
                    fields.push((name, value));
                    Ok(())
                })?;
                if !page {
                    take(line, Value::Object(fields));
                }
                Ok(())
            }
            _ => Err(self.wrong("an object or a list")),
        }
    }

    fn each(
        &mut self,
        read: &mut dyn FnMut(&mut Self) -> Result<(), LicensingError>,
    ) -> Result<(), LicensingError> {
        self.enter()?;
        self.place += 1;
        if self.peek() != Some(b']') {
            loop {
                read(self)?;
                if self.peek() != Some(b',') {
                    break;
                }
                self.place += 1;
            }
        }
        self.depth -= 1;
        self.expect(b']', "`,` or `]`")
    }

    fn fields(
        &mut self,
        read: &mut dyn FnMut(&mut Self, String) -> Result<(), LicensingError>,
    ) -> Result<(), LicensingError> {
        self.enter()?;
        self.place += 1;
        if self.peek() != Some(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.wrong("a field's name in quotes"));
                }
                let name = match self.string()? {
                    Value::Text(name) => name,
                    _ => "\u{FFFD}".to_owned(),
                };
                self.expect(b':', "`:`")?;
                read(self, name)?;
                if self.peek() != Some(b',') {
                    break;
                }
                self.place += 1;
            }
        }
        self.depth -= 1;
        self.expect(b'}', "`,` or `}`")
    }

    fn value(&mut self) -> Result<Value, LicensingError> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{') => {
                let mut fields = Vec::new();
                self.fields(&mut |parser, name| {
                    let value = parser.value()?;
                    fields.push((name, value));
                    Ok(())
                })?;
                Ok(Value::Object(fields))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.each(&mut |parser| {
                    let value = parser.value()?;
                    items.push(value);
                    Ok(())
                })?;
                Ok(Value::List(items))
            }
            _ => {
                let bytes = self.rest();
                let end = bytes
                    .iter()
                    .position(|byte| {
                        !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.')
                    })
                    .unwrap_or(bytes.len());
                let word = self.text.get(self.place..self.place + end).unwrap_or("");
                let value = match word {
                    "null" => Some(Value::Null),
                    "true" => Some(Value::Bool(true)),
                    "false" => Some(Value::Bool(false)),
                    word => number::parse(word).map(Value::Number),
                };
                let value = value.ok_or_else(|| self.wrong("a value"))?;
                self.place += end;
                Ok(value)
            }
        }
    }

    /// A text; one with a lone surrogate is told apart, so that its row can be refused.
    fn string(&mut self) -> Result<Value, LicensingError> {
        self.place += 1;
        let mut text = String::new();
        let mut lone = false;
        loop {
            let bytes = self.rest();
            let end = bytes.iter().position(|&byte| byte == b'"' || byte == b'\\');
            let Some(end) = end else {
                return Err(self.wrong("a closing quote"));
            };
            text.push_str(self.text.get(self.place..self.place + end).unwrap_or(""));
            self.place += end + 1;
            if self.text.as_bytes().get(self.place - 1) == Some(&b'"') {
                break;
            }
            match self.escape() {
                Some(Ok(character)) => text.push(character),
                Some(Err(())) => lone = true,
                None => return Err(self.wrong("a known escape after `\\`")),
            }
        }
        Ok(if lone { Value::Other("a text with a lone surrogate") } else { Value::Text(text) })
    }

    fn escape(&mut self) -> Option<Result<char, ()>> {
        let letter = *self.rest().first()?;
        self.place += 1;
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hex()?;
                if !(0xD800..0xE000).contains(&high) {
                    return Some(char::from_u32(high).ok_or(()));
                }
                if high >= 0xDC00 || !self.rest().starts_with(b"\\u") {
                    return Some(Err(()));
                }
                self.place += 2;
                let low = self.hex()?;
                if !(0xDC00..0xE000).contains(&low) {
                    return Some(Err(()));
                }
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Some(char::from_u32(code).ok_or(()));
            }
            _ => return None,
        };
        Some(Ok(character))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let mut code = 0;
        for digit in digits {
            code = code * 16 + char::from(*digit).to_digit(16)?;
        }
        self.place += 4;
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<(u64, String)>, LicensingError> {
        let mut found = Vec::new();
        records(text, &mut |line, value| found.push((line, crate::json::write(&value))))?;
        Ok(found)
    }

    #[test]
    fn finds_records_in_every_shape() {
        let two = vec![(1, r#"{"id":1}"#.to_owned()), (1, r#"{"id":2}"#.to_owned())];
        for text in [
            r#"[{"id":1},{"id":2}]"#,
            r#"{"@odata.context":"x","value":[{"id":1},{"id":2}]}"#,
            r#"{"value":[{"id":1}]}{"value":[{"id":2}]}"#,
            r#"[{"value":[{"id":1}]},{"value":[{"id":2}]}]"#,
            r#"{"nextLink":"","users":[{"id":1},{"id":2}]}"#,
            r#"{"id":1} {"id":2}"#,
        ] {
            assert_eq!(read(text).unwrap(), two, "{text}");
        }
        assert_eq!(
            read("[\n{\"a\":[true,null,-1.5e1,\"\\u00e9\\ud83d\\ude00\"]}]").unwrap(),
            vec![(2, r#"{"a":[true,null,-15,"é😀"]}"#.to_owned())]
        );
    }

    #[test]
    fn refuses_what_is_no_json() {
        for text in
            ["{", "[1]", "{\"a\":}", "{\"a\" 1}", "[{}", "{\"a\":\"x", "{\"a\":\"\\q\"}", "nul"]
        {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"[".repeat(1_000_000)).is_err());
        assert!(read(&"{\"a\":".repeat(1_000_000)).is_err());
    }

    proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}\":,a\\\\u0-9dDe.\\-\n ]{0,60}") {
            let _ = read(&text);
        }
    }
}
