//! Records of a JSON text: pages, lists of pages, lists, or one record, one text or several.

use super::encoding::invalid;
use crate::model::LicensingError;
use crate::number;
use std::borrow::Cow;

/// How deep values may nest.
const DEEPEST: usize = 64;
/// The fields in which pages keep their records.
const LISTS: [&str; 2] = ["value", "users"];

/// A field of a record.
#[derive(Debug)]
pub struct Field<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value as a cell: numbers and objects as they stand in the file, lists of plain values
    /// joined by `; `, null and empty lists as an empty text.
    pub cell: Cow<'a, str>,
    /// What the value is.
    pub shape: Shape,
}

/// What kind of value a cell was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text, a number, a truth value, or a list of such.
    Plain,
    /// An object, or a list that holds some.
    Nested,
    /// A text with a lone surrogate or NUL.
    Broken,
}

/// A record and where it stands.
#[derive(Debug)]
pub struct Record<'a> {
    /// The line it begins on.
    pub line: u64,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// The `@odata.context` in force: what the page says its records are.
    pub context: Cow<'a, str>,
}

/// Takes one record.
pub type Take<'t, 'a> = dyn FnMut(Record<'a>) -> Result<(), LicensingError> + 't;

/// Hands over every record of a text.
///
/// # Errors
/// `INVALID_FILE` where the text is no JSON, with the line; the first error of `take`.
pub fn records<'a>(text: &'a str, take: &mut Take<'_, 'a>) -> Result<(), LicensingError> {
    let mut parser = Parser { text, place: 0, line: 1, counted: 0, depth: 0, context: "".into() };
    while parser.peek().is_some() {
        parser.item(take)?;
        parser.context = Cow::Borrowed("");
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
    context: Cow<'a, str>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.place..).unwrap_or(&[])
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.place).unwrap_or("")
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

    /// A list or an object: what is between its brackets, comma by comma.
    fn each(
        &mut self,
        close: u8,
        read: &mut dyn FnMut(&mut Self) -> Result<(), LicensingError>,
    ) -> Result<(), LicensingError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("fewer than 64 levels of nesting"));
        }
        self.place += 1;
        if self.peek() != Some(close) {
            loop {
                read(self)?;
                if self.peek() != Some(b',') {
                    break;
                }
                self.place += 1;
            }
        }
        if self.peek() != Some(close) {
            return Err(self.wrong("`,` or the closing bracket"));
        }
        self.place += 1;
        self.depth -= 1;
        Ok(())
    }

    /// A field's name and its colon.
    fn name(&mut self) -> Result<Cow<'a, str>, LicensingError> {
        if self.peek() != Some(b'"') {
            return Err(self.wrong("a field's name in quotes"));
        }
        let (name, _) = self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.wrong("`:`"));
        }
        self.place += 1;
        Ok(name)
    }

    /// A list of items, a page, or a record.
    fn item(&mut self, take: &mut Take<'_, 'a>) -> Result<(), LicensingError> {
        match self.peek() {
            Some(b'[') => self.each(b']', &mut |parser| parser.item(take)),
            Some(b'{') => {
                let line = self.line();
                let mut page = false;
                let mut fields = Vec::new();
                self.each(b'}', &mut |parser| {
                    let name = parser.name()?;
                    if LISTS.contains(&name.as_ref()) && parser.peek() == Some(b'[') {
                        page = true;
                        return parser.each(b']', &mut |parser| parser.item(take));
                    }
                    let (cell, shape) = parser.cell()?;
                    if name == "@odata.context" {
                        parser.context = cell;
                    } else {
                        fields.push(Field { name, cell, shape });
                    }
                    Ok(())
                })?;
                if page {
                    return Ok(());
                }
                take(Record { line, fields, context: self.context.clone() })
            }
            _ => Err(self.wrong("an object or a list")),
        }
    }

    /// A value as a cell.
    fn cell(&mut self) -> Result<(Cow<'a, str>, Shape), LicensingError> {
        let first = self.peek();
        let start = self.place;
        match first {
            Some(b'"') => self.string(),
            Some(b'{') => {
                let mut empty = true;
                self.each(b'}', &mut |parser| {
                    empty = false;
                    parser.name()?;
                    parser.cell().map(|_| ())
                })?;
                Ok((if empty { "" } else { self.since(start) }.into(), Shape::Nested))
            }
            Some(b'[') => {
                let mut joined = String::new();
                let mut all = Shape::Plain;
                self.each(b']', &mut |parser| {
                    let (cell, shape) = parser.cell()?;
                    if shape != Shape::Plain {
                        all = shape;
                        return Ok(());
                    }
                    if !joined.is_empty() && !cell.is_empty() {
                        joined.push_str("; ");
                    }
                    joined.push_str(&cell);
                    Ok(())
                })?;
                match all {
                    Shape::Nested => Ok((self.since(start).into(), all)),
                    _ => Ok((joined.into(), all)),
                }
            }
            _ => {
                let part =
                    |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
                self.place += self.rest().iter().take_while(|byte| part(byte)).count();
                match self.since(start) {
                    "null" => Ok(("".into(), Shape::Plain)),
                    word @ ("true" | "false") => Ok((word.into(), Shape::Plain)),
                    word if number::parse(word).is_some() => Ok((word.into(), Shape::Plain)),
                    _ => {
                        self.place = start;
                        Err(self.wrong("a value"))
                    }
                }
            }
        }
    }

    /// A text; one with a lone surrogate is told apart, so that its row can be refused.
    fn string(&mut self) -> Result<(Cow<'a, str>, Shape), LicensingError> {
        self.place += 1;
        let mut text = Cow::Borrowed("");
        let mut shape = Shape::Plain;
        loop {
            let start = self.place;
            let special = |byte: &u8| matches!(byte, b'"' | b'\\');
            let Some(end) = self.rest().iter().position(special) else {
                return Err(self.wrong("a closing quote"));
            };
            self.place += end;
            let piece = self.since(start);
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            let quote = self.rest().first() == Some(&b'"');
            self.place += 1;
            if quote {
                return Ok((text, shape));
            }
            match self.escape() {
                Some(Ok('\0') | Err(())) => shape = Shape::Broken,
                Some(Ok(character)) => text.to_mut().push(character),
                None => return Err(self.wrong("a known escape after `\\`")),
            }
        }
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
        records(text, &mut |record| {
            let cells = record.fields.iter().map(|field| match field.shape {
                Shape::Broken => format!("{}?", field.name),
                _ => format!("{}={}", field.name, field.cell),
            });
            found.push((record.line, cells.collect::<Vec<_>>().join("|")));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn finds_records_in_every_shape() {
        let two = vec![(1, "id=1".to_owned()), (1, "id=2".to_owned())];
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
    }

    #[test]
    fn makes_cells_of_values() {
        let one = |text: &str| read(text).unwrap().remove(0).1;
        assert_eq!(one(r#"{"a":true,"b":null,"c":-1.5e999,"d":""}"#), "a=true|b=|c=-1.5e999|d=");
        assert_eq!(one(r#"{"a":["x",1,"",null,"é"],"b":[],"c":{}}"#), "a=x; 1; é|b=|c=");
        assert_eq!(one(r#"{"a":[{"b": 1}],"c":{"d":[2]}}"#), r#"a=[{"b": 1}]|c={"d":[2]}"#);
        assert_eq!(one(r#"{"a":"\u00e9\ud83d\ude00\n\\","b":"x\ud800y"}"#), "a=é😀\n\\|b?");
        assert_eq!(read("[\n{\"a\":1}]").unwrap(), vec![(2, "a=1".to_owned())]);
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
