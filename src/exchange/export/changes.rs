//! What changes between two states of a tenant, and in which order it never runs short.

use crate::directory::{Directory, Interner, Row, RowSet};
use crate::licensing::Tenant;
use crate::model::{Action, Holder, License, LicensingError, PoolKey};
use crate::retention::{Verdict, judge};
use crate::time::Instant;

/// How many names one call of the product takes.
pub const MOST_NAMES: usize = 500;

/// A tenant before and after what is done at an instant.
#[derive(Clone, Debug)]
pub struct Phase {
    /// When.
    pub at: Instant,
    /// Before.
    pub before: Tenant,
    /// After; its people are those before, in their places, and perhaps more.
    pub after: Tenant,
}

/// One holder's change of license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose.
    pub row: Row,
    /// The license held before.
    pub from: Option<License>,
    /// The license held after.
    pub to: Option<License>,
}

/// Holders who change alike in one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The license held before.
    pub from: Option<License>,
    /// The license held after.
    pub to: Option<License>,
    /// Who, at most [`MOST_NAMES`].
    pub rows: Vec<Row>,
}

/// The kinds of change, in the order in which they are made: what frees a license comes before
/// what takes one.
pub(super) const ORDER: [(Option<License>, Option<License>); 6] = [
    (Some(License::Standard), None),
    (Some(License::Archived), None),
    (Some(License::Standard), Some(License::Archived)),
    (Some(License::Archived), Some(License::Standard)),
    (None, Some(License::Archived)),
    (None, Some(License::Standard)),
];

impl Phase {
    /// The changes of license, in the order of the tenant.
    #[inline(never)]
    pub fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        for row in self.after.directory().rows() {
            let from = self.before.holdings().license(row);
            let to = self.after.holdings().license(row);
            if from != to {
                moves.push(Move { row, from, to });
            }
        }
        moves
    }

    /// What a change does to the data.
    pub fn verdict(&self, change: Move) -> Verdict {
        let after = self.after.holdings().get(change.row);
        let mut before = self.before.holdings().get(change.row);
        // Who was deleted meanwhile was so when the license changed, as far as anybody knows.
        before.deleted_at = after.deleted_at;
        let (when, action) = match change.to {
            Some(License::Standard) => (after.licensed_at, Action::ActivateStandard),
            Some(License::Archived) => (after.licensed_at, Action::ActivateArchived),
            None => (after.unassigned_at, Action::Deactivate),
        };
        let mut verdict = judge(&before, &self.after.policy, when.unwrap_or(self.at), Some(action));
        verdict.purge_at = after.purge_at.or(verdict.purge_at);
        verdict
    }

    /// The changes of these users as calls, in an order in which the pools suffice, and how many
    /// licenses must be free besides: users who change places between two full pools need one.
    pub fn batches(&self, whom: &RowSet) -> (Vec<Batch>, u64) {
        let mut rows: [Vec<Row>; ORDER.len()] = std::array::from_fn(|_| Vec::new());
        for change in self.moves() {
            for (rows, kind) in rows.iter_mut().zip(ORDER) {
                if kind == (change.from, change.to) && whom.contains(change.row) {
                    rows.push(change.row);
                }
            }
        }
        let [unlicensed, unarchived, archiving, resuming, archived, licensed] = rows;
        let free = |license, freed: &[Row]| {
            let key = PoolKey { holder: Holder::Users, license };
            let limit = self.after.pool(key).limit.unwrap_or(u64::from(u32::MAX));
            let assigned = self.before.pool(key).assigned.saturating_sub(freed.len() as u64);
            limit.saturating_sub(assigned)
        };
        let mut standard = free(License::Standard, &unlicensed);
        let mut archive = free(License::Archived, &unarchived);
        let mut batches = Vec::new();
        push(&mut batches, 0, &unlicensed);
        push(&mut batches, 1, &unarchived);

        let (mut archiving, mut resuming) = (archiving.as_slice(), resuming.as_slice());
        let mut spare = 0;
        while !(archiving.is_empty() && resuming.is_empty()) {
            let first = take(&mut archiving, archive);
            archive -= first.len() as u64;
            standard += first.len() as u64;
            push(&mut batches, 2, first);
            let second = take(&mut resuming, standard);
            standard -= second.len() as u64;
            archive += second.len() as u64;
            push(&mut batches, 3, second);
            if first.is_empty() && second.is_empty() {
                // Both pools are full, or one is short whatever the order.
                let missing = match (archiving.len(), resuming.len()) {
                    (0, short) | (short, 0) => short as u64,
                    _ => 1,
                };
                spare += missing;
                let pool = if archiving.is_empty() { &mut standard } else { &mut archive };
                *pool += missing;
            }
        }
        push(&mut batches, 4, &archived);
        push(&mut batches, 5, &licensed);
        (batches, spare)
    }
}

/// The first rows of a queue, as many as there are licenses and one call takes.
fn take<'a>(queue: &mut &'a [Row], free: u64) -> &'a [Row] {
    let most = usize::try_from(free).unwrap_or(MOST_NAMES).min(MOST_NAMES);
    let (first, rest) = queue.split_at_checked(most).unwrap_or((queue, &[]));
    *queue = rest;
    first
}

fn push(batches: &mut Vec<Batch>, kind: usize, rows: &[Row]) {
    let Some(&(from, to)) = ORDER.get(kind) else { return };
    batches.extend(rows.chunks(MOST_NAMES).map(|rows| Batch { from, to, rows: rows.to_vec() }));
}

/// Who can be reached by the product's API: users whose principal name nobody else has, compared
/// without case.
///
/// # Errors
/// `TOO_LARGE` when the names exceed 4 GiB.
pub fn reachable(people: &Directory) -> Result<RowSet, LicensingError> {
    let mut names = Interner::default();
    let mut first = Vec::new();
    let mut reachable = RowSet::empty(people.len());
    for row in (0..people.len()).map(Row::new) {
        let name = people.principal_names().get(row).to_ascii_lowercase();
        // The two names that mean another place in a URL, however they are written.
        if matches!(name.as_str(), "" | "." | "..") {
            continue;
        }
        let (place, new) = names.insert(&name)?;
        if new {
            first.push(row);
            reachable.insert(row);
        } else if let Some(&other) = first.get(place) {
            reachable.remove(other);
        }
    }
    reachable.minus(people.mailboxes());
    Ok(reachable)
}
