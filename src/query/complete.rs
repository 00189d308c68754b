//! What could come next in a filter in words: columns, operators, values with their counts.

use super::coded::coded;
use super::facets::tally;
use super::{View, column, columns};
use crate::directory::{RowSet, find, fold, header_key};
use crate::model::LicensingError;

/// How many completions are offered.
const MOST: usize = 20;

/// A text that could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What to put in place of what is there.
    pub text: String,
    /// What to show.
    pub label: String,
    /// Where it begins, in UTF-16 code units.
    pub from: usize,
    /// Where what it replaces ends.
    pub to: usize,
    /// How many people have the value; none for columns and operators.
    pub count: Option<u64>,
}

const OPERATORS: [(&str, &str); 8] = [
    (":", "is"),
    ("~", "contains"),
    ("^", "starts with"),
    ("$", "ends with"),
    ("<", "before or below"),
    ("<=", "up to"),
    (">", "after or above"),
    (">=", "from"),
];

/// The term a place is in, from its first character on.
#[derive(Default)]
struct Term {
    text: String,
    from: usize,
    /// Where its value begins in the text, after the operator and the last comma.
    value: Option<usize>,
    value_from: usize,
    name: String,
    quoted: bool,
}

/// What could come at a place of a text, counted in UTF-16 code units.
///
/// # Errors
/// `TOO_LARGE` when the values of a column pass 4 GiB.
pub fn complete(
    view: &View<'_>,
    text: &str,
    position: usize,
) -> Result<Vec<Completion>, LicensingError> {
    let mut term = Term::default();
    let mut place = 0;
    let mut end = None;
    for character in text.chars() {
        let splits = !term.quoted && (character.is_whitespace() || matches!(character, '(' | ')'));
        if place >= position {
            if splits || !term.quoted && character == ',' {
                end = Some(place);
                break;
            }
        } else if splits || character == '-' && term.text.is_empty() {
            term = Term { from: place + 1, ..Term::default() };
        } else {
            term.take(character, place);
        }
        if place >= position && character == '"' {
            term.quoted = !term.quoted;
        }
        place += character.len_utf16();
    }
    let to = end.unwrap_or(place);
    match term.value {
        None => Ok(names(view, &term, to)),
        Some(start) => values(view, &term, start, to),
    }
}

impl Term {
    fn take(&mut self, character: char, place: usize) {
        let operator = matches!(character, ':' | '~' | '^' | '$' | '<' | '>');
        let after_angle = self.text.ends_with(['<', '>']) && character == '=';
        if !self.quoted && self.value.is_none() && operator {
            self.name.clone_from(&self.text);
        }
        self.text.push(character);
        let begins = self.value.is_none() && operator
            || self.value == Some(self.text.len() - 1) && after_angle
            || self.value.is_some() && character == ',';
        if !self.quoted && begins {
            self.value = Some(self.text.len());
            self.value_from = place + 1;
        }
        if character == '"' {
            self.quoted = !self.quoted;
        }
    }
}

fn names(view: &View<'_>, term: &Term, to: usize) -> Vec<Completion> {
    let key = header_key(&term.text);
    let mut found = Vec::new();
    if !key.is_empty() && column(&term.text, view.directory).is_ok() {
        found.extend(OPERATORS.iter().map(|&(operator, label)| Completion {
            text: [term.text.as_str(), operator].concat(),
            label: label.to_owned(),
            from: term.from,
            to,
            count: None,
        }));
    }
    let listed = columns(view);
    // Those that begin with what was typed come first.
    for begins in [true, false] {
        for column in &listed {
            let keys = [header_key(&column.name), header_key(&column.label)];
            let starts = keys.iter().any(|name| name.starts_with(&key));
            let holds = keys.iter().any(|name| find(name.as_bytes(), key.as_bytes()).is_some());
            if starts == begins && holds && found.len() < MOST {
                found.push(Completion {
                    text: [quoted(&column.name).as_str(), ":"].concat(),
                    label: column.label.clone(),
                    from: term.from,
                    to,
                    count: None,
                });
            }
        }
    }
    found
}

fn values(
    view: &View<'_>,
    term: &Term,
    start: usize,
    to: usize,
) -> Result<Vec<Completion>, LicensingError> {
    let name = term.name.trim_matches('"');
    // A column with as many values as people has none worth listing.
    let Some(column) = column(name, view.directory).ok().filter(|it| coded(view, it).is_some())
    else {
        return Ok(Vec::new());
    };
    let key = fold(term.text.get(start..).unwrap_or("").trim_matches('"'));
    let tally = tally(view, &column, &RowSet::full(view.directory.len()))?;
    let mut found = Vec::new();
    for begins in [true, false] {
        for (value, count) in tally.sorted() {
            let folded = fold(value);
            let holds = find(folded.as_bytes(), key.as_bytes()).is_some();
            let starts = folded.starts_with(&key);
            if starts == begins && holds && !value.is_empty() && found.len() < MOST {
                found.push(Completion {
                    text: quoted(value),
                    label: value.to_owned(),
                    from: term.value_from,
                    to,
                    count: Some(count),
                });
            }
        }
    }
    Ok(found)
}

/// A word as it has to be written in a filter.
fn quoted(word: &str) -> String {
    let special = |c: char| c.is_whitespace() || "\":~^$<>(),*-".chars().any(|other| other == c);
    if !word.contains(special) && !matches!(word, "OR" | "AND" | "NOT" | "") {
        return word.to_owned();
    }
    let mut text = String::with_capacity(word.len() + 2);
    text.push('"');
    for character in word.chars() {
        if matches!(character, '"' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use crate::licensing::Tenant;
    use crate::model::{Person, Record};
    use crate::query::complete;
    use crate::time::Instant;

    fn offered(text: &str) -> Vec<(String, usize, usize, Option<u64>)> {
        let person = |id: &str, department: &str| Record {
            person: Person {
                id: id.to_owned(),
                attributes: vec![("department".to_owned(), department.to_owned())],
                ..Person::default()
            },
            ..Record::default()
        };
        let people = [person("a", "Field Sales"), person("b", "Field Sales"), person("c", "IT")];
        let tenant = Tenant::new(&people).unwrap();
        let position = text.find('|').unwrap();
        let text = text.replace('|', "");
        let found = complete(&tenant.view(Instant::EPOCH), &text, position).unwrap();
        found.into_iter().map(|one| (one.text, one.from, one.to, one.count)).collect()
    }

    #[test]
    fn offers_columns_operators_and_values() {
        assert_eq!(offered("depa|")[0], ("department:".to_owned(), 0, 4, None));
        assert_eq!(offered("ada -(depa|x) b")[0], ("department:".to_owned(), 6, 11, None));
        assert_eq!(offered("department|")[0], ("department:".to_owned(), 0, 10, None));
        let field = ("\"Field Sales\"".to_owned(), 11, 12, Some(2));
        assert_eq!(offered("department:f|"), [field]);
        let it = ("IT".to_owned(), 25, 25, Some(1));
        let all = offered("department:\"Field Sales\",| ada");
        assert_eq!(all, [("\"Field Sales\"".to_owned(), 25, 25, Some(2)), it]);
        assert_eq!(offered("license:n|one")[0], ("none".to_owned(), 8, 12, Some(3)));
        assert!(offered("displayName:a|").is_empty());
        assert!(offered("nothing:a|").is_empty());
        assert!(!offered("|").is_empty());
    }
}
