//! Errors as JavaScript knows them: a true `Error` with `name`, `code` and `details`.

use super::write;
use crate::api::{self, Refusal};
use crate::json::Json;
use crate::model::{Code, LicensingError};
use wasm_bindgen::prelude::*;

fn error(code: Code, message: &str, details: &Json) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("LicensingError");
    let details = write::value(details).unwrap_or(JsValue::NULL);
    for (name, value) in [("code", code.as_str().into()), ("details", details)] {
        // Setting a field of an error just made cannot fail.
        let _ = js_sys::Reflect::set(&error, &name.into(), &value);
    }
    error.into()
}

/// Malformed input or misuse.
pub fn from_error(found: &LicensingError) -> JsValue {
    error(found.code, &found.message, &api::details(found))
}

/// A refused command; the details are its report.
pub fn from_refusal(refusal: Refusal) -> JsValue {
    match refusal {
        Refusal::Error(found) => from_error(&found),
        Refusal::Report(code, report, message) => error(code, &message, &report),
    }
}

/// A handle called from inside its own call.
pub fn busy() -> JsValue {
    from_error(&LicensingError::new(
        Code::Busy,
        "the tenant is in the middle of another call; call again when that has ended",
    ))
}

/// A handle that was freed, handed in as an argument.
pub fn freed() -> JsValue {
    from_error(&LicensingError::new(Code::Freed, "the handle was freed; select or open again"))
}

/// More than fits into memory.
pub fn too_large(message: &str) -> JsValue {
    from_error(&LicensingError::new(Code::TooLarge, message))
}
