//! Many new people at once, column by column.
//!
//! Most rows of most files are about somebody new, in plain cells. What a row says besides names
//! and dates is then read once for all rows that say the same; a row about which there is any
//! doubt is left to be read by itself.

use super::column::{Columns, Means};
use super::dates;
use super::merge::Join;
use super::row::{Incoming, Row, cleaned, tidied, value};
use crate::directory::{Alike, Batch, Block, Numbering, Seen, settled};
use crate::model::{Holding, LicensingError};
use crate::time::Instant;
use std::borrow::Cow;
use std::ops::Range;

/// How many ways to be alike, or values of an attribute, are told apart.
const MOST: usize = 4_096;

/// What is known of a file whose rows may be read many at once.
#[derive(Debug)]
pub struct Bulk {
    id: usize,
    principal_name: usize,
    mail: Option<usize>,
    display_name: Option<usize>,
    joined: Option<usize>,
    deleted: Option<usize>,
    /// The columns of few words, each with those it has, and the ways they occur together.
    words: Vec<(usize, Seen, Numbering)>,
    /// What each way says: nothing where its rows have to be read by themselves.
    ways: Vec<Option<Holding>>,
    alike: Alike,
    attributes: Vec<Spread>,
}

/// An attribute: its column, its place among those of the file, the cells seen, and their codes.
#[derive(Debug)]
struct Spread {
    column: usize,
    slot: usize,
    seen: Seen,
    codes: Vec<u32>,
    many: bool,
}

impl Bulk {
    /// The columns of a file by what they say; none when two say the same, because then one cell
    /// does not tell it.
    pub fn new(columns: &Columns) -> Option<Self> {
        let (mut id, mut principal_name, mut mail) = (None, None, None);
        let (mut display_name, mut joined, mut deleted) = (None, None, None);
        let (mut words, mut attributes, mut other) = (Vec::new(), Vec::new(), false);
        for (column, of) in columns.list.iter().enumerate() {
            let only = match of.means {
                Means::Id => &mut id,
                Means::PrincipalName => &mut principal_name,
                Means::Mail => &mut mail,
                Means::DisplayName => &mut display_name,
                Means::Joined => &mut joined,
                Means::DeletedAt => &mut deleted,
                Means::Attribute(slot) => {
                    let (seen, codes) = (Seen::default(), Vec::new());
                    attributes.push(Spread { column, slot, seen, codes, many: false });
                    continue;
                }
                Means::Nothing => continue,
                Means::Proxies(_) | Means::Again(_) => return None,
                means => {
                    other |= matches!(means, Means::IsDeleted | Means::Removed);
                    words.push((column, Seen::default(), Numbering::default()));
                    continue;
                }
            };
            if only.replace(column).is_some() {
                return None;
            }
        }
        if other && deleted.is_some() {
            return None;
        }
        Some(Self {
            id: id?,
            principal_name: principal_name?,
            mail,
            display_name,
            joined,
            deleted,
            words,
            ways: Vec::new(),
            alike: Alike::default(),
            attributes,
        })
    }
}

/// The cells of a column in some rows; empty ones where there is no such column.
fn cells<'a>(
    block: &Block<'a>,
    column: Option<usize>,
    rows: &Range<usize>,
    tidy: fn(&str) -> &str,
) -> Vec<&'a str> {
    let mut cells = Vec::with_capacity(rows.len());
    match column {
        Some(column) => block.column(column, rows.clone(), tidy, &mut cells),
        None => cells.resize(rows.len(), ""),
    }
    cells
}

impl Join {
    /// Joins rows of a block, from one on, and says how many: all up to one that is not certainly
    /// about somebody new.
    ///
    /// # Errors
    /// `TOO_LARGE` when a column passes 4 GiB.
    pub(super) fn many(
        &mut self,
        columns: &Columns,
        day_first: bool,
        block: &Block<'_>,
        from: usize,
    ) -> Result<usize, LicensingError> {
        let Some(mut bulk) = self.bulk.take().unwrap_or_else(|| Bulk::new(columns)) else {
            self.bulk = Some(None);
            return Ok(0);
        };
        let count = self.add_many(&mut bulk, columns, day_first, block, from)?;
        // Of no use once: of no use any more.
        self.bulk = Some(count.map(|_| bulk));
        Ok(count.unwrap_or(0))
    }

    fn add_many(
        &mut self,
        bulk: &mut Bulk,
        columns: &Columns,
        day_first: bool,
        block: &Block<'_>,
        from: usize,
    ) -> Result<Option<usize>, LicensingError> {
        if !self.people.finds_by_id_and_name_only() {
            return Ok(None);
        }
        let rows = from..block.rows();
        let mut ids = cells(block, Some(bulk.id), &rows, tidied);
        let mut names = cells(block, Some(bulk.principal_name), &rows, tidied);
        let Some(mut ways) = self.ways(bulk, columns, day_first, block, from)? else {
            return Ok(None);
        };
        let is_plain = |way: &u32| bulk.ways.get(*way as usize).is_some_and(Option::is_some);
        let dates = |place: Option<usize>| -> Vec<Option<i64>> {
            let cells = cells(block, place, &rows, tidied);
            let read = |cell: &&str| match *cell {
                "" => Some(None),
                cell => dates::instant(cell, day_first).map(|at| Some(at.millis())),
            };
            cells.iter().map_while(read).collect()
        };
        let (mut joined, mut deleted) = (dates(bulk.joined), dates(bulk.deleted));
        // Up to the first row of which anything is in doubt.
        let named = names.iter().take_while(|name| !name.is_empty()).count();
        let plain = ways.iter().take_while(|way| is_plain(way)).count();
        let count = settled(&ids).min(named).min(plain).min(joined.len()).min(deleted.len());
        // Who is known by one of these and not by the other is forgotten again.
        let first = self.people.directory.len();
        names.truncate(count);
        ids.truncate(self.people.add_names(&names, first));
        let count = self.people.directory.add_ids(&ids)?;
        names.truncate(count);
        ways.truncate(count);
        joined.truncate(count);
        deleted.truncate(count);
        let rows = from..from + count;
        self.people.directory.add_rows(&Batch {
            principal_names: &names,
            display_names: &cells(block, bulk.display_name, &rows, cleaned),
            mails: &cells(block, bulk.mail, &rows, tidied),
            joined_at: &joined,
            alike: &bulk.alike,
            places: &ways,
        })?;
        self.spread(bulk, columns, block, &rows)?;
        self.hold(bulk, &ways, &deleted, first);
        self.report.added += count as u64;
        self.said.push_marked(&ways, &vec![true; bulk.ways.len()]);
        Ok(Some(count))
    }

    /// In which way each row is like others; none when there are too many ways.
    fn ways(
        &mut self,
        bulk: &mut Bulk,
        columns: &Columns,
        day_first: bool,
        block: &Block<'_>,
        from: usize,
    ) -> Result<Option<Vec<u32>>, LicensingError> {
        let mut ways = vec![0; block.rows() - from];
        let (mut numbers, mut known) = (Vec::new(), 1);
        for (place, seen, together) in &mut bulk.words {
            let told_apart = block.numbers(*place, from..block.rows(), seen, &mut numbers)?;
            together.combine(&mut ways, &numbers);
            known = together.len();
            if !told_apart || known > MOST {
                return Ok(None);
            }
        }
        while bulk.ways.len() < known {
            let new = bulk.ways.len();
            let Some(row) = ways.iter().position(|way| *way as usize == new) else { break };
            let cells: Vec<&str> = block.row(from + row).collect();
            let way = self.way(bulk, columns, day_first, &cells)?;
            bulk.ways.push(way);
        }
        Ok(Some(ways))
    }

    /// What a row says besides names and dates; nothing when it has to be read by itself.
    fn way(
        &mut self,
        bulk: &mut Bulk,
        columns: &Columns,
        day_first: bool,
        row: &[&str],
    ) -> Result<Option<Holding>, LicensingError> {
        let mut cells: Vec<Option<Cow<'_, str>>> = vec![None; row.len()];
        let mut places: Vec<usize> = bulk.words.iter().map(|(place, ..)| *place).collect();
        // Any name will do, and no date.
        places.push(bulk.id);
        places.extend(bulk.deleted);
        for &place in &places {
            let word = match place {
                place if place == bulk.id => "?",
                place if Some(place) == bulk.deleted => "",
                place => row.get(place).copied().unwrap_or(""),
            };
            if let Some(cell) = cells.get_mut(place) {
                *cell = Some(Cow::Borrowed(word));
            }
        }
        let row = Row { line: 0, places: &places, cells: &cells };
        let read = Incoming::read(row, columns, day_first).ok();
        let entry = read.as_ref().map(|row| self.entry(row)).unwrap_or_default();
        let groups = read.as_ref().map(|row| self.groups(row)).unwrap_or_default();
        self.people.directory.note_alike(&mut bulk.alike, &entry, groups)?;
        Ok(read.map(|row| self.holding(&row)))
    }

    /// Adds the attributes of rows that were just added.
    fn spread(
        &mut self,
        bulk: &mut Bulk,
        columns: &Columns,
        block: &Block<'_>,
        rows: &Range<usize>,
    ) -> Result<(), LicensingError> {
        // Attributes come in the order in which rows first have them.
        let mut fresh = Vec::new();
        for Spread { column, slot, .. } in &bulk.attributes {
            let (column, slot) = (*column, *slot);
            if self.slots.get(slot).copied().flatten().is_none()
                && let Some(of) = columns.list.get(column)
            {
                let cells = cells(block, Some(column), rows, |cell| cell);
                let row = cells.iter().position(|cell| !value(of, cell).is_empty());
                fresh.extend(row.map(|row| (row, column, slot)));
            }
        }
        while let Some((at, next)) = fresh.iter().enumerate().min_by_key(|(_, next)| **next) {
            let (_, _, slot) = *next;
            fresh.swap_remove(at);
            self.slot(&columns.attributes, slot);
        }
        let before = self.people.directory.len() - rows.len();
        let mut numbers = Vec::new();
        for Spread { column, slot, seen, codes, many } in &mut bulk.attributes {
            let place = self.slots.get(*slot).copied().flatten();
            let values = place.and_then(|place| self.people.directory.values_of(place));
            let (Some(values), Some(of)) = (values, columns.list.get(*column)) else { continue };
            values.pad(before);
            *many = *many
                || !block.numbers(*column, rows.clone(), seen, &mut numbers)?
                || seen.texts().len() > MOST;
            if *many {
                for cell in cells(block, Some(*column), rows, |cell| cell) {
                    values.push(value(of, cell))?;
                }
                continue;
            }
            while codes.len() < seen.texts().len() {
                codes.push(values.code(value(of, seen.texts().at(codes.len())))?);
            }
            values.extend(&numbers, codes);
        }
        Ok(())
    }

    /// Adds what new people hold: by their ways, or deleted at a date of their own.
    fn hold(&mut self, bulk: &Bulk, ways: &[u32], deleted: &[Option<i64>], first: usize) {
        let table: Vec<Holding> = bulk.ways.iter().map(|way| way.unwrap_or_default()).collect();
        let holdings = &mut self.people.holdings;
        holdings.extend(ways, &table);
        let mut gone = vec![0u64; table.len()];
        for (place, way) in ways.iter().enumerate() {
            let own = deleted.get(place).copied().flatten().and_then(Instant::from_millis);
            if let (Some(at), Some(holding)) = (own, table.get(*way as usize)) {
                let holding = Holding { deleted_at: Some(at), ..*holding };
                holdings.set(&[crate::directory::Row::new(first + place)], &holding);
            }
            if let (Some(gone), true) = (gone.get_mut(*way as usize), own.is_none()) {
                *gone += 1;
            }
            self.report.deleted += u64::from(own.is_some());
        }
        let deleted = table.iter().zip(gone).filter(|(holding, _)| holding.deleted_at.is_some());
        self.report.deleted += deleted.map(|(_, gone)| gone).sum::<u64>();
    }
}
