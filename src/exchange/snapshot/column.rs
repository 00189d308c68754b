//! Each kind of column as bytes. A column without values is not written at all, save the header of
//! an attribute.

use super::bytes::{Fault, Reader, Writer, sound};
use crate::directory::{Attribute, Codes, Dictionary, Instants, Lists, Longs, RowSet, Texts};
use crate::time::Instant;

/// What one section is made from.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Bytes made before.
    Bytes(&'a [u8]),
    /// A text a row.
    Texts(&'a Texts),
    /// A code a row, of this many rows.
    Codes(&'a Codes, usize),
    /// A repeating value a row, of this many rows.
    Dictionary(&'a Dictionary, usize),
    /// Several values a row.
    Lists(&'a Lists),
    /// An instant a row, of this many rows.
    Instants(&'a Instants, usize),
    /// A set of rows.
    Rows(&'a RowSet),
    /// A column with a name of its own, of this many rows.
    Attribute(&'a Attribute, usize),
}

impl Content<'_> {
    /// Whether there is nothing to write.
    pub fn is_empty(self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Texts(texts) => texts.parts().0.is_empty(),
            Self::Codes(codes, _) => codes.largest() == 0,
            Self::Dictionary(dictionary, _) => dictionary.values().len() <= 1,
            Self::Lists(lists) => lists.parts().1.is_empty(),
            // Undoing may have left room for instants, and none in it.
            Self::Instants(instants, _) => instants.longs().is_blank(),
            Self::Rows(rows) => rows.is_empty(),
            Self::Attribute(..) => false,
        }
    }

    /// Writes it.
    pub fn write(self, writer: &mut Writer) {
        match self {
            Self::Bytes(bytes) => writer.put(bytes),
            Self::Texts(texts) => write_texts(writer, texts),
            Self::Codes(codes, rows) => write_codes(writer, codes, rows),
            Self::Dictionary(dictionary, rows) => write_dictionary(writer, dictionary, rows),
            Self::Lists(lists) => {
                let (items, ends, _) = lists.parts();
                write_dictionary(writer, items, items.codes().len());
                writer.count(ends.len());
                writer.words(ends);
            }
            Self::Instants(instants, rows) => {
                let values = instants.longs().parts();
                writer.words(values);
                for _ in values.len()..rows {
                    writer.i64(i64::MIN);
                }
            }
            Self::Rows(rows) => writer.words(rows.words()),
            Self::Attribute(attribute, rows) => {
                writer.text(&attribute.name);
                // A header with nothing below it takes no room.
                let rows = if attribute.values.codes().is_empty() { 0 } else { rows };
                write_dictionary(writer, &attribute.values, rows);
            }
        }
    }
}

fn write_texts(writer: &mut Writer, texts: &Texts) {
    let (arena, ends) = texts.parts();
    writer.count(ends.len());
    writer.words(ends);
    writer.put(arena.as_bytes());
}

/// Reads texts; how long all of them are is where the last one ends.
pub fn read_texts(reader: &mut Reader<'_>) -> Result<Texts, Fault> {
    let count = reader.count(4)?;
    let ends: Vec<u32> = reader.words(count)?;
    let len = ends.last().copied().unwrap_or(0) as usize;
    let arena = reader.words(len)?;
    sound(Texts::from_parts(arena, ends))
}

fn write_codes(writer: &mut Writer, codes: &Codes, rows: usize) {
    writer.count(rows);
    let beyond = rows.saturating_sub(codes.len());
    let width: u8 = match codes {
        Codes::One(_) => 1,
        Codes::Two(_) => 2,
        Codes::Four(_) => 4,
    };
    writer.u8(width);
    match codes {
        Codes::One(list) => writer.words(list),
        Codes::Two(list) => writer.words(list),
        Codes::Four(list) => writer.words(list),
    }
    for _ in 0..beyond {
        writer.put([0; 4].get(..width.into()).unwrap_or_default());
    }
}

/// Reads codes of any number of rows.
pub fn read_codes(reader: &mut Reader<'_>) -> Result<Codes, Fault> {
    let count = reader.count(1)?;
    Ok(match reader.u8()? {
        1 => Codes::One(reader.words(count)?),
        2 => Codes::Two(reader.words(count)?),
        4 => Codes::Four(reader.words(count)?),
        _ => return Err(Fault::Damaged),
    })
}

fn write_dictionary(writer: &mut Writer, dictionary: &Dictionary, rows: usize) {
    write_texts(writer, dictionary.values());
    write_codes(writer, dictionary.codes(), rows);
}

/// Reads a dictionary of any number of rows.
pub fn read_dictionary(reader: &mut Reader<'_>) -> Result<Dictionary, Fault> {
    let values = read_texts(reader)?;
    sound(Dictionary::from_parts(values, read_codes(reader)?))
}

/// Reads lists of this many rows.
pub fn read_lists(reader: &mut Reader<'_>, rows: usize) -> Result<Lists, Fault> {
    let items = read_dictionary(reader)?;
    let count = reader.count(4)?;
    sound(Lists::from_parts(items, reader.words(count)?, rows))
}

/// Reads instants of this many rows.
pub fn read_instants(reader: &mut Reader<'_>, rows: usize) -> Result<Instants, Fault> {
    let longs = sound(Longs::from_parts(reader.words(rows)?, rows))?;
    let within = longs.within(Instant::MIN.millis(), Instant::MAX.millis()) && !longs.is_blank();
    sound(within.then(|| Instants::from_longs(longs)))
}

/// Reads a set of this many rows.
pub fn read_rows(reader: &mut Reader<'_>, rows: usize) -> Result<RowSet, Fault> {
    sound(RowSet::from_words(reader.words(rows.div_ceil(64))?, rows))
}
