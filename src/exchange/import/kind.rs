//! What kind of file it is, and how it is to be read.

use super::reading::Reading;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Microsoft 365 admin centre, active users.
    M365Users,
    /// Entra, download users.
    EntraUsers,
    /// Entra, download group members.
    EntraGroup,
    /// Microsoft Graph JSON.
    Graph,
    /// Exchange Online, Get-Mailbox.
    ExchangeMailboxes,
    /// Spanning users or tenant.
    Spanning,
}

/// What the rows of a file are, when its content does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Users.
    #[default]
    Users,
    /// Shared mailboxes.
    Mailboxes,
    /// Deleted users.
    Deleted,
    /// Members of this group.
    Group(String),
}

impl Role {
    /// The group whose members the file lists.
    pub fn group(&self) -> Option<&str> {
        match self {
            Self::Group(name) => Some(name),
            Self::Users | Self::Mailboxes | Self::Deleted => None,
        }
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What it is; found out from its content when none.
    pub kind: Option<Kind>,
    /// What its rows are.
    pub role: Role,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::M365Users,
        Self::EntraUsers,
        Self::EntraGroup,
        Self::Graph,
        Self::ExchangeMailboxes,
        Self::Spanning,
    ];

    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::M365Users => "m365Users",
            Self::EntraUsers => "entraUsers",
            Self::EntraGroup => "entraGroup",
            Self::Graph => "graph",
            Self::ExchangeMailboxes => "exchangeMailboxes",
            Self::Spanning => "spanning",
        }
    }

    /// What kind of file these columns belong to.
    pub(super) fn guess(reading: &Reading, options: &Options) -> Option<Self> {
        let any = |keys: &[&str]| keys.iter().any(|key| reading.columns.has(key));
        let table = reading.delimiter.is_some();
        match () {
            () if reading.tenant.is_some() || any(&["assigned", "archivedlicenses"]) => {
                Some(Self::Spanning)
            }
            () if table && matches!(options.role, Role::Group(_)) => Some(Self::EntraGroup),
            () if any(&["recipienttypedetails"]) => Some(Self::ExchangeMailboxes),
            () if !table => any(&["id", "userprincipalname"]).then_some(Self::Graph),
            () if any(&["isuser", "isgroup", "membertype"]) => Some(Self::EntraGroup),
            () if any(&["blockcredential", "softdeletiontimestamp"]) => Some(Self::M365Users),
            () if any(&["userprincipalname"])
                && any(&["id", "objectid", "accountenabled", "usertype"]) =>
            {
                Some(Self::EntraUsers)
            }
            () => None,
        }
    }
}
