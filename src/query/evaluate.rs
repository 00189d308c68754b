//! A filter to the rows that meet it, column by column.

use super::coded::coded;
use super::columns::{self, Column, values};
use super::{Filter, Op, Operand, View, check, column};
use crate::directory::{Directory, Instants, Row, RowSet, find, fold, fold_into, sort_rows};
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
    if problems.is_empty() {
        Ok(rows(filter, view, RowSet::full(view.directory.len())))
    } else {
        Err(problems)
    }
}

/// The rows of a set that meet a filter.
fn rows(filter: &Filter, view: &View<'_>, within: RowSet) -> RowSet {
    match filter {
        // What one part leaves is all the next has to look at.
        Filter::And(filters) => rarest_first(filters, view.directory)
            .fold(within, |left, filter| rows(filter, view, left)),
        Filter::Or(filters) => {
            union(within, filters.iter(), |filter, left| rows(filter, view, left))
        }
        Filter::Not(inner) => without(within, |within| rows(inner, view, within)),
        Filter::Search(text) => view.directory.search_text().find(text, &within),
        Filter::AnyValue(text) => {
            let test = Test::new(Op::Contains, &Operand::Text(text.to_owned()), false);
            let columns = columns::all(view.directory);
            union(within, columns.iter(), |column, left| matching(column, &test, view, left))
        }
        Filter::Compare { column: name, op, value } => match column(name, view.directory) {
            Ok(column) => compare(&column, *op, value, view, within),
            // Mistakes were found before anything is evaluated.
            Err(_) => RowSet::empty(within.len()),
        },
    }
}

/// The rows of a set without those that are found in it.
fn without(within: RowSet, find: impl FnOnce(RowSet) -> RowSet) -> RowSet {
    let mut left = within.clone();
    left.minus(&find(within));
    left
}

/// Filters in an order in which those that compare codes leave as little as can be to each other;
/// all others keep their places.
fn rarest_first<'a>(
    filters: &'a [Filter],
    directory: &Directory,
) -> impl Iterator<Item = &'a Filter> {
    let rarity: Vec<usize> = filters.iter().map(|filter| rarity(filter, directory)).collect();
    let rarity = move |row: Row| rarity.get(row.index()).copied().unwrap_or(0);
    let mut order: Vec<Row> = (0..filters.len()).map(Row::new).collect();
    for run in order.chunk_by_mut(|&a, &b| rarity(a) > 0 && rarity(b) > 0) {
        sort_rows(run, &mut |a, b| rarity(b).cmp(&rarity(a)));
    }
    order.into_iter().filter_map(|place| filters.get(place.index()))
}

/// How many values a column has for each that is asked for; 0 where no codes are compared.
fn rarity(filter: &Filter, directory: &Directory) -> usize {
    let Filter::Compare { column: name, op: Op::Is | Op::In, value } = filter else { return 0 };
    let asked = if let Operand::List(list) = value { list.len() } else { 1 };
    let values = match column(name, directory) {
        Ok(Column::Attributes(places)) => match places.as_slice() {
            [only] => directory.attributes().get(*only).map_or(0, |one| one.values.values().len()),
            _ => 0,
        },
        Ok(Column::Own("userType" | "accountEnabled" | "blockCredential")) => 3,
        _ => 0,
    };
    values.div_ceil(asked.max(1))
}

/// The rows of a set that one of several tests finds; each looks only at what the others left.
fn union<T>(
    within: RowSet,
    tests: impl Iterator<Item = T>,
    mut find: impl FnMut(T, RowSet) -> RowSet,
) -> RowSet {
    without(within, |within| {
        tests.fold(within, |left, test| without(left, |left| find(test, left)))
    })
}

fn compare(column: &Column, op: Op, value: &Operand, view: &View<'_>, within: RowSet) -> RowSet {
    let (op, inverted) = match op {
        Op::IsNot => (Op::Is, true),
        Op::IsNotEmpty => (Op::IsEmpty, true),
        other => (other, false),
    };
    let test = Test::new(op, value, column.is_instant());
    let find = |within| matching(column, &test, view, within);
    if inverted { without(within, find) } else { find(within) }
}

fn matching(column: &Column, test: &Test, view: &View<'_>, mut within: RowSet) -> RowSet {
    let mut key = String::new();
    // A column of repeating values is decided once a value, then looked up.
    if let Some(coded) = coded(view, column) {
        let mut met = |code| {
            let mut met = false;
            coded.values(code, &mut |value| met = met || test.meets(value, &mut key));
            met
        };
        let marked: Vec<bool> = (0..coded.len()).map(&mut met).collect();
        coded.narrow(&marked, &mut within);
        return within;
    }
    if let Some((least, most)) = test.range()
        && let Some(instants) = instants(column, view)
    {
        instants.longs().narrow(least.millis(), most.millis(), &mut within);
        return within;
    }
    if let (Op::IsEmpty, Some(instants)) = (test.op, instants(column, view)) {
        instants.longs().narrow_to_none(&mut within);
        return within;
    }
    // Whoever has the text in one of these columns is found by searching for it.
    let searched = matches!(column, Column::Own("displayName" | "principalName" | "mail"));
    if let [key] = test.keys.as_slice()
        && searched
        && test.op.compares_texts()
    {
        within = view.directory.search_text().find(key, &within);
    }
    within.retain(&mut |row| {
        let mut met = false;
        values(view, row, column, &mut |value| met = met || test.meets(value, &mut key));
        met
    });
    within
}

/// The instants of a column that has as many as rows.
pub(super) fn instants<'a>(column: &Column, view: &View<'a>) -> Option<&'a Instants> {
    match column {
        Column::Own("joinedAt") => Some(view.directory.joined()),
        Column::Own(_) | Column::Attributes(_) => None,
    }
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

    /// The instants that meet a comparison with one.
    fn range(&self) -> Option<(Instant, Instant)> {
        let Some(Order::Instant(than)) = &self.order else { return None };
        let beside = |by: i64| Instant::from_millis(than.millis() + by);
        Some(match self.op {
            Op::Before => (Instant::MIN, beside(-1)?),
            Op::After => (beside(1)?, Instant::MAX),
            Op::AtLeast => (*than, Instant::MAX),
            _ => (Instant::MIN, *than),
        })
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
        if !self.instants.is_empty()
            && matches!(self.op, Op::Is | Op::In)
            && Instant::parse(value).is_ok_and(|instant| self.instants.contains(&instant))
        {
            return true;
        }
        // The key of an ASCII text is the text in small letters; two characters become spaces.
        if matches!(self.op, Op::Is | Op::In) && value.is_ascii() {
            let mut long = self.keys.iter().filter(|wanted| wanted.len() == value.len()).peekable();
            if long.peek().is_none() {
                return false;
            }
            if value.bytes().all(|byte| byte > 1) {
                return long.any(|wanted| value.eq_ignore_ascii_case(wanted));
            }
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
