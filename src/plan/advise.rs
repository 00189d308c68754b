//! What to buy and when: the cheapest purchases that leave no shortage and let no data be purged.
//!
//! What a sync or a request is short of has to be bought whatever else is done, and the price of a
//! license falls every day, so each is bought at the last instant at which it still helps. Data in
//! grace is saved a day before it goes, by an archived license or, where that is cheaper for all of
//! it, by a standard one. That is the cheapest there is unless saving might mix the two: where a
//! license of the dearer type is free at that moment, or where who was saved gets another license
//! later. Then what the shortages alone cost is given as the bound.

use super::player::{Dated, Player, Step};
use crate::automation::Advice;
use crate::directory::{Row, RowSet};
use crate::licensing::{Request, Targets, Tenant};
use crate::model::{Action, Code, Count, License, LicensingError, Money, Prices, Purchased};
use crate::time::Instant;

/// What to do, what it costs, and what it costs at least.
#[derive(Debug)]
pub struct Advised {
    /// Purchases, one a day at most, and the requests that save data; in order.
    pub steps: Vec<Dated>,
    /// What the purchases cost.
    pub cost: Money,
    /// What any other way costs at least; the same as the cost where this is the cheapest.
    pub bound: Money,
}

/// Finds out what has to be bought for a plan, until an instant.
///
/// # Errors
/// `PRICES_UNKNOWN`; `PURCHASE_NOT_ALLOWED` when the account cannot buy what is missing;
/// `TERM_NOT_STARTED`, `TERM_OVER`, `AMOUNT_TOO_LARGE` when a purchase has no price; those of
/// [`Player::play`].
pub fn advise(
    tenant: &Tenant,
    start: Instant,
    until: Instant,
    plan: &[Dated],
) -> Result<Advised, LicensingError> {
    let Some(prices) = tenant.prices.clone() else {
        let message = "the cheapest purchases cannot be told without prices; configure them first";
        return Err(LicensingError::new(Code::PricesUnknown, message));
    };
    let (needed, _) = run(tenant, start, until, plan, None)?;
    let shortages_alone = total(&by_day(needed.bought), &prices)?;
    let (mut advice, mut after) = run(tenant, start, until, plan, Some(License::Archived))?;
    let mut purchases = by_day(advice.bought);
    let mut cost = total(&purchases, &prices)?;
    let kept = |row: &Row| after.holdings().license(*row) == Some(License::Archived);
    let no_cheaper_way = prices.archived <= prices.standard
        && !advice.loose
        && advice.saved.iter().all(|(_, row)| kept(row));
    let mut saves_with = Action::ActivateArchived;
    if !no_cheaper_way && !advice.saved.is_empty() {
        // Another way that cannot be gone is none.
        if let Ok((other, other_after)) = run(tenant, start, until, plan, Some(License::Standard)) {
            let other_purchases = by_day(other.bought);
            if let Ok(other_cost) = total(&other_purchases, &prices)
                && other_cost.amount < cost.amount
            {
                (purchases, cost, after) = (other_purchases, other_cost, other_after);
                advice.saved = other.saved;
                saves_with = Action::ActivateStandard;
            }
        }
    }
    let mut bound = cost.clone();
    if !no_cheaper_way {
        bound.amount = bound.amount.min(shortages_alone.amount);
    }
    // Below two minor units a day, rounding may favour buying together and earlier.
    let term = prices.renewal.days_since(prices.term_start).unsigned_abs();
    if prices.standard.get().min(prices.archived.get()) < 2 * term {
        bound.amount = bound.amount.saturating_sub(2 * purchases.len() as u64);
    }
    let repriced = |dated: &Dated| match &dated.step {
        Step::Configure(change) => change.prices.is_some(),
        _ => false,
    };
    if plan.iter().any(repriced) {
        bound.amount = 0;
    }
    let mut steps: Vec<Dated> = purchases
        .into_iter()
        .map(|(at, bought, _)| Dated { at, step: Step::Purchase(bought) })
        .collect();
    steps.extend(saving(&after, saves_with, advice.saved));
    Ok(Advised { steps: super::player::sort_plan(steps), cost, bound })
}

/// A purchase with the prices of its instant.
type Bought = (Instant, Purchased, Option<Prices>);

fn run(
    tenant: &Tenant,
    start: Instant,
    until: Instant,
    plan: &[Dated],
    saves_with: Option<License>,
) -> Result<(Advice, Tenant), LicensingError> {
    let mut player = Player::new(
        tenant,
        start,
        Some(Advice {
            saves_with: saves_with.map(|license| (license, until)),
            ..Advice::default()
        }),
    );
    for dated in plan.iter().take_while(|dated| dated.at <= until) {
        player.play(dated)?;
    }
    player.until(until);
    let advice = player.advice().map(std::mem::take).unwrap_or_default();
    if advice.hopeless {
        let message = "licenses are missing that this account cannot purchase; \
                       only a paid account can, up to 1,000,000,000 of a type";
        return Err(LicensingError::new(Code::PurchaseNotAllowed, message));
    }
    Ok((advice, player.tenant))
}

/// Purchases of one day become one, at the earliest of their instants.
fn by_day(bought: Vec<Bought>) -> Vec<Bought> {
    let mut days: Vec<Bought> = Vec::new();
    for (at, more, prices) in bought {
        match days.last_mut() {
            Some((day, sum, same)) if day.date() == at.date() && *same == prices => {
                let add = |a: Count, b: Count| Count::new(a.get() + b.get()).unwrap_or(Count::MAX);
                sum.standard = add(sum.standard, more.standard);
                sum.archived = add(sum.archived, more.archived);
                *day = (*day).min(at);
            }
            _ => days.push((at, more, prices)),
        }
    }
    days
}

fn total(bought: &[Bought], prices: &Prices) -> Result<Money, LicensingError> {
    let too_large = || {
        let message = "the cost exceeds 2^53 - 1 minor units";
        LicensingError::new(Code::AmountTooLarge, message)
    };
    let mut total = Money { currency: prices.currency.clone(), amount: 0 };
    for (at, bought, prices) in bought {
        let Some(prices) = prices else {
            let message = format!("there are no prices at {at}, when licenses have to be bought");
            return Err(LicensingError::new(Code::PricesUnknown, message));
        };
        let cost = prices.cost(*bought, *at).map_err(|absent| {
            let message = format!("licenses have to be bought at {at}, when they have no price");
            LicensingError::new(absent.code(), message)
        })?;
        total = total.plus(&cost).ok_or_else(too_large)?;
    }
    Ok(total)
}

/// The requests that save data: one an instant.
fn saving(tenant: &Tenant, action: Action, saved: Vec<(Instant, Row)>) -> Vec<Dated> {
    let mut steps: Vec<(Instant, RowSet)> = Vec::new();
    for (at, row) in saved {
        if steps.last().is_none_or(|(last, _)| *last != at) {
            steps.push((at, RowSet::empty(tenant.directory().len())));
        }
        if let Some((_, rows)) = steps.last_mut() {
            rows.insert(row);
        }
    }
    let request = |rows: RowSet| {
        let ids = tenant
            .directory()
            .list(&rows)
            .into_iter()
            .map(|row| tenant.directory().id(row).to_owned());
        let targets = Targets::Ids(ids.collect());
        Step::Request(Request { action, targets, fill: false })
    };
    steps.into_iter().map(|(at, rows)| Dated { at, step: request(rows) }).collect()
}
