//! Whom a request is about: a set, in an order.

use crate::directory::{Directory, Row, RowSet};

/// The targets of a request, each once.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    set: RowSet,
    /// The order they were named in; none for the order of the list.
    named: Option<Vec<Row>>,
}

impl Chosen {
    /// Rows of a tenant of this many, in the order of the list.
    pub fn listed(mut set: RowSet, people: usize) -> Self {
        if set.len() != people {
            set.and(&RowSet::full(people));
        }
        Self { set, named: None }
    }

    /// The rows of a set, in the order given.
    pub fn named(rows: Vec<Row>, set: RowSet) -> Self {
        Self { set, named: Some(rows) }
    }

    /// All of them.
    pub fn set(&self) -> &RowSet {
        &self.set
    }

    /// Some of those that are in a part, in order: so many from a place on.
    pub fn some(&self, directory: &Directory, part: &RowSet, from: usize, most: usize) -> Vec<Row> {
        match &self.named {
            None => directory.part(part, from, most),
            Some(rows) => {
                let inside = rows.iter().copied().filter(|&row| part.contains(row));
                inside.skip(from).take(most).collect()
            }
        }
    }

    /// Where in the order a row comes, compared with others.
    pub fn place(&self, directory: &Directory, row: Row) -> (bool, usize) {
        match &self.named {
            None => (directory.mailboxes().contains(row), row.index()),
            Some(rows) => (false, rows.iter().position(|&other| other == row).unwrap_or(0)),
        }
    }
}
