//! A script for the PowerShell module. The text of it is `powershell.ps1`; data enters as Base64
//! of UTF-8 JSON inside one kind of literal, because PowerShell takes five characters for a quote,
//! and its version 5.1 reads a file in the code page of the country: no letter of that alphabet
//! ends a literal in any.

use super::{Job, text};
use crate::json::{Json, Object};

const SCRIPT: &str = include_str!("powershell.ps1");

/// Writes the script.
pub fn write(job: Job<'_>, out: &mut String) {
    // `~` stands where the region goes, and then where the batches go.
    let mut has_region = false;
    for character in SCRIPT.chars() {
        match character {
            '~' if has_region => add_batches(job, out),
            '~' => {
                out.push_str(&job.handover.region.to_ascii_uppercase());
                has_region = true;
            }
            other => out.push(other),
        }
    }
}

fn add_batches(job: Job<'_>, out: &mut String) {
    for phase in &job.handover.phases {
        let day = text::digits(&phase.at.date().to_string());
        let day = day.bytes().fold(0, |day, digit| day * 10 + u64::from(digit - b'0'));
        let day = if job.handover.dated { day } else { 0 };
        for batch in phase.batches(job.by_api).0 {
            let users = batch.rows.iter().map(|&row| {
                Object::new()
                    .with("userPrincipalName", job.people.principal_names().get(row))
                    .with("id", job.people.id(row))
                    .value()
            });
            let json = Object::new()
                .with("day", day)
                .with("from", text::tier(batch.from))
                .with("to", text::tier(batch.to))
                .with("users", Json::list(users))
                .value();
            out.push('\'');
            text::add_base64(out, json.as_str().as_bytes());
            out.push_str("'\n");
        }
    }
}
