//! What a change did to the holdings: enough to take it back, and to do it again.

use crate::directory::Row;
use crate::model::Holding;

/// Rows that held the same and were given the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What each of them held.
    pub before: Holding,
    /// What each of them holds now.
    pub after: Holding,
    /// Who they are.
    pub rows: Vec<Row>,
}

/// The changes of holdings, in the order they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    groups: Vec<Group>,
}

impl Effect {
    /// Begins a group of changes; rows are then added to it.
    pub fn begin(&mut self, before: Holding, after: Holding) -> usize {
        self.groups.push(Group { before, after, rows: Vec::new() });
        self.groups.len() - 1
    }

    /// Adds a row to a group.
    pub fn add(&mut self, group: usize, row: Row) {
        if let Some(group) = self.groups.get_mut(group) {
            group.rows.push(row);
        }
    }

    /// Adds a group as it was.
    pub fn push_group(&mut self, before: Holding, after: Holding, rows: Vec<Row>) {
        self.groups.push(Group { before, after, rows });
    }

    /// Adds the change of one row.
    pub fn push(&mut self, row: Row, before: Holding, after: Holding) {
        match self.groups.last_mut() {
            Some(last) if last.before == before && last.after == after => last.rows.push(row),
            _ => self.groups.push(Group { before, after, rows: vec![row] }),
        }
    }

    /// Adds the changes of another, made after these.
    pub fn append(&mut self, mut other: Self) {
        self.groups.append(&mut other.groups);
    }

    /// The changes, in order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        let rows: usize = self.groups.iter().map(|group| group.rows.capacity()).sum();
        rows * size_of::<Row>() + self.groups.capacity() * size_of::<Group>()
    }

    /// How many rows were changed; one changed twice counts twice.
    pub fn len(&self) -> u64 {
        self.groups.iter().map(|group| group.rows.len() as u64).sum()
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}
