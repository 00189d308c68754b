//! Errors, warnings and the summary of a request, in words.

use super::Tenant;
use super::decide::{Held, Part};
use super::request::{Request, Targets};
use super::shortage::Shortage;
use super::targets::Chosen;
use super::verdicts::Verdicts;
use crate::directory::{Row, RowSet};
use crate::model::{Action, Code, Holder, License, NAMED_IDS, PoolKey, Problem, Rule};
use crate::retention::Verdict;
use crate::time::Instant;

/// A number with thousands separated, as in `1,204`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 user`, `2 users`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A placeholder until the counts of a report are known.
pub(super) fn nothing_yet() -> Problem {
    Problem::new(Code::SummaryNothing, "")
}

pub(super) fn account_expired() -> Problem {
    Problem::new(
        Code::AccountExpired,
        "the account has expired, so nothing can be activated; renew it first",
    )
    .rule(Rule::Expired)
}

pub(super) fn refusal_rule(part: Part) -> Rule {
    match part {
        Part::LeftOver => Rule::InsufficientLicenses,
        _ => Rule::WhoCanHold,
    }
}

/// The error for targets that cannot hold a license, where there are some.
pub(super) fn not_licensable(
    tenant: &Tenant,
    chosen: &Chosen,
    barred: &RowSet,
) -> impl Iterator<Item = Problem> {
    let mut problem = Problem::new(Code::NotLicensable, "").rule(Rule::WhoCanHold);
    concern(&mut problem, tenant, chosen, barred);
    let count = problem.count;
    problem.message = format!(
        "{} cannot hold a license: rooms, equipment, groups and system mailboxes are not backed up; \
         leave them out",
        counted(count, "target", "targets")
    );
    (count > 0).then(|| problem.param("count", count)).into_iter()
}

/// Counts the targets in a set, and names the first.
fn concern(problem: &mut Problem, tenant: &Tenant, chosen: &Chosen, part: &RowSet) {
    let directory = tenant.directory();
    let first = chosen.some(directory, part, 0, NAMED_IDS);
    problem.concern_all(part.count() as u64, first.into_iter().map(|row| directory.id(row)));
}

/// Warns that a target that gets a license is a guest.
pub(super) fn add_guest(
    tenant: &Tenant,
    row: Row,
    action: Action,
    part: Part,
    verdict: &mut Verdict,
) {
    if part == Part::Changes && action != Action::Deactivate && tenant.directory().is_guest(row) {
        verdict.warnings.push(Code::Guest);
        verdict.rules.push(Rule::WhoCanHold);
    }
}

/// What there is to warn of when some targets change.
pub(super) struct Warnings<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) action: Action,
    pub(super) at: Instant,
    pub(super) chosen: &'a Chosen,
    pub(super) changes: &'a RowSet,
}

impl Warnings<'_> {
    /// The warnings, in the order in which targets first give cause for them.
    pub(super) fn find(
        &self,
        held: &Held,
        verdicts: Verdicts<'_>,
        request: &Request,
        shortages: &[Shortage],
    ) -> Vec<Problem> {
        let (directory, holdings) = (self.tenant.directory(), self.tenant.holdings());
        // The distinct holdings that give cause for each.
        let mut causes: Vec<(Code, Vec<bool>)> = Vec::new();
        let mut purge_at = None;
        for (code, _) in held.iter() {
            let verdict = verdicts.of_code(code);
            for warning in verdict.warnings.iter() {
                let known = causes.iter().position(|(known, _)| *known == warning);
                let known = known.unwrap_or_else(|| {
                    causes.push((warning, vec![false; holdings.distinct()]));
                    causes.len() - 1
                });
                let marked = causes.get_mut(known).and_then(|cause| cause.1.get_mut(code as usize));
                if let Some(marked) = marked {
                    *marked = true;
                }
                if warning == Code::DataWillBePurged {
                    purge_at = verdict.purge_at;
                }
            }
        }
        let rows = |marked: Vec<bool>| holdings.select_marked(&marked, self.changes);
        let mut found: Vec<(Code, RowSet)> =
            causes.into_iter().map(|(code, marked)| (code, rows(marked))).collect();
        if self.action != Action::Deactivate {
            let mut guests = self.changes.clone();
            guests.and(directory.guests());
            found.push((Code::Guest, guests));
        }
        found.retain(|(_, rows)| !rows.is_empty());
        let mut place = |(code, rows): &(Code, RowSet)| {
            let first = *self.chosen.some(directory, rows, 0, 1).first()?;
            let judged = verdicts.of(first);
            let among = judged.warnings.iter().position(|warning| warning == *code);
            let among = among.unwrap_or(usize::MAX);
            Some((self.chosen.place(directory, first), among))
        };
        let mut warnings = Vec::new();
        while let Some(next) =
            (0..found.len()).min_by_key(|&next| found.get(next).and_then(&mut place))
        {
            let (code, rows) = found.swap_remove(next);
            let mut problem = Problem::new(code, "");
            concern(&mut problem, self.tenant, self.chosen, &rows);
            let mut users = rows;
            users.minus(directory.mailboxes());
            let holder = if users.is_empty() { Holder::Mailboxes } else { Holder::Users };
            warnings.push(self.word(problem, holder, purge_at));
        }
        let mut others: Vec<Code> = Vec::new();
        if !self.changes.is_empty() && types_unknown(self.tenant, request) {
            others.push(Code::MailboxTypesUnknown);
        }
        for absent in shortages.iter().filter_map(|shortage| shortage.cost_absent) {
            if !others.contains(&absent.code()) {
                others.push(absent.code());
            }
        }
        let word = |code| self.word(Problem::new(code, ""), Holder::Users, None);
        warnings.extend(others.into_iter().map(word));
        warnings
    }

    fn word(&self, mut problem: Problem, holder: Holder, purge_at: Option<Instant>) -> Problem {
        let count = problem.count;
        if count > 0 {
            problem = problem.param("count", count);
        }
        let people = counted(count, "holder", "holders");
        let (rule, message) = match problem.code {
            Code::Guest => (
                Rule::WhoCanHold,
                format!(
                    "{} of the targets: guests can hold a license, but seldom need one",
                    grouped(count)
                ),
            ),
            Code::NothingToRetain => (
                Rule::ArchivedKeepsData,
                format!("{people} with no data: an archived license has nothing to keep"),
            ),
            Code::BackupsStop => (
                Rule::ArchivedKeepsData,
                format!("{people} still present: an archived license runs no new backups"),
            ),
            Code::NoBackupsUserDeleted => (
                Rule::DeletedHasNoBackups,
                format!(
                    "{people} deleted in Microsoft 365: a standard license runs no backups there; \
                     an archived one keeps the data as well"
                ),
            ),
            Code::DataWillBePurged => {
                return self.data_will_be_purged(problem, &people, holder, purge_at);
            }
            Code::ArchivedDeactivation => (
                Rule::ArchivedDeactivation,
                format!(
                    "{people} on an archived license: one reading of the contract removes the data at \
                     once, the other {} days later; this plan takes the {} reading",
                    self.tenant.policy.grace_days.get(),
                    match self.tenant.policy.archived_deactivation {
                        crate::model::ArchivedDeactivation::Immediate => "first",
                        crate::model::ArchivedDeactivation::Grace => "second",
                    }
                ),
            ),
            Code::PurgeDateUnknown => (
                Rule::Grace60,
                format!(
                    "{people} without a license since an unknown date: the data may be gone already"
                ),
            ),
            Code::MailboxTypesUnknown => (
                Rule::AllFiltered,
                "no mailbox types were imported: shared mailboxes may be among these users; \
                 import an Exchange mailbox list to tell them apart"
                    .to_owned(),
            ),
            Code::TermOver => (
                Rule::Purchase,
                "the term of the prices is over, so no cost is given; enter the new term"
                    .to_owned(),
            ),
            Code::TermNotStarted => (
                Rule::Purchase,
                "the term of the prices has not begun, so no cost is given".to_owned(),
            ),
            _ => (
                Rule::Purchase,
                "the cost exceeds 9,007,199,254,740,991 minor units and is not given".to_owned(),
            ),
        };
        problem.message = message;
        problem.rule(rule)
    }

    fn data_will_be_purged(
        &self,
        mut problem: Problem,
        people: &str,
        holder: Holder,
        purge_at: Option<Instant>,
    ) -> Problem {
        let archived = self.tenant.pool(PoolKey { holder, license: License::Archived });
        let free = match archived.available() {
            None => "any number of archived licenses is free".to_owned(),
            Some(1) => "1 archived license is free".to_owned(),
            Some(count) => format!("{} archived licenses are free", grouped(count)),
        };
        if let Some(count) = archived.available() {
            problem = problem.param("archivedAvailable", count);
        }
        if let Some(purge_at) = purge_at {
            let safe = purge_at.minus_days(1).max(self.at);
            problem = problem
                .param("purgeAt", purge_at.to_string())
                .param("lastSafeAt", safe.to_string());
            problem.message = format!(
                "the data of {people} is removed for good at {purge_at}; to be safe act by {safe}. \
                 An archived license would keep it: {free}"
            );
        }
        problem.rule(Rule::Grace60)
    }
}

fn types_unknown(tenant: &Tenant, request: &Request) -> bool {
    let directory = tenant.directory();
    request.action != Action::Deactivate
        && matches!(request.targets, Targets::Filter(_))
        && directory.mailboxes().is_empty()
        && directory.mailbox_types().values().len() <= 1
}

/// One sentence: what will happen, with its numbers.
pub(super) fn summary(
    action: Action,
    report: &super::Report,
    selected: u64,
    shortages: &[Shortage],
) -> Problem {
    let verb = match action {
        Action::ActivateStandard => "Activate Standard",
        Action::ActivateArchived => "Activate Archived",
        Action::Deactivate => "Deactivate the license",
    };
    let short: u64 = shortages.iter().map(Shortage::shortfall).sum();
    let mut message = if report.changes == 0 {
        format!("{verb}: nothing changes for {}", counted(selected, "target", "targets"))
    } else if report.changes == selected {
        format!("{verb} for {}", counted(selected, "target", "targets"))
    } else {
        format!("{verb} for {} of {} targets", grouped(report.changes), grouped(selected))
    };
    message.push('.');
    if report.unchanged > 0 {
        let what = match (action, report.unchanged) {
            (Action::Deactivate, 1) => "has no license",
            (Action::Deactivate, _) => "have no license",
            (_, 1) => "holds it already",
            (_, _) => "hold it already",
        };
        message.push_str(&format!(" {} {what}.", grouped(report.unchanged)));
    }
    if report.skipped > 0 {
        message.push_str(&format!(" {} left out.", grouped(report.skipped)));
    }
    if short > 0 {
        message.push_str(&format!(" {} short.", counted(short, "license", "licenses")));
    }
    if !report.ok {
        message.push_str(" Refused: nothing is changed.");
    }
    let code = match (report.ok, report.changes) {
        (false, _) => Code::SummaryRefused,
        (true, 0) => Code::SummaryNothing,
        (true, _) => Code::Summary,
    };
    let mut summary = Problem::new(code, message)
        .rule(Rule::Atomic)
        .param("action", action.as_str())
        .param("targets", selected)
        .param("changes", report.changes)
        .param("unchanged", report.unchanged)
        .param("skipped", report.skipped)
        .param("short", short);
    summary.count = report.changes;
    summary
}
