//! What one holder has: a license or none, since when, and which data.

use super::License;
use crate::time::Instant;

/// The span of backups that can be restored, both ends included; none at an end means unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Data {
    /// The first restorable backup.
    pub from: Option<Instant>,
    /// The last restorable backup.
    pub to: Option<Instant>,
}

impl Data {
    /// Data of which only the existence is assumed (rule `unknown-data`).
    pub const UNKNOWN: Self = Self { from: None, to: None };
}

/// The field `data` of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DataField {
    /// We were not told.
    #[default]
    Absent,
    /// There is none.
    None,
    /// There is some.
    Some(Data),
}

/// One holder's license and data, as recorded.
///
/// The record stands as it was given or last changed; what time has done to it since (backups
/// taken, a purge that came due) is worked out by `retention` for an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Holding {
    /// The license held.
    pub license: Option<License>,
    /// Since when.
    pub licensed_at: Option<Instant>,
    /// When the last license was taken away.
    pub unassigned_at: Option<Instant>,
    /// Which license that was.
    pub previous_license: Option<License>,
    /// When the data goes for good, fixed when the license was taken away.
    pub purge_at: Option<Instant>,
    /// When data was lost; stays when a license is assigned again.
    pub purged_at: Option<Instant>,
    /// When Microsoft deleted the holder.
    pub deleted_at: Option<Instant>,
    /// The backups there were when the record was made.
    pub data: DataField,
}
