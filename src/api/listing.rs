//! Questions about the people as a list: select, page, facets, columns, filters in words.

use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::request::{Part, read_filter, read_sort};
use super::selection::Selection;
use super::state::write_user;
use super::write;
use crate::directory::{Row, RowSet};
use crate::json::{self, Json, Object};
use crate::model::{Code, LicensingError};
use crate::query::{self, Cells, Filter, Sort};
use crate::time::Instant;
use crate::value::Value;

/// The order of a view as last asked for.
#[derive(Debug)]
pub(super) struct Order {
    revision: u64,
    at: Instant,
    view: RowSet,
    sort: Vec<Sort>,
    rows: Vec<Row>,
}

/// A row of a page.
struct Line<'a> {
    cells: Cells<'a>,
    marked: bool,
}

impl json::Write for Line<'_> {
    fn append(&self, out: &mut String) {
        Object::append(out, |object| {
            let id = self.cells.view.directory.id(self.cells.row);
            object.with("id", id).with("cells", &self.cells).with("marked", self.marked);
        });
    }
}

impl TenantHandle {
    /// The rows of a view in an order; the last order asked for is kept.
    pub(super) fn ordered(
        &mut self,
        view: &Selection,
        sort: &[Sort],
        now: Instant,
    ) -> Result<&[Row], LicensingError> {
        self.own(view)?;
        let at = self.clock.unwrap_or(now);
        // Only the status depends on the instant, and an unset clock moves all the time.
        let fresh = self.order.as_ref().is_some_and(|order| {
            order.revision == self.revision
                && (order.at == at || self.clock.is_none())
                && order.sort == sort
                && order.view == view.rows
        });
        if !fresh {
            let mut rows = self.tenant.directory().list(&view.rows);
            query::sort(&self.tenant.view(at), &mut rows, sort)
                .map_err(LicensingError::from_problems)?;
            self.order = Some(Order {
                revision: self.revision,
                at,
                view: view.rows.clone(),
                sort: sort.to_vec(),
                rows,
            });
        }
        Ok(self.order.as_ref().map_or(&[], |order| order.rows.as_slice()))
    }

    /// A page of a view: the rows asked for, the columns asked for.
    ///
    /// # Errors
    /// Malformed input; `WRONG_TENANT`.
    pub fn page(
        &mut self,
        view: &Selection,
        options: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        self.own(view)?;
        let mut reader = Reader::default();
        let path = Path::root("options");
        let options = options.unwrap_or_else(|| Value::Object(Vec::new()));
        let mut part = Part { offset: 0, limit: 100 };
        let (mut sort, mut names, mut marked) = (None, None, None);
        if let Some(mut fields) = reader.object(&path, options) {
            part = Part::read(&mut reader, &path, &mut fields);
            sort = fields.optional(&mut reader, &path, "sort", read_sort);
            names = fields.optional(&mut reader, &path, "columns", Reader::texts);
            marked =
                fields.optional(&mut reader, &path, "marked", |reader, path, value| match value {
                    Value::Selection(place) => selections.get(place),
                    other => {
                        reader.wrong(path, format!("must be a selection, not {}", other.kind()));
                        None
                    }
                });
            fields.finish(&mut reader, &path);
        }
        let at = self.clock.unwrap_or(now);
        let columns = {
            let tenant_view = self.tenant.view(at);
            let names = names.unwrap_or_else(|| {
                query::columns(&tenant_view).into_iter().map(|column| column.name).collect()
            });
            let mut columns = Vec::with_capacity(names.len());
            for (index, name) in names.iter().enumerate() {
                match query::column(name, self.tenant.directory()) {
                    Ok(column) => columns.push(column),
                    Err(message) => {
                        reader.wrong(&path.field("columns").item(index), message);
                    }
                }
            }
            columns
        };
        reader.finish(())?;
        if let Some(marked) = marked {
            self.own(marked)?;
        }
        let sort = sort.unwrap_or_default();
        let rows: Vec<Row> = if sort.is_empty() {
            self.tenant.directory().part(&view.rows, part.offset, part.limit)
        } else {
            let ordered = self.ordered(view, &sort, now)?;
            ordered.iter().skip(part.offset).take(part.limit).copied().collect()
        };
        let view = self.tenant.view(at);
        query::fetch(&columns, view.directory, &rows);
        let list = rows.into_iter().map(|row| Line {
            cells: Cells { view: &view, row, columns: &columns },
            marked: marked.is_some_and(|marked| marked.rows.contains(row)),
        });
        Ok(Object::new().with("revision", self.revision).with("rows", Json::list(list)).value())
    }

    /// How often each value of some columns occurs in a view, the most frequent `limit` of them.
    ///
    /// # Errors
    /// Malformed input; `WRONG_TENANT`; `TOO_LARGE`.
    pub fn facets(
        &self,
        view: &Selection,
        columns: Value,
        limit: Option<Value>,
        now: Instant,
    ) -> Result<Json, LicensingError> {
        self.own(view)?;
        let mut reader = Reader::default();
        let path = Path::root("columns");
        let names = reader.texts(&path, columns).unwrap_or_default();
        let columns: Vec<query::Column> = names
            .iter()
            .enumerate()
            .filter_map(|(index, name)| {
                let found = query::column(name, self.tenant.directory());
                found.map_err(|message| reader.wrong(&path.item(index), message)).ok()
            })
            .collect();
        let most = u64::from(u32::MAX);
        let limit =
            limit.map_or(Some(100), |value| reader.whole(&Path::root("limit"), value, most));
        let limit = reader.finish(limit)?.map_or(0, |limit| usize::try_from(limit).unwrap_or(0));
        let tenant_view = self.tenant.view(self.clock.unwrap_or(now));
        let mut facets = Vec::with_capacity(columns.len());
        for (name, column) in names.iter().zip(&columns) {
            let tally = query::tally(&tenant_view, column, &view.rows)?;
            let sorted = tally.sorted();
            let values = sorted.iter().take(limit).map(|&(value, count)| {
                let value = Some(value).filter(|value| !value.is_empty());
                Object::new().with("value", value).with("count", count).value()
            });
            let distinct = sorted.iter().filter(|(value, _)| !value.is_empty()).count();
            facets.push(
                Object::new()
                    .with("column", name.as_str())
                    .with("distinct", distinct)
                    .with("values", Json::list(values))
                    .value(),
            );
        }
        Ok(Json::list(facets.into_iter()))
    }

    /// Every column there is.
    pub fn columns(&self, now: Instant) -> Json {
        let view = self.tenant.view(self.clock.unwrap_or(now));
        Json::list(query::columns(&view).into_iter().map(|column| {
            Object::new()
                .with("name", column.name)
                .with("label", column.label)
                .with("type", column.kind.as_str())
                .with("distinct", column.distinct)
                .with("computed", column.computed)
                .value()
        }))
    }

    /// A filter in words, taken apart.
    ///
    /// # Errors
    /// `INVALID_INPUT` when it is no text.
    pub fn parse_filter(&self, text: Value) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let text = reader.text(&Path::root("text"), text);
        let text = reader.finish(text)?.unwrap_or_default();
        let parsed = query::parse(&text, self.tenant.directory());
        let tokens = parsed.tokens.iter().map(|token| {
            Object::new()
                .with("kind", token.kind.as_str())
                .with("from", token.from)
                .with("to", token.to)
                .value()
        });
        Ok(Object::new()
            .with("filter", parsed.filter.as_ref().map(super::filter::write))
            .with("tokens", Json::list(tokens))
            .with("problem", parsed.problem.as_ref().map(write::problem))
            .value())
    }

    /// What could come at a place of a filter in words.
    ///
    /// # Errors
    /// Malformed input; `TOO_LARGE`.
    pub fn complete(
        &self,
        text: Value,
        position: Value,
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let text = reader.text(&Path::root("text"), text);
        let most = u64::from(u32::MAX);
        let position = reader.whole(&Path::root("position"), position, most);
        let (text, position) = reader.finish((text, position))?;
        let position = position.and_then(|place| usize::try_from(place).ok()).unwrap_or(0);
        let view = self.tenant.view(self.clock.unwrap_or(now));
        let found = query::complete(&view, &text.unwrap_or_default(), position)?;
        Ok(Json::list(found.iter().map(|one| {
            Object::new()
                .with("text", one.text.as_str())
                .with("label", one.label.as_str())
                .with("from", one.from)
                .with("to", one.to)
                .with("count", one.count)
                .value()
        })))
    }

    /// One person's record; null when the id is not known.
    ///
    /// # Errors
    /// `INVALID_INPUT` when the id is no text.
    pub fn user(&self, id: Value) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let id = reader.text(&Path::root("id"), id);
        let id = reader.finish(id)?.unwrap_or_default();
        let row = self.tenant.directory().row_of(&id);
        Ok(row.map_or_else(Json::null, |row| write_user(&self.tenant, row)))
    }

    /// Everyone who meets a filter; everyone without one.
    ///
    /// # Errors
    /// Malformed input, `INVALID_FILTER`.
    pub fn select(
        &self,
        filter: Option<Value>,
        at: Option<Value>,
        now: Instant,
    ) -> Result<Selection, LicensingError> {
        let mut reader = Reader::default();
        let directory = self.tenant.directory();
        let filter = match filter {
            None | Some(Value::Null) => Some(Filter::And(Vec::new())),
            Some(value) => read_filter(&mut reader, &Path::root("filter"), value, directory),
        };
        let at = self.instant(&mut reader, at, now);
        let filter = reader.finish(filter)?.unwrap_or_else(|| Filter::And(Vec::new()));
        let rows = query::select(&filter, &self.seen(at).view(at))
            .map_err(LicensingError::from_problems)?;
        Ok(Selection { tenant: self.id, rows })
    }

    fn own(&self, view: &Selection) -> Result<(), LicensingError> {
        if view.tenant == self.id {
            return Ok(());
        }
        Err(LicensingError::new(
            Code::WrongTenant,
            "the selection is of another tenant; select again in this one",
        ))
    }
}
