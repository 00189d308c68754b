//! Who would lose least: the candidates to give up a license.

use super::Tenant;
use super::request::licensable;
use crate::directory::{Keys, Row, RowSet, rank, sort_by_rank, sort_rows};
use crate::model::{Action, License, PoolKey};
use crate::retention::{Condition, judge};
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
    let mut holding_it = tenant.holdings().select(&RowSet::full(directory.len()), &mut |holding| {
        holding.license == Some(pool.license)
    });
    holding_it.minus(targets);
    let mut holders = Vec::new();
    let mut classes = Vec::new();
    for row in directory.list(&holding_it) {
        if directory.holder(row) == pool.holder
            && let Some(class) = classify(tenant, row, at)
        {
            let deleted = tenant.holdings().get(row).deleted_at.unwrap_or(Instant::MAX);
            // Only data that would be lost is weighed by age; an unknown end counts as the newest.
            let last_backup = match class {
                Class::ArchivedWithData => last_backup(tenant, row, at),
                _ => Instant::MIN,
            };
            classes.push((class, last_backup, deleted));
            holders.push(row);
        }
    }
    // Sorted are the places in the two lists above: by id, and then, leaving that order, by class.
    let id = |place: usize| holders.get(place).map_or(&[][..], |&row| directory.id(row).as_bytes());
    let ids = rank(Keys { count: holders.len(), key: &id, tie: &|_| &[] });
    let mut order: Vec<Row> = (0..holders.len()).map(Row::new).collect();
    sort_by_rank(&mut order, &ids, false);
    let key = |place: Row| classes.get(place.index());
    sort_rows(&mut order, &mut |a, b| key(a).cmp(&key(b)));

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
    let candidate = |(class, row, how): (Class, Row, How)| {
        let holding = tenant.holdings().get(row);
        let verdict = judge(&holding, &tenant.policy, at, Some(how.action()));
        // What has aged out already is not lost by giving up the license.
        let purge_at = verdict.purge_at.filter(|_| class != Class::ArchivedWithoutData);
        Candidate { row, how, reason: class.reason(how), purge_at }
    };
    archived.into_iter().map(candidate).collect()
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
