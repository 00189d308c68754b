//! What a file seems to be, from its beginning.

use super::reading::{Kind, Options, read};
use crate::model::LicensingError;

/// How much of a file is looked at.
const BEGINNING: usize = 64 * 1024;

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
    let reading = match read(beginning, &Options::default()) {
        Ok(reading) => reading,
        Err(error) => match whole_part(beginning) {
            Some(text) => read(text.as_bytes(), &Options::default()).map_err(|_| error)?,
            None => return Err(error),
        },
    };
    let width = reading.columns.len();
    let mut rows = reading.sample;
    for row in &mut rows {
        row.resize(width, String::new());
    }
    Ok(Sniffed {
        kind: reading.kind,
        encoding: reading.encoding,
        delimiter: reading.delimiter,
        columns: reading
            .columns
            .iter()
            .map(|column| (column.header.clone(), column.name().to_owned()))
            .collect(),
        rows,
    })
}

/// The records of a cut-off JSON text up to the last whole one, as a list of their own.
fn whole_part(beginning: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(beginning.get(..error.valid_up_to())?).ok()?,
    };
    let text = text.trim_start_matches('\u{FEFF}');
    let start = text.bytes().position(|byte| byte == b'[')?;
    let mut end = None;
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (place, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    end = Some(place);
                }
            }
            _ => {}
        }
    }
    let mut list = text.get(start..=end?)?.to_owned();
    list.push(']');
    Some(list)
}
