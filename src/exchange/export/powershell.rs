//! A script for the PowerShell module. The text of it is `powershell.ps1`; data enters as Base64
//! of UTF-8 JSON inside one kind of literal, because PowerShell takes five characters for a quote,
//! and its version 5.1 reads a file in the code page of the country: no letter of that alphabet
//! ends a literal in any.

use super::{Job, text};
use crate::json::{Json, Object};

const SCRIPT: &str = include_str!("powershell.ps1");

/// Writes the script.
pub fn write(job: Job<'_>, out: &mut String) {
    // `{{}}` stands where the region and the batches go.
    let mut parts = SCRIPT.split("{{}}");
    out.push_str(parts.next().unwrap_or(""));
    out.push_str(&job.handover.region.to_ascii_uppercase());
    out.push_str(parts.next().unwrap_or(""));
    for phase in &job.handover.phases {
        let day = match job.handover.dated {
            true => text::digits(&phase.at.date().to_string()),
            false => "0".to_owned(),
        };
        for batch in phase.batches(job.by_api).0 {
            let users = batch.rows.iter().map(|&row| {
                Object::new()
                    .with("userPrincipalName", job.people.principal_names().get(row))
                    .with("id", job.people.id(row))
                    .value()
            });
            let json = Object::new()
                .with("day", day.parse::<u64>().unwrap_or(0))
                .with("from", text::tier(batch.from))
                .with("to", text::tier(batch.to))
                .with("users", Json::list(users))
                .value();
            out.push('\'');
            text::add_base64(out, json.as_str().as_bytes());
            out.push_str("'\n");
        }
    }
    out.push_str(parts.next().unwrap_or(""));
}
