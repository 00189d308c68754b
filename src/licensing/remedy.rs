//! Who would lose least: the candidates to give up a license.

use super::Tenant;
use super::request::licensable;
use super::verdicts::Verdicts;
use crate::directory::{Keys, Row, RowSet, rank, rank_numbers, sort_by_rank};
use crate::model::{Action, Holder, License, PoolKey};
use crate::retention::Condition;
use crate::time::Instant;

/// How a candidate's license is freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By an archived license instead: nothing is lost.
    Archive,
    /// By taking the license away.
    Deactivate,
}

impl How {
    /// `archive` or `deactivate`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Deactivate => "deactivate",
        }
    }

    /// The request that frees the license.
    pub fn action(self) -> Action {
        match self {
            Self::Archive => Action::ActivateArchived,
            Self::Deactivate => Action::Deactivate,
        }
    }
}

/// Why somebody could give up a license, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    DeletedStandard,
    DisabledStandard,
    GuestStandard,
    ArchivedWithoutData,
    ArchivedWithData,
}

impl Class {
    fn reason(self, how: How) -> &'static str {
        match (self, how) {
            (Self::DeletedStandard, How::Archive) => {
                "deleted in Microsoft 365; an archived license keeps the data"
            }
            (Self::DisabledStandard, How::Archive) => {
                "the account is disabled; an archived license keeps the data, backups stop"
            }
            (Self::DeletedStandard, How::Deactivate) => {
                "deleted in Microsoft 365; no archived license can be had"
            }
            (Self::DisabledStandard, How::Deactivate) => {
                "the account is disabled; no archived license can be had"
            }
            (Self::GuestStandard, _) => "a guest on a standard license",
            (Self::ArchivedWithoutData, _) => "an archived license without any data to keep",
            (Self::ArchivedWithData, _) => "an archived license with old data",
        }
    }
}

/// Somebody who could give up a license, and what that costs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub row: Row,
    /// How.
    pub how: How,
    /// Why this one, in words.
    pub reason: &'static str,
    /// When their data goes; none where nothing is lost.
    pub purge_at: Option<Instant>,
}

/// At most `count` candidates to give up a license of a pool, those who lose least first; never a
/// target of the request itself.
pub fn candidates(
    tenant: &Tenant,
    pool: PoolKey,
    count: u64,
    targets: &RowSet,
    at: Instant,
) -> Vec<Candidate> {
    let directory = tenant.directory();
    let mut holders = Vec::new();
    let mut classes = Vec::new();
    for row in directory.list(&who_could(tenant, pool, targets, at)) {
        if let Some(class) = classify(tenant, row, at) {
            let deleted = tenant.holdings().get(row).deleted_at;
            // Only data that would be lost is weighed by age; an unknown end counts as the newest.
            let last_backup = match class {
                Class::ArchivedWithData => last_backup(tenant, row, at),
                _ => Instant::MIN,
            };
            classes.push((class, last_backup, deleted.unwrap_or(Instant::MAX)));
            holders.push(row);
        }
    }
    // Sorted are the places in the two lists above: what counts most comes last, because each
    // sorting leaves equal ones as those before put them.
    let id = |place: usize| holders.get(place).map_or(&[][..], |&row| directory.id(row).as_bytes());
    let ids = rank(Keys { count: holders.len(), key: &id, tie: &|_| &[] });
    let mut order: Vec<Row> = (0..holders.len()).map(Row::new).collect();
    sort_by_rank(&mut order, &ids, false);
    let mut by = |number: fn(&(Class, Instant, Instant)) -> i64| {
        let number = |place: usize| classes.get(place).map(number);
        sort_by_rank(&mut order, &rank_numbers(holders.len(), &number), false);
    };
    by(|(.., deleted)| deleted.millis());
    by(|(_, last_backup, _)| last_backup.millis());
    by(|(class, ..)| *class as i64);

    let archive = PoolKey { holder: pool.holder, license: License::Archived };
    let mut to_archive = tenant.pool(archive).available();
    let licensable = licensable(tenant, Action::ActivateArchived);
    let (mut archived, mut deactivated) = (Vec::new(), Vec::new());
    for place in order {
        let class = classes.get(place.index()).map(|&(class, ..)| class);
        let (Some(class), Some(&row)) = (class, holders.get(place.index())) else {
            continue;
        };
        let archivable =
            matches!(class, Class::DeletedStandard | Class::DisabledStandard) && licensable(row);
        let how = match &mut to_archive {
            _ if !archivable => How::Deactivate,
            Some(0) => How::Deactivate,
            Some(left) => {
                *left -= 1;
                How::Archive
            }
            None => How::Archive,
        };
        let list = if how == How::Archive { &mut archived } else { &mut deactivated };
        list.push((class, row, how));
    }
    archived.append(&mut deactivated);
    archived.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    let mut verdicts =
        [How::Archive, How::Deactivate].map(|how| Verdicts::new(tenant, at, Some(how.action())));
    let candidate = |(class, row, how): (Class, Row, How)| {
        let [archive, deactivate] = &mut verdicts;
        let verdict = if how == How::Archive { archive } else { deactivate }.of(row);
        // What has aged out already is not lost by giving up the license.
        let purge_at = verdict.purge_at.filter(|_| class != Class::ArchivedWithoutData);
        Candidate { row, how, reason: class.reason(how), purge_at }
    };
    archived.into_iter().map(candidate).collect()
}

/// The holders of a pool who could give up their license, seen by whole sets: of a standard one only
/// who is deleted, disabled or a guest (see [`classify`]).
fn who_could(tenant: &Tenant, pool: PoolKey, targets: &RowSet, at: Instant) -> RowSet {
    let directory = tenant.directory();
    let everyone = RowSet::full(directory.len());
    let mut holders = match pool.holder {
        Holder::Mailboxes => directory.mailboxes().clone(),
        Holder::Users => everyone.clone(),
    };
    if pool.holder == Holder::Users {
        holders.minus(directory.mailboxes());
    }
    holders.minus(targets);
    let mut holders =
        tenant.holdings().select(&holders, &mut |held| held.license == Some(pool.license));
    if pool.license == License::Standard {
        let mut expendable = directory.accounts_enabled().select(&[false, true], &everyone);
        expendable.or(directory.guests());
        expendable.or(&tenant.holdings().deleted_by(at));
        holders.and(&expendable);
    }
    holders
}

fn classify(tenant: &Tenant, row: Row, at: Instant) -> Option<Class> {
    use crate::model::ArchivedDeactivation::Grace;
    let directory = tenant.directory();
    let holding = tenant.holdings().get(row);
    match holding.license? {
        License::Standard if holding.deleted_at.is_some_and(|when| when <= at) => {
            Some(Class::DeletedStandard)
        }
        License::Standard if directory.account_enabled(row) == Some(false) => {
            Some(Class::DisabledStandard)
        }
        License::Standard => directory.is_guest(row).then_some(Class::GuestStandard),
        License::Archived => {
            let condition = Condition::of(&holding, &tenant.policy, at);
            match condition.restorable(&tenant.policy, at) {
                None => Some(Class::ArchivedWithoutData),
                Some(_) => (tenant.policy.archived_deactivation == Grace)
                    .then_some(Class::ArchivedWithData),
            }
        }
    }
}

fn last_backup(tenant: &Tenant, row: Row, at: Instant) -> Instant {
    let condition = Condition::of(&tenant.holdings().get(row), &tenant.policy, at);
    condition.data.and_then(|data| data.to).unwrap_or(Instant::MAX)
}
