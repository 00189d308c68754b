//! What a log keeps of one change: its effect, so that it can be made again without deciding.
//!
//! Each operation has a number, one more than the one before, and the checksum of the one before:
//! it fits on one state only.

use super::bytes::{Fault, Reader, Writer, sound};
use super::contract::{read_purchased, write_purchased};
use super::entry::{read_entry, write_entry};
use super::history::{MOST, people_bytes, read_people};
use crate::directory::{NoRoom, checksum};
use crate::licensing::People;
use crate::model::Purchased;
use crate::plan::Entry;

/// What happens to the tenant as it really is, from which an export counts changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nothing.
    Kept,
    /// A correction of the contract, and what is bought in it.
    Corrected(Purchased),
    /// A file was joined; it says how licenses really are, or not.
    Joined(bool),
}

/// What an operation does.
#[derive(Debug)]
pub enum Act<'a> {
    /// A change that is noted.
    Record(&'a Entry, Base),
    /// The change of this entry is taken back.
    Undo(&'a Entry),
    /// The change of this entry is made again.
    Redo(&'a Entry),
}

/// What an operation does, as read.
#[derive(Debug)]
pub enum Replayed {
    /// A change that is noted, with the people it puts in.
    Record(Box<(Entry, Option<People>, Base)>),
    /// The last change is taken back.
    Undo,
    /// The change last taken back is made again.
    Redo,
}

/// An operation as a log keeps it.
#[derive(Debug)]
pub struct Operation {
    /// The bytes; none when they would be too many, and a snapshot has to be taken instead.
    pub bytes: Option<Vec<u8>>,
    /// What the next operation has to name.
    pub sum: u64,
}

/// The form of an operation; others are refused.
const FORM: u8 = 1;

/// Writes an operation of a number after one with this checksum.
///
/// # Errors
/// When there is no memory for it.
pub fn write_operation(number: u64, before: u64, act: &Act<'_>) -> Result<Operation, NoRoom> {
    let mut writer = Writer::default();
    writer.u8(FORM);
    writer.u64(number);
    writer.u64(before);
    let whole = match act {
        Act::Record(entry, base) => {
            writer.u8(0);
            match base {
                Base::Kept => writer.u8(0),
                Base::Corrected(purchased) => {
                    writer.u8(1);
                    write_purchased(&mut writer, *purchased);
                }
                Base::Joined(is_real) => writer.u8(2 + u8::from(*is_real)),
            }
            write_entry(&mut writer, entry, true);
            let after = entry.delta.people.as_ref().map(|people| people_bytes(&people.1));
            let after = after.transpose()?;
            let whole = after != Some(None);
            writer.optional(after.flatten(), |writer, bytes| {
                writer.count(bytes.len());
                writer.put(&bytes);
            });
            whole
        }
        // A snapshot cannot undo what it does not hold (see `history`).
        Act::Undo(entry) => {
            writer.u8(1);
            fits(entry.delta.people.as_ref().map(|people| &people.0))?
        }
        Act::Redo(entry) => {
            writer.u8(2);
            fits(entry.delta.people.as_ref().map(|people| &people.1))?
        }
    };
    let sum = checksum(writer.bytes());
    writer.u64(sum);
    let bytes = Some(writer.into_bytes()).filter(|bytes| whole && bytes.len() <= MOST);
    Ok(Operation { bytes, sum })
}

fn fits(people: Option<&People>) -> Result<bool, NoRoom> {
    Ok(match people {
        Some(people) => people_bytes(people)?.is_some(),
        None => true,
    })
}

/// Reads the frame of an operation: its number, the checksum it names, its own, and its content.
///
/// # Errors
/// When it is none.
pub fn read_frame(bytes: &[u8]) -> Result<(u64, u64, u64, Reader<'_>), Fault> {
    let (told, sum) = sound(bytes.split_last_chunk::<8>())?;
    let sum = u64::from_le_bytes(*sum);
    let mut reader = Reader::new(told);
    if checksum(told) != sum || reader.u8()? != FORM {
        return Err(Fault::Damaged);
    }
    Ok((reader.u64()?, reader.u64()?, sum, reader))
}

/// Reads the content of an operation.
///
/// # Errors
/// When it is none.
pub fn read_act(mut reader: Reader<'_>) -> Result<Replayed, Fault> {
    let act = match reader.u8()? {
        0 => {
            let base = match reader.u8()? {
                0 => Base::Kept,
                1 => Base::Corrected(read_purchased(&mut reader)?),
                kind @ (2 | 3) => Base::Joined(kind == 3),
                _ => return Err(Fault::Damaged),
            };
            let entry = read_entry(&mut reader)?;
            let people = reader.optional(read_people)?;
            sound(entry.is_kept().then(|| Replayed::Record(Box::new((entry, people, base)))))?
        }
        1 => Replayed::Undo,
        2 => Replayed::Redo,
        _ => return Err(Fault::Damaged),
    };
    reader.end()?;
    Ok(act)
}
