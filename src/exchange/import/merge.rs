//! Joining a file with the people of a tenant, row by row.

use super::bulk::Bulk;
use super::column::Columns;
use super::find::{Match, People};
use super::kind::{Kind, Role};
use super::problems::report;
use super::reading::{Reading, Take};
use super::row::{Deleted, Incoming};
use super::tenant::Tenant;
use crate::directory::{Block, Directory, Entry, Holdings, Row, RowSet};
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

/// A file in the middle of being joined with a tenant's people.
#[derive(Debug)]
pub struct Join {
    pub(super) people: People,
    /// Whom a row of this file was about already.
    pub(super) said: RowSet,
    /// The places of the file's attributes among the tenant's, made when first given.
    pub(super) slots: Vec<Option<usize>>,
    /// How many rows are read at once; none inside when they are not, none at all before it is
    /// known.
    pub(super) bulk: Option<Option<Bulk>>,
    /// Whether licenses of anybody were known before: else the file is the first word on them.
    has_plan: bool,
    policy: Policy,
    role: Role,
    at: Instant,
    pub(super) report: Report,
}

impl Take for Join {
    fn row(&mut self, names: &[String], row: &Incoming<'_>) -> Result<(), LicensingError> {
        let deleted = self.role == Role::Deleted
            || matches!(row.deleted, Some(Deleted::At(_) | Deleted::SomeTime));
        match self.people.find(row, deleted) {
            Match::Conflict(message) => self.conflict(row, message),
            Match::Known(place) => self.known(place, names, row),
            Match::New => self.add(names, row)?,
        }
        Ok(())
    }

    fn rows(
        &mut self,
        columns: &Columns,
        day_first: bool,
        block: &Block<'_>,
        from: usize,
    ) -> Result<usize, LicensingError> {
        self.many(columns, day_first, block, from)
    }
}

impl Join {
    /// Begins with what is known, and room for about so many rows more.
    pub fn new(base: Base<'_>, role: &Role, rows: usize) -> Self {
        let Base { directory, holdings, policy, at } = base;
        let mut people = People::new(directory.clone(), holdings.clone(), at);
        people.reserve(rows);
        Self {
            has_plan: holdings.values().any(|holding| has_history(&holding)),
            said: RowSet::empty(directory.len()),
            people,
            slots: Vec::new(),
            bulk: None,
            policy: policy.clone(),
            role: role.clone(),
            at,
            report: Report::default(),
        }
    }

    /// Everybody after the file.
    ///
    /// # Errors
    /// `TOO_LARGE` for too many columns, or when one passes 4 GiB.
    pub fn finish(self, reading: Reading) -> Result<Merged, LicensingError> {
        let Self { mut people, report, .. } = self;
        let cells = people.directory.given().saturating_mul(people.directory.len());
        if cells > MOST_CELLS {
            let message = "the file has too many columns for that many people";
            return Err(LicensingError::new(Code::TooLarge, message));
        }
        // A table of people has a column for each header, even if nobody has a value below it.
        let taken = report.added + report.updated + report.unchanged > 0;
        let is_table = taken && reading.delimiter.is_some();
        for column in reading.columns.list.iter().filter(|column| is_table && column.is_kept()) {
            people.directory.know(&column.name);
        }
        let (directory, holdings) = people.finish()?;
        let Reading { kind, rows, refused, tenant, .. } = reading;
        Ok(Merged { directory, holdings, report: Report { kind, rows, refused, ..report }, tenant })
    }

    fn known(&mut self, place: usize, names: &[String], row: &Incoming<'_>) {
        let known = self.people.record(place);
        let record = self.updated(known.clone(), names, row);
        let said = !self.said.insert(Row::new(place));
        if known == record {
            self.report.unchanged += 1;
        } else if said {
            self.conflict(row, "another row of this file says otherwise of this person");
        } else {
            self.report.updated += 1;
            self.notice(&known, &record);
            self.people.set(place, record);
        }
    }

    /// Adds somebody, straight to the columns: most rows of most files are about new people.
    fn add(&mut self, names: &[String], row: &Incoming<'_>) -> Result<(), LicensingError> {
        let name = if row.principal_name.is_empty() { row.mail } else { row.principal_name };
        let named = if row.id.is_empty() { name.to_ascii_lowercase() } else { String::new() };
        let entry = self.entry(row);
        let entry = Entry { id: if row.id.is_empty() { &named } else { row.id }, ..entry };
        let given = row.groups.map(groups).into_iter().flatten();
        self.people.directory.add(&entry, &mut with_own_group(&self.role, given))?;
        for (slot, value) in row.attributes().filter(|(_, value)| !value.is_empty()) {
            let place = self.slot(names, slot);
            self.people.directory.give(place, value)?;
        }
        let holding = self.holding(row);
        self.report.added += 1;
        self.report.deleted += u64::from(holding.deleted_at.is_some());
        self.people.holdings.push(&holding);
        self.people.index_last();
        self.said.push(true);
        Ok(())
    }

    /// What a row says of somebody new, besides groups and attributes.
    pub(super) fn entry<'r>(&self, row: &Incoming<'r>) -> Entry<'r> {
        Entry {
            id: row.id,
            principal_name: row.principal_name,
            display_name: row.display_name,
            mail: row.mail,
            user_type: row.user_type,
            account_enabled: row.account_enabled,
            mailbox_type: row.mailbox_type,
            joined_at: row.joined_at,
            listed_as_mailbox: self.lists_mailbox(row.mailbox_type).unwrap_or(false),
        }
    }

    /// What somebody new holds.
    pub(super) fn holding(&self, row: &Incoming<'_>) -> Holding {
        let deleted_at = self.deleted(row, None);
        Holding { license: row.license.flatten(), deleted_at, ..Holding::default() }
    }

    /// The groups of somebody new by what a row gives.
    pub(super) fn groups(&self, row: &Incoming<'_>) -> Vec<String> {
        let given = row.groups.map(groups).into_iter().flatten();
        with_own_group(&self.role, given).map(str::to_owned).collect()
    }

    /// The place among the tenant's attributes of one of the file's, made when first asked for.
    pub(super) fn slot(&mut self, names: &[String], slot: usize) -> usize {
        if slot >= self.slots.len() {
            self.slots.resize(slot + 1, None);
        }
        let directory = &mut self.people.directory;
        let name = names.get(slot).map_or("", String::as_str);
        match self.slots.get_mut(slot) {
            Some(place) => *place.get_or_insert_with(|| directory.slot(name)),
            None => directory.slot(name),
        }
    }

    /// Whether the file lists shared mailboxes, and a kind of mailbox is among them.
    fn lists_mailbox(&self, kind: &str) -> Option<bool> {
        let lists = self.role == Role::Mailboxes;
        lists.then(|| kind.is_empty() || is_shared_mailbox(kind))
    }

    /// When somebody was deleted, as a row says or else as was known.
    fn deleted(&self, row: &Incoming<'_>, known: Option<Instant>) -> Option<Instant> {
        match (row.deleted, &self.role) {
            (Some(Deleted::At(at)), _) => Some(at),
            (Some(Deleted::SomeTime), _) | (_, Role::Deleted) => known.or(Some(self.at)),
            (Some(Deleted::No), _) => None,
            (None, _) => known,
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
    fn notice(&mut self, known: &Record, record: &Record) {
        if record.holding.deleted_at.is_some() && known.holding.deleted_at.is_none() {
            self.report.deleted += 1;
        }
        if known.holding.license != record.holding.license && self.has_plan {
            self.report.drift.push(Drift {
                id: record.person.id.clone(),
                planned: known.holding.license,
                actual: record.holding.license,
            });
        }
    }

    /// The record after a row.
    fn updated(&self, mut record: Record, names: &[String], row: &Incoming<'_>) -> Record {
        record.holding.deleted_at = self.deleted(row, record.holding.deleted_at);
        let person = &mut record.person;
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
        }
        person.user_type = row.user_type.or(person.user_type);
        person.account_enabled = row.account_enabled.or(person.account_enabled);
        // A mailbox is often made later than the account.
        person.joined_at = match row.is_mailbox() {
            true => person.joined_at.or(row.joined_at),
            false => row.joined_at.or(person.joined_at),
        };
        if let Some(given) = row.groups {
            person.groups = groups(given).map(str::to_owned).collect();
        }
        if let Some(group) = self.role.group()
            && !person.groups.iter().any(|known| known == group)
        {
            person.groups.push(group.to_owned());
        }
        if let Some(listed) = self.lists_mailbox(&person.mailbox_type) {
            person.listed_as_mailbox = listed;
        }
        for (slot, value) in row.attributes() {
            let Some(name) = names.get(slot) else { continue };
            let attributes = &mut person.attributes;
            let place = attributes.iter().position(|known| known.0 == *name);
            match (place.and_then(|place| attributes.get_mut(place)), place) {
                (_, Some(place)) if value.is_empty() => {
                    attributes.remove(place);
                }
                (Some((_, known)), _) => value.clone_into(known),
                (None, _) if value.is_empty() => {}
                (None, _) => attributes.push((name.clone(), value.to_owned())),
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
        *holding = judge(holding, &self.policy, self.at, Some(action)).holding;
    }
}

/// Groups, and that of the file itself where it is not among them.
fn with_own_group<'a>(
    role: &'a Role,
    given: impl Iterator<Item = &'a str> + Clone,
) -> impl Iterator<Item = &'a str> {
    let own = role.group().filter(|own| !given.clone().any(|group| group == *own));
    given.chain(own)
}

/// The groups a cell names, separated by semicolons.
fn groups(cell: &str) -> impl Iterator<Item = &str> + Clone {
    cell.split(';').map(str::trim).filter(|group| !group.is_empty())
}

/// Whether anything is known of licenses and data.
fn has_history(holding: &Holding) -> bool {
    *holding != Holding { deleted_at: holding.deleted_at, ..Holding::default() }
}
