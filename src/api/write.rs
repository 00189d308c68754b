//! Writing answers: plain objects whose fields are always there, or left out when empty.

use crate::model::{LicensingError, Money, Param, Pool, Problem, Rule};
use crate::time::Instant;
use crate::value::Value;

/// An object being written.
#[derive(Debug, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// An object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field that is always there; none is written as null.
    pub fn with(&mut self, name: &'static str, value: impl Into<Value>) -> &mut Self {
        self.push(name, value.into());
        self
    }

    /// Adds a field that is left out when there is nothing to say.
    pub fn maybe<T: Into<Value>>(&mut self, name: &'static str, value: Option<T>) -> &mut Self {
        if let Some(value) = value {
            self.push(name, value.into());
        }
        self
    }

    // Out of line: answers have hundreds of fields, and the page loads every byte of them.
    #[inline(never)]
    fn push(&mut self, name: &'static str, value: Value) {
        self.0.push((name.to_owned(), value));
    }

    /// The finished object.
    pub fn value(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        Self::Text(instant.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    /// A list of whatever can be written.
    pub fn list<T: Into<Value>>(items: impl Iterator<Item = T>) -> Self {
        Self::List(items.map(Into::into).collect())
    }
}

/// A count; JavaScript counts exactly up to 2^53, which no count here exceeds.
#[expect(clippy::cast_precision_loss, reason = "no count exceeds 2^53")]
pub fn number(count: u64) -> Value {
    Value::Number(count as f64)
}

/// Whatever counts in `usize`.
pub fn size(count: usize) -> Value {
    number(count as u64)
}

/// A problem as JavaScript sees it.
pub fn problem(problem: &Problem) -> Value {
    let params = problem.params.iter().map(|(name, param)| {
        let value = match param {
            Param::Text(text) => Value::from(text.as_str()),
            #[expect(clippy::cast_precision_loss, reason = "no figure exceeds 2^53")]
            Param::Number(number) => Value::Number(*number as f64),
        };
        ((*name).to_owned(), value)
    });
    Object::new()
        .with("code", problem.code.as_str())
        .with("rule", problem.rule.map(Rule::slug))
        .with("message", problem.message.as_str())
        .with("params", Value::Object(params.collect()))
        .with("ids", Value::list(problem.ids.iter().map(String::as_str)))
        .with("count", number(problem.count))
        .maybe("path", problem.path.as_deref())
        .maybe("line", problem.line.map(number))
        .maybe("column", problem.column.as_deref())
        .maybe("span", problem.span.map(|(from, to)| Value::List(vec![size(from), size(to)])))
        .value()
}

/// The details of an error: its problems.
pub fn details(error: &LicensingError) -> Value {
    Value::List(error.problems.iter().map(problem).collect())
}

/// An amount of money.
pub fn money(money: &Money) -> Value {
    Object::new()
        .with("currency", money.currency.as_str())
        .with("amount", number(money.amount))
        .value()
}

/// A pool's counts; null means unlimited.
pub fn pool(pool: &Pool) -> Value {
    Object::new()
        .with("holder", pool.key.holder.as_str())
        .with("license", pool.key.license.as_str())
        .with("purchased", pool.purchased.map(number))
        .with("assigned", number(pool.assigned))
        .with("available", pool.available().map(number))
        .with("over", number(pool.over()))
        .value()
}

/// Every rule in words, as the function `rules` gives them.
pub fn rules() -> Value {
    Value::list(Rule::ALL.iter().map(|rule| {
        Object::new()
            .with("slug", rule.slug())
            .with("title", rule.title())
            .with("text", rule.text())
            .value()
    }))
}
