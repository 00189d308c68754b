//! The ledger as bytes.
//!
//! An import replaces the people, and to undo it those before are needed, to make it again those
//! after. They are stored as a snapshot within, where they take no more than [`MOST`] bytes. An
//! import with more can only be remembered, and so can what lies beyond it: such entries keep their
//! place in the history, and are not undone any more once the snapshot has been opened.

use super::bytes::{Fault, Reader, Writer, sound};
use super::entry::{read_entry, write_entry};
use super::open::people_of;
use super::store::Stored;
use crate::directory::NoRoom;
use crate::licensing::{People, Tenant};
use crate::plan::{Entry, Ledger};
use std::rc::Rc;

/// How many bytes the people of another time may take.
pub const MOST: usize = 16 << 20;

/// People as a snapshot; none when they take too many bytes.
pub fn people_bytes(people: &People) -> Result<Option<Vec<u8>>, NoRoom> {
    let mut tenant = Tenant::default();
    tenant.set_people(people.clone());
    let stored = Stored::bare(&tenant);
    Ok(if stored.size() > MOST { None } else { Some(stored.to_bytes()?) })
}

/// The people an entry needs to be undone, or to be made again: none when it needs none, or when
/// they cannot be stored, which is false.
fn needed(entry: &Entry, done: bool) -> Result<(bool, Option<Vec<u8>>), NoRoom> {
    if !entry.is_kept() {
        return Ok((false, None));
    }
    let Some(people) = &entry.delta.people else {
        return Ok((true, None));
    };
    let bytes = people_bytes(if done { &people.0 } else { &people.1 })?;
    Ok((bytes.is_some(), bytes))
}

/// Writes a ledger; nothing for one without entries.
pub fn write_ledger(ledger: &Ledger) -> Result<Vec<u8>, NoRoom> {
    let entries = ledger.entries();
    let mut writer = Writer::default();
    if entries.is_empty() {
        return Ok(writer.into_bytes());
    }
    // From where the ledger stands outwards, until an entry cannot be kept.
    let mut people: Vec<Option<Option<Vec<u8>>>> = vec![None; entries.len()];
    let (past, future): (Vec<_>, Vec<_>) =
        entries.iter().zip(&mut people).enumerate().partition(|(place, _)| *place < ledger.done());
    for (_, (entry, place)) in past.into_iter().rev() {
        match needed(entry, true)? {
            (true, bytes) => *place = Some(bytes),
            (false, _) => break,
        }
    }
    for (_, (entry, place)) in future {
        match needed(entry, false)? {
            (true, bytes) => *place = Some(bytes),
            (false, _) => break,
        }
    }
    writer.count(entries.len());
    writer.count(ledger.done());
    for (entry, kept) in entries.iter().zip(people) {
        write_entry(&mut writer, entry, kept.is_some());
        writer.optional(kept.flatten(), |writer, bytes| {
            writer.count(bytes.len());
            writer.put(&bytes);
        });
    }
    Ok(writer.into_bytes())
}

/// Reads the ledger of a tenant.
pub fn read_ledger(reader: &mut Reader<'_>, tenant: &Tenant) -> Result<Ledger, Fault> {
    let count = reader.count(1)?;
    let done = reader.count(0)?;
    if count == 0 || done > count {
        return Err(Fault::Damaged);
    }
    let mut entries = Vec::new();
    for place in 0..count {
        let entry = read_entry(reader)?;
        let people = reader.optional(read_people)?;
        if people.is_some() && !entry.is_kept() {
            return Err(Fault::Damaged);
        }
        entries.push((place, entry, people));
    }
    // The other people of each import are those the ledger comes to from where it stands.
    let mut at = tenant.clone();
    for (_, entry, before) in entries.iter_mut().take(done).rev() {
        if let Some(before) = before.take() {
            entry.delta.people = Some(Box::new((before, at.people())));
        }
        entry.delta.undo(&mut at);
    }
    let mut at = tenant.clone();
    for (_, entry, after) in entries.iter_mut().skip(done) {
        entry.delta.redo(&mut at);
        if let Some(after) = after.take() {
            entry.delta.people = Some(Box::new((at.people(), after.clone())));
            at.set_people(after);
        }
    }
    let entries = entries.into_iter().map(|(_, entry, _)| Rc::new(entry)).collect();
    Ok(Ledger::new(entries, done))
}

/// Reads people stored within.
pub fn read_people(reader: &mut Reader<'_>) -> Result<People, Fault> {
    let len = reader.count(1)?;
    sound(people_of(reader.take(len)?))
}
