//! A big file, chunk by chunk.

use super::handle::TenantHandle;
use super::import::Read;
use crate::exchange::import::{Base, Pieces};
use crate::json::{Json, Object};
use crate::model::LicensingError;
use crate::time::Instant;
use crate::value::Value;

/// An import that is under way. The tenant changes only when it is finished.
#[derive(Debug)]
pub struct ImporterHandle {
    pieces: Pieces,
    read: Read,
    at: Instant,
    /// The tenant the file is being joined with.
    revision: u64,
}

impl ImporterHandle {
    /// Begins an import into a tenant.
    ///
    /// # Errors
    /// Malformed options; `OUT_OF_ORDER`.
    pub fn new(
        tenant: &TenantHandle,
        options: Option<Value>,
        now: Instant,
    ) -> Result<Self, LicensingError> {
        let (read, at) = tenant.import_options(options, now)?;
        let pieces = Pieces::new(read.options.clone());
        Ok(Self { pieces, read, at, revision: tenant.revision() })
    }

    /// Takes the next chunk and says how far it is.
    ///
    /// # Errors
    /// Those of an import; `TOO_LARGE` for more than 1 GiB.
    pub fn push(&mut self, tenant: &TenantHandle, chunk: &[u8]) -> Result<Json, LicensingError> {
        let people = tenant.tenant();
        let base = Base {
            directory: people.directory(),
            holdings: people.holdings(),
            policy: &people.policy,
            at: self.at,
        };
        self.pieces.push(base, chunk)?;
        let (bytes, rows) = self.pieces.progress();
        Ok(Object::new().with("bytes", bytes).with("rows", rows).value())
    }

    /// Joins the file with the tenant.
    ///
    /// # Errors
    /// Those of an import.
    pub fn finish(self, tenant: &mut TenantHandle) -> Result<Json, LicensingError> {
        let Self { mut pieces, read, at, revision } = self;
        // What was joined so far was joined with the tenant as it was then.
        let later = tenant.clock().is_some_and(|clock| clock < at);
        if later || tenant.revision() != revision {
            pieces.begin_again();
        }
        let mut pieces = Some(pieces);
        tenant.join(&read, at, &mut |base| pieces.take().unwrap_or_default().finish(base))
    }
}
