//! The story of a tenant: what was done and can be undone, and what is planned.

mod advise;
mod compare;
mod ledger;
mod player;
mod timeline;

pub use advise::{Advised, advise};
pub use compare::{Comparison, compare};
pub use ledger::{Delta, Entry, Ledger, Moment, Queue, elapse};
pub use player::{Dated, Player, Step, sort_plan};
pub use timeline::{Lack, Timeline, timeline};
