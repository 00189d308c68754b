//! Mistakes in a filter: all of them, each with its place.

use super::{Filter, Op, Operand, column};
use crate::directory::Directory;
use crate::model::{Code, Problem, Rule};
use crate::number;
use crate::time::Instant;

/// The mistakes of a filter against the columns of a directory; a path begins with `filter`.
pub fn check(filter: &Filter, directory: &Directory) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_at("filter".to_owned(), filter, directory, &mut problems);
    problems
}

/// A mistake in a filter.
pub fn mistake(message: impl Into<String>) -> Problem {
    Problem::new(Code::InvalidFilter, message).rule(Rule::AllFiltered)
}

fn check_at(path: String, filter: &Filter, directory: &Directory, problems: &mut Vec<Problem>) {
    match filter {
        Filter::And(filters) | Filter::Or(filters) => {
            let name = if matches!(filter, Filter::And(_)) { "and" } else { "or" };
            for (place, inner) in filters.iter().enumerate() {
                check_at(format!("{path}.{name}[{place}]"), inner, directory, problems);
            }
        }
        Filter::Not(inner) => check_at(path + ".not", inner, directory, problems),
        Filter::Search(_) | Filter::AnyValue(_) => {}
        Filter::Compare { column: name, op, value } => match column(name, directory) {
            Err(message) => problems.push(mistake(message).at_path(path + ".column")),
            Ok(column) => {
                if let Some(expected) = unfitting(*op, value, column.is_instant()) {
                    problems.push(mistake(expected).at_path(path + ".value"));
                }
            }
        },
    }
}

/// What an operator expects instead of a value; none when the value fits.
pub fn unfitting(op: Op, value: &Operand, instants: bool) -> Option<&'static str> {
    match (op, value) {
        (Op::IsEmpty | Op::IsNotEmpty, _) => None,
        (Op::In, Operand::None) => Some("expected a list of values"),
        (Op::In, _) => None,
        (_, Operand::List(_)) => Some("expected one value; use `in` for several"),
        (_, Operand::None) => Some("expected a value"),
        (op, value) if op.orders() => match value {
            Operand::Text(text) if Instant::parse_or_date(text).is_ok() => None,
            _ if instants => Some("expected a date or an instant, such as `2026-01-31`"),
            Operand::Text(text) if number::parse(text).is_some() => None,
            Operand::Number(_) => None,
            _ => Some("expected a number, a date or an instant"),
        },
        _ => None,
    }
}
