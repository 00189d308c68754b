//! What the columns of a file mean.

use super::problems::joined;
use crate::directory::{header_key, ranked};

/// What a column says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The object id.
    Id,
    /// The principal name.
    PrincipalName,
    /// The mail address.
    Mail,
    /// Mail addresses, the primary one marked `SMTP:`; kept as an attribute as well.
    Proxies(usize),
    /// The display name.
    DisplayName,
    /// Member or guest.
    UserType,
    /// Whether signing in is allowed.
    Enabled,
    /// Whether it is not.
    Blocked,
    /// Exchange's kind of mailbox.
    MailboxType,
    /// When the account was made.
    Joined,
    /// When the person was deleted.
    DeletedAt,
    /// Whether the person was deleted.
    IsDeleted,
    /// Delta pages: gone, whatever the reason.
    Removed,
    /// The groups the person is in.
    Groups,
    /// The license, in words.
    License,
    /// Spanning: any license.
    Assigned,
    /// Spanning: the license is an archived one.
    IsArchive,
    /// What kind of object the row is about.
    Kind,
    /// Whether it is a user.
    IsUser,
    /// Whether it is a group.
    IsGroup,
    /// Anything else, kept under its name: the place among the attributes of the file.
    Attribute(usize),
    /// Another column of the same name, for where that one is empty.
    Again(usize),
    /// Nothing about a person.
    Nothing,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header, as the file has it.
    pub header: String,
    /// The header as names are compared.
    pub key: String,
    /// The name it goes by in a tenant.
    pub name: String,
    /// What it says.
    pub means: Means,
    /// Of several columns with one meaning the one of the lowest rank counts.
    pub rank: usize,
}

impl Column {
    /// Whether it is a column of people under its own name.
    pub fn is_kept(&self) -> bool {
        matches!(self.means, Means::Attribute(_) | Means::Proxies(_)) && !self.key.is_empty()
    }

    /// Whether it tells who a row is about.
    pub fn identifies(&self) -> bool {
        matches!(self.means, Means::Id | Means::PrincipalName | Means::Mail)
    }
}

/// The columns of a file.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// In the order of the file.
    pub list: Vec<Column>,
    /// All their places.
    pub places: Vec<usize>,
    /// Whether a column counts the licenses of a tenant.
    pub counts: bool,
    /// The names of the attributes.
    pub attributes: Vec<String>,
    /// Exchange has a name of its own called `Id`.
    exchange: bool,
}

impl Columns {
    /// Whether there is a column with this key.
    pub fn has(&self, key: &str) -> bool {
        self.list.iter().any(|column| column.key == key)
    }

    /// Says that the file is Exchange's, before its columns are added.
    pub fn set_exchange(&mut self) {
        self.exchange = true;
    }

    /// Adds a column and gives its place. A header that occurs again gets a number.
    pub fn add(&mut self, header: &str) -> usize {
        let key = header_key(header);
        let again = !header.is_empty() && self.list.iter().any(|column| column.header == header);
        let shown = match again {
            true => format!("{header} ({})", self.list.len() + 1),
            false => header.to_owned(),
        };
        let (name, mut rank) = ranked(&key).map_or((None, 0), |(name, rank)| (Some(name), rank));
        let place = self.list.len();
        let means = match (name, key.as_str()) {
            (Some("id"), key) if !self.exchange || key.starts_with("external") => Means::Id,
            (Some("principalName"), _) => Means::PrincipalName,
            (Some("displayName"), _) => Means::DisplayName,
            (Some("mail"), _) => Means::Mail,
            (Some("userType"), _) => Means::UserType,
            (Some("accountEnabled"), _) => Means::Enabled,
            (Some("blockCredential"), _) => Means::Blocked,
            (Some("mailboxType"), _) => Means::MailboxType,
            (Some("joinedAt"), _) => Means::Joined,
            (Some("deletedAt"), _) => Means::DeletedAt,
            (Some("groups"), _) => Means::Groups,
            (Some("license"), _) => Means::License,
            (_, "assigned") => Means::Assigned,
            (_, "isarchive") => Means::IsArchive,
            (_, "isdeleted") => Means::IsDeleted,
            (_, "objecttype" | "membertype" | "odatatype") => Means::Kind,
            (_, "isuser") => Means::IsUser,
            (_, "isgroup") => Means::IsGroup,
            _ if header.starts_with('@') => match header {
                "@removed" => Means::Removed,
                _ => Means::Nothing,
            },
            (_, "proxyaddresses") => {
                rank = usize::MAX;
                Means::Proxies(self.attribute(&shown).0)
            }
            _ => match self.attribute(&attribute_name(name, &shown, place)) {
                (slot, true) => Means::Attribute(slot),
                (slot, false) => Means::Again(slot),
            },
        };
        let name = match means {
            Means::Attribute(slot) | Means::Again(slot) => self.attributes.get(slot).cloned(),
            _ => name.map(str::to_owned),
        };
        let name = name.unwrap_or_else(|| shown.clone());
        self.places.push(place);
        self.counts |= key == "archivedlicenses";
        self.list.push(Column { header: shown, key, name, means, rank });
        place
    }

    /// The place of an attribute, and whether it is new.
    fn attribute(&mut self, name: &str) -> (usize, bool) {
        let known = self.attributes.iter().position(|known| known == name);
        let slot = known.unwrap_or(self.attributes.len());
        if known.is_none() {
            self.attributes.push(name.to_owned());
        }
        (slot, known.is_none())
    }
}

/// The name a column is kept under.
fn attribute_name(name: Option<&'static str>, header: &str, place: usize) -> String {
    match name {
        Some(name @ ("department" | "jobTitle" | "city" | "country" | "company" | "products")) => {
            name.to_owned()
        }
        // The tenant works these out itself; the file's word on them is kept beside.
        Some(_) => joined(&[header, " (file)"]),
        None if header.is_empty() => format!("Column {}", place + 1),
        None => header.to_owned(),
    }
}
