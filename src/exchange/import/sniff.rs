//! What a file seems to be, from its beginning.

use super::kind::{Kind, Options};
use super::reading::{Reading, Take};
use super::row::Incoming;
use crate::model::LicensingError;

/// How much of a file is looked at.
const BEGINNING: usize = 64 * 1024;

/// Takes nothing of what the rows say.
struct Nobody;

impl Take for Nobody {
    fn row(&mut self, _: &[String], _: &Incoming<'_>) -> Result<(), LicensingError> {
        Ok(())
    }
}

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// Its kind; none for a table with an identity column that is no known export.
    pub kind: Option<Kind>,
    /// Its encoding.
    pub encoding: &'static str,
    /// The character between cells; none for JSON.
    pub delimiter: Option<char>,
    /// Its headers and the columns they become.
    pub columns: Vec<(String, String)>,
    /// The first 20 rows.
    pub rows: Vec<Vec<String>>,
}

/// Looks at the first 64 KiB of a file; where they end does not matter.
///
/// # Errors
/// `INVALID_FILE` when nothing can be read of it.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed, LicensingError> {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
    let mut reading = Reading::default();
    let done = reading.read(beginning, &Options::default(), &mut Nobody);
    // JSON that is cut off is no JSON, but its first rows have been seen; or not one, when the
    // first is longer than what is looked at.
    let is_json = !reading.encoding.is_empty() && reading.delimiter.is_none();
    if reading.rows == 0 && !(is_json && bytes.len() >= BEGINNING) {
        done?;
    }
    let columns = reading.columns.list;
    let mut rows = reading.sample;
    for row in &mut rows {
        row.resize(columns.len(), String::new());
    }
    Ok(Sniffed {
        kind: reading.kind,
        encoding: reading.encoding,
        delimiter: reading.delimiter,
        columns: columns.into_iter().map(|column| (column.header, column.name)).collect(),
        rows,
    })
}
