//! The columns: their names, and the cells they have for a row.

use super::View;
use crate::directory::{
    Attribute, Directory, Row, Texts, canonical, canonical_names, header_key, ranked,
};
use crate::json;
use crate::model::{Holding, License, UserType};
use crate::retention::{Condition, purge_date};
use crate::time::Instant;
use seatplan_columns::Quoted;
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts of any kind.
    Text,
    /// A few words.
    Enum,
    /// Instants.
    Instant,
    /// `true` or `false`.
    Boolean,
    /// Several values a cell.
    List,
}

impl ColumnKind {
    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Enum => "enum",
            Self::Instant => "instant",
            Self::Boolean => "boolean",
            Self::List => "list",
        }
    }
}

/// A column, found by one of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// One of our own, by our name.
    Own(&'static str),
    /// Attributes that go by one name: their places in the directory.
    Attributes(Vec<usize>),
}

/// A column as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// The name to ask for it by.
    pub name: String,
    /// The name to show.
    pub label: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// How many different values it has.
    pub distinct: usize,
    /// Whether the engine works it out.
    pub computed: bool,
}

/// Our own columns that are listed, with their labels.
const LISTED: [(&str, &str, ColumnKind, bool); 21] = [
    ("id", "Object id", ColumnKind::Text, false),
    ("displayName", "Display name", ColumnKind::Text, false),
    ("principalName", "Principal name", ColumnKind::Text, false),
    ("mail", "Mail", ColumnKind::Text, false),
    ("license", "License type", ColumnKind::Enum, true),
    ("status", "Status", ColumnKind::Enum, true),
    ("holder", "Holder", ColumnKind::Enum, true),
    ("userType", "User type", ColumnKind::Enum, false),
    ("accountEnabled", "Account enabled", ColumnKind::Boolean, false),
    ("mailboxType", "Mailbox type", ColumnKind::Enum, false),
    ("groups", "Groups", ColumnKind::List, false),
    ("joinedAt", "Joined", ColumnKind::Instant, false),
    ("deletedAt", "Deleted", ColumnKind::Instant, false),
    ("licensedAt", "Licensed since", ColumnKind::Instant, false),
    ("unassignedAt", "License taken away", ColumnKind::Instant, false),
    ("previousLicense", "Previous license", ColumnKind::Enum, false),
    ("purgeAt", "Purge date", ColumnKind::Instant, true),
    ("purgedAt", "Data lost", ColumnKind::Instant, false),
    ("dataFrom", "First backup", ColumnKind::Instant, true),
    ("dataTo", "Last backup", ColumnKind::Instant, true),
    ("products", "Products", ColumnKind::List, false),
];

impl Column {
    /// Whether its cells are instants, so that only instants can be compared with them.
    pub fn is_instant(&self) -> bool {
        match self {
            Self::Own(name) => {
                LISTED.iter().any(|(own, _, kind, _)| own == name && *kind == ColumnKind::Instant)
            }
            Self::Attributes(_) => false,
        }
    }
}

/// Finds a column by any of its names.
///
/// # Errors
/// A sentence that names the nearest column there is.
pub fn column(name: &str, directory: &Directory) -> Result<Column, String> {
    let key = header_key(name);
    let ours = ranked(&key).map(|(ours, _)| ours);
    if let Some(own) = ours
        && !matches!(own, "department" | "jobTitle" | "city" | "country" | "company")
    {
        return Ok(Column::Own(own));
    }
    let all = directory.attributes().iter().enumerate();
    let found = all.filter(|(_, attribute)| attribute.key == ours.unwrap_or(&key));
    let found: Vec<usize> = found.map(|(place, _)| place).collect();
    if ours.is_none() && (key.is_empty() || found.is_empty()) {
        return Err(unknown(name, directory));
    }
    Ok(Column::Attributes(found))
}

fn unknown(name: &str, directory: &Directory) -> String {
    let key = header_key(name);
    let mut known: Vec<&str> = canonical_names().collect();
    known.extend(directory.attributes().iter().map(|attribute| attribute.name.as_str()));
    let nearest = known.into_iter().min_by_key(|known| distance(&key, &header_key(known)));
    format!("there is no column `{name}`; the nearest is `{}`", nearest.unwrap_or_default())
}

/// How many characters must be changed, added or left out to make one text of the other.
fn distance(from: &str, to: &str) -> usize {
    // A name of any length may be asked for, but no column is longer than this.
    const ENOUGH: usize = 64;
    let to: Vec<char> = to.chars().take(ENOUGH).collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (place, a) in from.chars().take(ENOUGH).enumerate() {
        let mut corner = place;
        let mut left = place + 1;
        for (slot, b) in row.iter_mut().skip(1).zip(&to) {
            let up = *slot;
            left = (corner + usize::from(a != *b)).min(up + 1).min(left + 1);
            corner = up;
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = place + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The texts of a column in which hardly two are the same.
fn texts<'a>(column: &Column, directory: &'a Directory) -> Option<&'a Texts> {
    match column {
        Column::Own("id") => Some(directory.ids()),
        Column::Own("principalName") => Some(directory.principal_names()),
        Column::Own("displayName") => Some(directory.display_names()),
        Column::Own("mail") => Some(directory.mails()),
        _ => None,
    }
}

/// Looks at the texts of some rows column by column, so that they are at hand when they are asked
/// for row by row: memory takes hardly longer for all of them together than for one.
pub fn fetch(columns: &[Column], directory: &Directory, rows: &[Row]) {
    for texts in columns.iter().filter_map(|column| texts(column, directory)) {
        let bytes: usize = rows.iter().map(|&row| texts.get(row).len()).sum();
        std::hint::black_box(bytes);
    }
}

/// Hands the values of a cell over, one by one; an empty cell has one empty value.
pub fn values(view: &View<'_>, row: Row, column: &Column, give: &mut dyn FnMut(&str)) {
    let directory = view.directory;
    let name = match column {
        Column::Own(name) => *name,
        Column::Attributes(places) => {
            let mut cells = places.iter().filter_map(|&place| directory.attributes().get(place));
            let value = cells.find_map(|attribute| some(attribute, row));
            return give(value.unwrap_or(""));
        }
    };
    let truth = |truth: Option<bool>| match truth {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    };
    if let Some(texts) = texts(column, directory) {
        return give(texts.get(row));
    }
    match name {
        "mailboxType" => give(directory.mailbox_types().get(row)),
        "userType" => give(directory.user_type(row).map_or("", UserType::as_str)),
        "accountEnabled" => give(truth(directory.account_enabled(row))),
        "blockCredential" => give(truth(directory.account_enabled(row).map(|on| !on))),
        "holder" => give(directory.holder(row).as_str()),
        "joinedAt" => give(&instant(directory.joined_at(row))),
        name if is_held(name) => {
            give_held(view, &view.holdings.get(row), name, &mut |value| give(&value));
        }
        "groups" => list(directory.groups().get(row), give),
        "products" => {
            let named = attributes_named(directory, "products");
            let text = named.filter_map(|attribute| some(attribute, row)).next().unwrap_or("");
            products(text, give);
        }
        _ => list(directory.attributes().iter().filter_map(|attribute| some(attribute, row)), give),
    }
}

fn instant(instant: Option<Instant>) -> Cow<'static, str> {
    instant.map_or(Cow::Borrowed(""), |instant| Cow::Owned(instant.to_string()))
}

/// Whether a column of ours says what people hold, and not who they are.
pub(super) fn is_held(name: &str) -> bool {
    const HELD: [&str; 11] = [
        "license",
        "status",
        "previousLicense",
        "deletedAt",
        "licensedAt",
        "unassignedAt",
        "purgeAt",
        "purgedAt",
        "data",
        "dataFrom",
        "dataTo",
    ];
    HELD.contains(&name)
}

/// Hands over what a column says of a holding.
pub(super) fn give_held(
    view: &View<'_>,
    holding: &Holding,
    name: &str,
    give: &mut dyn FnMut(Cow<'static, str>),
) {
    let word =
        |license: Option<License>, none| Cow::Borrowed(license.map_or(none, License::as_str));
    let condition = || Condition::of(holding, view.policy, view.at);
    let data = || condition().restorable(view.policy, view.at);
    give(match name {
        "license" => word(holding.license, "none"),
        "previousLicense" => word(holding.previous_license, ""),
        "status" => Cow::Borrowed(condition().status.as_str()),
        "deletedAt" => instant(holding.deleted_at),
        "licensedAt" => instant(holding.licensed_at),
        "unassignedAt" => instant(holding.unassigned_at),
        "purgedAt" => instant(holding.purged_at),
        "purgeAt" => instant(purge_date(holding, view.policy)),
        "dataFrom" => instant(data().and_then(|data| data.from)),
        "dataTo" => instant(data().and_then(|data| data.to)),
        _ => data().map_or(Cow::Borrowed(""), |data| {
            let end = |at: Option<Instant>| at.map_or("..".to_owned(), |at| at.to_string());
            Cow::Owned([end(data.from), end(data.to)].join("/"))
        }),
    });
}

fn some(attribute: &Attribute, row: Row) -> Option<&str> {
    Some(attribute.values.get(row)).filter(|value| !value.is_empty())
}

fn attributes_named<'a>(
    directory: &'a Directory,
    name: &'static str,
) -> impl Iterator<Item = &'a Attribute> {
    let all = directory.attributes().iter();
    all.filter(move |attribute| attribute.key == name)
}

/// Hands products over that are joined by `+`, one by one.
pub(super) fn products(joined: &str, give: &mut dyn FnMut(&str)) {
    list(joined.split('+').map(str::trim), give);
}

fn list<'a>(values: impl Iterator<Item = &'a str>, give: &mut dyn FnMut(&str)) {
    let mut any = false;
    for value in values.filter(|value| !value.is_empty()) {
        any = true;
        give(value);
    }
    if !any {
        give("");
    }
}

/// Cells of a row as they are shown: several values joined by `; `, none for an empty cell.
#[derive(Debug)]
pub struct Cells<'a> {
    /// The tenant.
    pub view: &'a View<'a>,
    /// Whose cells.
    pub row: Row,
    /// Which of them.
    pub columns: &'a [Column],
}

impl json::Write for Cells<'_> {
    fn append(&self, out: &mut String) {
        out.push('[');
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            let mut text = Quoted::new(out);
            values(self.view, self.row, column, &mut |value| text.join(value, "; "));
            text.end();
        }
        out.push(']');
    }
}

/// Every column there is: ours, then the others of the directory, each by one name.
pub fn columns(view: &View<'_>) -> Vec<ColumnInfo> {
    let mut listed = Vec::new();
    for (name, label, kind, computed) in LISTED {
        let distinct = distinct(view, name);
        listed.push(ColumnInfo {
            name: name.to_owned(),
            label: label.to_owned(),
            kind,
            distinct,
            computed,
        });
    }
    for attribute in view.directory.attributes() {
        let name = &attribute.name;
        let Ok(Column::Attributes(places)) = column(name, view.directory) else {
            continue;
        };
        let first = places.first().and_then(|&place| view.directory.attributes().get(place));
        if first.is_none_or(|first| first.name != *name) {
            continue;
        }
        let distinct = attribute.values.values().len() - 1;
        // Few values that repeat are words to choose from.
        let few = distinct > 0 && distinct <= 100 && distinct * 2 <= view.directory.len();
        let label = match canonical(name) {
            Some("jobTitle") => "Job title",
            Some("department") => "Department",
            Some("city") => "City",
            Some("country") => "Country",
            Some("company") => "Company",
            _ => name,
        };
        listed.push(ColumnInfo {
            name: canonical(name).unwrap_or(name).to_owned(),
            label: label.to_owned(),
            kind: if few { ColumnKind::Enum } else { ColumnKind::Text },
            distinct,
            computed: false,
        });
    }
    listed
}

/// How many different values a column has; counted once for what only an import changes.
fn distinct(view: &View<'_>, name: &'static str) -> usize {
    let column = Column::Own(name);
    let count = || super::facets::distinct_values(view, &column);
    match name {
        // An id is never empty and never occurs twice.
        "id" => view.directory.len(),
        "displayName" | "principalName" | "mail" | "groups" | "joinedAt" => {
            view.directory.distinct(name, count)
        }
        _ => view.cache.distinct(view, name, count),
    }
}

/// Every column that is listed, without its figures.
pub fn all(directory: &Directory) -> Vec<Column> {
    let own = LISTED.iter().map(|(name, ..)| Column::Own(name));
    let attributes = (0..directory.attributes().len()).map(|place| Column::Attributes(vec![place]));
    own.chain(attributes).collect()
}
