//! Two tenants side by side at an instant.

use crate::directory::Row;
use crate::licensing::Tenant;
use crate::model::NAMED_IDS;
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
    for row in one.directory().rows() {
        let known =
            if same_rows { Some(row) } else { other.directory().row_of(one.directory().id(row)) };
        let mine = found.count(one, row, at, 0);
        match known {
            Some(known) if same_rows || known.index() < other.directory().len() => {
                let theirs = condition(other, known, at);
                let license = |tenant: &Tenant, row| tenant.holdings().license(row);
                if mine != theirs.status || license(one, row) != license(other, known) {
                    found.note(one, row);
                }
            }
            _ => found.note(one, row),
        }
    }
    for row in other.directory().rows() {
        found.count(other, row, at, 1);
        if !same_rows && one.directory().row_of(other.directory().id(row)).is_none() {
            found.note(other, row);
        }
    }
    found
}

fn condition(tenant: &Tenant, row: Row, at: Instant) -> Condition {
    Condition::of(&tenant.holdings().get(row), &tenant.policy, at)
}

impl Comparison {
    fn count(&mut self, tenant: &Tenant, row: Row, at: Instant, side: usize) -> Status {
        let condition = condition(tenant, row, at);
        let counts = self.status.get_mut(condition.status as usize);
        if let Some(count) = counts.and_then(|counts| counts.get_mut(side)) {
            *count += 1;
        }
        if condition.purged_at.is_some()
            && let Some(count) = self.lost.get_mut(side)
        {
            *count += 1;
        }
        condition.status
    }

    fn note(&mut self, tenant: &Tenant, row: Row) {
        self.differs += 1;
        if self.ids.len() < NAMED_IDS {
            self.ids.push(tenant.directory().id(row).to_owned());
        }
    }
}
