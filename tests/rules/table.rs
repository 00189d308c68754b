//! Reads the Markdown tables of `tests/rules`.

use std::fmt;

/// One line of a table: its cells by the names of their columns.
pub struct Line {
    place: String,
    cells: Vec<(String, String)>,
}

impl Line {
    /// The cell of a column.
    pub fn get(&self, column: &str) -> &str {
        let cell = self.cells.iter().find(|(name, _)| name == column);
        &cell.unwrap_or_else(|| panic!("{}: no column `{column}`", self.place)).1
    }

    /// Checks what was found against the cell of a column.
    pub fn expect(&self, column: &str, found: &str) {
        assert_eq!(found, self.get(column), "{self}: column `{column}`");
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells: Vec<&str> = self.cells.iter().map(|(_, cell)| cell.as_str()).collect();
        write!(f, "{} | {} |", self.place, cells.join(" | "))
    }
}

/// The lines of a table; a file without any is a mistake.
pub fn read(file: &str) -> Vec<Line> {
    let path = format!("{}/tests/rules/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let split = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let rows = text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
    let mut rows = rows.map(|(number, line)| (number + 1, split(line)));
    let header = rows.next().expect("a table has a header").1;
    let lines: Vec<Line> = rows
        .skip(1)
        .map(|(number, cells)| {
            assert_eq!(cells.len(), header.len(), "{file}:{number}");
            let cells = header.iter().cloned().zip(cells).collect();
            Line { place: format!("{file}:{number}"), cells }
        })
        .collect();
    assert!(!lines.is_empty(), "{file} has no lines");
    lines
}
