//! What everyone holds; the part of a tenant that requests change.
//!
//! Few people differ in what they hold: each distinct holding is kept once, in columns, and a code
//! a row says which it is. So a question is asked once a holding and not once a row.

use super::{Codes, Instants, Row, RowSet};
use crate::model::{Data, DataField, Holding, License};
use crate::time::Instant;
use seatplan_columns::mix;
use std::rc::Rc;

/// The holdings of all rows. Copies share them until one changes.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    codes: Rc<Codes>,
    values: Rc<Values>,
    /// The holding pushed last and its code: the next one is mostly the same.
    last: Option<(Holding, u32)>,
}

/// The distinct holdings, a place each.
#[derive(Clone, Debug, Default)]
struct Values {
    packed: Codes,
    licensed_at: Instants,
    unassigned_at: Instants,
    purge_at: Instants,
    purged_at: Instants,
    deleted_at: Instants,
    data_from: Instants,
    data_to: Instants,
    /// An open table: a part of the hash, and one more than a place; 0 where free.
    slots: Vec<u64>,
}

/// One byte: license, previous license and how much is known of the data.
fn pack(holding: &Holding) -> u8 {
    let license = |license| match license {
        None => 0,
        Some(License::Standard) => 1,
        Some(License::Archived) => 2,
    };
    let data = match holding.data {
        DataField::Absent => 0,
        DataField::None => 1,
        DataField::Some(_) => 2,
    };
    license(holding.license) | license(holding.previous_license) << 2 | data << 4
}

/// The license in a packed byte; the previous one after a shift by two.
fn license(bits: u32) -> Option<License> {
    match bits & 3 {
        1 => Some(License::Standard),
        2 => Some(License::Archived),
        _ => None,
    }
}

fn known_data(holding: &Holding) -> Data {
    match holding.data {
        DataField::Some(data) => data,
        DataField::Absent | DataField::None => Data::UNKNOWN,
    }
}

fn hash(holding: &Holding) -> u64 {
    let data = known_data(holding);
    let instants = [
        holding.licensed_at,
        holding.unassigned_at,
        holding.purge_at,
        holding.purged_at,
        holding.deleted_at,
        data.from,
        data.to,
    ];
    let start = u64::from(pack(holding));
    instants.iter().fold(start, |hash, instant| {
        mix(hash, instant.map_or(u64::MAX, |at| at.millis().cast_unsigned()))
    })
}

impl Values {
    fn len(&self) -> usize {
        self.packed.len()
    }

    fn get(&self, code: u32) -> Holding {
        let place = Row::new(code as usize);
        let bits = self.packed.get(place);
        Holding {
            license: license(bits),
            previous_license: license(bits >> 2),
            licensed_at: self.licensed_at.get(place),
            unassigned_at: self.unassigned_at.get(place),
            purge_at: self.purge_at.get(place),
            purged_at: self.purged_at.get(place),
            deleted_at: self.deleted_at.get(place),
            data: match bits >> 4 & 3 {
                1 => DataField::None,
                2 => DataField::Some(Data {
                    from: self.data_from.get(place),
                    to: self.data_to.get(place),
                }),
                _ => DataField::Absent,
            },
        }
    }

    fn push(&mut self, holding: &Holding) {
        let data = known_data(holding);
        self.packed.push(pack(holding).into());
        self.licensed_at.push(holding.licensed_at);
        self.unassigned_at.push(holding.unassigned_at);
        self.purge_at.push(holding.purge_at);
        self.purged_at.push(holding.purged_at);
        self.deleted_at.push(holding.deleted_at);
        self.data_from.push(data.from);
        self.data_to.push(data.to);
    }

    /// The code of a holding, or the slot where it belongs.
    fn find(&self, holding: &Holding, hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the slot")]
        let start = hash as usize;
        for step in 0..self.slots.len() {
            let place = start.wrapping_add(step) & mask;
            let slot = self.slots.get(place).copied().unwrap_or(0);
            if slot == 0 {
                return Err(place);
            }
            #[expect(clippy::cast_possible_truncation, reason = "the low half is the place")]
            let code = (slot as u32).wrapping_sub(1);
            if slot >> 32 == hash >> 32 && self.get(code) == *holding {
                return Ok(code);
            }
        }
        Err(0)
    }

    /// The code of a holding, a new one if there is none like it yet.
    fn code(&mut self, holding: &Holding) -> u32 {
        if (self.len() + 1) * 2 > self.slots.len() {
            self.lay_out((self.slots.len() * 2).max(16));
        }
        let hash = hash(holding);
        self.find(holding, hash).unwrap_or_else(|place| {
            let code = u32::try_from(self.len()).unwrap_or(u32::MAX);
            self.push(holding);
            if let Some(slot) = self.slots.get_mut(place) {
                *slot = hash & !0xFFFF_FFFF | (u64::from(code) + 1);
            }
            code
        })
    }

    fn lay_out(&mut self, size: usize) {
        self.slots = vec![0; size];
        for code in 0..u32::try_from(self.len()).unwrap_or(u32::MAX) {
            let holding = self.get(code);
            let hash = hash(&holding);
            if let Err(place) = self.find(&holding, hash)
                && let Some(slot) = self.slots.get_mut(place)
            {
                *slot = hash & !0xFFFF_FFFF | (u64::from(code) + 1);
            }
        }
    }
}

impl Holdings {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Adds a row.
    pub fn push(&mut self, holding: &Holding) {
        let code = match self.last {
            Some((last, code)) if last == *holding => code,
            _ => Rc::make_mut(&mut self.values).code(holding),
        };
        self.last = Some((*holding, code));
        Rc::make_mut(&mut self.codes).push(code);
    }

    /// Adds rows by places in a table of holdings.
    pub fn extend(&mut self, places: &[u32], table: &[Holding]) {
        // Only what somebody holds gets a code.
        let mut used = vec![false; table.len()];
        for place in places {
            if let Some(used) = used.get_mut(*place as usize) {
                *used = true;
            }
        }
        let values = Rc::make_mut(&mut self.values);
        let code = |(holding, used): (&Holding, bool)| if used { values.code(holding) } else { 0 };
        let codes: Vec<u32> = table.iter().zip(used).map(code).collect();
        Rc::make_mut(&mut self.codes).extend(places, &codes);
    }

    /// The license of a row.
    pub fn license(&self, row: Row) -> Option<License> {
        self.license_of(self.code_of(row))
    }

    /// The holding of a row; an empty one beyond the end.
    pub fn get(&self, row: Row) -> Holding {
        if row.index() < self.len() { self.value(self.code_of(row)) } else { Holding::default() }
    }

    /// Which of the distinct holdings a row has.
    pub fn code_of(&self, row: Row) -> u32 {
        self.codes.get(row)
    }

    /// The codes of all rows.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// How many distinct holdings are known, whether somebody has them or not.
    pub fn distinct(&self) -> usize {
        self.values.len()
    }

    /// The holding of a code.
    pub fn value(&self, code: u32) -> Holding {
        self.values.get(code)
    }

    /// The license of a code.
    pub fn license_of(&self, code: u32) -> Option<License> {
        license(self.values.packed.get(Row::new(code as usize)))
    }

    /// When whoever has the holding of a code was deleted.
    pub fn deleted_at_of(&self, code: u32) -> Option<Instant> {
        self.values.deleted_at.get(Row::new(code as usize))
    }

    /// The distinct holdings, by their codes.
    pub fn values(&self) -> impl Iterator<Item = Holding> + '_ {
        (0..u32::try_from(self.distinct()).unwrap_or(u32::MAX)).map(|code| self.value(code))
    }

    /// The rows within a set whose holding is marked, in a table of the distinct ones.
    pub fn select_marked(&self, marked: &[bool], within: &RowSet) -> RowSet {
        self.codes.select(marked, within)
    }

    /// How many rows of a set have each of the distinct holdings.
    pub fn counts(&self, within: &RowSet) -> Vec<u32> {
        let mut counts = vec![0; self.distinct()];
        self.codes.count(within, &mut counts);
        counts
    }

    /// The rows within a set that hold a license, or none.
    pub fn holding(&self, license: Option<License>, within: &RowSet) -> RowSet {
        let codes = 0..u32::try_from(self.distinct()).unwrap_or(u32::MAX);
        let marked: Vec<bool> = codes.map(|code| self.license_of(code) == license).collect();
        self.select_marked(&marked, within)
    }

    /// Who is deleted at an instant.
    pub fn deleted_by(&self, at: Instant) -> RowSet {
        let places = (0..self.distinct()).map(Row::new);
        let deleted = |place| self.values.deleted_at.get(place).is_some_and(|when| when <= at);
        self.select_marked(&places.map(deleted).collect::<Vec<bool>>(), &RowSet::full(self.len()))
    }

    /// Gives rows another holding.
    pub fn set(&mut self, rows: &[Row], holding: &Holding) {
        let code = Rc::make_mut(&mut self.values).code(holding);
        Rc::make_mut(&mut self.codes).set(rows, code);
    }

    /// The bytes taken, shared or not.
    pub fn bytes(&self) -> usize {
        let (packed, instants) = self.parts();
        let instants: usize = instants.iter().map(|column| column.longs().bytes()).sum();
        self.codes.bytes() + packed.bytes() + instants + self.values.slots.capacity() * 8
    }
}

/// Distinct holdings as columns: a packed byte each, then the instants.
pub type HeldColumns<'a> = (&'a Codes, [&'a Instants; 7]);

impl Holdings {
    /// The same without what nobody holds, numbered in the order of the rows: two tenants that
    /// hold the same have the same columns, whatever happened to them before.
    pub fn tidied(&self) -> Self {
        let (codes, order) = self.codes.renumbered(self.distinct());
        let mut values = Values::default();
        order.into_iter().for_each(|code| values.push(&self.value(code)));
        Self { codes: Rc::new(codes), values: Rc::new(values), last: None }
    }

    /// The bytes that other holdings take beside these: none for what both share.
    pub fn bytes_beside(&self, other: &Self) -> usize {
        let same = Rc::ptr_eq(&self.codes, &other.codes) && Rc::ptr_eq(&self.values, &other.values);
        if same { 0 } else { other.bytes() }
    }

    /// Hands over the rows that hold another thing in other holdings of the same people.
    pub fn each_difference(&self, other: &Self, give: &mut dyn FnMut(Row)) {
        if Rc::ptr_eq(&self.codes, &other.codes) && Rc::ptr_eq(&self.values, &other.values) {
            return;
        }
        let mut last = None;
        for row in (0..self.len()).map(Row::new) {
            let codes = (self.code_of(row), other.code_of(row));
            let same = match last {
                Some((known, same)) if known == codes => same,
                _ => self.value(codes.0) == other.value(codes.1),
            };
            last = Some((codes, same));
            if !same {
                give(row);
            }
        }
    }

    /// The columns of [`Holdings::tidied`] holdings, to be stored beside their codes.
    pub fn parts(&self) -> HeldColumns<'_> {
        let values = &*self.values;
        let instants = [
            &values.licensed_at,
            &values.unassigned_at,
            &values.purge_at,
            &values.purged_at,
            &values.deleted_at,
            &values.data_from,
            &values.data_to,
        ];
        (&values.packed, instants)
    }

    /// Holdings of stored codes and columns; none when they are not tidy, one occurs twice, a
    /// packed byte means nothing, or the columns differ in length.
    pub fn from_parts(codes: Codes, packed: Codes, instants: [Instants; 7]) -> Option<Self> {
        let Codes::One(list) = &packed else { return None };
        let distinct = list.len();
        let sound = |&bits: &u8| bits & 3 != 3 && bits >> 2 & 3 != 3 && bits >> 4 <= 2;
        let fits = list.iter().all(sound)
            && instants.iter().all(|instants| instants.longs().len() == distinct);
        let (tidy, order) = codes.renumbered(distinct);
        if !fits || order.len() != distinct || tidy != codes {
            return None;
        }
        let [licensed_at, unassigned_at, purge_at, purged_at, deleted_at, data_from, data_to] =
            instants;
        // A span belongs to data that is there.
        let spare = |row| data_from.get(row).is_some() || data_to.get(row).is_some();
        if list.iter().enumerate().any(|(row, bits)| bits >> 4 != 2 && spare(Row::new(row))) {
            return None;
        }
        let mut values = Values {
            packed,
            licensed_at,
            unassigned_at,
            purge_at,
            purged_at,
            deleted_at,
            data_from,
            data_to,
            slots: Vec::new(),
        };
        values.lay_out((distinct * 2).next_power_of_two().max(16));
        let filled = values.slots.iter().filter(|&&slot| slot != 0).count();
        let values = Rc::new(values);
        (filled == distinct).then(|| Self { codes: Rc::new(codes), values, last: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holding(n: i64) -> Holding {
        Holding {
            license: [None, Some(License::Standard), Some(License::Archived)][n as usize % 3],
            purge_at: Instant::from_millis(n / 3),
            data: DataField::Some(Data { from: None, to: Instant::from_millis(n % 7) }),
            ..Holding::default()
        }
    }

    proptest! {
        #[test]
        fn behaves_like_a_list(
            first in prop::collection::vec(0i64..40, 0..60),
            changes in prop::collection::vec((0usize..60, 0i64..900), 0..60),
        ) {
            let mut holdings = Holdings::default();
            let mut naive: Vec<Holding> = first.iter().map(|&n| holding(n)).collect();
            naive.iter().for_each(|one| holdings.push(one));
            let copy = holdings.clone();
            let before = naive.clone();
            for (row, n) in changes {
                if let Some(place) = naive.get_mut(row) {
                    *place = holding(n);
                    holdings.set(&[Row::new(row)], &holding(n));
                }
            }
            for (row, holding) in naive.iter().enumerate() {
                prop_assert_eq!(holdings.get(Row::new(row)), *holding);
                prop_assert_eq!(holdings.license(Row::new(row)), holding.license);
                prop_assert_eq!(copy.get(Row::new(row)), before[row]);
            }
            let tidy = holdings.tidied();
            let (packed, instants) = tidy.parts();
            let instants = instants.map(Clone::clone);
            let again = Holdings::from_parts(tidy.codes().clone(), packed.clone(), instants);
            let again = again.unwrap();
            for (row, holding) in naive.iter().enumerate() {
                prop_assert_eq!(again.get(Row::new(row)), *holding);
            }
            let mut seen: Vec<Holding> = holdings.values().collect();
            let distinct = seen.len();
            seen.dedup();
            prop_assert_eq!(seen.len(), distinct);
        }
    }
}
