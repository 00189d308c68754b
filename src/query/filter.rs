//! A filter as a tree.

use crate::directory::{canonical, fold};

/// Which people are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of these; of none: everyone.
    And(Vec<Filter>),
    /// Any of these; of none: nobody.
    Or(Vec<Filter>),
    /// Everyone but these.
    Not(Box<Filter>),
    /// A text in display name, principal name or mail.
    Search(String),
    /// A text in any column.
    AnyValue(String),
    /// A condition on one column.
    Compare {
        /// The column, by any of its names.
        column: String,
        /// How its cells are compared.
        op: Op,
        /// With what.
        value: Operand,
    },
}

/// How a cell is compared. Text is compared without case and diacritics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Equal; in a list: one of them.
    Is,
    /// Everything `is` does not meet, empty cells included.
    IsNot,
    /// Holds the text.
    Contains,
    /// Begins with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
    /// Equal to one of several.
    In,
    /// An instant or number below.
    Before,
    /// An instant or number above.
    After,
    /// An instant or number above or equal.
    AtLeast,
    /// An instant or number below or equal.
    AtMost,
    /// No value.
    IsEmpty,
    /// Some value.
    IsNotEmpty,
}

impl Op {
    const NAMES: [(&'static str, Self); 12] = [
        ("is", Self::Is),
        ("isNot", Self::IsNot),
        ("contains", Self::Contains),
        ("startsWith", Self::StartsWith),
        ("endsWith", Self::EndsWith),
        ("in", Self::In),
        ("before", Self::Before),
        ("after", Self::After),
        ("atLeast", Self::AtLeast),
        ("atMost", Self::AtMost),
        ("isEmpty", Self::IsEmpty),
        ("isNotEmpty", Self::IsNotEmpty),
    ];

    /// The operator of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|&(_, op)| op)
    }

    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, op)| *op == self).map_or("", |(name, _)| name)
    }

    /// Whether only a cell that holds the text itself can meet it.
    pub(super) fn compares_texts(self) -> bool {
        matches!(self, Self::Is | Self::Contains | Self::StartsWith | Self::EndsWith)
    }

    /// Whether it orders instants or numbers.
    pub fn orders(self) -> bool {
        matches!(self, Self::Before | Self::After | Self::AtLeast | Self::AtMost)
    }
}

/// What a cell is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Nothing.
    None,
    /// A text, an instant, a date or a number in words.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// Several texts.
    List(Vec<String>),
}

impl Filter {
    /// Whether a condition names a column of ours, by any of its names.
    pub fn names(&self, wanted: &str) -> bool {
        match self {
            Self::And(filters) | Self::Or(filters) => {
                filters.iter().any(|filter| filter.names(wanted))
            }
            Self::Not(filter) => filter.names(wanted),
            Self::Search(_) | Self::AnyValue(_) => false,
            Self::Compare { column, .. } => canonical(column) == Some(wanted),
        }
    }

    /// Whether the filter has no condition and so means everyone.
    pub fn is_empty(&self) -> bool {
        self.constant() == Some(true)
    }

    /// What a filter without conditions says of everyone; none when it has conditions.
    fn constant(&self) -> Option<bool> {
        match self {
            Self::And(filters) => {
                let mut all = true;
                for filter in filters {
                    all &= filter.constant()?;
                }
                Some(all)
            }
            Self::Or(filters) => {
                let mut any = false;
                for filter in filters {
                    any |= filter.constant()?;
                }
                Some(any)
            }
            Self::Not(filter) => filter.constant().map(|truth| !truth),
            Self::Search(text) | Self::AnyValue(text) => fold(text).is_empty().then_some(true),
            Self::Compare { .. } => None,
        }
    }
}
