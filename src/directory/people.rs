//! The directory itself: who there is and how to find them by id.

use super::{Codes, Dictionary, Instants, Interner, Lists, Row, RowSet, SearchText, Texts};
use crate::model::{Code, Holder, LicensingError, Person, UserType, is_guest, is_shared_mailbox};
use crate::time::Instant;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A column of the import beyond the fields every person has.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name, as the records give it.
    pub name: String,
    /// What it is found by (see [`column_key`](super::column_key)).
    pub key: String,
    /// Its value a row.
    pub values: Dictionary,
}

impl Attribute {
    /// A column by its name.
    pub fn new(name: String, values: Dictionary) -> Self {
        Self { key: super::column_key(&name), name, values }
    }
}

/// Everyone a tenant knows, users and shared mailboxes, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    pub(super) ids: Interner,
    pub(super) principal_names: Texts,
    pub(super) display_names: Texts,
    pub(super) mails: Texts,
    pub(super) user_types: Codes,
    pub(super) account_enabled: Codes,
    pub(super) mailbox_types: Dictionary,
    pub(super) groups: Lists,
    pub(super) joined_at: Instants,
    pub(super) listed_as_mailbox: RowSet,
    pub(super) mailboxes: RowSet,
    pub(super) guests: RowSet,
    pub(super) attributes: Vec<Attribute>,
    pub(super) given: usize,
    pub(super) worked: Worked,
}

/// What is worked out of the columns when first asked for. A copy of a directory is made to add people
/// to it, for whom none of this would hold: it begins without.
#[derive(Debug, Default)]
pub(super) struct Worked {
    search: OnceCell<SearchText>,
    ranks: RefCell<Vec<(String, Rc<Vec<u32>>)>>,
    distinct: RefCell<Vec<(&'static str, usize)>>,
}

impl Clone for Worked {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What the directory keeps of one person besides groups and attributes. Empty texts are absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    /// The object id; unique, never empty.
    pub id: &'a str,
    /// The name to sign in with.
    pub principal_name: &'a str,
    /// The name to show.
    pub display_name: &'a str,
    /// The primary mail address.
    pub mail: &'a str,
    /// Member or guest.
    pub user_type: Option<UserType>,
    /// Whether signing in is allowed.
    pub account_enabled: Option<bool>,
    /// Exchange's kind of mailbox.
    pub mailbox_type: &'a str,
    /// When the account was made.
    pub joined_at: Option<Instant>,
    /// In the tenant's list of shared mailboxes.
    pub listed_as_mailbox: bool,
}

impl<'a> From<&'a Person> for Entry<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: &person.id,
            principal_name: &person.principal_name,
            display_name: &person.display_name,
            mail: &person.mail,
            user_type: person.user_type,
            account_enabled: person.account_enabled,
            mailbox_type: &person.mailbox_type,
            joined_at: person.joined_at,
            listed_as_mailbox: person.listed_as_mailbox,
        }
    }
}

impl Directory {
    /// Lays people out in columns, in the order given. Ids must be unique.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an id that occurs twice; `TOO_LARGE` when a column passes 4 GiB.
    pub fn new<'a>(people: impl Iterator<Item = &'a Person>) -> Result<Self, LicensingError> {
        let mut directory = Self::default();
        for person in people {
            directory.add_person(person)?;
        }
        Ok(directory)
    }

    /// Adds a person at the end.
    ///
    /// # Errors
    /// Those of [`Directory::add`].
    pub fn add_person(&mut self, person: &Person) -> Result<(), LicensingError> {
        self.add(&person.into(), &mut person.groups.iter().map(String::as_str))?;
        for (name, value) in &person.attributes {
            let slot = self.slot(name);
            self.give(slot, value)?;
        }
        Ok(())
    }

    /// Makes room for about this many more people.
    pub fn reserve(&mut self, people: usize) {
        // What names and addresses mostly take.
        self.ids.reserve(people, people * 36);
        self.principal_names.reserve(people, people * 32);
        self.display_names.reserve(people, people * 16);
    }

    /// Adds somebody at the end, whose attributes are then given one by one.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an id that is there already; `TOO_LARGE` when a column passes 4 GiB.
    pub fn add(
        &mut self,
        entry: &Entry<'_>,
        groups: &mut dyn Iterator<Item = &str>,
    ) -> Result<(), LicensingError> {
        let (_, new) = self.ids.insert(entry.id)?;
        if !new {
            let message = format!("the id `{}` occurs twice", entry.id);
            return Err(LicensingError::new(Code::InvalidInput, message));
        }
        self.principal_names.push(entry.principal_name)?;
        self.display_names.push(entry.display_name)?;
        self.mails.push(entry.mail)?;
        self.user_types.push(user_type_code(entry.user_type));
        self.account_enabled.push(enabled_code(entry.account_enabled));
        self.mailbox_types.push(entry.mailbox_type)?;
        self.groups.push(groups)?;
        self.joined_at.push(entry.joined_at);
        let is_mailbox = is_mailbox(entry);
        self.listed_as_mailbox.push(entry.listed_as_mailbox);
        self.mailboxes.push(is_mailbox);
        self.guests.push(is_guest(entry.user_type, entry.principal_name));
        Ok(())
    }

    /// The place of an attribute by its name, a new one if there is none yet.
    pub fn slot(&mut self, name: &str) -> usize {
        let mut given = self.attributes.iter().take(self.given);
        given.position(|attribute| attribute.name == name).unwrap_or_else(|| {
            let new = Attribute::new(name.to_owned(), Dictionary::default());
            let mut headers = self.attributes.iter().skip(self.given);
            if let Some(place) = headers.position(|header| header.key == new.key) {
                self.attributes.remove(self.given + place);
            }
            self.attributes.insert(self.given, new);
            self.given += 1;
            self.given - 1
        })
    }

    /// Knows the header of an attribute, behind those that somebody has; one that goes by the name
    /// of another column is none.
    pub fn know(&mut self, header: &str) {
        let new = Attribute::new(header.to_owned(), Dictionary::default());
        if self.attributes.iter().all(|known| known.key != new.key) {
            self.attributes.push(new);
        }
    }

    /// How many of the attributes somebody has.
    pub fn given(&self) -> usize {
        self.given
    }

    /// Gives the last person an attribute.
    ///
    /// # Errors
    /// `TOO_LARGE` when the column passes 4 GiB.
    pub fn give(&mut self, slot: usize, value: &str) -> Result<(), LicensingError> {
        let before = self.len().saturating_sub(1);
        if let Some(attribute) = self.attributes.get_mut(slot) {
            attribute.values.pad(before);
            attribute.values.push(value)?;
        }
        Ok(())
    }

    /// Adds people at the end, as a plan with joiners does.
    ///
    /// # Errors
    /// Those of [`Directory::add`]; the directory is of no use then.
    pub fn add_people<'a>(
        &mut self,
        people: impl Iterator<Item = &'a Person>,
    ) -> Result<(), LicensingError> {
        self.worked = Worked::default();
        for person in people {
            self.add_person(person)?;
        }
        Ok(())
    }

    /// What is kept of a row, to be added to another directory.
    pub fn entry(&self, row: Row) -> Entry<'_> {
        Entry {
            id: self.id(row),
            principal_name: self.principal_names.get(row),
            display_name: self.display_names.get(row),
            mail: self.mails.get(row),
            user_type: self.user_type(row),
            account_enabled: self.account_enabled(row),
            mailbox_type: self.mailbox_types.get(row),
            joined_at: self.joined_at(row),
            listed_as_mailbox: self.listed_as_mailbox.contains(row),
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.ids.texts().len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.ids.texts().is_empty()
    }

    /// The row of an id, compared exactly.
    pub fn row_of(&self, id: &str) -> Option<Row> {
        self.ids.find(id).map(Row::new)
    }

    /// Everyone, users first and then shared mailboxes, each in the order they came.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let all = || (0..self.len()).map(Row::new);
        let users = all().filter(|&row| !self.mailboxes.contains(row));
        users.chain(all().filter(|&row| self.mailboxes.contains(row)))
    }

    /// The rows of a set, users first and then shared mailboxes, each in the order they came. Rows
    /// of people an undone import had added are passed over.
    pub fn list(&self, set: &RowSet) -> Vec<Row> {
        let [users, mailboxes] = self.split(set);
        let mut rows = users.rows();
        rows.extend(mailboxes.rows());
        rows
    }

    /// At most this many of [`Directory::list`] from a place on.
    pub fn part(&self, set: &RowSet, offset: usize, most: usize) -> Vec<Row> {
        let [users, mailboxes] = self.split(set);
        let mut rows = users.part(offset, most);
        let before = if rows.is_empty() { users.count() } else { offset };
        rows.extend(mailboxes.part(offset.saturating_sub(before), most - rows.len()));
        rows
    }

    /// The users and the shared mailboxes of a set.
    fn split<'a>(&self, set: &'a RowSet) -> [Cow<'a, RowSet>; 2] {
        if self.mailboxes.is_empty() && set.len() <= self.len() {
            return [Cow::Borrowed(set), Cow::Owned(RowSet::default())];
        }
        let mut known = set.clone();
        known.and(&RowSet::full(self.len()));
        let (mut users, mut mailboxes) = (known.clone(), known);
        users.minus(&self.mailboxes);
        mailboxes.and(&self.mailboxes);
        [Cow::Owned(users), Cow::Owned(mailboxes)]
    }

    /// The object ids.
    pub fn ids(&self) -> &Texts {
        self.ids.texts()
    }

    /// The object id of a row.
    pub fn id(&self, row: Row) -> &str {
        self.ids.texts().get(row)
    }

    /// The principal names.
    pub fn principal_names(&self) -> &Texts {
        &self.principal_names
    }

    /// The display names.
    pub fn display_names(&self) -> &Texts {
        &self.display_names
    }

    /// The mail addresses.
    pub fn mails(&self) -> &Texts {
        &self.mails
    }

    /// Member, guest, or not known.
    pub fn user_type(&self, row: Row) -> Option<UserType> {
        match self.user_types.get(row) {
            1 => Some(UserType::Member),
            2 => Some(UserType::Guest),
            _ => None,
        }
    }

    /// The kinds of user as codes: 0 not known, 1 member, 2 guest.
    pub fn user_types(&self) -> &Codes {
        &self.user_types
    }

    /// Whether signing in is allowed as codes: 0 not known, 1 no, 2 yes.
    pub fn accounts_enabled(&self) -> &Codes {
        &self.account_enabled
    }

    /// When each account was made.
    pub fn joined(&self) -> &Instants {
        &self.joined_at
    }

    /// Whether signing in is allowed, where known.
    pub fn account_enabled(&self, row: Row) -> Option<bool> {
        match self.account_enabled.get(row) {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }

    /// Exchange's kinds of mailbox.
    pub fn mailbox_types(&self) -> &Dictionary {
        &self.mailbox_types
    }

    /// The groups everyone is in.
    pub fn groups(&self) -> &Lists {
        &self.groups
    }

    /// When the account was made.
    pub fn joined_at(&self, row: Row) -> Option<Instant> {
        self.joined_at.get(row)
    }

    /// The shared mailboxes.
    pub fn mailboxes(&self) -> &RowSet {
        &self.mailboxes
    }

    /// User or shared mailbox.
    pub fn holder(&self, row: Row) -> Holder {
        if self.mailboxes.contains(row) { Holder::Mailboxes } else { Holder::Users }
    }

    /// Whether the person is a guest.
    pub fn is_guest(&self, row: Row) -> bool {
        self.guests.contains(row)
    }

    /// The other columns, in the order they first occurred; then the headers of files with nothing
    /// below them, which have no code for anybody.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The search keys of names and addresses, made when first asked for.
    pub fn search_text(&self) -> &SearchText {
        let columns = [&self.display_names, &self.principal_names, &self.mails];
        self.worked.search.get_or_init(|| SearchText::of(&columns, self.len()))
    }

    /// How many different values a column has that only an import changes, counted when first
    /// asked for.
    pub fn distinct(&self, column: &'static str, count: impl FnOnce() -> usize) -> usize {
        let known = self.worked.distinct.borrow().iter().find(|(name, _)| *name == column).copied();
        if let Some((_, count)) = known {
            return count;
        }
        let count = count();
        self.worked.distinct.borrow_mut().push((column, count));
        count
    }

    /// The ranks of a column that only an import changes, made when first asked for.
    ///
    /// # Errors
    /// What making them runs into.
    pub fn ranks<E>(
        &self,
        column: &str,
        make: impl FnOnce() -> Result<Vec<u32>, E>,
    ) -> Result<Rc<Vec<u32>>, E> {
        let known = self.worked.ranks.borrow().iter().find(|(name, _)| name == column).cloned();
        if let Some((_, ranks)) = known {
            return Ok(ranks);
        }
        let ranks = Rc::new(make()?);
        self.worked.ranks.borrow_mut().push((column.to_owned(), Rc::clone(&ranks)));
        Ok(ranks)
    }

    /// Everything known of one person.
    pub fn person(&self, row: Row) -> Person {
        Person {
            id: self.id(row).to_owned(),
            principal_name: self.principal_names.get(row).to_owned(),
            display_name: self.display_names.get(row).to_owned(),
            mail: self.mails.get(row).to_owned(),
            user_type: self.user_type(row),
            account_enabled: self.account_enabled(row),
            mailbox_type: self.mailbox_types.get(row).to_owned(),
            groups: self.groups.get(row).map(str::to_owned).collect(),
            joined_at: self.joined_at(row),
            attributes: self
                .attributes
                .iter()
                .map(|attribute| (attribute.name.clone(), attribute.values.get(row).to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
            listed_as_mailbox: self.listed_as_mailbox.contains(row),
        }
    }

    /// Who is in the tenant's list of shared mailboxes.
    pub fn listed_as_mailbox(&self) -> &RowSet {
        &self.listed_as_mailbox
    }

    /// The guests.
    pub fn guests(&self) -> &RowSet {
        &self.guests
    }

    /// The bytes taken by the columns and by what was worked out of them.
    pub fn bytes(&self) -> usize {
        let texts = [&self.principal_names, &self.display_names, &self.mails];
        let sets = [&self.listed_as_mailbox, &self.mailboxes, &self.guests];
        let ranks = self.worked.ranks.borrow();
        self.ids.bytes()
            + texts.iter().map(|texts| texts.bytes()).sum::<usize>()
            + sets.iter().map(|set| set.bytes()).sum::<usize>()
            + self.user_types.bytes()
            + self.account_enabled.bytes()
            + self.mailbox_types.bytes()
            + self.groups.bytes()
            + self.joined_at.longs().bytes()
            + self.attributes.iter().map(|attribute| attribute.values.bytes()).sum::<usize>()
            + self.worked.search.get().map_or(0, SearchText::bytes)
            + ranks.iter().map(|(_, ranks)| ranks.capacity() * 4).sum::<usize>()
    }
}

pub(super) fn is_mailbox(entry: &Entry<'_>) -> bool {
    entry.listed_as_mailbox
        || !entry.mailbox_type.is_empty() && is_shared_mailbox(entry.mailbox_type)
}

pub(super) fn user_type_code(user_type: Option<UserType>) -> u32 {
    match user_type {
        None => 0,
        Some(UserType::Member) => 1,
        Some(UserType::Guest) => 2,
    }
}

pub(super) fn enabled_code(enabled: Option<bool>) -> u32 {
    enabled.map_or(0, |on| 1 + u32::from(on))
}
