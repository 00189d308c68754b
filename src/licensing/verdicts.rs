//! The judgement on every holding, made once for each distinct one.

use super::Tenant;
use crate::directory::Row;
use crate::retention::{Asked, Verdict, judge};
use crate::time::Instant;

/// The answers to one question about the holdings of a tenant.
#[derive(Debug)]
pub struct Verdicts<'a> {
    tenant: &'a Tenant,
    at: Instant,
    asked: Asked,
    known: Vec<Option<Verdict>>,
}

impl<'a> Verdicts<'a> {
    /// What becomes of a tenant's holdings at an instant.
    pub fn new(tenant: &'a Tenant, at: Instant, asked: Asked) -> Self {
        Self { tenant, at, asked, known: vec![None; tenant.holdings().distinct()] }
    }

    /// The verdict on a row's holding.
    pub fn of(&mut self, row: Row) -> Verdict {
        *self.of_code(self.tenant.holdings().code_of(row))
    }

    /// The verdict on one of the distinct holdings.
    pub fn of_code(&mut self, code: u32) -> &Verdict {
        let code_place = code as usize;
        if code_place >= self.known.len() {
            self.known.resize(code_place + 1, None);
        }
        let (tenant, at, asked) = (self.tenant, self.at, self.asked);
        let judge = || judge(&tenant.holdings().value(code), &tenant.policy, at, asked);
        #[expect(clippy::indexing_slicing, reason = "the place was just made")]
        self.known[code_place].get_or_insert_with(judge)
    }
}
