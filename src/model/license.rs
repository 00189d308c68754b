//! Licenses, who holds them, and the four pools they are counted in.

use super::{Account::Trial, MailboxAllowance, Policy};

/// A kind of backup license.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum License {
    /// Daily backups.
    Standard,
    /// Keep what there is, back up no more.
    Archived,
}

impl License {
    /// Both, in the order of the pools.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Archived];

    /// `standard` or `archived`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Archived => "archived",
        }
    }
}

/// Who can hold a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A user.
    Users,
    /// A shared mailbox.
    Mailboxes,
}

impl Holder {
    /// Both, in the order of the tenant.
    pub const ALL: [Self; 2] = [Self::Users, Self::Mailboxes];

    /// `users` or `mailboxes`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Mailboxes => "mailboxes",
        }
    }
}

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Give a standard license.
    ActivateStandard,
    /// Give an archived license.
    ActivateArchived,
    /// Take the license away.
    Deactivate,
}

impl Action {
    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActivateStandard => "activateStandard",
            Self::ActivateArchived => "activateArchived",
            Self::Deactivate => "deactivate",
        }
    }

    /// The license a target holds afterwards.
    pub fn grants(self) -> Option<License> {
        match self {
            Self::ActivateStandard => Some(License::Standard),
            Self::ActivateArchived => Some(License::Archived),
            Self::Deactivate => None,
        }
    }
}

/// The state of the tenant's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Account {
    /// A paid account; the only one that can purchase.
    #[default]
    Paid,
    /// A trial: at most `trialCap` standard user licenses.
    Trial,
    /// Expired: nothing can be activated.
    Expired,
}

impl Account {
    /// `paid`, `trial` or `expired`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Trial => "trial",
            Self::Expired => "expired",
        }
    }
}

/// A number of licenses, 0 to 1,000,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(u32);

impl Count {
    /// The largest count: one thousand million.
    pub const MAX: Self = Self(1_000_000_000);

    /// A count of at most [`Count::MAX`].
    ///
    /// ```
    /// use seatplan::model::Count;
    /// assert!(Count::new(1_000_000_001).is_none());
    /// ```
    pub fn new(value: u64) -> Option<Self> {
        (value <= u64::from(Self::MAX.0)).then(|| Self(u32::try_from(value).unwrap_or(u32::MAX)))
    }

    /// The number itself.
    pub fn get(self) -> u64 {
        u64::from(self.0)
    }
}

/// Licenses bought, of each type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Purchased {
    /// Standard licenses bought.
    pub standard: Count,
    /// Archived licenses bought.
    pub archived: Count,
}

impl Purchased {
    /// The count of one type.
    pub fn of(self, license: License) -> Count {
        match license {
            License::Standard => self.standard,
            License::Archived => self.archived,
        }
    }
}

/// Which of the four pools (rule `separate-pools`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PoolKey {
    /// Who holds the pool's licenses.
    pub holder: Holder,
    /// Of which type they are.
    pub license: License,
}

impl PoolKey {
    /// The four pools in their order.
    pub const ALL: [Self; 4] = [
        Self { holder: Holder::Users, license: License::Standard },
        Self { holder: Holder::Users, license: License::Archived },
        Self { holder: Holder::Mailboxes, license: License::Standard },
        Self { holder: Holder::Mailboxes, license: License::Archived },
    ];

    /// The place in [`PoolKey::ALL`].
    pub fn index(self) -> usize {
        match (self.holder, self.license) {
            (Holder::Users, License::Standard) => 0,
            (Holder::Users, License::Archived) => 1,
            (Holder::Mailboxes, License::Standard) => 2,
            (Holder::Mailboxes, License::Archived) => 3,
        }
    }
}

/// One pool's counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Which pool.
    pub key: PoolKey,
    /// Licenses bought; none means unlimited.
    pub purchased: Option<u64>,
    /// What `available` and `over` count against; none means unlimited. It is `purchased`, except
    /// on a trial (rule `trial`).
    pub limit: Option<u64>,
    /// Licenses held.
    pub assigned: u64,
}

impl Pool {
    /// The pool of a tenant with these purchases (rules `mailboxes-are-free`, `trial`).
    pub fn new(
        key: PoolKey,
        account: Account,
        purchased: Purchased,
        policy: &Policy,
        assigned: u64,
    ) -> Self {
        let bought = purchased.of(key.license).get();
        let unlimited =
            key.holder == Holder::Mailboxes && policy.mailboxes == MailboxAllowance::Unlimited;
        if unlimited {
            return Self { key, purchased: None, limit: None, assigned };
        }
        let capped = account == Trial && key == PoolKey::ALL[0];
        let limit = match (capped, bought) {
            (false, bought) => bought,
            (true, 0) => policy.trial_cap.get(),
            (true, bought) => bought.min(policy.trial_cap.get()),
        };
        Self { key, purchased: Some(bought), limit: Some(limit), assigned }
    }

    /// Licenses that can still be given; none means unlimited.
    pub fn available(self) -> Option<u64> {
        self.limit.map(|limit| limit.saturating_sub(self.assigned))
    }

    /// Licenses held beyond the limit.
    pub fn over(self) -> u64 {
        self.limit.map_or(0, |limit| self.assigned.saturating_sub(limit))
    }
}
