//! Who can hold a license: users and shared mailboxes, as a directory describes them.

use super::{Holder, Holding};
use crate::time::Instant;

/// Microsoft's kind of user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserType {
    /// One of the company's own.
    Member,
    /// Invited from elsewhere.
    Guest,
}

impl UserType {
    /// `Member` or `Guest`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "Member",
            Self::Guest => "Guest",
        }
    }
}

/// What the directory says of one user or shared mailbox. Empty texts are the same as absent.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Person {
    /// The object id; unique in a tenant, never empty.
    pub id: String,
    /// The name to sign in with; compared without case.
    pub principal_name: String,
    /// The name to show.
    pub display_name: String,
    /// The primary mail address.
    pub mail: String,
    /// Member or guest.
    pub user_type: Option<UserType>,
    /// Whether signing in is allowed.
    pub account_enabled: Option<bool>,
    /// Exchange's kind of mailbox, such as `SharedMailbox`.
    pub mailbox_type: String,
    /// The groups the person is in.
    pub groups: Vec<String>,
    /// When the account was made.
    pub joined_at: Option<Instant>,
    /// Every other column, by its name; no name twice, no empty value.
    pub attributes: Vec<(String, String)>,
    /// In the tenant's list of shared mailboxes, whatever `mailbox_type` says.
    pub listed_as_mailbox: bool,
}

impl Person {
    /// User or shared mailbox: a shared mailbox is one whichever list it came in (rule
    /// `who-can-hold`).
    pub fn holder(&self) -> Holder {
        if self.listed_as_mailbox || is_shared_mailbox(&self.mailbox_type) {
            Holder::Mailboxes
        } else {
            Holder::Users
        }
    }

    /// A guest by type, or by `#EXT#` in the principal name.
    pub fn is_guest(&self) -> bool {
        is_guest(self.user_type, &self.principal_name)
    }
}

/// A guest by type, or by `#EXT#` in the principal name.
pub fn is_guest(user_type: Option<UserType>, principal_name: &str) -> bool {
    user_type == Some(UserType::Guest) || has_guest_mark(principal_name)
}

/// A person with what they hold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// Who.
    pub person: Person,
    /// What they hold.
    pub holding: Holding,
}

fn has_guest_mark(principal_name: &str) -> bool {
    const MARK: &[u8] = b"#EXT#";
    // Most names have no `#` at all.
    let bytes = principal_name.as_bytes();
    bytes.contains(&b'#') && bytes.windows(MARK.len()).any(|part| part.eq_ignore_ascii_case(MARK))
}

/// Exchange's word without case, `Remote` in front and `Mailbox` behind.
fn kind_of_mailbox(mailbox_type: &str) -> String {
    let word = mailbox_type.trim().to_ascii_lowercase();
    let word = word.strip_prefix("remote").unwrap_or(&word);
    word.strip_suffix("mailbox").unwrap_or(word).to_owned()
}

/// Whether an Exchange mailbox type is a shared mailbox.
///
/// ```
/// use seatplan::model::is_shared_mailbox;
/// assert!(is_shared_mailbox("RemoteSharedMailbox") && !is_shared_mailbox("UserMailbox"));
/// ```
pub fn is_shared_mailbox(mailbox_type: &str) -> bool {
    kind_of_mailbox(mailbox_type) == "shared"
}

/// Whether a mailbox of this type can hold a license (rule `who-can-hold`).
///
/// ```
/// use seatplan::model::is_licensable;
/// assert!(is_licensable("") && is_licensable("UserMailbox"));
/// assert!(!is_licensable("RemoteRoomMailbox"));
/// ```
pub fn is_licensable(mailbox_type: &str) -> bool {
    !matches!(
        kind_of_mailbox(mailbox_type).as_str(),
        "room"
            | "equipment"
            | "scheduling"
            | "discovery"
            | "system"
            | "arbitration"
            | "auditlog"
            | "monitoring"
            | "group"
            | "team"
    )
}
