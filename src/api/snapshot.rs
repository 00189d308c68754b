//! The handle as one file, and its changes one by one; and back.

use super::handle::TenantHandle;
use crate::directory::NoRoom;
use crate::exchange::snapshot::{
    Act, Base, Fault, Replayed, Source, State, Stored, open, read_act, read_frame, write_operation,
};
use crate::licensing::People;
use crate::model::{Code, LicensingError, Problem};
use crate::plan::Entry;

/// Where a handle stands in its log.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    /// The checksum of the last operation, or of the state before the first.
    pub(super) sum: u64,
    /// The last operation; none when it was too large, or handed out.
    pub(super) last: Option<Vec<u8>>,
}

impl TenantHandle {
    fn stored_state(&self) -> State<'_> {
        State {
            tenant: &self.tenant,
            clock: self.clock,
            revision: self.revision,
            sum: self.log.sum,
            ledger: &self.ledger,
            baseline: self.baseline(),
        }
    }

    /// The whole state and history, ready to be written.
    ///
    /// # Errors
    /// `OUT_OF_MEMORY`.
    pub fn snapshot(&self) -> Result<Stored<'_>, LicensingError> {
        Ok(Stored::new(&self.stored_state())?)
    }

    /// The handle a snapshot was taken of.
    ///
    /// # Errors
    /// `DAMAGED_SNAPSHOT` with the section, `NEWER_SNAPSHOT`, `OUT_OF_MEMORY`.
    pub fn from_snapshot(source: &dyn Source) -> Result<Self, LicensingError> {
        let opened = open(source)?;
        let mut handle = Self::new(None)?;
        handle.restore(opened.tenant, opened.clock, opened.revision);
        handle.set_baseline(opened.baseline);
        handle.ledger = opened.ledger;
        handle.log.sum = opened.sum;
        Ok(handle)
    }

    /// Begins the log of a new tenant: its first operation fits on this state only.
    pub(super) fn begin_log(&mut self) -> Result<(), NoRoom> {
        self.log = Log { sum: Stored::new(&self.stored_state())?.sum()?, last: None };
        Ok(())
    }

    /// Notes an operation that has just been done.
    pub(super) fn note(&mut self, act: &Act<'_>) {
        let operation = write_operation(self.revision, self.log.sum, act);
        // Where there is no memory for it there is a gap, which a snapshot closes.
        self.log = match operation {
            Ok(operation) => Log { sum: operation.sum, last: operation.bytes },
            Err(NoRoom) => Log { sum: self.log.sum ^ self.revision, last: None },
        };
    }

    /// Notes the change recorded last.
    pub(super) fn note_record(&mut self, base: Base) {
        if let Some(entry) = self.ledger.entry(self.ledger.done() as u64).cloned() {
            self.note(&Act::Record(&entry, base));
        }
    }

    /// The operation of the last change, once; none when it is too large for a log.
    pub fn take_operation(&mut self) -> Option<Vec<u8>> {
        self.log.last.take()
    }

    /// Makes the changes of a log again, all of them or none.
    ///
    /// # Errors
    /// `LOG_MISMATCH` when one does not follow from the state and the ones before it;
    /// `DAMAGED_SNAPSHOT`, `OUT_OF_MEMORY`.
    pub fn replay(&mut self, operations: &[Vec<u8>]) -> Result<(), LicensingError> {
        let mut draft = self.fork();
        draft.id = self.id;
        for (place, operation) in operations.iter().enumerate() {
            draft.replay_one(operation).map_err(|found| found.at(place))?;
        }
        *self = draft;
        Ok(())
    }

    fn replay_one(&mut self, operation: &[u8]) -> Result<(), Mismatch> {
        let (number, before, sum, reader) = read_frame(operation)?;
        if number != self.revision + 1 || before != self.log.sum {
            return Err(Mismatch::Base(number));
        }
        match read_act(reader)? {
            Replayed::Record(recorded) => self.replay_record(*recorded),
            Replayed::Undo => self.step_back().map(|_| ()).ok_or(Mismatch::Base(number))?,
            Replayed::Redo => self.step_again().map(|_| ()).ok_or(Mismatch::Base(number))?,
        }
        self.log = Log { sum, last: None };
        Ok(())
    }

    /// Makes a recorded change again, without deciding.
    fn replay_record(&mut self, (mut entry, people, base): (Entry, Option<People>, Base)) {
        entry.delta.redo(&mut self.tenant);
        if let Some(after) = people {
            let before = self.tenant.people();
            self.tenant.set_people(after.clone());
            entry.delta.people = Some(Box::new((before, after)));
        }
        self.record(entry);
        match base {
            Base::Kept => {}
            Base::Corrected(bought) => self.correct_baseline(bought),
            Base::Joined(is_real) => self.rebase(is_real),
        }
    }

    /// The bytes the tenant takes: its columns and what was worked out of them, what undo needs,
    /// and the columns of the tenant as it really is where they are others.
    pub fn used_bytes(&self) -> usize {
        let baseline = self.baseline();
        let apart =
            if self.tenant.shares_directory(baseline) { 0 } else { baseline.directory().bytes() };
        self.tenant.directory().bytes()
            + self.tenant.holdings().bytes()
            + self.tenant.holdings().bytes_beside(baseline.holdings())
            + apart
            + self.ledger.bytes()
    }
}

/// Why an operation cannot be replayed.
enum Mismatch {
    Fault(Fault),
    Base(u64),
}

impl From<Fault> for Mismatch {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Mismatch {
    fn at(self, place: usize) -> LicensingError {
        let (code, message) = match self {
            Self::Fault(Fault::NoRoom) => return NoRoom.into(),
            Self::Fault(Fault::Damaged) => (
                Code::DamagedSnapshot,
                "is damaged; take another copy of it, or a snapshot of a later time".to_owned(),
            ),
            Self::Base(number) => (
                Code::LogMismatch,
                format!(
                    "is number {number} of its log and does not follow from the tenant as it is; \
                     replay the operations after the snapshot, each once and in order"
                ),
            ),
        };
        let path = format!("operations[{place}]");
        LicensingError::from_problems(vec![Problem::new(code, message).at_path(path)])
    }
}
