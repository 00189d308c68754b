//! The future of a tenant under a plan: pools a day, shortages, purges, costs.

use super::player::{Dated, Player, shortage_of};
use crate::automation::Occurrence;
use crate::licensing::Tenant;
use crate::model::{Code, LicensingError, Money, Pool, PoolKey};
use crate::time::{DAY_MS, Date, Instant};

/// A pool that is short, since when and how much at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The day it first bites.
    pub first_day: Date,
    /// Which pool.
    pub pool: PoolKey,
    /// The most that were missing at once.
    pub most: u64,
}

/// What a plan comes to.
#[derive(Debug)]
pub struct Timeline {
    /// The four pools at the end of each day.
    pub days: Vec<(Date, [Pool; 4])>,
    /// The pools that are short, in the order they first are.
    pub shortages: Vec<Lack>,
    /// Everything that happens, in order.
    pub occurrences: Vec<Occurrence>,
    /// What it costs; none where prices are not known.
    pub cost: Option<Money>,
    /// The tenant at the end.
    pub tenant: Tenant,
}

/// Plays a plan, in order, until an instant; steps after it are left out.
///
/// # Errors
/// Those of [`Player::play`].
pub fn timeline(
    tenant: &Tenant,
    start: Instant,
    until: Instant,
    plan: &[Dated],
) -> Result<Timeline, LicensingError> {
    let mut player = Player::new(tenant, start, None);
    let mut steps = plan.iter().peekable();
    let mut days = Vec::new();
    let mut day = start.date();
    loop {
        let last = Instant::from_millis(day.start().millis() + DAY_MS - 1);
        let end = last.unwrap_or(Instant::MAX).min(until);
        while let Some(dated) = steps.next_if(|dated| dated.at <= end) {
            player.play(dated)?;
        }
        player.until(end);
        days.push((day, player.tenant.pools()));
        if end >= until {
            break;
        }
        day = day.start().plus_days(1).date();
    }
    let Player { tenant: after, occurrences, .. } = player;
    let mut shortages: Vec<Lack> = Vec::new();
    for occurrence in &occurrences {
        let Some(pool) = shortage_of(occurrence) else { continue };
        match shortages.iter_mut().find(|lack| lack.pool == pool) {
            Some(lack) => lack.most = lack.most.max(occurrence.count),
            None => shortages.push(Lack {
                first_day: occurrence.at.date(),
                pool,
                most: occurrence.count,
            }),
        }
    }
    let cost = cost(&after, &occurrences);
    Ok(Timeline { days, shortages, occurrences, cost, tenant: after })
}

/// The cost of everything bought; nothing bought costs nothing where prices are known.
fn cost(tenant: &Tenant, occurrences: &[Occurrence]) -> Option<Money> {
    let currency = tenant.prices.as_ref().map(|prices| prices.currency.clone());
    let mut total = currency.map(|currency| Money { currency, amount: 0 });
    let mut first = true;
    for occurrence in occurrences {
        if !matches!(occurrence.code, Code::SummaryPurchase | Code::AutoPurchased) {
            continue;
        }
        let cost = occurrence.cost.as_deref()?;
        total = match total {
            Some(total) if !first => Some(total.plus(cost)?),
            _ => Some(cost.clone()),
        };
        first = false;
    }
    total
}
