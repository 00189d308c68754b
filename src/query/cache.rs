//! What questions work out once: the status of everyone at an instant.

use super::View;
use crate::directory::{Codes, Row};
use crate::model::{ArchivedDeactivation, Days, Holding};
use crate::retention::{Condition, Status};
use crate::time::Instant;
use std::cell::RefCell;
use std::rc::Rc;

/// What the status of an unchanged holding depends on.
type Key = (Instant, Days, ArchivedDeactivation);

/// The statuses last asked for. It belongs to holdings, and is emptied when they change.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    statuses: RefCell<Option<(Key, Rc<Codes>)>>,
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

    /// The status of every row, as places in [`Status::ALL`].
    pub(super) fn statuses(&self, view: &View<'_>) -> Rc<Codes> {
        let key = key(view);
        if let Some((known, codes)) = &*self.statuses.borrow()
            && *known == key
        {
            return Rc::clone(codes);
        }
        let mut codes = Codes::default();
        let mut last: Option<(Holding, u32)> = None;
        for row in (0..view.directory.len()).map(Row::new) {
            let holding = view.holdings.get(row);
            let code = match last {
                Some((known, code)) if known == holding => code,
                _ => {
                    let status = Condition::of(&holding, view.policy, view.at).status;
                    let place = Status::ALL.iter().position(|known| *known == status);
                    place.map_or(0, |place| u32::try_from(place).unwrap_or(0))
                }
            };
            last = Some((holding, code));
            codes.push(code);
        }
        let codes = Rc::new(codes);
        *self.statuses.borrow_mut() = Some((key, Rc::clone(&codes)));
        codes
    }
}
