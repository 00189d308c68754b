//! JavaScript values into the neutral tree: own fields only, bounded in depth and number.
//!
//! What no field takes (a function, a cycle, a text with a lone surrogate) becomes
//! [`Value::Other`], so that the strict reading names it with its path.

use super::error;
use super::selection::RowSelection;
use crate::api::Selection;
use crate::directory::find;
use crate::value::Value;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

/// How deep values may nest.
const DEEPEST: usize = 100;
/// How deep everything but filters nests.
const SHALLOW: usize = 8;
/// How many values a deeper one counts for: a few lists that hold each other twice are endless.
const DEEP_VALUE: usize = 20;
/// How many values one call may hand in.
const MOST_VALUES: usize = 24_000_000;
/// How many UTF-16 code units a text may have.
const LONGEST_TEXT: u32 = 1 << 24;
/// How many bytes of text one call may hand in.
const MOST_TEXT: usize = 1 << 30;
/// What a record with a dozen fields takes while it is read, in bytes.
const LARGE_RECORD: usize = 3_000;
/// How many bytes a file may have.
const MOST_BYTES: u32 = 1 << 30;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    fn own_keys(object: &JsValue) -> Result<js_sys::Array, JsValue>;

    // Asks the bytes themselves, whatever they say of their length. Throws for what is none.
    #[wasm_bindgen(js_namespace = ["Uint8Array", "prototype", "at"], js_name = call, catch)]
    fn byte_at(bytes: &JsValue, place: f64) -> Result<JsValue, JsValue>;

    // Throws for a revoked proxy.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call, catch)]
    fn tag(object: &JsValue) -> Result<JsValue, JsValue>;

    // Asks for the date itself, whatever its realm or its own fields.
    #[wasm_bindgen(js_namespace = ["Date", "prototype", "getTime"], js_name = call, catch)]
    fn time_of(date: &JsValue) -> Result<f64, JsValue>;
}

/// The values of one call, and the selections found in them.
#[derive(Debug, Default)]
pub struct Call {
    /// The selections, cloned; [`Value::Selection`] holds a place in here.
    pub selections: Vec<Selection>,
    values: usize,
    text: usize,
    ancestors: Vec<JsValue>,
    names: Vec<(JsValue, String)>,
}

impl Call {
    /// Reads an argument; none when it is undefined.
    pub fn optional(&mut self, value: &JsValue) -> Result<Option<Value>, JsValue> {
        if value.is_undefined() { Ok(None) } else { self.read(value).map(Some) }
    }

    /// Reads a value.
    pub fn read(&mut self, value: &JsValue) -> Result<Value, JsValue> {
        self.values += if self.ancestors.len() > SHALLOW { DEEP_VALUE } else { 1 };
        if self.values > MOST_VALUES || self.text > MOST_TEXT {
            return Err(error::too_large(
                "the input has too many values; use a tenant handle and import a file",
            ));
        }
        if let Some(text) = value.dyn_ref::<js_sys::JsString>() {
            check_text(text)?;
            return Ok(self.text(value.as_string().unwrap_or_default(), value));
        }
        if let Some(number) = value.as_f64() {
            return Ok(Value::Number(number));
        }
        if let Some(truth) = value.as_bool() {
            return Ok(Value::Bool(truth));
        }
        if value.is_null() {
            return Ok(Value::Null);
        }
        if value.is_undefined() {
            return Ok(Value::Other("undefined"));
        }
        if !value.is_object() {
            return Ok(Value::Other(match () {
                () if value.is_function() => "a function",
                () if value.is_symbol() => "a symbol",
                () if value.is_bigint() => "a BigInt",
                () => "something that is no data",
            }));
        }
        if self.ancestors.len() >= DEEPEST {
            return Ok(Value::Other("an object nested deeper than 100 levels"));
        }
        if self.ancestors.iter().any(|ancestor| ancestor == value) {
            return Ok(Value::Other("an object that contains itself"));
        }
        self.ancestors.push(value.clone());
        let read = self.object(value);
        self.ancestors.pop();
        read
    }

    fn text(&mut self, text: String, value: &JsValue) -> Value {
        self.text += text.len();
        // A lone surrogate has become U+FFFD; only then is it worth asking.
        if find(text.as_bytes(), "\u{FFFD}".as_bytes()).is_some() && !is_well_formed(value) {
            return Value::Other("a text with a lone surrogate");
        }
        Value::Text(text)
    }

    fn object(&mut self, value: &JsValue) -> Result<Value, JsValue> {
        match is_array(value) {
            Ok(true) => return self.list(value),
            Ok(false) => {}
            Err(_) => return Ok(Value::Other("an object that does not let its fields be read")),
        }
        if js_sys::ArrayBuffer::is_view(value) {
            return Ok(Value::Other("a typed array"));
        }
        let Ok(keys) = own_keys(value) else {
            return Ok(Value::Other("an object that does not let its fields be read"));
        };
        if keys.length() == 0 {
            return Ok(without_fields(value));
        }
        let mut fields = Vec::with_capacity(keys.length() as usize);
        for (place, key) in keys.iter().enumerate() {
            let name = self.name(place, &key)?;
            if name == HANDLE && keys.length() == 1 {
                return self.selection(value);
            }
            let Ok(field) = js_sys::Reflect::get(value, &key) else {
                fields.push((name, Value::Other("a field that throws when read")));
                continue;
            };
            if field.is_undefined() {
                continue;
            }
            let field = match self.text(name, &key) {
                Value::Text(name) => (name, self.read(&field)?),
                _ => {
                    ("\u{FFFD}".to_owned(), Value::Other("a field whose name has a lone surrogate"))
                }
            };
            fields.push(field);
        }
        Ok(Value::Object(fields))
    }

    /// A field's name. Most objects have the same fields in the same order, and comparing a name
    /// is quicker than reading it again.
    fn name(&mut self, place: usize, key: &JsValue) -> Result<String, JsValue> {
        if let Some((known, name)) = self.names.get(place)
            && known == key
        {
            return Ok(name.clone());
        }
        key.dyn_ref().map_or(Ok(()), check_text)?;
        let name = key.as_string().unwrap_or_default();
        self.names.truncate(place);
        if self.names.len() == place {
            self.names.push((key.clone(), name.clone()));
        }
        Ok(name)
    }

    fn list(&mut self, value: &JsValue) -> Result<Value, JsValue> {
        let Some(length) = length(value)? else {
            return Ok(Value::Other("a list that does not let its items be read"));
        };
        if length > 1_000 {
            headroom((length as usize).saturating_mul(LARGE_RECORD));
        }
        let mut items = Vec::new();
        for index in 0..length {
            items.push(match js_sys::Reflect::get_u32(value, index) {
                Ok(item) => self.read(&item)?,
                Err(_) => Value::Other("an item that throws when read"),
            });
        }
        Ok(Value::List(items))
    }

    /// A handle is consumed by the conversion, so its clone is handed over.
    fn selection(&mut self, value: &JsValue) -> Result<Value, JsValue> {
        let pointer = js_sys::Reflect::get(value, &HANDLE.into())?;
        if pointer.as_f64() == Some(0.0) {
            return Err(error::freed());
        }
        let clone = js_sys::Reflect::get(value, &"clone".into())
            .ok()
            .and_then(|clone| clone.dyn_into::<js_sys::Function>().ok())
            .and_then(|clone| clone.call0(value).ok())
            .and_then(|clone| RowSelection::try_from_js_value(clone).ok());
        Ok(match clone {
            Some(clone) => {
                self.selections.push(clone.into_selection());
                Value::Selection(self.selections.len() - 1)
            }
            None => Value::Other("a handle that is no row selection"),
        })
    }
}

/// The field in which the glue keeps a handle's pointer.
const HANDLE: &str = "__wbg_ptr";

/// How long a list says it is; none when it does not say. One too long to read is refused before
/// anything is set aside for it.
fn length(list: &JsValue) -> Result<Option<u32>, JsValue> {
    let length = js_sys::Reflect::get(list, &"length".into()).ok();
    let Some(length) = length.and_then(|length| length.as_f64()) else {
        return Ok(None);
    };
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    if length > MOST_VALUES as f64 {
        return Err(error::too_large(
            "the list has too many items; use a tenant handle and import a file",
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the length was checked"
    )]
    Ok(Some(length as u32))
}

/// The items of a list, each asked for once; none when it is no list that can be read.
pub fn items(list: &JsValue) -> Result<Option<js_sys::Array>, JsValue> {
    if !is_array(list).unwrap_or(false) {
        return Ok(None);
    }
    let Some(length) = length(list)? else {
        return Ok(None);
    };
    let items = js_sys::Array::new();
    for index in 0..length {
        items.push(&js_sys::Reflect::get_u32(list, index).unwrap_or(JsValue::UNDEFINED));
    }
    Ok(Some(items))
}

/// Refuses a text so long that the glue may find no room for it, and trap.
fn check_text(text: &js_sys::JsString) -> Result<(), JsValue> {
    if text.length() > LONGEST_TEXT {
        return Err(error::too_large("a text is longer than 16,777,216 characters; shorten it"));
    }
    Ok(())
}

fn is_well_formed(text: &JsValue) -> bool {
    text.dyn_ref::<js_sys::JsString>().is_some_and(js_sys::JsString::is_valid_utf16)
}

/// An object without own fields: a date, an empty object, or something that is no data.
fn without_fields(value: &JsValue) -> Value {
    if let Ok(millis) = time_of(value) {
        return Value::Date(millis);
    }
    if tag(value).is_ok_and(|tag| tag == JsValue::from_str("[object Object]")) {
        Value::Object(Vec::new())
    } else {
        Value::Other("an object that is no plain data")
    }
}

/// Makes the heap grow once, by about as much as a call will need, instead of page by page: each
/// step makes the browser collect its garbage, and thousands of steps take longer than the work.
pub fn headroom(bytes: usize) {
    const MOST: usize = 768 << 20;
    let mut room: Vec<u8> = Vec::new();
    // Where there is no room the work itself will find out.
    let _ = room.try_reserve_exact(bytes.min(MOST));
    std::hint::black_box(&room);
}

/// How many bytes there are; none when they are detached, forged, or lie about it.
fn true_length(bytes: &js_sys::Uint8Array) -> Option<u32> {
    let length = js_sys::Reflect::get(bytes, &"length".into()).ok()?.as_f64()?;
    let is_there = |place| Some(!byte_at(bytes, place).ok()?.is_undefined());
    let ends = !is_there(length)? && (length == 0.0 || is_there(length - 1.0)?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is the length of bytes, and more than fits is too much"
    )]
    (ends && length >= 0.0).then_some(length as u32)
}

/// The bytes of a file.
pub fn bytes(value: &JsValue) -> Result<Vec<u8>, JsValue> {
    let array = value.dyn_ref::<js_sys::Uint8Array>();
    let Some((array, length)) = array.and_then(|array| Some((array, true_length(array)?))) else {
        return Err(error::from_error(&crate::model::LicensingError::from_problems(vec![
            crate::model::Problem::input("bytes", "must be a Uint8Array that can be read"),
        ])));
    };
    if length > MOST_BYTES {
        return Err(error::too_large("the file is larger than 1 GiB; split it"));
    }
    let mut room: Vec<u8> = Vec::new();
    if room.try_reserve_exact(length as usize).is_err() {
        return Err(error::too_large("the file does not fit into memory; split it"));
    }
    // The room is there, and is taken without being cleared first.
    drop(std::hint::black_box(room));
    Ok(array.to_vec())
}
