//! A request for licenses, and who its targets are.

use super::Tenant;
use super::targets::Chosen;
use crate::directory::{Interner, Row, RowSet};
use crate::model::{Action, Code, LicensingError, Problem, Rule, is_licensable};
use crate::query::{self, Filter};
use crate::time::Instant;

/// Whom a request is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// These ids, in this order.
    Ids(Vec<String>),
    /// Everyone who meets the filter (rule `all-filtered`).
    Filter(Filter),
    /// These rows.
    Rows(RowSet),
}

/// A request to give or take licenses.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What is asked for.
    pub action: Action,
    /// For whom.
    pub targets: Targets,
    /// When short, take as many targets as fit instead of refusing.
    pub fill: bool,
}

/// The targets found.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub chosen: Chosen,
    /// Left out by a filter because they cannot hold a license.
    pub skipped: u64,
    /// Whether at least one target was named, known or not.
    pub any: bool,
    pub errors: Vec<Problem>,
}

/// The kinds of mailbox that cannot be given what is asked for (rule `who-can-hold`), by their
/// codes: judged once each.
fn barred_kinds(tenant: &Tenant, action: Action) -> Vec<bool> {
    let names = tenant.directory().mailbox_types().values();
    let barred = |code| action != Action::Deactivate && !is_licensable(names.at(code));
    (0..names.len()).map(barred).collect()
}

/// Those of some rows that cannot be given what is asked for; who holds it already can keep it.
pub(super) fn barred(tenant: &Tenant, action: Action, rows: &RowSet) -> RowSet {
    let kinds = barred_kinds(tenant, action);
    if !kinds.contains(&true) {
        return RowSet::empty(rows.len());
    }
    let mut barred = tenant.directory().mailbox_types().codes().select(&kinds, rows);
    barred.minus(&holding_it(tenant, action, &barred));
    barred
}

/// Those of some rows that hold what is asked for already.
pub(super) fn holding_it(tenant: &Tenant, action: Action, rows: &RowSet) -> RowSet {
    tenant.holdings().holding(action.grants(), rows)
}

/// Whether a row can be given what is asked for (rule `who-can-hold`).
pub fn licensable(tenant: &Tenant, action: Action) -> impl Fn(Row) -> bool {
    let types = tenant.directory().mailbox_types();
    let barred = barred_kinds(tenant, action);
    let none = !barred.contains(&true);
    move |row| none || !barred.get(types.code_of(row) as usize).copied().unwrap_or(false)
}

/// Finds the targets of a request.
///
/// # Errors
/// `INVALID_FILTER` for a filter with a mistake.
pub(super) fn resolve(
    tenant: &Tenant,
    request: &Request,
    at: Instant,
) -> Result<Resolved, LicensingError> {
    let directory = tenant.directory();
    let people = directory.len();
    let mut found = Resolved::default();
    match &request.targets {
        Targets::Ids(ids) => {
            let mut unknown = Problem::new(Code::UnknownHolder, "").rule(Rule::WhoCanHold);
            let mut named = Interner::default();
            let (mut seen, mut rows) = (RowSet::empty(people), Vec::new());
            for id in ids {
                match directory.row_of(id) {
                    Some(row) if seen.insert(row) => rows.push(row),
                    Some(_) => {}
                    None => {
                        if named.insert(id)?.1 {
                            unknown.concern(id);
                        }
                    }
                }
            }
            found.chosen = Chosen::named(rows, seen);
            found.any = !ids.is_empty();
            if unknown.count > 0 {
                unknown.message = match unknown.ids.as_slice() {
                    [only] => format!("there is no user or shared mailbox with the id `{only}`"),
                    _ => format!("{} ids are not known in this tenant", unknown.count),
                };
                let count = unknown.count;
                found.errors.push(unknown.param("count", count));
            }
        }
        Targets::Rows(rows) => {
            found.chosen = Chosen::listed(rows.clone(), people);
            found.any = !found.chosen.set().is_empty();
        }
        Targets::Filter(filter) => resolve_filter(tenant, request.action, filter, at, &mut found)?,
    }
    Ok(found)
}

fn resolve_filter(
    tenant: &Tenant,
    action: Action,
    filter: &Filter,
    at: Instant,
    found: &mut Resolved,
) -> Result<(), LicensingError> {
    let directory = tenant.directory();
    let mut rows =
        query::select(filter, &tenant.view(at)).map_err(LicensingError::from_problems)?;
    if filter.is_empty() && action != Action::ActivateStandard {
        found.errors.push(
            Problem::new(
                Code::EmptyFilter,
                "an empty filter would mean everyone; name a condition or select people",
            )
            .rule(Rule::AllFiltered),
        );
        return Ok(());
    }
    if !filter.names("holder") {
        rows.minus(directory.mailboxes());
    }
    if action == Action::ActivateStandard && !filter.names("deletedAt") && !filter.names("status") {
        rows.minus(&tenant.holdings().deleted_by(at));
    }
    let barred = barred(tenant, action, &rows);
    rows.minus(&barred);
    found.skipped = barred.count() as u64;
    found.any = !rows.is_empty();
    found.chosen = Chosen::listed(rows, directory.len());
    Ok(())
}
