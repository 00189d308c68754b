//! What a request, or nothing at all, does to one holding: the table of outcomes.

use super::condition::{Condition, Status, next_backup, recorded_data};
use super::few::Few;
use crate::model::{
    Action, ArchivedDeactivation, Code, Data, DataField, Holding, License, Policy, Rule,
};
use crate::time::Instant;

/// What is asked for one holder; none asks only what happens if nobody does anything.
pub type Asked = Option<Action>;

/// What becomes of a holder's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Daily backups start afresh.
    BackupsStart,
    /// Daily backups go on where they ended; the data is kept.
    BackupsResume,
    /// Daily backups go on as before.
    BackupsContinue,
    /// The data is kept while the license is.
    Retained,
    /// The data is kept until the purge.
    RetainedUntil,
    /// The data is gone at that instant.
    Lost,
    /// There is no data to keep.
    NothingToRetain,
    /// Nothing changes.
    Unchanged,
    /// The retention setting leaves nothing of the data.
    AgedOut,
    /// The holder cannot be served.
    Refused,
}

impl Outcome {
    /// All, in the order of the rules.
    pub const ALL: [Self; 10] = [
        Self::BackupsStart,
        Self::BackupsResume,
        Self::BackupsContinue,
        Self::Retained,
        Self::RetainedUntil,
        Self::Lost,
        Self::NothingToRetain,
        Self::Unchanged,
        Self::AgedOut,
        Self::Refused,
    ];

    /// The word used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BackupsStart => "backupsStart",
            Self::BackupsResume => "backupsResume",
            Self::BackupsContinue => "backupsContinue",
            Self::Retained => "retained",
            Self::RetainedUntil => "retainedUntil",
            Self::Lost => "lost",
            Self::NothingToRetain => "nothingToRetain",
            Self::Unchanged => "unchanged",
            Self::AgedOut => "agedOut",
            Self::Refused => "refused",
        }
    }
}

/// The judgement on one holding: what becomes of it, when, and by which rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The condition before.
    pub before: Condition,
    /// The status right after.
    pub after: Status,
    /// What becomes of the data.
    pub outcome: Outcome,
    /// The record right after; the same as before where nothing changes.
    pub holding: Holding,
    /// What can be restored right after.
    pub data: Option<Data>,
    /// When the data goes, or went at this instant; none where it stays or is gone already.
    pub purge_at: Option<Instant>,
    /// The next backup after this instant; none where none runs.
    pub next_backup_by: Option<Instant>,
    /// Whole days since the license was taken away, for status `grace` and `purged`.
    pub days_unlicensed: Option<i64>,
    /// The rules it follows from.
    pub rules: Few<Rule>,
    /// What to warn of.
    pub warnings: Few<Code>,
}

impl Verdict {
    /// Whether the request changes this holder.
    pub fn changes(&self) -> bool {
        !matches!(self.outcome, Outcome::Unchanged | Outcome::BackupsContinue | Outcome::Refused)
    }
}

/// Judges one holding: the table of outcomes in the rules.
///
/// ```
/// use seatplan::model::{Action, DataField, Data, Holding, License, Policy};
/// use seatplan::retention::{judge, Outcome};
/// use seatplan::time::Instant;
/// let holding = Holding { license: Some(License::Standard), ..Holding::default() };
/// let at = Instant::parse("2026-01-01T00:00:00Z").unwrap();
/// let verdict = judge(&holding, &Policy::default(), at, Some(Action::Deactivate));
/// assert_eq!(verdict.outcome, Outcome::RetainedUntil);
/// assert_eq!(verdict.purge_at.unwrap().to_string(), "2026-03-02T00:00:00.000Z");
/// ```
pub fn judge(holding: &Holding, policy: &Policy, at: Instant, asked: Asked) -> Verdict {
    let before = Condition::of(holding, policy, at);
    let mut verdict = match asked {
        None => idle(holding, before, policy, at),
        Some(action) if action.grants() == holding.license => {
            let mut verdict = idle(holding, before, policy, at);
            verdict.outcome = Outcome::Unchanged;
            verdict.rules = Few::one(Rule::NetNew);
            verdict
        }
        Some(action) => changed(holding, before, policy, at, action),
    };
    if before.status == Status::Grace && before.purge_at.is_none() {
        verdict.warnings.push(Code::PurgeDateUnknown);
    }
    if holding.data == DataField::Absent && recorded_data(holding).is_some() {
        verdict.rules.push(Rule::UnknownData);
    }
    verdict
}

fn days_unlicensed(holding: &Holding, status: Status, at: Instant) -> Option<i64> {
    matches!(status, Status::Grace | Status::Purged)
        .then(|| holding.unassigned_at.map(|unassigned| at.whole_days_since(unassigned)))
        .flatten()
}

/// Nothing is asked: what happens by itself.
fn idle(holding: &Holding, before: Condition, policy: &Policy, at: Instant) -> Verdict {
    let data = before.restorable(policy, at);
    let aged_out = before.data.is_some() && data.is_none();
    let keeps = match (aged_out, before.data) {
        (true, _) => Outcome::AgedOut,
        (false, Some(_)) => Outcome::Retained,
        (false, None) => Outcome::NothingToRetain,
    };
    let (outcome, rule) = match before.status {
        Status::Protected => (Outcome::BackupsContinue, Rule::StandardStartsBackups),
        Status::Paused => (keeps, Rule::DeletedHasNoBackups),
        Status::Archived => (keeps, Rule::ArchivedKeepsData),
        Status::Grace if aged_out => (Outcome::AgedOut, Rule::Grace60),
        Status::Grace => (Outcome::RetainedUntil, Rule::Grace60),
        Status::Purged => (Outcome::Unchanged, Rule::TooLate),
        Status::Unprotected => (Outcome::Unchanged, Rule::Covers),
    };
    let mut rules = Few::default();
    if outcome == Outcome::AgedOut {
        rules.push(Rule::RetentionSetting);
    }
    rules.push(rule);
    if outcome == Outcome::Retained {
        rules.push(Rule::Restorable);
    }
    Verdict {
        before,
        after: before.status,
        outcome,
        holding: *holding,
        data,
        purge_at: before.purge_at,
        next_backup_by: next_backup(holding, at),
        days_unlicensed: days_unlicensed(holding, before.status, at),
        rules,
        warnings: Few::default(),
    }
}

/// The license changes: the record after, and what that means for the data.
fn changed(
    holding: &Holding,
    before: Condition,
    policy: &Policy,
    at: Instant,
    action: Action,
) -> Verdict {
    let kept = before.restorable(policy, at);
    let aged_out = before.data.is_some() && kept.is_none();
    let grants = action.grants();
    let mut after = Holding {
        license: grants,
        licensed_at: grants.map(|_| at),
        unassigned_at: if grants.is_some() { None } else { Some(at) },
        previous_license: if grants.is_some() { None } else { holding.license },
        purge_at: None,
        purged_at: before.purged_at.or(holding.purged_at),
        deleted_at: holding.deleted_at,
        data: kept.map_or(DataField::None, DataField::Some),
    };
    if aged_out {
        after.purged_at = Some(at);
    }
    let outcome = match action {
        Action::Deactivate if aged_out && lost_at_once(holding, policy) => Outcome::Lost,
        _ if aged_out => Outcome::AgedOut,
        Action::ActivateStandard => match (before.deleted, kept) {
            (false, None) => Outcome::BackupsStart,
            (false, Some(_)) => Outcome::BackupsResume,
            (true, None) => Outcome::NothingToRetain,
            (true, Some(_)) => Outcome::Retained,
        },
        Action::ActivateArchived if kept.is_some() => Outcome::Retained,
        Action::Deactivate if kept.is_some() => release(holding, &mut after, policy, at),
        Action::ActivateArchived | Action::Deactivate => Outcome::NothingToRetain,
    };
    let condition = Condition::of(&after, policy, at);
    Verdict {
        before,
        after: condition.status,
        outcome,
        holding: after,
        data: condition.data,
        purge_at: match outcome {
            Outcome::RetainedUntil => after.purge_at,
            Outcome::Lost => Some(at),
            _ => None,
        },
        next_backup_by: next_backup(&after, at),
        days_unlicensed: days_unlicensed(holding, before.status, at),
        rules: rules(holding, &before, action, outcome),
        warnings: warnings(holding, &before, kept.is_some(), action, outcome),
    }
}

/// A license with data is taken away: kept for the grace period, or lost at once.
fn release(holding: &Holding, after: &mut Holding, policy: &Policy, at: Instant) -> Outcome {
    // A grace period of no days ends at the instant it begins.
    if lost_at_once(holding, policy) || policy.grace_days.get() == 0 {
        after.data = DataField::None;
        after.purged_at = Some(at);
        return Outcome::Lost;
    }
    after.purge_at = Some(at.plus_days(policy.grace_days.get()));
    Outcome::RetainedUntil
}

/// Whether the data goes with the license (rule `archived-deactivation`).
fn lost_at_once(holding: &Holding, policy: &Policy) -> bool {
    holding.license == Some(License::Archived)
        && policy.archived_deactivation == ArchivedDeactivation::Immediate
}

fn rules(holding: &Holding, before: &Condition, action: Action, outcome: Outcome) -> Few<Rule> {
    let mut rules = Few::default();
    if outcome == Outcome::AgedOut {
        rules.push(Rule::RetentionSetting);
    }
    match action {
        Action::ActivateStandard => {
            rules.push(match (before.status, before.deleted) {
                (_, true) => Rule::DeletedHasNoBackups,
                (Status::Grace, false) => Rule::ReapplyStandard,
                (_, false) => Rule::StandardStartsBackups,
            });
        }
        Action::ActivateArchived if before.status == Status::Grace => {
            rules.push(Rule::ReapplyArchived);
        }
        Action::ActivateArchived => rules.push(Rule::ArchivedKeepsData),
        Action::Deactivate if holding.license == Some(License::Archived) => {
            rules.push(Rule::ArchivedDeactivation);
        }
        Action::Deactivate => rules.push(Rule::Grace60),
    }
    if action != Action::Deactivate {
        if holding.license.is_some() {
            rules.push(Rule::ArchiveFreesStandard);
        }
        if before.status == Status::Purged {
            rules.push(Rule::TooLate);
        }
    }
    if outcome == Outcome::Retained {
        rules.push(Rule::Restorable);
    }
    rules
}

fn warnings(
    holding: &Holding,
    before: &Condition,
    keeps_data: bool,
    action: Action,
    outcome: Outcome,
) -> Few<Code> {
    let mut warnings = Few::default();
    match action {
        Action::ActivateStandard if before.deleted => warnings.push(Code::NoBackupsUserDeleted),
        Action::ActivateStandard => {}
        Action::ActivateArchived => {
            if !before.deleted {
                warnings.push(Code::BackupsStop);
            }
            if !keeps_data {
                warnings.push(Code::NothingToRetain);
            }
        }
        Action::Deactivate => {
            if holding.license == Some(License::Archived) && before.data.is_some() {
                warnings.push(Code::ArchivedDeactivation);
            } else if matches!(outcome, Outcome::RetainedUntil | Outcome::Lost) {
                warnings.push(Code::DataWillBePurged);
            }
        }
    }
    warnings
}
