//! A tenant: its contract, its policy, its people and what they hold.

use super::change::{Applied, Change};
use super::effect::{Effect, Group};
use crate::directory::{Directory, Holdings, Row};
use crate::model::{
    Account, Holder, Holding, License, LicensingError, Policy, Pool, PoolKey, Prices, Purchased,
    Record,
};
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
    waiting: Rc<Vec<Waiting>>,
    /// What has been changed since [`Tenant::atomically`] began; none while nobody asks.
    journal: Option<Effect>,
}

/// What the next daily sync has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Since when.
    pub since: Instant,
    /// Who.
    pub row: Row,
    /// What for.
    pub why: Why,
}

/// Why somebody waits for a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Joined the tenant or a listed group, and has no license yet (rule `group-licensing`).
    Joined,
    /// A mailbox turned user or a user turned mailbox (rule `mailbox-conversion`).
    Converted,
    /// A deleted user who is present again (rule `auto-archive`).
    Returned,
}

/// The people of a tenant and what they hold: what an import replaces. Copies share the columns.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Who there is.
    pub directory: Rc<Directory>,
    /// What they hold.
    pub holdings: Holdings,
    assigned: [u64; 4],
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
    pub fn new(records: &[Record]) -> Result<Self, LicensingError> {
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
        for holder in Holder::ALL {
            let mut rows = directory.mailboxes().clone();
            if holder == Holder::Users {
                rows.invert();
            }
            let mut counts = vec![0; holdings.distinct()];
            holdings.codes().count(&rows, &mut counts);
            for (holding, count) in holdings.values().zip(counts) {
                let pool = holding.license.map(|license| PoolKey { holder, license }.index());
                if let Some(assigned) = pool.and_then(|pool| self.assigned.get_mut(pool)) {
                    *assigned += u64::from(count);
                }
            }
        }
        self.cache = Cache::default();
        self.directory = Rc::new(directory);
        self.holdings = holdings;
    }

    /// The people, to be put back by [`Tenant::set_people`].
    pub fn people(&self) -> People {
        People {
            directory: Rc::clone(&self.directory),
            holdings: self.holdings.clone(),
            assigned: self.assigned,
        }
    }

    /// Puts the people of another time in.
    pub fn set_people(&mut self, people: People) {
        self.cache = Cache::default();
        (self.directory, self.holdings, self.assigned) =
            (people.directory, people.holdings, people.assigned);
    }

    /// Whether the directories are one and the same, so that a row means the same person.
    pub fn shares_directory(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.directory, &other.directory)
    }

    /// Adds people at the end, as a plan with joiners does; after an error the tenant is of no use.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an id that is there already; `TOO_LARGE`.
    pub fn join(&mut self, records: &[Record]) -> Result<(), LicensingError> {
        let directory = Rc::make_mut(&mut self.directory);
        directory.add_people(records.iter().map(|record| &record.person))?;
        for record in records {
            self.holdings.push(&record.holding);
            if let Some(license) = record.holding.license {
                let key = PoolKey { holder: record.person.holder(), license };
                if let Some(count) = self.assigned.get_mut(key.index()) {
                    *count += 1;
                }
            }
        }
        self.cache = Cache::default();
        Ok(())
    }

    /// Who waits for the next daily sync.
    pub fn waiting(&self) -> &Rc<Vec<Waiting>> {
        &self.waiting
    }

    /// Says who waits for the next daily sync.
    pub fn set_waiting(&mut self, waiting: Rc<Vec<Waiting>>) {
        self.waiting = waiting;
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

    /// Makes a change, and tells what it did to the holdings.
    pub fn journaled(&mut self, change: &mut dyn FnMut(&mut Self)) -> Effect {
        let outer = self.journal.replace(Effect::default());
        change(self);
        let effect = std::mem::replace(&mut self.journal, outer).unwrap_or_default();
        if let Some(journal) = &mut self.journal {
            journal.append(effect.clone());
        }
        effect
    }

    /// Makes a change whole or not at all (rule `atomic`): what a refused one has done so far is
    /// taken back. With the answer comes what was done to the holdings.
    ///
    /// # Errors
    /// Those of the change.
    pub fn atomically(
        &mut self,
        change: &mut dyn FnMut(&mut Self) -> Result<Change, LicensingError>,
    ) -> Result<(Change, Effect), LicensingError> {
        let contract = self.contract();
        let waiting = Rc::clone(&self.waiting);
        let mut done = Ok(Ok(Applied::nothing(self)));
        let effect = self.journaled(&mut |tenant| done = change(tenant));
        if let Ok(Ok(_)) = done {
            return done.map(|change| (change, effect));
        }
        self.undo(&effect);
        self.set_contract(contract);
        self.waiting = waiting;
        done.map(|change| (change, Effect::default()))
    }

    /// Changes holdings.
    pub fn change(&mut self, effect: Effect) {
        self.redo(&effect);
        if let Some(journal) = &mut self.journal {
            journal.append(effect);
        }
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
        let mailboxes = self.directory.mailboxes();
        let in_mailboxes = rows.iter().filter(|&&row| mailboxes.contains(row)).count();
        shift(
            &mut self.assigned,
            [rows.len() - in_mailboxes, in_mailboxes],
            before.license,
            after.license,
        );
        self.cache = Cache::default();
        self.holdings.set(rows, after);
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

/// Moves the pools' counts as if so many users, and so many mailboxes, that hold one license were
/// given another, or none.
pub(super) fn shift(
    assigned: &mut [u64; 4],
    counts: [usize; 2],
    before: Option<License>,
    after: Option<License>,
) {
    if before == after {
        return;
    }
    for (holder, count) in [Holder::Users, Holder::Mailboxes].into_iter().zip(counts) {
        let mut change = |license: Option<License>, by: fn(u64, u64) -> u64| {
            let pool = license.map(|license| PoolKey { holder, license }.index());
            if let Some(assigned) = pool.and_then(|pool| assigned.get_mut(pool)) {
                *assigned = by(*assigned, count as u64);
            }
        };
        change(before, u64::saturating_sub);
        change(after, u64::saturating_add);
    }
}
