//! Carrying out what was decided: whole, or not at all.

use super::Tenant;
use super::decide::{Decision, decide};
use super::effect::Effect;
use super::findings::{counted, grouped};
use super::remedy::candidates;
use super::report::{Finding, Report};
use super::request::Request;
use super::shortage::{RemedyKind, Shortage, most, of_type};
use crate::directory::Row;
use crate::model::{
    Account, Code, Count, DataField, License, LicensingError, Money, Policy, Pool, Prices, Problem,
    Purchased, Rule,
};
use crate::retention::{Condition, judge, trim};
use crate::time::Instant;

/// What a change left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// What it did, or why it was refused.
    pub report: Report,
    /// Holders changed.
    pub changed: u64,
    /// What it cost, where prices are known.
    pub cost: Option<Money>,
}

/// A refusal as an answer: the tenant is as before.
pub type Change = Result<Applied, Box<Report>>;

/// A correction of the contract or the settings; what is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration {
    /// Paid, trial or expired.
    pub account: Option<Account>,
    /// Licenses bought.
    pub purchased: Option<Purchased>,
    /// Prices; an inner none forgets them.
    pub prices: Option<Option<Prices>>,
    /// The whole policy.
    pub policy: Option<Policy>,
}

/// Applies a request, or refuses it whole (rule `atomic`).
///
/// # Errors
/// `INVALID_FILTER` for a filter with a mistake.
pub fn apply(
    tenant: &mut Tenant,
    request: &Request,
    at: Instant,
) -> Result<Change, LicensingError> {
    let decision = decide(tenant, request, at)?;
    if !decision.report.ok {
        return Ok(Err(Box::new(decision.report)));
    }
    let effect = decision.effect(tenant);
    let changed = effect.len();
    tenant.change(effect);
    Ok(Ok(Applied { report: decision.report, changed, cost: None }))
}

/// Buys licenses (rule `purchase`).
pub fn purchase(tenant: &mut Tenant, bought: Purchased, at: Instant) -> Change {
    let mut errors = Vec::new();
    if tenant.account != Account::Paid {
        errors.push(
            Problem::new(
                Code::PurchaseNotAllowed,
                format!(
                    "licenses can be purchased on a paid account only; this one is `{}`",
                    tenant.account.as_str()
                ),
            )
            .rule(Rule::Purchase),
        );
    }
    let sum = |license| Count::new(tenant.purchased.of(license).get() + bought.of(license).get());
    let total = match (sum(License::Standard), sum(License::Archived)) {
        (Some(standard), Some(archived)) => Purchased { standard, archived },
        _ => {
            let message = format!(
                "a tenant can own at most {} licenses of a type; buy fewer",
                grouped(Count::MAX.get())
            );
            errors.push(Problem::new(Code::TooManyLicenses, message).rule(Rule::Purchase));
            tenant.purchased
        }
    };
    let mut warnings = Vec::new();
    let cost = match tenant.prices.as_ref().map(|prices| prices.cost(bought, at)) {
        Some(Ok(cost)) => Some(cost),
        Some(Err(absent)) => {
            let message = "the cost cannot be told for this day; check the term of the prices";
            warnings.push(Problem::new(absent.code(), message).rule(Rule::Purchase));
            None
        }
        None => None,
    };
    let before = tenant.pools();
    let owned = std::mem::replace(&mut tenant.purchased, total);
    let after = tenant.pools();
    let mut report =
        Report::of_contract(&before, &after, errors, warnings, purchase_summary(bought));
    if report.ok {
        return Ok(Applied { report, changed: 0, cost });
    }
    tenant.purchased = owned;
    report.summary.code = Code::SummaryRefused;
    report.summary.message.push_str(" Refused: nothing is changed.");
    Err(Box::new(report))
}

fn purchase_summary(bought: Purchased) -> Problem {
    let (standard, archived) = (bought.standard.get(), bought.archived.get());
    let message = match (standard, archived) {
        (0, 0) => "Purchase nothing.".to_owned(),
        (_, 0) => {
            format!("Purchase {}.", counted(standard, "standard license", "standard licenses"))
        }
        (0, _) => {
            format!("Purchase {}.", counted(archived, "archived license", "archived licenses"))
        }
        _ => format!(
            "Purchase {} and {}.",
            counted(standard, "standard license", "standard licenses"),
            counted(archived, "archived license", "archived licenses")
        ),
    };
    Problem::new(Code::SummaryPurchase, message)
        .rule(Rule::Purchase)
        .param("standard", standard)
        .param("archived", archived)
}

/// Takes one of the remedies a shortage offers and then grants the request: frees, buys or fills.
/// A request that fits already is simply applied. When it is refused after all, what was freed or
/// bought stays so: call it in [`Tenant::atomically`].
///
/// # Errors
/// `REMEDY_NOT_OFFERED` when a shortage has no such remedy; `INVALID_FILTER`.
pub fn apply_remedy(
    tenant: &mut Tenant,
    request: &Request,
    kind: RemedyKind,
    at: Instant,
) -> Result<Change, LicensingError> {
    let refusing = Request { fill: false, ..request.clone() };
    if kind == RemedyKind::SelectFewer {
        return apply(tenant, &Request { fill: true, ..refusing }, at);
    }
    let decision = decide(tenant, &refusing, at)?;
    let (mut changed, mut cost) = (0, None);
    if kind == RemedyKind::Purchase {
        let bought = missing(&decision.shortages)?;
        if bought != Purchased::default() {
            match purchase(tenant, bought, at) {
                Ok(applied) => cost = applied.cost,
                Err(refused) => return Ok(Err(refused)),
            }
        }
    } else {
        let freed = freed(tenant, &decision, at)?;
        changed = freed.len();
        tenant.change(freed);
    }
    Ok(match apply(tenant, &refusing, at)? {
        Ok(mut applied) => {
            applied.changed += changed;
            applied.cost = cost;
            Ok(applied)
        }
        // The report says what is wrong with the request as it was asked.
        Err(_) => Err(Box::new(decision.report)),
    })
}

/// What to buy so that nothing is short; users and mailboxes draw on the same purchase of a type.
fn missing(shortages: &[Shortage]) -> Result<Purchased, LicensingError> {
    let mut bought = Purchased::default();
    for shortage in shortages {
        if !shortage.purchasable {
            return Err(LicensingError::new(
                Code::RemedyNotOffered,
                "licenses can be purchased on a paid account only; take another remedy",
            ));
        }
        let count = Count::new(shortage.missing).unwrap_or(Count::MAX);
        let more = of_type(shortage.key.license, count);
        bought.standard = bought.standard.max(more.standard);
        bought.archived = bought.archived.max(more.archived);
    }
    Ok(bought)
}

/// The licenses the candidates give up, enough of them for every shortage.
fn freed(tenant: &Tenant, decision: &Decision, at: Instant) -> Result<Effect, LicensingError> {
    let mut effect = Effect::default();
    for shortage in &decision.shortages {
        if shortage.uncovered() > 0 {
            return Err(LicensingError::new(
                Code::RemedyNotOffered,
                format!(
                    "only {} of the {} licenses needed can be freed; take another remedy",
                    grouped(shortage.candidates.count),
                    grouped(shortage.missing)
                ),
            ));
        }
        let (key, targets) = (shortage.key, decision.chosen.set());
        for candidate in candidates(tenant, key, most(shortage.missing), targets, at).first {
            let before = tenant.holdings().get(candidate.row);
            let verdict = judge(&before, &tenant.policy, at, Some(candidate.how.action()));
            effect.push(candidate.row, before, verdict.holding);
        }
    }
    Ok(effect)
}

/// Corrects the contract or the settings. A new retention setting ages data out for good (rule
/// `retention-setting`).
pub fn configure(tenant: &mut Tenant, change: Configuration, at: Instant) -> Applied {
    let before = tenant.pools();
    if let Some(account) = change.account {
        tenant.account = account;
    }
    if let Some(purchased) = change.purchased {
        tenant.purchased = purchased;
    }
    if let Some(prices) = change.prices {
        tenant.prices = prices;
    }
    let mut warnings = Vec::new();
    let mut changed = 0;
    if let Some(policy) = change.policy {
        let old = std::mem::replace(&mut tenant.policy, policy);
        if old.retention_days != tenant.policy.retention_days {
            let (trimmed, dropped) = age_out(tenant, &old, at);
            changed = trimmed + dropped;
            if changed > 0 {
                warnings.push(retention_shortened(trimmed, dropped));
            }
        }
    }
    let summary = Problem::new(Code::SummaryConfigure, "Settings changed.").rule(Rule::Covers);
    let report = Report::of_contract(&before, &tenant.pools(), Vec::new(), warnings, summary);
    Applied { report: Report { changes: changed, ..report }, changed, cost: None }
}

fn retention_shortened(trimmed: u64, dropped: u64) -> Problem {
    let mut problem = Problem::new(
        Code::RetentionShortened,
        format!(
            "the retention setting ages data out for good: {} keep less, {} lose everything",
            counted(trimmed, "holder", "holders"),
            counted(dropped, "holder", "holders")
        ),
    )
    .rule(Rule::RetentionSetting)
    .param("trimmed", trimmed)
    .param("dropped", dropped);
    problem.count = trimmed + dropped;
    problem
}

/// Trims everyone's data for good, by the old setting and then by the new one.
fn age_out(tenant: &mut Tenant, old: &Policy, at: Instant) -> (u64, u64) {
    let (mut trimmed, mut dropped) = (0, 0);
    let mut effect = Effect::default();
    for row in (0..tenant.directory().len()).map(Row::new) {
        let before = tenant.holdings().get(row);
        let mut holding = before;
        let condition = Condition::of(&holding, old, at);
        let Some(data) = condition.data else { continue };
        let left = trim(trim(Some(data), old, at), &tenant.policy, at);
        if left == Some(data) {
            continue;
        }
        match left {
            Some(left) => {
                trimmed += 1;
                holding.data = DataField::Some(left);
            }
            None => {
                dropped += 1;
                holding.data = DataField::None;
                holding.purged_at = Some(at);
            }
        }
        effect.push(row, before, holding);
    }
    tenant.change(effect);
    (trimmed, dropped)
}

impl Applied {
    /// Nothing was asked and nothing changed.
    pub fn nothing(tenant: &Tenant) -> Self {
        let pools = tenant.pools();
        let summary = Problem::new(Code::SummaryNothing, "Nothing is asked, and nothing changes.")
            .rule(Rule::Atomic);
        let report = Report::of_contract(&pools, &pools, Vec::new(), Vec::new(), summary);
        let unchanged = tenant.directory().len() as u64;
        Self { report: Report { unchanged, ..report }, changed: 0, cost: None }
    }
}

impl Report {
    /// The report of a change of the contract, not of licenses.
    fn of_contract(
        before: &[Pool; 4],
        after: &[Pool; 4],
        errors: Vec<Problem>,
        warnings: Vec<Problem>,
        summary: Problem,
    ) -> Self {
        let touched = before.iter().zip(after).filter(|(before, after)| before != after);
        Self {
            ok: errors.is_empty(),
            summary,
            changes: 0,
            unchanged: 0,
            skipped: 0,
            pools: touched.map(|(&before, &after)| super::PoolChange { before, after }).collect(),
            errors: errors.into_iter().map(Finding::Problem).collect(),
            warnings: warnings.into_iter().map(Finding::Problem).collect(),
        }
    }
}
