//! A directory put together again of stored columns.

use super::people::{Attribute, Directory};
use super::{Codes, Dictionary, Instants, Interner, Lists, RowSet, Texts};

/// The columns of a directory, to be put together again.
#[expect(missing_docs, reason = "each is the column of that name")]
#[derive(Debug)]
pub struct DirectoryParts {
    pub ids: Texts,
    pub principal_names: Texts,
    pub display_names: Texts,
    pub mails: Texts,
    pub user_types: Codes,
    pub account_enabled: Codes,
    pub mailbox_types: Dictionary,
    pub groups: Lists,
    pub joined_at: Instants,
    pub listed_as_mailbox: RowSet,
    pub mailboxes: RowSet,
    pub guests: RowSet,
    pub attributes: Vec<Attribute>,
}

impl Directory {
    /// A directory of stored columns; none when they differ in length, an id is empty or occurs
    /// twice, or a code means nothing. Headers with nothing below them come last, and have no codes.
    pub fn from_parts(parts: DirectoryParts) -> Option<Self> {
        let rows = parts.ids.len();
        let texts = [&parts.principal_names, &parts.display_names, &parts.mails];
        let codes = [&parts.user_types, &parts.account_enabled];
        let sets = [&parts.listed_as_mailbox, &parts.mailboxes, &parts.guests];
        let lens = || parts.attributes.iter().map(|attribute| attribute.values.codes().len());
        let given = lens().take_while(|&len| len > 0).count();
        let fits = texts.iter().all(|texts| texts.len() == rows)
            && codes.iter().all(|codes| codes.len() == rows && codes.largest() <= 2)
            && sets.iter().all(|set| set.len() == rows)
            && parts.mailbox_types.codes().len() == rows
            && parts.groups.parts().2 == rows
            && parts.joined_at.longs().len() == rows
            && (0..).zip(lens()).all(|(place, len)| len == if place < given { rows } else { 0 });
        let ids = fits.then(|| Interner::from_texts(parts.ids)).flatten()?;
        let mut names = Interner::default();
        let distinct =
            |attribute: &Attribute| names.insert(&attribute.name).is_ok_and(|(_, new)| new);
        if ids.find("").is_some() || !parts.attributes.iter().all(distinct) {
            return None;
        }
        Some(Self {
            ids,
            principal_names: parts.principal_names,
            display_names: parts.display_names,
            mails: parts.mails,
            user_types: parts.user_types,
            account_enabled: parts.account_enabled,
            mailbox_types: parts.mailbox_types,
            groups: parts.groups,
            joined_at: parts.joined_at,
            listed_as_mailbox: parts.listed_as_mailbox,
            mailboxes: parts.mailboxes,
            guests: parts.guests,
            attributes: parts.attributes,
            given,
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Person;

    #[test]
    fn every_attribute_has_as_many_codes_as_people_and_a_header_behind_them_none() {
        let person = |id: &str| Person { id: id.to_owned(), ..Person::default() };
        let people = [person("a"), person("b")];
        let open = |attributes: &[(&str, usize)]| {
            let directory = Directory::new(people.iter()).unwrap();
            let column = |&(name, codes): &(&str, usize)| {
                let mut values = Dictionary::default();
                values.pad(codes);
                Attribute::new(name.to_owned(), values)
            };
            Directory::from_parts(DirectoryParts {
                ids: directory.ids().clone(),
                principal_names: directory.principal_names,
                display_names: directory.display_names,
                mails: directory.mails,
                user_types: directory.user_types,
                account_enabled: directory.account_enabled,
                mailbox_types: directory.mailbox_types,
                groups: directory.groups,
                joined_at: directory.joined_at,
                listed_as_mailbox: directory.listed_as_mailbox,
                mailboxes: directory.mailboxes,
                guests: directory.guests,
                attributes: attributes.iter().map(column).collect(),
            })
        };
        let given = |attributes: &[_]| open(attributes).map(|directory| directory.given());
        assert_eq!(given(&[]), Some(0));
        assert_eq!(given(&[("Fax", 0)]), Some(0));
        assert_eq!(given(&[("Office", 2), ("Fax", 0), ("Pager", 0)]), Some(1));
        assert_eq!(given(&[("Fax", 0), ("Office", 2)]), None);
        assert_eq!(given(&[("Office", 1), ("Fax", 0)]), None);
        assert_eq!(given(&[("Fax", 0), ("Fax", 0)]), None);
    }
}
