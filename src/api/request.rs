//! Reading requests, commands, filters and options.

use super::read::{Path, Reader};
use super::selection::Selection;
use crate::directory::Directory;
use crate::licensing::{RemedyKind, Request, Targets};
use crate::model::{Action, Code, Count, Problem, Purchased};
use crate::query::{self, Filter, Op, Operand, Sort};
use crate::value::Value;

const ACTIONS: [(&str, Action); 3] = [
    ("activateStandard", Action::ActivateStandard),
    ("activateArchived", Action::ActivateArchived),
    ("deactivate", Action::Deactivate),
];

/// A command to a tenant.
#[derive(Clone, Debug)]
pub enum Command {
    /// Give or take licenses.
    Request(Request),
    /// Buy licenses.
    Purchase(Purchased),
}

/// What reading needs to know of the tenant: its columns, and the selections handed over.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Whose columns filters may name.
    pub directory: &'a Directory,
    /// The tenant selections must belong to; none for plain objects, which take none.
    pub tenant: Option<u64>,
    /// The selections of the call.
    pub selections: &'a [Selection],
}

/// Reads a request.
pub fn read_request(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
) -> Option<Request> {
    let mut fields = reader.object(path, value)?;
    let action = fields
        .required(reader, path, "action", |reader, path, value| reader.word(path, value, &ACTIONS));
    let targets = fields.required(reader, path, "targets", |reader, path, value| {
        read_targets(reader, path, value, context)
    });
    let fill = fields.optional(reader, path, "whenShort", |reader, path, value| {
        reader.word(path, value, &[("refuse", false), ("fill", true)])
    });
    fields.finish(reader, path);
    Some(Request { action: action?, targets: targets?, fill: fill.unwrap_or(false) })
}

fn read_targets(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
) -> Option<Targets> {
    match value {
        Value::List(_) => reader.texts(path, value).map(Targets::Ids),
        Value::Selection(place) => {
            let Some(tenant) = context.tenant else {
                reader.wrong(path, "must be ids or a filter; a selection belongs to a tenant");
                return None;
            };
            let selection = context.selections.get(place)?;
            if selection.tenant != tenant {
                reader.problem(
                    Problem::new(Code::WrongTenant, "is a selection of another tenant")
                        .at_path(path.to_string()),
                );
                return None;
            }
            Some(Targets::Rows(selection.rows.clone()))
        }
        Value::Object(_) => {
            let mut fields = reader.object(path, value)?;
            let filter = fields.required(reader, path, "filter", |reader, path, value| {
                read_filter(reader, path, value, context.directory)
            });
            fields.finish(reader, path);
            filter.map(Targets::Filter)
        }
        other => {
            let message = format!("must be ids, a filter or a selection, not {}", other.kind());
            reader.wrong(path, message);
            None
        }
    }
}

/// Reads a filter, as a tree or in words, and checks it against the tenant's columns.
pub fn read_filter(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    directory: &Directory,
) -> Option<Filter> {
    match value {
        Value::Text(text) => {
            let parsed = query::parse(&text, directory);
            if let Some(problem) = parsed.problem {
                reader.problem(problem.at_path(path.to_string()));
            }
            parsed.filter
        }
        Value::Object(_) => {
            let filter = read_tree(reader, path, value)?;
            for problem in query::check(&filter, directory) {
                let inner = problem.path.clone().unwrap_or_default();
                let rest = inner.strip_prefix("filter").unwrap_or(&inner);
                reader.problem(problem.at_path(format!("{path}{rest}")));
            }
            Some(filter)
        }
        other => {
            reader.wrong(path, format!("must be a filter or a text, not {}", other.kind()));
            None
        }
    }
}

fn read_tree(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Filter> {
    let mut fields = reader.object(path, value)?;
    let kinds = ["and", "or", "not", "search", "anyValue", "column"];
    let found = kinds.iter().find_map(|kind| fields.take(kind).map(|value| (*kind, value)));
    let Some((kind, value)) = found else {
        reader.wrong(path, "must have one of `and`, `or`, `not`, `search`, `anyValue`, `column`");
        fields.finish(reader, path);
        return None;
    };
    let place = path.field(kind);
    let filter = match kind {
        "and" => read_trees(reader, &place, value).map(Filter::And),
        "or" => read_trees(reader, &place, value).map(Filter::Or),
        "not" => read_tree(reader, &place, value).map(|inner| Filter::Not(Box::new(inner))),
        "search" => reader.text(&place, value).map(Filter::Search),
        "anyValue" => reader.text(&place, value).map(Filter::AnyValue),
        _ => {
            let column = reader.text(&place, value);
            let op = fields.required(reader, path, "op", |reader, path, value| {
                let word = reader.text(path, value)?;
                let op = Op::parse(&word);
                if op.is_none() {
                    reader.wrong(path, format!("`{word}` is not an operator"));
                }
                op
            });
            let value = match fields.take("value") {
                None => Some(Operand::None),
                Some(value) => read_operand(reader, &path.field("value"), value),
            };
            match (column, op, value) {
                (Some(column), Some(op), Some(value)) => {
                    Some(Filter::Compare { column, op, value })
                }
                _ => None,
            }
        }
    };
    fields.finish(reader, path);
    filter
}

fn read_trees(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Vec<Filter>> {
    let items = reader.list(path, value)?;
    let mut trees = Vec::with_capacity(items.len());
    let mut whole = true;
    for (index, item) in items.into_iter().enumerate() {
        match read_tree(reader, &path.item(index), item) {
            Some(tree) => trees.push(tree),
            None => whole = false,
        }
    }
    whole.then_some(trees)
}

fn read_operand(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Operand> {
    match value {
        Value::Text(text) => Some(Operand::Text(text)),
        Value::Bool(truth) => Some(Operand::Bool(truth)),
        Value::Number(number) if number.is_finite() => Some(Operand::Number(number)),
        Value::List(_) => reader.texts(path, value).map(Operand::List),
        other => {
            let message = format!(
                "must be a text, a finite number, a boolean or a list of texts, not {}",
                other.kind()
            );
            reader.wrong(path, message);
            None
        }
    }
}

/// Reads a command, or a list of them.
pub fn read_commands(
    reader: &mut Reader,
    value: Value,
    context: Context<'_>,
) -> Option<Vec<Command>> {
    let path = Path::root("command");
    match value {
        Value::List(items) => {
            let mut commands = Vec::with_capacity(items.len());
            for (index, item) in items.into_iter().enumerate() {
                commands.extend(read_command(reader, &path.item(index), item, context));
            }
            Some(commands)
        }
        value => read_command(reader, &path, value, context).map(|command| vec![command]),
    }
}

pub(super) fn read_command(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
) -> Option<Command> {
    if value.get("action") != Some(&Value::Text("purchase".to_owned())) {
        return read_request(reader, path, value, context).map(Command::Request);
    }
    let mut fields = reader.object(path, value)?;
    fields.take("action");
    let mut count = |reader: &mut Reader, name| match fields.take(name) {
        Some(value) => reader.count(&path.field(name), value),
        None => Some(Count::default()),
    };
    let standard = count(reader, "standard");
    let archived = count(reader, "archived");
    fields.finish(reader, path);
    Some(Command::Purchase(Purchased { standard: standard?, archived: archived? }))
}

/// Reads which remedy to take.
pub fn read_remedy(reader: &mut Reader, value: Value) -> Option<RemedyKind> {
    reader.word(&Path::root("kind"), value, &RemedyKind::ALL.map(|kind| (kind.as_str(), kind)))
}

/// Reads sort columns.
pub fn read_sort(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Vec<Sort>> {
    let items = reader.list(path, value)?;
    let mut sort = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = path.item(index);
        let Some(mut fields) = reader.object(&path, item) else {
            continue;
        };
        let column = fields.required(reader, &path, "column", Reader::text);
        let descending = fields.optional(reader, &path, "descending", Reader::boolean);
        fields.finish(reader, &path);
        if let Some(column) = column {
            sort.push(Sort { column, descending: descending.unwrap_or(false) });
        }
    }
    Some(sort)
}

/// Which part of a list to give: from `offset`, at most `limit`.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// How many to pass over; 0 when left out.
    pub offset: usize,
    /// How many to give; 100 when left out.
    pub limit: usize,
}

impl Part {
    /// Reads the two fields of an options object.
    pub fn read(reader: &mut Reader, path: &Path<'_>, fields: &mut super::read::Fields) -> Self {
        let mut size = |reader: &mut Reader, name| {
            fields.optional(reader, path, name, |reader, path, value| {
                let size = reader.whole(path, value, u64::from(u32::MAX))?;
                usize::try_from(size).ok()
            })
        };
        Self {
            offset: size(reader, "offset").unwrap_or(0),
            limit: size(reader, "limit").unwrap_or(100),
        }
    }
}
