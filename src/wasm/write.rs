//! Answers into JavaScript: plain objects, `null` for nothing, never `undefined`.
//!
//! Answers cross as one JSON text: one crossing is many times faster than one a field, and
//! `JSON.parse` gives a field named `__proto__` like any other.

use super::error;
use crate::json::Json;
use crate::model::LicensingError;
use wasm_bindgen::prelude::*;

/// The answer of a call, or its error.
pub fn answer(answer: Result<Json, LicensingError>) -> Result<JsValue, JsValue> {
    match answer {
        Ok(answer) => value(&answer),
        Err(found) => Err(error::from_error(&found)),
    }
}

/// A value as JavaScript knows it.
pub fn value(answer: &Json) -> Result<JsValue, JsValue> {
    // What the writer writes can always be parsed, unless it is longer than a text can be.
    js_sys::JSON::parse(answer.as_str())
        .map_err(|_| error::too_large("the answer is too large; use a tenant handle"))
}
