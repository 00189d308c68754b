//! The files people have in hand, one small fixture per kind and quirk: what is read of each.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use seatplan::directory::{Attribute, Directory, Holdings, Row};
use seatplan::exchange::defuse;
use seatplan::exchange::import::{self, Base, Kind, Merged, Options, Report, Role, Sniffed};
use seatplan::model::{Code, License, LicensingError, Policy, Problem};
use seatplan::time::Instant;

const AT: &str = "2026-11-25T12:00:00Z";

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A tenant that files are imported into.
#[derive(Default)]
struct Tenant {
    directory: Directory,
    holdings: Holdings,
    tenant: Option<import::Tenant>,
}

impl Tenant {
    fn of(names: &[&str]) -> Self {
        let mut tenant = Self::default();
        for name in names {
            let report = tenant.import(name);
            assert_eq!((report.refused, report.conflicts), (vec![], vec![]), "{name}");
        }
        tenant
    }

    /// Imports a fixture; `name as deleted`, `name as group X`, `name as mailboxes` for its role.
    fn import(&mut self, name: &str) -> Report {
        let (name, role) = name.split_once(" as ").unwrap_or((name, "users"));
        let role = match (role, role.strip_prefix("group ")) {
            ("deleted", _) => Role::Deleted,
            ("mailboxes", _) => Role::Mailboxes,
            (_, Some(group)) => Role::Group(group.to_owned()),
            _ => Role::Users,
        };
        self.bytes(&file(name), role).unwrap()
    }

    fn text(&mut self, text: &str) -> Report {
        self.bytes(text.as_bytes(), Role::Users).unwrap()
    }

    fn bytes(&mut self, bytes: &[u8], role: Role) -> Result<Report, LicensingError> {
        let policy = Policy::default();
        let base = Base {
            directory: &self.directory,
            holdings: &self.holdings,
            policy: &policy,
            at: instant(AT),
        };
        let Merged { directory, holdings, report, tenant } =
            import::merge(base, &bytes, &Options { kind: None, role })?;
        let faults = report.refused.len() + report.conflicts.len();
        let taken = report.added + report.updated + report.unchanged;
        assert_eq!(report.rows, taken + faults as u64, "{report:?}");
        (self.directory, self.holdings) = (directory, holdings);
        self.tenant = tenant.or(self.tenant.take());
        Ok(report)
    }

    /// One line a person: the last digit of a known id or the id itself, and what is known.
    fn people(&self) -> Vec<String> {
        let describe = |row: Row| {
            let person = self.directory.person(row);
            let holding = self.holdings.get(row);
            let id = person.id.strip_prefix("10000000-0000-4000-8000-00000000000");
            let mut words =
                vec![id.unwrap_or(&person.id).to_owned(), person.principal_name.clone()];
            words.extend([person.display_name.clone(), person.mail.clone()]);
            words.extend(person.user_type.map(|kind| kind.as_str().to_owned()));
            words.extend(person.account_enabled.map(|on| format!("enabled {on}")));
            words.push(person.mailbox_type.clone());
            words.extend(person.joined_at.map(|at| format!("joined {}", at.date())));
            words.extend(holding.deleted_at.map(|at| format!("deleted {}", at.date())));
            words.extend(holding.license.map(|license| license.as_str().to_owned()));
            words.extend(person.groups.iter().map(|group| format!("in {group}")));
            words.retain(|word| !word.is_empty());
            words.join(" | ")
        };
        (0..self.directory.len()).map(Row::new).map(describe).collect()
    }

    /// An attribute of the person in a row.
    fn attribute(&self, row: usize, name: &str) -> Option<String> {
        let person = self.directory.person(Row::new(row));
        person.attributes.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

fn sniff(name: &str) -> Sniffed {
    import::sniff(&file(name)).unwrap()
}

/// A problem as `line, column: message`.
fn say(problems: &[Problem]) -> Vec<String> {
    let say = |problem: &Problem| {
        let column = problem.column.as_deref().map(|column| format!(", {column}"));
        format!("{}{}: {}", problem.line.unwrap(), column.unwrap_or_default(), problem.message)
    };
    problems.iter().map(say).collect()
}

fn code(bytes: &[u8]) -> Code {
    Tenant::default().bytes(bytes, Role::Users).unwrap_err().code
}

#[test]
fn kinds_are_found_out_from_the_content() {
    for (name, kind, encoding, delimiter) in [
        ("m365-2025.csv", Kind::M365Users, "utf-8-bom", Some(';')),
        ("m365-2022.csv", Kind::M365Users, "utf-8", Some(',')),
        ("utf16le-bom.csv", Kind::M365Users, "utf-16le", Some('\t')),
        ("utf16be.csv", Kind::M365Users, "utf-16be", Some(',')),
        ("cp1252-cr.csv", Kind::M365Users, "windows-1252", Some(',')),
        ("entra-2026.csv", Kind::EntraUsers, "utf-8-bom", Some(',')),
        ("entra-2023.csv", Kind::EntraUsers, "utf-8", Some(',')),
        ("entra-2021.csv", Kind::EntraUsers, "utf-8", Some(',')),
        ("entra-group.csv", Kind::EntraGroup, "utf-8", Some(',')),
        ("graph-users.json", Kind::Graph, "utf-8", None),
        ("graph-members.json", Kind::Graph, "utf-8", None),
        ("graph-deleted.json", Kind::Graph, "utf-8", None),
        ("exchange.csv", Kind::ExchangeMailboxes, "utf-8", Some(',')),
        ("exchange-lowercase.csv", Kind::ExchangeMailboxes, "utf-8", Some(',')),
        ("spanning-users.json", Kind::Spanning, "utf-8", None),
        ("spanning-users.csv", Kind::Spanning, "utf-8", Some(',')),
        ("spanning-tenant.json", Kind::Spanning, "utf-8", None),
    ] {
        let sniffed = sniff(name);
        let found = (sniffed.kind, sniffed.encoding, sniffed.delimiter);
        assert_eq!(found, (Some(kind), encoding, delimiter), "{name}");
        assert!(sniffed.rows.iter().all(|row| row.len() == sniffed.columns.len()), "{name}");
    }
}

#[test]
fn microsoft_365_of_the_present() {
    let tenant = Tenant::of(&["m365-2025.csv"]);
    assert_eq!(
        tenant.people(),
        [
            "1 | zoe@north.example | Zoë Lindström | zoe.l@north.example | enabled true | joined 2022-03-18",
            "2 | tariq@north.example | Tariq Aziz | enabled false | joined 2021-01-05 | deleted 2026-11-01",
            "3 | Tariq@North.example | Tariq Aziz | enabled true | joined 2026-11-03",
            "4 | gil_south.example#EXT#@north.example | Guest Gil | enabled true | joined 2024-02-29",
        ]
    );
    assert!(tenant.directory.is_guest(Row::new(3)));
    for (name, value) in [
        ("department", Some("Sales; North")),
        ("jobTitle", Some("Buyer")),
        ("city", Some("Malmö")),
        ("country", Some("Sweden")),
        ("products", Some("Microsoft 365 E3+Power BI Pro")),
        ("Street address", Some("Kaj 1\nPlan 2")),
        ("Proxy addresses", Some("SMTP:zoe.l@north.example+smtp:zl@north.example")),
        ("Fax", None),
    ] {
        assert_eq!(tenant.attribute(0, name).as_deref(), value, "{name}");
    }
    assert_eq!(tenant.attribute(1, "products"), None, "`Unlicensed` is no product");
}

#[test]
fn every_encoding_and_newline_says_the_same() {
    let expected = Tenant::of(&["m365-2022.csv"]).people();
    assert_eq!(
        expected,
        [
            "1 | ZOE@north.example | Zoë Lindström | zoe.l@north.example | enabled false | joined 2022-03-18"
        ]
    );
    for name in ["utf16le-bom.csv", "utf16be.csv", "cp1252-cr.csv"] {
        assert_eq!(Tenant::of(&[name]).people(), expected, "{name}");
    }
}

#[test]
fn entra_of_three_generations() {
    let tenant = Tenant::of(&["entra-2026.csv"]);
    assert_eq!(
        tenant.people(),
        [
            "1 | zoe@north.example | Zoë  Lindström | Member",
            "4 | gil_south.example#EXT#@north.example | Gil | Guest",
        ]
    );
    let identities = r#"[{"signInType":"userPrincipalName","issuer":"north.example"}]"#;
    assert_eq!(tenant.attribute(0, "identities").as_deref(), Some(identities));
    assert_eq!(tenant.attribute(0, "company").as_deref(), Some("North"));

    let tenant = Tenant::of(&["entra-2021.csv"]);
    let zoe = "1 | zoe@north.example | Zoë Lindström | zoe.l@north.example | Member";
    assert_eq!(tenant.people(), [format!("{zoe} | enabled true | joined 2021-08-19")]);

    let tenant = Tenant::of(&["entra-2023.csv"]);
    assert_eq!(tenant.people(), [format!("{zoe} | enabled false")]);
    assert_eq!(tenant.attribute(0, "jobTitle").as_deref(), Some("=Buyer"));
}

#[test]
fn group_members_join_the_group_and_groups_are_no_members() {
    for name in ["entra-group.csv", "graph-members.json"] {
        let mut tenant = Tenant::of(&["m365-2022.csv"]);
        let report = tenant.import(&format!("{name} as group Buyers"));
        assert_eq!((report.rows, report.added, report.updated), (2, 0, 1), "{name}");
        assert_eq!(report.refused.len(), 1, "{name}");
        assert!(tenant.people()[0].ends_with("in Buyers"), "{name}");
    }
    let report = Tenant::default().import("entra-group.csv");
    assert_eq!(say(&report.refused), ["3, objectType: `Group` is not a user"]);
}

#[test]
fn graph_pages() {
    let mut tenant = Tenant::default();
    let report = tenant.import("graph-users.json");
    let lone = "8, displayName: the text holds a lone surrogate or a zero";
    assert_eq!(say(&report.refused), [lone]);
    assert_eq!(
        tenant.people(),
        [
            "1 | zoe@north.example | Zoë Lindström | Member | enabled true | joined 2022-03-18",
            "6 | last@north.example",
        ]
    );
    let phones = tenant.attribute(0, "businessPhones");
    assert_eq!(phones.as_deref(), Some("+46 40 123; +46 40 124"));
    let licenses = tenant.attribute(0, "assignedLicenses");
    assert_eq!(licenses.as_deref(), Some(r#"[{"skuId": "05e9", "disabledPlans": []}]"#));

    let report = tenant.import("graph-deleted.json as deleted");
    assert_eq!((report.added, report.updated, report.deleted), (1, 1, 2));
    let people = tenant.people();
    assert!(people[0].ends_with("deleted 2026-11-25"), "gone since nobody knows when: {people:?}");
    assert!(people[2].ends_with("deleted 2026-11-01"), "{people:?}");
}

#[test]
fn what_is_no_list_of_users_is_refused() {
    let mut tenant = Tenant::default();
    let report = tenant.import("graph-groups.json");
    assert_eq!(say(&report.refused), ["1: this is one of `groups`, not a user"]);
    assert!(tenant.people().is_empty());
    for text in [
        r#"{"error": {"code": "InvalidAuthenticationToken", "message": "expired"}}"#,
        r#"{"displayName": "nobody"}"#,
        r#"{"users": 3}"#,
        r#"[1, 2]"#,
        r#"["a@b.example"]"#,
        r#"{"value": [{"id": 1}"#,
        "Name,Department\nAnn,Sales\n",
        "<!DOCTYPE html>\n<html></html>",
        "just some text",
        "x",
        "",
    ] {
        assert_eq!(code(text.as_bytes()), Code::InvalidFile, "{text}");
    }
    let report = tenant.text(r#"{"@odata.context": "x/$metadata#users", "value": []}"#);
    assert_eq!((report.rows, report.added), (0, 0), "a page without users is a page");
}

#[test]
fn exchange_mailboxes() {
    let tenant = Tenant::of(&["exchange.csv"]);
    assert_eq!(
        tenant.people(),
        [
            "7 | desk@north.example | Front \"desk\"\r\nand door | desk@north.example | SharedMailbox | joined 2022-03-03",
            "room1@north.example | room1@north.example | Room 1 | room1@north.example | RemoteRoomMailbox | joined 2022-03-13",
            "1 | zoe@north.example | Zoë Lindström | zoe.l@north.example | UserMailbox | joined 2022-04-03",
        ]
    );
    assert_eq!(tenant.attribute(0, "EmailAddresses"), None, "`System.String[]` says nothing");
    assert_eq!(tenant.attribute(0, "Id (file)").as_deref(), Some("desk01"));
    assert_eq!(tenant.directory.mailboxes().iter().count(), 1);

    let tenant = Tenant::of(&["exchange-lowercase.csv"]);
    let desk = "desk@north.example | Front desk | desk@north.example | RemoteSharedMailbox";
    assert_eq!(tenant.people(), [format!("{desk} | joined 2022-03-13")]);
}

#[test]
fn spanning_users_and_tenant() {
    let tenant = Tenant::of(&["spanning-users.json", "spanning-tenant.json"]);
    assert_eq!(
        tenant.people(),
        [
            "1 | zoe@north.example | zoe.l@north.example | standard",
            "2 | tariq@north.example | Tariq Aziz | deleted 2026-11-25 | archived",
            "4 | gil_south.example#EXT#@north.example",
        ]
    );
    let (purchased, account) = tenant.tenant.unwrap();
    assert_eq!((purchased.standard.get(), purchased.archived.get()), (15, 5));
    assert_eq!(account.unwrap().as_str(), "trial");

    let mut tenant = Tenant::default();
    let report = tenant.text("licenses,archivedLicenses,status\n7,many,paid\n7,1,gold\n7,1,\n");
    assert_eq!(
        say(&report.refused),
        [
            "2, archivedLicenses: `many` is not a count of licenses",
            "3, status: `gold` is not one of `paid`, `trial`, `expired`",
        ]
    );
    assert_eq!(tenant.tenant.unwrap().1, None);
}

#[test]
fn licenses_that_differ_from_the_plan_are_drift_and_the_file_wins() {
    let mut tenant = Tenant::of(&["m365-2025.csv"]);
    let report = tenant.import("spanning-users.json");
    assert_eq!(report.drift, [], "the first word on licenses differs from nothing");
    let report = tenant.import("spanning-users.csv");
    let drift = |(id, planned, actual)| {
        let id = format!("10000000-0000-4000-8000-00000000000{id}");
        import::Drift { id, planned, actual }
    };
    assert_eq!(report.drift, [drift((1, Some(License::Standard), None))]);
    let tariq = "the row has no object id, and its name is that of several people, deleted or live";
    assert_eq!(say(&report.conflicts), [format!("3: {tariq}")]);
    assert_eq!(report.conflicts[0].ids, ["TARIQ@north.example"]);
    let report = tenant.text("userPrincipalName,assigned,isArchive\nzoe@north.example,1,yes\n");
    assert_eq!(report.drift, [drift((1, None, Some(License::Archived)))]);
}

#[test]
fn bad_rows_are_reported_and_the_others_taken() {
    let mut tenant = Tenant::default();
    let report = tenant.import("bad-rows.csv");
    assert_eq!(
        say(&report.refused),
        [
            "2, Block credential: `maybe` is not true or false",
            "3, When created: `2022-13-01 00:00:00Z` is not a date",
            "6: the row has more cells than the header",
            "7: the row has no object id, no principal name and no mail address",
            "9: a quote is opened in this row and not closed",
            "11: the file breaks off in this row",
        ]
    );
    assert_eq!(
        tenant.people(),
        [
            "cy@north.example | cy@north.example",
            "eve@north.example | eve@north.example",
            "gus@north.example | gus@north.example",
        ]
    );
    for (name, value) in [
        ("Notes", "one"),
        ("Notes (6)", "two\nlines"),
        ("Status (file)", "Away"),
        ("Column 8", "8th"),
    ] {
        assert_eq!(tenant.attribute(0, name).as_deref(), Some(value), "{name}");
    }
}

#[test]
fn a_second_import_counts_what_changed() {
    let header = "Object Id,User principal name,Department,Soft deletion time stamp\n";
    let mut tenant = Tenant::default();
    tenant.text(&format!(
        "{header}1,ann@x.example,Sales,\n2,bob@x.example,IT,\n3,cy@x.example,IT,\n"
    ));
    let report = tenant.text(&format!(
        "{header}1,ann@x.example,Sales,\n2,bob@x.example,,2026-11-01 00:00:00Z\n4,dee@x.example,IT,\n"
    ));
    let counts = (report.added, report.updated, report.unchanged, report.deleted);
    assert_eq!(counts, (1, 1, 1, 1));
    assert_eq!(
        tenant.people(),
        [
            "1 | ann@x.example",
            "2 | bob@x.example | deleted 2026-11-01",
            "3 | cy@x.example",
            "4 | dee@x.example",
        ],
        "who is absent stays"
    );
    assert_eq!(tenant.attribute(1, "department"), None);
}

#[test]
fn a_header_of_a_table_is_a_column_even_with_nothing_below_it() {
    // The columns beyond those everybody has, and how many values each has.
    let columns = |files: &[&str]| {
        let mut tenant = Tenant::default();
        for file in files {
            match file.contains('\n') {
                true => tenant.text(file),
                false => tenant.import(file),
            };
        }
        let describe = |attribute: &Attribute| {
            format!("{} {}", attribute.name, attribute.values.values().len() - 1)
        };
        tenant.directory.attributes().iter().map(describe).collect::<Vec<_>>().join(", ")
    };
    let first = "Object Id,Fax,Office,Pager\na,,,\nb,,4 West,\n";
    for (files, expected) in [
        (&[first][..], "Office 1, Fax 0, Pager 0"),
        // When somebody known has changed, everybody is written anew.
        (&[first, "Object Id,Display name,Fax\na,Ann,\nb,,12\n"], "Office 1, Fax 1, Pager 0"),
        (&[first, "Object Id,Office\nb,\n"], "Office 0, Fax 0, Pager 0"),
        // Columns stand in the order in which somebody first has them, in one file or in two.
        (&["Object Id,Fax,Pager\na,,\nb,,9\nc,12,\n"], "Pager 1, Fax 1"),
        (&["Object Id,Fax,Pager\na,,\n", "Object Id,Fax,Pager\nb,,9\nc,12,\n"], "Pager 1, Fax 1"),
        // A name is a name in any spelling.
        (
            &["Object Id,Mobile Phone,Title\na,,\n", "Object Id,mobilePhone\nb,7\n"],
            "mobilePhone 1, jobTitle 0",
        ),
        (&["Object Id,mobilePhone\nb,7\n", "Object Id,Mobile Phone\na,\n"], "mobilePhone 1"),
        // Nothing under no name is nothing.
        (&["Object Id,,Fax,,\na,,,,\n"], "Fax 0"),
        (&["Object Id,,Fax,,\na,,,1,2\n"], "Column 4 1, Column 5 1, Fax 0"),
        // What is not about people gives them no columns.
        (&["spanning-tenant.json"], ""),
        (&["licenses,archivedLicenses,status\n10,5,active\n"], ""),
        (&["graph-groups.json"], ""),
        (&["Object Id,Fax\n"], ""),
    ] {
        assert_eq!(columns(files), expected, "{files:?}");
    }
}

#[test]
fn contradictions_are_conflicts_and_merge_nobody() {
    let header = "Object Id,User principal name,Mail,Department\n";
    let mut tenant = Tenant::default();
    tenant.text(&format!("{header}1,ann@x.example,ann@x.example,Sales\n2,bob@x.example,,IT\n"));
    let before = tenant.people();
    for (row, reason) in [
        ("3,ANN@x.example,,", "the principal name belongs to another object id"),
        ("1,bob@x.example,,", "the object id is one person's and the principal name another's"),
    ] {
        let report = tenant.text(&format!("{header}{row}\n"));
        assert_eq!(say(&report.conflicts), [format!("2: {reason}")]);
        assert_eq!(tenant.people(), before);
    }
    let report = tenant
        .text(&format!("{header}5,eve@x.example,,A\n5,eve@x.example,,A\n5,eve@x.example,,B\n"));
    assert_eq!((report.added, report.unchanged), (1, 1));
    assert_eq!(
        say(&report.conflicts),
        ["4: another row of this file says otherwise of this person"]
    );
    let report = tenant.text("Mail,Department\nann@X.example,Legal\n");
    assert_eq!((report.updated, report.added), (1, 0), "mail comes last");
    // Object ids that are names: a plan made by hand.
    let mut tenant = Tenant::default();
    tenant.text("id\nzoe@north.example\n");
    assert_eq!(tenant.import("m365-2022.csv").updated, 1);
}

#[test]
fn cells_made_harmless_are_restored() {
    for text in ["=1+1", "'=1", "''x", "+46 40", "＝1", "O'Brien", "a;=1", "-", "\t=x", "@me\n=2"]
    {
        let cell = defuse(text).replace('"', "\"\"");
        let mut tenant = Tenant::default();
        tenant.text(&format!("User principal name,Notes\nann@x.example,\"{cell}\"\n"));
        assert_eq!(tenant.attribute(0, "Notes").as_deref(), Some(text));
    }
}

/// A file large enough to be read while it comes, with whatever a cell can hold.
fn large(kind: usize) -> Vec<u8> {
    let mut text = "User principal name,Object Id,When created,Notes\r\n".to_owned();
    for n in 0..4_000 {
        let note = ["plain", "\"two\nlines, \"\"quoted\"\"\"", "José", "", "\"a\r\nb\""][n % 5];
        let date = ["2022-03-18 19:49:35Z", "3/8/2022 1:00 PM", "19/8/2022 13:00"]
            [if kind == 1 { 1 + usize::from(n > 3_000) } else { 0 }];
        text.push_str(&format!("u{n}@x.example,{n:036},{date},{note}\r\n"));
        if kind == 2 && n % 1_000 == 7 {
            text.push_str("stray@x.example,\"open,,\r\n");
        }
    }
    match kind {
        3 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => text.replace('é', "\u{1}").bytes().map(|b| if b == 1 { 0xE9 } else { b }).collect(),
        5 => format!("\u{feff}{text}last@x.example,1").into_bytes(),
        _ => text.into_bytes(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_file_in_pieces_is_the_file(kind in 0usize..6, cuts in prop::collection::vec(1usize..90_000, 1..12)) {
        let (bytes, policy) = (large(kind), Policy::default());
        let (directory, holdings) = (Directory::default(), Holdings::default());
        let base =
            Base { directory: &directory, holdings: &holdings, policy: &policy, at: instant(AT) };
        let whole = import::merge(base, &bytes.as_slice(), &Options::default()).unwrap();
        let mut pieces = import::Pieces::new(Options::default());
        let (mut rest, mut cuts) = (bytes.as_slice(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.len().min(*cuts.next().unwrap()));
            pieces.push(base, piece).unwrap();
            rest = after;
        }
        prop_assert_eq!(pieces.progress().0, bytes.len());
        let joined = pieces.finish(base).unwrap();
        prop_assert_eq!(&joined.report, &whole.report);
        prop_assert_eq!(joined.directory.len(), whole.directory.len());
        for row in (0..whole.directory.len()).map(Row::new) {
            prop_assert_eq!(joined.directory.person(row), whole.directory.person(row));
        }
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files = [
        "m365-2025.csv",
        "exchange.csv",
        "exchange-lowercase.csv",
        "spanning-users.json",
        "entra-group.csv as group Buyers",
        "graph-members.json as group Buyers",
    ];
    let known = |order: &[usize]| {
        let mut tenant = Tenant::default();
        for &place in order {
            let report = tenant.import(files[place]);
            assert_eq!(report.conflicts, [], "{order:?}");
        }
        let mut people = tenant.people();
        // Names are shown as the last file writes them, and mailbox types too.
        people.iter_mut().for_each(|person| *person = person.to_lowercase());
        people.sort();
        people
    };
    let mut orders = vec![vec![]];
    for place in 0..3 {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..=order.len()).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, [0, 3, 4][place]);
                    order
                })
            })
            .collect();
    }
    let expected = known(&orders[0]);
    for order in &orders {
        assert_eq!(known(order), expected, "{order:?}");
    }
    assert_eq!(known(&[0, 1, 5]), known(&[5, 0, 1]));
    assert_eq!(known(&[1, 2]).len(), 3, "a mail address finds the mailbox");
    assert_eq!(known(&[2, 1]).len(), 3, "and the other way round");
}

#[test]
fn hostile_files_get_an_answer() {
    let big = "x".repeat(3 << 20);
    for (what, text) in [
        ("deep lists", "[".repeat(1_000_000)),
        ("deep objects", "{\"a\":".repeat(1_000_000)),
        ("deep in a record", format!("[{{\"id\":{}", "[".repeat(1_000_000))),
        ("only quotes", "\"".repeat(1_000_001)),
    ] {
        assert_eq!(code(text.as_bytes()), Code::InvalidFile, "{what}");
    }
    let wide = (0..10_000).map(|number| format!("c{number}")).collect::<Vec<_>>().join(",");
    assert_eq!(code(format!("id,{wide}\n").as_bytes()), Code::TooLarge);
    let mut tenant = Tenant::default();
    for (what, text, reason) in [
        ("a large cell", format!("id,x\n1,{big}\n2,y\n"), "a cell is larger than 1 MiB"),
        ("a large quoted cell", format!("id,x\n1,\"{big}\"\n2,y\n"), "a cell is larger than 1 MiB"),
        (
            "an unclosed quote",
            format!("id,x\n1,\"{big}\n2,y\n"),
            "a quote is opened in this row and not closed",
        ),
        (
            "NUL",
            "id,x\n1,\0\n2,y\n".replace("id", &format!("{:1030}id", "")),
            "the cell holds bytes that are no characters",
        ),
        (
            "a field twice",
            r#"[{"id":"1","id":"3"},{"id":"2","x":"y"}]"#.into(),
            "the field occurs twice",
        ),
        (
            "an object for an id",
            r#"[{"id":{"a":1}},{"id":"2","x":"y"}]"#.into(),
            "a text is expected here",
        ),
    ] {
        let report = tenant.text(&text);
        assert_eq!(report.refused.len(), 1, "{what}: {:?}", say(&report.refused));
        assert_eq!(report.refused[0].message, reason, "{what}");
        assert_eq!(tenant.people(), ["2"], "{what}");
    }
    let report = tenant.text(r#"[{"id":"2","n":1e400,"m":-0.0000000001}]"#);
    assert_eq!(report.updated, 1);
    assert_eq!(tenant.attribute(0, "n").as_deref(), Some("1e400"));
    let mut rows = String::from("id,Block credential\n");
    (0..12_000).for_each(|number| rows.push_str(&format!("{number},perhaps\n")));
    let mut listed = 0;
    let reading = import::merge(
        Base {
            directory: &Directory::default(),
            holdings: &Holdings::default(),
            policy: &Policy::default(),
            at: instant(AT),
        },
        &rows.as_bytes(),
        &Options::default(),
    );
    let refused = reading.unwrap().report.refused;
    refused.iter().for_each(|problem| listed += problem.count.max(1));
    assert_eq!((refused.len(), listed), (10_001, 12_000), "the last one counts the others");
}

proptest! {
    /// Well-formed tables, however they are written, say the same to the `csv` crate and to us.
    #[test]
    fn agrees_with_an_independent_reader(
        rows in prop::collection::vec(prop::collection::vec("[aé,;\t\"\r\n ]{0,6}", 3), 1..12),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        always in any::<bool>(),
        crlf in any::<bool>(),
        encoding in 0..4usize,
    ) {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .quote_style(if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .from_writer(Vec::new());
        writer.write_record(["id", "one", "two", "three"]).unwrap();
        for (number, row) in rows.iter().enumerate() {
            let number = number.to_string();
            writer.write_record(std::iter::once(&number).chain(row)).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&bytes[..]);
        let library: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().skip(1).map(str::to_owned).collect())
            .collect();
        let text = String::from_utf8(bytes).unwrap();
        let units = || text.encode_utf16();
        let bytes = match encoding {
            0 => text.clone().into_bytes(),
            1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            2 => [0xFF, 0xFE].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect(),
            _ => units().flat_map(u16::to_be_bytes).collect(),
        };
        let mut tenant = Tenant::default();
        let report = tenant.bytes(&bytes, Role::Users).unwrap();
        prop_assert_eq!(say(&report.refused), Vec::<String>::new());
        let ours: Vec<Vec<String>> = (0..rows.len())
            .map(|row| ["one", "two", "three"].iter().map(|name| tenant.attribute(row, name).unwrap_or_default()).collect())
            .collect();
        prop_assert_eq!(&ours, &library);
        prop_assert_eq!(&ours, &rows);
    }

    /// Any bytes get an answer, and any cut of a file does.
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in any::<prop::sample::Index>()) {
        let _ = Tenant::default().bytes(&bytes, Role::Users);
        let _ = import::sniff(&bytes);
        for name in ["m365-2025.csv", "graph-users.json", "exchange.csv", "utf16le-bom.csv"] {
            let file = file(name);
            let beginning = &file[..cut.index(file.len())];
            let _ = Tenant::default().bytes(beginning, Role::Users);
            let _ = import::sniff(beginning);
        }
    }
}

#[test]
fn json_whose_first_record_is_long_is_json_all_the_same() {
    let json = format!(r#"[{{"id":"1","displayName":"{}"}}]"#, "x".repeat(100_000));
    let sniffed = import::sniff(json.as_bytes()).unwrap();
    assert_eq!((sniffed.delimiter, sniffed.rows.len()), (None, 0));
    assert!(import::sniff(&json.as_bytes()[..1_000]).is_err());
}

#[test]
fn a_new_address_finds_from_the_next_row_on_and_the_old_one_no_more() {
    let mut tenant = Tenant::default();
    tenant.text("Mail,Display name\nbox@n.example,Box\n");
    tenant.text("Object Id,User principal name,Mail\n1,ann@n.example,old@n.example\n");
    let report = tenant.text(
        "Object Id,User principal name,Mail,Display name\n,,box@n.example,The box\n\
         1,ann@n.example,new@n.example,Ann\n,,new@n.example,Ann\n,,old@n.example,Other\n",
    );
    assert_eq!((report.conflicts, report.added), (vec![], 1));
    let people = tenant.people();
    assert_eq!(people.len(), 3);
    let one = |words: &[&str]| {
        people.iter().filter(|one| words.iter().all(|word| one.contains(word))).count()
    };
    assert_eq!(one(&["box@n.example", "The box"]), 1, "{people:?}");
    assert_eq!(one(&["1 | ann@n.example", "Ann", "new@n.example"]), 1, "{people:?}");
    assert_eq!(one(&["old@n.example", "Other"]), 1, "{people:?}");
}
