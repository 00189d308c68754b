//! What one row says of a person.

use super::dates;
use super::reading::refused;
use crate::directory::{canonical, header_key};
use crate::model::{License, Problem, UserType};
use crate::time::Instant;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header, as the file has it.
    pub header: String,
    /// The header as names are compared.
    pub key: String,
    /// Our own name for it; none for columns that are kept as they are.
    pub name: Option<&'static str>,
}

impl Column {
    /// The column of a header.
    pub fn new(header: &str) -> Self {
        let key = header_key(header);
        Self { header: header.to_owned(), name: canonical(header), key }
    }

    /// The name the column goes by in a tenant.
    pub fn name(&self) -> &str {
        self.name.unwrap_or(&self.header)
    }

    /// Whether it tells who a row is about.
    pub fn identifies(&self) -> bool {
        matches!(self.name, Some("id" | "principalName" | "mail"))
    }
}

/// What one row says; none means that it says nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// The line it begins on.
    pub line: u64,
    /// The object id; empty when it gives none.
    pub id: String,
    /// The principal name; empty when it gives none.
    pub principal_name: String,
    /// The mail address; empty when it gives none.
    pub mail: String,
    /// The display name; empty when it gives none.
    pub display_name: String,
    /// Member or guest.
    pub user_type: Option<UserType>,
    /// Whether signing in is allowed.
    pub account_enabled: Option<bool>,
    /// Exchange's kind of mailbox.
    pub mailbox_type: Option<String>,
    /// When the account was made.
    pub joined_at: Option<Instant>,
    /// Deleted or not, and when where it says so.
    pub deleted: Option<Deleted>,
    /// The license held.
    pub license: Option<Option<License>>,
    /// Groups it names.
    pub groups: Option<Vec<String>>,
    /// All other columns; an empty value means that there is none.
    pub attributes: Vec<(String, String)>,
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

/// A cell without what PowerShell writes for lists it cannot write.
fn cleaned(cell: &str) -> &str {
    let cell = cell.trim();
    if cell.starts_with("System.") && cell.ends_with("[]") { "" } else { cell }
}

/// Reads a row.
///
/// # Errors
/// The reason why it cannot be taken, with line and column.
pub fn read_row(
    line: u64,
    columns: &[Column],
    cells: &[Option<&str>],
) -> Result<Incoming, Problem> {
    let mut row = Incoming { line, ..Incoming::default() };
    let (mut assigned, mut archived) = (None, None);
    for (column, cell) in columns.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        let cell = cleaned(cell);
        let bad = |wanted: &str| {
            let mut problem = refused(line, format!("`{}` is not {wanted}", shortened(cell)));
            problem.column = Some(column.header.clone());
            problem
        };
        let instant = || match cell {
            "" => Ok(None),
            cell => dates::instant(cell).map(Some).ok_or_else(|| bad("a date")),
        };
        let truth = || match cell {
            "" => Ok(None),
            cell => dates::truth(cell).map(Some).ok_or_else(|| bad("true or false")),
        };
        if cell == "\u{FFFD}" {
            return Err(bad("a whole text: it holds a lone surrogate"));
        }
        match (column.name, column.key.as_str()) {
            (Some("id"), _) => first(&mut row.id, cell),
            (Some("principalName"), _) => first(&mut row.principal_name, cell),
            (Some("displayName"), _) => first(&mut row.display_name, cell),
            (Some("mail"), _) => first(&mut row.mail, cell),
            (Some("userType"), _) => {
                row.user_type = match cell {
                    _ if cell.eq_ignore_ascii_case("guest") => Some(UserType::Guest),
                    _ if cell.eq_ignore_ascii_case("member") => Some(UserType::Member),
                    _ => row.user_type,
                };
            }
            (Some("accountEnabled"), _) => row.account_enabled = truth()?.or(row.account_enabled),
            (Some("blockCredential"), _) => {
                row.account_enabled = truth()?.map(|blocked| !blocked).or(row.account_enabled);
            }
            (Some("mailboxType"), _) => {
                let known = NUMBERED.iter().find(|(number, _)| *number == cell);
                let word = known.map_or(cell, |(_, word)| word);
                row.mailbox_type = Some(word.to_owned());
            }
            (Some("joinedAt"), _) => row.joined_at = instant()?.or(row.joined_at),
            (Some("deletedAt"), _) => {
                row.deleted = Some(instant()?.map_or(Deleted::No, Deleted::At));
            }
            (Some("groups"), _) => {
                let groups = cell.split(';').map(str::trim).filter(|group| !group.is_empty());
                row.groups = Some(groups.map(str::to_owned).collect());
            }
            (Some("license"), _) => {
                row.license = match cell {
                    "" => row.license,
                    _ if cell.eq_ignore_ascii_case("standard") => Some(Some(License::Standard)),
                    _ if cell.eq_ignore_ascii_case("archived") => Some(Some(License::Archived)),
                    _ if cell.eq_ignore_ascii_case("none") => Some(None),
                    _ => return Err(bad("one of `standard`, `archived`, `none`")),
                };
            }
            (_, "assigned") => assigned = truth()?,
            (_, "isarchive") => archived = truth()?,
            (_, "isdeleted") => {
                // A date says more than the mere fact.
                if !matches!(row.deleted, Some(Deleted::At(_))) {
                    row.deleted =
                        truth()?.map(|gone| if gone { Deleted::SomeTime } else { Deleted::No });
                }
            }
            (Some("products"), _) => {
                let none = cell.eq_ignore_ascii_case("unlicensed");
                attribute(&mut row, "products", if none { "" } else { cell });
            }
            (_, "proxyaddresses") => {
                let primary =
                    cell.split(['+', ';']).find_map(|part| part.trim().strip_prefix("SMTP:"));
                first(&mut row.mail, primary.unwrap_or(""));
                attribute(&mut row, column.name(), cell);
            }
            // Page links and types of the answer are not about the person.
            (None, _) if column.header.starts_with('@') => {}
            (name, _) => attribute(&mut row, name.unwrap_or(&column.header), cell),
        }
    }
    match (assigned, archived) {
        (Some(false), _) => row.license = Some(None),
        (Some(true), Some(true)) => row.license = Some(Some(License::Archived)),
        (Some(true), _) => row.license = Some(Some(License::Standard)),
        (None, _) => {}
    }
    if row.id.is_empty() && row.principal_name.is_empty() && row.mail.is_empty() {
        return Err(refused(
            line,
            "the row has no object id, no principal name and no mail address",
        ));
    }
    Ok(row)
}

/// Takes the first value of several columns with one meaning.
fn first(field: &mut String, cell: &str) {
    if field.is_empty() {
        field.push_str(cell);
    }
}

fn attribute(row: &mut Incoming, name: &str, cell: &str) {
    match row.attributes.iter_mut().find(|(known, _)| known == name) {
        Some((_, value)) => first(value, cell),
        None => row.attributes.push((name.to_owned(), cell.to_owned())),
    }
}

/// The beginning of a cell, to name it in a sentence.
fn shortened(cell: &str) -> String {
    let mut text: String = cell.chars().take(40).collect();
    if text.len() < cell.len() {
        text.push('…');
    }
    text
}
