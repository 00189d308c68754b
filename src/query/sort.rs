//! The order of rows: by any columns, the same everywhere, stable.

use super::columns::values;
use super::{View, check, column};
use crate::directory::{Row, Texts, fold_into, sort_rows};
use crate::model::{LicensingError, Problem};
use std::cmp::Ordering;

/// One column to sort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column, by any of its names.
    pub column: String,
    /// From the last to the first.
    pub descending: bool,
}

/// Sorts rows: without case and diacritics first, then exactly; empty cells last either way; ties
/// stay as they are.
///
/// # Errors
/// A column there is not.
pub fn sort(view: &View<'_>, rows: &mut Vec<Row>, by: &[Sort]) -> Result<(), Vec<Problem>> {
    let mut keys = Vec::with_capacity(by.len());
    let mut problems = Vec::new();
    for (place, sort) in by.iter().enumerate() {
        match column(&sort.column, view.directory) {
            Ok(column) => {
                let mut texts = Texts::default();
                let mut key = String::new();
                for &row in rows.iter() {
                    key.clear();
                    values(view, row, &column, &mut |value| {
                        // The text itself decides between texts that fold to the same.
                        fold_into(&mut key, value);
                        key.push('\0');
                        key.push_str(value);
                        key.push('\0');
                    });
                    if key.as_bytes() == b"\0\0" {
                        key.clear();
                    }
                    texts.push(&key).map_err(LicensingError::into_problems)?;
                }
                keys.push((texts, sort.descending));
            }
            Err(message) => {
                problems.push(check::mistake(message).at_path(format!("sort[{place}].column")));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if keys.is_empty() {
        return Ok(());
    }
    // Sorted are the places in `rows`, because the keys lie in that order.
    let mut order: Vec<Row> = (0..rows.len()).map(Row::new).collect();
    sort_rows(&mut order, &mut |a, b| {
        for (texts, descending) in &keys {
            let (x, y) = (texts.get(a), texts.get(b));
            let found = match (x.is_empty(), y.is_empty()) {
                (false, false) if *descending => y.cmp(x),
                (false, false) => x.cmp(y),
                (x, y) => x.cmp(&y),
            };
            if found != Ordering::Equal {
                return found;
            }
        }
        Ordering::Equal
    });
    *rows = order.into_iter().filter_map(|place| rows.get(place.index()).copied()).collect();
    Ok(())
}
