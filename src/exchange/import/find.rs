//! Who a row is about: by object id, then principal name, then mail address.

use super::row::Incoming;
use crate::directory::{Directory, Holdings, NameIndex, Row};
use crate::model::{LicensingError, Record};
use crate::time::Instant;

/// Whom a row is about.
#[derive(Debug, PartialEq, Eq)]
pub enum Match {
    /// Nobody known.
    New,
    /// The person at this place.
    Known(usize),
    /// Nobody can tell, for this reason.
    Conflict(&'static str),
}

/// How many people of one name are told apart. Microsoft keeps deleted users for 30 days.
const MOST_NAMESAKES: usize = 64;

/// Everybody known, findable.
#[derive(Debug)]
pub struct People {
    /// Who there is; new people are added at the end.
    pub directory: Directory,
    /// What they hold.
    pub holdings: Holdings,
    /// What is known better of some, and of whom.
    pub changed: Vec<(usize, Record)>,
    /// One more than a place in `changed`, by row; 0 for most. Empty while nobody changed.
    changes: Vec<u32>,
    /// Made when object ids differ in case; else the directory itself finds them.
    ids: Option<NameIndex>,
    names: NameIndex,
    /// Made when a row first needs it: up to how many people, and the index.
    mails: (usize, NameIndex),
    /// Whether somebody is known by a mail address only.
    mail_only: bool,
    at: Instant,
}

/// What somebody can be found by.
#[derive(Clone, Copy, Debug)]
struct Names<'a> {
    id: &'a str,
    principal_name: &'a str,
    mail: &'a str,
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn has_capitals(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn add(index: &mut Option<NameIndex>, text: &str, place: usize) {
    if let Some(index) = index {
        index.add(text, place, MOST_NAMESAKES);
    }
}

fn has_at(id: &str) -> bool {
    crate::directory::find_byte(b'@', id.as_bytes()).is_some()
}

/// Whether somebody is known by name only, so that an object id can still be found out.
fn has_no_object_id(names: Names<'_>) -> bool {
    let Names { id, principal_name, mail } = names;
    has_at(id) || same(id, principal_name) || same(id, mail)
}

impl People {
    /// The people of a tenant, deleted or not at an instant.
    pub fn new(directory: Directory, holdings: Holdings, at: Instant) -> Self {
        let mut people = Self {
            directory,
            holdings,
            changed: Vec::new(),
            changes: Vec::new(),
            ids: None,
            names: NameIndex::default(),
            mails: (0, NameIndex::default()),
            mail_only: false,
            at,
        };
        (0..people.directory.len()).for_each(|place| people.index(place));
        people
    }

    /// Whether new people are told apart by object id and principal name alone.
    pub fn finds_by_id_and_name_only(&self) -> bool {
        self.ids.is_none() && !self.mail_only
    }

    /// Makes people to be added from a place on findable by their names, from the first on while
    /// nobody has a like name; says how many.
    pub fn add_names(&mut self, names: &[&str], place: usize) -> usize {
        self.names.extend_new(names, place)
    }

    /// Makes room for this many more people.
    pub fn reserve(&mut self, people: usize) {
        self.directory.reserve(people);
        self.names.reserve(people);
    }

    /// Makes the person added last findable.
    pub fn index_last(&mut self) {
        self.index(self.directory.len().saturating_sub(1));
    }

    /// What is known of somebody.
    pub fn record(&self, place: usize) -> Record {
        match self.change(place) {
            Some(record) => record.clone(),
            None => Record {
                person: self.directory.person(Row::new(place)),
                holding: self.holdings.get(Row::new(place)),
            },
        }
    }

    fn change(&self, place: usize) -> Option<&Record> {
        let change = (*self.changes.get(place)? as usize).checked_sub(1)?;
        self.changed.get(change).map(|(_, record)| record)
    }

    /// Replaces what is known of somebody.
    pub fn set(&mut self, place: usize, record: Record) {
        self.changes.resize(self.directory.len(), 0);
        if self.ids.is_none() && self.names(place).id != record.person.id {
            // The directory finds them under the id they had.
            let mut ids = Some(NameIndex::default());
            (0..self.directory.len()).for_each(|place| add(&mut ids, self.names(place).id, place));
            self.ids = ids;
        }
        let known = self.changes.get(place).and_then(|code| (*code as usize).checked_sub(1));
        match known.and_then(|change| self.changed.get_mut(change)) {
            Some((_, known)) => *known = record,
            None => {
                self.changed.push((place, record));
                let code = u32::try_from(self.changed.len()).unwrap_or(u32::MAX);
                if let Some(change) = self.changes.get_mut(place) {
                    *change = code;
                }
            }
        }
        self.index(place);
        // They are found by the address of before as well, which is compared then.
        let (upto, mut mails) = std::mem::take(&mut self.mails);
        let mail = self.names(place).mail;
        if place < upto && !mail.is_empty() {
            mails.add(mail, place, MOST_NAMESAKES);
        }
        self.mails = (upto, mails);
    }

    /// The people and what they hold after all changes.
    ///
    /// # Errors
    /// `TOO_LARGE` when a column passes 4 GiB.
    pub fn finish(mut self) -> Result<(Directory, Holdings), LicensingError> {
        if self.changed.is_empty() {
            return Ok((self.directory, self.holdings));
        }
        // Texts lie one behind the other, so everybody is laid out anew.
        let mut directory = Directory::default();
        for row in (0..self.directory.len()).map(Row::new) {
            match self.change(row.index()) {
                Some(record) => directory.add_person(&record.person)?,
                None => {
                    let known = &self.directory;
                    directory.add(&known.entry(row), &mut known.groups().get(row))?;
                    for attribute in known.attributes() {
                        let value = attribute.values.get(row);
                        if !value.is_empty() {
                            let slot = directory.slot(&attribute.name);
                            directory.give(slot, value)?;
                        }
                    }
                }
            }
        }
        for attribute in self.directory.attributes() {
            directory.know(&attribute.name);
        }
        for (place, record) in std::mem::take(&mut self.changed) {
            self.holdings.set(&[Row::new(place)], &record.holding);
        }
        Ok((directory, self.holdings))
    }

    fn names(&self, place: usize) -> Names<'_> {
        let row = Row::new(place);
        match self.change(place) {
            Some(Record { person, .. }) => {
                Names { id: &person.id, principal_name: &person.principal_name, mail: &person.mail }
            }
            None => Names {
                id: self.directory.id(row),
                principal_name: self.directory.principal_names().get(row),
                mail: self.directory.mails().get(row),
            },
        }
    }

    fn index(&mut self, place: usize) {
        let (mut ids, mut names) = (self.ids.take(), std::mem::take(&mut self.names));
        let Names { id, principal_name, mail } = self.names(place);
        if ids.is_none() && has_capitals(id) {
            ids = Some(NameIndex::default());
            (0..place).for_each(|place| add(&mut ids, self.names(place).id, place));
        }
        add(&mut ids, id, place);
        if !principal_name.is_empty() {
            names.add(principal_name, place, MOST_NAMESAKES);
        }
        // An id with an `@` is a name that stands in for an id.
        if has_at(id) && !same(id, principal_name) {
            names.add(id, place, MOST_NAMESAKES);
        }
        let mail_only = principal_name.is_empty() && !mail.is_empty();
        self.mail_only |= mail_only;
        (self.ids, self.names) = (ids, names);
    }

    /// Whose object id this is.
    fn with_id(&self, id: &str) -> Option<usize> {
        match &self.ids {
            Some(ids) => self.matching(ids, id, |known, id| same(known.id, id)).next(),
            None if has_capitals(id) => {
                self.directory.row_of(&id.to_ascii_lowercase()).map(Row::index)
            }
            None => self.directory.row_of(id).map(Row::index),
        }
    }

    fn matching<'s>(
        &'s self,
        index: &'s NameIndex,
        text: &'s str,
        is: fn(Names<'_>, &str) -> bool,
    ) -> impl Iterator<Item = usize> + 's {
        let found = if text.is_empty() { None } else { Some(index.find(text)) };
        found.into_iter().flatten().filter(move |&place| is(self.names(place), text))
    }

    fn is(&self, place: usize, what: fn(Names<'_>) -> bool) -> bool {
        what(self.names(place))
    }

    fn is_live(&self, place: usize) -> bool {
        let deleted = match self.change(place) {
            Some(record) => record.holding.deleted_at,
            None => self.holdings.get(Row::new(place)).deleted_at,
        };
        deleted.is_none_or(|deleted| deleted > self.at)
    }

    /// Finds whom a row is about; `deleted` when it says that the person is.
    pub fn find(&mut self, row: &Incoming<'_>, deleted: bool) -> Match {
        let by_mail = !row.mail.is_empty() && (row.principal_name.is_empty() || self.mail_only);
        if by_mail && self.mails.0 < self.directory.len() {
            let (from, mut mails) = std::mem::take(&mut self.mails);
            for place in from..self.directory.len() {
                let mail = self.names(place).mail;
                if !mail.is_empty() {
                    mails.add(mail, place, MOST_NAMESAKES);
                }
            }
            self.mails = (self.directory.len(), mails);
        }
        let named: Vec<usize> = self
            .matching(&self.names, row.principal_name, |known, name| {
                same(known.principal_name, name) || same(known.id, name)
            })
            .collect();
        if named.len() > MOST_NAMESAKES {
            return Match::Conflict("more than 64 people have this principal name");
        }
        let mailed = || -> Vec<usize> {
            let mut found = Vec::new();
            if by_mail {
                let is = |known: Names<'_>, mail: &str| same(known.mail, mail);
                found.extend(self.matching(&self.mails.1, row.mail, is));
            }
            found
        };
        if row.id.is_empty() {
            self.by_name(row, named, mailed)
        } else {
            self.by_id(row, &named, mailed, deleted)
        }
    }

    fn by_id(
        &self,
        row: &Incoming<'_>,
        named: &[usize],
        mailed: impl Fn() -> Vec<usize>,
        deleted: bool,
    ) -> Match {
        let known = self.with_id(row.id);
        let open = |place: &usize| self.is(*place, has_no_object_id);
        if let Some(place) = known {
            let another = named.iter().any(|&other| other != place && self.is_live(other));
            return match another && !deleted {
                true => Match::Conflict(
                    "the object id is one person's and the principal name another's",
                ),
                false => Match::Known(place),
            };
        }
        if named.iter().any(|&place| self.is_live(place) && !open(&place)) && !deleted {
            return Match::Conflict("the principal name belongs to another object id");
        }
        if let Some(place) = named.iter().copied().find(open) {
            return Match::Known(place);
        }
        // Somebody known by this address only.
        let nameless = |place: &usize| self.is(*place, |known| known.principal_name.is_empty());
        let found = match named {
            [] => mailed().into_iter().filter(|place| open(place) && nameless(place)).min(),
            _ => None,
        };
        found.map_or(Match::New, Match::Known)
    }

    fn by_name(
        &self,
        row: &Incoming<'_>,
        named: Vec<usize>,
        mailed: impl Fn() -> Vec<usize>,
    ) -> Match {
        let mut found = named;
        if found.is_empty() {
            found = mailed();
            if !row.principal_name.is_empty() {
                found.retain(|&place| self.is(place, |known| known.principal_name.is_empty()));
            } else if found.is_empty() {
                // An address that is somebody's principal name, who has no other address.
                let is = |known: Names<'_>, mail: &str| {
                    known.mail.is_empty()
                        && (same(known.principal_name, mail) || same(known.id, mail))
                };
                found.extend(self.matching(&self.names, row.mail, is));
            }
        }
        match found.as_slice() {
            [] => Match::New,
            [place] => Match::Known(*place),
            _ => Match::Conflict(
                "the row has no object id, and its name is that of several people, deleted or live",
            ),
        }
    }
}
