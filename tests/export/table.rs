//! The table of changes, read by the crate `csv` and by our own import.

use crate::tenants::{hostile_handover, small, start, text};
use proptest::prelude::*;
use seatplan::directory::{Directory, Holdings};
use seatplan::exchange::export::{Handover, Kind};
use seatplan::exchange::import::{self, Base, Options};
use seatplan::exchange::restore;
use seatplan::model::Policy;

#[test]
fn says_who_changes_to_what() {
    let expected = "\u{feff}when,id,principalName,displayName,mail,holder,from,to,outcome,purgeAt,lastSafeDay,rule
\"2026-12-01T10:00:00.000Z\",\"ann\",\"ann@contoso.com\",\"The ann\",\"ann@contoso.com\",\"users\",\"standard\",\"archived\",\"retained\",\"\",\"\",\"archived-keeps-data archive-frees-standard restorable\"
\"2026-12-01T10:00:00.000Z\",\"bob\",\"bob@contoso.com\",\"The bob\",\"bob@contoso.com\",\"users\",\"archived\",\"standard\",\"backupsResume\",\"\",\"\",\"standard-starts-backups archive-frees-standard\"
\"2026-12-01T10:00:00.000Z\",\"cid\",\"cid@contoso.com\",\"The cid\",\"cid@contoso.com\",\"users\",\"none\",\"standard\",\"backupsStart\",\"\",\"\",\"standard-starts-backups\"
\"2026-12-01T10:00:00.000Z\",\"dee\",\"dee@contoso.com\",\"The dee\",\"dee@contoso.com\",\"users\",\"standard\",\"none\",\"retainedUntil\",\"2027-01-30T10:00:00.000Z\",\"2027-01-29\",\"grace-60\"
\"2026-12-01T10:00:00.000Z\",\"box\",\"box@contoso.com\",\"The box\",\"box@contoso.com\",\"mailboxes\",\"standard\",\"archived\",\"retained\",\"\",\"\",\"archived-keeps-data archive-frees-standard restorable\"
";
    assert_eq!(text(&small(), Kind::Csv).replace("\r\n", "\n"), expected);
}

/// The rows without the header, as an independent reader sees them.
fn rows(table: &str) -> Vec<Vec<String>> {
    let table = table.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// A text without control characters: their pictures stand for them.
fn pictured(text: &str) -> String {
    let picture = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => c,
        c if c < ' ' => char::from_u32(0x2400 + c as u32).unwrap(),
        c => c,
    };
    text.chars().map(picture).collect()
}

/// Everyone as the hand-over has them.
fn people(handover: &Handover) -> &Directory {
    handover.tenant.directory()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_cell_comes_back(mut handover in hostile_handover()) {
        handover.anonymise = false;
        let table = text(&handover, Kind::Csv);
        let people = people(&handover);
        let read = rows(&table);
        prop_assert_eq!(read.len(), handover.phases[0].moves().len());
        for (cells, change) in read.iter().zip(handover.phases[0].moves()) {
            let wanted = [
                people.id(change.row),
                people.principal_names().get(change.row),
                people.display_names().get(change.row),
                people.mails().get(change.row),
            ];
            for (cell, wanted) in cells[1..].iter().zip(wanted) {
                prop_assert_eq!(restore(cell).into_owned(), pictured(wanted));
            }
        }
    }

    #[test]
    fn no_cell_is_a_formula_whatever_separates_them(handover in hostile_handover()) {
        let table = text(&handover, Kind::Csv);
        prop_assert!(!table.contains('\0'));
        // The bluntest reader there is: every separator ends a cell, inside quotes too.
        for cell in table[3..].split([',', ';', '|', '\t', '\r', '\n']) {
            let seen = cell.trim_start_matches(['"', ' ', '\u{feff}', '\u{a0}']);
            prop_assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
        }
        for row in rows(&table) {
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
            }
        }
    }

    #[test]
    fn our_import_reads_the_names_back(mut handover in hostile_handover()) {
        handover.anonymise = false;
        let table = text(&handover, Kind::Csv);
        let (directory, holdings, policy) =
            (Directory::default(), Holdings::default(), Policy::default());
        let base = Base { directory: &directory, holdings: &holdings, policy: &policy, at: start() };
        let merged = import::merge(base, &table.as_bytes(), &Options::default()).unwrap();
        prop_assert_eq!(merged.report.refused, vec![]);
        let people = people(&handover);
        for change in handover.phases[0].moves() {
            // Ids and addresses are read without the space around them.
            let id = pictured(people.id(change.row)).trim().to_owned();
            if let Some(row) = merged.directory.row_of(&id) {
                let name = pictured(people.display_names().get(change.row));
                prop_assert_eq!(merged.directory.display_names().get(row), name.as_str());
            }
        }
        prop_assert!(merged.directory.len() + merged.report.conflicts.len() > 0);
    }

    #[test]
    fn pseudonyms_leave_no_name(mut handover in hostile_handover()) {
        handover.anonymise = true;
        let rows = rows(&text(&handover, Kind::Csv));
        let people = people(&handover);
        for (cells, change) in rows.iter().zip(handover.phases[0].moves()) {
            let mailbox = people.mailboxes().contains(change.row);
            let name = format!("{}-{:04}", if mailbox { "mailbox" } else { "user" }, change.row.index() + 1);
            prop_assert_eq!(&cells[1], &name);
            for (cell, known) in [
                (&cells[2], people.principal_names().get(change.row)),
                (&cells[4], people.mails().get(change.row)),
            ] {
                let address = format!("{name}@example.invalid");
                prop_assert_eq!(cell, if known.is_empty() { "" } else { &address });
            }
        }
    }
}
