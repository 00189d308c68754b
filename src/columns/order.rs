//! The one comparing sort of the engine: each of the library's is 10 kB of code for every kind of
//! thing sorted.

use crate::Row;
use std::cmp::Ordering;

/// Sorts rows, or places of whatever kind, stably.
///
/// ```
/// use seatplan_columns::{Row, sort_rows};
/// let mut rows = [2, 0, 1].map(Row::new);
/// sort_rows(&mut rows, &mut |a, b| a.cmp(&b));
/// assert_eq!(rows, [0, 1, 2].map(Row::new));
/// ```
pub fn sort_rows(rows: &mut [Row], compare: &mut dyn FnMut(Row, Row) -> Ordering) {
    let mut spare = rows.to_vec();
    merge_sort(rows, &mut spare, compare);
}

/// The first of some rows, or places of whatever kind, as [`sort_rows`] would have them: at most so
/// many. Where these are few, the others are hardly compared.
///
/// ```
/// use seatplan_columns::{Row, first_rows};
/// let mut rows = [2, 0, 1].map(Row::new).into_iter();
/// assert_eq!(first_rows(&mut rows, 2, &mut |a, b| a.cmp(&b)), [0, 1].map(Row::new));
/// ```
pub fn first_rows(
    rows: &mut dyn Iterator<Item = Row>,
    most: usize,
    compare: &mut dyn FnMut(Row, Row) -> Ordering,
) -> Vec<Row> {
    let mut first = Vec::new();
    // The last of enough rows: what comes behind it is not among the first.
    let mut last: Option<Row> = None;
    for row in rows {
        if last.is_some_and(|last| compare(last, row) != Ordering::Greater) {
            continue;
        }
        first.push(row);
        if first.len() / 2 > most {
            sort_rows(&mut first, compare);
            first.truncate(most);
            last = first.last().copied();
        }
    }
    sort_rows(&mut first, compare);
    first.truncate(most);
    first
}

fn merge_sort(rows: &mut [Row], spare: &mut [Row], compare: &mut dyn FnMut(Row, Row) -> Ordering) {
    if rows.len() <= 1 {
        return;
    }
    let middle = rows.len() / 2;
    let (Some((left, right)), Some((spare_left, spare_right))) =
        (rows.split_at_mut_checked(middle), spare.split_at_mut_checked(middle))
    else {
        return;
    };
    merge_sort(left, spare_left, compare);
    merge_sort(right, spare_right, compare);
    // Nothing to do where the halves are in order already.
    if let (Some(&last), Some(&first)) = (left.last(), right.first())
        && compare(last, first) != Ordering::Greater
    {
        return;
    }
    let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    for slot in spare.iter_mut() {
        let next = match (left.peek(), right.peek()) {
            (Some(&a), Some(&b)) if compare(a, b) == Ordering::Greater => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        if let Some(next) = next {
            *slot = next;
        }
    }
    rows.copy_from_slice(spare);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_like_the_library(keys in prop::collection::vec(0u8..9, 0..90)) {
            let mut rows: Vec<Row> = (0..keys.len()).map(Row::new).collect();
            let mut expected = rows.clone();
            let key = |row: Row| keys[row.index()];
            sort_rows(&mut rows, &mut |a, b| key(a).cmp(&key(b)));
            expected.sort_by_key(|&row| key(row));
            prop_assert_eq!(&rows, &expected);
            for most in [0, 1, 2, 7, 90, usize::MAX] {
                let mut all = (0..keys.len()).map(Row::new);
                let first = first_rows(&mut all, most, &mut |a, b| key(a).cmp(&key(b)));
                prop_assert_eq!(&first, &expected[..most.min(keys.len())]);
            }
        }
    }
}
