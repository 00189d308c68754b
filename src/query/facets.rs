//! How often each value of a column occurs among the rows of a view.

use super::coded::coded;
use super::columns::values;
use super::evaluate::instants;
use super::{Column, View};
use crate::directory::{RowSet, Tally, distinct};
use crate::model::LicensingError;

/// How often each value occurs among rows; an empty cell counts as the empty text, and each of
/// several values in a cell by itself.
///
/// # Errors
/// `TOO_LARGE` when the values of a column pass 4 GiB.
pub fn tally(view: &View<'_>, column: &Column, rows: &RowSet) -> Result<Tally, LicensingError> {
    let (mut tally, mut problem) = (Tally::default(), None);
    let mut add = |value: &str, count| {
        if let Err(error) = tally.add(value, count) {
            problem = Some(error);
        }
    };
    if let Some(coded) = coded(view, column) {
        let counts = coded.count(rows).into_iter().enumerate();
        for (code, count) in counts.filter(|&(_, count)| count > 0) {
            coded.values(code, &mut |value| add(value, count.into()));
        }
    } else {
        for row in rows.iter() {
            values(view, row, column, &mut |value| add(value, 1));
        }
    }
    problem.map_or(Ok(tally), |error| Err(error.into()))
}

/// How many different values a column has among all rows, empty ones not counted.
pub(super) fn distinct_values(view: &View<'_>, column: &Column) -> usize {
    let all = RowSet::full(view.directory.len());
    if coded(view, column).is_some() {
        let tally = tally(view, column, &all);
        let named =
            |tally: Tally| tally.sorted().iter().filter(|(value, _)| !value.is_empty()).count();
        return tally.map_or(0, named);
    }
    if let Some(instants) = instants(column, view) {
        let given = instants.longs().parts().iter().filter(|&&value| value != i64::MIN);
        return distinct(given.map(|value| value.cast_unsigned()));
    }
    let mut numbers = Vec::new();
    for row in all.iter() {
        values(view, row, column, &mut |value| {
            if !value.is_empty() {
                numbers.push(Tally::number(value));
            }
        });
    }
    distinct(numbers.into_iter())
}
