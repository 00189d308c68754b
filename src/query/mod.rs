//! Filters: as a tree, in words, evaluated to a set of rows; the order of rows; the columns.

mod cache;
mod check;
mod coded;
mod columns;
mod complete;
mod evaluate;
mod facets;
mod filter;
mod sort;
mod view;
mod words;

pub use cache::Cache;
pub use check::check;
pub use columns::{Cells, Column, ColumnInfo, ColumnKind, column, columns, fetch};
pub use complete::{Completion, complete};
pub use evaluate::select;
pub use facets::tally;
pub use filter::{Filter, Op, Operand};
pub use sort::{Sort, sort};
pub use view::View;
pub use words::{Parsed, Token, TokenKind, parse};
