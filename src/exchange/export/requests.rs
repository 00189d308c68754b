//! The bodies of the REST calls, with what must be true before and after each.

use super::changes::Batch;
use super::json::indented;
use super::{Job, text};
use crate::json::{Json, Object};
use crate::model::License;
use crate::time::Instant;

const ABOUT: &str = "Send the steps in their order, each after the one before has succeeded. `count`: available is licenses - assignedStandard, or archivedLicenses - assignedArchive; stop when fewer are available than needed. `verify`: follow nextLink until it is empty and look at every user of the step named; compare names without case. Leave out of a body who holds the license already, and who does not hold what `from` says. After 429 or 504 wait, verify, and send the rest. Never unassign in order to change the type of a license.";

/// The steps so far.
struct Steps {
    base: String,
    not_before: Option<Instant>,
    list: Vec<Json>,
}

impl Steps {
    /// Adds a step and gives its number.
    fn add<const N: usize>(
        &mut self,
        what: &str,
        [method, path]: [&str; 2],
        more: [(&str, Json); N],
    ) -> usize {
        let number = self.list.len() + 1;
        let mut step = Object::new();
        step.with("step", number)
            .maybe("notBefore", self.not_before)
            .with("do", what)
            .with("method", method)
            .with("url", self.base.clone() + path);
        for (name, value) in more {
            step.with(name, value);
        }
        self.list.push(step.value());
        number
    }
}

/// Writes the document.
pub fn write(job: Job<'_>, out: &mut String) {
    let mut base = "https://o365-api-".to_owned();
    text::add(&mut base, &[job.handover.region, ".spanningbackup.com/external"]);
    let mut steps = Steps { base, not_before: None, list: Vec::new() };
    let mut by_hand = 0;
    for phase in &job.handover.phases {
        by_hand += phase.moves().iter().filter(|change| !job.by_api.contains(change.row)).count();
        steps.not_before = job.handover.dated.then_some(phase.at);
        for batch in phase.batches(job.by_api).0 {
            add_batch(&mut steps, job, &batch);
        }
    }
    let document = Object::new()
        .with("about", ABOUT)
        .with("region", job.handover.region)
        .with("authorization", "Basic: the administrator's e-mail, and the API token as password")
        .with("changesByHand", by_hand)
        .with("steps", Json::list(steps.list.into_iter()))
        .value();
    out.push_str(&indented(document.as_str()));
}

fn add_batch(steps: &mut Steps, job: Job<'_>, batch: &Batch) {
    let tier = text::tier(batch.to);
    let names = batch.rows.iter().map(|&row| job.people.principal_names().get(row));
    let mut body = Object::new();
    body.with("userPrincipalNames", Json::list(names));
    let (mut what, mut path) = ("unassign", "/users/unassign");
    if batch.to.is_some() {
        (what, path) = ("assign", "/users/assign");
        body.with("licenseType", tier);
        let needs =
            Object::new().with("licenseType", tier).with("available", batch.rows.len()).value();
        steps.add("count", ["GET", "/tenant"], [("needs", needs)]);
    }
    let from = Json::of(text::tier(batch.from));
    let sent = steps.add(what, ["POST", path], [("from", from), ("body", body.value())]);
    let expect = Object::new()
        .with("assigned", batch.to.is_some())
        .with("isArchive", batch.to == Some(License::Archived))
        .value();
    steps.add("verify", ["GET", "/users?size=500"], [("of", Json::of(sent)), ("expect", expect)]);
}
