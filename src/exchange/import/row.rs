//! What one row says of a person.

use super::column::{Column, Columns, Means};
use super::dates;
use super::encoding::BROKEN;
use super::problems::{joined, refused, refused_at};
use crate::model::{License, Problem, UserType};
use crate::time::Instant;
use std::borrow::Cow;

/// A row of a file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// The line it begins on.
    pub line: u64,
    /// The places it says something of.
    pub places: &'r [usize],
    /// The cells by their places; none where the row says nothing.
    pub cells: &'r [Option<Cow<'r, str>>],
}

impl<'r> Row<'r> {
    /// The columns of which the row says something, and what.
    pub fn pairs(self, columns: &'r Columns) -> impl Iterator<Item = (&'r Column, &'r str)> {
        self.places.iter().filter_map(move |&place| self.pair(columns, place))
    }

    /// A column, and what the row says of it.
    fn pair(self, columns: &'r Columns, place: usize) -> Option<(&'r Column, &'r str)> {
        match (columns.list.get(place), self.cells.get(place)) {
            (Some(column), Some(Some(Cow::Borrowed(cell)))) => Some((column, cell)),
            (Some(column), Some(Some(Cow::Owned(cell)))) => Some((column, cell)),
            _ => None,
        }
    }
}

/// What one row says; none means that it says nothing of it.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'r> {
    /// The line it begins on.
    pub line: u64,
    /// The object id; empty when it gives none.
    pub id: &'r str,
    /// The principal name; empty when it gives none.
    pub principal_name: &'r str,
    /// The mail address; empty when it gives none.
    pub mail: &'r str,
    /// The display name; empty when it gives none.
    pub display_name: &'r str,
    /// Member or guest.
    pub user_type: Option<UserType>,
    /// Whether signing in is allowed.
    pub account_enabled: Option<bool>,
    /// Exchange's kind of mailbox; empty when it gives none.
    pub mailbox_type: &'r str,
    /// When the account was made.
    pub joined_at: Option<Instant>,
    /// Deleted or not, and when where it says so.
    pub deleted: Option<Deleted>,
    /// The license held.
    pub license: Option<Option<License>>,
    /// Groups it names, separated by semicolons.
    pub groups: Option<&'r str>,
    columns: &'r Columns,
    row: Row<'r>,
}

/// What a row says of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// The person is there.
    No,
    /// Deleted, the row does not say when.
    SomeTime,
    /// Deleted at this instant.
    At(Instant),
}

/// Exchange's old numbers for mailbox types.
const NUMBERED: [(&str, &str); 10] = [
    ("1", "UserMailbox"),
    ("2", "LinkedMailbox"),
    ("4", "SharedMailbox"),
    ("16", "RoomMailbox"),
    ("32", "EquipmentMailbox"),
    ("128", "MailUser"),
    ("2147483648", "RemoteUserMailbox"),
    ("8589934592", "RemoteRoomMailbox"),
    ("17179869184", "RemoteEquipmentMailbox"),
    ("34359738368", "RemoteSharedMailbox"),
];

/// What a directory holds besides people, as group member lists name it.
const OTHERS: [&str; 6] =
    ["group", "device", "serviceprincipal", "service principal", "application", "contact"];

/// A cell without spaces around it; most have none.
fn trimmed(cell: &str) -> &str {
    let inked = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..0x80).contains(byte));
    let bytes = cell.as_bytes();
    if inked(bytes.first()) && inked(bytes.last()) { cell } else { cell.trim() }
}

/// A cell without what PowerShell writes for lists it cannot write.
pub fn cleaned(cell: &str) -> &str {
    if cell.as_bytes().first() != Some(&b'S') {
        return cell;
    }
    let typed = cell.starts_with("System.")
        && (cell.ends_with("[]") || cell.starts_with("System.Collections."));
    if typed { "" } else { cell }
}

/// A cell without that, and without spaces around it.
pub fn tidied(cell: &str) -> &str {
    trimmed(cleaned(cell))
}

/// What a cell of an attribute says; nothing where it says that there is none.
pub fn value<'r>(column: &Column, cell: &'r str) -> &'r str {
    let value = cleaned(cell);
    let none = value.len() >= "unlicensed".len()
        && column.name == "products"
        && value.trim().eq_ignore_ascii_case("unlicensed");
    if none { "" } else { value }
}

impl<'r> Incoming<'r> {
    /// Reads a row.
    ///
    /// # Errors
    /// The reason why it cannot be taken, with line and column.
    pub fn read(whole: Row<'r>, columns: &'r Columns, day_first: bool) -> Result<Self, Problem> {
        let line = whole.line;
        let mut row = Self {
            line,
            id: "",
            principal_name: "",
            mail: "",
            display_name: "",
            user_type: None,
            account_enabled: None,
            mailbox_type: "",
            joined_at: None,
            deleted: None,
            license: None,
            groups: None,
            columns,
            row: whole,
        };
        let (mut assigned, mut archived) = (None, None);
        let mut ranks = [usize::MAX; 4];
        let [id_rank, name_rank, mail_rank, shown_rank] = &mut ranks;
        for &place in whole.places {
            let Some((column, whole)) = whole.pair(columns, place) else { continue };
            if matches!(column.means, Means::Attribute(_) | Means::Again(_) | Means::Nothing) {
                continue;
            }
            let whole = cleaned(whole);
            let cell = trimmed(whole);
            let is = |word: &str| cell.eq_ignore_ascii_case(word);
            let bad = |wanted: &str| {
                let message = joined(&["`", &shortened(cell), "` is not ", wanted]);
                refused_at(line, &column.header, message)
            };
            let instant = || match cell {
                "" => Ok(None),
                cell => dates::instant(cell, day_first).map(Some).ok_or_else(|| bad("a date")),
            };
            let truth = || match cell {
                "" => Ok(None),
                cell => dates::truth(cell).map(Some).ok_or_else(|| bad("true or false")),
            };
            match column.means {
                Means::Id => best(&mut row.id, id_rank, cell, column.rank),
                Means::PrincipalName => {
                    best(&mut row.principal_name, name_rank, cell, column.rank);
                }
                Means::Mail => best(&mut row.mail, mail_rank, cell, column.rank),
                Means::Proxies(_) => {
                    let primary =
                        cell.split(['+', ';']).find_map(|part| part.trim().strip_prefix("SMTP:"));
                    best(&mut row.mail, mail_rank, primary.unwrap_or(""), column.rank);
                }
                Means::DisplayName => {
                    best(&mut row.display_name, shown_rank, whole, column.rank);
                }
                Means::UserType if is("guest") => row.user_type = Some(UserType::Guest),
                Means::UserType if is("member") => row.user_type = Some(UserType::Member),
                Means::Enabled => row.account_enabled = truth()?.or(row.account_enabled),
                Means::Blocked => {
                    row.account_enabled = truth()?.map(|blocked| !blocked).or(row.account_enabled);
                }
                Means::MailboxType => {
                    let known = NUMBERED.iter().find(|(number, _)| *number == cell);
                    row.mailbox_type = known.map_or(cell, |(_, word)| word);
                }
                Means::Joined => row.joined_at = row.joined_at.or(instant()?),
                Means::DeletedAt => {
                    row.deleted = Some(instant()?.map_or(Deleted::No, Deleted::At));
                }
                Means::Removed => row.deleted = Some(Deleted::SomeTime),
                // A date says more than the mere fact.
                Means::IsDeleted if !matches!(row.deleted, Some(Deleted::At(_))) => {
                    row.deleted = match truth()? {
                        Some(true) => Some(Deleted::SomeTime),
                        Some(false) => Some(Deleted::No),
                        None => row.deleted,
                    };
                }
                Means::Groups => row.groups = Some(cell),
                Means::License if !cell.is_empty() => {
                    row.license = match () {
                        () if is("standard") => Some(Some(License::Standard)),
                        () if is("archived") || is("archive") => Some(Some(License::Archived)),
                        () if is("none") => Some(None),
                        () => return Err(bad("one of `standard`, `archived`, `none`")),
                    };
                }
                Means::Assigned => assigned = truth()?,
                Means::IsArchive => archived = truth()?,
                Means::Kind => {
                    let odata = cell.strip_prefix("#microsoft.graph.");
                    if OTHERS.iter().any(|other| is(other))
                        || odata.is_some_and(|kind| kind != "user")
                    {
                        return Err(bad("a user"));
                    }
                }
                Means::IsUser if truth()? == Some(false) => return Err(no_user(line)),
                Means::IsGroup if truth()? == Some(true) => return Err(no_user(line)),
                _ => {}
            }
        }
        row.license = match (assigned, archived) {
            (Some(false), _) => Some(None),
            (Some(true), Some(true)) => Some(Some(License::Archived)),
            (Some(true), _) => Some(Some(License::Standard)),
            (None, _) => row.license,
        };
        if row.id.is_empty() && row.principal_name.is_empty() && row.mail.is_empty() {
            return Err(refused(
                line,
                "the row has no object id, no principal name and no mail address",
            ));
        }
        Ok(row)
    }

    /// Whether the row is about a mailbox rather than an account.
    pub fn is_mailbox(&self) -> bool {
        !self.mailbox_type.is_empty()
    }

    /// The other columns: the place of each among the attributes of the file, and its value. An
    /// empty value means that there is none.
    pub fn attributes(&self) -> impl Iterator<Item = (usize, &'r str)> {
        let (columns, row) = (self.columns, self.row);
        row.places.iter().filter_map(move |&place| {
            let (column, cell) = row.pair(columns, place)?;
            let (Means::Attribute(slot) | Means::Proxies(slot)) = column.means else { return None };
            if !cleaned(cell).is_empty() {
                return Some((slot, value(column, cell)));
            }
            // Another column of the same name may have it.
            let mut again = row.pairs(columns);
            let filled = |(other, cell): &(&Column, &str)| {
                other.means == Means::Again(slot) && !cell.is_empty()
            };
            let other = again.find(filled).map_or("", |(_, cell)| cell);
            Some((slot, value(column, other)))
        })
    }
}

/// The problem of the first cell that is no text.
pub fn broken(row: Row<'_>, columns: &Columns) -> Option<Problem> {
    let (column, _) = row.pairs(columns).find(|(_, cell)| cell.contains([BROKEN, '\0']))?;
    let reason = "the cell holds bytes that are no characters";
    Some(refused_at(row.line, &column.header, reason))
}

fn no_user(line: u64) -> Problem {
    refused(line, "the row is about a group or another object, not a user")
}

/// Takes a value of several columns with one meaning, when it is of the best so far.
fn best<'r>(field: &mut &'r str, rank: &mut usize, cell: &'r str, cell_rank: usize) {
    if !cell.is_empty() && (field.is_empty() || cell_rank < *rank) {
        (*field, *rank) = (cell, cell_rank);
    }
}

/// The beginning of a cell, to name it in a sentence.
pub fn shortened(cell: &str) -> String {
    let mut text: String = cell.chars().take(40).collect();
    if text.len() < cell.len() {
        text.push('…');
    }
    text
}
