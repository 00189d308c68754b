//! The four pure functions, for plain objects.

use super::answer::{self, Outcomes};
use super::contract::read_policy_over;
use super::read::{Path, Reader};
use super::request::{Context, read_filter, read_request};
use super::state::{read_state, read_users};
use crate::json::Json;
use crate::licensing::{self, Decision, Request, Tenant};
use crate::model::LicensingError;
use crate::query;
use crate::time::Instant;
use crate::value::Value;

/// What a question about a state needs.
struct Question {
    tenant: Tenant,
    request: Option<Request>,
    at: Instant,
}

/// Reads state, request and instant, gathering the problems of all three.
fn read(
    state: Value,
    request: Value,
    at: Option<Value>,
    now: Instant,
    nothing_allowed: bool,
) -> Result<Question, LicensingError> {
    let mut problems = Vec::new();
    let tenant = match read_state(state) {
        Ok((tenant, _)) => tenant,
        Err(error) => {
            problems = error.problems.clone();
            // Without problems to add to, the error itself is the answer.
            if problems.is_empty() {
                return Err(error);
            }
            Tenant::default()
        }
    };
    let mut reader = Reader::default();
    // A filter of a malformed state cannot be checked against its columns.
    let state_known = problems.is_empty();
    let context = Context { directory: tenant.directory(), tenant: None, selections: &[] };
    let request = match request {
        Value::Null if nothing_allowed => None,
        value => read_request(&mut reader, &Path::root("request"), value, context),
    };
    let at = at.map_or(Some(now), |value| reader.at(&Path::root("at"), value));
    if let Err(error) = reader.finish(()) {
        problems.extend(
            error
                .into_problems()
                .into_iter()
                .filter(|problem| state_known || problem.code == crate::model::Code::InvalidInput),
        );
    }
    if !problems.is_empty() {
        return Err(LicensingError::from_problems(problems));
    }
    Ok(Question { tenant, request, at: at.unwrap_or(now) })
}

fn decide(question: &Question) -> Result<Option<Decision>, LicensingError> {
    question
        .request
        .as_ref()
        .map(|request| licensing::decide_naming(&question.tenant, request, question.at, usize::MAX))
        .transpose()
}

/// What a request would do to a state, or why it is refused.
///
/// # Errors
/// `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`.
pub fn validate_assignment(
    state: Value,
    request: Value,
    at: Option<Value>,
    now: Instant,
) -> Result<Json, LicensingError> {
    let question = read(state, request, at, now, false)?;
    let decision = decide(&question)?;
    Ok(decision
        .map_or_else(Json::null, |decision| answer::report(&question.tenant, &decision.report)))
}

/// The pools a request is short of; none when it fits.
///
/// # Errors
/// `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`.
pub fn insufficient_licenses(
    state: Value,
    request: Value,
    at: Option<Value>,
    now: Instant,
) -> Result<Json, LicensingError> {
    let question = read(state, request, at, now, false)?;
    let shortages = decide(&question)?.map(|decision| decision.shortages).unwrap_or_default();
    let shortages = shortages.iter();
    Ok(Json::list(shortages.map(|one| answer::shortage(&question.tenant, one))))
}

/// What becomes of each target's data, or of everyone's when nothing is asked.
///
/// # Errors
/// `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`.
pub fn preview_retention(
    state: Value,
    request: Value,
    at: Option<Value>,
    now: Instant,
) -> Result<Json, LicensingError> {
    let question = read(state, request, at, now, true)?;
    let outcomes = match decide(&question)? {
        Some(decision) => Outcomes::of_decision(&question.tenant, &decision, 0, usize::MAX),
        None => Outcomes::of_nothing(&question.tenant, question.at, 0, usize::MAX),
    };
    Ok(Json::list(outcomes.listed.into_iter()))
}

/// The places of the users who meet a filter, in order.
///
/// # Errors
/// `INVALID_INPUT`, `INVALID_FILTER`, `TOO_LARGE`.
pub fn filter_users(
    users: Value,
    filter: Value,
    at: Option<Value>,
    policy: Option<Value>,
    now: Instant,
) -> Result<Vec<usize>, LicensingError> {
    let mut tenant = read_users(users)?;
    let mut reader = Reader::default();
    let filter = read_filter(&mut reader, &Path::root("filter"), filter, tenant.directory());
    let at = at.map_or(Some(now), |value| reader.at(&Path::root("at"), value));
    let policy = policy.and_then(|value| read_policy_over(&mut reader, value));
    let (filter, at) = reader.finish((filter, at.unwrap_or(now)))?;
    tenant.policy = policy.unwrap_or_default();
    let Some(filter) = filter else {
        return Ok(Vec::new());
    };
    let rows = query::select(&filter, &tenant.view(at)).map_err(LicensingError::from_problems)?;
    Ok(rows.iter().map(crate::directory::Row::index).collect())
}
