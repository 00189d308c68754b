//! The script, taken apart by the rules of PowerShell's own tokenizer: which characters it takes
//! for quotes, in UTF-8 and in the code page that version 5.1 reads a file in.

use crate::json::Json;
use crate::tenants::{hostile_handover, small, text};
use proptest::prelude::*;
use seatplan::exchange::export::{Handover, Kind};

/// What the bytes 0x80 to 0x9F mean in Windows-1252; the five without a meaning stay as they are.
const CP1252: [u32; 32] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
    0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
    0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

fn cp1252(bytes: &[u8]) -> String {
    let meaning = |&byte: &u8| match byte {
        0x80..=0x9f => char::from_u32(CP1252[usize::from(byte) - 0x80]).unwrap(),
        other => char::from(other),
    };
    bytes.iter().map(meaning).collect()
}

fn is_single(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}'..='\u{201b}')
}

fn is_double(character: char) -> bool {
    matches!(character, '"' | '\u{201c}'..='\u{201e}')
}

/// The code, with a mark where each single-quoted literal stood, and the literals.
fn tokens(script: &str) -> (String, Vec<String>) {
    let characters: Vec<char> = script.chars().collect();
    let at = |place: usize| characters.get(place).copied().unwrap_or('\0');
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut place = 0;
    while place < characters.len() {
        let character = at(place);
        if character == '#' && (place == 0 || at(place - 1).is_whitespace()) {
            while place < characters.len() && !matches!(at(place), '\n' | '\r') {
                place += 1;
            }
        } else if character == '<' && at(place + 1) == '#' {
            panic!("a block comment, which data could end");
        } else if character == '@' && (is_single(at(place + 1)) || is_double(at(place + 1))) {
            panic!("a here-string, which data could end");
        } else if is_single(character) {
            let mut literal = String::new();
            place += 1;
            loop {
                assert!(place < characters.len(), "a literal without an end");
                if is_single(at(place)) {
                    if !is_single(at(place + 1)) {
                        break;
                    }
                    place += 1;
                }
                literal.push(at(place));
                place += 1;
            }
            literals.push(literal);
            code.push_str("''");
            place += 1;
        } else if is_double(character) {
            code.push('"');
            place += 1;
            while !is_double(at(place)) {
                assert!(place < characters.len(), "a text without an end");
                code.push(at(place));
                place += if at(place) == '`' { 2 } else { 1 };
            }
            code.push('"');
            place += 1;
        } else {
            code.push(character);
            place += 1;
        }
    }
    (code, literals)
}

fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert_eq!(text.len() % 4, 0);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for &byte in four {
            let digit = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' => 0,
                other => panic!("{} in Base64", char::from(other)),
            };
            bits = bits << 6 | u32::from(digit);
        }
        let padding = four.iter().filter(|&&byte| byte == b'=').count();
        bytes.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
    }
    bytes
}

/// The batches of a script, and its code without them; the same in both readings.
fn batches(script: &str) -> (Vec<Json>, String) {
    assert!(script.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)));
    let (code, literals) = tokens(script);
    assert_eq!((&code, &literals), (&tokens(&cp1252(script.as_bytes())).0, &tokens(script).1));
    let data = literals.iter().filter(|literal| literal.starts_with("eyJkYXki"));
    let parsed = data.map(|literal| Json::parse(&String::from_utf8(base64(literal)).unwrap()));
    let batches: Vec<Json> = parsed.collect();
    let head = "$batches = @(\n";
    let rest = code.replacen(&(head.to_owned() + &"''\n".repeat(batches.len())), head, 1);
    (batches, rest)
}

fn empty(handover: &Handover) -> Handover {
    Handover { phases: Vec::new(), ..handover.clone() }
}

#[test]
fn what_must_be_in_it_is_in_it() {
    let script = text(&small(), Kind::PowerShell);
    let (batches, _) = batches(&script);
    let shown = batches.iter().map(|batch| {
        let users = batch.at("users").list().iter();
        let names = users.map(|user| user.at("userPrincipalName").text()).collect::<Vec<_>>();
        format!("{} -> {}: {}", batch.at("from").text(), batch.at("to").text(), names.join(" "))
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "STANDARD -> NONE: dee@contoso.com",
            "STANDARD -> ARCHIVE: ann@contoso.com",
            "ARCHIVE -> STANDARD: bob@contoso.com",
            "NONE -> STANDARD: cid@contoso.com",
        ]
    );
    for wanted in [
        "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n",
        "[string] $Region = 'EU',\n    [switch] $Apply\n",
        "WhatIf = (-not $Apply)",
        "Get-SpanningTenantInfo",
        "Get-SpanningUser ",
    ] {
        assert!(script.contains(wanted), "{wanted}");
    }
    // Licenses are taken away in one place, where none is planned.
    assert_eq!(script.matches("Disable-SpanningUserList").count(), 1);
    assert!(script.contains("if ($batch.to -eq 'NONE') { Disable-SpanningUserList @call"));
}

#[test]
fn a_dated_step_waits_for_its_day() {
    let mut handover = small();
    let day =
        |handover: &Handover| batches(&text(handover, Kind::PowerShell)).0[0].at("day").clone();
    assert_eq!(day(&handover), Json::Number(0));
    handover.dated = true;
    assert_eq!(day(&handover), Json::Number(20_261_201));
}

#[test]
fn the_tokenizer_sees_what_powershell_would() {
    assert_eq!(tokens("a 'b''c' d"), ("a '' d".to_owned(), vec!["b'c".to_owned()]));
    assert_eq!(tokens("a 'b\u{2019}; evil; 'c'").0, "a ''; evil; ''");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_name_leaves_its_literal(handover in hostile_handover()) {
        let (found, code) = batches(&text(&handover, Kind::PowerShell));
        let (none, bare) = batches(&text(&empty(&handover), Kind::PowerShell));
        prop_assert_eq!(none, vec![]);
        prop_assert_eq!(code, bare, "the code is the same whatever the data");
        let people = handover.tenant.directory();
        let mut named: Vec<&str> = Vec::new();
        for batch in &found {
            let users = batch.at("users").list();
            prop_assert!((1..=500).contains(&users.len()));
            named.extend(users.iter().map(|user| user.at("userPrincipalName").text()));
        }
        if !handover.anonymise {
            let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
            let all: Vec<&str> = people.rows().map(|row| people.principal_names().get(row)).collect();
            for change in handover.phases[0].moves() {
                let name = people.principal_names().get(change.row);
                let alone = all.iter().filter(|other| same(other, name)).count() == 1;
                let by_api = alone && !["", ".", ".."].contains(&name) && !people.mailboxes().contains(change.row);
                prop_assert_eq!(named.iter().filter(|known| **known == name).count(), usize::from(by_api));
            }
        }
    }
}
