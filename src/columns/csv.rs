//! Text to rows of cells: RFC 4180, and what real files make of it.

use crate::find_byte;
use std::borrow::Cow;

/// How many cells of a row are kept, more than any table has columns. Of those beyond only one
/// that says something is: a row may be a gigabyte of delimiters.
const MOST_CELLS: usize = 1 << 13;

/// A row; kept from row to row so that its room is used again.
#[derive(Debug, Default)]
pub struct Cells<'a> {
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The cells, unquoted. None would be a cell the row does not have.
    pub cells: Vec<Option<Cow<'a, str>>>,
    /// A quote is opened in this row and not closed where a cell ends.
    pub unclosed: bool,
    /// The file ends with this row, without a newline.
    pub last: bool,
}

/// Splits a text into rows, one pass over its bytes.
#[derive(Clone, Debug)]
pub struct Splitter<'a> {
    text: &'a str,
    place: usize,
    line: u64,
    delimiter: u8,
    /// What a cell was before it was made harmless by the writer; none when no cell was.
    restore: Option<fn(&str) -> Cow<'_, str>>,
}

impl<'a> Splitter<'a> {
    /// A splitter past what precedes the header: a `#TYPE` or `sep=` line.
    pub fn new(text: &'a str, restore: fn(&str) -> Cow<'_, str>) -> Self {
        let restore = has_harmless(text).then_some(restore);
        let mut splitter = Self { text, place: 0, line: 1, delimiter: b',', restore };
        let first = splitter.rest_of_line();
        let named = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        if named.is_some() || first.starts_with("#TYPE") {
            splitter.place = first.len();
            splitter.skip_newline();
        }
        splitter.delimiter = named.filter(u8::is_ascii).unwrap_or_else(|| splitter.guess());
        splitter
    }

    /// A splitter in the middle of a text: from the line of this number on.
    pub fn resume(
        text: &'a str,
        restore: fn(&str) -> Cow<'_, str>,
        delimiter: char,
        line: u64,
    ) -> Self {
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        let restore = has_harmless(text).then_some(restore);
        Self { text, place: 0, line, delimiter, restore }
    }

    /// How many bytes have been read, and the line that comes next.
    pub fn place(&self) -> (usize, u64) {
        (self.place, self.line)
    }

    /// What is left to read, the line it begins on and the delimiter, for reading many rows at
    /// once; nothing when cells may have been made harmless.
    pub(crate) fn bare_text(&self) -> (&'a str, u64, u8) {
        let bare = self.restore.is_none();
        let text = if bare { self.text.get(self.place..).unwrap_or("") } else { "" };
        (text, self.line, self.delimiter)
    }

    /// Goes on behind so many bytes, which were so many lines.
    pub(crate) fn pass(&mut self, bytes: usize, lines: usize) {
        self.place += bytes;
        self.line += lines as u64;
    }

    /// The character between cells.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.place..).unwrap_or(&[])
    }

    fn rest_of_line(&self) -> &'a str {
        let end = self.rest().iter().position(is_newline).unwrap_or(self.rest().len());
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

    /// Reads the next row that is not a blank line; none is left when it says false.
    ///
    /// After a row with a quote that is not closed the next line is read as a row of its own, so
    /// that one stray quote costs one row and not the rest of the file.
    pub fn next_row(&mut self, row: &mut Cells<'a>) -> bool {
        row.cells.clear();
        while matches!(self.rest(), [b'\r' | b'\n', ..]) {
            self.skip_newline();
        }
        if self.rest().is_empty() {
            return false;
        }
        let start = self.place;
        row.line = self.line;
        loop {
            let (cell, closed) = self.cell();
            match row.cells.get_mut(MOST_CELLS) {
                None => row.cells.push(Some(cell)),
                Some(_) if cell.is_empty() => {}
                Some(last) => *last = Some(cell),
            }
            row.unclosed = !closed;
            match self.rest().first() {
                Some(&byte) if byte == self.delimiter && closed => self.place += 1,
                _ => break,
            }
        }
        if row.unclosed {
            (self.place, self.line) = (start, row.line);
            self.place += self.rest_of_line().len();
        }
        row.last = self.rest().is_empty();
        self.skip_newline();
        true
    }

    /// The next cell, to its delimiter or the end of the line; and whether its quotes close.
    fn cell(&mut self) -> (Cow<'a, str>, bool) {
        if self.rest().first() != Some(&b'"') {
            let plain = Cow::Borrowed(self.plain());
            return (if self.restore.is_none() { plain } else { self.restored(plain) }, true);
        }
        self.place += 1;
        let start = self.place;
        let mut doubled = false;
        loop {
            let Some(end) = find_byte(b'"', self.rest()) else {
                return (Cow::Borrowed(""), false);
            };
            self.place += end + 1;
            if self.rest().first() != Some(&b'"') {
                break;
            }
            doubled = true;
            self.place += 1;
        }
        let quoted = self.text.get(start..self.place - 1).unwrap_or("");
        let lines = newlines(quoted.as_bytes());
        // What follows the closing quote belongs to the cell, as spreadsheets read it. After
        // several lines it is rather that the cell began with a quote of no meaning.
        let tail = self.plain();
        if lines > 0 && !tail.trim().is_empty() {
            return (Cow::Borrowed(""), false);
        }
        self.line += lines;
        let mut text = Cow::Borrowed(quoted);
        if doubled {
            text = Cow::Owned(undoubled(quoted));
        }
        if !tail.is_empty() {
            text.to_mut().push_str(tail);
        }
        (self.restored(text), true)
    }

    /// The text that was written as this cell.
    fn restored(&self, cell: Cow<'a, str>) -> Cow<'a, str> {
        let Some(restore) = self.restore else { return cell };
        if find_byte(b'\'', cell.as_bytes()).is_none() {
            return cell;
        }
        match cell {
            Cow::Borrowed(text) => restore(text),
            Cow::Owned(text) => Cow::Owned(restore(&text).into_owned()),
        }
    }

    /// Text without quotes, to the delimiter or the end of the line. Cells are short: eight bytes
    /// at a time is faster here than a call that sets up wider steps.
    fn plain(&mut self) -> &'a str {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let rest = self.rest();
        let (words, tail) = rest.as_chunks::<8>();
        let delimiter = ONES * u64::from(self.delimiter);
        let mut end = 0;
        let found = words.iter().find_map(|word| {
            let word = u64::from_le_bytes(*word);
            let zero = |word: u64| word.wrapping_sub(ONES) & !word;
            let line = ONES * u64::from(b'\n');
            let back = ONES * u64::from(b'\r');
            let hits = (zero(word ^ delimiter) | zero(word ^ line) | zero(word ^ back)) & HIGH;
            if hits == 0 {
                end += 8;
            }
            (hits != 0).then_some(hits.trailing_zeros() as usize / 8)
        });
        let is_end = |&byte: &u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        end += match found {
            Some(place) => place,
            None => tail.iter().position(is_end).unwrap_or(tail.len()),
        };
        let text = self.text.get(self.place..self.place + end).unwrap_or("");
        self.place += end;
        text
    }
}

/// A text whose quotes are doubled, with single ones.
fn undoubled(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some((head, tail)) =
        find_byte(b'"', rest.as_bytes()).and_then(|place| rest.split_at_checked(place + 1))
    {
        text.push_str(head);
        rest = tail.strip_prefix('"').unwrap_or(tail);
    }
    text.push_str(rest);
    text
}

fn is_newline(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a cell may have been made harmless by the writer.
fn has_harmless(text: &str) -> bool {
    let mut defused = false;
    let mut rest = text.as_bytes();
    while let Some(after) = find_byte(b'\'', rest).and_then(|place| rest.get(place + 1..)) {
        rest = after;
        defused |= matches!(
            rest,
            [b'=' | b'+' | b'-' | b'@' | b'\t'..=b'\r' | b' ' | b'\'' | b'"' | 0xC2 | 0xEF, ..]
        );
    }
    defused
}

/// How many lines end in a text: `\n`, `\r\n` or `\r` alone.
fn newlines(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(is_newline) {
        count += 1;
        rest = match rest.get(place..) {
            Some([b'\r', b'\n', rest @ ..] | [_, rest @ ..]) => rest,
            _ => &[],
        };
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Stands for the writer's rule: one apostrophe in front.
    fn unquoted(cell: &str) -> Cow<'_, str> {
        Cow::Borrowed(cell.strip_prefix('\'').unwrap_or(cell))
    }

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut splitter = Splitter::new(text, unquoted);
        let (mut rows, mut row) = (Vec::new(), Cells::default());
        while splitter.next_row(&mut row) {
            let cells = row.cells.iter().map(|cell| cell.as_deref().unwrap_or("").to_owned());
            rows.push((
                row.line,
                if row.unclosed { vec!["?".to_owned()] } else { cells.collect() },
            ));
        }
        rows
    }

    #[test]
    fn cells_without_end_are_not_kept() {
        let ends = |cell| rows(&format!("a\n1{}{cell},", ",".repeat(10_000))).pop().unwrap().1;
        assert_eq!(ends("").len(), MOST_CELLS + 1);
        assert!(ends("").into_iter().skip(1).all(|cell| cell.is_empty()));
        assert_eq!(ends("x").last().unwrap(), "x");
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
            ("a\r\"1\r2\"\r3", vec![(1, vec!["a"]), (2, vec!["1\r2"]), (4, vec!["3"])]),
            ("a,b\n'=1,''+\"", vec![(1, vec!["a", "b"]), (2, vec!["=1", "'+\""])]),
            // One stray quote costs one row.
            (
                "a,b\n1,\"2\n3,4\n5,6",
                vec![(1, vec!["a", "b"]), (2, vec!["?"]), (3, vec!["3", "4"]), (4, vec!["5", "6"])],
            ),
            (
                "a,b\n1,\"2\n3,\"4\"\n5,6",
                vec![(1, vec!["a", "b"]), (2, vec!["?"]), (3, vec!["3", "4"]), (4, vec!["5", "6"])],
            ),
        ] {
            let expected: Vec<(u64, Vec<String>)> = expected
                .into_iter()
                .map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_library_on_loose_quotes(cells in prop::collection::vec("[ab\"]{0,12}", 1..30)) {
            // Without newlines in quotes every text means the same to both.
            let close = |cell: &String| {
                let odd = cell.starts_with('"') && cell.matches('"').count() % 2 == 1;
                format!("{cell}{}", if odd { "\"" } else { "" })
            };
            let text: Vec<String> = cells.chunks(3).map(|row| row.iter().map(close).collect::<Vec<_>>().join(",")).collect();
            let text = format!("a,b,c\n{}\n", text.join("\n"));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let library: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, library);
        }

        #[test]
        fn never_loops_or_panics(text in "[ab,;'\"\r\n\té]{0,80}") {
            let rows = rows(&text);
            prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
