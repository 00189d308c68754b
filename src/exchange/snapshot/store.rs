//! Writing a snapshot, section by section, straight to where it goes.

use super::baseline::write_baseline;
use super::bytes::Writer;
use super::column::Content;
use super::contract::{write_contract, write_instant};
use super::effect::write_waiting;
use super::history::write_ledger;
use super::section::{Kind, Line, header_len, write_header};
use crate::directory::{Holdings, NoRoom, checksum};
use crate::licensing::Tenant;
use crate::plan::Ledger;
use crate::time::Instant;

/// Where a snapshot goes: a place as long as it is.
pub trait Sink {
    /// Puts bytes at a place.
    fn put(&mut self, at: usize, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }
}

/// Everything a snapshot holds.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The tenant.
    pub tenant: &'a Tenant,
    /// Its clock.
    pub clock: Option<Instant>,
    /// Its revision.
    pub revision: u64,
    /// The checksum of the operation that led here.
    pub sum: u64,
    /// Its history.
    pub ledger: &'a Ledger,
    /// The tenant as it really is.
    pub baseline: &'a Tenant,
}

/// A snapshot that is ready to be written.
#[derive(Debug)]
pub struct Stored<'a> {
    tenant: &'a Tenant,
    holdings: Holdings,
    /// The sections that are no columns: those before the columns, and those after.
    parts: [(Kind, Vec<u8>); 5],
    lengths: Vec<usize>,
}

impl<'a> Stored<'a> {
    /// Prepares a snapshot.
    ///
    /// # Errors
    /// When there is no memory for the people of another time.
    pub fn new(state: &State<'a>) -> Result<Self, NoRoom> {
        let State { tenant, clock, revision, sum, ledger, baseline } = *state;
        let baseline = write_baseline(tenant, baseline)?;
        Ok(Self::of(tenant, (clock, revision, sum), baseline, write_ledger(ledger)?))
    }

    /// Prepares a snapshot of the people alone.
    pub fn bare(tenant: &'a Tenant) -> Self {
        Self::of(tenant, (None, 0, 0), Vec::new(), Vec::new())
    }

    fn of(
        tenant: &'a Tenant,
        (clock, revision, sum): (Option<Instant>, u64, u64),
        baseline: Vec<u8>,
        history: Vec<u8>,
    ) -> Self {
        let holdings = tenant.holdings().tidied();
        let mut about = Writer::default();
        about.count(tenant.directory().len());
        about.count(holdings.distinct());
        about.optional(clock, write_instant);
        about.varint(revision);
        about.u64(sum);
        let mut contract = Writer::default();
        write_contract(&mut contract, &tenant.contract());
        let mut waiting = Writer::default();
        if !tenant.waiting().is_empty() {
            write_waiting(&mut waiting, tenant.waiting());
        }
        let parts = [
            (Kind::TENANT, about.into_bytes()),
            (Kind::CONTRACT, contract.into_bytes()),
            (Kind::WAITING, waiting.into_bytes()),
            (Kind::BASELINE, baseline),
            (Kind::HISTORY, history),
        ];
        let mut stored = Self { tenant, holdings, parts, lengths: Vec::new() };
        stored.lengths = stored.sections().iter().map(|(_, content)| length(*content)).collect();
        stored
    }

    /// The whole snapshot as bytes.
    ///
    /// # Errors
    /// When there is no memory for them.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NoRoom> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(self.size())?;
        bytes.resize(self.size(), 0);
        self.write(&mut bytes)?;
        Ok(bytes)
    }

    /// A number for all of it, as if it were written.
    ///
    /// # Errors
    /// When there is no memory for the largest section once more.
    pub fn sum(&self) -> Result<u64, NoRoom> {
        Ok(checksum(&self.write_to(&mut |_, _| ())?))
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        header_len(self.lengths.len()) + self.lengths.iter().sum::<usize>()
    }

    /// Writes it.
    ///
    /// # Errors
    /// When there is no memory for the largest section once more.
    pub fn write(&self, sink: &mut dyn Sink) -> Result<(), NoRoom> {
        let header = self.write_to(&mut |at, bytes| sink.put(at, bytes))?;
        sink.put(0, &header);
        Ok(())
    }

    /// Hands over the sections, and gives the header.
    fn write_to(&self, put: &mut dyn FnMut(usize, &[u8])) -> Result<Vec<u8>, NoRoom> {
        let mut writer = Writer::default();
        writer.restart(self.lengths.iter().copied().max().unwrap_or(0))?;
        let mut at = header_len(self.lengths.len());
        let mut lines = Vec::with_capacity(self.lengths.len());
        for (kind, content) in self.sections() {
            writer.restart(0)?;
            content.write(&mut writer);
            let bytes = writer.bytes();
            put(at, bytes);
            at += bytes.len();
            lines.push(Line { kind, len: bytes.len() as u64, sum: checksum(bytes) });
        }
        Ok(write_header(&lines))
    }

    /// The sections there are, in their order.
    fn sections(&self) -> Vec<(Kind, Content<'_>)> {
        let directory = self.tenant.directory();
        let rows = directory.len();
        let (packed, instants) = self.holdings.parts();
        let distinct = self.holdings.distinct();
        let (before, after) = self.parts.split_at(3);
        let mut sections: Vec<_> = before.iter().map(part).collect();
        sections.extend([
            (Kind::IDS, Content::Texts(directory.ids())),
            (Kind::PRINCIPAL_NAMES, Content::Texts(directory.principal_names())),
            (Kind::DISPLAY_NAMES, Content::Texts(directory.display_names())),
            (Kind::MAILS, Content::Texts(directory.mails())),
            (Kind::USER_TYPES, Content::Codes(directory.user_types(), rows)),
            (Kind::ACCOUNT_ENABLED, Content::Codes(directory.accounts_enabled(), rows)),
            (Kind::MAILBOX_TYPES, Content::Dictionary(directory.mailbox_types(), rows)),
            (Kind::GROUPS, Content::Lists(directory.groups())),
            (Kind::JOINED_AT, Content::Instants(directory.joined(), rows)),
            (Kind::LISTED_AS_MAILBOX, Content::Rows(directory.listed_as_mailbox())),
            (Kind::MAILBOXES, Content::Rows(directory.mailboxes())),
            (Kind::GUESTS, Content::Rows(directory.guests())),
        ]);
        let attributes = directory.attributes().iter();
        sections
            .extend(attributes.map(|column| (Kind::ATTRIBUTE, Content::Attribute(column, rows))));
        sections.push((Kind::HOLDINGS, Content::Codes(self.holdings.codes(), rows)));
        sections.push((Kind::LICENSES, Content::Codes(packed, distinct)));
        let held = Kind::HELD.into_iter().zip(instants);
        sections.extend(held.map(|(kind, column)| (kind, Content::Instants(column, distinct))));
        sections.extend(after.iter().map(part));
        sections.retain(|(_, content)| !content.is_empty());
        sections
    }
}

fn part((kind, bytes): &(Kind, Vec<u8>)) -> (Kind, Content<'_>) {
    (*kind, Content::Bytes(bytes))
}

fn length(content: Content<'_>) -> usize {
    let mut writer = Writer::counting();
    content.write(&mut writer);
    writer.len()
}
