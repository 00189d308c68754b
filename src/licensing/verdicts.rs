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
        self.of_code(self.tenant.holdings().code_of(row))
    }

    /// The verdict on one of the distinct holdings.
    pub fn of_code(&mut self, code: u32) -> Verdict {
        let known = self.known.get_mut(code as usize);
        if let Some(Some(verdict)) = known {
            return *verdict;
        }
        let holding = self.tenant.holdings().value(code);
        let verdict = judge(&holding, &self.tenant.policy, self.at, self.asked);
        if let Some(known) = known {
            *known = Some(verdict);
        }
        verdict
    }
}
