//! Time and the ledger: advance, undo, redo, what was done and what happened.

use super::answer::{self, Receipt};
use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::write::{money, problem};
use crate::exchange::snapshot::{Act, Base};
use crate::json::{Json, Object};
use crate::model::{Code, LicensingError, Problem};
use crate::plan::{Entry, Moment, elapse};
use crate::value::Value;
use std::rc::Rc;

/// The part of a list asked for by two arguments: from `offset` at most `limit`.
fn read_part(reader: &mut Reader, offset: Option<Value>, limit: Option<Value>) -> (usize, usize) {
    let mut size = |name, value: Option<Value>, default| match value {
        Some(value) => {
            let size = reader.whole(&Path::root(name), value, u64::from(u32::MAX));
            size.and_then(|size| usize::try_from(size).ok()).unwrap_or(default)
        }
        None => default,
    };
    (size("offset", offset, 0), size("limit", limit, 100))
}

impl TenantHandle {
    /// Lets time pass: purges and daily syncs until an instant.
    ///
    /// # Errors
    /// `OUT_OF_ORDER`; malformed `at`.
    pub fn advance(&mut self, at: Value) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let at = reader.at(&Path::root("at"), at);
        let Some(at) = reader.finish(at)? else {
            return Err(LicensingError::from_problems(Vec::new()));
        };
        self.forward(at)?;
        let (clock, moment) = (self.clock, Moment::of(&self.tenant, self.clock));
        let mut occurrences = Vec::new();
        let effect =
            self.tenant.journaled(&mut |tenant| elapse(tenant, clock, at, &mut occurrences));
        let message = match occurrences.len() {
            0 => format!("Time passes until {at}; nothing happens by itself."),
            1 => format!("Time passes until {at}; one thing happens by itself."),
            many => format!("Time passes until {at}; {many} things happen by themselves."),
        };
        let mut summary = Problem::new(Code::SummaryAdvance, message)
            .param("at", at.to_string())
            .param("occurrences", occurrences.len());
        summary.count = effect.len();
        let entry = Entry {
            at,
            summary,
            changed: effect.len(),
            cost: answer::total_cost(None, &occurrences),
            occurrences,
            delta: moment.delta(&self.tenant, at, effect, None),
        };
        let number = self.record(entry);
        self.note_record(Base::Kept);
        Ok(self.receipt(number, None))
    }

    /// Takes the last change back, and the clock with it; null when there is none.
    pub fn undo(&mut self) -> Json {
        let Some((number, entry)) = self.step_back() else {
            return Json::null();
        };
        self.note(&Act::Undo(&entry));
        let receipt = Receipt { number, entry: &entry, report: None, undone: true };
        answer::receipt(&self.tenant, &receipt)
    }

    /// Makes the change last taken back again; null when there is none.
    pub fn redo(&mut self) -> Json {
        let Some((number, entry)) = self.step_again() else {
            return Json::null();
        };
        self.note(&Act::Redo(&entry));
        self.receipt(number, None)
    }

    /// Takes the last change back: its number and entry.
    pub(super) fn step_back(&mut self) -> Option<(u64, Rc<Entry>)> {
        let (number, entry) = self.ledger.undo(&mut self.tenant)?;
        self.clock = entry.delta.clock.0;
        self.revision += 1;
        self.follow(&entry, true);
        Some((number, entry))
    }

    /// Makes the change last taken back again: its number and entry.
    pub(super) fn step_again(&mut self) -> Option<(u64, Rc<Entry>)> {
        let (number, entry) = self.ledger.redo(&mut self.tenant)?;
        self.clock = entry.delta.clock.1;
        self.revision += 1;
        self.follow(&entry, false);
        Some((number, entry))
    }

    /// What was done, the first first; undone entries at the end.
    ///
    /// # Errors
    /// Malformed input.
    pub fn history(
        &self,
        offset: Option<Value>,
        limit: Option<Value>,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let part = read_part(&mut reader, offset, limit);
        let (offset, limit) = reader.finish(part)?;
        let entries = self.ledger.entries().iter().enumerate().skip(offset).take(limit);
        Ok(Json::list(entries.map(|(place, entry)| {
            Object::new()
                .with("number", place + 1)
                .with("at", entry.at)
                .with("summary", problem(&entry.summary))
                .with("changed", entry.changed)
                .with("undone", place >= self.ledger.done())
                .maybe("cost", entry.cost.as_ref().map(money))
                .value()
        })))
    }

    /// What happened by itself before an entry; an empty list for a number there is none of.
    ///
    /// # Errors
    /// Malformed input.
    pub fn occurrences(
        &self,
        entry: Value,
        offset: Option<Value>,
        limit: Option<Value>,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let number = reader.whole(&Path::root("entry"), entry, u64::from(u32::MAX));
        let part = read_part(&mut reader, offset, limit);
        let (number, (offset, limit)) = reader.finish((number, part))?;
        let entry = number.and_then(|number| self.ledger.entry(number));
        let all = entry.map_or(&[][..], |entry| entry.occurrences.as_slice());
        let some = all.iter().skip(offset).take(limit);
        Ok(Json::list(some.map(|one| answer::occurrence(&self.tenant, one))))
    }
}
