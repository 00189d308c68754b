//! Files out: what is to be carried out, or the whole state, as bytes.

use super::handle::{Refusal, TenantHandle};
use super::read::{Path, Reader};
use super::request::{Command, Context, read_request};
use super::selection::Selection;
use super::state::{read_contract, write_state};
use crate::exchange::export::{self, Handover, Kind, Phase, REGIONS};
use crate::json::Object;
use crate::licensing::{self, Configuration, Effect};
use crate::model::{Count, Policy, Purchased};
use crate::time::Instant;
use crate::value::Value;

/// The formats; none is the text form of the state.
const KINDS: [(&str, Option<Kind>); 6] = [
    ("csv", Some(Kind::Csv)),
    ("json", None),
    ("powershell", Some(Kind::PowerShell)),
    ("requests", Some(Kind::Requests)),
    ("ics", Some(Kind::Ics)),
    ("checklist", Some(Kind::Checklist)),
];

/// A command with its instant.
#[derive(Debug)]
struct Dated {
    at: Instant,
    step: Step,
}

#[derive(Debug)]
enum Step {
    Command(Command),
    Configure(Box<Configuration>),
}

#[derive(Debug, Default)]
struct Options {
    plan: Option<Vec<Dated>>,
    anonymise: bool,
    region: Option<&'static str>,
}

impl TenantHandle {
    /// What is to be carried out as a file of a format, or the whole state as text: the plan, or
    /// else what was changed since the tenant was made or a file last said how it really is.
    ///
    /// # Errors
    /// A refusal of a planned command with its report; `OUT_OF_ORDER`; malformed input;
    /// `TOO_LARGE`.
    pub fn export(
        &self,
        kind: Value,
        options: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<String, Refusal> {
        let mut reader = Reader::default();
        let kind = reader.word(&Path::root("kind"), kind, &KINDS);
        let options = options.map(|options| {
            read_options(&mut reader, options, self.context(selections), &self.tenant().policy)
        });
        let (kind, options) = reader.finish((kind, options))?;
        let Options { plan, anonymise, region } = options.unwrap_or_default();
        let start = self.clock().unwrap_or(now);
        let dated = plan.is_some();
        let phases = match plan {
            Some(plan) => self.phases(plan, start)?,
            None => {
                let (before, after) = (self.baseline().clone(), self.tenant().clone());
                vec![Phase { at: start, before, after }]
            }
        };
        let end =
            phases.last().map_or(self.clock(), |last| self.clock().max(dated.then_some(last.at)));
        let region = region.unwrap_or("us");
        let tenant = self.tenant().clone();
        let handover = Handover { start, tenant, phases, dated, region, anonymise };
        match kind.flatten() {
            Some(kind) => Ok(handover.write(kind)?),
            None => {
                let last = handover.last();
                let state = match anonymise {
                    true => write_state(&export::anonymised(last)?, end),
                    false => write_state(last, end),
                };
                Ok(export::indented(Object::new().with("state", state).value().as_str()))
            }
        }
    }

    /// A tenant before and after the commands of each instant.
    fn phases(&self, plan: Vec<Dated>, start: Instant) -> Result<Vec<Phase>, Refusal> {
        let mut phases: Vec<Phase> = Vec::new();
        let mut tenant = self.tenant().clone();
        for Dated { at, step } in plan {
            if at < start {
                self.forward(at)?;
            }
            let before = tenant.clone();
            let done = match step {
                Step::Command(Command::Request(request)) => {
                    licensing::apply(&mut tenant, &request, at)?
                }
                Step::Command(Command::Purchase(bought)) => {
                    licensing::purchase(&mut tenant, bought, at)
                }
                Step::Configure(change) => Ok(licensing::configure(&mut tenant, *change, at)),
            };
            if let Err(report) = done {
                return Err(self.refusal(&report));
            }
            match phases.last_mut().filter(|last| last.at == at) {
                Some(last) => last.after = tenant.clone(),
                None => phases.push(Phase { at, before, after: tenant.clone() }),
            }
        }
        Ok(phases)
    }

    /// After an import: a file of how licenses really are is where changes count from now on;
    /// after any other what was planned is still to be carried out.
    pub(super) fn rebase(&mut self, is_real: bool) {
        let mut base = self.tenant().clone();
        if !is_real {
            base.purchased = self.baseline().purchased;
            let (old, new) = (self.baseline(), self.tenant());
            let mut planned = Effect::default();
            for row in old.directory().rows() {
                if old.holdings().license(row) != new.holdings().license(row) {
                    planned.push(row, new.holdings().get(row), old.holdings().get(row));
                }
            }
            base.redo(&planned);
        }
        self.set_baseline(base);
    }
}

fn read_options(
    reader: &mut Reader,
    value: Value,
    context: Context<'_>,
    policy: &Policy,
) -> Options {
    let path = Path::root("options");
    let mut read = Options::default();
    let Some(mut fields) = reader.object(&path, value) else { return read };
    read.anonymise = fields.optional(reader, &path, "anonymise", Reader::boolean).unwrap_or(false);
    read.region = fields.optional(reader, &path, "region", |reader, path, value| {
        reader.word(path, value, &REGIONS.map(|region| (region, region)))
    });
    read.plan = fields.optional(reader, &path, "plan", |reader, path, value| {
        let items = reader.list(path, value)?;
        let mut plan: Vec<Dated> = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let item = read_dated(reader, &path.item(index), item, context, policy);
            if let Some(dated) = item {
                // In order of time; what is of one instant stays as it was given.
                let later = plan.iter().rposition(|known| known.at <= dated.at);
                plan.insert(later.map_or(0, |place| place + 1), dated);
            }
        }
        Some(plan)
    });
    fields.finish(reader, &path);
    read
}

fn read_dated(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    context: Context<'_>,
    policy: &Policy,
) -> Option<Dated> {
    let mut fields = reader.object(path, value)?;
    let at = fields.required(reader, path, "at", Reader::at);
    let step = fields.required(reader, path, "command", |reader, path, value| {
        let is = |word: &str| value.get("action") == Some(&Value::Text(word.to_owned()));
        if !is("purchase") && !is("configure") {
            let request = read_request(reader, path, value, context)?;
            return Some(Step::Command(Command::Request(request)));
        }
        let configures = is("configure");
        let mut fields = reader.object(path, value)?;
        fields.take("action");
        let step = if configures {
            fields
                .required(reader, path, "change", |reader, path, value| {
                    let mut fields = reader.object(path, value)?;
                    let change = read_contract(reader, path, &mut fields, policy, false);
                    fields.finish(reader, path);
                    Some(change)
                })
                .map(|change| Step::Configure(Box::new(change)))
        } else {
            let mut count = |reader: &mut Reader, name| {
                fields.optional(reader, path, name, Reader::count).unwrap_or_else(Count::default)
            };
            let (standard, archived) = (count(reader, "standard"), count(reader, "archived"));
            Some(Step::Command(Command::Purchase(Purchased { standard, archived })))
        };
        fields.finish(reader, path);
        step
    });
    fields.finish(reader, path);
    Some(Dated { at: at?, step: step? })
}
