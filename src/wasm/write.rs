//! The neutral tree into JavaScript: plain objects, `null` for nothing, never `undefined`.
//!
//! Answers cross as one JSON text: one crossing is many times faster than one a field, and
//! `JSON.parse` gives a field named `__proto__` like any other.

use super::error;
use crate::json;
use crate::model::LicensingError;
use crate::value::Value;
use wasm_bindgen::prelude::*;

/// The answer of a call, or its error.
pub fn answer(answer: Result<Value, LicensingError>) -> Result<JsValue, JsValue> {
    match answer {
        Ok(answer) => Ok(value(&answer)),
        Err(found) => Err(error::from_error(&found)),
    }
}

/// A value as JavaScript knows it.
pub fn value(tree: &Value) -> JsValue {
    // What the writer writes can always be parsed.
    js_sys::JSON::parse(&json::write(tree)).unwrap_or(JsValue::NULL)
}
