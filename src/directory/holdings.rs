//! What everyone holds, in columns; the part of a tenant that requests change.

use super::{Codes, Instants, Row, RowSet};
use crate::model::{Data, DataField, Holding, License};
use crate::time::Instant;
use std::rc::Rc;

/// One byte a row: license, previous license and how much is known of the data.
fn pack(holding: &Holding) -> u8 {
    let license = |license| match license {
        None => 0,
        Some(License::Standard) => 1,
        Some(License::Archived) => 2,
    };
    let data = match holding.data {
        DataField::Absent => 0,
        DataField::None => 1,
        DataField::Some(_) => 2,
    };
    license(holding.license) | license(holding.previous_license) << 2 | data << 4
}

/// The license in a packed byte; the previous one after a shift by two.
fn license(bits: u32) -> Option<License> {
    match bits & 3 {
        1 => Some(License::Standard),
        2 => Some(License::Archived),
        _ => None,
    }
}

/// The holdings of all rows. Copies share their columns until one of them changes.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    packed: Rc<Codes>,
    licensed_at: Instants,
    unassigned_at: Instants,
    purge_at: Instants,
    purged_at: Instants,
    deleted_at: Instants,
    data_from: Instants,
    data_to: Instants,
}

impl Holdings {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// Adds a row.
    pub fn push(&mut self, holding: &Holding) {
        let data = known_data(holding);
        Rc::make_mut(&mut self.packed).push(pack(holding).into());
        self.licensed_at.push(holding.licensed_at);
        self.unassigned_at.push(holding.unassigned_at);
        self.purge_at.push(holding.purge_at);
        self.purged_at.push(holding.purged_at);
        self.deleted_at.push(holding.deleted_at);
        self.data_from.push(data.from);
        self.data_to.push(data.to);
    }

    /// The license of a row.
    pub fn license(&self, row: Row) -> Option<License> {
        license(self.packed.get(row))
    }

    /// The licenses of all rows, as codes that [`Holdings::license_of`] reads.
    pub fn licenses(&self) -> &Codes {
        &self.packed
    }

    /// The license of a code.
    pub fn license_of(code: u32) -> Option<License> {
        license(code)
    }

    /// The license before of a code.
    pub fn previous_license_of(code: u32) -> Option<License> {
        license(code >> 2)
    }

    /// A column of instants, by our name of it.
    pub fn instants(&self, name: &str) -> Option<&Instants> {
        match name {
            "licensedAt" => Some(&self.licensed_at),
            "unassignedAt" => Some(&self.unassigned_at),
            "purgedAt" => Some(&self.purged_at),
            "deletedAt" => Some(&self.deleted_at),
            _ => None,
        }
    }

    /// The holding of a row; an empty one beyond the end.
    pub fn get(&self, row: Row) -> Holding {
        let bits = self.packed.get(row);
        Holding {
            license: license(bits),
            previous_license: license(bits >> 2),
            licensed_at: self.licensed_at.get(row),
            unassigned_at: self.unassigned_at.get(row),
            purge_at: self.purge_at.get(row),
            purged_at: self.purged_at.get(row),
            deleted_at: self.deleted_at.get(row),
            data: match bits >> 4 & 3 {
                1 => DataField::None,
                2 => DataField::Some(Data {
                    from: self.data_from.get(row),
                    to: self.data_to.get(row),
                }),
                _ => DataField::Absent,
            },
        }
    }

    /// Who is deleted at an instant.
    pub fn deleted_by(&self, at: Instant) -> RowSet {
        self.deleted_at.longs().select(i64::MIN, at.millis(), &RowSet::full(self.len()))
    }

    /// Gives rows that all hold the same another holding, column by column.
    pub fn set(&mut self, rows: &[Row], before: &Holding, after: &Holding) {
        Rc::make_mut(&mut self.packed).set(rows, pack(after));
        let (old, new) = (known_data(before), known_data(after));
        for (column, before, after) in [
            (&mut self.licensed_at, before.licensed_at, after.licensed_at),
            (&mut self.unassigned_at, before.unassigned_at, after.unassigned_at),
            (&mut self.purge_at, before.purge_at, after.purge_at),
            (&mut self.purged_at, before.purged_at, after.purged_at),
            (&mut self.deleted_at, before.deleted_at, after.deleted_at),
            (&mut self.data_from, old.from, new.from),
            (&mut self.data_to, old.to, new.to),
        ] {
            if before != after {
                column.set(rows, after);
            }
        }
    }
}

fn known_data(holding: &Holding) -> Data {
    match holding.data {
        DataField::Some(data) => data,
        DataField::Absent | DataField::None => Data::UNKNOWN,
    }
}
