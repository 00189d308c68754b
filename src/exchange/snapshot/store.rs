//! Writing a snapshot, section by section, straight to where it goes.

use super::bytes::Writer;
use super::column::Content;
use super::contract::{write_contract, write_instant};
use super::section::{Kind, Line, header_len, write_header};
use crate::directory::{Holdings, NoRoom, checksum};
use crate::licensing::Tenant;
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

/// A snapshot that is ready to be written.
#[derive(Debug)]
pub struct Stored<'a> {
    tenant: &'a Tenant,
    holdings: Holdings,
    /// The sections that are no columns.
    parts: [(Kind, Vec<u8>); 2],
    history: &'a [u8],
    lengths: Vec<usize>,
}

impl<'a> Stored<'a> {
    /// Prepares a tenant with its clock, its revision and its history as bytes.
    pub fn new(
        tenant: &'a Tenant,
        clock: Option<Instant>,
        revision: u64,
        history: &'a [u8],
    ) -> Self {
        let holdings = tenant.holdings().tidied();
        let mut about = Writer::default();
        about.count(tenant.directory().len());
        about.count(holdings.distinct());
        about.optional(clock, write_instant);
        about.varint(revision);
        let mut contract = Writer::default();
        write_contract(&mut contract, &tenant.contract());
        let parts = [(Kind::TENANT, about.into_bytes()), (Kind::CONTRACT, contract.into_bytes())];
        let mut stored = Self { tenant, holdings, parts, history, lengths: Vec::new() };
        stored.lengths = stored.sections().iter().map(|(_, content)| length(*content)).collect();
        stored
    }

    /// How many bytes it takes.
    pub fn len(&self) -> usize {
        header_len(self.lengths.len()) + self.lengths.iter().sum::<usize>()
    }

    /// Writes it.
    ///
    /// # Errors
    /// When there is no memory for the largest section once more.
    pub fn write(&self, sink: &mut dyn Sink) -> Result<(), NoRoom> {
        let mut writer = Writer::default();
        writer.restart(self.lengths.iter().copied().max().unwrap_or(0))?;
        let mut at = header_len(self.lengths.len());
        let mut lines = Vec::with_capacity(self.lengths.len());
        for (kind, content) in self.sections() {
            writer.restart(0)?;
            content.write(&mut writer);
            let bytes = writer.bytes();
            sink.put(at, bytes);
            at += bytes.len();
            lines.push(Line { kind, len: bytes.len() as u64, sum: checksum(bytes) });
        }
        sink.put(0, &write_header(&lines));
        Ok(())
    }

    /// The sections there are, in their order.
    fn sections(&self) -> Vec<(Kind, Content<'_>)> {
        let directory = self.tenant.directory();
        let rows = directory.len();
        let (packed, instants) = self.holdings.parts();
        let distinct = self.holdings.distinct();
        let mut sections: Vec<_> =
            self.parts.iter().map(|(kind, bytes)| (*kind, Content::Bytes(bytes))).collect();
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
        sections.push((Kind::HISTORY, Content::Bytes(self.history)));
        sections.retain(|(_, content)| !content.is_empty());
        sections
    }
}

fn length(content: Content<'_>) -> usize {
    let mut writer = Writer::counting();
    content.write(&mut writer);
    writer.len()
}
