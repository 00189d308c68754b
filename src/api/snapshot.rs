//! The handle as one file, and back.

use super::handle::TenantHandle;
use crate::exchange::snapshot::{Source, Stored, open};
use crate::model::LicensingError;

impl TenantHandle {
    /// The whole state, ready to be written.
    pub fn snapshot(&self) -> Stored<'_> {
        Stored::new(self.tenant(), self.clock(), self.revision(), &[])
    }

    /// The handle a snapshot was taken of.
    ///
    /// # Errors
    /// `DAMAGED_SNAPSHOT` with the section, `NEWER_SNAPSHOT`, `OUT_OF_MEMORY`.
    pub fn from_snapshot(source: &dyn Source) -> Result<Self, LicensingError> {
        let opened = open(source)?;
        let mut handle = Self::new(None)?;
        handle.restore(opened.tenant, opened.clock, opened.revision);
        Ok(handle)
    }

    /// The bytes the tenant takes: its columns, and what was worked out of them.
    pub fn used_bytes(&self) -> usize {
        self.tenant().directory().bytes() + self.tenant().holdings().bytes()
    }
}
