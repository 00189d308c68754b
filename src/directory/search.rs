//! One arena of search keys: display name, principal name and mail of everyone.

use super::{Directory, Row, RowSet, fold, fold_into};
use memchr::memmem::Finder;

/// Ends a field; no key holds it.
const FIELD: char = '\0';
/// Ends a row; no key holds it.
const ROW: char = '\u{1}';

/// The search keys of everyone, row after row.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    arena: String,
    ends: Vec<usize>,
}

impl SearchText {
    /// The keys of a directory.
    pub fn new(directory: &Directory) -> Self {
        let mut text = Self::default();
        for row in (0..directory.len()).map(Row::new) {
            for field in [
                directory.display_names().get(row),
                directory.principal_names().get(row),
                directory.mails().get(row),
            ] {
                fold_into(&mut text.arena, field);
                text.arena.push(FIELD);
            }
            text.arena.push(ROW);
            text.ends.push(text.arena.len());
        }
        text
    }

    /// The rows in which a text occurs, without case and diacritics; everyone for an empty one.
    pub fn find(&self, text: &str) -> RowSet {
        let key = fold(text);
        let len = self.ends.len();
        if key.is_empty() {
            return RowSet::full(len);
        }
        let mut found = RowSet::empty(len);
        let finder = Finder::new(key.as_bytes());
        let mut start = 0;
        while let Some(hit) = self
            .arena
            .as_bytes()
            .get(start..)
            .and_then(|rest| finder.find(rest))
        {
            let row = self.ends.partition_point(|&end| end <= start + hit);
            found.insert(Row::new(row));
            // One hit a row is enough.
            start = self.ends.get(row).copied().unwrap_or(self.arena.len());
        }
        found
    }
}
