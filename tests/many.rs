//! Rows that are read many at once say what they say when they are read one by one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use proptest::prelude::*;
use seatplan::directory::{Directory, Holdings, Row};
use seatplan::exchange::import::{self, Base, Options, Report, Role};
use seatplan::model::{Holding, Person, Policy};
use seatplan::time::Instant;

/// Two headers: one whose rows can be read at once, and one with two columns of one meaning.
const HEADERS: [&str; 2] = [
    "Object Id,User principal name,Mail,Display name,Department,Block credential,User type,When created,Soft deletion time stamp,License,Groups,Licenses,Phone",
    "Object Id,User principal name,Mail,Mail,Department,Block credential,User type,When created,Deleted at,License,Groups,Licenses,Phone",
];

/// What a column says in most rows, and what it says in a few.
fn cell(column: usize, seed: u32) -> String {
    let rare = seed.is_multiple_of(23);
    let n = seed / 23 % 1_000;
    let pick = |words: &[&str]| words[n as usize % words.len()].to_owned();
    match (column, rare) {
        (0, false) => format!("{seed:08x}-0001"),
        (0, true) => pick(&["", "ABCDEF-0001", "a@b.c", " 00000001-0001 ", "00000001-0001"]),
        (1, false) => format!("u{seed}@contoso.com"),
        (1, true) => pick(&[
            "",
            "u1@contoso.com",
            "U1@Contoso.com",
            "x_y#EXT#@contoso.com",
            " u2@contoso.com",
        ]),
        (2, false) => format!("u{seed}@contoso.com"),
        (2, true) => pick(&["", " m@contoso.com ", "System.Object[]"]),
        (3, false) => format!("User {n}"),
        (3, true) => pick(&["Sören", " spaced ", "Ünal", "System.String[]", "Sam"]),
        (4, false) => pick(&["", "Sales", "Engineering and a long name"]),
        (4, true) => pick(&["System.Object[]", "Søk", "a;b"]),
        (5, false) => pick(&["True", "False", "", "false"]),
        (5, true) => pick(&["perhaps", " yes "]),
        (6, false) => pick(&["Member", "Guest", ""]),
        (6, true) => pick(&["guest", "Robot"]),
        (7, false) => format!("20{:02}-0{}-1{} 10:00:0{}Z", n % 24, 1 + n % 9, n % 9, n % 10),
        (7, true) => pick(&["", "2021-02-30", "8/19/2021 1:25:31 PM", "2020-02-29"]),
        (8, false) => String::new(),
        (8, true) => pick(&["2026-01-01", "never", "2025-12-31 23:59:59Z", "2027-01-01"]),
        (9, false) => pick(&["", "standard", "archived", "none"]),
        (9, true) => pick(&["gold", "Standard "]),
        (10, false) => pick(&["", "A", "A;B"]),
        (10, true) => pick(&[";", " B ; A "]),
        (11, false) => pick(&["", "Office 365 E3"]),
        (11, true) => pick(&["Unlicensed", " unlicensed ", "Microsoft 365 E5+Unlicensed"]),
        (_, false) => format!("+49 {seed}"),
        (_, true) => pick(&["", "\"+1, 555\""]),
    }
}

/// A table, with a column nobody reads whose cells say whether rows can be read at once.
fn table(header: &str, rows: &[Vec<u32>], note: &str, newline: &str) -> String {
    let mut text = format!("{header},@note{newline}");
    for (number, row) in rows.iter().enumerate() {
        // A row may repeat another one's names.
        let cells: Vec<String> =
            row.iter().enumerate().map(|(column, seed)| cell(column, *seed)).collect();
        let broken = match number % 61 {
            17 => ",too,many",
            _ => "",
        };
        text.push_str(&format!("{},{note}{broken}{newline}", cells.join(",")));
    }
    text
}

type Everything = (Vec<(Person, Holding)>, Report);

fn joined(text: &str, role: &Role, before: &str) -> Everything {
    let policy = Policy::default();
    let (mut directory, mut holdings) = (Directory::default(), Holdings::default());
    let mut last = Report::default();
    for file in [before, text] {
        let at = Instant::parse_or_date("2026-06-01").unwrap();
        let base = Base { directory: &directory, holdings: &holdings, policy: &policy, at };
        let options = Options { kind: None, role: role.clone() };
        let merged = import::merge(base, &file.as_bytes(), &options).unwrap();
        (directory, holdings, last) = (merged.directory, merged.holdings, merged.report);
    }
    let rows = (0..directory.len()).map(Row::new);
    (rows.map(|row| (directory.person(row), holdings.get(row))).collect(), last)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn many_rows_are_each_row(
        rows in prop::collection::vec(prop::collection::vec(0u32..40_000, 13), 30..3_000),
        header in 0usize..2,
        role in prop_oneof![Just(Role::Users), Just(Role::Mailboxes), Just(Role::Deleted), Just(Role::Group("A".to_owned()))],
        newline in prop_oneof![Just("\n"), Just("\r\n")],
        known in 0usize..60,
    ) {
        let before = table(HEADERS[0], &rows[..known.min(rows.len())], "x", "\n");
        let many = table(HEADERS[header], &rows, "x", newline);
        // A quote in quotes: no such row is read together with others.
        let each = table(HEADERS[header], &rows, "\"a\"\"b\"", newline);
        let (many, each) = (joined(&many, &role, &before), joined(&each, &role, &before));
        prop_assert_eq!(&many.1, &each.1);
        for (many, each) in many.0.iter().zip(&each.0) {
            prop_assert_eq!(many, each);
        }
        prop_assert_eq!(many.0.len(), each.0.len());
    }
}

#[test]
fn most_rows_of_a_large_file_are_read_at_once_and_none_is_lost() {
    let rows: Vec<Vec<u32>> = (0..20_000u32).map(|row| vec![row * 23 + 1; 13]).collect();
    let text = table(HEADERS[0], &rows, "x", "\n");
    let (people, report) = joined(&text, &Role::Users, "id\nnobody\n");
    assert_eq!((report.rows, people.len()), (20_000, 20_001 - 20_000 / 61 - 1));
    let expected =
        (0..20_000u32).filter(|row| row % 61 != 17).map(|row| format!("{:08x}-0001", row * 23 + 1));
    assert!(people.iter().skip(1).map(|(person, _)| person.id.clone()).eq(expected));
}

#[test]
fn what_only_later_rows_tell_is_waited_for() {
    // Rows so long that the first piece holds fewer than tell which number is the day.
    let note = "n".repeat(60_000);
    let row = |n: usize, date: &str| format!("{n:08x}-1,u{n}@contoso.com,{date},{note}\n");
    let mut text = "Object Id,User principal name,When created,Note\n".to_owned();
    (0..8).for_each(|n| text.push_str(&row(n, "2024-01-01")));
    (8..19).for_each(|n| text.push_str(&row(n, "25/12/2024")));
    text.push_str(&row(19, "03/04/2024"));
    let (people, report) = joined(&text, &Role::Users, "id\nnobody\n");
    assert_eq!((report.added, report.refused.len()), (20, 0));
    let last = people.last().unwrap().0.joined_at.unwrap();
    assert_eq!(last, Instant::parse_or_date("2024-04-03").unwrap());
}

#[test]
fn a_beginning_that_is_odd_is_no_odd_file() {
    let blank = "\n".repeat(300_000);
    let wide: String = (0..3_000).map(|n| format!("{}{n},", "c".repeat(100))).collect();
    for text in [
        format!("{blank}id,userPrincipalName\na,a@contoso.com\n"),
        format!("sep=,\nid,{wide}userPrincipalName\na,{},a@contoso.com\n", ",".repeat(2_999)),
        format!(
            "id,\"two\nlines\",{wide}userPrincipalName\na,,{},a@contoso.com\n",
            ",".repeat(2_999)
        ),
    ] {
        let (people, report) = joined(&text, &Role::Users, "id\nnobody\n");
        assert_eq!((report.added, people.len()), (1, 2), "{:?}", report.refused);
    }
}
