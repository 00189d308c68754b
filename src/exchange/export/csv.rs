//! Who changes to what, as a table.
//!
//! It begins with a byte order mark: without one Excel reads UTF-8 as the code page of the country,
//! and every reader of ours and of others passes over it. Every cell is quoted, so that a
//! spreadsheet that expects `;` still sees whole cells, and defused; lines end as RFC 4180 wants.
//! Control characters, which no name has, become their pictures: `␀` for NUL.

use super::super::defuse;
use super::{Job, text};

const HEADER: &str = "\u{feff}when,id,principalName,displayName,mail,holder,from,to,outcome,purgeAt,lastSafeDay,rule\r\n";

/// Writes the table.
pub fn write(job: Job<'_>, out: &mut String) {
    out.push_str(HEADER);
    for phase in &job.handover.phases {
        let when = phase.at.to_string();
        for change in phase.moves() {
            let verdict = phase.verdict(change);
            let mut rules = String::new();
            for rule in verdict.rules.iter() {
                if !rules.is_empty() {
                    rules.push(' ');
                }
                rules.push_str(rule.slug());
            }
            let people = job.people;
            let row = change.row;
            let purge = verdict.purge_at;
            let cells = [
                when.as_str(),
                people.id(row),
                people.principal_names().get(row),
                people.display_names().get(row),
                people.mails().get(row),
                people.holder(row).as_str(),
                text::license(change.from),
                text::license(change.to),
                verdict.outcome.as_str(),
                &purge.map_or_else(String::new, |purge| purge.to_string()),
                &purge.map_or_else(String::new, |purge| text::last_safe_day(purge).to_string()),
                &rules,
            ];
            for (place, cell) in cells.into_iter().enumerate() {
                out.push_str(if place == 0 { "\"" } else { ",\"" });
                add_cell(out, cell);
                out.push('"');
            }
            out.push_str("\r\n");
        }
    }
}

fn add_cell(out: &mut String, cell: &str) {
    // Nearly every cell is of this kind, and nothing is to be done about it.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" .:_-@".contains(&byte);
    if cell.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric())
        && cell.bytes().all(is_plain)
    {
        out.push_str(cell);
        return;
    }
    for character in defuse(cell).chars() {
        match character {
            '"' => out.push_str("\"\""),
            // Programs end a cell at some of these, or refuse the file, as our own reader does.
            '\0'..='\u{8}' | '\u{e}'..='\u{1f}' => {
                let picture = 0x2400 + u32::from(character);
                out.push(char::from_u32(picture).unwrap_or('\u{fffd}'));
            }
            '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}
