//! A tenant: its contract, its policy, its people and what they hold.

use crate::directory::{Directory, Holdings, Row};
use crate::model::{Account, Holding, Policy, Pool, PoolKey, Prices, Purchased, Record};
use crate::query::View;
use crate::time::Instant;
use std::rc::Rc;

/// Everything a question needs but the instant it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Tenant {
    /// Paid, trial or expired.
    pub account: Account,
    /// Licenses bought.
    pub purchased: Purchased,
    /// What licenses cost, where known.
    pub prices: Option<Prices>,
    /// The settings.
    pub policy: Policy,
    directory: Rc<Directory>,
    holdings: Holdings,
    assigned: [u64; 4],
}

impl Tenant {
    /// A tenant of these people; `purchased` and the rest stay at their defaults.
    ///
    /// # Errors
    /// `TOO_LARGE` when a column of the directory passes 4 GiB.
    pub fn new(records: &[Record]) -> Result<Self, crate::model::LicensingError> {
        let directory = Directory::new(records.iter().map(|record| &record.person))?;
        let mut holdings = Holdings::default();
        records.iter().for_each(|record| holdings.push(&record.holding));
        let mut tenant = Self::default();
        tenant.replace_people(directory, holdings);
        Ok(tenant)
    }

    /// Puts other people in, as an import does.
    pub fn replace_people(&mut self, directory: Directory, holdings: Holdings) {
        self.assigned = [0; 4];
        for row in (0..directory.len()).map(Row::new) {
            if let Some(license) = holdings.license(row) {
                let key = PoolKey { holder: directory.holder(row), license };
                if let Some(count) = self.assigned.get_mut(key.index()) {
                    *count += 1;
                }
            }
        }
        self.directory = Rc::new(directory);
        self.holdings = holdings;
    }

    /// Who there is.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// What everyone holds.
    pub fn holdings(&self) -> &Holdings {
        &self.holdings
    }

    /// The tenant as filters see it at an instant.
    pub fn view(&self, at: Instant) -> View<'_> {
        View { directory: &self.directory, holdings: &self.holdings, policy: &self.policy, at }
    }

    /// Replaces what one row holds and keeps the pools' counts.
    pub(super) fn set_holding(&mut self, row: Row, holding: &Holding) {
        let holder = self.directory.holder(row);
        let before = self.holdings.license(row);
        let mut count = |license, by: i8| {
            let key = PoolKey { holder, license };
            if let Some(count) = self.assigned.get_mut(key.index()) {
                *count = count.saturating_add_signed(i64::from(by));
            }
        };
        if let Some(license) = before {
            count(license, -1);
        }
        if let Some(license) = holding.license {
            count(license, 1);
        }
        self.holdings.set(row, holding);
    }

    /// One pool's counts.
    pub fn pool(&self, key: PoolKey) -> Pool {
        let assigned = self.assigned.get(key.index()).copied().unwrap_or(0);
        self.pool_with(key, assigned)
    }

    /// The pool as it would be with this many licenses held.
    pub(super) fn pool_with(&self, key: PoolKey, assigned: u64) -> Pool {
        Pool::new(key, self.account, self.purchased, &self.policy, assigned)
    }

    /// The four pools in their order (rule `separate-pools`).
    pub fn pools(&self) -> [Pool; 4] {
        PoolKey::ALL.map(|key| self.pool(key))
    }
}
