//! Rows that are not taken, and how many of them are listed.

use crate::model::{Code, Problem};

/// How many rows a report lists of a kind; a file can have millions of bad ones.
const LISTED: usize = 10_000;

/// One text of several: smaller than what the library has for it.
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// A row that is not taken.
pub fn refused(line: u64, reason: impl Into<String>) -> Problem {
    Problem::new(Code::RowRefused, reason).at_line(line)
}

/// A row that is not taken because of one cell.
pub fn refused_at(line: u64, header: &str, reason: impl Into<String>) -> Problem {
    let mut problem = refused(line, reason);
    problem.column = Some(header.to_owned());
    problem
}

/// Adds a row to a list; beyond the first ten thousand the last entry counts the others.
pub fn report(list: &mut Vec<Problem>, problem: Problem) {
    if list.len() < LISTED {
        list.push(problem);
        return;
    }
    if list.len() == LISTED {
        let mut rest = problem;
        rest.message = "this row and others are not listed one by one".to_owned();
        list.push(rest);
    }
    if let Some(rest) = list.last_mut() {
        rest.count += 1;
    }
}
