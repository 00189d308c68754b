//! Prices and prorated cost, in whole minor units; no float anywhere.

use super::{Code, Count, License, Purchased};
use crate::time::{Date, Instant};

/// The largest amount JavaScript counts exactly, 2^53 - 1.
const MAX_AMOUNT: u64 = (1 << 53) - 1;

/// The name of a currency, such as `EUR`.
pub type Currency = String;

/// An amount in minor units (cents).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The currency of the prices it came from.
    pub currency: Currency,
    /// Minor units, 0 to 2^53 - 1.
    pub amount: u64,
}

impl Money {
    /// The sum, of one currency and not above 2^53 - 1.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let amount = self.amount.checked_add(other.amount)?;
        (self.currency == other.currency && amount <= MAX_AMOUNT)
            .then(|| Self { currency: self.currency.clone(), amount })
    }
}

/// What licenses cost: minor units a license for the whole term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// The currency of both prices.
    pub currency: Currency,
    /// A standard license.
    pub standard: Count,
    /// An archived license.
    pub archived: Count,
    /// The first day of the term.
    pub term_start: Date,
    /// The day the term is renewed, not in it any more; after `term_start`.
    pub renewal: Date,
}

/// Why a cost cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostAbsent {
    /// The day is before the term.
    TermNotStarted,
    /// The day is at or after the renewal.
    TermOver,
    /// More than 2^53 - 1 minor units.
    AmountTooLarge,
}

impl CostAbsent {
    /// The code to report it with.
    pub fn code(self) -> Code {
        match self {
            Self::TermNotStarted => Code::TermNotStarted,
            Self::TermOver => Code::TermOver,
            Self::AmountTooLarge => Code::AmountTooLarge,
        }
    }
}

impl Prices {
    /// The cost of buying licenses at an instant (rule `purchase`): price x count x days left /
    /// days in the term, each type rounded half up, then added.
    ///
    /// # Errors
    /// Outside the term and above 2^53 - 1 there is no cost; see [`CostAbsent`].
    pub fn cost(&self, bought: Purchased, at: Instant) -> Result<Money, CostAbsent> {
        let today = at.date();
        if today < self.term_start {
            return Err(CostAbsent::TermNotStarted);
        }
        if today >= self.renewal {
            return Err(CostAbsent::TermOver);
        }
        let left = self.renewal.days_since(today).unsigned_abs();
        let term = self.renewal.days_since(self.term_start).unsigned_abs().max(1);
        let line = |price: Count, license| {
            // At most 10^18. Whole terms first, so that no step exceeds 64 bits.
            let full = price.get() * bought.of(license).get();
            let rest = full % term * left;
            full / term * left + (2 * rest + term) / (2 * term)
        };
        let amount =
            line(self.standard, License::Standard) + line(self.archived, License::Archived);
        if amount > MAX_AMOUNT {
            return Err(CostAbsent::AmountTooLarge);
        }
        Ok(Money { currency: self.currency.clone(), amount })
    }
}
