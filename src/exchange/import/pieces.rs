//! A file that comes piece by piece.

use super::encoding::decode;
use super::kind::Options;
use super::merge::{Base, Join, Merged};
use super::reading::Reading;
use crate::directory::text;
use crate::exchange::snapshot::Source;
use crate::model::{Code, LicensingError};

/// How many bytes tell what a file is.
const BEGINNING: usize = 1 << 16;
/// How many bytes a file may have.
const MOST_BYTES: usize = 1 << 30;
/// How much of a file is read at once: what stays near the processor while it is.
const PIECE: usize = 1 << 18;
/// How long a line may be in a file that is read in pieces.
const LONGEST_LINE: usize = 1 << 23;

/// A table that is joined with a tenant's people while it comes.
#[derive(Debug)]
struct Coming {
    join: Join,
    reading: Reading,
}

impl Coming {
    /// Begins with the whole lines a file of so many bytes begins with; says how many bytes come
    /// before the first. None when the file has to be read whole.
    fn begin(
        base: Base<'_>,
        lines: &[u8],
        size: usize,
        options: &Options,
    ) -> Result<Option<(Self, usize)>, LicensingError> {
        let decoded = decode(lines)?;
        if is_json(lines) || decoded.broken || !decoded.encoding.starts_with("utf-8") {
            return Ok(None);
        }
        let mark = if decoded.encoding == "utf-8" { 0 } else { "\u{feff}".len() };
        let join = Join::new(base, &options.role, rows_of(lines, size));
        let reading = Reading::of_table(decoded.encoding);
        Ok(Some((Self { join, reading }, mark)))
    }

    /// Reads a piece and says how much of it was read; none when the file has to be read whole.
    fn read(
        &mut self,
        piece: &[u8],
        last: bool,
        options: &Options,
    ) -> Result<Option<usize>, LicensingError> {
        let Some(text) = text(piece).filter(|_| crate::directory::find_byte(0, piece).is_none())
        else {
            return Ok(None);
        };
        let read = self.reading.part(text, last, options, &mut self.join)?;
        Ok((last || self.reading.can_go_on()).then_some(read))
    }

    fn finish(mut self, options: &Options) -> Result<Merged, LicensingError> {
        self.reading.finish(options);
        self.join.finish(self.reading)
    }
}

/// Where the last whole line ends; 0 without any.
fn last_line_end(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1)
}

/// About how many rows a table has, by the lines it begins with, and not too many: more room is
/// made when it is needed.
fn rows_of(lines: &[u8], size: usize) -> usize {
    const MOST: usize = 2_000_000;
    let rows = lines.split(|&byte| byte == b'\n').filter(|line| line.len() > 1).count();
    (size / (1 + lines.len() / (1 + rows)).max(40)).min(MOST)
}

/// Whether a file is JSON, by the first character that is to be seen.
fn is_json(bytes: &[u8]) -> bool {
    let mark = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    matches!(mark.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'['))
}

/// Joins a file with a directory. Rows keep their places, new people are added at the end, and who
/// is not in the file stays as they are.
///
/// # Errors
/// `INVALID_FILE` when nothing can be read of the file; `TOO_LARGE` for too many columns, or when
/// one passes 4 GiB, or for a file of more than 1 GiB or than there is memory for.
pub fn merge(
    base: Base<'_>,
    file: &dyn Source,
    options: &Options,
) -> Result<Merged, LicensingError> {
    if file.size() > MOST_BYTES {
        return Err(too_large());
    }
    if let Some(merged) = in_pieces(base, file, options)? {
        return Ok(merged);
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(file.size()).map_err(|_| too_large())?;
    bytes.resize(file.size(), 0);
    file.copy(0, &mut bytes);
    whole(base, &bytes, options)
}

fn whole(base: Base<'_>, bytes: &[u8], options: &Options) -> Result<Merged, LicensingError> {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
    let rows = if is_json(bytes) { 0 } else { rows_of(beginning, bytes.len()) };
    let mut join = Join::new(base, &options.role, rows);
    let mut reading = Reading::default();
    reading.read(bytes, options, &mut join)?;
    join.finish(reading)
}

/// Joins a file of which never more than a piece is in memory; none when it has to be read whole.
fn in_pieces(
    base: Base<'_>,
    file: &dyn Source,
    options: &Options,
) -> Result<Option<Merged>, LicensingError> {
    let (mut bytes, mut from, mut came) = (Vec::new(), 0, 0);
    let mut coming = None;
    loop {
        // What was not read yet goes to the front. A row longer than a piece needs a longer one.
        bytes.drain(..from);
        let more = PIECE.max(bytes.len()).min(file.size() - came);
        let before = bytes.len();
        bytes.resize(before + more, 0);
        file.copy(came, bytes.get_mut(before..).unwrap_or_default());
        came += more;
        from = 0;
        let last = came == file.size();
        let end = last_line_end(&bytes);
        let end = if last { bytes.len() } else { end };
        if end == 0 && !last {
            if is_json(&bytes) || bytes.len() > LONGEST_LINE {
                return Ok(None);
            }
            continue;
        }
        let first = coming.is_none();
        if first {
            let lines = bytes.get(..end).unwrap_or_default();
            // What is wrong with its beginning alone need not be wrong with the file.
            let Ok(Some((begun, mark))) = Coming::begin(base, lines, file.size(), options) else {
                return Ok(None);
            };
            (coming, from) = (Some(begun), mark);
        }
        let Some(table) = &mut coming else { return Ok(None) };
        let piece = bytes.get(from..end).unwrap_or_default();
        let read = match table.read(piece, last, options) {
            Err(_) if first => return Ok(None),
            read => read?,
        };
        let Some(read) = read else { return Ok(None) };
        from += read;
        if last {
            return coming.map(|table| table.finish(options)).transpose();
        }
    }
}

fn too_large() -> LicensingError {
    let message = "the file is larger than 1 GiB, or than the memory there is; split it";
    LicensingError::new(Code::TooLarge, message)
}

/// A file whose pieces are given one by one. The tenant itself is not touched.
#[derive(Debug, Default)]
pub struct Pieces {
    /// All of the file, and how much of it has been read.
    bytes: Vec<u8>,
    read: usize,
    /// Where the last whole line that came ends.
    lines: usize,
    options: Options,
    /// The join so far; none until it is known that the file can be read piece by piece.
    coming: Option<Coming>,
    /// What the file turned out to be: it has to be read whole.
    whole: bool,
}

impl Pieces {
    /// A file to be read with these options.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// `TOO_LARGE` for more than 1 GiB; those of an import.
    pub fn push(&mut self, base: Base<'_>, piece: &[u8]) -> Result<(), LicensingError> {
        if self.bytes.len() + piece.len() > MOST_BYTES
            || self.bytes.try_reserve(piece.len()).is_err()
        {
            return Err(too_large());
        }
        let before = self.bytes.len();
        self.bytes.extend_from_slice(piece);
        if let end @ 1.. = last_line_end(piece) {
            self.lines = before + end;
        }
        self.whole |= self.coming.is_none() && is_json(&self.bytes);
        if !self.whole && self.bytes.len() >= BEGINNING {
            self.read_on(base)?;
        }
        Ok(())
    }

    /// How many bytes have come, and how many rows have been read of them.
    pub fn progress(&self) -> (usize, u64) {
        (self.bytes.len(), self.coming.as_ref().map_or(0, |table| table.reading.rows))
    }

    /// Reads what has come up to its last whole line.
    fn read_on(&mut self, base: Base<'_>) -> Result<(), LicensingError> {
        let end = self.lines;
        if end <= self.read {
            return Ok(());
        }
        if self.coming.is_none() {
            let lines = self.bytes.get(..end).unwrap_or_default();
            match Coming::begin(base, lines, lines.len(), &self.options)? {
                Some((coming, mark)) => (self.coming, self.read) = (Some(coming), mark),
                None => {
                    self.begin_again();
                    return Ok(());
                }
            }
        }
        let Some(coming) = &mut self.coming else { return Ok(()) };
        let piece = self.bytes.get(self.read..end).unwrap_or_default();
        match coming.read(piece, false, &self.options)? {
            Some(read) => self.read += read,
            None => self.begin_again(),
        }
        Ok(())
    }

    /// Forgets what was read: the file will be read whole when it ends.
    pub fn begin_again(&mut self) {
        self.whole = true;
        self.coming = None;
    }

    /// The tenant's people after the file.
    ///
    /// # Errors
    /// Those of an import.
    pub fn finish(mut self, base: Base<'_>) -> Result<Merged, LicensingError> {
        let rest = self.bytes.get(self.read..).unwrap_or_default();
        if let Some(mut coming) = self.coming.take()
            && coming.read(rest, true, &self.options)?.is_some()
        {
            return coming.finish(&self.options);
        }
        whole(base, &self.bytes, &self.options)
    }
}
