//! Steps for a person, where the product has no API: Markdown that reads well as plain text.

use super::changes::ORDER;
use super::{Job, Phase, text};
use crate::directory::Row;
use crate::model::{GroupLicensing, Holder, License, Policy};
use crate::retention::{Condition, Outcome, Status};

/// Writes the list.
pub fn write(job: Job<'_>, out: &mut String) {
    let start = job.handover.start.to_string();
    text::add(
        out,
        &["# License changes by hand\n\nWritten at ", &start, ". Do the steps in their order.\n"],
    );
    let empty = out.len();
    for phase in &job.handover.phases {
        let mut list = List { job, out: String::new(), steps: 0 };
        list.phase(phase);
        if list.steps > 0 {
            text::add(out, &["\n## "]);
            match job.handover.dated {
                true => text::add(out, &["From ", &phase.at.to_string()]),
                false => out.push_str("Now"),
            }
            text::add(out, &["\n\n", &list.out]);
        }
    }
    if out.len() == empty {
        out.push_str("\nNothing is to be done by hand.\n");
    }
    unknown(job, out);
}

/// Data of which nobody knows when it goes belongs on no day of a calendar.
fn unknown(job: Job<'_>, out: &mut String) {
    let tenant = job.handover.last();
    let at = job.handover.phases.last().map_or(job.handover.start, |phase| phase.at);
    let is_unknown = |row: &Row| {
        let condition = Condition::of(&tenant.holdings().get(*row), &tenant.policy, at);
        condition.status == Status::Grace && condition.purge_at.is_none()
    };
    let rows: Vec<Row> = tenant.directory().rows().filter(is_unknown).collect();
    if !rows.is_empty() {
        let count = text::counted(rows.len() as u64, "holder");
        text::add(out, &["\n## To find out\n\nThe backups of ", &count]);
        out.push_str(" without a license will be purged, and nobody knows when. License them, or ask support:\n\n");
        rows.iter().for_each(|&row| add_name(out, job, row, ""));
    }
}

struct List<'a> {
    job: Job<'a>,
    out: String,
    steps: u64,
}

impl List<'_> {
    fn step(&mut self, parts: &[&str]) {
        self.steps += 1;
        text::add(&mut self.out, &[&self.steps.to_string(), ". [ ] "]);
        text::add(&mut self.out, parts);
        self.out.push('\n');
    }

    fn phase(&mut self, phase: &Phase) {
        let job = self.job;
        for license in License::ALL {
            let count = |tenant: &crate::licensing::Tenant| tenant.purchased.of(license).get();
            if let Some(more) =
                count(&phase.after).checked_sub(count(&phase.before)).filter(|&more| more > 0)
            {
                let mut what = license.as_str().to_owned();
                what.push_str(" license");
                self.step(&["Buy ", &text::counted(more, &what), " (Purchase Licenses)."]);
            }
        }
        self.settings(&phase.before.policy, &phase.after.policy);
        let (batches, spare) = phase.batches(job.by_api);
        if spare > 0 {
            let licenses = text::counted(spare, "more license");
            self.step(&[
                "Have ",
                &licenses,
                " free for the script (buy or free): users change places between full pools.",
            ]);
        }
        // What frees licenses comes before the script, what takes them after it.
        let (frees, takes) = ORDER.split_at_checked(2).unwrap_or_default();
        self.by_hand(phase, frees);
        let count = batches.iter().map(|batch| batch.rows.len() as u64).sum();
        if count > 0 {
            self.step(&[
                "Run the script, or send the requests: ",
                &text::counted(count, "user"),
                ".",
            ]);
        }
        self.by_hand(phase, takes);
    }

    /// The settings that make the product act by itself, and the one only support can change.
    fn settings(&mut self, before: &Policy, after: &Policy) {
        for (is, was, name) in [
            (
                after.auto_archive,
                before.auto_archive,
                "Automatically assign Archived Licenses for deleted users",
            ),
            (
                after.auto_purchase_archived,
                before.auto_purchase_archived,
                "Automatically purchase Archived Licenses",
            ),
            (
                after.auto_purchase_standard,
                before.auto_purchase_standard,
                "Automatically purchase Standard Licenses for new users",
            ),
        ] {
            if is != was {
                let word = if is { "on" } else { "off" };
                self.step(&["Switch ", word, ": Settings > Auto-Protection > ", name, "."]);
            }
        }
        if after.group_licensing != before.group_licensing {
            let mut groups = String::new();
            match &after.group_licensing {
                None => groups.push_str("off"),
                Some(GroupLicensing::AllNewUsers) => groups.push_str("all new users"),
                Some(GroupLicensing::Groups(names)) => {
                    groups.push_str(&text::counted(names.len() as u64, "security group"));
                    for name in names.iter().filter(|_| !self.job.handover.anonymise) {
                        groups.push(' ');
                        add_code(&mut groups, name);
                    }
                }
            }
            self.step(&[
                "Settings > Auto-Protection > Automatically assign Standard Licenses: ",
                &groups,
                ".",
            ]);
        }
        if after.retention_days != before.retention_days {
            let days = after.retention_days.map(|days| text::counted(u64::from(days.get()), "day"));
            self.step(&[
                "Ask support to set the retention: ",
                days.as_deref().unwrap_or("unlimited"),
                ".",
            ]);
        }
    }

    /// Changes of shared mailboxes, and of users no name of whom is theirs alone.
    fn by_hand(&mut self, phase: &Phase, kinds: &[(Option<License>, Option<License>)]) {
        let job = self.job;
        let people = phase.after.directory();
        for &(from, to) in kinds {
            for holder in Holder::ALL {
                let mut moves = phase.moves();
                moves.retain(|change| {
                    (change.from, change.to) == (from, to)
                        && people.holder(change.row) == holder
                        && !job.by_api.contains(change.row)
                });
                if moves.is_empty() {
                    continue;
                }
                let button = match to {
                    Some(License::Standard) => "Activate Standard",
                    Some(License::Archived) => "Activate Archived",
                    None => "Deactivate License",
                };
                let (what, why) = match holder {
                    Holder::Mailboxes => ("shared mailbox", "es"),
                    Holder::Users => ("user", "s"),
                };
                let count = moves.len().to_string();
                let plural = if moves.len() == 1 { "" } else { why };
                let note = match holder {
                    Holder::Mailboxes => "",
                    Holder::Users => " whose principal name is missing or not theirs alone",
                };
                self.step(&[
                    button,
                    ": ",
                    &count,
                    " ",
                    what,
                    plural,
                    note,
                    ", now ",
                    text::license(from),
                    ".",
                ]);
                for change in moves {
                    let verdict = phase.verdict(change);
                    let mut then = String::new();
                    match (verdict.outcome, verdict.purge_at) {
                        (Outcome::Lost, _) => then.push_str(": the backups are lost at once"),
                        (_, Some(purge)) => {
                            let day = text::last_safe_day(purge).to_string();
                            text::add(&mut then, &[": last safe day ", &day]);
                        }
                        _ => {}
                    }
                    self.out.push_str("   ");
                    add_name(&mut self.out, job, change.row, &then);
                }
            }
        }
    }
}

/// A line with the name of somebody.
fn add_name(out: &mut String, job: Job<'_>, row: Row, then: &str) {
    out.push_str("- ");
    let name = job.people.display_names().get(row);
    if !name.is_empty() {
        add_code(out, name);
        out.push(' ');
    }
    add_code(out, job.handle(row));
    text::add(out, &[then, "\n"]);
}

/// A text nothing of which is markup: between more backticks than it has itself.
fn add_code(out: &mut String, text: &str) {
    let (mut run, mut fence) = (0, "`".to_owned());
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        if run == fence.len() {
            fence.push('`');
        }
    }
    // Spaces at both ends are taken away again.
    let wants = |end: Option<char>| matches!(end, Some('`' | ' '));
    let pad = if wants(text.chars().next()) || wants(text.chars().next_back()) { " " } else { "" };
    text::add(out, &[&fence, pad]);
    text::add_visible(out, text);
    text::add(out, &[pad, &fence]);
}
