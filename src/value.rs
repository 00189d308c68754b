//! A neutral tree of values: what JavaScript or a JSON file hands in, and what goes back.

/// A value without a type yet.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// Known to be nothing.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A number; may be any float on the way in.
    Number(f64),
    /// A text.
    Text(String),
    /// A JavaScript `Date`: milliseconds after 1970, not a number when invalid.
    Date(f64),
    /// A list.
    List(Vec<Value>),
    /// An object's own fields, in their order. No name occurs twice.
    Object(Vec<(String, Value)>),
    /// A row selection handed over inside a plain object: its place among the call's handles.
    Selection(usize),
    /// Something no field takes, by what it is (`a function`).
    Other(&'static str),
}

impl Value {
    /// What it is, with an article, for the end of "expected a text, found ...".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
            Self::Selection(_) => "a row selection",
            Self::Other(kind) => kind,
        }
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(fields) => {
                fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}
