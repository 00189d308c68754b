//! What people and programs read: the checklist, the requests, the state as text.

use crate::json::Json;
use crate::tenants::{give, handover, hostile_handover, record, small, start, tenant, text};
use proptest::prelude::*;
use seatplan::exchange::export::{Kind, indented};
use seatplan::model::{Action, GroupLicensing, License};

#[test]
fn the_checklist_has_what_has_no_api() {
    assert_eq!(
        text(&small(), Kind::Checklist),
        "# License changes by hand

Written at 2026-12-01T10:00:00.000Z. Do the steps in their order.

## Now

1. [ ] Buy 1 standard license (Purchase Licenses).
2. [ ] Buy 2 archived licenses (Purchase Licenses).
3. [ ] Run the script, or send the requests: 4 users.
4. [ ] Activate Archived: 1 shared mailbox, now standard.
   - `The box` `box@contoso.com`
"
    );
}

#[test]
fn settings_and_names_that_are_not_unique_are_done_by_hand() {
    let mut twin = record("twin", None);
    twin.person.principal_name = "ANN@contoso.com".to_owned();
    let records = vec![record("ann", Some(License::Archived)), twin, record("cid", None)];
    let mut exported = handover(tenant(2, 1, records), |tenant| {
        give(tenant, Action::Deactivate, &["ann"], start());
        tenant.policy.auto_archive = true;
        tenant.policy.group_licensing = Some(GroupLicensing::Groups(vec!["Sales `x`".to_owned()]));
    });
    exported.dated = true;
    let list = text(&exported, Kind::Checklist);
    let steps = list.split_once("## From 2026-12-01T10:00:00.000Z\n\n").unwrap().1;
    assert_eq!(
        steps,
        "1. [ ] Switch on: Settings > Auto-Protection > Automatically assign Archived Licenses for deleted users.
2. [ ] Settings > Auto-Protection > Automatically assign Standard Licenses: 1 security group ``  Sales `x`  ``.
3. [ ] Deactivate License: 1 user whose principal name is missing or not theirs alone, now archived.
   - `The ann` `ann@contoso.com`: the backups are lost at once
"
        .replace("``  Sales `x`  ``", "`` Sales `x` ``")
    );
}

#[test]
fn nothing_to_do_is_said() {
    let exported = handover(tenant(1, 1, vec![record("ann", None)]), |_| {});
    assert!(text(&exported, Kind::Checklist).ends_with("\nNothing is to be done by hand.\n"));
}

#[test]
fn data_of_which_nobody_knows_when_it_goes_is_listed() {
    let mut lost = record("ann", None);
    lost.holding.data = record("x", Some(License::Standard)).holding.data;
    let exported = handover(tenant(1, 1, vec![lost]), |_| {});
    let list = text(&exported, Kind::Checklist);
    assert!(list.contains("## To find out"), "{list}");
    assert!(list.ends_with("- `The ann` `ann@contoso.com`\n"), "{list}");
}

#[test]
fn the_requests_are_those_of_the_product() {
    let document = Json::parse(&text(&small(), Kind::Requests));
    let steps = document.at("steps").list();
    let lines: Vec<String> = steps
        .iter()
        .map(|step| {
            let body = step.get("body").map_or(String::new(), |body| {
                let tier = body.get("licenseType").map_or("-", Json::text);
                format!(" {tier} {}", body.at("userPrincipalNames").texts().join(" "))
            });
            let call = [step.at("do"), step.at("method"), step.at("url")].map(Json::text).join(" ");
            call.replace("https://o365-api-eu.spanningbackup.com/external", "") + &body
        })
        .collect();
    assert_eq!(
        lines,
        [
            "unassign POST /users/unassign - dee@contoso.com",
            "verify GET /users?size=500",
            "count GET /tenant",
            "assign POST /users/assign ARCHIVE ann@contoso.com",
            "verify GET /users?size=500",
            "count GET /tenant",
            "assign POST /users/assign STANDARD bob@contoso.com",
            "verify GET /users?size=500",
            "count GET /tenant",
            "assign POST /users/assign STANDARD cid@contoso.com",
            "verify GET /users?size=500",
        ]
    );
    assert_eq!(document.at("changesByHand"), &Json::Number(1));
    let expected = |step: usize| steps[step].at("expect").clone();
    assert_eq!(expected(1), Json::parse(r#"{"assigned":false,"isArchive":false}"#));
    assert_eq!(expected(4), Json::parse(r#"{"assigned":true,"isArchive":true}"#));
    assert_eq!(steps[4].at("of"), &Json::Number(4));
}

/// A text in a line of Markdown, as CommonMark reads code: what is between equal runs of backticks.
fn code_spans(line: &str) -> Option<Vec<String>> {
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let run = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let inside = &rest[start + run..];
        let mut place = 0;
        let end = loop {
            let found = place + inside[place..].find('`')?;
            let length = inside[found..].len() - inside[found..].trim_start_matches('`').len();
            if length == run {
                break found;
            }
            place = found + length;
        };
        spans.push(inside[..end].to_owned());
        rest = &inside[end + run..];
    }
    Some(spans)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_name_is_markup_or_hides_anything(handover in hostile_handover()) {
        let list = text(&handover, Kind::Checklist);
        for line in list.split('\n') {
            let hidden = |c: char| c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c)
                || ('\u{2028}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
                || c == '\u{feff}' || ('\u{e0000}'..='\u{e007f}').contains(&c);
            prop_assert!(!line.contains(hidden), "{line:?}");
            let Some(named) = line.strip_prefix("   - ") else { continue };
            let spans = code_spans(named);
            prop_assert!(spans.is_some(), "{named:?}");
            // Beside the spans there is nothing but what we write ourselves.
            let mut outside = named.to_owned();
            for span in spans.unwrap() {
                outside = outside.replacen(&span, "", 1);
            }
            let ours = |c: char| c.is_ascii_alphanumeric() || "` :-".contains(c);
            prop_assert!(outside.chars().all(ours), "{outside:?}");
        }
        let by_hand = handover.phases[0].moves().len();
        prop_assert!(list.matches("\n   - ").count() <= by_hand);
    }

    #[test]
    fn requests_stay_json(handover in hostile_handover()) {
        let document = Json::parse(&text(&handover, Kind::Requests));
        for step in document.at("steps").list() {
            prop_assert!(step.at("url").text().starts_with("https://o365-api-eu.spanningbackup.com/external/"));
            if let Some(body) = step.get("body") {
                prop_assert!((1..=500).contains(&body.at("userPrincipalNames").list().len()));
            }
        }
    }

    #[test]
    fn indenting_changes_nothing_else(text in prop::collection::vec("[\\[\\]{}:,\"\\\\a ]{0,6}", 0..6)) {
        let quoted = |text: &String| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let items: Vec<String> = text.iter().map(quoted).collect();
        let json = format!("{{\"a\":[{}],\"b\":{{}},\"c\":[[],{{\"d\":1}}]}}", items.join(","));
        prop_assert_eq!(Json::parse(&indented(&json)), Json::parse(&json));
    }
}
