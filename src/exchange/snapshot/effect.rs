//! What changes are made of, as bytes: holdings, who was given which, and who waits.

use super::bytes::{Fault, Reader, Writer, sound};
use super::contract::{read_instant, write_instant};
use crate::directory::{Row, put_rows, take_rows};
use crate::licensing::{Effect, Group, Waiting, Why};
use crate::model::{Data, DataField, Holding, License};

const NO_DATA: u8 = 1;
const SOME_DATA: u8 = 2;

fn license_bits(license: Option<License>) -> u8 {
    match license {
        None => 0,
        Some(License::Standard) => 1,
        Some(License::Archived) => 2,
    }
}

fn license(bits: u8) -> Result<Option<License>, Fault> {
    match bits & 3 {
        0 => Ok(None),
        1 => Ok(Some(License::Standard)),
        2 => Ok(Some(License::Archived)),
        _ => Err(Fault::Damaged),
    }
}

/// Writes a holding: which of its fields there are, then those.
fn write_holding(writer: &mut Writer, holding: &Holding) {
    let (data, kind) = match holding.data {
        DataField::Absent => (Data::UNKNOWN, 0),
        DataField::None => (Data::UNKNOWN, NO_DATA),
        DataField::Some(data) => (data, SOME_DATA),
    };
    let licenses = license_bits(holding.license) | license_bits(holding.previous_license) << 2;
    writer.u8(licenses | kind << 4);
    let instants = [
        holding.licensed_at,
        holding.unassigned_at,
        holding.purge_at,
        holding.purged_at,
        holding.deleted_at,
        data.from,
        data.to,
    ];
    let there = instants.iter().rev().fold(0, |bits, at| bits << 1 | u8::from(at.is_some()));
    writer.u8(there);
    instants.into_iter().flatten().for_each(|at| write_instant(writer, at));
}

fn read_holding(reader: &mut Reader<'_>) -> Result<Holding, Fault> {
    let (bits, there) = (reader.u8()?, reader.u8()?);
    if bits >> 6 != 0 || there >> 7 != 0 {
        return Err(Fault::Damaged);
    }
    let mut instants = [None; 7];
    for (place, at) in instants.iter_mut().enumerate() {
        if there >> place & 1 == 1 {
            *at = Some(read_instant(reader)?);
        }
    }
    let [licensed_at, unassigned_at, purge_at, purged_at, deleted_at, from, to] = instants;
    let data = match bits >> 4 {
        SOME_DATA => DataField::Some(Data { from, to }),
        kind if kind > SOME_DATA || from.is_some() || to.is_some() => return Err(Fault::Damaged),
        NO_DATA => DataField::None,
        _ => DataField::Absent,
    };
    Ok(Holding {
        license: license(bits)?,
        previous_license: license(bits >> 2)?,
        licensed_at,
        unassigned_at,
        purge_at,
        purged_at,
        deleted_at,
        data,
    })
}

/// Writes changes of holdings.
pub fn write_effect(writer: &mut Writer, effect: &Effect) {
    writer.count(effect.groups().len());
    let mut rows_packed = Vec::new();
    for Group { before, after, rows } in effect.groups() {
        write_holding(writer, before);
        write_holding(writer, after);
        writer.count(rows.len());
        rows_packed.clear();
        put_rows(&mut rows_packed, rows);
        writer.put(&rows_packed);
    }
}

/// Reads changes of holdings.
///
/// # Errors
/// When they are none.
pub fn read_effect(reader: &mut Reader<'_>) -> Result<Effect, Fault> {
    let mut effect = Effect::default();
    // Two holdings of two bytes at least, and a count.
    for _ in 0..reader.count(5)? {
        let (before, after) = (read_holding(reader)?, read_holding(reader)?);
        effect.push_group(before, after, read_rows(reader)?);
    }
    Ok(effect)
}

fn read_rows(reader: &mut Reader<'_>) -> Result<Vec<Row>, Fault> {
    let count = reader.count(1)?;
    let (rows, used) = sound(take_rows(reader.rest(), count))?;
    reader.take(used)?;
    Ok(rows)
}

/// Writes a row.
pub fn write_row(writer: &mut Writer, row: Row) {
    writer.count(row.index());
}

/// Reads a row.
///
/// # Errors
/// When it is none.
pub fn read_row(reader: &mut Reader<'_>) -> Result<Row, Fault> {
    let place = u32::try_from(reader.varint()?).ok().filter(|&place| place < u32::MAX);
    sound(place.map(|place| Row::new(place as usize)))
}

/// Writes who waits for a sync.
pub fn write_waiting(writer: &mut Writer, waiting: &[Waiting]) {
    writer.count(waiting.len());
    for Waiting { since, row, why } in waiting {
        write_instant(writer, *since);
        write_row(writer, *row);
        writer.u8(match why {
            Why::Joined => 0,
            Why::Converted => 1,
            Why::Returned => 2,
        });
    }
}

/// Reads who waits for a sync.
///
/// # Errors
/// When it is nobody.
pub fn read_waiting(reader: &mut Reader<'_>) -> Result<Vec<Waiting>, Fault> {
    let count = reader.count(10)?;
    let mut waiting = Vec::new();
    for _ in 0..count {
        let (since, row) = (read_instant(reader)?, read_row(reader)?);
        let why = match reader.u8()? {
            0 => Why::Joined,
            1 => Why::Converted,
            2 => Why::Returned,
            _ => return Err(Fault::Damaged),
        };
        waiting.push(Waiting { since, row, why });
    }
    Ok(waiting)
}
