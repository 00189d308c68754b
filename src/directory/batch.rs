//! Adding many people at once, column by column.

use super::people::{enabled_code, is_mailbox, user_type_code};
use super::{Dictionary, Directory, Entry, Row};
use crate::model::{LicensingError, is_guest};

/// What some people have in common: tables with a place for each of the ways there are.
#[derive(Debug, Default)]
pub struct Alike {
    user_types: Vec<u32>,
    account_enabled: Vec<u32>,
    mailbox_types: Vec<u32>,
    groups: Vec<Vec<String>>,
    listed_as_mailbox: Vec<bool>,
    mailboxes: Vec<bool>,
    guests: Vec<bool>,
}

/// Columns of new people whose ids were added before, a row each.
#[derive(Debug)]
pub struct Batch<'a> {
    /// The names to sign in with.
    pub principal_names: &'a [&'a str],
    /// The names to show.
    pub display_names: &'a [&'a str],
    /// The primary mail addresses.
    pub mails: &'a [&'a str],
    /// When the accounts were made, in milliseconds after 1970.
    pub joined_at: &'a [Option<i64>],
    /// What some have in common.
    pub alike: &'a Alike,
    /// The place of each in those tables.
    pub places: &'a [u32],
}

impl Directory {
    /// Adds the ids of new people, from the first on while they are new beyond doubt, and says how
    /// many. As many rows must follow.
    ///
    /// # Errors
    /// `TOO_LARGE` when the ids pass 4 GiB.
    pub fn add_ids(&mut self, ids: &[&str]) -> Result<usize, LicensingError> {
        Ok(self.ids.extend_new(ids)?)
    }

    /// Notes one more way in which people to come are alike: all that the entry says besides names
    /// and dates, and the groups.
    ///
    /// # Errors
    /// `TOO_LARGE` when the kinds of mailbox pass 4 GiB.
    pub fn note_alike(
        &mut self,
        alike: &mut Alike,
        entry: &Entry<'_>,
        groups: Vec<String>,
    ) -> Result<(), LicensingError> {
        alike.user_types.push(user_type_code(entry.user_type));
        alike.account_enabled.push(enabled_code(entry.account_enabled));
        alike.mailbox_types.push(self.mailbox_types.code(entry.mailbox_type)?);
        alike.groups.push(groups);
        alike.listed_as_mailbox.push(entry.listed_as_mailbox);
        alike.mailboxes.push(is_mailbox(entry));
        alike.guests.push(is_guest(entry.user_type, ""));
        Ok(())
    }

    /// Adds the rows of people whose ids were added; their attributes are then added to
    /// [`Directory::values_of`] each.
    ///
    /// # Errors
    /// `TOO_LARGE` when a column passes 4 GiB.
    pub fn add_rows(&mut self, batch: &Batch<'_>) -> Result<(), LicensingError> {
        let Batch { alike, places, .. } = *batch;
        let first = self.principal_names.len();
        // Many files know no mail addresses: room for them is made when there are some.
        if self.mails.parts().0.is_empty() && batch.mails.iter().any(|mail| !mail.is_empty()) {
            let people = self.principal_names.room();
            self.mails.reserve(people, people * 28);
        }
        self.principal_names.extend(batch.principal_names)?;
        self.display_names.extend(batch.display_names)?;
        self.mails.extend(batch.mails)?;
        self.user_types.extend(places, &alike.user_types);
        self.account_enabled.extend(places, &alike.account_enabled);
        self.mailbox_types.extend(places, &alike.mailbox_types);
        self.joined_at.extend(batch.joined_at);
        self.listed_as_mailbox.push_marked(places, &alike.listed_as_mailbox);
        self.mailboxes.push_marked(places, &alike.mailboxes);
        self.guests.push_marked(places, &alike.guests);
        for row in self.principal_names.holding(first, b'#').into_iter().map(Row::new) {
            if is_guest(None, self.principal_names.get(row)) {
                self.guests.insert(row);
            }
        }
        if alike.groups.iter().all(Vec::is_empty) {
            self.groups.pad(places.len());
            return Ok(());
        }
        for place in places {
            let groups = alike.groups.get(*place as usize).map(Vec::as_slice).unwrap_or_default();
            self.groups.push(&mut groups.iter().map(String::as_str))?;
        }
        Ok(())
    }

    /// The values of an attribute.
    pub fn values_of(&mut self, slot: usize) -> Option<&mut Dictionary> {
        self.attributes.get_mut(slot).map(|attribute| &mut attribute.values)
    }
}
