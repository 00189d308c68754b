//! Filters: as a tree, in words, evaluated to a set of rows; the order of rows; the columns.

mod check;
mod columns;
mod evaluate;
mod filter;
mod sort;
mod view;
mod words;

pub use check::check;
pub use columns::{Column, ColumnInfo, ColumnKind, cell, column, columns};
pub use evaluate::select;
pub use filter::{Filter, Op, Operand};
pub use sort::{Sort, sort};
pub use view::View;
pub use words::{Parsed, Token, TokenKind, parse};
