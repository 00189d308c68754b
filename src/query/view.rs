//! What a filter looks at.

use super::Cache;
use crate::directory::{Directory, Holdings};
use crate::model::Policy;
use crate::time::Instant;

/// People and holdings at an instant under a policy.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Who there is.
    pub directory: &'a Directory,
    /// What they hold.
    pub holdings: &'a Holdings,
    /// The settings that decide purge dates.
    pub policy: &'a Policy,
    /// What is worked out once for these holdings.
    pub cache: &'a Cache,
    /// The instant that decides status and data.
    pub at: Instant,
}
