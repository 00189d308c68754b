//! Two tenants side by side at an instant.

use crate::directory::Row;
use crate::licensing::Tenant;
use crate::model::{Holding, License, NAMED_IDS};
use crate::retention::{Condition, Status};
use crate::time::Instant;

/// What differs between two tenants.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Holders of each of [`Status::ALL`], in both.
    pub status: [[u64; 2]; Status::ALL.len()],
    /// Holders whose data was lost by then, in both.
    pub lost: [u64; 2],
    /// Holders whose license or status differs, or who are in one only.
    pub differs: u64,
    /// Their ids, the first [`NAMED_IDS`].
    pub ids: Vec<String>,
}

/// Compares two tenants at an instant, person by person.
pub fn compare(one: &Tenant, other: &Tenant, at: Instant) -> Comparison {
    let mut found = Comparison::default();
    let same_rows = one.shares_directory(other);
    let (mine, theirs) = (held(one, at), held(other, at));
    for row in one.directory().rows() {
        let known = match same_rows {
            true => Some(row),
            false => other.directory().row_of(one.directory().id(row)),
        };
        let ours = of(&mine, one, row);
        found.count(ours, 0);
        if known.is_none_or(|known| {
            let other = of(&theirs, other, known);
            other.map(|held| held.seen) != ours.map(|held| held.seen)
        }) {
            found.note(one, row);
        }
    }
    for row in other.directory().rows() {
        found.count(of(&theirs, other, row), 1);
        if !same_rows && one.directory().row_of(other.directory().id(row)).is_none() {
            found.note(other, row);
        }
    }
    found
}

/// What a holding comes to at an instant.
#[derive(Clone, Copy)]
struct Held {
    seen: (Status, Option<License>),
    lost: bool,
}

/// Every distinct holding of a tenant, looked at once.
fn held(tenant: &Tenant, at: Instant) -> Vec<Held> {
    let look = |holding: Holding| {
        let condition = Condition::of(&holding, &tenant.policy, at);
        Held { seen: (condition.status, holding.license), lost: condition.purged_at.is_some() }
    };
    tenant.holdings().values().map(look).collect()
}

fn of(held: &[Held], tenant: &Tenant, row: Row) -> Option<Held> {
    held.get(tenant.holdings().code_of(row) as usize).copied()
}

impl Comparison {
    fn count(&mut self, held: Option<Held>, side: usize) {
        let Some(Held { seen: (status, _), lost }) = held else { return };
        let counts = self.status.get_mut(status as usize);
        if let Some(count) = counts.and_then(|counts| counts.get_mut(side)) {
            *count += 1;
        }
        if let Some(count) = self.lost.get_mut(side) {
            *count += u64::from(lost);
        }
    }

    fn note(&mut self, tenant: &Tenant, row: Row) {
        self.differs += 1;
        if self.ids.len() < NAMED_IDS {
            self.ids.push(tenant.directory().id(row).to_owned());
        }
    }
}
