//! Counting values.

use crate::interner::hash;
use crate::ranks::by_number;
use crate::{Interner, Row, TooLarge, sort_rows};

/// How many different numbers there are.
pub fn distinct(numbers: impl Iterator<Item = u64>) -> usize {
    let mut entries: Vec<(u64, u32)> = numbers.map(|number| (number, 0)).collect();
    by_number(&mut entries);
    entries.dedup();
    entries.len()
}

/// How often each value occurs.
#[derive(Debug, Default)]
pub struct Tally {
    values: Interner,
    counts: Vec<u64>,
}

impl Tally {
    /// A number that stands for a text; two texts of a tenant do not share one in practice.
    pub fn number(text: &str) -> u64 {
        hash(text, 0)
    }

    /// Counts a value some times more.
    ///
    /// # Errors
    /// When the values would pass 4 GiB.
    pub fn add(&mut self, value: &str, times: u64) -> Result<(), TooLarge> {
        let (place, _) = self.values.insert(value)?;
        self.counts.resize(self.values.texts().len(), 0);
        if let Some(count) = self.counts.get_mut(place) {
            *count += times;
        }
        Ok(())
    }

    /// The values that occur, the most frequent first, then in the order of their bytes.
    pub fn sorted(&self) -> Vec<(&str, u64)> {
        let count = |place: Row| self.counts.get(place.index()).copied().unwrap_or(0);
        let value = |place: Row| self.values.texts().get(place);
        let places = (0..self.counts.len()).map(Row::new);
        let mut places: Vec<Row> = places.filter(|&place| count(place) > 0).collect();
        sort_rows(&mut places, &mut |a, b| {
            count(b).cmp(&count(a)).then_with(|| value(a).cmp(value(b)))
        });
        places.into_iter().map(|place| (value(place), count(place))).collect()
    }
}
