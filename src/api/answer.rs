//! Writing reports, shortages, outcomes and receipts.

use super::state::write_data;
use super::write::{Object, money, number, pool, problem, size};
use crate::directory::Row;
use crate::licensing::{
    Applied, Candidate, Decision, Finding, Part, PoolChange, Report, Shortage, Tenant,
};
use crate::model::{Action, Code, NAMED_IDS, Rule};
use crate::retention::{Judge, Outcome, Verdict};
use crate::time::Instant;
use crate::value::Value;

/// How many candidates a handle names.
pub const NAMED_CANDIDATES: usize = NAMED_IDS;

/// A report; of candidates, at most this many are named.
pub fn report(tenant: &Tenant, report: &Report, candidates: usize) -> Value {
    let findings = |findings: &[Finding]| {
        Value::List(
            findings
                .iter()
                .map(|finding| match finding {
                    Finding::Problem(found) => problem(found),
                    Finding::Shortage(found) => shortage(tenant, found, candidates),
                })
                .collect(),
        )
    };
    Object::new()
        .with("ok", report.ok)
        .with("summary", problem(&report.summary))
        .with("changes", number(report.changes))
        .with("unchanged", number(report.unchanged))
        .with("skipped", number(report.skipped))
        .with("pools", Value::List(report.pools.iter().map(pool_change).collect()))
        .with("errors", findings(&report.errors))
        .with("warnings", findings(&report.warnings))
        .value()
}

fn pool_change(change: &PoolChange) -> Value {
    Object::new()
        .with("holder", change.before.key.holder.as_str())
        .with("license", change.before.key.license.as_str())
        .with("before", pool(&change.before))
        .with("after", pool(&change.after))
        .value()
}

/// One pool's shortage with its remedies; at most this many candidates are named.
pub fn shortage(tenant: &Tenant, shortage: &Shortage, candidates: usize) -> Value {
    let key = shortage.key;
    let fewer = Object::new()
        .with("kind", "selectFewer")
        .with("fits", number(shortage.available))
        .with("deselect", number(shortage.shortfall()))
        .value();
    let mut remedies = vec![fewer];
    if shortage.purchasable {
        remedies.push(
            Object::new()
                .with("kind", "purchase")
                .with("count", number(shortage.missing))
                .with("license", key.license.as_str())
                .with("cost", shortage.cost.as_ref().map(money))
                .value(),
        );
    }
    let named = shortage.candidates.iter().take(candidates);
    remedies.push(
        Object::new()
            .with("kind", "deactivate")
            .with("count", number(shortage.missing))
            .with("candidates", Value::List(named.map(|one| candidate(tenant, one)).collect()))
            .with("missing", number(shortage.uncovered()))
            .value(),
    );
    Object::new()
        .with("code", Code::InsufficientLicenses.as_str())
        .with("rule", Rule::InsufficientLicenses.slug())
        .with("holder", key.holder.as_str())
        .with("license", key.license.as_str())
        .with("requested", number(shortage.requested))
        .with("available", number(shortage.available))
        .with("shortfall", number(shortage.shortfall()))
        .with("message", shortage.message())
        .with("remedies", Value::List(remedies))
        .value()
}

fn candidate(tenant: &Tenant, candidate: &Candidate) -> Value {
    Object::new()
        .with("id", tenant.directory().id(candidate.row))
        .with("how", candidate.how.as_str())
        .with("reason", candidate.reason)
        .with("purgeAt", candidate.purge_at)
        .value()
}

fn outcome(tenant: &Tenant, row: Row, action: Option<Action>, verdict: &Verdict) -> Value {
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
        .with("daysUnlicensed", verdict.days_unlicensed.map(|days| number(days.unsigned_abs())))
        .with("rules", Value::list(verdict.rules.iter().map(|rule| rule.slug())))
        .with("warnings", Value::list(codes))
        .value()
}

/// What happens to everyone a question is about, and how often each outcome occurs.
#[derive(Debug)]
pub struct Outcomes {
    /// The outcomes asked for.
    pub listed: Vec<Value>,
    /// How often each of [`Outcome::ALL`] occurs.
    totals: [u64; Outcome::ALL.len()],
}

impl Outcomes {
    /// Of a request, as if it were granted.
    pub fn of_decision(tenant: &Tenant, decision: &Decision, offset: usize, limit: usize) -> Self {
        let targets = decision.targets.iter().copied();
        let mut judge = Judge::new(&tenant.policy, decision.at, Some(decision.action));
        let judged = targets
            .map(|(row, part): (Row, Part)| (row, decision.verdict(tenant, &mut judge, row, part)));
        Self::collect(tenant, Some(decision.action), judged, offset, limit)
    }

    /// Of everyone, if nobody does anything.
    pub fn of_nothing(tenant: &Tenant, at: Instant, offset: usize, limit: usize) -> Self {
        let mut judge = Judge::new(&tenant.policy, at, None);
        let rows = tenant.directory().rows();
        let judged = rows.map(|row| (row, judge.judge(&tenant.holdings().get(row))));
        Self::collect(tenant, None, judged, offset, limit)
    }

    fn collect(
        tenant: &Tenant,
        action: Option<Action>,
        judged: impl Iterator<Item = (Row, Verdict)>,
        offset: usize,
        limit: usize,
    ) -> Self {
        let mut outcomes = Self { listed: Vec::new(), totals: [0; Outcome::ALL.len()] };
        for (place, (row, verdict)) in judged.enumerate() {
            let counts = outcomes.totals.iter_mut().zip(Outcome::ALL);
            for (count, outcome) in counts {
                *count += u64::from(outcome == verdict.outcome);
            }
            if place >= offset && outcomes.listed.len() < limit {
                outcomes.listed.push(outcome(tenant, row, action, &verdict));
            }
        }
        outcomes
    }

    /// How often each outcome occurs.
    pub fn totals(&self) -> Value {
        let totals = Outcome::ALL.iter().zip(self.totals).filter(|(_, count)| *count > 0);
        Value::Object(
            totals.map(|(outcome, count)| (outcome.as_str().to_owned(), number(count))).collect(),
        )
    }
}

/// What a change left behind.
pub fn receipt(
    tenant: &Tenant,
    applied: &Applied,
    at: Instant,
    entry: u64,
    purges: &[(Instant, Row)],
) -> Value {
    let first = purges.iter().take(NAMED_IDS).map(|&(at, row)| {
        Object::new()
            .with("at", at)
            .with("code", Code::Purged.as_str())
            .with("rule", Rule::Grace60.slug())
            .with("id", tenant.directory().id(row))
            .with("holder", tenant.directory().holder(row).as_str())
            .with("before", "grace")
            .with("after", "purged")
            .with("count", number(1))
            .value()
    });
    let mut by_code = Vec::new();
    if !purges.is_empty() {
        by_code.push((Code::Purged.as_str().to_owned(), size(purges.len())));
    }
    let occurrences = Object::new()
        .with("total", size(purges.len()))
        .with("byCode", Value::Object(by_code))
        .with("first", Value::List(first.collect()))
        .value();
    Object::new()
        .with("at", at)
        .with("entry", number(entry))
        .with("report", report(tenant, &applied.report, NAMED_CANDIDATES))
        .with("cost", applied.cost.as_ref().map(money))
        .with("changed", number(applied.changed))
        .with("occurrences", occurrences)
        .value()
}
