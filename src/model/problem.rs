//! What is wrong or worth knowing, said once for people and once for programs.

use super::{Code, Rule};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// How many ids a problem names; `count` says how many there are.
pub const NAMED_IDS: usize = 100;

/// A figure or word of a message, for other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// A word, name or date.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<u64> for Param {
    fn from(value: u64) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Param {
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// An error, a warning or a summary: code, rule, sentence, figures, and where.
///
/// It is a pointer to its fields: problems are rare, and the answers that can carry one are
/// everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<ProblemFields>);

/// The fields of a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemFields {
    /// What it is, for programs.
    pub code: Code,
    /// The rule it follows from, where there is one.
    pub rule: Option<Rule>,
    /// One English sentence: lower case, no full stop, the user's input in backticks.
    pub message: String,
    /// The figures and words in the sentence.
    pub params: Vec<(&'static str, Param)>,
    /// Whom it concerns: the first [`NAMED_IDS`].
    pub ids: Vec<String>,
    /// How many it concerns.
    pub count: u64,
    /// Where in the input, such as `users[3].licensedAt`.
    pub path: Option<String>,
    /// The line of a file, counted from 1.
    pub line: Option<u64>,
    /// The column of a file, by its header.
    pub column: Option<String>,
    /// Where in a text, in UTF-16 code units, the end excluded.
    pub span: Option<(usize, usize)>,
}

impl Problem {
    /// A problem with nothing but its code and sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(ProblemFields {
            code,
            rule: None,
            message: message.into(),
            params: Vec::new(),
            ids: Vec::new(),
            count: 0,
            path: None,
            line: None,
            column: None,
            span: None,
        }))
    }

    /// Malformed input at a place.
    pub fn input(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Code::InvalidInput, message).at_path(path)
    }

    /// Names the rule.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Adds a figure or word.
    #[must_use]
    pub fn param(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// Says where in the input.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says where in a file.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Says where in a text, in UTF-16 code units.
    #[must_use]
    pub fn at_span(mut self, from: usize, to: usize) -> Self {
        self.span = Some((from, to));
        self
    }

    /// Counts holders, the first of which are named.
    pub fn concern_all<'a>(&mut self, count: u64, first: impl Iterator<Item = &'a str>) {
        first.for_each(|id| self.concern(id));
        self.count = count;
    }

    /// Counts one more holder, naming it while there is room.
    pub fn concern(&mut self, id: &str) {
        self.count += 1;
        if self.ids.len() < NAMED_IDS {
            self.ids.push(id.to_owned());
        }
    }
}

impl Deref for Problem {
    type Target = ProblemFields;

    fn deref(&self) -> &ProblemFields {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut ProblemFields {
        &mut self.0
    }
}

/// Malformed input or misuse; refusals are values, never this. A pointer to its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicensingError(Box<ErrorFields>);

/// The fields of a [`LicensingError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorFields {
    /// What it is, for programs.
    pub code: Code,
    /// One sentence for people.
    pub message: String,
    /// Every problem found, not only the first.
    pub problems: Vec<Problem>,
}

impl LicensingError {
    /// An error without details.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorFields { code, message: message.into(), problems: Vec::new() }))
    }

    /// The error for a call with these problems; the code is that of the first.
    pub fn from_problems(problems: Vec<Problem>) -> Self {
        let code = problems.first().map_or(Code::InvalidInput, |first| first.code);
        let message = match problems.as_slice() {
            [] => "the input is malformed".to_owned(),
            [only] => place_and_message(only),
            [first, rest @ ..] => {
                format!("{} (and {} more problems)", place_and_message(first), rest.len())
            }
        };
        Self(Box::new(ErrorFields { code, message, problems }))
    }

    /// The problems, when the error itself is not needed any more.
    pub fn into_problems(self) -> Vec<Problem> {
        self.0.problems
    }
}

impl Deref for LicensingError {
    type Target = ErrorFields;

    fn deref(&self) -> &ErrorFields {
        &self.0
    }
}

impl DerefMut for LicensingError {
    fn deref_mut(&mut self) -> &mut ErrorFields {
        &mut self.0
    }
}

fn place_and_message(problem: &Problem) -> String {
    match problem.path.as_deref() {
        Some(path) if !path.is_empty() => format!("`{path}` {}", problem.message),
        _ => problem.message.clone(),
    }
}

impl fmt::Display for LicensingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LicensingError {}
