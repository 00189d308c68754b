//! Plans: dated commands in, the future and advice out; two tenants side by side.

use super::answer;
use super::contract::read_contract;
use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::request::{Command, Context, read_command};
use super::selection::Selection;
use super::state::read_record;
use super::write::{money, pool};
use crate::automation::Occurrence;
use crate::directory::sort_rows;
use crate::directory::{Interner, Row};
use crate::json::{Json, Object};
use crate::licensing::{Targets, Tenant};
use crate::model::{Code, LicensingError, NAMED_IDS, Policy, Record};
use crate::plan::{self, Dated, Step, sort_plan};
use crate::retention::Status;
use crate::time::{Date, Instant};
use crate::value::Value;

/// How many days a timeline may have: a hundred years.
const MOST_DAYS: i64 = 36_525;

/// Reads a plan, in the order it is played.
pub(super) fn read_plan(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
    policy: &Policy,
) -> Option<Vec<Dated>> {
    let items = reader.list(path, value)?;
    let mut commands = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = path.item(index);
        let Some(mut fields) = reader.object(&path, item) else { continue };
        let at = fields.required(reader, &path, "at", Reader::at);
        let command = fields.required(reader, &path, "command", |_, _, value| Some(value));
        fields.finish(reader, &path);
        if let (Some(at), Some(command)) = (at, command) {
            commands.push((index, at, Some(command)));
        }
    }
    // Read by time, because a change of settings builds on those before it.
    let mut order: Vec<Row> = (0..commands.len()).map(Row::new).collect();
    sort_rows(&mut order, &mut |a, b| {
        let at = |place: Row| commands.get(place.index()).map(|(_, at, _)| *at);
        at(a).cmp(&at(b))
    });
    let mut policy = policy.clone();
    let mut plan = Vec::with_capacity(commands.len());
    let mut joined = Interner::default();
    for place in order {
        let Some((index, at, command)) = commands.get_mut(place.index()) else { continue };
        let Some(command) = command.take() else { continue };
        let path = path.item(*index);
        let path = path.field("command");
        let step = read_step(reader, &path, command, context, &mut policy, &mut joined);
        plan.extend(step.map(|step| Dated { at: *at, step }));
    }
    Some(sort_plan(plan))
}

fn read_step(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
    policy: &mut Policy,
    joined: &mut Interner,
) -> Option<Step> {
    let Some(Value::Text(action)) = value.get("action") else {
        return read_command(reader, path, value, context).map(of_command);
    };
    let name = match action.as_str() {
        "join" => "users",
        "leave" => "ids",
        "configure" => "change",
        _ => return read_command(reader, path, value, context).map(of_command),
    };
    let mut fields = reader.object(path, value)?;
    fields.take("action");
    let step = fields.required(reader, path, name, |reader, path, value| match name {
        "users" => read_joiners(reader, path, value, context, joined).map(Step::Join),
        "ids" => reader.texts(path, value).map(Step::Leave),
        _ => {
            let mut fields = reader.object(path, value)?;
            let change = read_contract(reader, path, &mut fields, policy, false);
            fields.finish(reader, path);
            if let Some(changed) = &change.policy {
                policy.clone_from(changed);
            }
            Some(Step::Configure(Box::new(change)))
        }
    });
    fields.finish(reader, path);
    step
}

fn of_command(command: Command) -> Step {
    match command {
        Command::Request(request) => Step::Request(request),
        Command::Purchase(bought) => Step::Purchase(bought),
    }
}

fn read_joiners(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
    joined: &mut Interner,
) -> Option<Vec<Record>> {
    let items = reader.list(path, value)?;
    let mut records = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = path.item(index);
        let Some(record) = read_record(reader, &path, item) else { continue };
        let id = record.person.id.as_str();
        let known = context.directory.row_of(id).is_some();
        if !id.is_empty() && (known || !joined.insert(id).is_ok_and(|(_, new)| new)) {
            reader.wrong(&path.field("id"), format!("`{id}` is in the tenant already"));
        }
        records.push(record);
    }
    Some(records)
}

/// A plan and until when it is played.
struct Asked {
    start: Instant,
    until: Instant,
    plan: Vec<Dated>,
}

impl TenantHandle {
    fn asked(
        &self,
        options: Value,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Asked, LicensingError> {
        let mut reader = Reader::default();
        let path = Path::root("options");
        let start = self.clock.unwrap_or(now);
        let (mut until, mut plan) = (None, None);
        if let Some(mut fields) = reader.object(&path, options) {
            until = fields.required(&mut reader, &path, "until", Reader::at);
            plan = fields.optional(&mut reader, &path, "plan", |reader, path, value| {
                let policy = &self.tenant.policy;
                read_plan(reader, path, value, self.context(selections), policy)
            });
            fields.finish(&mut reader, &path);
        }
        if let Some(until) = until
            && until.date().days_since(start.date()) > MOST_DAYS
        {
            let message = format!("must be at most {MOST_DAYS} days after the clock, {start}");
            reader.wrong(&path.field("until"), message);
        }
        let (until, plan) = reader.finish((until, plan))?;
        let (until, plan) = (until.unwrap_or(start), plan.unwrap_or_default());
        let first = plan.iter().map(|dated| dated.at).min();
        if first.unwrap_or(until).min(until) < start {
            return Err(LicensingError::new(
                Code::OutOfOrder,
                format!("a plan begins at the tenant's clock, {start}; give later instants"),
            ));
        }
        Ok(Asked { start, until, plan })
    }

    /// The future under a plan: pools a day, shortages, purges, occurrences, cost.
    ///
    /// # Errors
    /// `OUT_OF_ORDER`; malformed input; `INVALID_FILTER`; `TOO_LARGE`.
    pub fn timeline(
        &self,
        options: Value,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let Asked { start, until, plan } = self.asked(options, selections, now)?;
        let future = plan::timeline(&self.tenant, start, until, &plan)?;
        let day = |(day, pools): &(Date, [crate::model::Pool; 4])| {
            Object::new()
                .with("day", day.to_string())
                .with("pools", Json::list(pools.iter().map(pool)))
                .value()
        };
        let lack = |lack: &plan::Lack| {
            Object::new()
                .with("firstDay", lack.first_day.to_string())
                .with("holder", lack.pool.holder.as_str())
                .with("license", lack.pool.license.as_str())
                .with("most", lack.most)
                .value()
        };
        Ok(Object::new()
            .with("days", Json::list(future.days.iter().map(day)))
            .with("shortages", Json::list(future.shortages.iter().map(lack)))
            .with("purges", purges(&future.tenant, &future.occurrences))
            .with("occurrences", answer::occurrences(&future.tenant, &future.occurrences))
            .with("cost", future.cost.as_ref().map(money))
            .value())
    }

    /// The cheapest dated purchases that leave no shortage and let no data be purged.
    ///
    /// # Errors
    /// `PRICES_UNKNOWN`, `PURCHASE_NOT_ALLOWED`, `TERM_OVER` and others of [`plan::advise`];
    /// `OUT_OF_ORDER`; malformed input.
    pub fn advise(
        &self,
        options: Value,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let Asked { start, until, plan } = self.asked(options, selections, now)?;
        let advised = plan::advise(&self.tenant, start, until, &plan)?;
        Ok(Object::new()
            .with("purchases", Json::list(advised.steps.iter().map(write_dated)))
            .with("cost", money(&advised.cost))
            .with("bound", money(&advised.bound))
            .value())
    }

    /// What differs between this tenant and another at an instant: the later of the clocks when
    /// none is given.
    ///
    /// # Errors
    /// Malformed `at`.
    pub fn compare(
        &self,
        other: &Self,
        at: Option<Value>,
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let given = at.and_then(|value| reader.at(&Path::root("at"), value));
        reader.finish(())?;
        let at = given.or(self.clock.max(other.clock)).unwrap_or(now);
        let (mine, theirs) = (self.seen(at), other.seen(at));
        let found = plan::compare(&mine, &theirs, at);
        let mut status = Object::new();
        for (name, counts) in Status::ALL.iter().zip(found.status) {
            status.with(name.as_str(), Json::list(counts.into_iter()));
        }
        let pools = [&mine, &theirs].map(|tenant| Json::list(tenant.pools().iter().map(pool)));
        let costs = [self, other].map(|handle| Json::of(handle.ledger.cost().as_ref().map(money)));
        let differs = Object::new()
            .with("count", found.differs)
            .with("ids", Json::list(found.ids.iter().map(String::as_str)))
            .value();
        Ok(Object::new()
            .with("cost", Json::list(costs.into_iter()))
            .with("pools", Json::list(pools.into_iter()))
            .with("status", status.value())
            .with("lost", Json::list(found.lost.into_iter()))
            .with("differs", differs)
            .value())
    }
}

/// The purges by the last day on which each can still be saved.
fn purges(tenant: &Tenant, occurrences: &[Occurrence]) -> Json {
    let mut days: Vec<(Date, u64, Vec<&str>)> = Vec::new();
    for purge in occurrences.iter().filter(|one| one.code == Code::Purged) {
        let safe = purge.at.minus_days(1).date();
        if days.last().is_none_or(|(day, ..)| *day != safe) {
            days.push((safe, 0, Vec::new()));
        }
        if let Some((_, count, ids)) = days.last_mut() {
            *count += 1;
            let id = purge.row.map(|row| tenant.directory().id(row));
            ids.extend(id.filter(|_| *count <= NAMED_IDS as u64));
        }
    }
    Json::list(days.into_iter().map(|(day, count, ids)| {
        Object::new()
            .with("lastSafeDay", day.to_string())
            .with("count", count)
            .with("ids", Json::list(ids.into_iter()))
            .value()
    }))
}

/// A purchase or a request with its instant, as a plan takes it.
fn write_dated(dated: &Dated) -> Json {
    let mut command = Object::new();
    match &dated.step {
        Step::Purchase(bought) => {
            command.with("action", "purchase");
            for (name, count) in [("standard", bought.standard), ("archived", bought.archived)] {
                command.maybe(name, Some(count.get()).filter(|&count| count > 0));
            }
        }
        Step::Request(request) => {
            command.with("action", request.action.as_str());
            if let Targets::Ids(ids) = &request.targets {
                command.with("targets", Json::list(ids.iter().map(String::as_str)));
            }
        }
        // Advice has none of these.
        Step::Join(_) | Step::Leave(_) | Step::Configure(_) => {}
    }
    Object::new().with("at", dated.at).with("command", command.value()).value()
}
