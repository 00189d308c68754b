//! Writing the neutral tree as JSON.

use crate::value::Value;
use std::fmt::Write;

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
        Value::Text(text) => append_text(out, text),
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
                append_text(out, name);
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

fn append_text(out: &mut String, text: &str) {
    let special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    out.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(special) {
        let Some((plain, tail)) = rest.split_at_checked(place) else {
            break;
        };
        out.push_str(plain);
        let mut tail = tail.chars();
        match tail.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some(other) => {
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            None => {}
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out.push('"');
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
