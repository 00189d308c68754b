//! What a request would do: everything is found out here, and nothing is changed.

use super::Tenant;
use super::effect::Effect;
use super::findings::{self, Warnings};
use super::report::{Finding, PoolChange, Report};
use super::request::{self, Request, Resolved};
use super::shortage::{self, Shortage};
use super::targets::Chosen;
use super::tenant::shift;
use super::verdicts::Verdicts;
use crate::directory::{Row, RowSet};
use crate::model::{Account, Action, Holder, LicensingError, NAMED_IDS, PoolKey};
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
    /// The known targets.
    pub chosen: Chosen,
    /// Those whose license changes, if the request is granted.
    pub changes: RowSet,
    /// Those that hold it already, or have none to take.
    pub unchanged: RowSet,
    /// Those that cannot hold a license.
    pub barred: RowSet,
    /// The pools that are short, before any filling.
    pub shortages: Vec<Shortage>,
    /// The report to give.
    pub report: Report,
}

impl Decision {
    /// What the request means for one of its targets.
    pub fn part(&self, row: Row) -> Part {
        match () {
            () if self.changes.contains(row) => Part::Changes,
            () if self.unchanged.contains(row) => Part::Unchanged,
            () if self.barred.contains(row) => Part::NotLicensable,
            () => Part::LeftOver,
        }
    }

    /// What is changed if the request is granted.
    pub fn effect(&self, tenant: &Tenant) -> Effect {
        let holdings = tenant.holdings();
        let verdicts = Verdicts::new(tenant, self.at, Some(self.action));
        let mut effect = Effect::default();
        let mut groups = vec![None; holdings.distinct()];
        for row in self.chosen.some(tenant.directory(), &self.changes, 0, usize::MAX) {
            let code = holdings.code_of(row);
            if let Some(group) = groups.get_mut(code as usize) {
                let mut begin =
                    || effect.begin(holdings.value(code), verdicts.of_code(code).holding);
                let group = *group.get_or_insert_with(&mut begin);
                effect.add(group, row);
            }
        }
        effect
    }

    /// The judgement on one target, as if the request were granted.
    pub fn verdict(&self, tenant: &Tenant, verdicts: Verdicts<'_>, row: Row) -> Verdict {
        match self.part(row) {
            part @ (Part::Changes | Part::Unchanged) => {
                let mut verdict = verdicts.of(row);
                findings::add_guest(tenant, row, self.action, part, &mut verdict);
                verdict
            }
            part => {
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
/// Everything is found out by sets of rows and by distinct holdings, never row by row: a request for
/// a million people is decided about as fast as one of their columns is looked through.
///
/// # Errors
/// `INVALID_FILTER` for a filter with a mistake; refusals are in the report.
pub fn decide(tenant: &Tenant, request: &Request, at: Instant) -> Result<Decision, LicensingError> {
    decide_naming(tenant, request, at, NAMED_IDS)
}

/// As [`decide`], with so many candidates to give up a license by name.
///
/// # Errors
/// Those of [`decide`].
pub fn decide_naming(
    tenant: &Tenant,
    request: &Request,
    at: Instant,
    named: usize,
) -> Result<Decision, LicensingError> {
    let action = request.action;
    let Resolved { chosen, skipped, any, errors: mistakes } =
        request::resolve(tenant, request, at)?;
    let unchanged = request::holding_it(tenant, action, chosen.set());
    let barred = request::barred(tenant, action, chosen.set());
    let mut changes = chosen.set().clone();
    changes.minus(&unchanged);
    changes.minus(&barred);
    let needed = needed(tenant, action, &changes);
    let shortages = shortage::find(tenant, needed, chosen.set(), at, named);
    let asked = changes.count();
    if request.fill && !shortages.is_empty() {
        changes = those_that_fit(tenant, action, &chosen, &changes);
    }
    let left_over = (asked - changes.count()) as u64;

    let mut errors: Vec<Finding> = Vec::new();
    if tenant.account == Account::Expired && action != Action::Deactivate && any {
        errors.push(Finding::Problem(findings::account_expired()));
    }
    errors.extend(mistakes.into_iter().map(Finding::Problem));
    errors.extend(findings::not_licensable(tenant, &chosen, &barred).map(Finding::Problem));
    let mut warnings = Vec::new();
    let short = if request.fill { &mut warnings } else { &mut errors };
    short.extend(shortages.iter().cloned().map(Finding::Shortage));
    let held = Held::by(tenant, &changes);
    let verdicts = Verdicts::new(tenant, at, Some(action));
    let found = Warnings { tenant, action, at, chosen: &chosen, changes: &changes };
    let found = found.find(&held, verdicts, request, &shortages);
    warnings.extend(found.into_iter().map(Finding::Problem));

    let selected = chosen.set().count() as u64;
    let mut report = Report {
        ok: errors.is_empty(),
        summary: findings::nothing_yet(),
        changes: changes.count() as u64,
        unchanged: unchanged.count() as u64,
        skipped: skipped + left_over,
        pools: pool_changes(tenant, &held, action),
        errors,
        warnings,
    };
    report.summary = findings::summary(action, &report, selected + skipped, &shortages);
    if !report.ok {
        // A refused request changes nothing; the summary says what was asked.
        report.changes = 0;
        report.pools = Vec::new();
    }
    Ok(Decision { action, at, chosen, changes, unchanged, barred, shortages, report })
}

/// How many licenses some rows need of each pool.
fn needed(tenant: &Tenant, action: Action, rows: &RowSet) -> [u64; 4] {
    let mut needed = [0; 4];
    let mut mailboxes = rows.clone();
    mailboxes.and(tenant.directory().mailboxes());
    let in_mailboxes = mailboxes.count();
    for (holder, count) in
        [(Holder::Users, rows.count() - in_mailboxes), (Holder::Mailboxes, in_mailboxes)]
    {
        let pool = action.grants().map(|license| PoolKey { holder, license }.index());
        if let Some(needed) = pool.and_then(|pool| needed.get_mut(pool)) {
            *needed = count as u64;
        }
    }
    needed
}

/// Targets in order while they fit, pool by pool (`whenShort: "fill"`).
fn those_that_fit(tenant: &Tenant, action: Action, chosen: &Chosen, rows: &RowSet) -> RowSet {
    let directory = tenant.directory();
    let mut left = tenant.pools().map(crate::model::Pool::available);
    let mut fit = rows.clone();
    for row in chosen.some(directory, rows, 0, usize::MAX) {
        let holder = directory.holder(row);
        let pool = action.grants().map(|license| PoolKey { holder, license }.index());
        match pool.and_then(|index| left.get_mut(index)) {
            Some(Some(0)) => fit.remove(row),
            Some(Some(count)) => *count -= 1,
            Some(None) | None => {}
        }
    }
    fit
}

/// Which of the distinct holdings some rows have: how many users each, and how many mailboxes.
#[derive(Debug)]
pub(super) struct Held(Vec<(u32, [usize; 2])>);

impl Held {
    pub(super) fn by(tenant: &Tenant, rows: &RowSet) -> Self {
        let mut mailboxes = rows.clone();
        mailboxes.and(tenant.directory().mailboxes());
        let (all, of_mailboxes) =
            (tenant.holdings().counts(rows), tenant.holdings().counts(&mailboxes));
        let mut held = Vec::new();
        for (code, (&all, &m)) in (0..).zip(all.iter().zip(&of_mailboxes)) {
            if all > 0 {
                held.push((code, [(all - m) as usize, m as usize]));
            }
        }
        Self(held)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, [usize; 2])> {
        self.0.iter().copied()
    }
}

/// The pools the changes touch, before and after.
fn pool_changes(tenant: &Tenant, held: &Held, action: Action) -> Vec<PoolChange> {
    let mut after = tenant.pools().map(|pool| pool.assigned);
    for (code, counts) in held.iter() {
        shift(&mut after, counts, tenant.holdings().license_of(code), action.grants());
    }
    let pools = tenant.pools().into_iter().zip(after);
    pools
        .filter(|(before, after)| before.assigned != *after)
        .map(|(before, after)| PoolChange { before, after: tenant.pool_with(before.key, after) })
        .collect()
}
