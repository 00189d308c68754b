//! Tenants to export: a small one by hand, and hostile ones at random.

use proptest::prelude::*;
use seatplan::exchange::export::{Handover, Kind, Phase};
use seatplan::licensing::{Request, Targets, Tenant, apply, purchase};
use seatplan::model::{
    Action, Count, Data, DataField, Holding, License, Person, Prices, Purchased, Record,
};
use seatplan::time::{Date, Instant};

pub fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn start() -> Instant {
    instant("2026-12-01T10:00:00Z")
}

pub fn count(count: u64) -> Count {
    Count::new(count).unwrap()
}

pub fn record(id: &str, license: Option<License>) -> Record {
    let name = format!("{id}@contoso.com");
    let data = Data { from: Some(instant("2026-01-01T00:00:00Z")), to: Some(start()) };
    Record {
        person: Person {
            id: id.to_owned(),
            principal_name: name.clone(),
            display_name: format!("The {id}"),
            mail: name,
            ..Person::default()
        },
        holding: Holding {
            license,
            data: if license.is_some() { DataField::Some(data) } else { DataField::None },
            ..Holding::default()
        },
    }
}

/// A tenant with as many licenses as given; ids that begin with `box` are shared mailboxes.
pub fn tenant(standard: u64, archived: u64, mut records: Vec<Record>) -> Tenant {
    for record in &mut records {
        record.person.listed_as_mailbox = record.person.id.starts_with("box");
    }
    let mut tenant = Tenant::new(&records).unwrap();
    tenant.purchased = Purchased { standard: count(standard), archived: count(archived) };
    tenant.prices = Some(Prices {
        currency: "EUR".to_owned(),
        standard: count(3600),
        archived: count(1200),
        term_start: Date::parse("2026-03-01").unwrap(),
        renewal: Date::parse("2027-03-01").unwrap(),
    });
    tenant
}

pub fn give(tenant: &mut Tenant, action: Action, ids: &[&str], at: Instant) {
    let ids = ids.iter().map(|&id| id.to_owned()).collect();
    let request = Request { action, targets: Targets::Ids(ids), fill: false };
    apply(tenant, &request, at).unwrap().unwrap();
}

/// What was applied at once, without a plan.
pub fn handover(before: Tenant, change: impl FnOnce(&mut Tenant)) -> Handover {
    let mut after = before.clone();
    change(&mut after);
    Handover {
        start: start(),
        tenant: after.clone(),
        phases: vec![Phase { at: start(), before, after }],
        dated: false,
        region: "eu",
        anonymise: false,
    }
}

/// One of everything: two users change places, one is let go, a mailbox is archived.
pub fn small() -> Handover {
    let records = vec![
        record("ann", Some(License::Standard)),
        record("bob", Some(License::Archived)),
        record("cid", None),
        record("dee", Some(License::Standard)),
        record("box", Some(License::Standard)),
    ];
    handover(tenant(2, 1, records), |tenant| {
        let more = Purchased { standard: count(1), archived: count(2) };
        purchase(tenant, more, start()).unwrap();
        give(tenant, Action::Deactivate, &["dee"], start());
        give(tenant, Action::ActivateArchived, &["ann", "box"], start());
        give(tenant, Action::ActivateStandard, &["bob", "cid"], start());
    })
}

pub fn text(handover: &Handover, kind: Kind) -> String {
    handover.write(kind).unwrap()
}

/// Texts made of what formats, spreadsheets, shells and screens trip over.
pub fn hostile() -> impl Strategy<Value = String> {
    let parts = [
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "'",
        "\"",
        "‘",
        "’",
        "‚",
        "‛",
        "“",
        "”",
        "„",
        "–",
        "—",
        "―",
        "`",
        "$(",
        ")",
        "{",
        "}",
        "[x](y)",
        "<b>",
        "</script>",
        "#",
        "<#",
        "#>",
        "'@",
        "@'",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}",
        "\u{b}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\\",
        "\\n",
        ",",
        ";",
        "|",
        ":",
        "%",
        "&",
        "/",
        "..",
        " ",
        "\u{a0}",
        "ł",
        "ő",
        "Ñ",
        "т",
        "ё",
        "é",
        "ß",
        "İ",
        "😀",
        "👩‍👩‍👧",
        "\u{10ffff}",
        "\u{e0041}",
        "END:VEVENT",
        "a",
        "Zoë",
        "1",
        "cmd|' /C calc'!A0",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..12)
        .prop_map(|parts| parts.concat())
}

/// People with hostile names, some of them of the same name, whose licenses all change.
pub fn hostile_handover() -> impl Strategy<Value = Handover> {
    let names = (hostile(), hostile(), hostile());
    let person = (names, prop::bool::ANY, 0..3usize);
    (prop::collection::vec(person, 1..8), prop::bool::ANY).prop_map(|(people, anonymise)| {
        let licenses = [None, Some(License::Standard), Some(License::Archived)];
        let mut records = Vec::new();
        for (place, ((principal, display, mail), mailbox, held)) in people.iter().enumerate() {
            let prefix = if *mailbox { "box" } else { "" };
            let mut record = record(&format!("{prefix}{principal}{place}"), licenses[*held]);
            record.person.principal_name.clone_from(principal);
            record.person.display_name.clone_from(display);
            record.person.mail.clone_from(mail);
            records.push(record);
        }
        let all: Vec<_> = records.iter().map(|record| record.person.id.clone()).collect();
        let mut exported = handover(tenant(9, 9, records), |tenant| {
            for (place, id) in all.iter().enumerate() {
                let action = match people[place].2 {
                    0 => Action::ActivateStandard,
                    1 => Action::Deactivate,
                    _ => Action::ActivateStandard,
                };
                give(tenant, action, &[id], start());
            }
        });
        exported.anonymise = anonymise;
        exported
    })
}
