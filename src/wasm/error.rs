//! Errors as JavaScript knows them: a true `Error` with `name`, `code` and `details`.

use super::write;
use crate::api::{self, Refusal};
use crate::json::{Json, Object};
use crate::model::{Code, LicensingError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object, js_name = defineProperties, catch)]
    fn define(on: &JsValue, properties: &JsValue) -> Result<JsValue, JsValue>;
}

fn error(code: Code, message: &str, details: &Json) -> JsValue {
    // Defined, not set: what somebody gave all objects is not asked.
    let field = |value: Json| {
        let mut field = Object::new();
        for truth in ["writable", "enumerable", "configurable"] {
            field.with(truth, true);
        }
        field.with("value", value).value()
    };
    let fields = Object::new()
        .with("name", field(Json::of("LicensingError")))
        .with("code", field(Json::of(code.as_str())))
        .with("details", field(details.clone()))
        .value();
    let error = js_sys::Error::new(message).into();
    // Fields of an error just made can be defined.
    let _ = write::value(&fields).and_then(|fields| define(&error, &fields));
    error
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
