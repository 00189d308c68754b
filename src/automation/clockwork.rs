//! The run of time: from one instant at which something happens to the next.

use super::agenda::{Agenda, due};
use super::occurrence::Occurrence;
use super::sync;
use crate::directory::{Row, sort_rows};
use crate::licensing::{Effect, Tenant, licensable};
use crate::model::{Action, Code, Holder, License, PoolKey, Prices, Purchased, Rule};
use crate::retention::Status;
use crate::time::{DAY_MS, Instant};

/// Whether no sync can change this tenant, whenever it runs.
pub fn is_idle(tenant: &Tenant) -> bool {
    let policy = &tenant.policy;
    !policy.auto_archive && policy.group_licensing.is_none() && tenant.waiting().is_empty()
}

/// What advice adds to a run: it buys whatever a sync is short of, and saves data from its purge.
#[derive(Debug, Default)]
pub struct Advice {
    /// What was bought, at the last instant that still helps.
    pub bought: Vec<(Instant, Purchased, Option<Prices>)>,
    /// The license that saves data, and until when: what goes later is nobody's concern. None lets
    /// data go.
    pub saves_with: Option<(License, Instant)>,
    /// Whether data was saved while a license of the other type was free: another way may be
    /// cheaper.
    pub loose: bool,
    /// Whose data was saved, the day before it goes.
    pub saved: Vec<(Instant, Row)>,
    /// Something that was needed could not be bought.
    pub hopeless: bool,
}

/// A tenant's time, wound up at one instant.
#[derive(Debug)]
pub struct Clockwork {
    pub(super) now: Instant,
    /// Up to here all syncs have run; a purge of the instant of a sync comes before it.
    synced: Instant,
    pub(super) agenda: Agenda,
    /// Set to find out what would have to be bought.
    pub advice: Option<Advice>,
}

/// The last sync at or before an instant.
pub(super) fn last_sync(tenant: &Tenant, at: Instant) -> Instant {
    let since = at.millis() - tenant.policy.sync_anchor.millis();
    Instant::from_millis(at.millis() - since.rem_euclid(DAY_MS)).unwrap_or(Instant::MIN)
}

/// The first sync at or after an instant; none after the year 9999.
fn next_sync(tenant: &Tenant, at: Instant) -> Option<Instant> {
    let since = at.millis() - tenant.policy.sync_anchor.millis();
    Instant::from_millis(at.millis() + (-since).rem_euclid(DAY_MS))
}

/// One millisecond later.
fn after(at: Instant) -> Instant {
    Instant::from_millis(at.millis() + 1).unwrap_or(Instant::MAX)
}

impl Clockwork {
    /// Winds up a tenant at an instant.
    pub fn new(tenant: &Tenant, now: Instant) -> Self {
        let agenda = Agenda::new(tenant, now, last_sync(tenant, now));
        Self { now, synced: now, agenda, advice: None }
    }

    /// A command has changed some people.
    pub fn changed(&mut self, tenant: &Tenant, effect: &Effect) {
        for group in effect.groups() {
            self.look(tenant, &mut group.rows.iter().copied());
        }
    }

    /// Some people are new, or are others than before.
    pub fn look(&mut self, tenant: &Tenant, rows: &mut dyn Iterator<Item = Row>) {
        self.agenda.add(tenant, rows, self.now, last_sync(tenant, self.now));
    }

    /// People have joined by plan, at an instant.
    pub fn join(&mut self, tenant: &Tenant, rows: std::ops::Range<usize>, at: Instant) {
        if tenant.policy.group_licensing.is_some() {
            rows.clone().for_each(|row| self.agenda.joins.push(at, Row::new(row)));
        }
        self.look(tenant, &mut rows.map(Row::new));
    }

    /// The settings have changed, on which everything depends.
    pub fn configured(&mut self, tenant: &Tenant) {
        self.agenda = Agenda::new(tenant, self.now, last_sync(tenant, self.now));
    }

    /// Lets time pass: everything due after now, until an instant, happens.
    pub fn run(&mut self, tenant: &mut Tenant, until: Instant, out: &mut Vec<Occurrence>) {
        loop {
            let purge = self.agenda.purges.first();
            let sync = self.sync_needed(tenant);
            let save = self.next_save();
            let next = [purge, sync, save].into_iter().flatten().min();
            let Some(next) = next.filter(|&next| next <= until) else {
                break;
            };
            // Purges come before a sync of the same instant, and what advice adds after it.
            if purge == Some(next) {
                self.now = next.max(self.now);
                self.purge(tenant, out);
            } else if sync == Some(next) {
                sync::run(self, tenant, next, out);
                (self.now, self.synced) = (next, next);
            } else {
                self.now = next.max(self.now);
                self.save(tenant, out);
            }
        }
        self.now = until.max(self.now);
        self.synced = self.now;
    }

    /// The next sync that has something to do.
    fn sync_needed(&self, tenant: &Tenant) -> Option<Instant> {
        let agenda = &self.agenda;
        let soon = after(self.synced);
        let waits = !agenda.paused.is_empty() || !tenant.waiting().is_empty();
        let from = [waits.then_some(soon), agenda.deletions.first(), agenda.joins.first()];
        let from = from.into_iter().flatten().min()?;
        next_sync(tenant, from.max(soon))
    }

    /// Data goes for good, at this instant, in the order of ids.
    fn purge(&mut self, tenant: &Tenant, out: &mut Vec<Occurrence>) {
        let at = self.now;
        let just_before = Instant::from_millis(at.millis() - 1).unwrap_or(at);
        let taken = self.agenda.purges.take(at);
        let mut rows: Vec<Row> = taken
            .into_iter()
            .filter(|&(when, row)| {
                // Who got a license since, or another date, is not purged now.
                due(&tenant.holdings().get(row), tenant, just_before) == Some(when)
            })
            .map(|(_, row)| row)
            .collect();
        let directory = tenant.directory();
        sort_rows(&mut rows, &mut |a, b| directory.id(a).cmp(directory.id(b)));
        for row in rows {
            out.push(Occurrence {
                before: Some(Status::Grace),
                after: Some(Status::Purged),
                ..Occurrence::to(at, Code::Purged, Rule::Grace60, row)
            });
        }
    }

    /// When advice has to save the next data: a day before it goes.
    fn next_save(&self) -> Option<Instant> {
        let (_, horizon) = self.advice.as_ref().filter(|advice| !advice.hopeless)?.saves_with?;
        let due = self.agenda.purges.first().filter(|&due| due <= horizon)?;
        Some(due.minus_days(1).max(self.now))
    }

    /// Gives a license to everybody whose data goes within a day, buying what is missing.
    fn save(&mut self, tenant: &mut Tenant, out: &mut Vec<Occurrence>) {
        let asked = self.advice.as_ref().and_then(|advice| advice.saves_with);
        let Some((license, horizon)) = asked else {
            return;
        };
        let (action, other) = match license {
            License::Standard => (Action::ActivateStandard, License::Archived),
            License::Archived => (Action::ActivateArchived, License::Standard),
        };
        let at = self.now;
        let due_by = at.plus_days(1).min(horizon);
        let licensable = licensable(tenant, action);
        let taken = self.agenda.purges.take(due_by);
        let mut pools = [Vec::new(), Vec::new()];
        for (when, row) in taken {
            if due(&tenant.holdings().get(row), tenant, at) != Some(when) {
                continue;
            }
            let [users, mailboxes] = &mut pools;
            if !licensable(row) {
                // Nothing can keep this data.
                continue;
            }
            if tenant.directory().holder(row) == Holder::Users {
                users.push(row);
            } else {
                mailboxes.push(row);
            }
        }
        drop(licensable);
        for (rows, holder) in pools.into_iter().zip(Holder::ALL) {
            let key = PoolKey { holder, license };
            let wanted = rows.len() as u64;
            if sync::supply(self, tenant, key, wanted, at, at, None, out) < wanted {
                if let Some(advice) = &mut self.advice {
                    advice.hopeless = true;
                }
                self.look(tenant, &mut rows.into_iter());
            } else {
                let other = PoolKey { holder, license: other };
                let free = tenant.pool(other).available() != Some(0);
                if let Some(advice) = &mut self.advice {
                    advice.loose |= free && !rows.is_empty();
                    advice.saved.extend(rows.iter().map(|&row| (at, row)));
                }
                sync::grant(self, tenant, &rows, action, at, None, out);
            }
        }
    }
}
