//! Who holds what: a request is decided first, which changes nothing, and then applied whole.

mod change;
mod decide;
mod effect;
mod findings;
mod remedy;
mod report;
mod request;
mod shortage;
mod targets;
mod tenant;
mod verdicts;

pub use change::{Applied, Change, Configuration, apply, apply_remedy, configure, purchase};
pub use decide::{Decision, Part, decide, decide_naming};
pub use effect::{Effect, Group};
pub use remedy::{Candidate, Candidates, How, candidates};
pub use report::{Finding, PoolChange, Report};
pub use request::{Request, Targets, licensable};
pub use shortage::{RemedyKind, Shortage};
pub use targets::Chosen;
pub use tenant::{Contract, People, Tenant, Waiting, Why};
pub use verdicts::Verdicts;
