//! A tenant: its contract, its policy, its people and what they hold.

use super::effect::{Effect, Group};
use crate::directory::{Directory, Holdings, Row};
use crate::model::{Account, Holder, Holding, Policy, Pool, PoolKey, Prices, Purchased, Record};
use crate::query::{Cache, View};
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
    cache: Cache,
    /// What has been changed since [`Tenant::atomically`] began.
    journal: Effect,
}

/// A tenant without its people: what commands other than requests change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract {
    /// Paid, trial or expired.
    pub account: Account,
    /// Licenses bought.
    pub purchased: Purchased,
    /// What licenses cost, where known.
    pub prices: Option<Prices>,
    /// The settings.
    pub policy: Policy,
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
        self.cache = Cache::default();
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
        let Self { directory, holdings, policy, cache, .. } = self;
        View { directory, holdings, policy, cache, at }
    }

    /// The contract and the settings.
    pub fn contract(&self) -> Contract {
        Contract {
            account: self.account,
            purchased: self.purchased,
            prices: self.prices.clone(),
            policy: self.policy.clone(),
        }
    }

    /// Puts another contract in place.
    pub fn set_contract(&mut self, contract: Contract) {
        let Contract { account, purchased, prices, policy } = contract;
        (self.account, self.purchased, self.prices, self.policy) =
            (account, purchased, prices, policy);
    }

    /// Makes a change whole or not at all (rule `atomic`): what a refused one has done so far is
    /// taken back. With the answer comes what was done to the holdings.
    ///
    /// # Errors
    /// Those of the change.
    pub fn atomically<T, E>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<(T, Effect), E> {
        let contract = self.contract();
        let outer = std::mem::take(&mut self.journal);
        let done = change(self);
        let effect = std::mem::replace(&mut self.journal, outer);
        match done {
            Ok(answer) => {
                self.journal.append(effect.clone());
                Ok((answer, effect))
            }
            Err(refused) => {
                self.undo(&effect);
                self.set_contract(contract);
                Err(refused)
            }
        }
    }

    /// Changes holdings.
    pub(super) fn change(&mut self, effect: Effect) {
        self.redo(&effect);
        self.journal.append(effect);
    }

    /// Makes changes of holdings, again.
    pub fn redo(&mut self, effect: &Effect) {
        for Group { before, after, rows } in effect.groups() {
            self.give(rows, before, after);
        }
    }

    /// Takes changes of holdings back.
    pub fn undo(&mut self, effect: &Effect) {
        for Group { before, after, rows } in effect.groups().iter().rev() {
            self.give(rows, after, before);
        }
    }

    fn give(&mut self, rows: &[Row], before: &Holding, after: &Holding) {
        if before.license != after.license {
            let mailboxes = self.directory.mailboxes();
            let in_mailboxes = if mailboxes.is_empty() {
                0
            } else {
                rows.iter().filter(|&&row| mailboxes.contains(row)).count()
            };
            for (holder, count) in
                [(Holder::Users, rows.len() - in_mailboxes), (Holder::Mailboxes, in_mailboxes)]
            {
                let mut assigned = |license, change: fn(u64, u64) -> u64| {
                    let pool = PoolKey { holder, license };
                    if let Some(assigned) = self.assigned.get_mut(pool.index()) {
                        *assigned = change(*assigned, count as u64);
                    }
                };
                if let Some(license) = before.license {
                    assigned(license, u64::saturating_sub);
                }
                if let Some(license) = after.license {
                    assigned(license, u64::saturating_add);
                }
            }
        }
        self.cache = Cache::default();
        self.holdings.set(rows, before, after);
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
