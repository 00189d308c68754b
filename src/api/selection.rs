//! A set of people chosen from one tenant.

use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::request::read_sort;
use crate::directory::RowSet;
use crate::json::Json;
use crate::model::{Code, LicensingError};
use crate::time::Instant;
use crate::value::Value;

/// People of a tenant, by row: they stay chosen over imports and changes.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Whose people they are.
    pub tenant: u64,
    /// Their rows.
    pub rows: RowSet,
}

impl Selection {
    /// The rows of the other selection, which must be of the same tenant.
    fn rows_of<'a>(&mut self, other: &'a Self) -> Result<&'a RowSet, LicensingError> {
        if self.tenant != other.tenant {
            return Err(LicensingError::new(
                Code::WrongTenant,
                "the selections are of different tenants; select again in this one",
            ));
        }
        self.rows.grow(other.rows.len());
        Ok(&other.rows)
    }

    /// Keeps who is in both.
    ///
    /// # Errors
    /// `WRONG_TENANT`.
    pub fn and(&mut self, other: &Self) -> Result<(), LicensingError> {
        let rows = self.rows_of(other)?;
        self.rows.and(rows);
        Ok(())
    }

    /// Adds who is in the other.
    ///
    /// # Errors
    /// `WRONG_TENANT`.
    pub fn or(&mut self, other: &Self) -> Result<(), LicensingError> {
        let rows = self.rows_of(other)?;
        self.rows.or(rows);
        Ok(())
    }

    /// Takes out who is in the other.
    ///
    /// # Errors
    /// `WRONG_TENANT`.
    pub fn minus(&mut self, other: &Self) -> Result<(), LicensingError> {
        let rows = self.rows_of(other)?;
        self.rows.minus(rows);
        Ok(())
    }

    /// Turns everyone within the other round: who was chosen is not, who was not is.
    ///
    /// # Errors
    /// `WRONG_TENANT`.
    pub fn invert(&mut self, within: &Self) -> Result<(), LicensingError> {
        let rows = self.rows_of(within)?;
        let mut chosen = rows.clone();
        chosen.minus(&self.rows);
        self.rows.minus(rows);
        self.rows.or(&chosen);
        Ok(())
    }

    /// Whether somebody is chosen; an unknown id is not.
    ///
    /// # Errors
    /// `INVALID_INPUT` when the id is no text.
    pub fn has(&self, tenant: &TenantHandle, id: Value) -> Result<bool, LicensingError> {
        let mut reader = Reader::default();
        let id = reader.text(&Path::root("id"), id);
        let id = reader.finish(id)?.unwrap_or_default();
        let row = tenant.tenant().directory().row_of(&id);
        Ok(row.is_some_and(|row| self.rows.contains(row)))
    }

    /// The ids chosen, in the order of the tenant: from `offset` (0), at most `limit` (100).
    ///
    /// # Errors
    /// `INVALID_INPUT` for malformed places.
    pub fn ids(
        &self,
        tenant: &TenantHandle,
        offset: Option<Value>,
        limit: Option<Value>,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let mut size = |name, value: Option<Value>, default| {
            let value =
                value.and_then(|value| reader.whole(&Path::root(name), value, u64::from(u32::MAX)));
            value.and_then(|value| usize::try_from(value).ok()).unwrap_or(default)
        };
        let (offset, limit) = (size("offset", offset, 0), size("limit", limit, 100));
        reader.finish(())?;
        let directory = tenant.tenant().directory();
        let rows = directory.part(&self.rows, offset, limit);
        Ok(Json::list(rows.into_iter().map(|row| directory.id(row))))
    }

    /// Adds or removes ids; those the tenant does not know are passed over.
    ///
    /// # Errors
    /// `INVALID_INPUT` when they are no list of texts.
    pub fn change(
        &mut self,
        tenant: &TenantHandle,
        ids: Value,
        on: bool,
    ) -> Result<(), LicensingError> {
        let mut reader = Reader::default();
        let path = Path::root("ids");
        let ids = reader.texts(&path, ids);
        let ids = reader.finish(ids)?.unwrap_or_default();
        let directory = tenant.tenant().directory();
        self.rows.grow(directory.len());
        for row in ids.iter().filter_map(|id| directory.row_of(id)) {
            if on {
                self.rows.insert(row);
            } else {
                self.rows.remove(row);
            }
        }
        Ok(())
    }

    /// Adds or removes the rows `from` to `to` (excluded) of a view in an order.
    ///
    /// # Errors
    /// `WRONG_TENANT`; `INVALID_INPUT` for malformed places or an unknown sort column.
    pub fn range(
        &mut self,
        tenant: &mut TenantHandle,
        view: &Self,
        range: [Value; 4],
        now: Instant,
    ) -> Result<(), LicensingError> {
        self.rows_of(view)?;
        let [from, to, on, sort] = range;
        let mut reader = Reader::default();
        let most = u64::from(u32::MAX);
        let from = reader.whole(&Path::root("from"), from, most);
        let to = reader.whole(&Path::root("to"), to, most);
        let on = reader.boolean(&Path::root("on"), on);
        let sort = match sort {
            Value::Null => None,
            sort => read_sort(&mut reader, &Path::root("sort"), sort),
        };
        let (from, to, on) = reader.finish((from, to, on))?;
        let (Some(from), Some(to), Some(on)) = (from, to, on) else {
            return Ok(());
        };
        let size = |number| usize::try_from(number).unwrap_or(usize::MAX);
        let rows = tenant.ordered(view, &sort.unwrap_or_default(), now)?;
        for &row in rows.iter().take(size(to)).skip(size(from)) {
            if on {
                self.rows.insert(row);
            } else {
                self.rows.remove(row);
            }
        }
        Ok(())
    }
}
