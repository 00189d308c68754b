//! Errors, warnings and the summary of a request, in words.

use super::Tenant;
use super::decide::Part;
use super::request::{Request, Targets};
use super::shortage::Shortage;
use crate::directory::Row;
use crate::model::{Action, Code, Holder, License, PoolKey, Problem, Rule};
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
pub(super) fn not_licensable<'a>(
    tenant: &'a Tenant,
    targets: &'a [(Row, Part)],
) -> impl Iterator<Item = Problem> + 'a {
    let mut problem = Problem::new(Code::NotLicensable, "").rule(Rule::WhoCanHold);
    for &(row, part) in targets {
        if part == Part::NotLicensable {
            problem.concern(tenant.directory().id(row));
        }
    }
    let count = problem.count;
    problem.message = format!(
        "{} cannot hold a license: rooms, equipment, groups and system mailboxes are not backed up; \
         leave them out",
        counted(count, "target", "targets")
    );
    (count > 0).then(|| problem.param("count", count)).into_iter()
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

/// Warnings of all changing targets, gathered by code.
pub(super) struct Warnings<'a> {
    tenant: &'a Tenant,
    action: Action,
    at: Instant,
    found: Vec<Problem>,
    /// Of those whose data gets a purge date: whether one is a user.
    concerns_users: bool,
    purge_at: Option<Instant>,
    changes: bool,
}

impl<'a> Warnings<'a> {
    pub(super) fn new(tenant: &'a Tenant, action: Action, at: Instant) -> Self {
        Self {
            tenant,
            action,
            at,
            found: Vec::new(),
            concerns_users: false,
            purge_at: None,
            changes: false,
        }
    }

    pub(super) fn add(&mut self, row: Row, verdict: &Verdict) {
        let tenant = self.tenant;
        self.changes = true;
        for code in verdict.warnings.iter() {
            self.of(code).concern(tenant.directory().id(row));
            if code == Code::DataWillBePurged {
                self.purge_at = verdict.purge_at;
                self.concerns_users |= tenant.directory().holder(row) == Holder::Users;
            }
        }
        if self.action != Action::Deactivate && tenant.directory().is_guest(row) {
            self.of(Code::Guest).concern(tenant.directory().id(row));
        }
    }

    pub(super) fn finish(mut self, request: &Request, shortages: &[Shortage]) -> Vec<Problem> {
        if self.changes && types_unknown(self.tenant, request) {
            self.of(Code::MailboxTypesUnknown);
        }
        for absent in shortages.iter().filter_map(|shortage| shortage.cost_absent) {
            self.of(absent.code());
        }
        let found = std::mem::take(&mut self.found);
        found.into_iter().map(|problem| self.word(problem)).collect()
    }

    /// The warning of a code, a new one if there is none yet.
    fn of(&mut self, code: Code) -> &mut Problem {
        let place = self.found.iter().position(|problem| problem.code == code);
        let place = place.unwrap_or_else(|| {
            self.found.push(Problem::new(code, ""));
            self.found.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the place was just found or made")]
        &mut self.found[place]
    }

    fn word(&self, mut problem: Problem) -> Problem {
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
            Code::DataWillBePurged => return self.data_will_be_purged(problem, &people),
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

    fn data_will_be_purged(&self, mut problem: Problem, people: &str) -> Problem {
        let holder = if self.concerns_users { Holder::Users } else { Holder::Mailboxes };
        let archived = self.tenant.pool(PoolKey { holder, license: License::Archived });
        let free = match archived.available() {
            None => "any number of archived licenses is free".to_owned(),
            Some(1) => "1 archived license is free".to_owned(),
            Some(count) => format!("{} archived licenses are free", grouped(count)),
        };
        if let Some(count) = archived.available() {
            problem = problem.param("archivedAvailable", count);
        }
        if let Some(purge_at) = self.purge_at {
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
