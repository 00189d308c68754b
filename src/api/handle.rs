//! The tenant handle: a tenant, its clock, and every question and command to it.

use super::answer::{self, NAMED_CANDIDATES, Outcomes};
use super::read::{Path, Reader};
use super::request::{
    Command, Context, Part, read_commands, read_filter, read_remedy, read_request, read_sort,
};
use super::selection::Selection;
use super::state::{read_contract, read_state, write_state, write_user};
use super::write;
use crate::directory::{Row, RowSet, sort_rows};
use crate::json::{Json, Object};
use crate::licensing::{self, Applied, Change, Report, Tenant};
use crate::model::{Code, LicensingError};
use crate::query::{self, Filter, Sort};
use crate::retention::{Condition, Status};
use crate::time::Instant;
use crate::value::Value;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// A tenant that remembers the time: its clock only moves forward.
#[derive(Debug)]
pub struct TenantHandle {
    id: u64,
    tenant: Tenant,
    clock: Option<Instant>,
    revision: u64,
    order: Option<Order>,
}

/// The order of a view as last asked for.
#[derive(Debug)]
struct Order {
    revision: u64,
    at: Instant,
    view: RowSet,
    sort: Vec<Sort>,
    rows: Vec<Row>,
}

/// What refuses a call: malformed input, or a report.
#[derive(Debug)]
pub enum Refusal {
    /// Malformed input or misuse.
    Error(LicensingError),
    /// A command that was decided against, with its report.
    Report(Code, Json, String),
}

impl From<LicensingError> for Refusal {
    fn from(error: LicensingError) -> Self {
        Self::Error(error)
    }
}

impl TenantHandle {
    /// A tenant of a state; without one it is empty.
    ///
    /// # Errors
    /// `INVALID_INPUT` with every problem; `TOO_LARGE`.
    pub fn new(state: Option<Value>) -> Result<Self, LicensingError> {
        let (tenant, clock) = match state {
            Some(state) => read_state(state)?,
            None => (Tenant::default(), None),
        };
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        Ok(Self { id, tenant, clock, revision: 0, order: None })
    }

    /// The tenant itself.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// The instant of the last command, or the state's.
    pub fn clock(&self) -> Option<Instant> {
        self.clock
    }

    /// A number that changes with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    fn context<'a>(&'a self, selections: &'a [Selection]) -> Context<'a> {
        Context { directory: self.tenant.directory(), tenant: Some(self.id), selections }
    }

    /// The instant of a call: given, else the clock, else now.
    fn instant(&self, reader: &mut Reader, at: Option<Value>, now: Instant) -> Instant {
        let default = self.clock.unwrap_or(now);
        at.and_then(|value| reader.at(&Path::root("at"), value)).unwrap_or(default)
    }

    /// Puts another tenant in this one's place, as an import does.
    pub(super) fn replace(&mut self, tenant: Tenant, at: Instant) {
        self.tenant = tenant;
        self.clock = Some(at);
        self.revision += 1;
    }

    /// Time only moves forward.
    pub(super) fn forward(&self, at: Instant) -> Result<(), LicensingError> {
        match self.clock {
            Some(clock) if at < clock => Err(LicensingError::new(
                Code::OutOfOrder,
                format!("{at} is before the tenant's clock, {clock}; give a later `at`"),
            )),
            _ => Ok(()),
        }
    }

    /// The purges that come due after the clock, until an instant, in their order.
    fn purges_until(&self, at: Instant) -> Vec<(Instant, Row)> {
        let Some(clock) = self.clock else {
            return Vec::new();
        };
        let directory = self.tenant.directory();
        let due = |row| {
            let holding = self.tenant.holdings().get(row);
            let before = Condition::of(&holding, &self.tenant.policy, clock);
            before.purge_at.filter(|&due| before.status == Status::Grace && due <= at)
        };
        let mut rows: Vec<Row> = directory.rows().filter(|&row| due(row).is_some()).collect();
        sort_rows(&mut rows, &mut |a, b| {
            due(a).cmp(&due(b)).then_with(|| directory.id(a).cmp(directory.id(b)))
        });
        rows.into_iter().filter_map(|row| Some((due(row)?, row))).collect()
    }

    /// Carries out a change whole, or not at all.
    fn commit(
        &mut self,
        at: Instant,
        change: impl FnOnce(&mut Tenant) -> Result<Change, LicensingError>,
    ) -> Result<Json, Refusal> {
        self.forward(at)?;
        let purges = self.purges_until(at);
        let done = self.tenant.atomically(|tenant| match change(tenant) {
            Ok(Ok(applied)) => Ok(applied),
            Ok(Err(report)) => Err(Ok(report)),
            Err(error) => Err(Err(error)),
        });
        match done {
            Ok((applied, _)) => {
                self.clock = Some(at);
                self.revision += 1;
                Ok(answer::receipt(&self.tenant, &applied, at, self.revision, &purges))
            }
            Err(Ok(report)) => Err(self.refusal(&report)),
            Err(Err(error)) => Err(error.into()),
        }
    }

    fn refusal(&self, report: &Report) -> Refusal {
        let code = match report.errors.first() {
            Some(licensing::Finding::Problem(problem)) => problem.code,
            Some(licensing::Finding::Shortage(_)) | None => Code::InsufficientLicenses,
        };
        let details = answer::report(&self.tenant, report, NAMED_CANDIDATES);
        Refusal::Report(code, details, report.summary.message.clone())
    }

    /// Applies a command or a list of them: one entry, whole or not at all.
    ///
    /// # Errors
    /// A refusal with its report; `OUT_OF_ORDER`; malformed input.
    pub fn apply(
        &mut self,
        command: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let commands = read_commands(&mut reader, command, self.context(selections));
        let at = self.instant(&mut reader, at, now);
        let commands = reader.finish(commands)?.unwrap_or_default();
        self.commit(at, |draft| {
            let mut total: Option<Applied> = None;
            for command in &commands {
                let applied = match command {
                    Command::Request(request) => licensing::apply(draft, request, at)?,
                    Command::Purchase(bought) => licensing::purchase(draft, *bought, at),
                };
                match applied {
                    Ok(applied) => total = Some(joined(total, applied)?),
                    Err(report) => return Ok(Err(report)),
                }
            }
            Ok(Ok(total.unwrap_or_else(|| Applied::nothing(draft))))
        })
    }

    /// Takes a remedy and grants the request: one entry.
    ///
    /// # Errors
    /// A refusal with its report; `REMEDY_NOT_OFFERED`; `OUT_OF_ORDER`; malformed input.
    pub fn apply_remedy(
        &mut self,
        request: Value,
        kind: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = read_request(&mut reader, &Path::root("request"), request, context);
        let kind = read_remedy(&mut reader, kind);
        let at = self.instant(&mut reader, at, now);
        let (Some(request), Some(kind)) = reader.finish((request, kind))? else {
            return Err(LicensingError::from_problems(Vec::new()).into());
        };
        self.commit(at, |draft| licensing::apply_remedy(draft, &request, kind, at))
    }

    /// Corrects account, counts, prices or policy.
    ///
    /// # Errors
    /// Malformed input; `OUT_OF_ORDER`.
    pub fn configure(
        &mut self,
        change: Value,
        at: Option<Value>,
        now: Instant,
    ) -> Result<Json, Refusal> {
        let mut reader = Reader::default();
        let path = Path::root("");
        let mut configuration = licensing::Configuration::default();
        if let Some(mut fields) = reader.object(&Path::root("change"), change) {
            let policy = &self.tenant.policy;
            configuration = read_contract(&mut reader, &path, &mut fields, policy, false);
            fields.finish(&mut reader, &path);
        }
        let at = self.instant(&mut reader, at, now);
        let configuration = reader.finish(configuration)?;
        self.commit(at, |draft| Ok(Ok(licensing::configure(draft, configuration, at))))
    }

    /// What a request would do.
    ///
    /// # Errors
    /// Malformed input.
    pub fn validate(
        &self,
        request: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = read_request(&mut reader, &Path::root("request"), request, context);
        let at = self.instant(&mut reader, at, now);
        let Some(request) = reader.finish(request)? else {
            return Ok(Json::null());
        };
        let decision = licensing::decide(&self.tenant, &request, at)?;
        Ok(answer::report(&self.tenant, &decision.report, NAMED_CANDIDATES))
    }

    /// What becomes of each target's data, a part at a time, and the totals.
    ///
    /// # Errors
    /// Malformed input.
    pub fn preview(
        &self,
        request: Value,
        options: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = match request {
            Value::Null => None,
            value => read_request(&mut reader, &Path::root("request"), value, context),
        };
        let path = Path::root("options");
        let options = options.unwrap_or_else(|| Value::Object(Vec::new()));
        let mut at = self.clock.unwrap_or(now);
        let mut part = Part { offset: 0, limit: 100 };
        if let Some(mut fields) = reader.object(&path, options) {
            at = fields.optional(&mut reader, &path, "at", Reader::at).unwrap_or(at);
            part = Part::read(&mut reader, &path, &mut fields);
            fields.finish(&mut reader, &path);
        }
        let request = reader.finish(request)?;
        let (report, outcomes) = match request {
            Some(request) => {
                let decision = licensing::decide(&self.tenant, &request, at)?;
                let outcomes =
                    Outcomes::of_decision(&self.tenant, &decision, part.offset, part.limit);
                (decision.report, outcomes)
            }
            None => (
                Applied::nothing(&self.tenant).report,
                Outcomes::of_nothing(&self.tenant, at, part.offset, part.limit),
            ),
        };
        Ok(Object::new()
            .with("report", answer::report(&self.tenant, &report, NAMED_CANDIDATES))
            .with("totals", outcomes.totals())
            .with("outcomes", Json::list(outcomes.listed.into_iter()))
            .value())
    }

    /// The four pools.
    ///
    /// # Errors
    /// Malformed `at`.
    pub fn pools(&self, at: Option<Value>, now: Instant) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        self.instant(&mut reader, at, now);
        reader.finish(())?;
        Ok(Json::list(self.tenant.pools().iter().map(write::pool)))
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
        let rows =
            query::select(&filter, &self.tenant.view(at)).map_err(LicensingError::from_problems)?;
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
            let mut rows: Vec<Row> = self.tenant.directory().rows_of(&view.rows).collect();
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
            names = fields.optional(&mut reader, &path, "columns", |reader, path, value| {
                let items = reader.list(path, value)?;
                super::state::read_texts(reader, path, items)
            });
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
        let ordered = self.ordered(view, &sort, now)?;
        let rows: Vec<Row> = ordered.iter().skip(part.offset).take(part.limit).copied().collect();
        let view = self.tenant.view(at);
        let write = |row: Row| {
            let cells = columns.iter().map(|column| query::cell(&view, row, column));
            Object::new()
                .with("id", view.directory.id(row))
                .with("cells", Json::list(cells))
                .with("marked", marked.is_some_and(|marked| marked.rows.contains(row)))
                .value()
        };
        Ok(Object::new()
            .with("revision", self.revision)
            .with("rows", Json::list(rows.into_iter().map(write)))
            .value())
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
        let names = reader.list(&path, columns);
        let names = names.and_then(|names| super::state::read_texts(&mut reader, &path, names));
        let names = names.unwrap_or_default();
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

    /// The whole tenant as plain objects.
    pub fn state(&self) -> Json {
        write_state(&self.tenant, self.clock)
    }
}

/// Several changes as one: counts and costs added, the last report kept.
fn joined(total: Option<Applied>, next: Applied) -> Result<Applied, LicensingError> {
    let Some(total) = total else { return Ok(next) };
    let cost = match (total.cost, next.cost) {
        (Some(a), Some(b)) => Some(a.plus(&b).ok_or_else(|| {
            LicensingError::new(
                Code::AmountTooLarge,
                "the cost exceeds 2^53 - 1 minor units; buy in smaller steps",
            )
        })?),
        (a, b) => a.or(b),
    };
    Ok(Applied { report: next.report, changed: total.changed + next.changed, cost })
}
