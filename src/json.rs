//! Writing JSON: answers straight as text, and the neutral tree.

use crate::time::Instant;
use crate::value::Value;
use seatplan_columns::quote;
use std::fmt::Write as _;

/// One value as JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Known to be nothing.
    pub fn null() -> Self {
        Self("null".to_owned())
    }

    /// Whatever can be written.
    pub fn of(value: impl Write) -> Self {
        let mut text = String::new();
        value.append(&mut text);
        Self(text)
    }

    /// A list of whatever can be written.
    pub fn list<T: Write>(items: impl Iterator<Item = T>) -> Self {
        let mut text = "[".to_owned();
        for item in items {
            if text.len() > 1 {
                text.push(',');
            }
            item.append(&mut text);
        }
        text.push(']');
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What can be a value of an answer.
pub trait Write {
    /// Writes it at the end of a text.
    fn append(&self, out: &mut String);
}

impl Write for Json {
    fn append(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl Write for &str {
    fn append(&self, out: &mut String) {
        quote(out, self);
    }
}

impl Write for String {
    fn append(&self, out: &mut String) {
        quote(out, self);
    }
}

impl Write for bool {
    fn append(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Write> Write for &T {
    fn append(&self, out: &mut String) {
        (*self).append(out);
    }
}

/// A count; JavaScript counts exactly up to 2^53, which no count here exceeds.
impl Write for u64 {
    fn append(&self, out: &mut String) {
        // Writing to a text cannot fail.
        let _ = write!(out, "{self}");
    }
}

impl Write for usize {
    fn append(&self, out: &mut String) {
        (*self as u64).append(out);
    }
}

impl Write for i64 {
    fn append(&self, out: &mut String) {
        if *self < 0 {
            out.push('-');
        }
        self.unsigned_abs().append(out);
    }
}

impl Write for f64 {
    fn append(&self, out: &mut String) {
        append_number(out, *self);
    }
}

impl Write for Instant {
    fn append(&self, out: &mut String) {
        quote(out, &self.to_string());
    }
}

impl<T: Write> Write for Option<T> {
    fn append(&self, out: &mut String) {
        match self {
            Some(value) => value.append(out),
            None => out.push_str("null"),
        }
    }
}

/// An object being written.
///
/// ```
/// use seatplan::json::Object;
/// let written = Object::new().with("id", "a").with("count", 2u64).maybe("line", None::<u64>).value();
/// assert_eq!(written.as_str(), r#"{"id":"a","count":2}"#);
/// ```
#[derive(Debug)]
pub struct Object(String);

impl Default for Object {
    fn default() -> Self {
        Self("{".to_owned())
    }
}

impl Object {
    /// An object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field that is always there; none is written as null.
    pub fn with(&mut self, name: &str, value: impl Write) -> &mut Self {
        self.name(name);
        value.append(&mut self.0);
        self
    }

    /// Adds a field that is left out when there is nothing to say.
    pub fn maybe<T: Write>(&mut self, name: &str, value: Option<T>) -> &mut Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// An object at the end of a text.
    pub fn append(out: &mut String, fill: impl FnOnce(&mut Self)) {
        out.push('{');
        let mut object = Self(std::mem::take(out));
        fill(&mut object);
        *out = object.value().0;
    }

    // Out of line: answers have hundreds of fields, and the page loads every byte of them.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
    }

    /// The finished object.
    pub fn value(&mut self) -> Json {
        self.0.push('}');
        Json(std::mem::take(&mut self.0))
    }
}

/// The value as JSON text. What JSON cannot say (a number that is not finite, a selection) is
/// written as null.
///
/// ```
/// use seatplan::{json, value::Value};
/// let value = Value::List(vec![Value::Number(2.0), Value::Text("a\"b".to_owned())]);
/// assert_eq!(json::write(&value), r#"[2,"a\"b"]"#);
/// ```
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    append(&mut text, value);
    text
}

fn append(out: &mut String, value: &Value) {
    match value {
        Value::Null | Value::Selection(_) | Value::Other(_) => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) | Value::Date(number) => append_number(out, *number),
        Value::Text(text) => quote(out, text),
        Value::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                append(out, item);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            for (place, (name, field)) in fields.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                quote(out, name);
                out.push(':');
                append(out, field);
            }
            out.push('}');
        }
    }
}

/// Answers hold whole numbers; a fraction is written to six places, because the code that writes
/// floats exactly is larger than all the rest of this file's callers.
fn append_number(out: &mut String, number: f64) {
    const PLACES: f64 = 1e6;
    #[expect(clippy::cast_possible_truncation, reason = "a number too large becomes the largest")]
    let (whole, fraction) = (number.abs() as u64, ((number.abs().fract()) * PLACES) as u64);
    if !number.is_finite() {
        out.push_str("null");
        return;
    }
    if number < 0.0 {
        out.push('-');
    }
    // Writing to a text cannot fail.
    let _ = match fraction {
        0 => write!(out, "{whole}"),
        _ => write!(out, "{whole}.{fraction:06}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_json_wants() {
        let text = |value| write(&value);
        assert_eq!(text(Value::Number(-3.0)), "-3");
        assert_eq!(text(Value::Number(0.25)), "0.250000");
        assert_eq!(text(Value::Number(f64::NAN)), "null");
        assert_eq!(text(Value::Text("a\n\"\\é\u{1}".to_owned())), r#""a\u000a\"\\é\u0001""#);
        let object = Value::Object(vec![("__proto__".to_owned(), Value::Null)]);
        assert_eq!(text(object), r#"{"__proto__":null}"#);
    }
}
