//! What time and a change of license do to one holder's data: pure functions of a holding, a
//! policy and an instant.

mod condition;
mod few;
mod outcome;

pub use condition::{Condition, Status, next_backup, purge_date, trim};
pub use few::Few;
pub use outcome::{Asked, Outcome, Verdict, judge};
