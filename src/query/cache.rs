//! What questions work out once: how many different values a column has.

use super::View;
use crate::model::{ArchivedDeactivation, Days};
use crate::time::Instant;
use std::cell::RefCell;

/// What an unchanged holding is judged by.
type Key = (Instant, Days, ArchivedDeactivation);

/// The counts last asked for. It belongs to holdings, and is emptied when they change.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    distinct: RefCell<Vec<(Key, &'static str, usize)>>,
}

fn key(view: &View<'_>) -> Key {
    (view.at, view.policy.grace_days, view.policy.archived_deactivation)
}

impl Cache {
    /// How many different values a column has, counted when first asked for.
    pub(super) fn distinct(
        &self,
        view: &View<'_>,
        column: &'static str,
        count: impl FnOnce() -> usize,
    ) -> usize {
        let key = key(view);
        let mut known = self.distinct.borrow_mut();
        known.retain(|(then, ..)| *then == key);
        if let Some((_, _, count)) = known.iter().find(|(_, name, _)| *name == column) {
            return *count;
        }
        drop(known);
        let count = count();
        self.distinct.borrow_mut().push((key, column, count));
        count
    }
}
