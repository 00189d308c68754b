//! What a Spanning tenant object says.

use super::column::Columns;
use super::problems::{joined, refused_at};
use super::row::{Row, shortened};
use crate::model::{Account, Count, Problem, Purchased};
use crate::number;

/// What was bought, and which kind of account it is where that is said.
pub type Tenant = (Purchased, Option<Account>);

/// What a row says of the tenant; none for a row about a person.
///
/// # Errors
/// The cell that is no count or no kind of account.
pub fn tenant(row: Row<'_>, columns: &Columns) -> Result<Option<Tenant>, Problem> {
    let cell = |key: &str| {
        let (column, cell) = row.pairs(columns).find(|(column, _)| column.key == key)?;
        Some((column, cell.trim()))
    };
    let is_person =
        row.pairs(columns).any(|(column, cell)| column.identifies() && !cell.is_empty());
    let (Some(standard), Some(archived), false) =
        (cell("licenses"), cell("archivedlicenses"), is_person)
    else {
        return Ok(None);
    };
    let wrong = |(column, text): (&super::column::Column, &str), wanted: &str| {
        let message = joined(&["`", &shortened(text), "` is not ", wanted]);
        refused_at(row.line, &column.header, message)
    };
    let count = |found: (_, &str)| {
        number::parse(found.1).and_then(whole).ok_or_else(|| wrong(found, "a count of licenses"))
    };
    let purchased = Purchased { standard: count(standard)?, archived: count(archived)? };
    let account = match cell("status") {
        None | Some((_, "")) => None,
        Some(status) => {
            let all = [Account::Paid, Account::Trial, Account::Expired];
            let known = all.into_iter().find(|known| status.1.eq_ignore_ascii_case(known.as_str()));
            Some(known.ok_or_else(|| wrong(status, "one of `paid`, `trial`, `expired`"))?)
        }
    };
    Ok(Some((purchased, account)))
}

fn whole(number: f64) -> Option<Count> {
    if !(0.0..=1e9).contains(&number) || number.fract() != 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Count::new(number as u64)
}
