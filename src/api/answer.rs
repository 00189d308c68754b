//! Writing reports, shortages, outcomes and receipts.

use super::state::write_data;
use super::write::{money, pool, problem};
use crate::automation::{Occurrence, by_code};
use crate::directory::{Row, RowSet};
use crate::json::{Json, Object};
use crate::licensing::{
    Candidate, Decision, Finding, PoolChange, Report, Shortage, Tenant, Verdicts,
};
use crate::model::{Action, Code, Holder, Money, NAMED_IDS, Rule};
use crate::plan::Entry;
use crate::retention::{Outcome, Status, Verdict};
use crate::time::Instant;

/// A report.
pub fn report(tenant: &Tenant, report: &Report) -> Json {
    let findings = |findings: &[Finding]| {
        Json::list(findings.iter().map(|finding| match finding {
            Finding::Problem(found) => problem(found),
            Finding::Shortage(found) => shortage(tenant, found),
        }))
    };
    Object::new()
        .with("ok", report.ok)
        .with("summary", problem(&report.summary))
        .with("changes", report.changes)
        .with("unchanged", report.unchanged)
        .with("skipped", report.skipped)
        .with("pools", Json::list(report.pools.iter().map(pool_change)))
        .with("errors", findings(&report.errors))
        .with("warnings", findings(&report.warnings))
        .value()
}

fn pool_change(change: &PoolChange) -> Json {
    Object::new()
        .with("holder", change.before.key.holder.as_str())
        .with("license", change.before.key.license.as_str())
        .with("before", pool(&change.before))
        .with("after", pool(&change.after))
        .value()
}

/// One pool's shortage with its remedies.
pub fn shortage(tenant: &Tenant, shortage: &Shortage) -> Json {
    let key = shortage.key;
    let fewer = Object::new()
        .with("kind", "selectFewer")
        .with("fits", shortage.available)
        .with("deselect", shortage.shortfall())
        .value();
    let mut remedies = vec![fewer];
    if shortage.purchasable {
        remedies.push(
            Object::new()
                .with("kind", "purchase")
                .with("count", shortage.missing)
                .with("license", key.license.as_str())
                .with("cost", shortage.cost.as_ref().map(money))
                .value(),
        );
    }
    let named = shortage.candidates.first.iter();
    remedies.push(
        Object::new()
            .with("kind", "deactivate")
            .with("count", shortage.missing)
            .with("candidates", Json::list(named.map(|one| candidate(tenant, one))))
            .with("missing", shortage.uncovered())
            .value(),
    );
    Object::new()
        .with("code", Code::InsufficientLicenses.as_str())
        .with("rule", Rule::InsufficientLicenses.slug())
        .with("holder", key.holder.as_str())
        .with("license", key.license.as_str())
        .with("requested", shortage.requested)
        .with("available", shortage.available)
        .with("shortfall", shortage.shortfall())
        .with("message", shortage.message())
        .with("remedies", Json::list(remedies.into_iter()))
        .value()
}

fn candidate(tenant: &Tenant, candidate: &Candidate) -> Json {
    Object::new()
        .with("id", tenant.directory().id(candidate.row))
        .with("how", candidate.how.as_str())
        .with("reason", candidate.reason)
        .with("purgeAt", candidate.purge_at)
        .value()
}

fn outcome(tenant: &Tenant, row: Row, action: Option<Action>, verdict: &Verdict) -> Json {
    let codes = verdict.warnings.iter().map(|code| code.as_str());
    Object::new()
        .with("id", tenant.directory().id(row))
        .with("holder", tenant.directory().holder(row).as_str())
        .with("action", action.map_or("none", Action::as_str))
        .with("before", verdict.before.status.as_str())
        .with("after", verdict.after.as_str())
        .with("outcome", verdict.outcome.as_str())
        .with("data", verdict.data.map(write_data))
        .with("purgeAt", verdict.purge_at)
        .with("nextBackupBy", verdict.next_backup_by)
        .with("daysUnlicensed", verdict.days_unlicensed.map(|days| days.unsigned_abs()))
        .with("rules", Json::list(verdict.rules.iter().map(|rule| rule.slug())))
        .with("warnings", Json::list(codes))
        .value()
}

/// What happens to everyone a question is about, and how often each outcome occurs.
#[derive(Debug)]
pub struct Outcomes {
    /// The outcomes asked for.
    pub listed: Vec<Json>,
    /// How often each of [`Outcome::ALL`] occurs.
    totals: [u64; Outcome::ALL.len()],
}

impl Outcomes {
    /// Of a request, as if it were granted.
    pub fn of_decision(tenant: &Tenant, decision: &Decision, offset: usize, limit: usize) -> Self {
        let verdicts = Verdicts::new(tenant, decision.at, Some(decision.action));
        let mut granted = decision.changes.clone();
        granted.or(&decision.unchanged);
        let mut outcomes = Self::counted(tenant, &granted, verdicts);
        let targets = decision.chosen.set();
        let refused = targets.count() - granted.count();
        if let Some(count) = outcomes.totals.get_mut(Outcome::Refused as usize) {
            *count += refused as u64;
        }
        for row in decision.chosen.some(tenant.directory(), targets, offset, limit) {
            let verdict = decision.verdict(tenant, verdicts, row);
            outcomes.listed.push(outcome(tenant, row, Some(decision.action), &verdict));
        }
        outcomes
    }

    /// Of everyone, if nobody does anything.
    pub fn of_nothing(tenant: &Tenant, at: Instant, offset: usize, limit: usize) -> Self {
        let verdicts = Verdicts::new(tenant, at, None);
        let everyone = RowSet::full(tenant.directory().len());
        let mut outcomes = Self::counted(tenant, &everyone, verdicts);
        for row in tenant.directory().part(&everyone, offset, limit) {
            outcomes.listed.push(outcome(tenant, row, None, &verdicts.of(row)));
        }
        outcomes
    }

    /// How often each outcome occurs among some rows.
    fn counted(tenant: &Tenant, rows: &RowSet, verdicts: Verdicts<'_>) -> Self {
        let mut totals = [0; Outcome::ALL.len()];
        for (code, count) in (0..).zip(tenant.holdings().counts(rows)).filter(|(_, n)| *n > 0) {
            if let Some(total) = totals.get_mut(verdicts.of_code(code).outcome as usize) {
                *total += u64::from(count);
            }
        }
        Self { listed: Vec::new(), totals }
    }

    /// How often each outcome occurs.
    pub fn totals(&self) -> Json {
        let mut totals = Object::new();
        for (outcome, count) in Outcome::ALL.iter().zip(self.totals).filter(|(_, count)| *count > 0)
        {
            totals.with(outcome.as_str(), count);
        }
        totals.value()
    }
}

/// The cost of a command with what was bought by itself before it; none where nothing is known of
/// it, or the sum is of two currencies or too large.
pub fn total_cost(command: Option<&Money>, occurrences: &[Occurrence]) -> Option<Money> {
    let mut total = command.cloned();
    for cost in occurrences.iter().filter_map(|occurrence| occurrence.cost.as_deref()) {
        total = match total {
            None => Some(cost.clone()),
            Some(total) => Some(total.plus(cost)?),
        };
    }
    total
}

/// One thing that happened.
pub fn occurrence(tenant: &Tenant, one: &Occurrence) -> Json {
    let directory = tenant.directory();
    let row = one.row.filter(|row| row.index() < directory.len());
    let holder = row.map(|row| directory.holder(row)).or(one.pool.map(|pool| pool.holder));
    Object::new()
        .with("at", one.at)
        .with("code", one.code.as_str())
        .with("rule", one.rule.slug())
        .with("id", row.map(|row| directory.id(row)))
        .with("holder", holder.map(Holder::as_str))
        .with("before", one.before.map(Status::as_str))
        .with("after", one.after.map(Status::as_str))
        .with("count", one.count)
        .maybe("cost", one.cost.as_deref().map(money))
        .value()
}

/// Some of what happened, with the numbers of all.
pub fn occurrences(tenant: &Tenant, all: &[Occurrence]) -> Json {
    let mut counts = Object::new();
    for (code, count) in by_code(all) {
        counts.with(code.as_str(), count);
    }
    let first = all.iter().take(NAMED_IDS).map(|one| occurrence(tenant, one));
    Object::new()
        .with("total", all.len())
        .with("byCode", counts.value())
        .with("first", Json::list(first))
        .value()
}

/// What a change left behind.
#[derive(Debug)]
pub struct Receipt<'a> {
    /// The number of its entry.
    pub number: u64,
    /// The entry itself.
    pub entry: &'a Entry,
    /// What the command did; none where time only passed.
    pub report: Option<&'a Report>,
    /// Whether the change was taken back: then nothing happened by itself.
    pub undone: bool,
}

/// Writes a receipt.
pub fn receipt(tenant: &Tenant, receipt: &Receipt<'_>) -> Json {
    let Receipt { number, entry, report: told, undone } = *receipt;
    let happened = if undone { &[] } else { entry.occurrences.as_slice() };
    Object::new()
        .with("at", entry.at)
        .with("entry", number)
        .with("report", told.map(|told| report(tenant, told)))
        .with("cost", entry.cost.as_ref().map(money))
        .with("changed", entry.changed)
        .with("occurrences", occurrences(tenant, happened))
        // The binary form of `entry.delta` goes here.
        .with("operation", Json::null())
        .value()
}
