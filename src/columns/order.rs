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
            prop_assert_eq!(rows, expected);
        }
    }
}
