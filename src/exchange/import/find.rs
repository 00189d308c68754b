//! Who a row is about: by object id, then principal name, then mail address.

use super::row::Incoming;
use crate::model::Record;
use crate::time::Instant;
use std::hash::{DefaultHasher, Hasher};

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

/// Places of people by the hash of a text without case: an open table, a power of two long. What is
/// found has to be compared, because texts can share a hash and people change their names.
#[derive(Debug, Default)]
struct Index {
    slots: Vec<Option<(u32, u32)>>,
    used: usize,
}

fn hash(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    let mut lower = [0; 32];
    for chunk in text.as_bytes().chunks(lower.len()) {
        for (to, byte) in lower.iter_mut().zip(chunk) {
            *to = byte.to_ascii_lowercase();
        }
        hasher.write(lower.get(..chunk.len()).unwrap_or(&lower));
    }
    #[expect(clippy::cast_possible_truncation, reason = "32 bits are enough")]
    let hash = hasher.finish() as u32;
    hash
}

impl Index {
    fn find(&self, hash: u32) -> impl Iterator<Item = usize> + '_ {
        let mask = self.slots.len().wrapping_sub(1);
        let start = hash as usize;
        let run = (0..self.slots.len()).map(move |step| start.wrapping_add(step) & mask);
        let filled = run.map_while(|place| *self.slots.get(place)?);
        filled.filter(move |(known, _)| *known == hash).map(|(_, place)| place as usize)
    }

    fn add(&mut self, hash: u32, place: usize) {
        // One more than is looked at, so that the excess is noticed.
        let (mut count, mut known) = (0, false);
        self.find(hash).for_each(|other| {
            count += 1;
            known |= other == place;
        });
        if known || count > MOST_NAMESAKES {
            return;
        }
        if (self.used + 1) * 2 > self.slots.len() {
            let size = (self.slots.len() * 2).max(16);
            let old = std::mem::replace(&mut self.slots, vec![None; size]);
            old.into_iter().flatten().for_each(|slot| self.put(slot));
        }
        self.used += 1;
        self.put((hash, u32::try_from(place).unwrap_or(u32::MAX)));
    }

    fn put(&mut self, slot: (u32, u32)) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = slot.0 as usize & mask;
        while self.slots.get(place).is_some_and(Option::is_some) {
            place = (place + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(place) {
            *free = Some(slot);
        }
    }
}

/// Everybody known, findable.
#[derive(Debug)]
pub struct People {
    /// What is known of them.
    pub records: Vec<Record>,
    ids: Index,
    names: Index,
    /// Made when a row first needs it: up to how many people, and the index.
    mails: (usize, Index),
    /// Whether somebody is known by a mail address only.
    mail_only: bool,
    at: Instant,
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether somebody is known by name only, so that an object id can still be found out.
fn has_no_object_id(Record { person, .. }: &Record) -> bool {
    person.id.contains('@')
        || same(&person.id, &person.principal_name)
        || same(&person.id, &person.mail)
}

impl People {
    /// The people of a tenant, deleted or not at an instant.
    pub fn new(records: Vec<Record>, at: Instant) -> Self {
        let mut people = Self {
            records: Vec::new(),
            ids: Index::default(),
            names: Index::default(),
            mails: (0, Index::default()),
            mail_only: false,
            at,
        };
        records.into_iter().for_each(|record| people.push(record));
        people
    }

    /// Adds somebody at the end.
    pub fn push(&mut self, record: Record) {
        self.records.push(record);
        self.index(self.records.len() - 1);
    }

    /// Replaces what is known of somebody.
    pub fn set(&mut self, place: usize, record: Record) {
        if let Some(known) = self.records.get_mut(place) {
            *known = record;
        }
        self.index(place);
        // Mail addresses are looked through anew.
        self.mails = (0, Index::default());
    }

    fn index(&mut self, place: usize) {
        let Some(Record { person, .. }) = self.records.get(place) else {
            return;
        };
        self.ids.add(hash(&person.id), place);
        if !person.principal_name.is_empty() {
            self.names.add(hash(&person.principal_name), place);
        }
        // An id with an `@` is a name that stands in for an id.
        if person.id.contains('@') && !same(&person.id, &person.principal_name) {
            self.names.add(hash(&person.id), place);
        }
        self.mail_only |= person.principal_name.is_empty() && !person.mail.is_empty();
    }

    fn matching<'s>(
        &'s self,
        index: &'s Index,
        text: &'s str,
        is: fn(&Record, &str) -> bool,
    ) -> impl Iterator<Item = usize> + 's {
        let found = if text.is_empty() { None } else { Some(index.find(hash(text))) };
        let is = move |place: &usize| self.records.get(*place).is_some_and(|known| is(known, text));
        found.into_iter().flatten().filter(is)
    }

    fn is(&self, place: usize, what: fn(&Record) -> bool) -> bool {
        self.records.get(place).is_some_and(what)
    }

    fn is_live(&self, place: usize) -> bool {
        let deleted = self.records.get(place).and_then(|record| record.holding.deleted_at);
        deleted.is_none_or(|deleted| deleted > self.at)
    }

    /// Finds whom a row is about; `deleted` when it says that the person is.
    pub fn find(&mut self, row: &Incoming<'_>, deleted: bool) -> Match {
        let by_mail = !row.mail.is_empty() && (row.principal_name.is_empty() || self.mail_only);
        if by_mail && self.mails.0 < self.records.len() {
            for (place, Record { person, .. }) in self.records.iter().enumerate().skip(self.mails.0)
            {
                if !person.mail.is_empty() {
                    self.mails.1.add(hash(&person.mail), place);
                }
            }
            self.mails.0 = self.records.len();
        }
        let named: Vec<usize> = self
            .matching(&self.names, row.principal_name, |Record { person, .. }, name| {
                same(&person.principal_name, name) || same(&person.id, name)
            })
            .collect();
        if named.len() > MOST_NAMESAKES {
            return Match::Conflict("more than 64 people have this principal name");
        }
        let mailed = || -> Vec<usize> {
            let mut found = Vec::new();
            if by_mail {
                let is = |record: &Record, mail: &str| same(&record.person.mail, mail);
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
        let is = |record: &Record, id: &str| same(&record.person.id, id);
        let known = self.matching(&self.ids, row.id, is).next();
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
        let nameless =
            |place: &usize| self.is(*place, |known| known.person.principal_name.is_empty());
        let found = match named {
            [] => mailed().into_iter().find(|place| open(place) && nameless(place)),
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
                found.retain(|&place| {
                    self.is(place, |known| known.person.principal_name.is_empty())
                });
            } else if found.is_empty() {
                // An address that is somebody's principal name, who has no other address.
                let is = |Record { person, .. }: &Record, mail: &str| {
                    person.mail.is_empty()
                        && (same(&person.principal_name, mail) || same(&person.id, mail))
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
