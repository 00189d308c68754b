//! Joining a file with the people of a tenant: by object id, then principal name, then mail.

use super::reading::{Kind, Reading, Role};
use super::row::{Deleted, Incoming};
use crate::directory::{Directory, Holdings, Interner, Row};
use crate::model::{
    Account, Action, Code, Holding, License, LicensingError, Policy, Problem, Purchased, Record,
    is_shared_mailbox,
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
    pub tenant: Option<(Purchased, Account)>,
}

/// Joins a file with a directory. Rows keep their places, new people are added at the end, and who
/// is not in the file stays as they are.
///
/// # Errors
/// `TOO_LARGE` when a column passes 4 GiB.
pub fn merge(
    directory: &Directory,
    holdings: &Holdings,
    policy: &Policy,
    reading: Reading,
    at: Instant,
) -> Result<Merged, LicensingError> {
    let records = (0..directory.len())
        .map(Row::new)
        .map(|row| Record { person: directory.person(row), holding: holdings.get(row) });
    let mut join = Join {
        records: records.collect(),
        ids: Index::default(),
        names: Index::default(),
        mails: Index::default(),
        said: vec![false; directory.len()],
        policy,
        role: reading.role,
        at,
        report: Report {
            kind: reading.kind,
            rows: reading.rows,
            refused: reading.refused,
            ..Report::default()
        },
    };
    for place in 0..join.records.len() {
        join.index(place)?;
    }
    for row in reading.people {
        join.row(row)?;
    }
    let directory = Directory::new(join.records.iter().map(|record| &record.person))?;
    let mut holdings = Holdings::default();
    join.records.iter().for_each(|record| holdings.push(&record.holding));
    Ok(Merged { directory, holdings, report: join.report, tenant: reading.tenant })
}

/// People by a name that several can have.
#[derive(Default)]
struct Index {
    keys: Interner,
    places: Vec<Vec<usize>>,
}

impl Index {
    fn add(&mut self, name: &str, place: usize) -> Result<(), LicensingError> {
        if name.is_empty() {
            return Ok(());
        }
        let (number, new) = self.keys.insert(&name.to_ascii_lowercase())?;
        if new {
            self.places.push(Vec::new());
        }
        if let Some(places) = self.places.get_mut(number)
            && !places.contains(&place)
        {
            places.push(place);
        }
        Ok(())
    }

    fn find(&self, name: &str) -> &[usize] {
        let number = self.keys.find(&name.to_ascii_lowercase());
        number.and_then(|number| self.places.get(number)).map_or(&[], Vec::as_slice)
    }
}

struct Join<'a> {
    records: Vec<Record>,
    ids: Index,
    names: Index,
    mails: Index,
    /// Whether a row of this file was about the person already.
    said: Vec<bool>,
    policy: &'a Policy,
    role: Role,
    at: Instant,
    report: Report,
}

enum Match {
    New,
    Known(usize),
    Conflict(String),
}

impl Join<'_> {
    fn record(&self, place: usize) -> Option<&Record> {
        self.records.get(place)
    }

    fn is_deleted(&self, place: usize) -> bool {
        self.record(place).is_some_and(|record| record.holding.deleted_at.is_some())
    }

    /// Whether somebody is known by name only, so that an object id can still be found out.
    fn known_by_name(&self, place: usize) -> bool {
        self.record(place).is_some_and(|Record { person, .. }| {
            person.id.eq_ignore_ascii_case(&person.principal_name)
                || person.id.eq_ignore_ascii_case(&person.mail)
        })
    }

    fn index(&mut self, place: usize) -> Result<(), LicensingError> {
        let Some(Record { person, .. }) = self.records.get(place) else {
            return Ok(());
        };
        self.ids.add(&person.id, place)?;
        self.names.add(&person.principal_name, place)?;
        self.mails.add(&person.mail, place)
    }

    fn find(&self, row: &Incoming) -> Match {
        let named = self.names.find(&row.principal_name);
        if !row.id.is_empty() {
            if let [place, ..] = *self.ids.find(&row.id) {
                let gone = |other: usize| self.is_deleted(other);
                let other = named.iter().find(|&&other| other != place && !gone(other));
                return match other {
                    Some(_) if !self.row_is_deleted(row) => Match::Conflict(format!(
                        "the object id is one person's and the principal name `{}` another's",
                        row.principal_name
                    )),
                    _ => Match::Known(place),
                };
            }
            let live: Vec<usize> =
                named.iter().copied().filter(|&place| !self.is_deleted(place)).collect();
            return match live.as_slice() {
                [place] if self.known_by_name(*place) => Match::Known(*place),
                [_, ..] if !self.row_is_deleted(row) => Match::Conflict(format!(
                    "the principal name `{}` belongs to another object id",
                    row.principal_name
                )),
                _ => Match::New,
            };
        }
        let candidates = match named {
            [] if row.principal_name.is_empty() => self.mails.find(&row.mail),
            named => named,
        };
        match candidates {
            [] => Match::New,
            [place] => Match::Known(*place),
            _ => Match::Conflict(
                "the row has no object id, and its name is that of several people, deleted or live"
                    .to_owned(),
            ),
        }
    }

    fn row_is_deleted(&self, row: &Incoming) -> bool {
        self.role == Role::Deleted
            || matches!(row.deleted, Some(Deleted::At(_) | Deleted::SomeTime))
    }

    fn row(&mut self, row: Incoming) -> Result<(), LicensingError> {
        let line = row.line;
        let place = match self.find(&row) {
            Match::Conflict(message) => {
                self.conflict(line, message);
                return Ok(());
            }
            Match::Known(place) => Some(place),
            Match::New => None,
        };
        let known = place.and_then(|place| self.record(place)).cloned();
        let record = self.updated(known.clone(), row);
        match (place, known) {
            (Some(_), Some(known)) if known == record => self.report.unchanged += 1,
            (Some(place), Some(_)) if self.said.get(place) == Some(&true) => {
                let message = "another row of this file says otherwise of the same person";
                self.conflict(line, message.to_owned());
                return Ok(());
            }
            (Some(place), Some(known)) => {
                self.report.updated += 1;
                self.notice(Some(&known), &record);
                if let Some(slot) = self.records.get_mut(place) {
                    *slot = record;
                }
                self.index(place)?;
            }
            _ => {
                self.report.added += 1;
                self.notice(None, &record);
                self.records.push(record);
                self.said.push(false);
                self.index(self.records.len() - 1)?;
            }
        }
        if let Some(said) = self.said.get_mut(place.unwrap_or(self.records.len() - 1)) {
            *said = true;
        }
        Ok(())
    }

    fn conflict(&mut self, line: u64, message: String) {
        self.report.conflicts.push(Problem::new(Code::Conflict, message).at_line(line));
    }

    /// Counts deletions and notes licenses that differ from the plan.
    fn notice(&mut self, known: Option<&Record>, record: &Record) {
        let was_deleted = known.is_some_and(|known| known.holding.deleted_at.is_some());
        if record.holding.deleted_at.is_some() && !was_deleted {
            self.report.deleted += 1;
        }
        if let Some(known) = known
            && known.holding.license != record.holding.license
            && has_history(&known.holding)
        {
            self.report.drift.push(Drift {
                id: record.person.id.clone(),
                planned: known.holding.license,
                actual: record.holding.license,
            });
        }
    }

    /// The record after a row.
    fn updated(&self, known: Option<Record>, row: Incoming) -> Record {
        let new = known.is_none();
        let mut record = known.unwrap_or_default();
        let person = &mut record.person;
        let deleted = match (row.deleted, &self.role) {
            (Some(Deleted::At(at)), _) => Some(Some(at)),
            (Some(Deleted::SomeTime), _) | (_, Role::Deleted) => {
                Some(record.holding.deleted_at.or(Some(self.at)))
            }
            (Some(Deleted::No), _) => Some(None),
            (None, _) => None,
        };
        for (field, said) in [
            (&mut person.principal_name, &row.principal_name),
            (&mut person.display_name, &row.display_name),
            (&mut person.mail, &row.mail),
        ] {
            if !said.is_empty() {
                field.clone_from(said);
            }
        }
        if !row.id.is_empty() && !person.id.eq_ignore_ascii_case(&row.id) {
            person.id = row.id;
        } else if new && person.id.is_empty() {
            let name = if row.principal_name.is_empty() { &row.mail } else { &row.principal_name };
            person.id = name.to_ascii_lowercase();
        }
        person.user_type = row.user_type.or(person.user_type);
        person.account_enabled = row.account_enabled.or(person.account_enabled);
        person.joined_at = row.joined_at.or(person.joined_at);
        if let Some(mailbox_type) = row.mailbox_type {
            person.mailbox_type = mailbox_type;
        }
        if let Some(groups) = row.groups {
            person.groups = groups;
        }
        match &self.role {
            Role::Mailboxes => {
                let kind = &person.mailbox_type;
                person.listed_as_mailbox = kind.is_empty() || is_shared_mailbox(kind);
            }
            Role::Group(group) if !person.groups.contains(group) => {
                person.groups.push(group.clone());
            }
            Role::Users | Role::Deleted | Role::Group(_) => {}
        }
        for (name, value) in row.attributes {
            let attributes = &mut person.attributes;
            let place = attributes.iter().position(|(known, _)| *known == name);
            match (place, value.is_empty()) {
                (Some(place), true) => {
                    attributes.remove(place);
                }
                (Some(place), false) => {
                    if let Some((_, known)) = attributes.get_mut(place) {
                        *known = value;
                    }
                }
                (None, true) => {}
                (None, false) => attributes.push((name, value)),
            }
        }
        if let Some(deleted) = deleted {
            record.holding.deleted_at = deleted;
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
