//! Pseudonyms: the same person has the same in every file, as long as rows keep their places.

use crate::directory::{Directory, Interner, Row};
use crate::licensing::Tenant;
use crate::model::{GroupLicensing, Holder, LicensingError, Person, UserType};

/// The pseudonym of a row: its number in the tenant.
fn pseudonym(people: &Directory, row: Row) -> String {
    let kind = match people.holder(row) {
        Holder::Users => "user-",
        Holder::Mailboxes => "mailbox-",
    };
    numbered(kind, row.index() + 1)
}

fn numbered(kind: &str, number: usize) -> String {
    let digits = number.to_string();
    let mut text = kind.to_owned();
    (digits.len()..4).for_each(|_| text.push('0'));
    text.push_str(&digits);
    text
}

/// Everyone under a pseudonym. Columns beyond the known ones are left out: nobody can tell what is
/// in them.
///
/// # Errors
/// `TOO_LARGE` when a column passes 4 GiB.
pub fn pseudonyms(people: &Directory) -> Result<Directory, LicensingError> {
    let mut groups = Interner::default();
    renamed(people, &mut groups)
}

fn renamed(people: &Directory, groups: &mut Interner) -> Result<Directory, LicensingError> {
    let mut persons = Vec::with_capacity(people.len());
    for row in (0..people.len()).map(Row::new) {
        let name = pseudonym(people, row);
        let person = people.person(row);
        let address = name.clone() + "@example.invalid";
        let mut named = Vec::with_capacity(person.groups.len());
        for group in &person.groups {
            named.push(group_name(groups, group)?);
        }
        // What is not known stays so.
        let when = |known: &str, name: &String| match known {
            "" => String::new(),
            _ => name.clone(),
        };
        let kind = person.mailbox_type.as_str();
        persons.push(Person {
            principal_name: when(&person.principal_name, &address),
            display_name: when(&person.display_name, &name),
            mail: when(&person.mail, &address),
            // A guest is one by the principal name alone at times.
            user_type: if person.is_guest() { Some(UserType::Guest) } else { person.user_type },
            mailbox_type: match kind.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                true => kind.to_owned(),
                false => String::new(),
            },
            groups: named,
            attributes: Vec::new(),
            id: name,
            // A type that is left out must not make a user of a mailbox.
            listed_as_mailbox: person.holder() == Holder::Mailboxes,
            ..person
        });
    }
    Directory::new(persons.iter())
}

fn group_name(groups: &mut Interner, group: &str) -> Result<String, LicensingError> {
    Ok(numbered("group-", groups.insert(group)?.0 + 1))
}

/// A tenant whose people, and the groups its settings name, go by pseudonyms.
///
/// # Errors
/// `TOO_LARGE` when a column passes 4 GiB.
pub fn anonymised(tenant: &Tenant) -> Result<Tenant, LicensingError> {
    let mut groups = Interner::default();
    let people = renamed(tenant.directory(), &mut groups)?;
    let mut tenant = tenant.clone();
    let holdings = tenant.holdings().clone();
    tenant.replace_people(people, holdings);
    if let Some(GroupLicensing::Groups(names)) = &mut tenant.policy.group_licensing {
        for name in names {
            *name = group_name(&mut groups, name)?;
        }
    }
    Ok(tenant)
}
