//! Many rows of a table at once: where the cells of its plain rows are.

use crate::csv::Splitter;
use crate::scan::any_of;
use crate::seen::LONG;
use crate::{Seen, TooLarge};
use std::ops::Range;

/// Rows of as many plain cells each: bare, or in quotes that hold neither a quote nor a line break.
#[derive(Debug, Default)]
pub struct Block<'a> {
    text: &'a str,
    rows: usize,
    /// Where each cell begins and ends, column after column, so many for each.
    cells: Vec<(u32, u32)>,
    stride: usize,
    line: u64,
}

/// The longest cell that is plain.
const LONGEST: usize = u16::MAX as usize;

impl<'a> Block<'a> {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The line a row is on.
    pub fn line(&self, row: usize) -> u64 {
        self.line + row as u64
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &'a str> {
        let cells = self.cells.get(row..).unwrap_or_default();
        cells.iter().step_by(self.stride.max(1)).map(|cell| self.cell(cell))
    }

    #[inline]
    fn cell(&self, &(start, end): &(u32, u32)) -> &'a str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn places(&self, column: usize, rows: Range<usize>) -> &[(u32, u32)] {
        let first = column * self.stride;
        self.cells.get(first + rows.start..first + rows.end).unwrap_or_default()
    }

    /// The numbers of a column's cells in some rows. Says whether all have one: long cells may
    /// share theirs with another, and then none is given.
    ///
    /// # Errors
    /// When the distinct cells would pass 4 GiB.
    pub fn numbers(
        &self,
        column: usize,
        rows: Range<usize>,
        seen: &mut Seen,
        into: &mut Vec<u32>,
    ) -> Result<bool, TooLarge> {
        let places = self.places(column, rows);
        into.resize(places.len(), 0);
        for (number, &(start, end)) in into.iter_mut().zip(places) {
            let Some(known) = seen.number(self.text, start as usize, end as usize)? else {
                return Ok(false);
            };
            *number = known;
        }
        Ok(true)
    }

    /// The cells of a column in some rows. Only those that begin or end with a space or beyond
    /// ASCII, or begin with a capital S, are tidied first.
    pub fn column(
        &self,
        column: usize,
        rows: Range<usize>,
        tidy: fn(&str) -> &str,
        into: &mut Vec<&'a str>,
    ) {
        into.clear();
        into.extend(self.places(column, rows).iter().map(|cell| {
            let cell = self.cell(cell);
            let inked = |byte: &u8| (b'!'..0x7F).contains(byte);
            match cell.as_bytes() {
                [] => cell,
                [first, .., last] if *first != b'S' && inked(first) && inked(last) => cell,
                _ => tidy(cell),
            }
        }));
    }
}

/// Notes where a cell is.
#[inline]
fn set(cells: &mut [(u32, u32)], slot: usize, start: usize, end: usize) {
    if let (Some(cell), Ok(start), Ok(end)) =
        (cells.get_mut(slot), u32::try_from(start), u32::try_from(end))
    {
        *cell = (start, end);
    }
}

/// Where the row begins that follows a line break.
#[inline]
fn behind_break(bytes: &[u8], at: usize) -> usize {
    at + if let Some([b'\r', b'\n']) = bytes.get(at..at + 2) { 2 } else { 1 }
}

impl<'a> Splitter<'a> {
    /// Reads plain rows of this width, at most so many, up to the first that is not plain or is
    /// not ended by a line break.
    pub fn plain_rows(&mut self, width: usize, most: usize, block: &mut Block<'a>) {
        let (text, line, delimiter) = self.bare_text();
        // A cache has few places for what lies a power of two apart, as columns would.
        let stride = most + 8;
        let mut cells = std::mem::take(&mut block.cells);
        cells.resize(width * stride, (0, 0));
        let bytes = text.as_bytes();
        // Where the cell begins, and where its quotes closed.
        let (mut start, mut closed) = (0, None);
        let (mut column, mut quoted) = (0, false);
        let (mut rows, mut done) = (0, 0);
        // The place of the cell among those of the block.
        let mut slot = 0;
        // What comes last is left: cells are numbered by the bytes from their beginning on.
        let (chunks, _) = bytes.split_at(bytes.len().saturating_sub(LONG)).0.as_chunks::<64>();
        'rows: for (chunk, place) in chunks.iter().zip((0usize..).step_by(64)) {
            let mut ends = any_of(chunk, &[delimiter]);
            let mut breaks = any_of(chunk, b"\n\r");
            let quotes = any_of(chunk, b"\"");
            // Most often there are only ends of bare cells and of rows.
            while quotes == 0 && !quoted && closed.is_none() {
                let line_end = breaks & breaks.wrapping_neg();
                let mut before = ends & line_end.wrapping_sub(1);
                column += before.count_ones() as usize;
                let first = place + before.trailing_zeros() as usize;
                if column >= width || before != 0 && first - start > LONGEST {
                    break 'rows;
                }
                while before != 0 {
                    let at = place + before.trailing_zeros() as usize;
                    before &= before - 1;
                    set(&mut cells, slot, start, at);
                    (start, slot) = (at + 1, slot + stride);
                }
                if line_end == 0 {
                    continue 'rows;
                }
                ends &= line_end.wrapping_neg();
                breaks &= breaks - 1;
                let at = place + line_end.trailing_zeros() as usize;
                // The second byte of a line break comes before the cell that follows it.
                if at < start {
                    continue;
                }
                let blank = column == 0 && at == start;
                if blank || column + 1 != width || at - start > LONGEST {
                    break 'rows;
                }
                set(&mut cells, slot, start, at);
                start = behind_break(bytes, at);
                rows += 1;
                (column, slot, done) = (0, rows, start);
                if rows == most {
                    break 'rows;
                }
            }
            let mut hits = ends | breaks | quotes;
            while hits != 0 {
                let at = place + hits.trailing_zeros() as usize;
                hits &= hits - 1;
                let Some(&byte) = bytes.get(at) else { break 'rows };
                if quoted {
                    if byte == delimiter {
                        continue;
                    }
                    let next = bytes.get(at + 1).copied();
                    let ends = |next| next == delimiter || matches!(next, b'\n' | b'\r');
                    if byte != b'"' || !next.is_some_and(ends) {
                        break 'rows;
                    }
                    (quoted, closed) = (false, Some(at));
                    continue;
                }
                if byte == b'"' {
                    // Elsewhere than at the beginning it is a character like others.
                    if at == start {
                        (quoted, start) = (true, at + 1);
                    }
                    continue;
                }
                if at < start {
                    continue;
                }
                let end = closed.unwrap_or(at);
                if end - start > LONGEST {
                    break 'rows;
                }
                column += 1;
                if byte != delimiter {
                    let blank = column == 1 && at == start && closed.is_none();
                    if blank || column != width {
                        break 'rows;
                    }
                } else if column >= width {
                    break 'rows;
                }
                set(&mut cells, slot, start, end);
                (start, closed, slot) = (at + 1, None, slot + stride);
                if byte != delimiter {
                    start = behind_break(bytes, at);
                    rows += 1;
                    (column, slot, done) = (0, rows, start);
                    if rows == most {
                        break 'rows;
                    }
                }
            }
        }
        *block = Block { text, rows, cells, stride, line };
        self.pass(done, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::Cells;
    use proptest::prelude::*;
    use std::borrow::Cow;

    proptest! {
        #[test]
        fn reads_what_reading_row_by_row_does(text in "([ab]{0,9},?|\"[ab,]{0,20}\",|[\"\r\n,;é])*\n?", width in 1usize..4) {
            let new = || Splitter::new(&text, |cell| Cow::Borrowed(cell));
            let (mut fast, mut naive) = (new(), new());
            let (mut block, mut row) = (Block::default(), Cells::default());
            loop {
                fast.plain_rows(width, 3, &mut block);
                for plain in 0..block.rows() {
                    prop_assert!(naive.next_row(&mut row));
                    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.as_deref().unwrap()).collect();
                    prop_assert_eq!(block.row(plain).collect::<Vec<_>>(), cells);
                    prop_assert_eq!(block.line(plain), row.line);
                    prop_assert!(!row.unclosed && row.cells.len() == width);
                }
                prop_assert_eq!(fast.place(), naive.place());
                let more = naive.next_row(&mut row);
                prop_assert_eq!(fast.next_row(&mut row), more);
                prop_assert_eq!(fast.place(), naive.place());
                if !more {
                    break;
                }
            }
        }
    }
}
