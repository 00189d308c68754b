//! What the cells of the tables mean.

use seatplan::model::{
    Account, Action, ArchivedDeactivation, Count, Data, DataField, Days, Holding, License,
    MailboxAllowance, Person, Policy, Record, UserType,
};
use seatplan::time::Instant;

pub fn at() -> Instant {
    Instant::parse("2026-03-01T12:00:00Z").unwrap()
}

pub fn before(days: u32) -> Option<Instant> {
    Some(at().minus_days(days))
}

pub fn count(text: &str) -> Count {
    Count::new(text.parse().unwrap()).unwrap()
}

/// A policy written as `name value`, or `-` for the default.
pub fn policy(text: &str) -> Policy {
    let mut policy = Policy::default();
    match text.split_once(' ') {
        None => assert_eq!(text, "-"),
        Some(("graceDays", days)) => policy.grace_days = Days::new(days.parse().unwrap()).unwrap(),
        Some(("retentionDays", days)) => policy.retention_days = Days::new(days.parse().unwrap()),
        Some(("archivedDeactivation", "grace")) => {
            policy.archived_deactivation = ArchivedDeactivation::Grace;
        }
        Some(("mailboxes", "unlimited")) => policy.mailboxes = MailboxAllowance::Unlimited,
        Some(("trialCap", cap)) => policy.trial_cap = count(cap),
        Some(other) => panic!("no such policy: {other:?}"),
    }
    policy
}

pub fn account(text: &str) -> Account {
    match text {
        "paid" => Account::Paid,
        "trial" => Account::Trial,
        "expired" => Account::Expired,
        other => panic!("no such account: {other}"),
    }
}

pub fn action(text: &str) -> Option<Action> {
    match text {
        "standard" => Some(Action::ActivateStandard),
        "archived" => Some(Action::ActivateArchived),
        "deactivate" => Some(Action::Deactivate),
        "nothing" => None,
        other => panic!("no such request: {other}"),
    }
}

/// Texts joined by a separator, or `-`.
pub fn joined(texts: impl Iterator<Item = impl AsRef<str>>, separator: &str) -> String {
    let mut all = String::new();
    for text in texts {
        if !all.is_empty() {
            all.push_str(separator);
        }
        all.push_str(text.as_ref());
    }
    if all.is_empty() { "-".to_owned() } else { all }
}

pub fn record(id: String, license: Option<License>, mailbox: bool) -> Record {
    Record {
        person: Person { id, listed_as_mailbox: mailbox, ..Person::default() },
        holding: Holding { license, ..Holding::default() },
    }
}

/// The holders of a cell, such as `a:standard deleted=9; b:none guest`.
pub fn holders(text: &str) -> Vec<Record> {
    text.split(';').map(|holder| one_holder(holder.trim())).collect()
}

fn one_holder(text: &str) -> Record {
    let (id, traits) = text.split_once(':').unwrap();
    let mut record = record(id.to_owned(), None, false);
    record.holding.data = DataField::Some(Data { from: before(200), to: before(1) });
    for word in traits.split_whitespace() {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let days = || value.parse().unwrap();
        match name {
            "none" => record.holding.data = DataField::None,
            "grace" => record.holding.unassigned_at = before(20),
            "purged" => record.holding.unassigned_at = before(80),
            "standard" => record.holding.license = Some(License::Standard),
            "archived" => record.holding.license = Some(License::Archived),
            "deleted" => record.holding.deleted_at = before(days()),
            "disabled" => record.person.account_enabled = Some(false),
            "mailbox" => record.person.listed_as_mailbox = true,
            "typed" => record.person.mailbox_type = "UserMailbox".to_owned(),
            "room" => record.person.mailbox_type = "RoomMailbox".to_owned(),
            "guest" => record.person.user_type = Some(UserType::Guest),
            "data" => {
                record.holding.data = DataField::Some(Data { from: None, to: before(days()) })
            }
            "nodata" => record.holding.data = DataField::None,
            "untold" => record.holding.data = DataField::Absent,
            other => panic!("no such trait: {other}"),
        }
    }
    record
}
