//! A reader of JSON as strict as RFC 8259, and no more.

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    pub fn parse(text: &str) -> Self {
        let mut rest = text;
        let value = value(&mut rest);
        assert_eq!(rest.trim_start(), "", "after the value");
        value
    }

    pub fn at(&self, name: &str) -> &Self {
        match self {
            Self::Object(fields) => fields.get(name).unwrap_or_else(|| panic!("no {name}")),
            other => panic!("no object: {other:?}"),
        }
    }

    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { panic!("no object: {self:?}") };
        fields.get(name)
    }

    pub fn list(&self) -> &[Self] {
        let Self::List(items) = self else { panic!("no list: {self:?}") };
        items
    }

    pub fn text(&self) -> &str {
        let Self::Text(text) = self else { panic!("no text: {self:?}") };
        text
    }

    pub fn texts(&self) -> Vec<&str> {
        self.list().iter().map(Self::text).collect()
    }
}

fn take(rest: &mut &str, token: &str) -> bool {
    *rest = rest.trim_start_matches([' ', '\n', '\r', '\t']);
    rest.strip_prefix(token).is_some_and(|after| {
        *rest = after;
        true
    })
}

fn items(rest: &mut &str, end: &str, mut item: impl FnMut(&mut &str)) {
    if take(rest, end) {
        return;
    }
    loop {
        item(rest);
        if take(rest, end) {
            return;
        }
        assert!(take(rest, ","), "a comma before {rest:.20}");
    }
}

fn value(rest: &mut &str) -> Json {
    for (word, value) in
        [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))]
    {
        if take(rest, word) {
            return value;
        }
    }
    if take(rest, "[") {
        let mut list = Vec::new();
        items(rest, "]", |rest| list.push(value(rest)));
        return Json::List(list);
    }
    if take(rest, "{") {
        let mut fields = BTreeMap::new();
        items(rest, "}", |rest| {
            assert!(take(rest, "\""));
            let name = string(rest);
            assert!(take(rest, ":"));
            assert_eq!(fields.insert(name, value(rest)), None, "a name occurs twice");
        });
        return Json::Object(fields);
    }
    if take(rest, "\"") {
        return Json::Text(string(rest));
    }
    let end = rest.find(|c: char| c != '-' && !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    *rest = after;
    Json::Number(number.parse().unwrap_or_else(|_| panic!("no value: {number}{after:.20}")))
}

fn string(rest: &mut &str) -> String {
    let mut units = Vec::new();
    let mut characters = rest.chars();
    loop {
        match characters.next().expect("an end of the text") {
            '"' => break,
            '\\' => match characters.next().unwrap() {
                'u' => {
                    let hex: String = characters.by_ref().take(4).collect();
                    units.push(u16::from_str_radix(&hex, 16).unwrap());
                }
                'n' => units.push(10),
                same @ ('"' | '\\' | '/') => units.push(same as u16),
                other => panic!("\\{other}"),
            },
            control if control < ' ' => panic!("a bare {control:?}"),
            other => units.extend_from_slice(other.encode_utf16(&mut [0; 2])),
        }
    }
    *rest = characters.as_str();
    String::from_utf16(&units).unwrap()
}
