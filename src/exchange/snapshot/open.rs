//! Reading a snapshot: whole and sound, or not at all.

use super::baseline::read_baseline;
use super::bytes::{Fault, Reader, sound};
use super::column::{
    read_codes, read_dictionary, read_instants, read_lists, read_rows, read_texts,
};
use super::contract::{read_contract, read_instant};
use super::effect::read_waiting;
use super::history::read_ledger;
use super::section::{Kind, Line, PREAMBLE, header_len, read_lines, read_preamble};
use super::{VERSION, no_room};
use crate::directory::{
    Attribute, Codes, Dictionary, Directory, DirectoryParts, Holdings, Instants, Lists, Longs,
    RowSet, Texts, checksum,
};
use crate::licensing::{People, Tenant};
use crate::model::{Code, LicensingError, Problem};
use crate::plan::Ledger;
use crate::time::Instant;
use std::rc::Rc;

/// Where a snapshot comes from.
pub trait Source {
    /// How many bytes there are.
    fn size(&self) -> usize;

    /// Copies bytes from a place on; as many as are asked for are there.
    fn copy(&self, at: usize, to: &mut [u8]);
}

impl Source for &[u8] {
    fn size(&self) -> usize {
        self.len()
    }

    fn copy(&self, at: usize, to: &mut [u8]) {
        if let Some(bytes) = self.get(at..at + to.len()) {
            to.copy_from_slice(bytes);
        }
    }
}

/// What a snapshot holds.
#[derive(Debug)]
pub struct Opened {
    /// The tenant.
    pub tenant: Tenant,
    /// Its clock.
    pub clock: Option<Instant>,
    /// Its revision.
    pub revision: u64,
    /// The checksum of the operation that led here.
    pub sum: u64,
    /// Its history.
    pub ledger: Ledger,
    /// The tenant as it really is.
    pub baseline: Tenant,
}

/// Opens a snapshot.
///
/// # Errors
/// `DAMAGED_SNAPSHOT` with the section, `NEWER_SNAPSHOT`, `OUT_OF_MEMORY`.
pub fn open(source: &dyn Source) -> Result<Opened, LicensingError> {
    let mut sections = Sections::new(source)?;
    let mut opened = sections.tenant()?;
    let tenant = &opened.tenant;
    let baseline = sections.may(Kind::BASELINE, |reader| read_baseline(reader, tenant))?;
    let ledger = sections.may(Kind::HISTORY, |reader| read_ledger(reader, tenant))?;
    sections.end()?;
    opened.baseline = baseline.unwrap_or_else(|| tenant.clone());
    opened.ledger = ledger.unwrap_or_default();
    Ok(opened)
}

/// The people of a snapshot of people alone; none when it is another, so that none can hold itself.
pub fn people_of(bytes: &[u8]) -> Option<People> {
    let mut sections = Sections::new(&bytes).ok()?;
    let people = sections.tenant().ok()?.tenant.people();
    sections.end().ok().map(|()| people)
}

/// The sections, read one after the other.
struct Sections<'a> {
    source: &'a dyn Source,
    lines: std::iter::Peekable<std::vec::IntoIter<Line>>,
    at: usize,
    /// The section that is being read.
    bytes: Vec<u8>,
}

impl<'a> Sections<'a> {
    /// Reads the header, and sees that the bytes are as long as it says.
    fn new(source: &'a dyn Source) -> Result<Self, LicensingError> {
        let header = |fault| told(fault, "header");
        let mut sections =
            Self { source, lines: Vec::new().into_iter().peekable(), at: 0, bytes: Vec::new() };
        let preamble = sections.load(PREAMBLE as u64).and_then(read_preamble);
        let (version, count) = preamble.map_err(header)?;
        if version > VERSION {
            return Err(newer(version));
        }
        let lines = count.checked_mul(header_len(1) - header_len(0)).ok_or(Fault::Damaged);
        let lines = lines.and_then(|len| read_lines(sections.load(len as u64 + 8)?));
        let lines = lines.map_err(header)?;
        let mut end = sections.at as u64;
        for line in &lines {
            end = end.saturating_add(line.len);
            if end > source.size() as u64 {
                return Err(truncated(line.kind.name()));
            }
        }
        if version == 0 || end != source.size() as u64 {
            return Err(damaged("end"));
        }
        let largest = lines.iter().map(|line| line.len).max().unwrap_or(0);
        let largest = usize::try_from(largest).map_err(|_| no_room())?;
        sections.bytes = room(largest).map_err(|_| no_room())?;
        sections.lines = lines.into_iter().peekable();
        Ok(sections)
    }

    /// The next bytes.
    fn load(&mut self, len: u64) -> Result<&[u8], Fault> {
        let left = self.source.size().saturating_sub(self.at);
        let len = usize::try_from(len).ok().filter(|&len| len <= left).ok_or(Fault::Damaged)?;
        if self.bytes.len() < len {
            self.bytes = room(len)?;
        }
        let bytes = self.bytes.get_mut(..len).unwrap_or_default();
        self.source.copy(self.at, bytes);
        self.at += len;
        Ok(bytes)
    }

    /// Reads the tenant itself.
    fn tenant(&mut self) -> Result<Opened, LicensingError> {
        let (rows, distinct, clock, revision, sum) = self.must(Kind::TENANT, |reader| {
            let rows = usize::try_from(reader.varint()?).map_err(|_| Fault::Damaged)?;
            let distinct = usize::try_from(reader.varint()?).map_err(|_| Fault::Damaged)?;
            let clock = reader.optional(read_instant)?;
            Ok((rows, distinct, clock, reader.varint()?, reader.u64()?))
        })?;
        let contract = self.must(Kind::CONTRACT, read_contract)?;
        let waiting = self.may(Kind::WAITING, |reader| {
            let waiting = read_waiting(reader)?;
            sound(Some(waiting).filter(|waiting| !waiting.is_empty()))
        })?;
        let ids = self.may(Kind::IDS, read_texts)?.unwrap_or_default();
        // Everything else is measured by it.
        if ids.len() != rows || distinct > rows {
            return Err(damaged(Kind::IDS.name()));
        }
        // What is made for each row beyond its columns: the index of the ids and that of the holdings.
        let mut room: Vec<u8> = Vec::new();
        room.try_reserve_exact(rows.saturating_mul(64)).map_err(|_| no_room())?;
        drop(room);
        let parts = DirectoryParts {
            ids,
            principal_names: self.texts(Kind::PRINCIPAL_NAMES, rows)?,
            display_names: self.texts(Kind::DISPLAY_NAMES, rows)?,
            mails: self.texts(Kind::MAILS, rows)?,
            user_types: self.codes(Kind::USER_TYPES, rows)?,
            account_enabled: self.codes(Kind::ACCOUNT_ENABLED, rows)?,
            mailbox_types: match self.may(Kind::MAILBOX_TYPES, read_dictionary)? {
                Some(values) => values,
                None => {
                    let mut values = Dictionary::default();
                    values.pad(rows);
                    values
                }
            },
            groups: match self.may(Kind::GROUPS, |reader| read_lists(reader, rows))? {
                Some(lists) => lists,
                None => {
                    Lists::from_parts(Dictionary::default(), Vec::new(), rows).unwrap_or_default()
                }
            },
            joined_at: self.instants(Kind::JOINED_AT, rows)?,
            listed_as_mailbox: self.rows(Kind::LISTED_AS_MAILBOX, rows)?,
            mailboxes: self.rows(Kind::MAILBOXES, rows)?,
            guests: self.rows(Kind::GUESTS, rows)?,
            attributes: self.attributes()?,
        };
        let codes = self.codes(Kind::HOLDINGS, rows)?;
        let packed = self.codes(Kind::LICENSES, distinct)?;
        let mut instants = [const { None }; 7];
        for (kind, column) in Kind::HELD.into_iter().zip(&mut instants) {
            *column = Some(self.instants(kind, distinct)?);
        }
        let instants = instants.map(Option::unwrap_or_default);
        let directory = Directory::from_parts(parts).ok_or_else(|| damaged(Kind::IDS.name()))?;
        let holdings = Holdings::from_parts(codes, packed, instants)
            .ok_or_else(|| damaged(Kind::HOLDINGS.name()))?;
        let mut tenant = Tenant::default();
        tenant.set_contract(contract);
        tenant.replace_people(directory, holdings);
        tenant.set_waiting(Rc::new(waiting.unwrap_or_default()));
        let (ledger, baseline) = (Ledger::default(), Tenant::default());
        Ok(Opened { tenant, clock, revision, sum, ledger, baseline })
    }

    /// Reads a section, where there is one of this kind.
    fn may<T>(
        &mut self,
        kind: Kind,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, LicensingError> {
        let Some(line) = self.lines.next_if(|line| line.kind == kind) else {
            return Ok(None);
        };
        let value = self.load(line.len).and_then(|bytes| {
            if checksum(bytes) != line.sum {
                return Err(Fault::Damaged);
            }
            let mut reader = Reader::new(bytes);
            let value = read(&mut reader)?;
            reader.end()?;
            Ok(value)
        });
        value.map(Some).map_err(|fault| told(fault, kind.name()))
    }

    fn must<T>(
        &mut self,
        kind: Kind,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, Fault>,
    ) -> Result<T, LicensingError> {
        self.may(kind, read)?.ok_or_else(|| damaged(kind.name()))
    }

    fn texts(&mut self, kind: Kind, rows: usize) -> Result<Texts, LicensingError> {
        let texts = self.may(kind, |reader| {
            let texts = read_texts(reader)?;
            sound((texts.len() == rows).then_some(texts))
        })?;
        Ok(match texts {
            Some(texts) => texts,
            None => Texts::from_parts(Vec::new(), vec![0; rows]).unwrap_or_default(),
        })
    }

    fn codes(&mut self, kind: Kind, rows: usize) -> Result<Codes, LicensingError> {
        let codes = self.may(kind, |reader| {
            let codes = read_codes(reader)?;
            sound((codes.len() == rows && codes.largest() > 0).then_some(codes))
        })?;
        let mut codes = codes.unwrap_or_default();
        codes.pad(rows);
        Ok(codes)
    }

    fn instants(&mut self, kind: Kind, rows: usize) -> Result<Instants, LicensingError> {
        let instants = self.may(kind, |reader| read_instants(reader, rows))?;
        let none = || Longs::from_parts(Vec::new(), rows).unwrap_or_default();
        Ok(instants.unwrap_or_else(|| Instants::from_longs(none())))
    }

    fn rows(&mut self, kind: Kind, rows: usize) -> Result<RowSet, LicensingError> {
        let set = self.may(kind, |reader| read_rows(reader, rows))?;
        Ok(set.unwrap_or_else(|| RowSet::empty(rows)))
    }

    fn attributes(&mut self) -> Result<Vec<Attribute>, LicensingError> {
        let mut attributes = Vec::new();
        while let Some(attribute) = self.may(Kind::ATTRIBUTE, |reader| {
            let name = reader.text()?.to_owned();
            Ok(Attribute::new(name, read_dictionary(reader)?))
        })? {
            attributes.push(attribute);
        }
        Ok(attributes)
    }

    /// No section may be left over.
    fn end(&mut self) -> Result<(), LicensingError> {
        match self.lines.next() {
            Some(line) => Err(damaged(line.kind.name())),
            None => Ok(()),
        }
    }
}

/// So many bytes, made zero once.
fn room(len: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes: Vec<u8> = Vec::new();
    bytes.try_reserve_exact(len).map_err(|_| Fault::NoRoom)?;
    drop(bytes);
    // Memory that comes zeroed, where it can be had.
    Ok(vec![0; len])
}

fn told(fault: Fault, section: &str) -> LicensingError {
    match fault {
        Fault::Damaged => damaged(section),
        Fault::NoRoom => no_room(),
    }
}

fn damaged(section: &str) -> LicensingError {
    unsound(section, format!("the snapshot is damaged in its section `{section}`"))
}

fn truncated(section: &str) -> LicensingError {
    unsound(section, format!("the snapshot is cut off in its section `{section}`"))
}

fn unsound(section: &str, what: String) -> LicensingError {
    let message = format!("{what}; nothing was read, take another copy of it");
    let problem = Problem::new(Code::DamagedSnapshot, message).param("section", section);
    LicensingError::from_problems(vec![problem])
}

fn newer(version: u32) -> LicensingError {
    let message = format!(
        "the snapshot has version {version}, and this package reads versions up to {VERSION}; \
         open it with the newer package that wrote it"
    );
    let problem = Problem::new(Code::NewerSnapshot, message).param("version", u64::from(version));
    LicensingError::from_problems(vec![problem])
}
