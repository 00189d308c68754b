//! The sections of a snapshot, and the header that lists them.

use super::bytes::{Fault, Reader, Writer};
use super::{MAGIC, VERSION};
use crate::directory::checksum;

/// What a section holds; its number stands in files and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(u32);

macro_rules! kinds {
    ($($number:literal $kind:ident $name:literal,)*) => {
        impl Kind {
            $(pub(super) const $kind: Self = Self($number);)*

            /// What people call it.
            pub fn name(self) -> &'static str {
                match self.0 { $($number => $name,)* _ => "unknown" }
            }
        }
    };
}

kinds! {
    1 TENANT "tenant",
    2 CONTRACT "contract",
    3 WAITING "waiting",
    10 IDS "ids",
    11 PRINCIPAL_NAMES "principalName",
    12 DISPLAY_NAMES "displayName",
    13 MAILS "mail",
    14 USER_TYPES "userType",
    15 ACCOUNT_ENABLED "accountEnabled",
    16 MAILBOX_TYPES "mailboxType",
    17 GROUPS "groups",
    18 JOINED_AT "joinedAt",
    19 LISTED_AS_MAILBOX "mailboxes",
    20 MAILBOXES "holder",
    21 GUESTS "guests",
    22 ATTRIBUTE "attributes",
    30 HOLDINGS "holdings",
    31 LICENSES "license",
    32 LICENSED_AT "licensedAt",
    33 UNASSIGNED_AT "unassignedAt",
    34 PURGE_AT "purgeAt",
    35 PURGED_AT "purgedAt",
    36 DELETED_AT "deletedAt",
    37 DATA_FROM "dataFrom",
    38 DATA_TO "dataTo",
    40 BASELINE "baseline",
    41 HISTORY "history",
}

impl Kind {
    /// The columns of instants in holdings, in their order.
    pub(super) const HELD: [Self; 7] = [
        Self::LICENSED_AT,
        Self::UNASSIGNED_AT,
        Self::PURGE_AT,
        Self::PURGED_AT,
        Self::DELETED_AT,
        Self::DATA_FROM,
        Self::DATA_TO,
    ];
}

/// A line of the header: where a section is and what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub(super) kind: Kind,
    pub(super) len: u64,
    pub(super) sum: u64,
}

/// How many bytes of a snapshot say what it is, in this version and in all to come.
pub const PREAMBLE: usize = 24;
/// The bytes of a line.
const LINE: usize = 20;

/// The length of a header of this many sections.
pub fn header_len(sections: usize) -> usize {
    PREAMBLE + sections * LINE + 8
}

/// Writes a header: what this is, its version and number of sections, a checksum of that; the
/// lines, and a checksum of those.
pub fn write_header(lines: &[Line]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.put(MAGIC);
    writer.u32(VERSION);
    writer.u32(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    writer.u64(checksum(writer.bytes()));
    for line in lines {
        writer.u32(line.kind.0);
        writer.u64(line.len);
        writer.u64(line.sum);
    }
    writer.u64(checksum(writer.bytes().get(PREAMBLE..).unwrap_or_default()));
    writer.into_bytes()
}

/// What the first bytes say: the version, and how many sections there are.
pub fn read_preamble(bytes: &[u8]) -> Result<(u32, usize), Fault> {
    let mut reader = Reader::new(bytes);
    let told = reader.take(PREAMBLE - 8)?;
    if reader.u64()? != checksum(told) || !told.starts_with(MAGIC) {
        return Err(Fault::Damaged);
    }
    let mut reader = Reader::new(told);
    reader.take(MAGIC.len())?;
    Ok((reader.u32()?, reader.u32()? as usize))
}

/// Reads the lines of a header, which have their checksum behind them.
pub fn read_lines(bytes: &[u8]) -> Result<Vec<Line>, Fault> {
    let (lines, sum) = bytes.split_last_chunk::<8>().ok_or(Fault::Damaged)?;
    if u64::from_le_bytes(*sum) != checksum(lines) {
        return Err(Fault::Damaged);
    }
    let mut reader = Reader::new(lines);
    let mut read = Vec::new();
    read.try_reserve_exact(lines.len() / LINE).map_err(|_| Fault::NoRoom)?;
    while reader.left() > 0 {
        let line = Line { kind: Kind(reader.u32()?), len: reader.u64()?, sum: reader.u64()? };
        read.push(line);
    }
    Ok(read)
}
