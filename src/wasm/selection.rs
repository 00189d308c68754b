//! The class `RowSelection`.

use super::error;
use super::read::Call;
use super::write;
use super::{now, required};
use crate::api::{Selection, TenantHandle};
use crate::model::{LicensingError, Problem};
use crate::value::Value;
use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[derive(Debug)]
#[wasm_bindgen]
pub struct RowSelection {
    tenant: Rc<RefCell<TenantHandle>>,
    selection: RefCell<Selection>,
}

/// Reads an argument that must be a selection.
pub fn argument(value: &JsValue, name: &str) -> Result<Selection, JsValue> {
    let mut call = Call::default();
    let value = call.read(value)?;
    match (&value, call.selections.pop()) {
        (Value::Selection(_), Some(selection)) => Ok(selection),
        _ => Err(error::from_error(&LicensingError::from_problems(vec![Problem::input(
            name,
            format!("must be a RowSelection, not {}", value.kind()),
        )]))),
    }
}

impl RowSelection {
    pub(super) fn new(tenant: Rc<RefCell<TenantHandle>>, selection: Selection) -> Self {
        Self { tenant, selection: RefCell::new(selection) }
    }

    pub(super) fn into_selection(self) -> Selection {
        self.selection.into_inner()
    }

    fn borrow(&self) -> Result<Ref<'_, Selection>, JsValue> {
        self.selection.try_borrow().map_err(|_| error::busy())
    }

    fn borrow_mut(&self) -> Result<RefMut<'_, Selection>, JsValue> {
        self.selection.try_borrow_mut().map_err(|_| error::busy())
    }

    fn tenant(&self) -> Result<Ref<'_, TenantHandle>, JsValue> {
        self.tenant.try_borrow().map_err(|_| error::busy())
    }

    fn combined(
        &self,
        other: &JsValue,
        combine: impl FnOnce(&mut Selection, &Selection) -> Result<(), LicensingError>,
    ) -> Result<RowSelection, JsValue> {
        let other = argument(other, "other")?;
        let mut result = self.borrow()?.clone();
        combine(&mut result, &other).map_err(|found| error::from_error(&found))?;
        Ok(Self::new(Rc::clone(&self.tenant), result))
    }

    fn change(&self, ids: &JsValue, on: bool) -> Result<(), JsValue> {
        let ids = Call::default().optional(ids)?;
        let tenant = self.tenant()?;
        let mut selection = self.borrow_mut()?;
        selection.change(&tenant, required(ids), on).map_err(|found| error::from_error(&found))
    }
}

#[wasm_bindgen]
impl RowSelection {
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> Result<f64, JsValue> {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let count = self.borrow()?.rows.count() as f64;
        Ok(count)
    }

    pub fn has(&self, id: &JsValue) -> Result<bool, JsValue> {
        let id = Call::default().optional(id)?;
        let found = self.borrow()?.has(&*self.tenant()?, required(id));
        found.map_err(|found| error::from_error(&found))
    }

    pub fn ids(&self, offset: &JsValue, limit: &JsValue) -> Result<JsValue, JsValue> {
        let mut call = Call::default();
        let (offset, limit) = (call.optional(offset)?, call.optional(limit)?);
        let ids = self.borrow()?.ids(&*self.tenant()?, offset, limit);
        write::answer(ids)
    }

    pub fn add(&self, ids: &JsValue) -> Result<(), JsValue> {
        self.change(ids, true)
    }

    pub fn remove(&self, ids: &JsValue) -> Result<(), JsValue> {
        self.change(ids, false)
    }

    pub fn invert(&self, within: &JsValue) -> Result<(), JsValue> {
        let within = argument(within, "within")?;
        self.borrow_mut()?.invert(&within).map_err(|found| error::from_error(&found))
    }

    pub fn range(
        &self,
        view: &JsValue,
        from: &JsValue,
        to: &JsValue,
        on: &JsValue,
        sort: &JsValue,
    ) -> Result<(), JsValue> {
        let view = argument(view, "view")?;
        let mut call = Call::default();
        let mut range = [const { Value::Null }; 4];
        for (place, argument) in range.iter_mut().zip([from, to, on]) {
            *place = required(call.optional(argument)?);
        }
        let [.., order] = &mut range;
        *order = call.optional(sort)?.unwrap_or(Value::List(Vec::new()));
        let mut tenant = self.tenant.try_borrow_mut().map_err(|_| error::busy())?;
        let mut selection = self.borrow_mut()?;
        selection.range(&mut tenant, &view, range, now()).map_err(|found| error::from_error(&found))
    }

    pub fn and(&self, other: &JsValue) -> Result<RowSelection, JsValue> {
        self.combined(other, Selection::and)
    }

    pub fn or(&self, other: &JsValue) -> Result<RowSelection, JsValue> {
        self.combined(other, Selection::or)
    }

    pub fn minus(&self, other: &JsValue) -> Result<RowSelection, JsValue> {
        self.combined(other, Selection::minus)
    }

    #[wasm_bindgen(js_name = clone)]
    pub fn copy(&self) -> Result<RowSelection, JsValue> {
        let copy = self.borrow()?.clone();
        Ok(Self::new(Rc::clone(&self.tenant), copy))
    }
}
