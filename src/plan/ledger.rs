//! The ledger: every change of a tenant with its effect, to be taken back and made again.

use crate::automation::{Clockwork, Occurrence};
use crate::licensing::{Contract, Effect, People, Tenant, Waiting};
use crate::model::{Money, Problem};
use crate::time::Instant;
use std::rc::Rc;

/// Who waits for a sync.
pub type Queue = Rc<Vec<Waiting>>;

/// What a change did to a tenant: enough to take it back, and to do it again without deciding.
///
/// Taken back are first the people, then the holdings; made again in the other order.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    /// The clock before and after; none before is a clock that had not started.
    pub clock: (Option<Instant>, Option<Instant>),
    /// What changed of the holdings.
    pub holdings: Effect,
    /// Contract and settings before and after, where they changed.
    pub contract: Option<Box<(Contract, Contract)>>,
    /// Who waited for a sync before and after, where that changed.
    pub waiting: Option<Box<(Queue, Queue)>>,
    /// The people before and after an import; they share the columns it left alone.
    pub people: Option<Box<(People, People)>>,
}

/// One change: what it was, and what it did.
#[derive(Debug)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// What it was, in one sentence.
    pub summary: Problem,
    /// Holders changed.
    pub changed: u64,
    /// What it cost, with what was bought by itself until then, where prices are known.
    pub cost: Option<Money>,
    /// What happened by itself until then.
    pub occurrences: Vec<Occurrence>,
    /// What it did.
    pub delta: Delta,
}

impl Entry {
    /// Whether it can be undone or made again. One that a snapshot only remembers has no delta,
    /// and so no clock after it.
    pub fn is_kept(&self) -> bool {
        self.delta.clock.1.is_some()
    }
}

/// The entries in order; those after `done` are undone. A copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Rc<Entry>>,
    done: usize,
}

/// What a delta is measured from: a tenant's contract and who waits, before a change.
#[derive(Debug)]
pub struct Moment {
    clock: Option<Instant>,
    contract: Contract,
    waiting: Rc<Vec<Waiting>>,
}

impl Moment {
    /// The tenant as it is.
    pub fn of(tenant: &Tenant, clock: Option<Instant>) -> Self {
        Self { clock, contract: tenant.contract(), waiting: Rc::clone(tenant.waiting()) }
    }

    /// What has happened since, beside the holdings and people, which say so themselves.
    pub fn delta(
        self,
        tenant: &Tenant,
        at: Instant,
        holdings: Effect,
        people: Option<(People, People)>,
    ) -> Delta {
        let after = tenant.contract();
        let contract = (self.contract != after).then(|| Box::new((self.contract, after)));
        let same = Rc::ptr_eq(&self.waiting, tenant.waiting());
        let waiting = (!same).then(|| Box::new((self.waiting, Rc::clone(tenant.waiting()))));
        Delta {
            clock: (self.clock, Some(at)),
            holdings,
            contract,
            waiting,
            people: people.map(Box::new),
        }
    }
}

impl Delta {
    /// Takes the change back.
    pub fn undo(&self, tenant: &mut Tenant) {
        if let Some(people) = &self.people {
            tenant.set_people(people.0.clone());
        }
        tenant.undo(&self.holdings);
        if let Some(contract) = &self.contract {
            tenant.set_contract(contract.0.clone());
        }
        if let Some(waiting) = &self.waiting {
            tenant.set_waiting(Rc::clone(&waiting.0));
        }
    }

    /// Makes the change again.
    pub fn redo(&self, tenant: &mut Tenant) {
        tenant.redo(&self.holdings);
        if let Some(people) = &self.people {
            tenant.set_people(people.1.clone());
        }
        if let Some(contract) = &self.contract {
            tenant.set_contract(contract.1.clone());
        }
        if let Some(waiting) = &self.waiting {
            tenant.set_waiting(Rc::clone(&waiting.1));
        }
    }
}

impl Ledger {
    /// The ledger of these entries, of which so many are done; as a snapshot holds it.
    pub fn new(entries: Vec<Rc<Entry>>, done: usize) -> Self {
        let done = done.min(entries.len());
        Self { entries, done }
    }

    /// Adds an entry, and forgets those that were undone. Gives its number, counted from 1.
    pub fn record(&mut self, entry: Entry) -> u64 {
        self.entries.truncate(self.done);
        self.entries.push(Rc::new(entry));
        self.done = self.entries.len();
        self.done as u64
    }

    /// All entries, done and undone.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// How many of them are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The entry of a number.
    pub fn entry(&self, number: u64) -> Option<&Rc<Entry>> {
        let place = usize::try_from(number.checked_sub(1)?).ok()?;
        self.entries.get(place)
    }

    /// Takes the last entry back: its number and itself; none when nothing is left.
    pub fn undo(&mut self, tenant: &mut Tenant) -> Option<(u64, Rc<Entry>)> {
        let number = self.done;
        let entry = self.entry(number as u64).filter(|entry| entry.is_kept()).map(Rc::clone)?;
        entry.delta.undo(tenant);
        self.done -= 1;
        Some((number as u64, entry))
    }

    /// Makes the entry last taken back again; none when there is none.
    pub fn redo(&mut self, tenant: &mut Tenant) -> Option<(u64, Rc<Entry>)> {
        let number = self.done + 1;
        let entry = self.entry(number as u64).filter(|entry| entry.is_kept()).map(Rc::clone)?;
        entry.delta.redo(tenant);
        self.done = number;
        Some((number as u64, entry))
    }

    /// The bytes taken, shared or not: of an import those of the people before it.
    pub fn bytes(&self) -> usize {
        let of = |entry: &Rc<Entry>| {
            let people = entry.delta.people.as_ref();
            let before = people.map_or(0, |people| {
                people.1.holdings.bytes_beside(&people.0.holdings) + people.0.directory.bytes()
            });
            entry.delta.holdings.bytes()
                + entry.occurrences.capacity() * size_of::<Occurrence>()
                + size_of::<Entry>()
                + before
        };
        self.entries.iter().map(of).sum()
    }

    /// What everything done has cost: none where nothing is known of a cost, or sums are of
    /// several currencies or too large.
    pub fn cost(&self) -> Option<Money> {
        let mut total: Option<Money> = None;
        for cost in self.entries.iter().take(self.done).filter_map(|entry| entry.cost.as_ref()) {
            total = match total {
                None => Some(cost.clone()),
                Some(total) => Some(total.plus(cost)?),
            };
        }
        total
    }
}

/// Lets everything happen that is due after a clock, until an instant.
pub fn elapse(tenant: &mut Tenant, clock: Option<Instant>, at: Instant, out: &mut Vec<Occurrence>) {
    if let Some(clock) = clock.filter(|&clock| clock < at) {
        Clockwork::new(tenant, clock).run(tenant, at, out);
    }
}
