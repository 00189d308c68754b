//! Filters in words, as people type them into a search box.
//!
//! `license:none department:"Field Sales",IT createdAt<2024-01-01 -city:London (jobTitle~lead OR anders)`

use super::check::{mistake, unfitting};
use super::{Filter, Op, Operand, column};
use crate::directory::Directory;
use crate::model::Problem;

/// How deep parentheses may nest.
const DEEPEST: usize = 100;

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A column's name.
    Column,
    /// `:`, `~`, `^`, `$`, `<`, `<=`, `>` or `>=`.
    Operator,
    /// What a column is compared with.
    Value,
    /// A word to search for.
    Word,
    /// `OR`, `AND`, `NOT` or `-`.
    Keyword,
    /// `(` or `)`.
    Paren,
    /// A comma between values.
    Comma,
}

impl TokenKind {
    /// The name used at the JavaScript boundary.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Operator => "operator",
            Self::Value => "value",
            Self::Word => "word",
            Self::Keyword => "keyword",
            Self::Paren => "paren",
            Self::Comma => "comma",
        }
    }
}

/// A piece of the text, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// A text taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The filter; none when there is a mistake.
    pub filter: Option<Filter>,
    /// The pieces up to the end or the mistake.
    pub tokens: Vec<Token>,
    /// The first mistake.
    pub problem: Option<Problem>,
}

/// Takes a text apart. A blank text means everyone.
///
/// ```
/// use seatplan::{directory::Directory, query::parse};
/// let parsed = parse("license:none (anders OR -city:London)", &Directory::default());
/// assert!(parsed.filter.is_some());
/// let parsed = parse("lisence:none", &Directory::default());
/// assert_eq!(parsed.problem.unwrap().span, Some((0, 7)));
/// ```
pub fn parse(text: &str, directory: &Directory) -> Parsed {
    let mut parser = Parser { rest: text, place: 0, tokens: Vec::new(), directory, depth: 0 };
    let filter = parser.any().and_then(|filter| match parser.peek() {
        None => Ok(filter),
        Some(_) => Err(parser.unexpected("a `(` before this `)`")),
    });
    let (filter, problem) = match filter {
        Ok(filter) => (Some(filter), None),
        Err(problem) => (None, Some(problem)),
    };
    Parsed { filter, tokens: parser.tokens, problem }
}

struct Parser<'a> {
    rest: &'a str,
    /// How many UTF-16 code units have been read.
    place: usize,
    tokens: Vec<Token>,
    directory: &'a Directory,
    depth: usize,
}

/// A word as it was read: with its text unquoted.
struct Word {
    text: String,
    quoted: bool,
    from: usize,
    to: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        while let Some(space) = self.rest.chars().next().filter(|next| next.is_whitespace()) {
            self.skip(space);
        }
        self.rest.chars().next()
    }

    fn skip(&mut self, character: char) {
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or("");
        self.place += character.len_utf16();
    }

    fn token(&mut self, kind: TokenKind, from: usize) {
        self.tokens.push(Token { kind, from, to: self.place });
    }

    fn mistake(&self, message: impl Into<String>, from: usize, to: usize) -> Problem {
        mistake(message).at_span(from, to)
    }

    fn unexpected(&self, wanted: &str) -> Problem {
        let to = self.place + self.rest.chars().next().map_or(0, char::len_utf16);
        self.mistake(format!("expected {wanted}"), self.place, to)
    }

    /// Whether a keyword comes next, followed by a space, a parenthesis or the end.
    fn keyword(&mut self, word: &str) -> bool {
        self.peek();
        let from = self.place;
        let Some((head, tail)) = self.rest.split_at_checked(word.len()) else {
            return false;
        };
        let ends = tail.chars().next().is_none_or(|c| c.is_whitespace() || c == '(' || c == ')');
        if head != word || !ends {
            return false;
        }
        self.rest = tail;
        self.place += word.len();
        self.token(TokenKind::Keyword, from);
        true
    }

    /// Terms joined by `OR`, each of terms side by side.
    fn any(&mut self) -> Result<Filter, Problem> {
        let mut filters = vec![self.all()?];
        while self.keyword("OR") {
            if matches!(filters.last(), Some(Filter::And(empty)) if empty.is_empty()) {
                let from = self.place - 2;
                return Err(self.mistake("expected a term before `OR`", from, self.place));
            }
            let next = self.all()?;
            if matches!(&next, Filter::And(empty) if empty.is_empty()) {
                return Err(self.unexpected("a term after `OR`"));
            }
            filters.push(next);
        }
        Ok(match filters.pop() {
            Some(only) if filters.is_empty() => only,
            last => {
                filters.extend(last);
                Filter::Or(filters)
            }
        })
    }

    fn all(&mut self) -> Result<Filter, Problem> {
        let mut filters = Vec::new();
        loop {
            if self.keyword("AND") {
                continue;
            }
            let or = matches!(self.peek(), None | Some(')')) || self.at_or();
            if or {
                break;
            }
            filters.push(self.term()?);
        }
        Ok(match filters.pop() {
            Some(only) if filters.is_empty() => only,
            last => {
                filters.extend(last);
                Filter::And(filters)
            }
        })
    }

    /// Whether `OR` comes next, without reading it.
    fn at_or(&mut self) -> bool {
        let (rest, place, tokens) = (self.rest, self.place, self.tokens.len());
        let found = self.keyword("OR");
        (self.rest, self.place) = (rest, place);
        self.tokens.truncate(tokens);
        found
    }

    fn term(&mut self) -> Result<Filter, Problem> {
        let mut negated = false;
        loop {
            if self.keyword("NOT") {
                negated = !negated;
            } else if self.peek() == Some('-') {
                let from = self.place;
                self.skip('-');
                self.token(TokenKind::Keyword, from);
                negated = !negated;
                if self.rest.chars().next().is_none_or(char::is_whitespace) {
                    return Err(
                        self.unexpected("a term right after `-`; quote it to search for it")
                    );
                }
            } else {
                break;
            }
        }
        let filter = match self.peek() {
            Some('(') => self.group()?,
            None | Some(')') => return Err(self.unexpected("a term after `NOT`")),
            Some(_) => self.condition()?,
        };
        Ok(if negated { Filter::Not(Box::new(filter)) } else { filter })
    }

    fn group(&mut self) -> Result<Filter, Problem> {
        let from = self.place;
        self.skip('(');
        self.token(TokenKind::Paren, from);
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = "parentheses nest deeper than 100 levels; simplify the filter";
            return Err(self.mistake(message, from, self.place));
        }
        let filter = self.any()?;
        self.depth -= 1;
        let from = self.place;
        if self.peek() != Some(')') {
            return Err(self.unexpected("a `)`"));
        }
        if matches!(&filter, Filter::And(empty) if empty.is_empty()) {
            return Err(self.unexpected("a term between the parentheses"));
        }
        self.skip(')');
        self.token(TokenKind::Paren, from.max(self.place - 1));
        Ok(filter)
    }

    /// A word to search for, or a column with an operator and a value.
    fn condition(&mut self) -> Result<Filter, Problem> {
        let word = self.word(&|c| matches!(c, ':' | '~' | '^' | '$' | '<' | '>' | '(' | ')'))?;
        let Some(op) = self.operator() else {
            if word.text.is_empty() && !word.quoted {
                return Err(self.unexpected("a column before this operator, or a word"));
            }
            self.token(TokenKind::Word, word.from);
            return Ok(Filter::Search(word.text));
        };
        self.tokens.push(Token { kind: TokenKind::Column, from: word.from, to: word.to });
        self.token(TokenKind::Operator, word.to);
        if word.text == "*" && !word.quoted && op == Op::Contains {
            let value = self.value(false)?;
            return Ok(Filter::AnyValue(value.text));
        }
        let found = column(&word.text, self.directory)
            .map_err(|message| self.mistake(message, word.from, word.to))?;
        if op == Op::Is && self.rest.starts_with('*') {
            let from = self.place;
            let after = self.rest.chars().nth(1);
            if after.is_none_or(|c| c.is_whitespace() || c == ')') {
                self.skip('*');
                self.token(TokenKind::Value, from);
                let value = Operand::None;
                return Ok(Filter::Compare { column: word.text, op: Op::IsNotEmpty, value });
            }
        }
        let first = self.value(op == Op::Is)?;
        let (from, mut to) = (first.from, first.to);
        let mut values = vec![first.text];
        while op == Op::Is && self.rest.starts_with(',') {
            let comma = self.place;
            self.skip(',');
            self.token(TokenKind::Comma, comma);
            let next = self.value(true)?;
            to = next.to;
            values.push(next.text);
        }
        let (op, value) = match values.len() {
            1 => (op, Operand::Text(values.pop().unwrap_or_default())),
            _ => (Op::In, Operand::List(values)),
        };
        match unfitting(op, &value, found.is_instant()) {
            Some(expected) => Err(self.mistake(expected, from, to)),
            None => Ok(Filter::Compare { column: word.text, op, value }),
        }
    }

    fn operator(&mut self) -> Option<Op> {
        let first = self.rest.chars().next()?;
        let op = match first {
            ':' => Op::Is,
            '~' => Op::Contains,
            '^' => Op::StartsWith,
            '$' => Op::EndsWith,
            '<' => Op::Before,
            '>' => Op::After,
            _ => return None,
        };
        self.skip(first);
        if op.orders() && self.rest.starts_with('=') {
            self.skip('=');
            return Some(if op == Op::Before { Op::AtMost } else { Op::AtLeast });
        }
        Some(op)
    }

    fn value(&mut self, in_list: bool) -> Result<Word, Problem> {
        let word = self.word(&|c| c == ')' || in_list && c == ',')?;
        if word.text.is_empty() && !word.quoted {
            return Err(self.unexpected("a value; write `\"\"` for an empty one"));
        }
        self.token(TokenKind::Value, word.from);
        Ok(word)
    }

    /// Reads to white space, or to a character that ends the word; quotes keep both.
    fn word(&mut self, ends: &dyn Fn(char) -> bool) -> Result<Word, Problem> {
        let from = self.place;
        let mut text = String::new();
        let quoted = self.rest.starts_with('"');
        if quoted {
            self.skip('"');
            loop {
                let Some(next) = self.rest.chars().next() else {
                    return Err(self.mistake("expected a closing `\"`", from, self.place));
                };
                self.skip(next);
                match next {
                    '"' => break,
                    '\\' => {
                        let escaped = self.rest.chars().next();
                        match escaped.filter(|c| matches!(c, '"' | '\\')) {
                            Some(escaped) => {
                                self.skip(escaped);
                                text.push(escaped);
                            }
                            None => text.push(next),
                        }
                    }
                    next => text.push(next),
                }
            }
        } else {
            while let Some(next) = self.rest.chars().next() {
                if next.is_whitespace() || ends(next) {
                    break;
                }
                self.skip(next);
                text.push(next);
            }
        }
        Ok(Word { text, quoted, from, to: self.place })
    }
}
