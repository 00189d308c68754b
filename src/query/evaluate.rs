//! A filter to the rows that meet it, column by column.

use super::columns::{self, Column, values};
use super::{Filter, Op, Operand, View, check, column};
use crate::directory::{Row, RowSet, find, fold, fold_into};
use crate::model::Problem;
use crate::time::Instant;
use crate::value::Value;
use crate::{json, number};
use std::cmp::Ordering;

/// The rows that meet a filter.
///
/// # Errors
/// The filter's mistakes.
pub fn select(filter: &Filter, view: &View<'_>) -> Result<RowSet, Vec<Problem>> {
    let problems = check(filter, view.directory);
    if problems.is_empty() { Ok(rows(filter, view)) } else { Err(problems) }
}

fn rows(filter: &Filter, view: &View<'_>) -> RowSet {
    let len = view.directory.len();
    match filter {
        Filter::And(filters) => {
            let mut found = RowSet::full(len);
            for filter in filters {
                found.and(&rows(filter, view));
            }
            found
        }
        Filter::Or(filters) => {
            let mut found = RowSet::empty(len);
            for filter in filters {
                found.or(&rows(filter, view));
            }
            found
        }
        Filter::Not(inner) => {
            let mut found = rows(inner, view);
            found.invert();
            found
        }
        Filter::Search(text) => view.directory.search_text().find(text),
        Filter::AnyValue(text) => any_value(text, view),
        Filter::Compare { column: name, op, value } => match column(name, view.directory) {
            Ok(column) => compare(&column, *op, value, view),
            // Mistakes were found before anything is evaluated.
            Err(_) => RowSet::empty(len),
        },
    }
}

fn any_value(text: &str, view: &View<'_>) -> RowSet {
    let test = Test::new(Op::Contains, &Operand::Text(text.to_owned()), false);
    let mut found = RowSet::empty(view.directory.len());
    for column in columns::all(view.directory) {
        found.or(&matching(&column, &test, view));
    }
    found
}

fn compare(column: &Column, op: Op, value: &Operand, view: &View<'_>) -> RowSet {
    let (op, inverted) = match op {
        Op::IsNot => (Op::Is, true),
        Op::IsNotEmpty => (Op::IsEmpty, true),
        other => (other, false),
    };
    let mut found = matching(column, &Test::new(op, value, column.is_instant()), view);
    if inverted {
        found.invert();
    }
    found
}

fn matching(column: &Column, test: &Test, view: &View<'_>) -> RowSet {
    let len = view.directory.len();
    let mut key = String::new();
    // A column of repeating values is decided once a value, then looked up.
    if let Column::Attributes(places) = column
        && let [place] = places.as_slice()
        && let Some(attribute) = view.directory.attributes().get(*place)
    {
        let distinct = attribute.values.values();
        let met: Vec<bool> =
            (0..distinct.len()).map(|code| test.meets(distinct.at(code), &mut key)).collect();
        return RowSet::from_fn(len, |row| {
            met.get(attribute.values.code_of(row) as usize).copied().unwrap_or(false)
        });
    }
    RowSet::from_fn(len, |row: Row| {
        let mut met = false;
        values(view, row, column, &mut |value| met = met || test.meets(value, &mut key));
        met
    })
}

/// One comparison, made ready.
struct Test {
    op: Op,
    /// The search keys of the texts to compare with.
    keys: Vec<String>,
    /// The same as instants, where they are and the column holds instants.
    instants: Vec<Instant>,
    order: Option<Order>,
}

enum Order {
    Number(f64),
    Instant(Instant),
}

impl Test {
    fn new(op: Op, value: &Operand, instants: bool) -> Self {
        let texts = match value {
            Operand::None => Vec::new(),
            Operand::Text(text) => vec![text.clone()],
            Operand::Number(number) => vec![number_text(*number)],
            Operand::Bool(truth) => vec![truth.to_string()],
            Operand::List(texts) => texts.clone(),
        };
        let order = match value {
            _ if !op.orders() => None,
            Operand::Number(number) => Some(Order::Number(*number)),
            _ => texts.first().and_then(|text| {
                // `2024` is a number, `2024-01-01` a date.
                let number = number::parse(text).map(Order::Number);
                number.or_else(|| Instant::parse_or_date(text).ok().map(Order::Instant))
            }),
        };
        let as_instants = texts.iter().filter(|_| instants);
        Self {
            op,
            instants: as_instants.filter_map(|text| Instant::parse_or_date(text).ok()).collect(),
            keys: texts.iter().map(|text| fold(text)).collect(),
            order,
        }
    }

    /// Whether a value meets the test; `key` is scratch space.
    fn meets(&self, value: &str, key: &mut String) -> bool {
        if self.op == Op::IsEmpty {
            return value.is_empty();
        }
        if let Some(order) = &self.order {
            return order.of(value).is_some_and(|order| match self.op {
                Op::Before => order == Ordering::Less,
                Op::After => order == Ordering::Greater,
                Op::AtLeast => order != Ordering::Less,
                _ => order != Ordering::Greater,
            });
        }
        if let ([_, ..], Ok(instant)) = (self.instants.as_slice(), Instant::parse(value))
            && matches!(self.op, Op::Is | Op::In)
            && self.instants.contains(&instant)
        {
            return true;
        }
        key.clear();
        fold_into(key, value);
        self.keys.iter().any(|wanted| match self.op {
            Op::Contains => find(key.as_bytes(), wanted.as_bytes()).is_some(),
            Op::StartsWith => key.as_bytes().starts_with(wanted.as_bytes()),
            Op::EndsWith => key.as_bytes().ends_with(wanted.as_bytes()),
            _ => key == wanted,
        })
    }
}

impl Order {
    /// How a value compares with this; none when it is no such thing.
    fn of(&self, value: &str) -> Option<Ordering> {
        match self {
            Self::Number(number) => number::parse(value)?.partial_cmp(number),
            Self::Instant(instant) => Some(Instant::parse_or_date(value).ok()?.cmp(instant)),
        }
    }
}

fn number_text(number: f64) -> String {
    let text = json::write(&Value::Number(number));
    if number.fract() == 0.0 { text } else { text.trim_end_matches('0').to_owned() }
}
