//! Text to rows of cells: RFC 4180, and what real files make of it.

use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// A row: the line it begins on, counted from 1, and its cells.
#[derive(Debug)]
pub struct Cells<'a> {
    /// The line.
    pub line: u64,
    /// The cells, unquoted.
    pub cells: Vec<Cow<'a, str>>,
    /// The file ends inside a quoted cell of this row.
    pub unclosed: bool,
}

/// Splits a text into rows, one pass over its bytes.
#[derive(Debug)]
pub struct Splitter<'a> {
    text: &'a str,
    place: usize,
    line: u64,
    delimiter: u8,
}

impl<'a> Splitter<'a> {
    /// A splitter past what precedes the header: a `#TYPE` or `sep=` line.
    pub fn new(text: &'a str) -> Self {
        let mut splitter = Self { text, place: 0, line: 1, delimiter: b',' };
        let first = splitter.rest_of_line();
        let named = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        if named.is_some() || first.starts_with("#TYPE") {
            splitter.place = first.len();
            splitter.skip_newline();
        }
        splitter.delimiter = named.unwrap_or_else(|| splitter.guess());
        splitter
    }

    /// The character between cells.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.place..).unwrap_or(&[])
    }

    fn rest_of_line(&self) -> &'a str {
        let end = memchr3(b'\n', b'\r', b'\n', self.rest()).unwrap_or(self.rest().len());
        self.text.get(self.place..self.place + end).unwrap_or("")
    }

    /// The delimiter that occurs most often in the header, outside quotes.
    fn guess(&self) -> u8 {
        let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
        let mut quoted = false;
        for &byte in self.rest() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => break,
                _ if quoted => {}
                byte => {
                    for (delimiter, count) in &mut counts {
                        *count += usize::from(byte == *delimiter);
                    }
                }
            }
        }
        // Of equal counts the first wins.
        let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        best.map_or(b',', |(delimiter, _)| delimiter)
    }

    fn skip_newline(&mut self) {
        match self.rest() {
            [b'\r', b'\n', ..] => self.place += 2,
            [b'\r' | b'\n', ..] => self.place += 1,
            _ => return,
        }
        self.line += 1;
    }

    /// The next row that is not a blank line.
    pub fn next_row(&mut self) -> Option<Cells<'a>> {
        while matches!(self.rest(), [b'\r' | b'\n', ..]) {
            self.skip_newline();
        }
        if self.rest().is_empty() {
            return None;
        }
        let mut row = Cells { line: self.line, cells: Vec::new(), unclosed: false };
        loop {
            let (cell, closed) = self.cell();
            row.cells.push(cell);
            row.unclosed |= !closed;
            match self.rest().first() {
                Some(&byte) if byte == self.delimiter => self.place += 1,
                _ => break,
            }
        }
        self.skip_newline();
        Some(row)
    }

    /// The next cell, to its delimiter or the end of the line; and whether its quotes close.
    fn cell(&mut self) -> (Cow<'a, str>, bool) {
        if self.rest().first() != Some(&b'"') {
            return (Cow::Borrowed(self.plain()), true);
        }
        let mut text = Cow::Borrowed("");
        self.place += 1;
        loop {
            let Some(end) = memchr(b'"', self.rest()) else {
                self.append(&mut text, self.rest().len());
                return (text, false);
            };
            self.append(&mut text, end);
            self.place += 1;
            if self.rest().first() != Some(&b'"') {
                break;
            }
            // A doubled quote stands for one.
            self.append(&mut text, 1);
        }
        // What follows the closing quote belongs to the cell, as spreadsheets read it.
        let tail = self.plain();
        if !tail.is_empty() {
            text.to_mut().push_str(tail);
        }
        (text, true)
    }

    fn plain(&mut self) -> &'a str {
        let rest = self.rest();
        let end = memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        let text = self.text.get(self.place..self.place + end).unwrap_or("");
        self.place += end;
        text
    }

    /// Moves a piece of a quoted cell over and counts its lines.
    fn append(&mut self, text: &mut Cow<'a, str>, length: usize) {
        let piece = self.text.get(self.place..self.place + length).unwrap_or("");
        self.line += piece.bytes().filter(|&byte| byte == b'\n').count() as u64;
        self.place += length;
        if text.is_empty() {
            *text = Cow::Borrowed(piece);
        } else {
            text.to_mut().push_str(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut splitter = Splitter::new(text);
        let mut rows = Vec::new();
        while let Some(row) = splitter.next_row() {
            rows.push((row.line, row.cells.into_iter().map(Cow::into_owned).collect()));
        }
        rows
    }

    #[test]
    fn reads_what_real_files_hold() {
        for (text, expected) in [
            ("a,b\r\n1,2\r\n", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            ("a;b\n\n1;\"x;\"\"y\"\"\"", vec![(1, vec!["a", "b"]), (3, vec!["1", "x;\"y\""])]),
            (
                "#TYPE X\na\tb\n\"1\n2\"\t3\n4\t",
                vec![(2, vec!["a", "b"]), (3, vec!["1\n2", "3"]), (5, vec!["4", ""])],
            ),
            ("sep=;\na,b;c\r1;2", vec![(2, vec!["a,b", "c"]), (3, vec!["1", "2"])]),
            ("a,b\n\"x\"y,z\"q\"", vec![(1, vec!["a", "b"]), (2, vec!["xy", "z\"q\""])]),
        ] {
            let expected: Vec<(u64, Vec<String>)> = expected
                .into_iter()
                .map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(rows(text), expected, "{text:?}");
        }
        let mut splitter = Splitter::new("a,b\n1,\"2\n3");
        splitter.next_row();
        assert!(splitter.next_row().unwrap().unclosed);
    }

    proptest! {
        #[test]
        fn agrees_with_the_library(text in "[ab,\"\r\n]{0,40}", tail in "[ab,\n]{0,12}") {
            // The two read a quote in the middle of the text the same only if it is closed.
            let text = format!("a,b\n{text}{}\n{tail}", if text.matches('"').count() % 2 == 1 { "\"" } else { "" });
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let library: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let ours: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, library);
        }
    }
}
