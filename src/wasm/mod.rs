//! The only code that knows JavaScript: read everything, call, write the answer. Its names are
//! documented for their users in `index.d.ts`.

mod bytes;
mod error;
mod importer;
mod read;
mod selection;
mod tenant;
mod write;

use crate::api;
use crate::time::Instant;
use crate::value::Value;
use read::Call;
pub use selection::RowSelection;
pub use tenant::Tenant;
use wasm_bindgen::prelude::*;

/// The browser's clock; the engine has none.
fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds are enough")]
    let millis = js_sys::Date::now() as i64;
    Instant::from_millis(millis).unwrap_or(Instant::EPOCH)
}

/// Reads the arguments of a call to plain functions.
fn read_all<const N: usize>(arguments: [&JsValue; N]) -> Result<[Option<Value>; N], JsValue> {
    let mut call = Call::default();
    let mut values = [const { None }; N];
    for (place, argument) in values.iter_mut().zip(arguments) {
        *place = call.optional(argument)?;
    }
    Ok(values)
}

/// An argument that is not there reads as what no field takes.
fn required(value: Option<Value>) -> Value {
    value.unwrap_or(Value::Other("undefined"))
}

#[wasm_bindgen(js_name = validateAssignment)]
pub fn validate_assignment(
    state: &JsValue,
    request: &JsValue,
    at: &JsValue,
) -> Result<JsValue, JsValue> {
    let [state, request, at] = read_all([state, request, at])?;
    write::answer(api::validate_assignment(required(state), required(request), at, now()))
}

#[wasm_bindgen(js_name = insufficientLicenses)]
pub fn insufficient_licenses(
    state: &JsValue,
    request: &JsValue,
    at: &JsValue,
) -> Result<JsValue, JsValue> {
    let [state, request, at] = read_all([state, request, at])?;
    write::answer(api::insufficient_licenses(required(state), required(request), at, now()))
}

#[wasm_bindgen(js_name = previewRetention)]
pub fn preview_retention(
    state: &JsValue,
    request: &JsValue,
    at: &JsValue,
) -> Result<JsValue, JsValue> {
    let [state, request, at] = read_all([state, request, at])?;
    write::answer(api::preview_retention(required(state), required(request), at, now()))
}

#[wasm_bindgen(js_name = filterUsers)]
pub fn filter_users(
    users: &JsValue,
    filter: &JsValue,
    at: &JsValue,
    policy: &JsValue,
) -> Result<js_sys::Array, JsValue> {
    // The very objects are given back, so they are kept before anything else may run.
    let kept = read::items(users)?;
    let users = kept.as_ref().map_or(users, AsRef::as_ref);
    let [list, filter, at, policy] = read_all([users, filter, at, policy])?;
    let found = api::filter_users(required(list), required(filter), at, policy, now())
        .map_err(|error| error::from_error(&error))?;
    let kept = kept.unwrap_or_default();
    let users = js_sys::Array::new();
    for index in found {
        users.push(&kept.get(u32::try_from(index).unwrap_or(u32::MAX)));
    }
    Ok(users)
}

#[wasm_bindgen]
pub fn rules() -> Result<JsValue, JsValue> {
    write::value(&api::rules())
}
