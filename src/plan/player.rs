//! A plan played on a tenant: dated commands, and what happens by itself between them.

use crate::automation::{Advice, Clockwork, Occurrence};
use crate::directory::Row;
use crate::licensing::{
    Configuration, Decision, Effect, Finding, Report, Request, Tenant, apply, configure, decide,
    purchase,
};
use crate::model::{Code, Count, License, LicensingError, PoolKey, Purchased, Record, Rule};
use crate::time::Instant;

/// What a plan does at an instant.
#[derive(Clone, Debug)]
pub enum Step {
    /// Gives or takes licenses.
    Request(Request),
    /// Buys licenses.
    Purchase(Purchased),
    /// People join the tenant.
    Join(Vec<Record>),
    /// People are deleted, by their ids.
    Leave(Vec<String>),
    /// Contract or settings change.
    Configure(Box<Configuration>),
}

/// A step with its instant.
#[derive(Clone, Debug)]
pub struct Dated {
    /// When.
    pub at: Instant,
    /// What.
    pub step: Step,
}

/// Puts a plan in the order it is played: by instant; of one instant purchases come first, so that
/// what is bought then can be used then.
pub fn sort_plan(plan: Vec<Dated>) -> Vec<Dated> {
    let mut places: Vec<Row> = (0..plan.len()).map(Row::new).collect();
    crate::directory::sort_rows(&mut places, &mut |a, b| {
        let key = |place: Row| {
            let dated = plan.get(place.index());
            dated.map(|dated| (dated.at, !matches!(dated.step, Step::Purchase(_))))
        };
        key(a).cmp(&key(b))
    });
    let mut plan: Vec<Option<Dated>> = plan.into_iter().map(Some).collect();
    let sorted = places.into_iter().filter_map(|place| plan.get_mut(place.index())?.take());
    sorted.collect()
}

/// A tenant on which a plan is played.
#[derive(Debug)]
pub struct Player {
    /// The tenant as it has become.
    pub tenant: Tenant,
    /// Everything that happened, in order.
    pub occurrences: Vec<Occurrence>,
    clock: Clockwork,
}

impl Player {
    /// Begins at an instant; with `advising` it buys what it is short of, and notes that.
    pub fn new(tenant: &Tenant, start: Instant, advising: Option<Advice>) -> Self {
        let mut clock = Clockwork::new(tenant, start);
        clock.advice = advising;
        Self { tenant: tenant.clone(), occurrences: Vec::new(), clock }
    }

    /// What was bought and saved on advice.
    pub fn advice(&mut self) -> Option<&mut Advice> {
        self.clock.advice.as_mut()
    }

    /// Lets time pass.
    pub fn until(&mut self, at: Instant) {
        self.clock.run(&mut self.tenant, at, &mut self.occurrences);
    }

    /// Plays a step, after what is due until then. A refused one changes nothing and is noted.
    ///
    /// # Errors
    /// `INVALID_INPUT` for joiners who are there already; `INVALID_FILTER`; `TOO_LARGE`.
    pub fn play(&mut self, dated: &Dated) -> Result<(), LicensingError> {
        let at = dated.at;
        self.until(at);
        match &dated.step {
            Step::Request(request) => self.request(request, at)?,
            Step::Purchase(bought) => {
                let count = bought.standard.get() + bought.archived.get();
                let done = purchase(&mut self.tenant, *bought, at);
                self.occurrences.push(match done {
                    Ok(applied) => Occurrence {
                        cost: applied.cost.map(Box::new),
                        ..Occurrence::new(at, Code::SummaryPurchase, Rule::Purchase, count)
                    },
                    Err(report) => refused(&report, at),
                });
            }
            Step::Join(records) => self.join(records, at)?,
            Step::Leave(ids) => self.leave(ids, at),
            Step::Configure(change) => {
                let applied = configure(&mut self.tenant, change.as_ref().clone(), at);
                self.clock.configured(&self.tenant);
                self.occurrences.push(Occurrence::new(
                    at,
                    Code::SummaryConfigure,
                    Rule::Covers,
                    applied.changed,
                ));
            }
        }
        Ok(())
    }

    fn request(&mut self, request: &Request, at: Instant) -> Result<(), LicensingError> {
        let decision = decide(&self.tenant, request, at)?;
        if self.clock.advice.is_some()
            && !decision.shortages.is_empty()
            && is_short_only(&decision.report)
        {
            self.buy_for(&decision, at);
        }
        for shortage in &decision.shortages {
            if self.clock.advice.is_none() {
                self.occurrences.push(Occurrence {
                    pool: Some(shortage.key),
                    ..Occurrence::new(
                        at,
                        Code::InsufficientLicenses,
                        Rule::InsufficientLicenses,
                        shortage.shortfall(),
                    )
                });
            }
        }
        let (done, effect) = self.tenant.atomically(&mut |tenant| apply(tenant, request, at))?;
        match done {
            Ok(applied) => {
                let code = applied.report.summary.code;
                self.occurrences.push(Occurrence::new(at, code, Rule::Atomic, applied.changed));
                self.clock.changed(&self.tenant, &effect);
            }
            // A shortage was noted already.
            Err(report) if is_short_only(&report) => {}
            Err(report) => self.occurrences.push(refused(&report, at)),
        }
        Ok(())
    }

    /// Advice: buys what a request is short of.
    fn buy_for(&mut self, decision: &Decision, at: Instant) {
        let mut bought = Purchased::default();
        for shortage in &decision.shortages {
            let count = Count::new(shortage.missing).unwrap_or(Count::MAX);
            match shortage.key.license {
                License::Standard => bought.standard = bought.standard.max(count),
                License::Archived => bought.archived = bought.archived.max(count),
            }
        }
        let done = purchase(&mut self.tenant, bought, at);
        let prices = self.tenant.prices.clone();
        if let Some(advice) = &mut self.clock.advice {
            match done {
                Ok(_) => advice.bought.push((at, bought, prices)),
                Err(_) => advice.hopeless = true,
            }
        }
    }

    fn join(&mut self, records: &[Record], at: Instant) -> Result<(), LicensingError> {
        let first = self.tenant.directory().len();
        let mut records = records.to_vec();
        for record in &mut records {
            record.person.joined_at = record.person.joined_at.or(Some(at));
        }
        self.tenant.join(&records)?;
        let len = self.tenant.directory().len();
        self.clock.join(&self.tenant, first..len, at);
        let count = records.len() as u64;
        self.occurrences.push(Occurrence::new(at, Code::Joined, Rule::GroupLicensing, count));
        Ok(())
    }

    fn leave(&mut self, ids: &[String], at: Instant) {
        let mut effect = Effect::default();
        let mut unknown = 0;
        for id in ids {
            let Some(row) = self.tenant.directory().row_of(id) else {
                unknown += 1;
                continue;
            };
            let before = self.tenant.holdings().get(row);
            if before.deleted_at.is_none_or(|deleted| deleted > at) {
                let mut after = before;
                after.deleted_at = Some(at);
                effect.push(row, before, after);
            }
        }
        let count = effect.len();
        self.tenant.redo(&effect);
        self.clock.changed(&self.tenant, &effect);
        let left = Occurrence::new(at, Code::Left, Rule::DeletedHasNoBackups, count);
        self.occurrences.push(left);
        if unknown > 0 {
            let unknown = Occurrence::new(at, Code::UnknownHolder, Rule::WhoCanHold, unknown);
            self.occurrences.push(unknown);
        }
    }
}

fn is_short_only(report: &Report) -> bool {
    report.errors.iter().all(|finding| matches!(finding, Finding::Shortage(_)))
}

/// A command that was refused, by its first reason.
fn refused(report: &Report, at: Instant) -> Occurrence {
    let problem = report.errors.iter().find_map(|finding| match finding {
        Finding::Problem(problem) => Some(problem),
        Finding::Shortage(_) => None,
    });
    let (code, rule, count) = match problem {
        Some(problem) => (problem.code, problem.rule, problem.count),
        None => (Code::Refused, None, 0),
    };
    Occurrence::new(at, code, rule.unwrap_or(Rule::Atomic), count)
}

/// The pool a shortage is noted of, where an occurrence is one.
pub(super) fn shortage_of(occurrence: &Occurrence) -> Option<PoolKey> {
    occurrence.pool.filter(|_| occurrence.code == Code::InsufficientLicenses)
}
