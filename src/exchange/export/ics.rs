//! A calendar of the days on which data can be saved for the last time, and of the renewal.

use super::{Job, text};
use crate::directory::{Row, sort_rows};
use crate::licensing::Tenant;
use crate::model::License;
use crate::retention::{Condition, Status};
use crate::time::{Date, Instant};

/// How many people an event names.
const MOST_NAMED: usize = 20;
/// How many bytes a line may have, without its end.
const LINE: usize = 75;

const HEAD: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//seatplan//seatplan//EN\r\nCALSCALE:GREGORIAN\r\n";
/// A calendar must have a component; without an event it has the time zone all its times are in.
const NO_EVENTS: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

struct Calendar<'a> {
    job: Job<'a>,
    out: &'a mut String,
    stamp: String,
    /// Tells the events of one tenant from those of another.
    tenant: String,
}

/// Writes the calendar.
pub fn write(job: Job<'_>, out: &mut String) {
    let handover = job.handover;
    out.push_str(HEAD);
    let head = out.len();
    let stamp = basic(handover.start);
    let tenant = fingerprint(if job.people.is_empty() { "" } else { job.people.id(Row::new(0)) });
    let mut calendar = Calendar { job, out, stamp, tenant };
    // What is in grace is looked for in each state, for as long as it lasts.
    let states = std::iter::once((&handover.tenant, handover.start))
        .chain(handover.phases.iter().map(|phase| (&phase.after, phase.at)));
    let ends = handover.phases.iter().map(|phase| phase.at).chain([Instant::MAX]);
    for ((tenant, from), until) in states.zip(ends) {
        calendar.purges(tenant, from, until);
    }
    calendar.renewal(handover.last());
    if out.len() == head {
        out.push_str(NO_EVENTS);
    }
    out.push_str("END:VCALENDAR\r\n");
}

impl Calendar<'_> {
    /// One event for each last safe day.
    fn purges(&mut self, tenant: &Tenant, from: Instant, until: Instant) {
        let due = |row| {
            let condition = Condition::of(&tenant.holdings().get(row), &tenant.policy, from);
            condition.purge_at.filter(|&due| condition.status == Status::Grace && due < until)
        };
        let people = tenant.directory();
        let mut rows: Vec<Row> = people.rows().filter(|&row| due(row).is_some()).collect();
        sort_rows(&mut rows, &mut |a, b| {
            due(a).cmp(&due(b)).then_with(|| people.id(a).cmp(people.id(b)))
        });
        let day = |row: Row| due(row).map(text::last_safe_day);
        for rows in rows.chunk_by(|&a, &b| day(a) == day(b)) {
            let Some(day) = rows.first().and_then(|&row| day(row)) else { continue };
            let mut summary = "Last day to save the backups of ".to_owned();
            summary.push_str(&text::counted(rows.len() as u64, "holder"));
            let mut about = "Whoever has no license again by the end of this day (UTC) loses their backups for good:\n".to_owned();
            for &row in rows.iter().take(MOST_NAMED) {
                let name = self.job.people.display_names().get(row);
                text::add_visible(&mut about, name);
                about.push_str(if name.is_empty() { "<" } else { " <" });
                text::add_visible(&mut about, self.job.handle(row));
                text::add(&mut about, &[">: "]);
                if let Some(due) = due(row) {
                    text::add(&mut about, &[&due.to_string(), "\n"]);
                }
            }
            if rows.len() > MOST_NAMED {
                let more = (rows.len() - MOST_NAMED).to_string();
                text::add(&mut about, &["and ", &more, " more"]);
            }
            self.event("last-safe-day", day, &summary, &about);
        }
    }

    fn renewal(&mut self, tenant: &Tenant) {
        let Some(prices) = &tenant.prices else { return };
        if prices.renewal < self.job.handover.start.date() {
            return;
        }
        let mut about = String::new();
        for license in License::ALL {
            let count = tenant.purchased.of(license).get().to_string();
            text::add(&mut about, &[license.as_str(), ": ", &count, "\n"]);
        }
        self.event("renewal", prices.renewal, "Renewal of the backup licenses", &about);
    }

    /// An event of one whole day.
    fn event(&mut self, kind: &str, day: Date, summary: &str, about: &str) {
        let next = day.start().plus_days(1).date().to_string();
        let (day, next) = (text::digits(&day.to_string()), text::digits(&next));
        let mut lines = String::new();
        for line in [
            &["BEGIN:VEVENT"] as &[&str],
            &["UID:", kind, "-", &day, "-", &self.tenant, "@seatplan.invalid"],
            &["DTSTAMP:", &self.stamp],
            &["DTSTART;VALUE=DATE:", &day],
            &["DTEND;VALUE=DATE:", &next],
            &["SUMMARY:", summary],
            &["DESCRIPTION:", &escaped(about)],
            &["TRANSP:TRANSPARENT"],
            &["END:VEVENT"],
        ] {
            lines.clear();
            text::add(&mut lines, line);
            add_folded(self.out, &lines);
        }
    }
}

/// `20260131T080000Z`.
fn basic(at: Instant) -> String {
    let mut seconds = text::digits(&at.to_string());
    seconds.truncate("20260131T080000".len());
    seconds.push('Z');
    seconds
}

/// A text as a value: its lines are told apart by `\n`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            ';' | ',' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

/// Adds a line; one that is too long goes on in the next, after a space, between characters.
fn add_folded(out: &mut String, line: &str) {
    let mut used = 0;
    for character in line.chars() {
        if used + character.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        used += character.len_utf8();
        out.push(character);
    }
    out.push_str("\r\n");
}

/// A short name for a long one (FNV-1a).
fn fingerprint(text: &str) -> String {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash.to_string()
}
