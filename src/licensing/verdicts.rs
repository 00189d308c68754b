//! The judgement on a tenant's holdings.

use super::Tenant;
use crate::directory::Row;
use crate::retention::{Asked, Verdict, judge};
use crate::time::Instant;

/// The answers to one question about the holdings of a tenant. They are not kept: one is judged
/// sooner than it is found again, and few differ in what they hold.
#[derive(Clone, Copy, Debug)]
pub struct Verdicts<'a> {
    tenant: &'a Tenant,
    at: Instant,
    asked: Asked,
}

impl<'a> Verdicts<'a> {
    /// What becomes of a tenant's holdings at an instant.
    pub fn new(tenant: &'a Tenant, at: Instant, asked: Asked) -> Self {
        Self { tenant, at, asked }
    }

    /// The verdict on a row's holding.
    pub fn of(self, row: Row) -> Verdict {
        self.of_code(self.tenant.holdings().code_of(row))
    }

    /// The verdict on one of the distinct holdings.
    pub fn of_code(self, code: u32) -> Verdict {
        judge(&self.tenant.holdings().value(code), &self.tenant.policy, self.at, self.asked)
    }
}
