//! The condition of one holding at an instant: its status, its data, its purge.

use crate::model::{ArchivedDeactivation, Data, DataField, Holding, License, Policy};
use crate::time::{DAY_MS, Instant};

/// How well a holder's data is protected at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Standard license, holder present: data grows daily.
    Protected,
    /// Standard license, user deleted: data kept, no new backups.
    Paused,
    /// Archived license: data kept, no new backups.
    Archived,
    /// No license, before the purge: data kept until then.
    Grace,
    /// No license, at or after the purge: data gone for good.
    Purged,
    /// No license and never any data.
    Unprotected,
}

impl Status {
    /// All, in the order of the rules.
    pub const ALL: [Self; 6] = [
        Self::Protected,
        Self::Paused,
        Self::Archived,
        Self::Grace,
        Self::Purged,
        Self::Unprotected,
    ];

    /// The word used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Paused => "paused",
            Self::Archived => "archived",
            Self::Grace => "grace",
            Self::Purged => "purged",
            Self::Unprotected => "unprotected",
        }
    }
}

/// When unlicensed data goes (see [`purge_date`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purge {
    At(Instant),
    /// Lost when an archived license was taken away; the date may be unknown.
    Lost(Option<Instant>),
    Unknown,
}

fn purge(holding: &Holding, policy: &Policy) -> Purge {
    let lost_at_once = holding.previous_license == Some(License::Archived)
        && policy.archived_deactivation == ArchivedDeactivation::Immediate;
    match (holding.purge_at, holding.unassigned_at) {
        (Some(at), _) => Purge::At(at),
        (None, unassigned) if lost_at_once => Purge::Lost(unassigned),
        (None, Some(unassigned)) => Purge::At(unassigned.plus_days(policy.grace_days.get())),
        (None, None) => Purge::Unknown,
    }
}

/// When the data of a holding without a license goes, or went, for good: the date it carries,
/// else the date the policy gives; none when that is unknown, or with a license.
pub fn purge_date(holding: &Holding, policy: &Policy) -> Option<Instant> {
    if holding.license.is_some() {
        return None;
    }
    if recorded_data(holding).is_none() {
        return holding.purge_at;
    }
    match purge(holding, policy) {
        Purge::At(at) => Some(at),
        Purge::Lost(at) => at,
        Purge::Unknown => None,
    }
}

/// The data of the record; what we were not told about is assumed (rule `unknown-data`).
pub(super) fn recorded_data(holding: &Holding) -> Option<Data> {
    match holding.data {
        DataField::Some(data) => Some(data),
        DataField::None => None,
        DataField::Absent => {
            let had_license = holding.license.is_some()
                || holding.unassigned_at.is_some()
                || holding.purge_at.is_some();
            had_license.then_some(Data::UNKNOWN)
        }
    }
}

/// One holding as it is at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How well the data is protected.
    pub status: Status,
    /// Microsoft has deleted the holder.
    pub deleted: bool,
    /// The backups there are, grown until now, before the retention setting is applied.
    pub data: Option<Data>,
    /// When data was lost, by now.
    pub purged_at: Option<Instant>,
    /// When the data in grace goes; none with status `grace` means nobody knows.
    pub purge_at: Option<Instant>,
}

impl Condition {
    /// The condition of a holding at an instant under a policy.
    pub fn of(holding: &Holding, policy: &Policy, at: Instant) -> Self {
        let deleted = holding.deleted_at.is_some_and(|when| when <= at);
        let mut purged_at = holding.purged_at.filter(|&when| when <= at);
        let mut data = recorded_data(holding);
        let mut purge_at = None;
        let status = match holding.license {
            Some(License::Standard) => {
                data = grown(holding, data, at);
                if deleted { Status::Paused } else { Status::Protected }
            }
            Some(License::Archived) => Status::Archived,
            None if data.is_some() => {
                let (gone, when) = match purge(holding, policy) {
                    Purge::At(when) => (when <= at, Some(when)),
                    Purge::Lost(when) => (true, when),
                    Purge::Unknown => (false, None),
                };
                if gone {
                    data = None;
                    purged_at = when.or(purged_at).or(Some(at));
                    Status::Purged
                } else {
                    purge_at = when;
                    Status::Grace
                }
            }
            None if purged_at.is_some() => Status::Purged,
            None => Status::Unprotected,
        };
        Self { status, deleted, data, purged_at, purge_at }
    }

    /// The data that can be restored: what the retention setting has not aged out.
    pub fn restorable(&self, policy: &Policy, at: Instant) -> Option<Data> {
        trim(self.data, policy, at)
    }
}

/// The instant the daily backups are counted from: the assignment, else the last backup.
fn backup_base(holding: &Holding) -> Option<Instant> {
    holding.licensed_at.or(match holding.data {
        DataField::Some(data) => data.to,
        DataField::None | DataField::Absent => None,
    })
}

/// The data of a standard holding, with the backups taken until `at` and before a deletion.
fn grown(holding: &Holding, data: Option<Data>, at: Instant) -> Option<Data> {
    let Some(base) = backup_base(holding) else {
        return data;
    };
    // A backup due at the deletion itself is not taken any more.
    let end = match holding.deleted_at {
        Some(deleted) if deleted <= at => deleted.millis() - 1,
        _ => at.millis(),
    };
    let backups = (end - base.millis()).max(0) / DAY_MS;
    if backups == 0 {
        return data;
    }
    // What was lost since the assignment does not come back.
    let lost = holding.purged_at.filter(|&lost| lost <= at);
    let lost = lost.map_or(0, |lost| (lost.millis() - base.millis()).max(0) / DAY_MS);
    if data.is_none() && lost >= backups {
        return None;
    }
    let first = Instant::from_millis(base.millis() + (lost + 1) * DAY_MS);
    let last = Instant::from_millis(base.millis() + backups * DAY_MS);
    Some(match data {
        None => Data { from: first, to: last },
        Some(data) => Data { from: data.from, to: data.to.max(last) },
    })
}

/// The first backup after `at` of a standard holding; none where none runs or nobody knows.
pub fn next_backup(holding: &Holding, at: Instant) -> Option<Instant> {
    if holding.license != Some(License::Standard) {
        return None;
    }
    let base = backup_base(holding)?.millis();
    let taken = (at.millis() - base).div_euclid(DAY_MS).max(0);
    let next = Instant::from_millis(base + (taken + 1) * DAY_MS)?;
    holding.deleted_at.is_none_or(|deleted| next < deleted).then_some(next)
}

/// The data the retention setting leaves at an instant (rule `retention-setting`).
pub fn trim(data: Option<Data>, policy: &Policy, at: Instant) -> Option<Data> {
    let data = data?;
    let Some(days) = policy.retention_days else {
        return Some(data);
    };
    let cutoff = at.minus_days(days.get());
    if data.to.is_some_and(|to| to < cutoff) {
        return None;
    }
    Some(Data { from: data.from.map(|from| from.max(cutoff)), to: data.to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Instant {
        Instant::from_millis(1_700_000_000_000 + n * DAY_MS).unwrap()
    }

    #[test]
    fn grace_ends_at_the_very_instant() {
        let holding = Holding {
            unassigned_at: Some(day(0)),
            data: DataField::Some(Data { from: Some(day(-9)), to: Some(day(0)) }),
            ..Holding::default()
        };
        let policy = Policy::default();
        let status = |at| Condition::of(&holding, &policy, at).status;
        assert_eq!(status(day(59)), Status::Grace);
        assert_eq!(status(Instant::from_millis(day(60).millis() - 1).unwrap()), Status::Grace);
        assert_eq!(status(day(60)), Status::Purged);
        assert_eq!(status(day(61)), Status::Purged);
    }

    #[test]
    fn backups_count_from_the_assignment_and_end_before_a_deletion() {
        let holding = Holding {
            license: Some(License::Standard),
            licensed_at: Some(day(0)),
            data: DataField::None,
            deleted_at: Some(day(3)),
            ..Holding::default()
        };
        let data = |at| Condition::of(&holding, &Policy::default(), at).data;
        assert_eq!(data(Instant::from_millis(day(1).millis() - 1).unwrap()), None);
        assert_eq!(data(day(1)), Some(Data { from: Some(day(1)), to: Some(day(1)) }));
        assert_eq!(data(day(9)), Some(Data { from: Some(day(1)), to: Some(day(2)) }));
        assert_eq!(next_backup(&holding, day(1)), Some(day(2)));
        assert_eq!(next_backup(&holding, day(2)), None);
    }
}
