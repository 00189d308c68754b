//! What is still to come: who is purged, deleted or joins when. Found by one look at everybody;
//! after that a year in which little happens costs little.

use crate::directory::{Holdings, Row, sort_rows};
use crate::licensing::{Tenant, licensable};
use crate::model::{Action, GroupLicensing, Holder, Holding, License};
use crate::retention::{Condition, Status};
use crate::time::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Rows by an instant, the earliest first. A row can be in it twice, or in vain: who takes it out
/// looks again.
#[derive(Debug, Default)]
pub(super) struct Dates(BinaryHeap<Reverse<(Instant, Row)>>);

impl Dates {
    /// The earliest instant.
    pub fn first(&self) -> Option<Instant> {
        self.0.peek().map(|Reverse((at, _))| *at)
    }

    pub fn push(&mut self, at: Instant, row: Row) {
        self.0.push(Reverse((at, row)));
    }

    /// Takes out everything up to an instant, by instant and then by row, each once.
    pub fn take(&mut self, until: Instant) -> Vec<(Instant, Row)> {
        let mut taken = Vec::new();
        while self.first().is_some_and(|first| first <= until) {
            if let Some(Reverse(entry)) = self.0.pop()
                && taken.last() != Some(&entry)
            {
                taken.push(entry);
            }
        }
        taken
    }
}

/// What is to come of a tenant.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    /// Data in grace, by its purge.
    pub purges: Dates,
    /// Users on standard who are still present, by their deletion; only with `auto-archive`.
    pub deletions: Dates,
    /// Users who are still to be noticed, by their joining; only with `group-licensing`.
    pub joins: Dates,
    /// Users to be archived, in order of deletion once `sorted`.
    pub paused: Vec<Row>,
    sorted: bool,
}

impl Agenda {
    /// Looks at everybody: what is to come after an instant, and who joined after the last sync.
    pub fn new(tenant: &Tenant, now: Instant, last_sync: Instant) -> Self {
        let mut agenda = Self::default();
        let rows = (0..tenant.directory().len()).map(Row::new);
        agenda.add(tenant, &mut { rows }, now, last_sync);
        agenda
    }

    /// Looks at some people again.
    pub fn add(
        &mut self,
        tenant: &Tenant,
        rows: &mut dyn Iterator<Item = Row>,
        now: Instant,
        last_sync: Instant,
    ) {
        let (directory, holdings) = (tenant.directory(), tenant.holdings());
        let joiners = tenant.policy.group_licensing.is_some();
        // Who changed may be among the paused, and not paused any more.
        self.sorted = false;
        let licensable = licensable(tenant, Action::ActivateArchived);
        for row in rows {
            match holdings.license(row) {
                None => {
                    if let Some(due) = due(&holdings.get(row), tenant, now) {
                        self.purges.push(due, row);
                    }
                    if joiners
                        && let Some(joined) = directory.joined_at(row)
                        && joined > last_sync
                    {
                        self.joins.push(joined, row);
                    }
                }
                Some(License::Standard) if tenant.policy.auto_archive => {
                    if directory.holder(row) == Holder::Users
                        && let Some(deleted) = deleted_at(holdings, row)
                        && licensable(row)
                    {
                        if deleted <= now {
                            self.paused.push(row);
                            self.sorted = false;
                        } else {
                            self.deletions.push(deleted, row);
                        }
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// The deletions up to an instant have come.
    pub fn delete(&mut self, until: Instant) {
        for (_, row) in self.deletions.take(until) {
            self.paused.push(row);
            self.sorted = false;
        }
    }

    /// The users to be archived at an instant: on standard and deleted, in order of deletion.
    pub fn paused(&mut self, tenant: &Tenant, at: Instant) -> &mut Vec<Row> {
        if !self.sorted {
            let (directory, holdings) = (tenant.directory(), tenant.holdings());
            let deleted = |row| deleted_at(holdings, row).unwrap_or(Instant::MAX);
            self.paused.retain(|&row| {
                holdings.license(row) == Some(License::Standard) && deleted(row) <= at
            });
            sort_rows(&mut self.paused, &mut |a, b| {
                let order = deleted(a).cmp(&deleted(b));
                order.then_with(|| directory.id(a).cmp(directory.id(b)))
            });
            self.paused.dedup();
            self.sorted = true;
        }
        &mut self.paused
    }
}

fn deleted_at(holdings: &Holdings, row: Row) -> Option<Instant> {
    holdings.get(row).deleted_at
}

/// When data in grace at an instant goes.
pub(super) fn due(holding: &Holding, tenant: &Tenant, now: Instant) -> Option<Instant> {
    if holding.purge_at.is_none() && holding.unassigned_at.is_none() {
        return None;
    }
    let condition = Condition::of(holding, &tenant.policy, now);
    condition.purge_at.filter(|_| condition.status == Status::Grace)
}

/// Whether the setting is about a user: everybody, or a member of a listed group.
pub(super) fn is_listed(tenant: &Tenant, row: Row) -> bool {
    match &tenant.policy.group_licensing {
        None => false,
        Some(GroupLicensing::AllNewUsers) => true,
        Some(GroupLicensing::Groups(groups)) => {
            let mut own = tenant.directory().groups().get(row);
            own.any(|group| groups.iter().any(|listed| listed == group))
        }
    }
}
