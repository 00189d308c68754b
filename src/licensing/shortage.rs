//! Too few licenses: how many, and what to do about it (rule `insufficient-licenses`).

use super::Tenant;
use super::findings::grouped;
use super::remedy::{Candidates, candidates};
use crate::directory::RowSet;
use crate::model::{Account, CostAbsent, Count, License, Money, PoolKey, Purchased};
use crate::time::Instant;

/// The three ways out of a shortage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemedyKind {
    /// Take only as many targets as fit.
    SelectFewer,
    /// Buy what is missing.
    Purchase,
    /// Take licenses from others.
    Deactivate,
}

impl RemedyKind {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::SelectFewer, Self::Purchase, Self::Deactivate];

    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelectFewer => "selectFewer",
            Self::Purchase => "purchase",
            Self::Deactivate => "deactivate",
        }
    }
}

/// One pool that is short, with its remedies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// Which pool.
    pub key: PoolKey,
    /// Licenses the request needs from it.
    pub requested: u64,
    /// Licenses it can give: how many targets fit.
    pub available: u64,
    /// Licenses to buy or to free so that the request fits, also when the pool is over.
    pub missing: u64,
    /// Whether licenses can be bought; only on a paid account.
    pub purchasable: bool,
    /// The prorated cost of buying them, where prices are known and the term runs.
    pub cost: Option<Money>,
    /// Why there is no cost although there are prices.
    pub cost_absent: Option<CostAbsent>,
    /// Who could give up a license: how many, and the first of them.
    pub candidates: Candidates,
}

impl Shortage {
    /// How many the pool falls short by.
    pub fn shortfall(&self) -> u64 {
        self.requested.saturating_sub(self.available)
    }

    /// How many candidates there are too few.
    pub fn uncovered(&self) -> u64 {
        self.missing.saturating_sub(self.candidates.count)
    }
}

/// A number of licenses as a length.
pub(super) fn most(missing: u64) -> usize {
    usize::try_from(missing).unwrap_or(usize::MAX)
}

/// Licenses of one type.
pub(super) fn of_type(license: License, count: Count) -> Purchased {
    match license {
        License::Standard => Purchased { standard: count, ..Purchased::default() },
        License::Archived => Purchased { archived: count, ..Purchased::default() },
    }
}

/// The pools that cannot give what is needed of them, each with so many candidates by name.
pub(super) fn find(
    tenant: &Tenant,
    needed: [u64; 4],
    targets: &RowSet,
    at: Instant,
    named: usize,
) -> Vec<Shortage> {
    let mut shortages = Vec::new();
    for (pool, requested) in tenant.pools().into_iter().zip(needed) {
        let (Some(limit), Some(available)) = (pool.limit, pool.available()) else {
            continue;
        };
        if requested <= available {
            continue;
        }
        let missing = (requested + pool.assigned).saturating_sub(limit);
        let purchasable = tenant.account == Account::Paid;
        let priced = match (&tenant.prices, Count::new(missing)) {
            (Some(prices), Some(count)) if purchasable => {
                Some(prices.cost(of_type(pool.key.license, count), at))
            }
            _ => None,
        };
        shortages.push(Shortage {
            key: pool.key,
            requested,
            available,
            missing,
            purchasable,
            cost_absent: priced.as_ref().and_then(|cost| cost.as_ref().err().copied()),
            cost: priced.and_then(Result::ok),
            candidates: candidates(tenant, pool.key, most(missing).min(named), targets, at),
        });
    }
    shortages
}

impl Shortage {
    /// One sentence: which pool, how many, how many short.
    pub fn message(&self) -> String {
        let holder = match self.key.holder {
            crate::model::Holder::Users => "users",
            crate::model::Holder::Mailboxes => "shared mailboxes",
        };
        format!(
            "not enough {} licenses for {holder}: {} needed, {} available, {} short; \
             select fewer, purchase more, or deactivate licenses of others",
            self.key.license.as_str(),
            grouped(self.requested),
            grouped(self.available),
            grouped(self.shortfall())
        )
    }
}
