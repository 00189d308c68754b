//! Who would lose least: the candidates to give up a license.

use super::Tenant;
use super::request;
use super::verdicts::Verdicts;
use crate::directory::{Row, RowSet, first_rows, sort_rows};
use crate::model::{Action, Holder, License, PoolKey};
use crate::retention::Condition;
use crate::time::Instant;
use std::cmp::Ordering;

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

/// Those who could give up a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    /// How many there are.
    pub count: u64,
    /// The first of them, those who lose least first.
    pub first: Vec<Candidate>,
}

/// What candidates are put in order by before their ids: why, the last backup, the deletion.
type Weight = (Class, Instant, Instant);

/// Who could give up a license of a pool, never a target of the request itself; at most so many are
/// named. Nobody else is compared by more than what they hold.
pub fn candidates(
    tenant: &Tenant,
    pool: PoolKey,
    most: usize,
    targets: &RowSet,
    at: Instant,
) -> Candidates {
    let directory = tenant.directory();
    let holdings = tenant.holdings();
    let codes = 0..u32::try_from(holdings.distinct()).unwrap_or(u32::MAX);
    let weights: Vec<Option<Weight>> =
        codes.map(|code| weigh(tenant, code, pool.license, at)).collect();
    let weight = |row: Row| {
        let known = weights.get(holdings.code_of(row) as usize).and_then(Option::as_ref);
        known.map(|(class, last_backup, deleted)| match class {
            Class::GuestStandard if directory.account_enabled(row) == Some(false) => {
                (Class::DisabledStandard, last_backup, deleted)
            }
            class => (*class, last_backup, deleted),
        })
    };
    let mut compare = |a: Row, b: Row| {
        weight(a).cmp(&weight(b)).then_with(|| directory.id(a).cmp(directory.id(b)))
    };
    let (mut archivable, mut others, mut count) = (Vec::new(), Vec::new(), 0);
    for (mut part, could_keep) in who_could(tenant, pool, targets, &weights) {
        count += part.count() as u64;
        // Who comes behind enough of those that can be archived is never among the first.
        if archivable.len() >= most {
            continue;
        }
        let barred = match could_keep {
            true => request::barred(tenant, Action::ActivateArchived, &part),
            false => part.clone(),
        };
        part.minus(&barred);
        others.extend(barred.iter());
        archivable.extend(part.iter());
    }
    // Whoever can be archived comes before all others while archived licenses are left.
    let mut archived = first_rows(&mut archivable.into_iter(), most, &mut compare);
    // Behind enough of those nobody else can be among the first.
    if let Some(&last) = archived.last().filter(|_| archived.len() == most) {
        others.retain(|&row| compare(row, last) == Ordering::Less);
    }
    let mut deactivated = first_rows(&mut others.into_iter(), most, &mut compare);
    let archive = PoolKey { holder: pool.holder, license: License::Archived };
    let left = tenant.pool(archive).available().and_then(|left| usize::try_from(left).ok());
    let rest = archived.split_off(left.unwrap_or(usize::MAX).min(archived.len()));
    deactivated.extend(rest);
    sort_rows(&mut deactivated, &mut compare);
    let named = |rows: Vec<Row>, how: How| {
        let verdicts = Verdicts::new(tenant, at, Some(how.action()));
        let candidate = move |row: Row| {
            let (class, ..) = weight(row)?;
            // What has aged out already is not lost by giving up the license.
            let purge_at =
                verdicts.of(row).purge_at.filter(|_| class != Class::ArchivedWithoutData);
            Some(Candidate { row, how, reason: class.reason(how), purge_at })
        };
        rows.into_iter().filter_map(candidate)
    };
    let all = named(archived, How::Archive).chain(named(deactivated, How::Deactivate));
    let first = all.take(most).collect();
    Candidates { count, first }
}

/// The holders of a pool who could give up their license, seen by whole sets: of a standard one only
/// who is deleted, disabled or a guest (see [`weigh`]). Each set comes whole before the next, and
/// with it whether an archived license would keep their data.
fn who_could(
    tenant: &Tenant,
    pool: PoolKey,
    targets: &RowSet,
    weights: &[Option<Weight>],
) -> Vec<(RowSet, bool)> {
    let (directory, holdings) = (tenant.directory(), tenant.holdings());
    let everyone = RowSet::full(directory.len());
    let mut holders = match pool.holder {
        Holder::Mailboxes => directory.mailboxes().clone(),
        Holder::Users => everyone.clone(),
    };
    if pool.holder == Holder::Users {
        holders.minus(directory.mailboxes());
    }
    holders.minus(targets);
    let weighing = |marked: &dyn Fn(Class) -> bool, within: &RowSet| {
        let marked = weights.iter().map(|known| known.is_some_and(|(class, ..)| marked(class)));
        holdings.select_marked(&marked.collect::<Vec<bool>>(), within)
    };
    if pool.license == License::Archived {
        return vec![(weighing(&|_| true, &holders), false)];
    }
    let deleted = weighing(&|class| class == Class::DeletedStandard, &holders);
    let mut disabled = directory.accounts_enabled().select(&[false, true, false], &everyone);
    let mut guests = directory.guests().clone();
    guests.minus(&disabled);
    for others in [&mut disabled, &mut guests] {
        others.and(&holders);
        others.minus(&deleted);
        // Of the many different holdings most are those of the deleted: the few left are soon found.
        *others = weighing(&|class| class != Class::DeletedStandard, others);
    }
    vec![(deleted, true), (disabled, true), (guests, false)]
}

/// What one of the distinct holdings weighs; none where it is not of the license or there is nothing
/// to give up. Whose account is disabled cannot be told from it: they count as guests here.
fn weigh(tenant: &Tenant, code: u32, license: License, at: Instant) -> Option<Weight> {
    use crate::model::ArchivedDeactivation::Grace;
    let holdings = tenant.holdings();
    if holdings.license_of(code) != Some(license) {
        return None;
    }
    let when = holdings.deleted_at_of(code);
    let deleted = when.unwrap_or(Instant::MAX);
    Some(match license {
        License::Standard if when.is_some_and(|when| when <= at) => {
            (Class::DeletedStandard, Instant::MIN, deleted)
        }
        License::Standard => (Class::GuestStandard, Instant::MIN, deleted),
        License::Archived => {
            let condition = Condition::of(&holdings.value(code), &tenant.policy, at);
            match condition.restorable(&tenant.policy, at) {
                None => (Class::ArchivedWithoutData, Instant::MIN, deleted),
                // Only data that would be lost is weighed by age; an unknown end counts as the newest.
                Some(_) if tenant.policy.archived_deactivation == Grace => {
                    let last_backup = condition.data.and_then(|data| data.to);
                    (Class::ArchivedWithData, last_backup.unwrap_or(Instant::MAX), deleted)
                }
                Some(_) => return None,
            }
        }
    })
}
