//! The class `Tenant`.

use super::bytes::Bytes;
use super::error;
use super::importer::Importer;
use super::read::{self, Call};
use super::selection::{RowSelection, argument};
use super::write;
use super::{now, required};
use crate::api::{self, Refusal, TenantHandle};
use crate::exchange::snapshot::{Sink, Source};
use crate::json::{Json, Object};
use crate::model::{LicensingError, Problem};
use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

#[derive(Debug)]
#[wasm_bindgen]
pub struct Tenant {
    handle: Rc<RefCell<TenantHandle>>,
}

impl Tenant {
    pub(super) fn borrow(&self) -> Result<Ref<'_, TenantHandle>, JsValue> {
        self.handle.try_borrow().map_err(|_| error::busy())
    }

    pub(super) fn borrow_mut(&self) -> Result<RefMut<'_, TenantHandle>, JsValue> {
        self.handle.try_borrow_mut().map_err(|_| error::busy())
    }

    /// The answer of a change, with its operation.
    pub(super) fn receipt(&self, done: Result<Json, Refusal>) -> Result<JsValue, JsValue> {
        let answer = done.map_err(error::from_refusal).and_then(|done| write::value(&done))?;
        if let Some(operation) = self.borrow_mut()?.take_operation() {
            let mut bytes = Bytes::zero(operation.len())?;
            bytes.put(0, &operation);
            js_sys::Reflect::set(&answer, &"operation".into(), &bytes.into_array())?;
        }
        Ok(answer)
    }
}

#[wasm_bindgen]
impl Tenant {
    #[wasm_bindgen(constructor)]
    pub fn new(state: &JsValue) -> Result<Tenant, JsValue> {
        let state = Call::default().optional(state)?;
        let handle = TenantHandle::new(state).map_err(|found| error::from_error(&found))?;
        Ok(Self { handle: Rc::new(RefCell::new(handle)) })
    }

    #[wasm_bindgen(getter)]
    pub fn clock(&self) -> Result<JsValue, JsValue> {
        let clock = self.borrow()?.clock();
        Ok(clock.map_or(JsValue::NULL, |clock| clock.to_string().into()))
    }

    #[wasm_bindgen(getter)]
    pub fn revision(&self) -> Result<f64, JsValue> {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let revision = self.borrow()?.revision() as f64;
        Ok(revision)
    }

    pub fn contract(&self) -> Result<JsValue, JsValue> {
        let contract = self.borrow()?.contract();
        write::value(&contract)
    }

    pub fn state(&self) -> Result<JsValue, JsValue> {
        let state = self.borrow()?.state();
        write::value(&state)
    }

    pub fn sniff(bytes: &JsValue) -> Result<JsValue, JsValue> {
        let bytes = read::bytes(bytes)?;
        write::answer(api::sniff(&bytes))
    }

    pub fn import(&self, bytes: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = Call::default().optional(options)?;
        let file = Bytes::of(bytes, "bytes")?;
        read::headroom(file.size().saturating_mul(2));
        let report = self.borrow_mut()?.import(&file, options, now());
        self.receipt(report.map_err(Refusal::Error))
    }

    pub fn importer(&self, options: &JsValue) -> Result<Importer, JsValue> {
        Importer::new(Self { handle: Rc::clone(&self.handle) }, options)
    }

    pub fn export(&self, kind: &JsValue, options: &JsValue) -> Result<js_sys::Uint8Array, JsValue> {
        let mut call = Call::default();
        let (kind, options) = (required(call.optional(kind)?), call.optional(options)?);
        let text = self.borrow()?.export(kind, options, &call.selections, now());
        let text = text.map_err(error::from_refusal)?;
        Ok(js_sys::Uint8Array::from(text.as_bytes()))
    }

    pub fn configure(&self, change: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (change, at) = (required(call.optional(change)?), call.optional(at)?);
        let done = self.borrow_mut()?.configure(change, at, now());
        self.receipt(done)
    }

    pub fn select(&self, filter: &JsValue, at: &JsValue) -> Result<RowSelection, JsValue> {
        let mut call = Call::default();
        let (filter, at) = (call.optional(filter)?, call.optional(at)?);
        let selection = self.borrow()?.select(filter, at, now());
        let selection = selection.map_err(|found| error::from_error(&found))?;
        Ok(RowSelection::new(Rc::clone(&self.handle), selection))
    }

    pub fn page(&self, view: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let view = argument(view, "view")?;
        let mut call = Call::default();
        let options = call.optional(options)?;
        let page = self.borrow_mut()?.page(&view, options, &call.selections, now());
        write::answer(page)
    }

    pub fn facets(
        &self,
        view: &JsValue,
        columns: &JsValue,
        limit: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let view = argument(view, "view")?;
        let mut call = Call::default();
        let (columns, limit) = (required(call.optional(columns)?), call.optional(limit)?);
        let facets = self.borrow()?.facets(&view, columns, limit, now());
        write::answer(facets)
    }

    pub fn columns(&self) -> Result<JsValue, JsValue> {
        let columns = self.borrow()?.columns(now());
        write::value(&columns)
    }

    #[wasm_bindgen(js_name = parseFilter)]
    pub fn parse_filter(&self, text: &JsValue) -> Result<JsValue, JsValue> {
        let text = required(Call::default().optional(text)?);
        let parsed = self.borrow()?.parse_filter(text);
        write::answer(parsed)
    }

    pub fn complete(&self, text: &JsValue, position: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (text, position) = (required(call.optional(text)?), required(call.optional(position)?));
        let found = self.borrow()?.complete(text, position, now());
        write::answer(found)
    }

    pub fn user(&self, id: &JsValue) -> Result<JsValue, JsValue> {
        let id = required(Call::default().optional(id)?);
        let user = self.borrow()?.user(id);
        write::answer(user)
    }

    pub fn pools(&self, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = Call::default().optional(at)?;
        let pools = self.borrow()?.pools(at, now());
        write::answer(pools)
    }

    pub fn validate(&self, request: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (request, at) = (required(call.optional(request)?), call.optional(at)?);
        let report = self.borrow()?.validate(request, at, &call.selections, now());
        write::answer(report)
    }

    pub fn preview(&self, request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (request, options) = (required(call.optional(request)?), call.optional(options)?);
        let preview = self.borrow()?.preview(request, options, &call.selections, now());
        write::answer(preview)
    }

    pub fn apply(&self, command: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (command, at) = (required(call.optional(command)?), call.optional(at)?);
        let done = self.borrow_mut()?.apply(command, at, &call.selections, now());
        self.receipt(done)
    }

    #[wasm_bindgen(js_name = applyRemedy)]
    pub fn apply_remedy(
        &self,
        request: &JsValue,
        kind: &JsValue,
        at: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let request = required(call.optional(request)?);
        let kind = required(call.optional(kind)?);
        let at = call.optional(at)?;
        let done = self.borrow_mut()?.apply_remedy(request, kind, at, &call.selections, now());
        self.receipt(done)
    }

    pub fn snapshot(&self) -> Result<js_sys::Uint8Array, JsValue> {
        let handle = self.borrow()?;
        let stored = handle.snapshot().map_err(|found| error::from_error(&found))?;
        let mut bytes = Bytes::zero(stored.size())?;
        stored.write(&mut bytes).map_err(|no_room| error::from_error(&no_room.into()))?;
        Ok(bytes.into_array())
    }

    #[wasm_bindgen(js_name = fromSnapshot)]
    pub fn from_snapshot(bytes: &JsValue) -> Result<Tenant, JsValue> {
        let bytes = Bytes::of(bytes, "bytes")?;
        // The columns, one of them once more while it is read, and the index of the ids.
        read::headroom(bytes.size().saturating_mul(3) / 2);
        let handle = TenantHandle::from_snapshot(&bytes);
        let handle = handle.map_err(|found| error::from_error(&found))?;
        Ok(Self { handle: Rc::new(RefCell::new(handle)) })
    }

    pub fn replay(&self, operations: &JsValue) -> Result<(), JsValue> {
        let Some(items) = read::items(operations)? else {
            let problem = Problem::input("operations", "must be a list of Uint8Arrays");
            return Err(error::from_error(&LicensingError::from_problems(vec![problem])));
        };
        let mut read = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let source = Bytes::of(&item, &format!("operations[{place}]"))?;
            let mut bytes = Vec::new();
            if bytes.try_reserve_exact(source.size()).is_err() {
                return Err(error::too_large("the operations do not fit into memory"));
            }
            bytes.resize(source.size(), 0);
            source.copy(0, &mut bytes);
            read.push(bytes);
        }
        let done = self.borrow_mut()?.replay(&read);
        done.map_err(|found| error::from_error(&found))
    }

    pub fn memory(&self) -> Result<JsValue, JsValue> {
        const PAGE: usize = 1 << 16;
        let used = self.borrow()?.used_bytes();
        let reserved = core::arch::wasm32::memory_size(0).saturating_mul(PAGE);
        write::value(&Object::new().with("used", used).with("reserved", reserved).value())
    }

    pub fn advance(&self, at: &JsValue) -> Result<JsValue, JsValue> {
        let at = required(Call::default().optional(at)?);
        let done = self.borrow_mut()?.advance(at);
        self.receipt(done.map_err(Refusal::Error))
    }

    pub fn undo(&self) -> Result<JsValue, JsValue> {
        let done = self.borrow_mut()?.undo();
        self.receipt(Ok(done))
    }

    pub fn redo(&self) -> Result<JsValue, JsValue> {
        let done = self.borrow_mut()?.redo();
        self.receipt(Ok(done))
    }

    pub fn history(&self, offset: &JsValue, limit: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (offset, limit) = (call.optional(offset)?, call.optional(limit)?);
        let entries = self.borrow()?.history(offset, limit);
        write::answer(entries)
    }

    pub fn occurrences(
        &self,
        entry: &JsValue,
        offset: &JsValue,
        limit: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let entry = required(call.optional(entry)?);
        let (offset, limit) = (call.optional(offset)?, call.optional(limit)?);
        let occurrences = self.borrow()?.occurrences(entry, offset, limit);
        write::answer(occurrences)
    }

    pub fn fork(&self) -> Result<Tenant, JsValue> {
        let fork = self.borrow()?.fork();
        Ok(Self { handle: Rc::new(RefCell::new(fork)) })
    }

    pub fn compare(&self, other: &JsValue, at: &JsValue) -> Result<JsValue, JsValue> {
        let other = another(other)?;
        let at = Call::default().optional(at)?;
        let other = other.borrow()?;
        let comparison = self.borrow()?.compare(&other, at, now());
        write::answer(comparison)
    }

    pub fn timeline(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let options = required(call.optional(options)?);
        let timeline = self.borrow()?.timeline(options, &call.selections, now());
        write::answer(timeline)
    }

    pub fn advise(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let options = required(call.optional(options)?);
        let advice = self.borrow()?.advise(options, &call.selections, now());
        write::answer(advice)
    }
}

/// Reads an argument that must be a tenant: a fork of it, because the glue takes what it is given.
fn another(value: &JsValue) -> Result<Tenant, JsValue> {
    let fork = js_sys::Reflect::get(value, &"fork".into()).ok();
    let fork = fork.and_then(|fork| fork.dyn_into::<js_sys::Function>().ok());
    let forked = fork.map(|fork| fork.call0(value)).transpose()?;
    forked.and_then(|forked| Tenant::try_from_js_value(forked).ok()).ok_or_else(|| {
        error::from_error(&LicensingError::from_problems(vec![Problem::input(
            "other",
            "must be a Tenant",
        )]))
    })
}
