//! A tenant's policy: every choice the product's page leaves open is a setting here.

use super::Count;
use crate::time::Instant;

/// A count of days of 24 hours, 0 to 36,500.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(u16);

impl Days {
    /// One hundred years.
    pub const MAX: Self = Self(36_500);

    /// A count of at most [`Days::MAX`].
    ///
    /// ```
    /// use seatplan::model::Days;
    /// assert!(Days::new(36_500).is_some() && Days::new(36_501).is_none());
    /// ```
    pub fn new(days: u64) -> Option<Self> {
        (days <= u64::from(Self::MAX.0)).then(|| Self(u16::try_from(days).unwrap_or(u16::MAX)))
    }

    /// The number of days.
    pub fn get(self) -> u32 {
        u32::from(self.0)
    }
}

/// What happens to the data when an archived license is taken away (rule `archived-deactivation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ArchivedDeactivation {
    /// It is gone at that instant: the worse reading of the product's page.
    #[default]
    Immediate,
    /// It stays for the grace period, as after a standard license.
    Grace,
}

impl ArchivedDeactivation {
    /// `immediate` or `grace`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Immediate => "immediate",
            Self::Grace => "grace",
        }
    }
}

/// How many shared mailboxes may hold a license (rule `mailboxes-are-free`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum MailboxAllowance {
    /// One for each license of that type purchased.
    #[default]
    PerLicense,
    /// Any number: newer subscriptions.
    Unlimited,
}

impl MailboxAllowance {
    /// `perLicense` or `unlimited`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PerLicense => "perLicense",
            Self::Unlimited => "unlimited",
        }
    }
}

/// Who gets a standard license by itself (rule `group-licensing`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupLicensing {
    /// Every user who joins the tenant.
    AllNewUsers,
    /// Users who join one of these security groups.
    Groups(Vec<String>),
}

/// The settings that decide where the rules leave a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Days the data stays after a license is taken away (rule `grace-60`); default 60.
    pub grace_days: Days,
    /// What deactivating an archived license does; default immediate loss.
    pub archived_deactivation: ArchivedDeactivation,
    /// Days a backup is kept (rule `retention-setting`); none, the default, means for ever.
    pub retention_days: Option<Days>,
    /// The allowance of shared mailboxes; default one per license.
    pub mailboxes: MailboxAllowance,
    /// Standard user licenses a trial may hold; default 100.
    pub trial_cap: Count,
    /// One instant of the daily sync; default 1970-01-01T00:00Z.
    pub sync_anchor: Instant,
    /// Archive deleted users by itself.
    pub auto_archive: bool,
    /// Buy the archived licenses missing for that.
    pub auto_purchase_archived: bool,
    /// Give new users a standard license by itself; default off.
    pub group_licensing: Option<GroupLicensing>,
    /// Buy the standard licenses missing for that.
    pub auto_purchase_standard: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            grace_days: Days(60),
            archived_deactivation: ArchivedDeactivation::default(),
            retention_days: None,
            mailboxes: MailboxAllowance::default(),
            trial_cap: Count::new(100).unwrap_or_default(),
            sync_anchor: Instant::EPOCH,
            auto_archive: false,
            auto_purchase_archived: false,
            group_licensing: None,
            auto_purchase_standard: false,
        }
    }
}
