//! Small numbers a row, in as few bytes as the largest needs.

use crate::narrow::Wanted;
use crate::{Row, RowSet};

/// A code a row, one, two or four bytes wide; rows beyond the end have code 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Codes {
    /// Codes below 2^8.
    One(Vec<u8>),
    /// Codes below 2^16.
    Two(Vec<u16>),
    /// Any codes.
    Four(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

/// Runs the same code for whichever width a column has.
macro_rules! for_width {
    ($codes:expr, $list:ident => $body:expr) => {
        match $codes {
            Codes::One($list) => $body,
            Codes::Two($list) => $body,
            Codes::Four($list) => $body,
        }
    };
}

impl Codes {
    /// How many rows have a code.
    pub fn len(&self) -> usize {
        for_width!(self, list => list.len())
    }

    /// Whether no row has one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes taken.
    pub fn bytes(&self) -> usize {
        match self {
            Self::One(list) => list.capacity(),
            Self::Two(list) => list.capacity() * 2,
            Self::Four(list) => list.capacity() * 4,
        }
    }

    /// The code at a place.
    #[inline]
    pub fn at(&self, index: usize) -> u32 {
        match self {
            Self::One(list) => list.get(index).map_or(0, |&code| code.into()),
            Self::Two(list) => list.get(index).map_or(0, |&code| code.into()),
            Self::Four(list) => list.get(index).copied().unwrap_or(0),
        }
    }

    /// Adds a row.
    #[inline]
    pub fn push(&mut self, code: u32) {
        match self {
            Self::One(list) => match u8::try_from(code) {
                Ok(code) => return list.push(code),
                Err(_) => self.widen(code),
            },
            Self::Two(list) => match u16::try_from(code) {
                Ok(code) => return list.push(code),
                Err(_) => self.widen(code),
            },
            Self::Four(list) => return list.push(code),
        }
        self.push(code);
    }

    /// Adds a row for each place of a table, with the code there.
    pub fn extend(&mut self, places: &[u32], table: &[u32]) {
        let code = |place: &u32| table.get(*place as usize).copied().unwrap_or(0);
        let largest = table.iter().copied().max().unwrap_or(0);
        match self {
            Self::One(list) if u8::try_from(largest).is_ok() => {
                list.extend(places.iter().map(|place| u8::try_from(code(place)).unwrap_or(0)));
            }
            Self::Two(list) if u16::try_from(largest).is_ok() => {
                list.extend(places.iter().map(|place| u16::try_from(code(place)).unwrap_or(0)));
            }
            _ => places.iter().for_each(|place| self.push(code(place))),
        }
    }

    /// Gives rows there are another code.
    pub fn set(&mut self, rows: &[Row], code: u32) {
        let fits = match self {
            Self::One(_) => u8::try_from(code).is_ok(),
            Self::Two(_) => u16::try_from(code).is_ok(),
            Self::Four(_) => true,
        };
        if !fits {
            self.widen(code);
        }
        // The codes were made wide enough.
        match self {
            Self::One(list) => put(list, rows, u8::try_from(code).unwrap_or(u8::MAX)),
            Self::Two(list) => put(list, rows, u16::try_from(code).unwrap_or(u16::MAX)),
            Self::Four(list) => put(list, rows, code),
        }
    }

    /// Makes every code wide enough for a new one.
    fn widen(&mut self, code: u32) {
        let codes = (0..self.len()).map(|index| self.at(index));
        *self = match u16::try_from(code) {
            Ok(_) => Self::Two(codes.filter_map(|code| u16::try_from(code).ok()).collect()),
            Err(_) => Self::Four(codes.collect()),
        };
    }

    /// Gives the rows up to here that have none yet code 0.
    pub fn pad(&mut self, len: usize) {
        for_width!(self, list => list.resize(len.max(list.len()), 0));
    }

    /// The rows within a set whose code the table has marked; it has a place for each code.
    pub fn select(&self, marked: &[bool], within: &RowSet) -> RowSet {
        let mut rows = within.clone();
        self.narrow(marked, &mut rows);
        rows
    }

    /// Keeps the rows of a set whose code the table has marked; it has a place for each code.
    pub fn narrow(&self, marked: &[bool], rows: &mut RowSet) {
        let (few, others) = fewer(marked);
        match self {
            Self::One(list) => rows.narrow_by(&Wanted::Bytes(list, &narrowed(&few)), others),
            Self::Two(list) if few.len() < FEW => {
                rows.narrow_by(&Wanted::Numbers(list, &narrowed(&few)), others);
            }
            _ => for_width!(self, list => {
                let is = |code: usize| marked.get(code) == Some(&true);
                rows.narrow(list, is(0), |&code| is(code as usize).into());
            }),
        }
    }

    /// How often each code occurs in a set of rows; `counts` has a place for each code.
    pub fn count(&self, within: &RowSet, counts: &mut [u32]) {
        if let [only] = counts {
            *only += u32::try_from(within.count()).unwrap_or(u32::MAX);
            return;
        }
        for_width!(self, list => {
            let mut beyond = 0;
            within.each_block(list, |bits, codes| {
                if bits == u64::MAX {
                    for &code in codes {
                        if let Some(count) = counts.get_mut(code as usize) {
                            *count += 1;
                        }
                    }
                    beyond += 64 - codes.len();
                    return;
                }
                let mut rest = bits;
                while rest != 0 {
                    let place = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    match codes.get(place) {
                        Some(&code) => {
                            if let Some(count) = counts.get_mut(code as usize) {
                                *count += 1;
                            }
                        }
                        None => beyond += 1,
                    }
                }
            });
            if let Some(first) = counts.first_mut() {
                *first += u32::try_from(beyond).unwrap_or(u32::MAX);
            }
        });
    }

    /// The largest code there is; 0 without any.
    pub fn largest(&self) -> u32 {
        for_width!(self, list => list.iter().copied().max().map_or(0, u32::from))
    }

    /// The code of a row.
    pub fn get(&self, row: Row) -> u32 {
        self.at(row.index())
    }
}

impl Codes {
    /// The codes below a limit numbered anew in the order of their first rows, and which old code
    /// each new one was; codes from the limit on become one of their own.
    pub fn renumbered(&self, limit: usize) -> (Self, Vec<u32>) {
        let mut renumbered = Self::default();
        let mut order = Vec::new();
        let mut known = vec![u32::MAX; limit + 1];
        for_width!(self, list => for &code in list {
            let place = (code as usize).min(limit);
            let Some(new) = known.get_mut(place) else { continue };
            if *new == u32::MAX {
                *new = u32::try_from(order.len()).unwrap_or(u32::MAX);
                order.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
            renumbered.push(*new);
        });
        (renumbered, order)
    }
}

/// More codes than are looked for one by one.
const FEW: usize = 16;

/// The marked codes of a table or the others, whichever are fewer; and whether it is the others.
fn fewer(marked: &[bool]) -> (Vec<u32>, bool) {
    let count = marked.iter().filter(|is| **is).count();
    let wanted = count * 2 <= marked.len();
    let codes = (0..).zip(marked).filter(|(_, is)| **is == wanted);
    (codes.map(|(code, _)| code).collect(), !wanted)
}

/// Codes in fewer bytes; those that do not fit belong to no row.
fn narrowed<T: TryFrom<u32>>(codes: &[u32]) -> Vec<T> {
    codes.iter().filter_map(|&code| T::try_from(code).ok()).collect()
}

fn put<T: Copy>(list: &mut [T], rows: &[Row], code: T) {
    for row in rows {
        if let Some(place) = list.get_mut(row.index()) {
            *place = code;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn selects_and_counts_like_a_loop(
            codes in prop::collection::vec(prop_oneof![0u32..4, 250u32..260, 65_530u32..65_540], 0..300),
            more in 0usize..80,
            within in prop::collection::btree_set(0usize..380, 0..380),
            every in prop_oneof![1u32..4, Just(40), Just(70_000)],
        ) {
            let mut column = Codes::default();
            codes.iter().for_each(|&code| column.push(code));
            let len = codes.len() + more;
            let code = |index: usize| codes.get(index).copied().unwrap_or(0);
            (0..len).for_each(|index| assert_eq!(column.at(index), code(index)));
            let set = RowSet::from_fn(len, |row| within.contains(&row.index()));
            let marked: Vec<bool> = (0..66_000u32).map(|code| code % every == 0).collect();
            let found = column.select(&marked, &set);
            let mut counts = vec![0u32; 66_000];
            column.count(&set, &mut counts);
            for index in 0..len {
                let inside = within.contains(&index);
                prop_assert_eq!(found.contains(Row::new(index)), inside && code(index) % every == 0);
                if inside {
                    counts[code(index) as usize] -= 1;
                }
            }
            prop_assert!(counts.iter().all(|&count| count == 0));
        }
    }
}
