//! The tenant handle: a tenant, its clock, and every question and command to it.

use super::answer::{self, Receipt};
use super::contract::{read_contract, write_contract};
use super::listing::Order;
use super::read::{Path, Reader};
use super::request::{Command, Context, read_commands, read_remedy, read_request};
use super::selection::Selection;
use super::snapshot::Log;
use super::state::{read_state, write_state};
use crate::automation::is_idle;
use crate::exchange::snapshot::Base;
use crate::json::Json;
use crate::licensing::{self, Applied, Change, Report, Tenant};
use crate::model::{Code, LicensingError, Purchased};
use crate::plan::{Entry, Ledger, Moment, elapse};
use crate::time::Instant;
use crate::value::Value;
use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// A tenant that remembers the time: its clock only moves forward.
#[derive(Debug)]
pub struct TenantHandle {
    pub(super) id: u64,
    pub(super) tenant: Tenant,
    pub(super) clock: Option<Instant>,
    pub(super) revision: u64,
    pub(super) ledger: Ledger,
    pub(super) log: Log,
    pub(super) order: Option<Order>,
    /// The tenant at a later instant last asked about, for one revision.
    ahead: RefCell<Option<(u64, Instant, Tenant)>>,
    /// What an export of changes counts from: the tenant as it really is.
    baseline: Tenant,
}

/// What refuses a call: malformed input, or a report.
#[derive(Debug)]
pub enum Refusal {
    /// Malformed input or misuse.
    Error(LicensingError),
    /// A command that was decided against, with its report.
    Report(Code, Json, String),
}

impl From<LicensingError> for Refusal {
    fn from(error: LicensingError) -> Self {
        Self::Error(error)
    }
}

impl TenantHandle {
    /// A tenant of a state; without one it is empty.
    ///
    /// # Errors
    /// `INVALID_INPUT` with every problem; `TOO_LARGE`.
    pub fn new(state: Option<Value>) -> Result<Self, LicensingError> {
        let (tenant, clock) = match state {
            Some(state) => read_state(state)?,
            None => (Tenant::default(), None),
        };
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let baseline = tenant.clone();
        let mut handle = Self {
            id,
            tenant,
            clock,
            revision: 0,
            ledger: Ledger::default(),
            log: Log::default(),
            order: None,
            ahead: RefCell::default(),
            baseline,
        };
        handle.begin_log()?;
        Ok(handle)
    }

    /// A what-if: another tenant that shares the people, what they hold, and the history so far.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            tenant: self.tenant.clone(),
            clock: self.clock,
            revision: self.revision,
            ledger: self.ledger.clone(),
            log: Log { last: None, ..self.log },
            order: None,
            ahead: RefCell::default(),
            baseline: self.baseline.clone(),
        }
    }

    /// The tenant as it will be at an instant if nobody does anything: itself, unless a daily sync
    /// until then can change it.
    pub(super) fn seen(&self, at: Instant) -> Cow<'_, Tenant> {
        let Some(clock) = self.clock.filter(|&clock| clock < at) else {
            return Cow::Borrowed(&self.tenant);
        };
        if is_idle(&self.tenant) {
            return Cow::Borrowed(&self.tenant);
        }
        if let Some((revision, then, tenant)) = &*self.ahead.borrow()
            && (*revision, *then) == (self.revision, at)
        {
            return Cow::Owned(tenant.clone());
        }
        let mut tenant = self.tenant.clone();
        elapse(&mut tenant, Some(clock), at, &mut Vec::new());
        *self.ahead.borrow_mut() = Some((self.revision, at, tenant.clone()));
        Cow::Owned(tenant)
    }

    /// The tenant itself.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// The instant of the last command, or the state's.
    pub fn clock(&self) -> Option<Instant> {
        self.clock
    }

    /// A number that changes with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The tenant as it really is, without what was applied since.
    pub(super) fn baseline(&self) -> &Tenant {
        &self.baseline
    }

    /// Says how the tenant really is.
    pub(super) fn set_baseline(&mut self, baseline: Tenant) {
        self.baseline = baseline;
    }

    /// A correction of the contract says how things are; nobody has to carry it out.
    pub(super) fn correct_baseline(&mut self, bought: Purchased) {
        self.baseline.set_contract(self.tenant.contract());
        self.baseline.purchased = bought;
    }

    pub(super) fn context<'a>(&'a self, selections: &'a [Selection]) -> Context<'a> {
        Context { directory: self.tenant.directory(), tenant: Some(self.id), selections }
    }

    /// The instant of a call: given, else the clock, else now.
    pub(super) fn instant(&self, reader: &mut Reader, at: Option<Value>, now: Instant) -> Instant {
        let default = self.clock.unwrap_or(now);
        at.and_then(|value| reader.at(&Path::root("at"), value)).unwrap_or(default)
    }

    /// Becomes the tenant of a snapshot.
    pub(super) fn restore(&mut self, tenant: Tenant, clock: Option<Instant>, revision: u64) {
        self.baseline = tenant.clone();
        (self.tenant, self.clock, self.revision) = (tenant, clock, revision);
    }

    /// Notes a change in the ledger, and moves the clock: the number of the entry.
    pub(super) fn record(&mut self, entry: Entry) -> u64 {
        self.clock = Some(entry.at);
        self.revision += 1;
        self.ledger.record(entry)
    }

    /// Time only moves forward.
    pub(super) fn forward(&self, at: Instant) -> Result<(), LicensingError> {
        match self.clock {
            Some(clock) if at < clock => Err(LicensingError::new(
                Code::OutOfOrder,
                format!("{at} is before the tenant's clock, {clock}; give a later `at`"),
            )),
            _ => Ok(()),
        }
    }

    /// Carries out a change whole, or not at all, after what is due until then.
    fn commit(
        &mut self,
        at: Instant,
        base: Base,
        change: &mut dyn FnMut(&mut Tenant) -> Result<Change, LicensingError>,
    ) -> Result<Json, Refusal> {
        self.forward(at)?;
        let moment = Moment::of(&self.tenant, self.clock);
        let clock = self.clock;
        let mut occurrences = Vec::new();
        let (done, effect) = self.tenant.atomically(&mut |tenant| {
            elapse(tenant, clock, at, &mut occurrences);
            change(tenant)
        })?;
        let applied = match done {
            Ok(applied) => applied,
            Err(report) => return Err(self.refusal(&report)),
        };
        let cost = answer::total_cost(applied.cost.as_ref(), &occurrences);
        let entry = Entry {
            at,
            summary: applied.report.summary.clone(),
            changed: applied.changed,
            cost,
            occurrences,
            delta: moment.delta(&self.tenant, at, effect, None),
        };
        let number = self.record(entry);
        self.note_record(base);
        Ok(self.receipt(number, Some(&applied.report)))
    }

    /// The receipt of an entry.
    pub(super) fn receipt(&self, number: u64, report: Option<&Report>) -> Json {
        match self.ledger.entry(number) {
            Some(entry) => {
                answer::receipt(&self.tenant, &Receipt { number, entry, report, undone: false })
            }
            None => Json::null(),
        }
    }

    pub(super) fn refusal(&self, report: &Report) -> Refusal {
        let code = match report.errors.first() {
            Some(licensing::Finding::Problem(problem)) => problem.code,
            Some(licensing::Finding::Shortage(_)) | None => Code::InsufficientLicenses,
        };
        let details = answer::report(&self.tenant, report);
        Refusal::Report(code, details, report.summary.message.clone())
    }

    /// Applies a command or a list of them: one entry, whole or not at all.
    ///
    /// # Errors
    /// A refusal with its report; `OUT_OF_ORDER`; malformed input.
    pub fn apply(
        &mut self,
        command: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let commands = read_commands(&mut reader, command, self.context(selections));
        let at = self.instant(&mut reader, at, now);
        let commands = reader.finish(commands)?.unwrap_or_default();
        self.commit(at, Base::Kept, &mut |draft| {
            let mut total: Option<Applied> = None;
            for command in &commands {
                let applied = match command {
                    Command::Request(request) => licensing::apply(draft, request, at)?,
                    Command::Purchase(bought) => licensing::purchase(draft, *bought, at),
                };
                match applied {
                    Ok(applied) => total = Some(joined(total, applied)?),
                    Err(report) => return Ok(Err(report)),
                }
            }
            Ok(Ok(total.unwrap_or_else(|| Applied::nothing(draft))))
        })
    }

    /// Takes a remedy and grants the request: one entry.
    ///
    /// # Errors
    /// A refusal with its report; `REMEDY_NOT_OFFERED`; `OUT_OF_ORDER`; malformed input.
    pub fn apply_remedy(
        &mut self,
        request: Value,
        kind: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = read_request(&mut reader, &Path::root("request"), request, context);
        let kind = read_remedy(&mut reader, kind);
        let at = self.instant(&mut reader, at, now);
        let (Some(request), Some(kind)) = reader.finish((request, kind))? else {
            return Err(LicensingError::from_problems(Vec::new()).into());
        };
        self.commit(at, Base::Kept, &mut |draft| licensing::apply_remedy(draft, &request, kind, at))
    }

    /// Corrects account, counts, prices or policy.
    ///
    /// # Errors
    /// Malformed input; `OUT_OF_ORDER`.
    pub fn configure(
        &mut self,
        change: Value,
        at: Option<Value>,
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let path = Path::root("");
        let mut configuration = licensing::Configuration::default();
        if let Some(mut fields) = reader.object(&Path::root("change"), change) {
            let policy = &self.tenant.policy;
            configuration = read_contract(&mut reader, &path, &mut fields, policy, false);
            fields.finish(&mut reader, &path);
        }
        let at = self.instant(&mut reader, at, now);
        let configuration = reader.finish(configuration)?;
        let bought = configuration.purchased.unwrap_or(self.baseline.purchased);
        let done = self.commit(at, Base::Corrected(bought), &mut |draft| {
            Ok(Ok(licensing::configure(draft, configuration.clone(), at)))
        })?;
        self.correct_baseline(bought);
        Ok(done)
    }

    /// The contract and the settings.
    pub fn contract(&self) -> Json {
        write_contract(&self.tenant)
    }

    /// The whole tenant as plain objects.
    pub fn state(&self) -> Json {
        write_state(&self.tenant, self.clock)
    }
}

/// Several changes as one: counts and costs added, the last report kept.
fn joined(total: Option<Applied>, next: Applied) -> Result<Applied, LicensingError> {
    let Some(total) = total else { return Ok(next) };
    let cost = match (total.cost, next.cost) {
        (Some(a), Some(b)) => Some(a.plus(&b).ok_or_else(|| {
            LicensingError::new(
                Code::AmountTooLarge,
                "the cost exceeds 2^53 - 1 minor units; buy in smaller steps",
            )
        })?),
        (a, b) => a.or(b),
    };
    Ok(Applied { report: next.report, changed: total.changed + next.changed, cost })
}
