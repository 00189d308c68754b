//! Columns of few values: a code a row, decided and counted once a value.

use super::View;
use super::columns::{Column, give_held, is_held, products};
use crate::directory::{Codes, Dictionary, Lists, Row, RowSet, Texts};
use std::borrow::Cow;

/// A column whose cells are codes.
pub(super) enum Coded<'a> {
    /// Codes of our own, with a word for each.
    Words(&'a Codes, &'static [&'static str]),
    /// What people hold: their codes, and what the column says of each.
    Held(&'a Codes, Vec<Cow<'static, str>>),
    /// Values of a file.
    Dictionary(&'a Dictionary),
    /// Values of a file that are several, joined by `+`.
    Joined(&'a Dictionary),
    /// Several values a row.
    Lists(&'a Lists),
    /// Users and shared mailboxes.
    Holders(&'a RowSet),
}

/// What a column says of each distinct holding.
fn held<'a>(view: &View<'a>, name: &str) -> Coded<'a> {
    let words = view.holdings.values().map(|holding| {
        let mut word = Cow::Borrowed("");
        give_held(view, &holding, name, &mut |value| word = value);
        word
    });
    Coded::Held(view.holdings.codes(), words.collect())
}

/// The codes of a column; none when it has as many values as rows.
pub(super) fn coded<'a>(view: &View<'a>, column: &Column) -> Option<Coded<'a>> {
    let directory = view.directory;
    let name = match column {
        Column::Own(name) => *name,
        Column::Attributes(places) => {
            let [place] = places.as_slice() else { return None };
            return directory.attributes().get(*place).map(|one| Coded::Dictionary(&one.values));
        }
    };
    Some(match name {
        "userType" => Coded::Words(directory.user_types(), &["", "Member", "Guest"]),
        "accountEnabled" => Coded::Words(directory.accounts_enabled(), &["", "false", "true"]),
        "blockCredential" => Coded::Words(directory.accounts_enabled(), &["", "true", "false"]),
        "mailboxType" => Coded::Dictionary(directory.mailbox_types()),
        "holder" => Coded::Holders(directory.mailboxes()),
        "groups" => Coded::Lists(directory.groups()),
        "products" => {
            let mut named =
                directory.attributes().iter().filter(|attribute| attribute.key == "products");
            match (named.next(), named.next()) {
                (Some(only), None) => Coded::Joined(&only.values),
                _ => return None,
            }
        }
        name if is_held(name) => held(view, name),
        _ => return None,
    })
}

/// The holders as words, by whether they are mailboxes.
const HOLDERS: [&str; 2] = ["users", "mailboxes"];

impl Coded<'_> {
    fn texts(&self) -> Option<&Texts> {
        match self {
            Self::Dictionary(values) | Self::Joined(values) => Some(values.values()),
            Self::Lists(lists) => Some(lists.values()),
            Self::Words(..) | Self::Held(..) | Self::Holders(_) => None,
        }
    }

    /// How many codes there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Words(_, words) => words.len(),
            Self::Held(_, words) => words.len(),
            Self::Holders(_) => HOLDERS.len(),
            _ => self.texts().map_or(0, Texts::len),
        }
    }

    /// Whether a row has one value, and so one code.
    pub(super) fn is_one_value(&self) -> bool {
        !matches!(self, Self::Lists(_))
    }

    /// The code of a row that has one value.
    pub(super) fn code(&self, row: Row) -> usize {
        match self {
            Self::Words(codes, _) | Self::Held(codes, _) => codes.get(row) as usize,
            Self::Dictionary(values) | Self::Joined(values) => values.code_of(row) as usize,
            Self::Holders(mailboxes) => usize::from(mailboxes.contains(row)),
            Self::Lists(_) => 0,
        }
    }

    /// The value of a code, as it is; joined values are one.
    pub(super) fn value(&self, code: usize) -> &str {
        match self {
            Self::Words(_, words) => words.get(code).copied().unwrap_or(""),
            Self::Held(_, words) => words.get(code).map_or("", AsRef::as_ref),
            Self::Holders(_) => HOLDERS.get(code).copied().unwrap_or(""),
            _ => self.texts().map_or("", |texts| texts.at(code)),
        }
    }

    /// Hands the values of a code over, one by one; one without any has an empty value.
    pub(super) fn values(&self, code: usize, give: &mut dyn FnMut(&str)) {
        match self {
            Self::Joined(_) => products(self.value(code), give),
            _ => give(self.value(code)),
        }
    }

    /// Keeps the rows of a set whose code is marked.
    pub(super) fn narrow(&self, marked: &[bool], rows: &mut RowSet) {
        match self {
            Self::Words(codes, _) | Self::Held(codes, _) => codes.narrow(marked, rows),
            Self::Dictionary(values) | Self::Joined(values) => values.codes().narrow(marked, rows),
            Self::Lists(lists) => lists.narrow(marked, rows),
            Self::Holders(mailboxes) => {
                let is = |code: usize| marked.get(code).copied().unwrap_or(false);
                if !is(0) {
                    rows.and(mailboxes);
                }
                if !is(1) {
                    rows.minus(mailboxes);
                }
            }
        }
    }

    /// How often each code occurs within a set; of several values in a row each is counted.
    pub(super) fn count(&self, within: &RowSet) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        match self {
            Self::Words(codes, _) | Self::Held(codes, _) => codes.count(within, &mut counts),
            Self::Dictionary(values) | Self::Joined(values) => {
                values.codes().count(within, &mut counts);
            }
            Self::Lists(lists) => {
                for row in within.iter() {
                    let mut any = false;
                    for code in lists.codes_of(row) {
                        any = true;
                        if let Some(count) = counts.get_mut(code as usize) {
                            *count += 1;
                        }
                    }
                    if let (false, Some(empty)) = (any, counts.first_mut()) {
                        *empty += 1;
                    }
                }
            }
            Self::Holders(mailboxes) => {
                let mut chosen = within.clone();
                chosen.and(mailboxes);
                let in_mailboxes = chosen.count();
                let users = within.count() - in_mailboxes;
                counts = [users, in_mailboxes]
                    .iter()
                    .map(|&count| u32::try_from(count).unwrap_or(u32::MAX))
                    .collect();
            }
        }
        counts
    }
}
