//! Joining a file with the people of a tenant, row by row.

use super::find::{Match, People};
use super::kind::{Kind, Options, Role};
use super::problems::report;
use super::reading::Reading;
use super::row::{Deleted, Incoming};
use super::tenant::Tenant;
use crate::directory::{Directory, Holdings, Row};
use crate::model::{
    Action, Code, Holding, License, LicensingError, Policy, Problem, Record, is_shared_mailbox,
};
use crate::retention::judge;
use crate::time::Instant;

/// A license the file has otherwise than the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Whose.
    pub id: String,
    /// What the tenant had.
    pub planned: Option<License>,
    /// What the file says; it wins.
    pub actual: Option<License>,
}

/// What became of the rows of a file: `rows` is the sum of added, updated, unchanged, refused and
/// conflicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What the file is.
    pub kind: Option<Kind>,
    /// Rows of data.
    pub rows: u64,
    /// People who are new.
    pub added: u64,
    /// People of whom something changed.
    pub updated: u64,
    /// Rows that say nothing new.
    pub unchanged: u64,
    /// People newly known to be deleted; they are added or updated as well.
    pub deleted: u64,
    /// Rows that could not be read.
    pub refused: Vec<Problem>,
    /// Rows that contradict others, not applied.
    pub conflicts: Vec<Problem>,
    /// Licenses that differ from the plan.
    pub drift: Vec<Drift>,
}

/// What a file is joined with.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// Who there is.
    pub directory: &'a Directory,
    /// What they hold.
    pub holdings: &'a Holdings,
    /// What happens to the data of a license that turns out to be gone.
    pub policy: &'a Policy,
    /// When the file is joined.
    pub at: Instant,
}

/// A tenant's people after a file.
#[derive(Debug)]
pub struct Merged {
    /// Who there is.
    pub directory: Directory,
    /// What they hold.
    pub holdings: Holdings,
    /// What became of the rows.
    pub report: Report,
    /// What the file says of the tenant itself.
    pub tenant: Option<Tenant>,
}

/// How many cells the attributes of all people may have together.
const MOST_CELLS: usize = 1 << 28;

/// Joins a file with a directory. Rows keep their places, new people are added at the end, and who
/// is not in the file stays as they are.
///
/// # Errors
/// `INVALID_FILE` when nothing can be read of the file; `TOO_LARGE` for too many columns, or when
/// one passes 4 GiB.
pub fn merge(base: Base<'_>, bytes: &[u8], options: &Options) -> Result<Merged, LicensingError> {
    let Base { directory, holdings, policy, at } = base;
    let records = (0..directory.len())
        .map(Row::new)
        .map(|row| Record { person: directory.person(row), holding: holdings.get(row) });
    let records: Vec<Record> = records.collect();
    let mut join = Join {
        has_plan: records.iter().any(|record| has_history(&record.holding)),
        said: vec![false; records.len()],
        people: People::new(records, at),
        policy,
        role: &options.role,
        at,
        report: Report::default(),
        seen: Vec::new(),
    };
    let mut reading = Reading::default();
    reading.read(bytes, options, &mut |names, row| {
        join.row(names, row);
        Ok(())
    })?;
    let columns = directory.attributes().len() + join.seen.iter().filter(|seen| **seen).count();
    let records = join.people.records;
    if columns.saturating_mul(records.len()) > MOST_CELLS {
        let message = "the file has too many columns for that many people";
        return Err(LicensingError::new(Code::TooLarge, message));
    }
    let directory = Directory::new(records.iter().map(|record| &record.person))?;
    let mut holdings = Holdings::default();
    records.iter().for_each(|record| holdings.push(&record.holding));
    let report =
        Report { kind: reading.kind, rows: reading.rows, refused: reading.refused, ..join.report };
    Ok(Merged { directory, holdings, report, tenant: reading.tenant })
}

struct Join<'a> {
    people: People,
    /// Whether a row of this file was about the person already.
    said: Vec<bool>,
    /// Whether licenses of anybody were known before: else the file is the first word on them.
    has_plan: bool,
    policy: &'a Policy,
    role: &'a Role,
    at: Instant,
    report: Report,
    /// Which attributes of the file have been given to somebody.
    seen: Vec<bool>,
}

impl Join<'_> {
    fn row(&mut self, names: &[String], row: &Incoming<'_>) {
        let deleted = *self.role == Role::Deleted
            || matches!(row.deleted, Some(Deleted::At(_) | Deleted::SomeTime));
        let place = match self.people.find(row, deleted) {
            Match::Conflict(message) => return self.conflict(row, message),
            Match::Known(place) => Some(place),
            Match::New => None,
        };
        let known = place.and_then(|place| self.people.records.get(place)).cloned();
        let record = self.updated(known.clone(), names, row);
        match (place, known) {
            (Some(place), Some(known)) => {
                let said =
                    self.said.get_mut(place).is_some_and(|said| std::mem::replace(said, true));
                if known == record {
                    self.report.unchanged += 1;
                } else if said {
                    self.conflict(row, "another row of this file says otherwise of this person");
                } else {
                    self.report.updated += 1;
                    self.notice(Some(&known), &record);
                    self.people.set(place, record);
                }
            }
            _ => {
                self.report.added += 1;
                self.notice(None, &record);
                self.people.push(record);
                self.said.push(true);
            }
        }
    }

    fn conflict(&mut self, row: &Incoming<'_>, message: &str) {
        let mut problem = Problem::new(Code::Conflict, message).at_line(row.line);
        let names = [row.id, row.principal_name, row.mail];
        if let Some(name) = names.into_iter().find(|name| !name.is_empty()) {
            problem.concern(name);
        }
        report(&mut self.report.conflicts, problem);
    }

    /// Counts deletions and notes licenses that differ from the plan.
    fn notice(&mut self, known: Option<&Record>, record: &Record) {
        let was_deleted = known.is_some_and(|known| known.holding.deleted_at.is_some());
        if record.holding.deleted_at.is_some() && !was_deleted {
            self.report.deleted += 1;
        }
        if let Some(known) = known
            && known.holding.license != record.holding.license
            && self.has_plan
        {
            self.report.drift.push(Drift {
                id: record.person.id.clone(),
                planned: known.holding.license,
                actual: record.holding.license,
            });
        }
    }

    /// The record after a row.
    fn updated(&mut self, known: Option<Record>, names: &[String], row: &Incoming<'_>) -> Record {
        let new = known.is_none();
        let mut record = known.unwrap_or_default();
        let person = &mut record.person;
        match (row.deleted, &self.role) {
            (Some(Deleted::At(at)), _) => record.holding.deleted_at = Some(at),
            (Some(Deleted::SomeTime), _) | (_, Role::Deleted) => {
                record.holding.deleted_at = record.holding.deleted_at.or(Some(self.at));
            }
            (Some(Deleted::No), _) => record.holding.deleted_at = None,
            (None, _) => {}
        }
        for (field, said) in [
            (&mut person.principal_name, row.principal_name),
            (&mut person.display_name, row.display_name),
            (&mut person.mail, row.mail),
            (&mut person.mailbox_type, row.mailbox_type),
        ] {
            if !said.is_empty() && field != said {
                said.clone_into(field);
            }
        }
        if !row.id.is_empty() && !person.id.eq_ignore_ascii_case(row.id) {
            row.id.clone_into(&mut person.id);
        } else if new && person.id.is_empty() {
            let name = if row.principal_name.is_empty() { row.mail } else { row.principal_name };
            person.id = name.to_ascii_lowercase();
        }
        person.user_type = row.user_type.or(person.user_type);
        person.account_enabled = row.account_enabled.or(person.account_enabled);
        // A mailbox is often made later than the account.
        person.joined_at = match row.is_mailbox() {
            true => person.joined_at.or(row.joined_at),
            false => row.joined_at.or(person.joined_at),
        };
        if let Some(groups) = row.groups {
            let groups = groups.split(';').map(str::trim).filter(|group| !group.is_empty());
            person.groups = groups.map(str::to_owned).collect();
        }
        match self.role {
            Role::Mailboxes => {
                let kind = &person.mailbox_type;
                person.listed_as_mailbox = kind.is_empty() || is_shared_mailbox(kind);
            }
            Role::Group(group) if !person.groups.contains(group) => {
                person.groups.push(group.clone());
            }
            Role::Users | Role::Deleted | Role::Group(_) => {}
        }
        for (slot, value) in row.attributes() {
            let Some(name) = names.get(slot) else { continue };
            let attributes = &mut person.attributes;
            let place =
                if new { None } else { attributes.iter().position(|known| known.0 == *name) };
            match (place.and_then(|place| attributes.get_mut(place)), place) {
                (_, Some(place)) if value.is_empty() => {
                    attributes.remove(place);
                }
                (Some((_, known)), _) => value.clone_into(known),
                (None, _) if value.is_empty() => {}
                (None, _) => {
                    attributes.push((name.clone(), value.to_owned()));
                    if slot >= self.seen.len() {
                        self.seen.resize(slot + 1, false);
                    }
                    if let Some(seen) = self.seen.get_mut(slot) {
                        *seen = true;
                    }
                }
            }
        }
        if let Some(actual) = row.license {
            self.license(&mut record.holding, actual);
        }
        record
    }

    /// The file wins: the license is what it says, with what that does to the data.
    fn license(&self, holding: &mut Holding, actual: Option<License>) {
        if holding.license == actual {
            return;
        }
        // The first word on someone's license: since when, and with which data, nobody said.
        if !has_history(holding) {
            holding.license = actual;
            return;
        }
        let action = match actual {
            Some(License::Standard) => Action::ActivateStandard,
            Some(License::Archived) => Action::ActivateArchived,
            None => Action::Deactivate,
        };
        *holding = judge(holding, self.policy, self.at, Some(action)).holding;
    }
}

/// Whether anything is known of licenses and data.
fn has_history(holding: &Holding) -> bool {
    *holding != Holding { deleted_at: holding.deleted_at, ..Holding::default() }
}
