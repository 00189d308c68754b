//! Questions about licenses: what a request would do, what becomes of the data, the pools.

use super::answer::{self, Outcomes};
use super::handle::TenantHandle;
use super::read::{Path, Reader};
use super::request::{Part, read_request};
use super::selection::Selection;
use super::write;
use crate::json::{Json, Object};
use crate::licensing::{self, Applied};
use crate::model::LicensingError;
use crate::time::Instant;
use crate::value::Value;

impl TenantHandle {
    /// What a request would do.
    ///
    /// # Errors
    /// Malformed input.
    pub fn validate(
        &self,
        request: Value,
        at: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = read_request(&mut reader, &Path::root("request"), request, context);
        let at = self.instant(&mut reader, at, now);
        let Some(request) = reader.finish(request)? else {
            return Ok(Json::null());
        };
        let tenant = self.seen(at);
        let decision = licensing::decide(&tenant, &request, at)?;
        Ok(answer::report(&tenant, &decision.report))
    }

    /// What becomes of each target's data, a part at a time, and the totals.
    ///
    /// # Errors
    /// Malformed input.
    pub fn preview(
        &self,
        request: Value,
        options: Option<Value>,
        selections: &[Selection],
        now: Instant,
    ) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let context = self.context(selections);
        let request = match request {
            Value::Null => None,
            value => read_request(&mut reader, &Path::root("request"), value, context),
        };
        let path = Path::root("options");
        let options = options.unwrap_or_else(|| Value::Object(Vec::new()));
        let mut at = self.clock.unwrap_or(now);
        let mut part = Part { offset: 0, limit: 100 };
        if let Some(mut fields) = reader.object(&path, options) {
            at = fields.optional(&mut reader, &path, "at", Reader::at).unwrap_or(at);
            part = Part::read(&mut reader, &path, &mut fields);
            fields.finish(&mut reader, &path);
        }
        let request = reader.finish(request)?;
        let tenant = self.seen(at);
        let (report, outcomes) = match request {
            Some(request) => {
                let decision = licensing::decide(&tenant, &request, at)?;
                let outcomes = Outcomes::of_decision(&tenant, &decision, part.offset, part.limit);
                (decision.report, outcomes)
            }
            None => (
                Applied::nothing(&tenant).report,
                Outcomes::of_nothing(&tenant, at, part.offset, part.limit),
            ),
        };
        Ok(Object::new()
            .with("report", answer::report(&tenant, &report))
            .with("totals", outcomes.totals())
            .with("outcomes", Json::list(outcomes.listed.into_iter()))
            .value())
    }

    /// The four pools.
    ///
    /// # Errors
    /// Malformed `at`.
    pub fn pools(&self, at: Option<Value>, now: Instant) -> Result<Json, LicensingError> {
        let mut reader = Reader::default();
        let at = self.instant(&mut reader, at, now);
        reader.finish(())?;
        Ok(Json::list(self.seen(at).pools().iter().map(write::pool)))
    }
}
