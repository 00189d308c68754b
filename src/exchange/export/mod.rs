//! Files out: what changes, for spreadsheets, scripts, calendars and people. One file a format.
//!
//! Every writer starts from the same phases: a tenant before and after, at an instant. Only what is
//! different between them is written, one change a holder, whatever commands led there.

mod anonymise;
mod changes;
mod checklist;
mod csv;
mod ics;
mod json;
mod powershell;
mod requests;
mod text;

pub use anonymise::anonymised;
pub use changes::{Batch, MOST_NAMES, Move, Phase};
pub use json::indented;

use crate::directory::{Directory, RowSet};
use crate::licensing::Tenant;
use crate::model::LicensingError;
use crate::time::Instant;

/// The formats changes can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A table of who changes to what.
    Csv,
    /// A script for the PowerShell module.
    PowerShell,
    /// The bodies of the REST calls.
    Requests,
    /// A calendar of last safe days and the renewal.
    Ics,
    /// Steps for what has no API.
    Checklist,
}

/// The regions of the product.
pub const REGIONS: [&str; 5] = ["us", "eu", "ap", "ca", "uk"];

/// What is handed over to be carried out.
#[derive(Clone, Debug)]
pub struct Handover {
    /// When it is written.
    pub start: Instant,
    /// The tenant as it is.
    pub tenant: Tenant,
    /// What changes, in the order of time.
    pub phases: Vec<Phase>,
    /// Whether a phase must wait for its day.
    pub dated: bool,
    /// One of [`REGIONS`].
    pub region: &'static str,
    /// Write pseudonyms instead of ids, names and addresses.
    pub anonymise: bool,
}

/// A hand-over being written: with the names to write, and who can be reached by the API.
#[derive(Clone, Copy, Debug)]
struct Job<'a> {
    handover: &'a Handover,
    people: &'a Directory,
    by_api: &'a RowSet,
}

impl Handover {
    /// The tenant when all is done.
    pub fn last(&self) -> &Tenant {
        self.phases.last().map_or(&self.tenant, |phase| &phase.after)
    }

    /// The changes in a format.
    ///
    /// # Errors
    /// `TOO_LARGE` when the names of everyone exceed 4 GiB.
    pub fn write(&self, kind: Kind) -> Result<String, LicensingError> {
        let people = self.last().directory();
        // A name that is not the only one of its kind is so under a pseudonym as well.
        let by_api = changes::reachable(people)?;
        let pseudonyms;
        let mut job = Job { handover: self, people, by_api: &by_api };
        if self.anonymise {
            pseudonyms = anonymise::pseudonyms(people)?;
            job.people = &pseudonyms;
        }
        let mut out = String::new();
        match kind {
            Kind::Csv => csv::write(job, &mut out),
            Kind::PowerShell => powershell::write(job, &mut out),
            Kind::Requests => requests::write(job, &mut out),
            Kind::Ics => ics::write(job, &mut out),
            Kind::Checklist => checklist::write(job, &mut out),
        }
        Ok(out)
    }
}
