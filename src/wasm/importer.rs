//! The class `Importer`.

use super::read::{self, Call};
use super::tenant::Tenant;
use super::{error, now, write};
use crate::api::{ImporterHandle, Refusal};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[derive(Debug)]
#[wasm_bindgen]
pub struct Importer {
    tenant: Tenant,
    /// None once it was finished.
    handle: RefCell<Option<ImporterHandle>>,
}

impl Importer {
    pub(super) fn new(tenant: Tenant, options: &JsValue) -> Result<Self, JsValue> {
        let options = Call::default().optional(options)?;
        let handle = ImporterHandle::new(&*tenant.borrow()?, options, now());
        let handle = handle.map_err(|found| error::from_error(&found))?;
        Ok(Self { tenant, handle: RefCell::new(Some(handle)) })
    }
}

#[wasm_bindgen]
impl Importer {
    pub fn push(&self, chunk: &JsValue) -> Result<JsValue, JsValue> {
        let chunk = read::bytes(chunk)?;
        let mut handle = self.handle.try_borrow_mut().map_err(|_| error::busy())?;
        let handle = handle.as_mut().ok_or_else(error::freed)?;
        write::answer(handle.push(&*self.tenant.borrow()?, &chunk))
    }

    pub fn finish(&self) -> Result<JsValue, JsValue> {
        let handle = self.handle.try_borrow_mut().map_err(|_| error::busy())?.take();
        let handle = handle.ok_or_else(error::freed)?;
        let report = handle.finish(&mut *self.tenant.borrow_mut()?);
        self.tenant.receipt(report.map_err(Refusal::Error))
    }
}
