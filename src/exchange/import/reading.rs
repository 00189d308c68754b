//! A file as rows of what they say, whatever its format.

use super::csv::Splitter;
use super::encoding::{decode, invalid};
use super::json;
use super::row::{Column, Incoming, read_row};
use crate::directory::Interner;
use crate::model::{Account, Code, Count, LicensingError, Problem, Purchased};
use crate::value::Value;
use std::borrow::Cow;

/// How many columns a file may have.
const MOST_COLUMNS: usize = 4_096;
/// How many bytes a cell may have.
const LARGEST_CELL: usize = 1 << 20;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Microsoft 365 admin centre, active users.
    M365Users,
    /// Entra, download users.
    EntraUsers,
    /// Entra, download group members; only by what the caller says.
    EntraGroup,
    /// Microsoft Graph JSON.
    Graph,
    /// Exchange Online, Get-Mailbox.
    ExchangeMailboxes,
    /// Spanning users or tenant.
    Spanning,
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

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What it is; found out from its content when none.
    pub kind: Option<Kind>,
    /// What its rows are.
    pub role: Role,
}

/// A file, read but not joined with anybody.
#[derive(Debug, Default)]
pub struct Reading {
    /// What it is.
    pub kind: Option<Kind>,
    /// What its rows are.
    pub role: Role,
    /// Its encoding.
    pub encoding: &'static str,
    /// The character between cells; none for JSON.
    pub delimiter: Option<char>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows of data it holds, good or bad.
    pub rows: u64,
    /// What the good rows say.
    pub people: Vec<Incoming>,
    /// The bad rows.
    pub refused: Vec<Problem>,
    /// The first rows as they stand.
    pub sample: Vec<Vec<String>>,
    /// What a Spanning tenant object says.
    pub tenant: Option<(Purchased, Account)>,
}

/// How many rows of a file are kept as they stand.
const SAMPLE: usize = 20;

/// A row that is not taken.
pub fn refused(line: u64, reason: impl Into<String>) -> Problem {
    Problem::new(Code::RowRefused, reason).at_line(line)
}

/// Reads a file. Bad rows are reported and the others taken.
///
/// # Errors
/// `INVALID_FILE` when nothing can be read; `TOO_LARGE` for more columns than any export has.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, LicensingError> {
    let (text, encoding) = decode(bytes)?;
    let mut reading = Reading { encoding, role: options.role.clone(), ..Reading::default() };
    if matches!(text.trim_start().bytes().next(), Some(b'{' | b'[')) {
        reading.json(&text)?;
    } else {
        reading.csv(&text)?;
    }
    reading.kind = options.kind.or_else(|| reading.guess());
    Ok(reading)
}

impl Reading {
    /// What kind of file these columns belong to.
    fn guess(&self) -> Option<Kind> {
        let has = |key: &str| self.columns.iter().any(|column| column.key == key);
        let has_any = |keys: &[&str]| keys.iter().any(|key| has(key));
        match () {
            () if self.tenant.is_some() || has("assigned") => Some(Kind::Spanning),
            () if matches!(self.role, Role::Group(_)) && self.delimiter.is_some() => {
                Some(Kind::EntraGroup)
            }
            () if has("recipienttypedetails") => Some(Kind::ExchangeMailboxes),
            () if self.delimiter.is_none() => {
                has_any(&["id", "userprincipalname"]).then_some(Kind::Graph)
            }
            () if has_any(&["blockcredential", "softdeletiontimestamp"]) => Some(Kind::M365Users),
            () if has("userprincipalname")
                && has_any(&["id", "objectid", "accountenabled", "usertype"]) =>
            {
                Some(Kind::EntraUsers)
            }
            () => None,
        }
    }

    fn csv(&mut self, text: &str) -> Result<(), LicensingError> {
        let mut splitter = Splitter::new(text);
        self.delimiter = Some(splitter.delimiter());
        let header = splitter.next_row().ok_or_else(|| invalid("the file has no header"))?;
        if header.unclosed {
            return Err(invalid("a quote in the header is never closed"));
        }
        if header.cells.len() > MOST_COLUMNS {
            return Err(LicensingError::new(
                Code::TooLarge,
                "the file has more than 4,096 columns",
            ));
        }
        let mut names = Interner::default();
        for name in &header.cells {
            self.column(&mut names, name.trim(), true)?;
        }
        // A known export without identities has rows to refuse; anything else is no export.
        if !self.columns.iter().any(Column::identifies) && self.guess().is_none() {
            return Err(invalid(
                "no column tells who a row is about: an object id, a principal name or a mail \
                 address is needed",
            ));
        }
        while let Some(row) = splitter.next_row() {
            let cells = row.cells.iter().map(|cell| Some(cell.as_ref())).collect::<Vec<_>>();
            if row.unclosed {
                self.refuse(&cells, refused(row.line, "a quote is opened here and never closed"));
                continue;
            }
            self.take(row.line, &cells);
        }
        Ok(())
    }

    fn json(&mut self, text: &str) -> Result<(), LicensingError> {
        let mut names = Interner::default();
        let mut failure = None;
        json::records(text, &mut |line, record| {
            if failure.is_none()
                && let Err(error) = self.record(&mut names, line, record)
            {
                failure = Some(error);
            }
        })?;
        match failure {
            Some(error) => Err(error),
            None if self.rows == 0 && self.tenant.is_none() => {
                // A page without people is a page all the same.
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn record(
        &mut self,
        names: &mut Interner,
        line: u64,
        record: Value,
    ) -> Result<(), LicensingError> {
        if let Some(tenant) = tenant(&record) {
            self.tenant = Some(tenant);
            return Ok(());
        }
        let Value::Object(fields) = record else {
            return Ok(());
        };
        if let Some(other) = not_a_person(&fields) {
            self.rows += 1;
            self.refused.push(refused(line, format!("this is {other}, not a user")));
            return Ok(());
        }
        let mut cells: Vec<Option<Cow<'static, str>>> = vec![None; self.columns.len()];
        for (name, value) in fields {
            let Some(text) = flat(value) else { continue };
            let place = self.column(names, &name, false)?;
            if place >= cells.len() {
                cells.resize(place + 1, None);
            }
            if let Some(cell) = cells.get_mut(place) {
                *cell = Some(text);
            }
        }
        let cells: Vec<Option<&str>> = cells.iter().map(Option::as_deref).collect();
        self.take(line, &cells);
        Ok(())
    }

    /// The place of a column. A header that occurs twice in a CSV gets a number.
    fn column(
        &mut self,
        names: &mut Interner,
        name: &str,
        numbered: bool,
    ) -> Result<usize, LicensingError> {
        let (place, new) = names.insert(name)?;
        if new {
            if self.columns.len() >= MOST_COLUMNS {
                return Err(LicensingError::new(
                    Code::TooLarge,
                    "the file has more than 4,096 columns",
                ));
            }
            self.columns.push(Column::new(name));
            return Ok(place);
        }
        if !numbered {
            return Ok(place);
        }
        let again = format!("{name} ({})", self.columns.len() + 1);
        let (place, _) = names.insert(&again)?;
        self.columns.push(Column { header: again, ..Column::new(name) });
        Ok(place)
    }

    fn keep(&mut self, cells: &[Option<&str>]) {
        self.rows += 1;
        if self.sample.len() < SAMPLE {
            let cells = cells.iter().map(|cell| cell.unwrap_or("").to_owned());
            self.sample.push(cells.collect());
        }
    }

    fn refuse(&mut self, cells: &[Option<&str>], problem: Problem) {
        self.keep(cells);
        self.refused.push(problem);
    }

    fn take(&mut self, line: u64, cells: &[Option<&str>]) {
        let surplus = cells.iter().skip(self.columns.len()).flatten();
        if surplus.into_iter().any(|cell| !cell.is_empty()) {
            let message =
                format!("the row has more cells than the {} of the header", self.columns.len());
            return self.refuse(cells, refused(line, message));
        }
        if cells.iter().flatten().any(|cell| cell.len() > LARGEST_CELL) {
            return self.refuse(cells, refused(line, "a cell is larger than 1 MiB"));
        }
        match read_row(line, &self.columns, cells) {
            Ok(incoming) => {
                self.keep(cells);
                self.people.push(incoming);
            }
            Err(problem) => self.refuse(cells, problem),
        }
    }
}

/// A value of a record as a cell; none for what is no cell.
fn flat(value: Value) -> Option<Cow<'static, str>> {
    Some(match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        Value::Text(text) => Cow::Owned(text),
        Value::Number(_) => Cow::Owned(crate::json::write(&value)),
        // A text that cannot be kept; the row is refused by this mark.
        Value::Other(_) => Cow::Borrowed("\u{FFFD}"),
        Value::List(items) => {
            let mut joined = String::new();
            for text in items.into_iter().filter_map(flat) {
                if !joined.is_empty() {
                    joined.push_str("; ");
                }
                joined.push_str(&text);
            }
            Cow::Owned(joined)
        }
        _ => return None,
    })
}

/// What else a directory holds, by the fields it has; none for a person.
fn not_a_person(fields: &[(String, Value)]) -> Option<&'static str> {
    let has = |name: &str| fields.iter().any(|(field, _)| field == name);
    let kind = fields.iter().find(|(field, _)| field == "@odata.type");
    match kind {
        Some((_, Value::Text(kind))) if !kind.as_bytes().ends_with(b".user") => {
            return Some("another kind of directory object");
        }
        _ => {}
    }
    match () {
        () if has("groupTypes") || has("securityEnabled") => Some("a group"),
        () if has("skuId") || has("skuPartNumber") => Some("a subscription"),
        () => None,
    }
}

/// What a Spanning tenant object says; none for any other object.
fn tenant(record: &Value) -> Option<(Purchased, Account)> {
    let count = |name| match record.get(name) {
        Some(Value::Number(number)) => whole(*number),
        Some(Value::Text(text)) => crate::number::parse(text).and_then(whole),
        _ => None,
    };
    let purchased =
        Purchased { standard: count("licenses")?, archived: count("archivedLicenses")? };
    let account = match record.get("status") {
        Some(Value::Text(word)) if word.eq_ignore_ascii_case("trial") => Account::Trial,
        Some(Value::Text(word)) if word.eq_ignore_ascii_case("expired") => Account::Expired,
        _ => Account::Paid,
    };
    Some((purchased, account))
}

fn whole(number: f64) -> Option<Count> {
    if !(0.0..=1e9).contains(&number) || number.fract() != 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Count::new(number as u64)
}
