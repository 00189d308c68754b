//! Strict reading of values: every field checked, every problem collected with its path.

use crate::model::{Code, Count, Days, LicensingError, Problem};
use crate::time::{Date, Instant};
use crate::value::Value;
use std::fmt;

/// How many problems a call reports; what comes after is counted only.
const MOST_PROBLEMS: usize = 1_000;

/// A place in the input, as a chain back to the call.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    part: Part<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Root(&'a str),
    Field(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    /// The argument of a call; an empty name leaves its fields at the top.
    pub fn root(name: &'a str) -> Self {
        Self { parent: None, part: Part::Root(name) }
    }

    /// A field of this place.
    pub fn field(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), part: Part::Field(name) }
    }

    /// An item of the list at this place.
    pub fn item(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), part: Part::Item(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![self.part];
        let mut place = self.parent;
        while let Some(path) = place {
            parts.push(path.part);
            place = path.parent;
        }
        let mut empty = true;
        for part in parts.into_iter().rev() {
            match part {
                Part::Root(name) => f.write_str(name)?,
                Part::Field(name) if empty => f.write_str(name)?,
                Part::Field(name) => write!(f, ".{name}")?,
                Part::Item(index) => write!(f, "[{index}]")?,
            }
            empty = empty && matches!(part, Part::Root(""));
        }
        Ok(())
    }
}

/// Collects the problems of one call.
#[derive(Debug, Default)]
pub struct Reader {
    problems: Vec<Problem>,
    more: usize,
}

impl Reader {
    /// Notes malformed input.
    pub fn wrong(&mut self, path: &Path<'_>, message: impl Into<String>) {
        self.problem(Problem::input(path.to_string(), message));
    }

    /// Notes any problem.
    pub fn problem(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    fn expected(&mut self, path: &Path<'_>, wanted: &str, found: &Value) {
        self.wrong(path, format!("must be {wanted}, not {}", found.kind()));
    }

    /// The value read, or all problems.
    ///
    /// # Errors
    /// `INVALID_INPUT`, or the code of the first problem.
    pub fn finish<T>(self, value: T) -> Result<T, LicensingError> {
        if self.problems.is_empty() {
            return Ok(value);
        }
        let more = self.more;
        let mut error = LicensingError::from_problems(self.problems);
        if more > 0 {
            error.message.push_str(&format!("; {more} more are not listed"));
        }
        Err(error)
    }

    /// An object's fields; none when it is something else.
    pub fn object(&mut self, path: &Path<'_>, value: Value) -> Option<Fields> {
        match value {
            Value::Object(fields) => Some(Fields(fields)),
            other => {
                self.expected(path, "an object", &other);
                None
            }
        }
    }

    /// A list's items.
    pub fn list(&mut self, path: &Path<'_>, value: Value) -> Option<Vec<Value>> {
        match value {
            Value::List(items) => Some(items),
            other => {
                self.expected(path, "a list", &other);
                None
            }
        }
    }

    /// A text.
    pub fn text(&mut self, path: &Path<'_>, value: Value) -> Option<String> {
        match value {
            Value::Text(text) => Some(text),
            other => {
                self.expected(path, "a text", &other);
                None
            }
        }
    }

    /// A list of texts; none when one of them is something else.
    pub fn texts(&mut self, path: &Path<'_>, value: Value) -> Option<Vec<String>> {
        let items = self.list(path, value)?;
        let mut texts = Vec::with_capacity(items.len());
        let mut whole = true;
        for (index, item) in items.into_iter().enumerate() {
            match self.text(&path.item(index), item) {
                Some(text) => texts.push(text),
                None => whole = false,
            }
        }
        whole.then_some(texts)
    }

    /// A truth value.
    pub fn boolean(&mut self, path: &Path<'_>, value: Value) -> Option<bool> {
        match value {
            Value::Bool(truth) => Some(truth),
            other => {
                self.expected(path, "true or false", &other);
                None
            }
        }
    }

    /// A whole number of at least 0.
    pub fn whole(&mut self, path: &Path<'_>, value: Value, most: u64) -> Option<u64> {
        match value {
            Value::Number(number) => {
                let whole = whole(number).filter(|&number| number <= most);
                if whole.is_none() {
                    self.wrong(path, format!("must be a whole number from 0 to {most}"));
                }
                whole
            }
            other => {
                self.expected(path, "a number", &other);
                None
            }
        }
    }

    /// A count of licenses, or a price.
    pub fn count(&mut self, path: &Path<'_>, value: Value) -> Option<Count> {
        self.whole(path, value, Count::MAX.get()).and_then(Count::new)
    }

    /// A count of days.
    pub fn days(&mut self, path: &Path<'_>, value: Value) -> Option<Days> {
        self.whole(path, value, u64::from(Days::MAX.get())).and_then(Days::new)
    }

    /// An instant: ISO 8601 with an offset, or a valid `Date`.
    pub fn instant(&mut self, path: &Path<'_>, value: Value) -> Option<Instant> {
        let read = match &value {
            Value::Text(text) => Instant::parse(text).map_err(|error| error.hint().to_owned()),
            Value::Date(millis) if millis.is_nan() => Err("is an invalid Date".to_owned()),
            Value::Date(millis) => signed(*millis)
                .and_then(Instant::from_millis)
                .ok_or_else(|| "is outside the years 0001 to 9999".to_owned()),
            other => Err(format!("must be an ISO 8601 text or a Date, not {}", other.kind())),
        };
        read.map_err(|message| self.wrong(path, message)).ok()
    }

    /// The instant a question is asked for: 1970 to 9000.
    pub fn at(&mut self, path: &Path<'_>, value: Value) -> Option<Instant> {
        let at = self.instant(path, value)?;
        let last = Date::from_ymd(9000, 1, 1).map_or(Instant::MAX, Date::start);
        if at < Instant::EPOCH || at > last {
            self.wrong(path, "must be between the years 1970 and 9000");
            return None;
        }
        Some(at)
    }

    /// A calendar day, `YYYY-MM-DD`.
    pub fn date(&mut self, path: &Path<'_>, value: Value) -> Option<Date> {
        let text = self.text(path, value)?;
        let date = Date::parse(&text);
        if date.is_none() {
            self.wrong(path, "must be a day such as `2026-01-31`");
        }
        date
    }

    /// One of a few words.
    pub fn word<T: Copy>(
        &mut self,
        path: &Path<'_>,
        value: Value,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(path, value)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|&(_, meaning)| meaning);
        if found.is_none() {
            let mut message = "must be one of ".to_owned();
            for (word, _) in words {
                message.push('`');
                message.push_str(word);
                message.push_str("`, ");
            }
            self.wrong(path, format!("{message}not `{text}`"));
        }
        found
    }
}

/// A number without a fraction, from 0 to 2^53.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range and the missing fraction are checked"
)]
fn whole(number: f64) -> Option<u64> {
    ((0.0..=9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0)
        .then_some(number as u64)
}

fn signed(number: f64) -> Option<i64> {
    let size = i64::try_from(whole(number.abs())?).ok()?;
    Some(if number < 0.0 { -size } else { size })
}

/// The fields of an object, taken one by one; what is left is unknown.
#[derive(Debug)]
pub struct Fields(Vec<(String, Value)>);

impl Fields {
    /// Takes a field; none when it is absent.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let place = self.0.iter().position(|(field, _)| field == name)?;
        Some(self.0.swap_remove(place).1)
    }

    /// Takes a field that may be absent.
    pub fn optional<T>(
        &mut self,
        reader: &mut Reader,
        path: &Path<'_>,
        name: &str,
        read: impl FnOnce(&mut Reader, &Path<'_>, Value) -> Option<T>,
    ) -> Option<T> {
        self.take(name).and_then(|value| read(reader, &path.field(name), value))
    }

    /// Takes a field that must be there.
    pub fn required<T>(
        &mut self,
        reader: &mut Reader,
        path: &Path<'_>,
        name: &str,
        read: impl FnOnce(&mut Reader, &Path<'_>, Value) -> Option<T>,
    ) -> Option<T> {
        match self.take(name) {
            Some(value) => read(reader, &path.field(name), value),
            None => {
                reader.wrong(&path.field(name), "is missing");
                None
            }
        }
    }

    /// Takes all fields that are left, for objects with free names.
    pub fn rest(self) -> Vec<(String, Value)> {
        self.0
    }

    /// Reports every field nobody took.
    pub fn finish(self, reader: &mut Reader, path: &Path<'_>) {
        for (name, _) in self.0 {
            reader.problem(
                Problem::new(Code::InvalidInput, "is not a field of this type; remove it")
                    .at_path(path.field(&name).to_string()),
            );
        }
    }
}
