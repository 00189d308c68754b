//! What happens as time passes: purges at their instant and the daily syncs (the rules under
//! *Automation*). One run is a pure function of a tenant and two instants.

mod agenda;
mod clockwork;
mod notice;
mod occurrence;
mod sync;

pub use clockwork::{Advice, Clockwork, is_idle};
pub use notice::notice;
pub use occurrence::{Occurrence, by_code};
