//! The directory itself: who there is and how to find them by id.

use super::{Codes, Dictionary, Instants, Interner, Lists, Row, RowSet, SearchText, Texts};
use crate::model::{Code, Holder, LicensingError, Person, UserType};
use crate::time::Instant;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A column of the import beyond the fields every person has.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name, as the records give it.
    pub name: String,
    /// Its value a row.
    pub values: Dictionary,
}

/// Everyone a tenant knows, users and shared mailboxes, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    ids: Interner,
    principal_names: Texts,
    display_names: Texts,
    mails: Texts,
    user_types: Codes,
    account_enabled: Codes,
    mailbox_types: Dictionary,
    groups: Lists,
    joined_at: Instants,
    listed_as_mailbox: RowSet,
    mailboxes: RowSet,
    guests: RowSet,
    attributes: Vec<Attribute>,
    search: OnceCell<SearchText>,
    ranks: RefCell<Vec<(String, Rc<Vec<u32>>)>>,
    distinct: RefCell<Vec<(&'static str, usize)>>,
}

impl Directory {
    /// Lays people out in columns, in the order given. Ids must be unique.
    ///
    /// # Errors
    /// `INVALID_INPUT` for an id that occurs twice; `TOO_LARGE` when a column passes 4 GiB.
    pub fn new<'a>(
        people: impl ExactSizeIterator<Item = &'a Person>,
    ) -> Result<Self, LicensingError> {
        let len = people.len();
        let mut directory = Self {
            listed_as_mailbox: RowSet::empty(len),
            mailboxes: RowSet::empty(len),
            guests: RowSet::empty(len),
            ..Self::default()
        };
        let mut names = Interner::default();
        for (index, person) in people.enumerate() {
            directory.push(Row::new(index), person, &mut names)?;
        }
        for attribute in &mut directory.attributes {
            attribute.values.pad(len);
        }
        Ok(directory)
    }

    fn push(
        &mut self,
        row: Row,
        person: &Person,
        names: &mut Interner,
    ) -> Result<(), LicensingError> {
        let (_, new) = self.ids.insert(&person.id)?;
        if !new {
            let message = format!("the id `{}` occurs twice", person.id);
            return Err(LicensingError::new(Code::InvalidInput, message));
        }
        self.principal_names.push(&person.principal_name)?;
        self.display_names.push(&person.display_name)?;
        self.mails.push(&person.mail)?;
        self.user_types.push(match person.user_type {
            None => 0,
            Some(UserType::Member) => 1,
            Some(UserType::Guest) => 2,
        });
        self.account_enabled.push(person.account_enabled.map_or(0, |on| 1 + u32::from(on)));
        self.mailbox_types.push(&person.mailbox_type)?;
        self.groups.push(person.groups.iter().map(String::as_str))?;
        self.joined_at.push(person.joined_at);
        if person.listed_as_mailbox {
            self.listed_as_mailbox.insert(row);
        }
        if person.holder() == Holder::Mailboxes {
            self.mailboxes.insert(row);
        }
        if person.is_guest() {
            self.guests.insert(row);
        }
        for (name, value) in &person.attributes {
            let (place, new) = names.insert(name)?;
            if new {
                let values = Dictionary::default();
                self.attributes.push(Attribute { name: name.clone(), values });
            }
            if let Some(attribute) = self.attributes.get_mut(place) {
                attribute.values.pad(row.index());
                attribute.values.push(value)?;
            }
        }
        Ok(())
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

    /// The rows of a set, users first and then shared mailboxes, each in the order they came.
    pub fn rows_of<'a>(&'a self, set: &'a RowSet) -> impl Iterator<Item = Row> + 'a {
        let users = set.iter().filter(|&row| !self.mailboxes.contains(row));
        users.chain(set.iter().filter(|&row| self.mailboxes.contains(row)))
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

    /// The other columns, in the order they first occurred.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The search keys of names and addresses, made when first asked for.
    pub fn search_text(&self) -> &SearchText {
        self.search.get_or_init(|| {
            let mut text = SearchText::default();
            let bytes = |texts: &Texts| texts.parts().0.len();
            let most = bytes(&self.display_names) + bytes(&self.principal_names);
            text.reserve(self.len(), most + 3 * self.len());
            for row in (0..self.len()).map(Row::new) {
                // The fields were not too large for their columns; together they may be, and then
                // the rows that do not fit any more are not found.
                let fields =
                    [&self.display_names, &self.principal_names, &self.mails].map(|of| of.get(row));
                if text.push(fields).is_err() {
                    break;
                }
            }
            text
        })
    }

    /// How many different values a column has that only an import changes, counted when first
    /// asked for.
    pub fn distinct(&self, column: &'static str, count: impl FnOnce() -> usize) -> usize {
        let known = self.distinct.borrow().iter().find(|(name, _)| *name == column).copied();
        if let Some((_, count)) = known {
            return count;
        }
        let count = count();
        self.distinct.borrow_mut().push((column, count));
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
        let known = self.ranks.borrow().iter().find(|(name, _)| name == column).cloned();
        if let Some((_, ranks)) = known {
            return Ok(ranks);
        }
        let ranks = Rc::new(make()?);
        self.ranks.borrow_mut().push((column.to_owned(), Rc::clone(&ranks)));
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
}
