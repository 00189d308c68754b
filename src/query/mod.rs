//! STUB to compile against; replaced by the query room.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::all,
    reason = "stub"
)]
use crate::directory::*;
use crate::model::*;
use crate::time::Instant;
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub directory: &'a Directory,
    pub holdings: &'a Holdings,
    pub policy: &'a Policy,
    pub at: Instant,
}
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Search(String),
    AnyValue(String),
    Compare {
        column: String,
        op: Op,
        value: Operand,
    },
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    Is,
}
impl Op {
    pub fn parse(_: &str) -> Option<Self> {
        None
    }
    pub fn as_str(self) -> &'static str {
        "is"
    }
}
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    None,
    Text(String),
    Number(f64),
    Bool(bool),
    List(Vec<String>),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}
impl Filter {
    pub fn names(&self, _: &str) -> bool {
        false
    }
    pub fn is_empty(&self) -> bool {
        true
    }
}
pub fn select(_: &Filter, view: &View<'_>) -> Result<RowSet, Vec<Problem>> {
    Ok(RowSet::full(view.directory.len()))
}
pub fn check(_: &Filter, _: &Directory) -> Vec<Problem> {
    vec![]
}
pub struct Token {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}
#[derive(Clone, Copy)]
pub struct Kind;
impl Kind {
    pub fn as_str(self) -> &'static str {
        ""
    }
}
pub struct Parsed {
    pub filter: Option<Filter>,
    pub tokens: Vec<Token>,
    pub problem: Option<Problem>,
}
pub fn parse(_: &str, _: &Directory) -> Parsed {
    Parsed {
        filter: Some(Filter::And(vec![])),
        tokens: vec![],
        problem: None,
    }
}
pub struct ColumnInfo {
    pub name: String,
    pub label: String,
    pub kind: Kind,
    pub distinct: usize,
    pub computed: bool,
}
pub fn columns(_: &View<'_>) -> Vec<ColumnInfo> {
    vec![]
}
pub struct ColumnRef;
pub fn column(_: &str, _: &Directory) -> Result<ColumnRef, String> {
    Ok(ColumnRef)
}
pub fn cell(_: &View<'_>, _: Row, _: &ColumnRef) -> Option<String> {
    None
}
pub fn sort(_: &View<'_>, _: &mut Vec<Row>, _: &[Sort]) -> Result<(), Vec<Problem>> {
    Ok(())
}
