//! The neutral tree into JavaScript: plain objects, `null` for nothing, never `undefined`.

use super::error;
use crate::directory::Interner;
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
    Writer::default().write(tree)
}

/// Field names are made once a call: most objects of an answer have the same.
#[derive(Default)]
struct Writer {
    names: Interner,
    keys: Vec<JsValue>,
}

impl Writer {
    fn key(&mut self, name: &str) -> JsValue {
        match self.names.insert(name) {
            Ok((_, true)) => {
                let key = JsValue::from_str(name);
                self.keys.push(key.clone());
                key
            }
            Ok((number, false)) => self.keys.get(number).cloned().unwrap_or_default(),
            Err(_) => JsValue::from_str(name),
        }
    }

    fn write(&mut self, tree: &Value) -> JsValue {
        match tree {
            Value::Null | Value::Selection(_) | Value::Other(_) => JsValue::NULL,
            Value::Bool(truth) => (*truth).into(),
            Value::Number(number) | Value::Date(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
            Value::Bytes(bytes) => js_sys::Uint8Array::from(bytes.as_slice()).into(),
            Value::List(items) => {
                let list = js_sys::Array::new();
                for item in items {
                    list.push(&self.write(item));
                }
                list.into()
            }
            Value::Object(fields) => {
                let object = js_sys::Object::new();
                for (name, field) in fields {
                    let field = self.write(field);
                    set(&object, name, &self.key(name), &field);
                }
                object.into()
            }
        }
    }
}

fn set(object: &js_sys::Object, name: &str, key: &JsValue, field: &JsValue) {
    // Setting `__proto__` would change the object's kind instead of giving it a field.
    if name == "__proto__" {
        let descriptor = js_sys::Object::new();
        for (name, value) in [
            ("value", field),
            ("enumerable", &JsValue::TRUE),
            ("writable", &JsValue::TRUE),
            ("configurable", &JsValue::TRUE),
        ] {
            let _ = js_sys::Reflect::set(&descriptor, &name.into(), value);
        }
        js_sys::Object::define_property(object, key, &descriptor);
        return;
    }
    // Setting a field of an object just made cannot fail.
    let _ = js_sys::Reflect::set(object, key, field);
}
