//! The order of rows: by any columns, the same everywhere, stable.

use super::coded::coded;
use super::columns::values;
use super::evaluate::instants;
use super::{Column, View, check, column};
use crate::directory::{Interner, Keys, Row, Texts, fold_into, rank, rank_numbers, sort_by_rank};
use crate::model::{LicensingError, Problem};
use std::rc::Rc;

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
pub fn sort(view: &View<'_>, rows: &mut [Row], by: &[Sort]) -> Result<(), Vec<Problem>> {
    let mut columns = Vec::with_capacity(by.len());
    let mut problems = Vec::new();
    for (place, sort) in by.iter().enumerate() {
        match column(&sort.column, view.directory) {
            Ok(column) => columns.push((column, sort.descending)),
            Err(message) => {
                problems.push(check::mistake(message).at_path(format!("sort[{place}].column")));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    // The last column first: each sorting leaves equal rows as the ones before put them.
    for (column, descending) in columns.iter().rev() {
        let ranks = ranks(view, column).map_err(LicensingError::into_problems)?;
        sort_by_rank(rows, &ranks, *descending);
    }
    Ok(())
}

fn ranks(view: &View<'_>, column: &Column) -> Result<Rc<Vec<u32>>, LicensingError> {
    let count = view.directory.len();
    if let Some(coded) = coded(view, column).filter(|coded| coded.is_one_value()) {
        let ranks = rank_texts(coded.len(), |code, give| give(coded.value(code)))?;
        let rank = |row| ranks.get(coded.code(row)).copied().unwrap_or(0);
        return Ok(Rc::new((0..count).map(|index| rank(Row::new(index))).collect()));
    }
    if let Some(instants) = instants(column, view) {
        let number = |index| instants.longs().get(Row::new(index));
        return Ok(Rc::new(rank_numbers(count, &number)));
    }
    let made = || match column {
        Column::Own("displayName")
            if let Some((names, numbers)) =
                Interner::of_repeated(view.directory.display_names()) =>
        {
            // Each name that occurs is ranked once.
            let names = names.texts();
            let ranks = rank_texts(names.len(), |name, give| give(names.at(name)))?;
            let rank = |name: &u32| ranks.get(*name as usize).copied().unwrap_or(0);
            Ok(numbers.iter().map(rank).collect())
        }
        _ => rank_texts(count, |row, give| values(view, Row::new(row), column, give)),
    };
    match column {
        Column::Own(name) => view.directory.ranks(name, made),
        Column::Attributes(_) => made().map(Rc::new),
    }
}

/// Ranks by search key, and then by the texts themselves.
fn rank_texts(
    count: usize,
    text: impl Fn(usize, &mut dyn FnMut(&str)),
) -> Result<Vec<u32>, LicensingError> {
    let (mut keys, mut ties) = (Texts::default(), Texts::default());
    let (mut key, mut tie) = (String::new(), String::new());
    for row in 0..count {
        key.clear();
        tie.clear();
        text(row, &mut |value| {
            // A value is a part of its own: no key holds this character.
            let next = if tie.is_empty() { "" } else { "\u{1}" };
            key.push_str(next);
            fold_into(&mut key, value);
            tie.push_str(next);
            tie.push_str(value);
        });
        keys.push(&key)?;
        ties.push(&tie)?;
    }
    let tie = |row| ties.at(row).as_bytes();
    let key = |row| visible(keys.at(row).as_bytes(), ties.at(row));
    Ok(rank(Keys { count, key: &key, tie: &tie }))
}

/// A text that folds to nothing is no empty cell.
fn visible<'a>(key: &'a [u8], text: &str) -> &'a [u8] {
    if key.is_empty() && !text.is_empty() { b"\x01" } else { key }
}
