//! The names columns go by: our own, and those of every file people have in hand.

/// A name without case, space and punctuation, as names are compared.
pub fn header_key(name: &str) -> String {
    let mut key = super::fold(name);
    key.retain(|character| character.is_ascii_alphanumeric() || !character.is_ascii());
    key
}

/// Our name for a column and, by their keys, the others it goes by.
const NAMES: &[(&str, &[&str])] = &[
    ("id", &["id", "objectid", "msid", "externaldirectoryobjectid", "azureadobjectid", "userid"]),
    ("principalName", &["principalname", "userprincipalname", "upn"]),
    ("displayName", &["displayname", "userdisplayname", "name"]),
    ("mail", &["mail", "email", "emailaddress", "primarysmtpaddress"]),
    ("userType", &["usertype"]),
    ("accountEnabled", &["accountenabled"]),
    ("blockCredential", &["blockcredential"]),
    ("mailboxType", &["mailboxtype", "recipienttypedetails"]),
    ("groups", &["groups"]),
    ("joinedAt", &["joinedat", "createdat", "createddatetime", "whencreated"]),
    ("deletedAt", &["deletedat", "deleteddatetime", "softdeletiontimestamp", "whensoftdeleted"]),
    ("license", &["license", "licensetype"]),
    ("licensedAt", &["licensedat"]),
    ("unassignedAt", &["unassignedat"]),
    ("previousLicense", &["previouslicense"]),
    ("purgeAt", &["purgeat"]),
    ("purgedAt", &["purgedat"]),
    ("status", &["status"]),
    ("data", &["data"]),
    ("dataFrom", &["datafrom"]),
    ("dataTo", &["datato"]),
    ("holder", &["holder"]),
    ("attributes", &["attributes"]),
    ("department", &["department"]),
    ("jobTitle", &["jobtitle", "title"]),
    ("city", &["city"]),
    ("country", &["country", "countryregion", "countryorregion"]),
    ("company", &["company", "companyname"]),
    ("products", &["products", "licenses"]),
];

/// Our own name of a column, by any of the names it goes by; none for other columns of a file.
///
/// ```
/// use seatplan::directory::canonical;
/// assert_eq!(canonical("Object Id"), Some("id"));
/// assert_eq!(canonical("Cost centre"), None);
/// ```
pub fn canonical(name: &str) -> Option<&'static str> {
    ranked(&header_key(name)).map(|(name, _)| name)
}

/// What tells a column of a file from others: our own name for it, or else the key of its name.
pub fn column_key(name: &str) -> String {
    let key = header_key(name);
    ranked(&key).map_or(key, |(ours, _)| ours.to_owned())
}

/// Our own name of a column by its key, and how good a name for it the key is: of several columns
/// with one meaning the one of the lowest rank counts.
pub fn ranked(key: &str) -> Option<(&'static str, usize)> {
    let rank = |names: &[&str]| names.iter().position(|name| *name == key);
    NAMES.iter().find_map(|(name, names)| Some((*name, rank(names)?)))
}

/// Our own names, in the order of the table.
pub fn canonical_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}
