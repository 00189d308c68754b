//! Bytes of JavaScript that are read and written where they are, without a copy in between.

use super::error;
use crate::exchange::snapshot::{Sink, Source};
use crate::model::{Code, LicensingError, Problem};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Asks the bytes themselves, whatever somebody put on them. Throws for what is none.
    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    fn field(prototype: &JsValue, name: &str, of: &JsValue) -> Result<JsValue, JsValue>;

    // Throws where there is no memory.
    #[wasm_bindgen(js_namespace = Reflect, js_name = construct, catch)]
    fn construct(class: &JsValue, given: &js_sys::Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_name = Uint8Array)]
    static CLASS: JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = Uint8Array, js_name = prototype)]
    static PROTOTYPE: JsValue;
}

/// Plain bytes: nobody has put anything on them, and they are as long as they say.
#[derive(Debug)]
pub struct Bytes {
    array: js_sys::Uint8Array,
    len: u32,
}

fn plain(given: &[JsValue]) -> Option<js_sys::Uint8Array> {
    let given: js_sys::Array = given.iter().collect();
    CLASS.with(|class| construct(class, &given)).ok().map(JsCast::unchecked_into)
}

impl Bytes {
    /// The bytes of an argument, in plain form.
    pub fn of(value: &JsValue, name: &str) -> Result<Self, JsValue> {
        let field = |name| PROTOTYPE.with(|prototype| field(prototype, name, value)).ok();
        let found = value.dyn_ref::<js_sys::Uint8Array>().and_then(|_| {
            let length = field("length")?.as_f64()?;
            let given = [field("buffer")?, field("byteOffset")?, length.into()];
            Some((plain(&given)?, length))
        });
        let Some((array, length)) = found else {
            let problem = Problem::input(name, "must be a Uint8Array that can be read");
            return Err(error::from_error(&LicensingError::from_problems(vec![problem])));
        };
        if length > f64::from(u32::MAX) {
            return Err(error::too_large("the bytes are more than 4 GiB; no engine can read them"));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length, and not above 2^32"
        )]
        Ok(Self { array, len: length as u32 })
    }

    /// New bytes, all zero.
    pub fn zero(len: usize) -> Result<Self, JsValue> {
        let len = u32::try_from(len);
        let array = len.ok().and_then(|len| Some((plain(&[len.into()])?, len)));
        array.map(|(array, len)| Self { array, len }).ok_or_else(|| {
            error::from_error(&LicensingError::new(
                Code::OutOfMemory,
                "there is no memory for so many bytes; free what is not needed any more",
            ))
        })
    }

    /// They as JavaScript knows them.
    pub fn into_array(self) -> js_sys::Uint8Array {
        self.array
    }

    fn part(&self, at: usize, len: usize) -> js_sys::Uint8Array {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.array.subarray(place(at), place(at.saturating_add(len)))
    }
}

impl Source for Bytes {
    fn size(&self) -> usize {
        self.len as usize
    }

    fn copy(&self, at: usize, to: &mut [u8]) {
        self.part(at, to.len()).copy_to(to);
    }
}

impl Sink for Bytes {
    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.part(at, bytes.len()).copy_from(bytes);
    }
}
