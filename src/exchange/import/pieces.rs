//! A file that comes piece by piece.

use super::encoding::decode;
use super::kind::Options;
use super::merge::{Base, Join, Merged};
use super::reading::Reading;
use crate::model::{Code, LicensingError};

/// How many bytes tell what a file is.
const BEGINNING: usize = 1 << 16;
/// How many bytes a file may have.
const MOST_BYTES: usize = 1 << 30;

/// A file that is joined with a tenant's people while it comes. The tenant itself is not touched.
#[derive(Debug, Default)]
pub struct Pieces {
    /// All of the file, and how much of it has been read.
    bytes: Vec<u8>,
    read: usize,
    options: Options,
    /// The join so far; none until it is known that the file can be read piece by piece.
    started: Option<(Join, Reading)>,
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
            let message = "the file is larger than 1 GiB, or than the memory there is; split it";
            return Err(LicensingError::new(Code::TooLarge, message));
        }
        self.bytes.extend_from_slice(piece);
        if !self.whole && self.bytes.len() >= BEGINNING {
            self.read_on(base)?;
        }
        Ok(())
    }

    /// How many bytes have come, and how many rows have been read of them.
    pub fn progress(&self) -> (usize, u64) {
        (self.bytes.len(), self.started.as_ref().map_or(0, |(_, reading)| reading.rows))
    }

    /// Reads what has come up to its last whole line.
    fn read_on(&mut self, base: Base<'_>) -> Result<(), LicensingError> {
        let Some(end) = memchr::memrchr(b'\n', &self.bytes) else { return Ok(()) };
        if self.started.is_none() {
            let decoded = decode(self.bytes.get(..=end).unwrap_or_default())?;
            let json = decoded.text.trim_start().starts_with(['{', '[']);
            self.whole = json || decoded.broken || !decoded.encoding.starts_with("utf-8");
            if self.whole {
                return Ok(());
            }
            if decoded.encoding != "utf-8" {
                self.read = "\u{feff}".len();
            }
            let reading = Reading::of_table(decoded.encoding);
            self.started = Some((Join::new(base, &self.options.role), reading));
        }
        let Some((join, reading)) = &mut self.started else { return Ok(()) };
        let piece = self.bytes.get(self.read..=end).unwrap_or_default();
        let Some(text) = std::str::from_utf8(piece).ok().filter(|text| !text.contains('\0')) else {
            self.begin_again();
            return Ok(());
        };
        self.read +=
            reading.part(text, false, &self.options, &mut |names, row| join.row(names, row))?;
        if !reading.can_go_on() {
            self.begin_again();
        }
        Ok(())
    }

    /// Forgets what was read: the file will be read whole when it ends.
    pub fn begin_again(&mut self) {
        self.whole = true;
        self.started = None;
    }

    /// The tenant's people after the file.
    ///
    /// # Errors
    /// Those of an import.
    pub fn finish(mut self, base: Base<'_>) -> Result<Merged, LicensingError> {
        let rest = self.bytes.get(self.read..).and_then(|rest| std::str::from_utf8(rest).ok());
        if let (Some((mut join, mut reading)), Some(rest)) = (self.started.take(), rest)
            && !rest.contains('\0')
        {
            let options = &self.options;
            reading.part(rest, true, options, &mut |names, row| join.row(names, row))?;
            reading.finish(options);
            return join.finish(reading);
        }
        super::merge(base, &self.bytes, &self.options)
    }
}
