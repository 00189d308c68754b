//! A file as rows of what they say, whatever its format.

use super::column::{Columns, Means};
use super::dates;
use super::encoding::{decode, invalid};
use super::json::{self, Field, Shape};
use super::kind::{Kind, Options};
use super::problems::{joined, refused, refused_at, report};
use super::row::{Incoming, Row, broken};
use super::tenant::{Tenant, tenant};
use crate::directory::{Block, Interner, find};
use crate::exchange::restore;
use crate::model::{Code, LicensingError, Problem};
use seatplan_columns::csv::{Cells, Splitter};
use std::borrow::Cow;

/// How many columns a file may have.
const MOST_COLUMNS: usize = 4_096;
/// How many bytes a cell may have.
const LARGEST_CELL: usize = 1 << 20;
/// How many rows of a file are kept as they stand, and how much of each cell.
const SAMPLE: usize = 20;
const SAMPLE_CELL: usize = 1_000;

/// What is known of a file besides what its rows say.
#[derive(Debug, Default)]
pub struct Reading {
    /// What it is.
    pub kind: Option<Kind>,
    /// Its encoding.
    pub encoding: &'static str,
    /// The character between cells; none for JSON.
    pub delimiter: Option<char>,
    /// Its columns.
    pub columns: Columns,
    /// How many rows of data it holds, good or bad.
    pub rows: u64,
    /// The bad rows.
    pub refused: Vec<Problem>,
    /// The first rows as they stand.
    pub sample: Vec<Vec<String>>,
    /// What a Spanning tenant object says.
    pub tenant: Option<Tenant>,
    /// The names of JSON fields; their numbers are the places of their columns.
    names: Interner,
    /// Whether cells may hold what is no character.
    broken: bool,
    /// Whether dates are written day first.
    day_first: bool,
    /// Dates with slashes were seen, and none that tells the day from the month.
    undecided: bool,
    /// Where a table is, once its header has been read.
    table: Option<Table>,
}

/// A table in the middle of being read.
#[derive(Clone, Debug)]
struct Table {
    delimiter: char,
    /// The line that comes next.
    line: u64,
    /// After a stray quote, pieces of its row follow until a whole row does.
    pieces: bool,
}

/// Rows read at once.
#[derive(Debug, Default)]
struct Blocks<'t> {
    block: Block<'t>,
    /// How many rows are read by themselves before it is tried again, and how many were last time.
    wait: usize,
    pause: usize,
}

/// When fewer rows than these are taken at once, it is not worth trying for a while.
const FEW: usize = 64;
/// How much text may follow an open quote before it is taken for a stray one.
const PATIENCE: usize = 4 << 20;

/// Takes what rows say.
pub trait Take {
    /// Takes what one row says: the names of the file's attributes come with it.
    ///
    /// # Errors
    /// What ends the reading.
    fn row(&mut self, names: &[String], row: &Incoming<'_>) -> Result<(), LicensingError>;

    /// Takes rows of a block from one on, and says how many; none where they are to come one by
    /// one.
    ///
    /// # Errors
    /// What ends the reading.
    fn rows(
        &mut self,
        _columns: &Columns,
        _day_first: bool,
        _block: &Block<'_>,
        _from: usize,
    ) -> Result<usize, LicensingError> {
        Ok(0)
    }
}

/// How many rows are read at once: as many as stay near the processor.
const BLOCK: usize = 256;

impl Reading {
    /// Nothing yet, of a table in this encoding.
    pub fn of_table(encoding: &'static str) -> Self {
        Self { encoding, ..Self::default() }
    }

    /// Reads a file row by row. Bad rows are reported and the others taken.
    ///
    /// # Errors
    /// `INVALID_FILE` when nothing can be read; `TOO_LARGE` for more columns than any export has;
    /// the first error of `take`.
    pub fn read(
        &mut self,
        bytes: &[u8],
        options: &Options,
        take: &mut dyn Take,
    ) -> Result<(), LicensingError> {
        let decoded = decode(bytes)?;
        (self.encoding, self.broken) = (decoded.encoding, decoded.broken);
        let text = decoded.text.as_ref();
        let json = matches!(text.trim_start().bytes().next(), Some(b'{' | b'['));
        let done = if json {
            self.objects(text, take)
        } else {
            self.part(text, true, options, take).map(|_| ())
        };
        self.finish(options);
        done
    }

    /// Says what the file was, once all of it has been read.
    pub fn finish(&mut self, options: &Options) {
        self.kind = options.kind.or_else(|| Kind::guess(self, options));
    }

    /// Whether a table can be read piece by piece from its beginning on: not when its dates can
    /// only be told from what comes later.
    pub fn can_go_on(&self) -> bool {
        !self.undecided
    }

    /// Reads the rows of a part of a table; the first part begins with its header. Says how much of
    /// it was read: of a part that is not the last the end may belong to a row that goes on.
    ///
    /// # Errors
    /// Those of [`Reading::read`].
    pub fn part(
        &mut self,
        text: &str,
        last: bool,
        options: &Options,
        take: &mut dyn Take,
    ) -> Result<usize, LicensingError> {
        let mut row = Cells::default();
        let (mut splitter, mut pieces) = match self.table.take() {
            Some(table) => {
                (Splitter::resume(text, restore, table.delimiter, table.line), table.pieces)
            }
            None => (self.header(text, last, options, &mut row)?, false),
        };
        let places = self.columns.places.clone();
        let mut end = splitter.place();
        let mut blocks = Blocks::default();
        loop {
            if self.sample.len() >= SAMPLE && !self.broken && !self.columns.counts {
                pieces &= !self.blocks(&mut splitter, &mut blocks, take)?;
                end = splitter.place();
            }
            if !splitter.next_row(&mut row) {
                break;
            }
            if !last && row.unclosed && text.len() - end.0 < PATIENCE {
                break;
            }
            let short = row.cells.len() < places.len();
            pieces &= short;
            let reason = match () {
                () if row.unclosed => "a quote is opened in this row and not closed",
                () if pieces => "the row belongs to one above whose quote is not closed",
                () if short && row.last => "the file breaks off in this row",
                () if row
                    .cells
                    .iter()
                    .skip(places.len())
                    .flatten()
                    .any(|cell| !cell.is_empty()) =>
                {
                    "the row has more cells than the header"
                }
                () => "",
            };
            pieces |= row.unclosed;
            let problem = (!reason.is_empty()).then(|| refused(row.line, reason));
            let row = Row { line: row.line, places: &places, cells: &row.cells };
            self.take(row, problem, take)?;
            end = splitter.place();
        }
        let delimiter = splitter.delimiter();
        self.table = Some(Table { delimiter, line: end.1, pieces });
        Ok(end.0)
    }

    /// Reads plain rows, many at once; says whether there were any.
    fn blocks<'t>(
        &mut self,
        splitter: &mut Splitter<'t>,
        blocks: &mut Blocks<'t>,
        take: &mut dyn Take,
    ) -> Result<bool, LicensingError> {
        let mut any = false;
        while blocks.wait == 0 {
            // Of a wide table fewer rows are read at once.
            let width = self.columns.places.len();
            let most = (64 * BLOCK / width.max(1)).clamp(16, BLOCK);
            splitter.plain_rows(width, most, &mut blocks.block);
            let rows = blocks.block.rows();
            any |= rows > 0;
            let mut row = 0;
            while row < rows {
                let taken = take.rows(&self.columns, self.day_first, &blocks.block, row)?;
                self.rows += taken as u64;
                row += taken;
                // What kept the rows from being taken may keep others as well.
                let few = taken < FEW && row < rows;
                if few {
                    // Once may be chance; twice in a row is how the file is.
                    blocks.wait = blocks.pause;
                    blocks.pause = (blocks.pause * 2).clamp(BLOCK, 64 * BLOCK);
                } else if row == rows {
                    blocks.pause = 0;
                }
                let until = if few { rows } else { rows.min(row + 1) };
                for row in row..until {
                    self.row(&blocks.block, row, take)?;
                }
                row = until;
            }
            if rows < most {
                return Ok(any);
            }
        }
        blocks.wait -= 1;
        Ok(any)
    }

    /// Takes one row of a block.
    fn row(
        &mut self,
        block: &Block<'_>,
        row: usize,
        take: &mut dyn Take,
    ) -> Result<(), LicensingError> {
        let cells: Vec<Option<Cow<'_, str>>> =
            block.row(row).map(|cell| Some(Cow::Borrowed(cell))).collect();
        let places = self.columns.places.clone();
        self.take(Row { line: block.line(row), places: &places, cells: &cells }, None, take)
    }

    /// Reads the header of a table.
    fn header<'t>(
        &mut self,
        text: &'t str,
        last: bool,
        options: &Options,
        row: &mut Cells<'t>,
    ) -> Result<Splitter<'t>, LicensingError> {
        let mut splitter = Splitter::new(text, restore);
        self.delimiter = Some(splitter.delimiter());
        if !splitter.next_row(row) || row.unclosed {
            return Err(invalid("the file has no header, or a quote in it is never closed"));
        }
        let headers = || row.cells.iter().flatten().map(|header| header.trim());
        if headers().any(|header| crate::directory::header_key(header) == "recipienttypedetails") {
            self.columns.set_exchange();
        }
        for header in headers() {
            self.column(header)?;
        }
        // A known export without identities has rows to refuse; anything else is no export.
        if !self.identifies() && !self.columns.counts && Kind::guess(self, options).is_none() {
            return Err(no_identity());
        }
        let proof = self.proves_day_first(splitter.clone(), last);
        self.day_first = proof == Some(true);
        Ok(splitter)
    }

    /// Whether the dates of a table are written day first: what its first unambiguous date says.
    fn proves_day_first(&mut self, mut splitter: Splitter<'_>, last: bool) -> Option<bool> {
        let date = |means| matches!(means, Means::Joined | Means::DeletedAt);
        let columns = self.columns.list.iter().enumerate();
        let dated = columns.filter(|(_, column)| date(column.means)).map(|(place, _)| place);
        let dated: Vec<usize> = dated.collect();
        let mut row = Cells::default();
        let mut slashes = false;
        // Files without slashes are most files: a few rows tell.
        let mut rows = 0;
        while !dated.is_empty() && (slashes || rows < SAMPLE) && splitter.next_row(&mut row) {
            rows += 1;
            for place in &dated {
                let Some(Some(cell)) = row.cells.get(*place) else { continue };
                slashes |= crate::directory::find_byte(b'/', cell.as_bytes()).is_some();
                if let Some(day_first) = dates::day_first(cell) {
                    return Some(day_first);
                }
            }
        }
        // A beginning of fewer rows does not tell.
        self.undecided = slashes || !dated.is_empty() && !last && rows < SAMPLE;
        None
    }

    fn objects(&mut self, text: &str, take: &mut dyn Take) -> Result<(), LicensingError> {
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        json::records(text, &mut |record| {
            let mut problem = self.fields(record.line, record.fields, &mut cells, &mut places)?;
            if let (None, Some(listed)) = (&problem, page_of(&record.context)) {
                let message = joined(&["this is one of `", &listed, "`, not a user"]);
                problem = Some(refused(record.line, message));
            }
            let row = Row { line: record.line, places: &places, cells: &cells };
            self.take(row, problem, take)
        })?;
        if self.rows > 0 && self.tenant.is_none() && !self.identifies() {
            return Err(no_identity());
        }
        Ok(())
    }

    /// Puts the fields of a record into the cells of a row; and says what is wrong with them.
    fn fields<'a>(
        &mut self,
        line: u64,
        fields: Vec<Field<'a>>,
        cells: &mut Vec<Option<Cow<'a, str>>>,
        places: &mut Vec<usize>,
    ) -> Result<Option<Problem>, LicensingError> {
        let mut problem = None;
        for place in places.drain(..) {
            if let Some(cell) = cells.get_mut(place) {
                *cell = None;
            }
        }
        for (next, Field { name, cell, shape }) in fields.into_iter().enumerate() {
            // Records have their fields in one order, mostly.
            let is_next = self.columns.list.get(next).is_some_and(|next| next.header == name);
            let place = if is_next { next } else { self.names.insert(&name)?.0 };
            if place >= self.columns.list.len() {
                self.column(&name)?;
            }
            let other = match name.as_ref() {
                "groupTypes" | "securityEnabled" => "a group",
                "skuId" | "skuPartNumber" => "a subscription",
                "appId" => "an application",
                "deviceId" => "a device",
                _ => "",
            };
            let identifies = self.columns.list.get(place).is_some_and(|column| column.identifies());
            let wrong = match shape {
                Shape::Broken => "the text holds a lone surrogate or a zero",
                Shape::Nested if identifies && !cell.is_empty() => "a text is expected here",
                _ if cells.get(place).is_some_and(Option::is_some) => "the field occurs twice",
                _ => "",
            };
            if !wrong.is_empty() {
                problem = Some(refused_at(line, &name, wrong));
            } else if !other.is_empty() {
                problem = Some(refused(line, joined(&["this is ", other, ", not a user"])));
            }
            if place >= cells.len() {
                cells.resize(place + 1, None);
            }
            if let Some(slot) = cells.get_mut(place)
                && slot.replace(cell).is_none()
            {
                places.push(place);
            }
        }
        Ok(problem)
    }

    fn identifies(&self) -> bool {
        self.columns.list.iter().any(|column| column.identifies())
    }

    fn column(&mut self, header: &str) -> Result<(), LicensingError> {
        if self.columns.list.len() >= MOST_COLUMNS {
            let message = "the file has more than 4,096 columns";
            return Err(LicensingError::new(Code::TooLarge, message));
        }
        self.columns.add(header);
        Ok(())
    }

    /// Takes a row, or reports it.
    fn take(
        &mut self,
        row: Row<'_>,
        problem: Option<Problem>,
        take: &mut dyn Take,
    ) -> Result<(), LicensingError> {
        let Self { columns, broken, day_first, .. } = &*self;
        let checked = match problem {
            Some(problem) => Err(problem),
            None => check(row, columns, *broken, *day_first),
        };
        match checked {
            Ok(Says::Person(incoming)) => take.row(&columns.attributes, &incoming)?,
            Ok(Says::Tenant(tenant)) => {
                self.tenant = Some(tenant);
                return Ok(());
            }
            Err(problem) => report(&mut self.refused, problem),
        }
        self.rows += 1;
        if self.sample.len() < SAMPLE {
            let shown = |cell: &Option<Cow<'_, str>>| -> String {
                cell.as_deref().unwrap_or("").chars().take(SAMPLE_CELL).collect()
            };
            self.sample.push(row.cells.iter().map(shown).collect());
        }
        Ok(())
    }
}

/// What a row is about.
enum Says<'r> {
    Person(Incoming<'r>),
    Tenant(Tenant),
}

fn check<'r>(
    row: Row<'r>,
    columns: &'r Columns,
    is_broken: bool,
    day_first: bool,
) -> Result<Says<'r>, Problem> {
    if row.cells.iter().flatten().any(|cell| cell.len() > LARGEST_CELL) {
        return Err(refused(row.line, "a cell is larger than 1 MiB"));
    }
    if is_broken && let Some(problem) = broken(row, columns) {
        return Err(problem);
    }
    if columns.counts
        && let Some(tenant) = tenant(row, columns)?
    {
        return Ok(Says::Tenant(tenant));
    }
    Incoming::read(row, columns, day_first).map(Says::Person)
}

fn no_identity() -> LicensingError {
    invalid(
        "the file is no list of users: none of its columns is an object id, a principal name or a \
         mail address",
    )
}

/// What a page lists by its `@odata.context`, where that is not people.
fn page_of(context: &str) -> Option<String> {
    const PEOPLE: [&str; 5] = ["user", "directoryobject", "member", "owner", "deleted"];
    let holds = |text: &str, word: &str| find(text.as_bytes(), word.as_bytes()).is_some();
    let (_, fragment) = context.split_once('#')?;
    let mut depth = 0i32;
    // `users(id,manager/id)` and `users('..')/messages`: what is in parentheses chooses, only.
    let outside = fragment.chars().filter(|character| {
        depth += i32::from(*character == '(') - i32::from(*character == ')');
        depth == 0 && *character != ')'
    });
    let path = outside.map(|character| character.to_ascii_lowercase()).collect::<String>();
    let parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('$'));
    // Not the last from behind: that search is code nobody else needs.
    let listed = parts.fold(None, |_, part| Some(part))?;
    let people = PEOPLE.iter().any(|people| holds(listed, people));
    (!people && !holds(fragment, "microsoft.graph.user")).then(|| listed.to_owned())
}
