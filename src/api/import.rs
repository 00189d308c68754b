//! Files in: what they are, and what they change.

use super::answer;
use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::write;
use crate::automation::notice;
use crate::exchange::import::{self, Drift, Kind, Options, Report, Role};
use crate::exchange::snapshot::{Base, Source};
use crate::json::{Json, Object};
use crate::model::{Code, License, LicensingError, Problem};
use crate::plan::{Entry, Moment, elapse};
use crate::time::Instant;
use crate::value::Value;

/// What a file seems to be.
///
/// # Errors
/// `INVALID_FILE` when nothing can be read of it.
pub fn sniff(bytes: &[u8]) -> Result<Json, LicensingError> {
    let sniffed = import::sniff(bytes)?;
    let columns = sniffed.columns.into_iter().map(|(header, column)| {
        Object::new().with("header", header).with("column", column).value()
    });
    let rows = sniffed.rows.into_iter().map(|row| Json::list(row.into_iter()));
    Ok(Object::new()
        .with("kind", sniffed.kind.map(Kind::as_str))
        .with("encoding", sniffed.encoding)
        .with("delimiter", sniffed.delimiter.map(|delimiter| delimiter.to_string()))
        .with("columns", Json::list(columns))
        .with("rows", Json::list(rows))
        .value())
}

/// The options of an import.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) options: Options,
    at: Option<Instant>,
    dry_run: bool,
}

fn read_options(reader: &mut Reader, value: Option<Value>) -> Read {
    let mut read = Read { options: Options::default(), at: None, dry_run: false };
    let path = Path::root("options");
    let Some(value) = value else { return read };
    let Some(mut fields) = reader.object(&path, value) else {
        return read;
    };
    let kinds = Kind::ALL.map(|kind| (kind.as_str(), kind));
    read.options.kind = fields
        .optional(reader, &path, "kind", |reader, path, value| reader.word(path, value, &kinds));
    read.at = fields.optional(reader, &path, "at", Reader::at);
    let role = fields.optional(reader, &path, "role", |reader, path, value| match value {
        Value::Object(_) => {
            let mut fields = reader.object(path, value)?;
            let group = fields.required(reader, path, "group", Reader::text);
            fields.finish(reader, path);
            group.map(Role::Group)
        }
        value => {
            let words = [("users", 0), ("mailboxes", 1), ("deleted", 2)];
            reader.word(path, value, &words).map(|word| match word {
                0 => Role::Users,
                1 => Role::Mailboxes,
                _ => Role::Deleted,
            })
        }
    });
    read.options.role = role.unwrap_or_default();
    read.dry_run = fields.optional(reader, &path, "dryRun", Reader::boolean).unwrap_or(false);
    fields.finish(reader, &path);
    read
}

impl TenantHandle {
    /// Joins a file with the tenant's people.
    ///
    /// # Errors
    /// `INVALID_FILE` when nothing can be read of it; `TOO_LARGE`; `OUT_OF_ORDER`; malformed
    /// options.
    pub fn import(
        &mut self,
        file: &dyn Source,
        options: Option<Value>,
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let (read, at) = self.import_options(options, now)?;
        let merge = &mut |base: import::Base<'_>| import::merge(base, file, &read.options);
        self.join(&read, at, merge)
    }

    /// Reads the options of an import, and when it is.
    pub(super) fn import_options(
        &self,
        options: Option<Value>,
        now: Instant,
    ) -> Result<(Read, Instant), LicensingError> {
        let mut reader = Reader::default();
        let read = read_options(&mut reader, options);
        let read = reader.finish(read)?;
        let at = read.at.or(self.clock()).unwrap_or(now);
        self.forward(at)?;
        Ok((read, at))
    }

    /// Puts what a file says in place, after what has come due until then.
    pub(super) fn join(
        &mut self,
        read: &Read,
        at: Instant,
        merge: &mut dyn FnMut(import::Base<'_>) -> Result<import::Merged, LicensingError>,
    ) -> Result<Json, LicensingError> {
        self.forward(at)?;
        let mut draft = self.tenant.clone();
        let mut occurrences = Vec::new();
        let (clock, moment) = (self.clock, Moment::of(&draft, self.clock));
        let effect = draft.journaled(&mut |draft| elapse(draft, clock, at, &mut occurrences));
        let base = import::Base {
            directory: draft.directory(),
            holdings: draft.holdings(),
            policy: &draft.policy,
            at,
        };
        let merged = merge(base)?;
        let answer = write_report(&merged.report);
        if read.dry_run {
            return Ok(answer);
        }
        let is_real = merged.report.kind == Some(Kind::Spanning) || !merged.report.drift.is_empty();
        let before = draft.people();
        draft.replace_people(merged.directory, merged.holdings);
        if let Some((purchased, account)) = merged.tenant {
            draft.purchased = purchased;
            draft.account = account.unwrap_or(draft.account);
        }
        notice(&mut draft, &before, at);
        let people = (before, draft.people());
        let entry = Entry {
            at,
            summary: summary(&merged.report),
            changed: merged.report.added + merged.report.updated,
            cost: answer::total_cost(None, &occurrences),
            occurrences,
            delta: moment.delta(&draft, at, effect, Some(people)),
        };
        self.tenant = draft;
        self.record(entry);
        self.rebase(is_real);
        self.note_record(Base::Joined(is_real));
        Ok(answer)
    }
}

/// One sentence on a file.
fn summary(report: &Report) -> Problem {
    let Report { added, updated, .. } = *report;
    let message = format!("A file was joined: {added} people added, {updated} updated.");
    let mut summary =
        Problem::new(Code::SummaryImport, message).param("added", added).param("updated", updated);
    summary.count = added + updated;
    summary
}

fn write_report(report: &Report) -> Json {
    let problems = |problems: &[Problem]| Json::list(problems.iter().map(write::problem));
    let license = |license: Option<License>| Json::of(license.map(License::as_str));
    let drift = |drift: &Drift| {
        Object::new()
            .with("id", drift.id.as_str())
            .with("planned", license(drift.planned))
            .with("actual", license(drift.actual))
            .value()
    };
    Object::new()
        .with("kind", report.kind.map(Kind::as_str))
        .with("rows", report.rows)
        .with("added", report.added)
        .with("updated", report.updated)
        .with("unchanged", report.unchanged)
        .with("deleted", report.deleted)
        .with("refused", problems(&report.refused))
        .with("conflicts", problems(&report.conflicts))
        .with("drift", Json::list(report.drift.iter().map(drift)))
        // No log is kept yet.
        .with("operation", Json::null())
        .value()
}
