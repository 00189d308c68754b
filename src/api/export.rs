//! Files out: what is to be carried out, or the whole state, as bytes.

use super::handle::{Refusal, TenantHandle};
use super::plan::read_plan;
use super::read::{Path, Reader};
use super::request::Context;
use super::selection::Selection;
use super::state::write_state;
use crate::directory::{Row, RowSet};
use crate::exchange::export::{self, Handover, Kind, Phase, REGIONS};
use crate::json::Object;
use crate::licensing::{self, Effect, People, Tenant};
use crate::model::{Code, Count, License, Policy, Purchased};
use crate::plan::{Dated, Entry, Player, Step};
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
            Some(plan) => self.phases(&plan, start)?,
            None => {
                vec![Phase { at: start, before: self.begun(), after: self.tenant().clone() }]
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
                let most = Some(Value::Number(f64::from(u32::MAX)));
                // What a summary names is not looked for.
                let told = !anonymise && !self.ledger.entries().is_empty();
                let history = told.then(|| self.history(None, most)).transpose()?;
                let text = Object::new().with("state", state).maybe("history", history).value();
                Ok(export::indented(text.as_str()))
            }
        }
    }

    /// The tenant as it really is, with what happened by itself since: the product does that.
    fn begun(&self) -> Tenant {
        let (tenant, mut begun) = (self.tenant(), self.baseline().clone());
        let mut effect = Effect::default();
        let (mut standard, mut archived) = (0, 0);
        let mut seen = RowSet::empty(begun.holdings().len());
        for entry in self.ledger.entries().iter().take(self.ledger.done()) {
            for one in &entry.occurrences {
                if let (Code::AutoPurchased, Some(pool)) = (one.code, one.pool) {
                    match pool.license {
                        License::Standard => standard += one.count,
                        License::Archived => archived += one.count,
                    }
                }
                let Some(row) = one.row else { continue };
                let (real, now) = (begun.holdings().get(row), tenant.holdings().get(row));
                // Of that instant only the product itself gives licenses.
                let is_its = now.licensed_at == Some(one.at) && now.license != real.license;
                if is_its && seen.insert(row) {
                    effect.push(row, real, now);
                }
            }
            // What was said of the counts since is said of all licenses there were then.
            if entry.delta.people.is_some() || entry.summary.code == Code::SummaryConfigure {
                (standard, archived) = (0, 0);
            }
        }
        begun.redo(&effect);
        let owned = tenant.purchased;
        let real = &mut begun.purchased;
        for (count, more, most) in [
            (&mut real.standard, standard, owned.standard),
            (&mut real.archived, archived, owned.archived),
        ] {
            *count = Count::new(count.get() + more).map_or(most, |sum| sum.min(most.max(*count)));
        }
        begun
    }

    /// A tenant before and after the commands of each instant. What happens by itself between them
    /// is nothing to carry out, and neither are people who come and go.
    fn phases(&self, plan: &[Dated], start: Instant) -> Result<Vec<Phase>, Refusal> {
        let mut phases: Vec<Phase> = Vec::new();
        let mut player = Player::new(self.tenant(), start, None);
        let mut joined = None;
        for dated in plan {
            let at = dated.at;
            self.forward(at)?;
            player.until(at);
            let before = player.tenant.clone();
            let refused = match &dated.step {
                Step::Request(request) => Some(licensing::decide(&before, request, at)?.report)
                    .filter(|report| !report.ok),
                Step::Purchase(bought) => {
                    let bought = licensing::purchase(&mut before.clone(), *bought, at);
                    bought.err().map(|report| *report)
                }
                Step::Join(_) | Step::Leave(_) | Step::Configure(_) => None,
            };
            if let Some(report) = refused {
                return Err(self.refusal(&report));
            }
            player.play(dated)?;
            if matches!(dated.step, Step::Join(_) | Step::Leave(_)) {
                joined = Some(at);
                continue;
            }
            let after = player.tenant.clone();
            match phases.last_mut().filter(|last| last.at == at && joined != Some(at)) {
                Some(last) => last.after = after,
                None => phases.push(Phase { at, before, after }),
            }
        }
        Ok(phases)
    }

    /// After an import: a file of how licenses really are is where changes count from now on;
    /// after any other what was planned is still to be carried out.
    pub(super) fn rebase(&mut self, is_real: bool) {
        let real = self.tenant().clone();
        match is_real {
            true => self.set_baseline(real),
            false => self.still_planned(&real.people(), self.baseline().purchased),
        }
    }

    /// After undo and redo: what a file or a correction said is said no more, or again. Whoever it
    /// was about has nothing to carry out.
    pub(super) fn follow(&mut self, entry: &Entry, undone: bool) {
        let corrected = entry.summary.code == Code::SummaryConfigure;
        let mut purchased = self.baseline().purchased;
        if let Some(change) = &entry.delta.contract
            && (corrected || entry.delta.people.is_some())
            && change.0.purchased != change.1.purchased
        {
            purchased = self.tenant().purchased;
        }
        match &entry.delta.people {
            Some(people) if undone => self.still_planned(&people.1, purchased),
            Some(people) => self.still_planned(&people.0, purchased),
            None if corrected => {
                let mut base = self.baseline().clone();
                base.set_contract(self.tenant().contract());
                base.purchased = purchased;
                self.set_baseline(base);
            }
            None if undone => self.not_done(entry),
            None => {}
        }
    }

    /// A file that was taken back may have said that this change was carried out; nobody knows any
    /// more, so there is nothing to do the other way round.
    fn not_done(&mut self, entry: &Entry) {
        let mut undone = self.ledger.entries().iter().skip(self.ledger.done());
        if !undone.any(|later| later.delta.people.is_some()) {
            return;
        }
        let mut base = self.baseline().clone();
        let mut effect = Effect::default();
        let mut seen = RowSet::empty(base.holdings().len());
        for group in entry.delta.holdings.groups() {
            for &row in &group.rows {
                if base.holdings().license(row) == group.after.license && seen.insert(row) {
                    effect.push(row, base.holdings().get(row), self.tenant().holdings().get(row));
                }
            }
        }
        base.redo(&effect);
        self.set_baseline(base);
    }

    /// The tenant becomes what changes count from, but for licenses that are as they were among
    /// other people: what was planned of those is planned still.
    fn still_planned(&mut self, people: &People, purchased: Purchased) {
        let mut base = self.tenant().clone();
        let (old, now) = (self.baseline().holdings(), self.tenant().holdings());
        let mut planned = Effect::default();
        let len = old.len().min(now.len()).min(people.holdings.len());
        for row in (0..len).map(Row::new) {
            let license = now.license(row);
            if people.holdings.license(row) == license && old.license(row) != license {
                planned.push(row, now.get(row), old.get(row));
            }
        }
        base.redo(&planned);
        base.purchased = purchased;
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
        read_plan(reader, path, value, context, policy)
    });
    fields.finish(reader, &path);
    read
}
