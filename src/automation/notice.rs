//! What an import tells the next sync: who is new, who came back, whose mailbox changed kind.

use super::agenda::is_listed;
use crate::directory::{Row, RowSet};
use crate::licensing::{People, Tenant, Waiting, Why};
use crate::model::{GroupLicensing, Holder, License};
use crate::time::Instant;
use std::rc::Rc;

/// Puts whoever an import changed before the next sync. Who was added without a date of joining
/// joined when the file was read, unless it was the first file of all: those people were there
/// before.
pub fn notice(tenant: &mut Tenant, before: &People, at: Instant) {
    let (directory, holdings) = (tenant.directory(), tenant.holdings());
    let known = before.directory.len();
    let mut waiting = Vec::new();
    let mut wait = |row, why| waiting.push(Waiting { since: at, row, why });
    let joined_group = newly_listed(tenant, before);
    for row in (0..known).map(Row::new) {
        let license = holdings.license(row);
        if license.is_some() && directory.holder(row) != before.directory.holder(row) {
            wait(row, Why::Converted);
        }
        if license == Some(License::Archived)
            && before.holdings.get(row).deleted_at.is_some()
            && holdings.get(row).deleted_at.is_none()
        {
            wait(row, Why::Returned);
        }
        if license.is_none() && joined_group.contains(row) {
            wait(row, Why::Joined);
        }
    }
    if known > 0 {
        for row in (known..directory.len()).map(Row::new) {
            if holdings.license(row).is_none()
                && directory.joined_at(row).is_none()
                && directory.holder(row) == Holder::Users
                && is_listed(tenant, row)
            {
                wait(row, Why::Joined);
            }
        }
    }
    if !waiting.is_empty() {
        waiting.extend(tenant.waiting().iter());
        tenant.set_waiting(Rc::new(waiting));
    }
}

/// The people known before who are in a listed group now and were in none.
fn newly_listed(tenant: &Tenant, before: &People) -> RowSet {
    let known = before.directory.len();
    match &tenant.policy.group_licensing {
        Some(GroupLicensing::Groups(groups)) => RowSet::from_fn(known, |row| {
            let mut old = before.directory.groups().get(row);
            is_listed(tenant, row) && !old.any(|group| groups.iter().any(|listed| listed == group))
        }),
        None | Some(GroupLicensing::AllNewUsers) => RowSet::default(),
    }
}
