//! What a request would do: everything is found out here, and nothing is changed.

use super::Tenant;
use super::effect::Effect;
use super::findings::{self, Warnings};
use super::report::{Finding, PoolChange, Report};
use super::request::{self, Request};
use super::shortage::{self, Shortage};
use super::verdicts::Verdicts;
use crate::directory::{Row, RowSet};
use crate::model::{Account, Action, Holder, LicensingError, PoolKey};
use crate::retention::{Few, Outcome, Verdict, judge};
use crate::time::Instant;

/// What a request means for one of its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The license changes.
    Changes,
    /// It holds that license already, or has none to take.
    Unchanged,
    /// It cannot hold a license (rule `who-can-hold`).
    NotLicensable,
    /// It does not fit any more (`fill`).
    LeftOver,
}

/// A request, decided: who changes, what is wrong, what to warn of.
#[derive(Debug)]
pub struct Decision {
    /// What was asked.
    pub action: Action,
    /// When.
    pub at: Instant,
    /// The known targets in order, and what becomes of each.
    pub targets: Vec<(Row, Part)>,
    /// The known targets as a set.
    pub is_target: RowSet,
    /// The pools that are short, before any filling.
    pub shortages: Vec<Shortage>,
    /// What is changed if the request is granted.
    pub effect: Effect,
    /// The report to give.
    pub report: Report,
}

impl Decision {
    /// The judgement on one target, as if the request were granted.
    pub fn verdict(
        &self,
        tenant: &Tenant,
        verdicts: &mut Verdicts<'_>,
        row: Row,
        part: Part,
    ) -> Verdict {
        match part {
            Part::Changes | Part::Unchanged => {
                let mut verdict = verdicts.of(row);
                findings::add_guest(tenant, row, self.action, part, &mut verdict);
                verdict
            }
            Part::NotLicensable | Part::LeftOver => {
                let holding = tenant.holdings().get(row);
                let mut verdict = judge(&holding, &tenant.policy, self.at, None);
                verdict.outcome = Outcome::Refused;
                verdict.rules = Few::one(findings::refusal_rule(part));
                verdict
            }
        }
    }
}

/// Decides a request at an instant; the tenant stays as it is.
///
/// # Errors
/// `INVALID_FILTER` for a filter with a mistake; refusals are in the report.
pub fn decide(tenant: &Tenant, request: &Request, at: Instant) -> Result<Decision, LicensingError> {
    let action = request.action;
    let found = request::resolve(tenant, request, at)?;
    let holdings = tenant.holdings();
    let mut targets = Vec::with_capacity(found.rows.len());
    let mut needed = [0u64; 4];
    let mut changes = 0;
    // Without any mailbox everybody draws on one pool.
    let has_mailboxes = !tenant.directory().mailboxes().is_empty();
    let licensable = request::licensable(tenant, action);
    let held: Vec<bool> =
        holdings.values().map(|holding| holding.license == action.grants()).collect();
    for row in found.rows {
        let part = if held.get(holdings.code_of(row) as usize).copied().unwrap_or(false) {
            Part::Unchanged
        } else if !licensable(row) {
            Part::NotLicensable
        } else {
            if has_mailboxes
                && let Some(count) = pool_of(tenant, row, action).and_then(|i| needed.get_mut(i))
            {
                *count += 1;
            }
            changes += 1;
            Part::Changes
        };
        targets.push((row, part));
    }
    let users = action.grants().map(|license| PoolKey { holder: Holder::Users, license }.index());
    if !has_mailboxes && let Some(count) = users.and_then(|index| needed.get_mut(index)) {
        *count = changes;
    }

    let shortages = shortage::find(tenant, needed, &found.is_target, at);
    if request.fill && !shortages.is_empty() {
        leave_over(tenant, action, &mut targets);
    }

    let mut errors: Vec<Finding> = Vec::new();
    if tenant.account == Account::Expired && action != Action::Deactivate && found.any {
        errors.push(Finding::Problem(findings::account_expired()));
    }
    errors.extend(found.errors.into_iter().map(Finding::Problem));
    errors.extend(findings::not_licensable(tenant, &targets).map(Finding::Problem));
    let mut warnings = Vec::new();
    let short = if request.fill { &mut warnings } else { &mut errors };
    short.extend(shortages.iter().cloned().map(Finding::Shortage));

    let mut collected = Warnings::new(tenant, action, at);
    let mut verdicts = Verdicts::new(tenant, at, Some(action));
    let mut groups = vec![None; holdings.distinct()];
    let mut effect = Effect::default();
    let mut counts = [0u64; 4];
    for &(row, part) in &targets {
        if let Some(count) = counts.get_mut(part as usize) {
            *count += 1;
        }
        if part == Part::Changes {
            let code = holdings.code_of(row);
            let verdict = verdicts.of_code(code);
            if let Some(group) = groups.get_mut(code as usize) {
                let begin = || effect.begin(holdings.value(code), verdict.holding);
                let group = *group.get_or_insert_with(begin);
                effect.add(group, row);
            }
            collected.add(row, verdict);
        }
    }
    warnings.extend(collected.finish(request, &shortages).into_iter().map(Finding::Problem));

    let count = |part: Part| counts.get(part as usize).copied().unwrap_or(0);
    let mut report = Report {
        ok: errors.is_empty(),
        summary: findings::nothing_yet(),
        changes: count(Part::Changes),
        unchanged: count(Part::Unchanged),
        skipped: found.skipped + count(Part::LeftOver),
        pools: pool_changes(tenant, &effect),
        errors,
        warnings,
    };
    report.summary =
        findings::summary(action, &report, targets.len() as u64 + found.skipped, &shortages);
    if !report.ok {
        // A refused request changes nothing; the summary says what was asked.
        report.changes = 0;
        report.pools = Vec::new();
    }
    Ok(Decision { action, at, targets, is_target: found.is_target, shortages, effect, report })
}

/// The pool a change of this row takes from, as an index.
fn pool_of(tenant: &Tenant, row: Row, action: Action) -> Option<usize> {
    let holder = tenant.directory().holder(row);
    action.grants().map(|license| PoolKey { holder, license }.index())
}

/// Takes targets in order while they fit, pool by pool (`whenShort: "fill"`).
fn leave_over(tenant: &Tenant, action: Action, targets: &mut [(Row, Part)]) {
    let mut left = tenant.pools().map(crate::model::Pool::available);
    for (row, part) in targets {
        if *part != Part::Changes {
            continue;
        }
        match pool_of(tenant, *row, action).and_then(|index| left.get_mut(index)) {
            Some(Some(0)) => *part = Part::LeftOver,
            Some(Some(count)) => *count -= 1,
            Some(None) | None => {}
        }
    }
}

/// The pools the changes touch, before and after.
fn pool_changes(tenant: &Tenant, effect: &Effect) -> Vec<PoolChange> {
    let mut after = tenant.pools().map(|pool| pool.assigned);
    for group in effect.groups() {
        tenant.shift(&mut after, &group.rows, &group.before, &group.after);
    }
    let pools = tenant.pools().into_iter().zip(after);
    pools
        .filter(|(before, after)| before.assigned != *after)
        .map(|(before, after)| PoolChange { before, after: tenant.pool_with(before.key, after) })
        .collect()
}
