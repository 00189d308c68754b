//! The calendar, read by a small reader of RFC 5545.

use crate::tenants::{
    give, handover, hostile_handover, instant, record, small, start, tenant, text,
};
use proptest::prelude::*;
use seatplan::exchange::export::{Kind, Phase};
use seatplan::model::{Action, License};
use seatplan::time::DAY_MS;
use seatplan::time::Instant;

/// The properties of each event: name with parameters, and value, unescaped.
fn events(calendar: &str) -> Vec<Vec<(String, String)>> {
    assert!(calendar.ends_with("\r\n"));
    let unended = calendar.replace("\r\n", "");
    let stray = unended.chars().find(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    assert_eq!(stray, None, "in {calendar:?}");
    let mut lines: Vec<String> = Vec::new();
    for line in calendar.trim_end().split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().expect("a line to go on").push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open: Vec<String> = Vec::new();
    let mut events = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').expect("a colon");
        let plain = |c: char| c.is_ascii_uppercase() || c == '-' || c == ';' || c == '=';
        assert!(!name.is_empty() && name.chars().all(plain), "{name}");
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                if value == "VEVENT" {
                    assert_eq!(open, ["VCALENDAR", "VEVENT"]);
                    events.push(Vec::new());
                }
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(value)),
            _ if open.last().is_some_and(|kind| kind == "VEVENT") => {
                events.last_mut().unwrap().push((name.to_owned(), unescaped(value)));
            }
            _ => assert_eq!(open.first().map(String::as_str), Some("VCALENDAR")),
        }
    }
    assert_eq!(open, Vec::<String>::new());
    for event in &events {
        let names: Vec<_> = event.iter().map(|(name, _)| name.as_str()).collect();
        let wanted = [
            "UID",
            "DTSTAMP",
            "DTSTART;VALUE=DATE",
            "DTEND;VALUE=DATE",
            "SUMMARY",
            "DESCRIPTION",
            "TRANSP",
        ];
        assert_eq!(names, wanted);
        let day = |text: &str| {
            let text = format!("{}-{}-{}T00:00:00Z", &text[..4], &text[4..6], &text[6..]);
            Instant::parse(&text).unwrap().millis()
        };
        assert_eq!(day(&event[3].1) - day(&event[2].1), DAY_MS);
    }
    events
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().expect("something escaped") {
                'n' => out.push('\n'),
                same @ (';' | ',' | '\\') => out.push(same),
                other => panic!("\\{other}"),
            },
            ';' | ',' => panic!("not escaped: {value}"),
            other => out.push(other),
        }
    }
    out
}

fn of(events: &[Vec<(String, String)>]) -> Vec<[&str; 4]> {
    events.iter().map(|event| [0, 2, 4, 5].map(|place| event[place].1.as_str())).collect()
}

#[test]
fn has_a_day_for_each_purge_and_the_renewal() {
    let events = events(&text(&small(), Kind::Ics));
    assert_eq!(
        of(&events),
        [
            [
                "last-safe-day-20270129-355060760@seatplan.invalid",
                "20270129",
                "Last day to save the backups of 1 holder",
                "Whoever has no license again by the end of this day (UTC) loses their backups for \
                 good:\nThe dee <dee@contoso.com>: 2027-01-30T10:00:00.000Z\n",
            ],
            [
                "renewal-20270301-355060760@seatplan.invalid",
                "20270301",
                "Renewal of the backup licenses",
                "standard: 3\narchived: 3\n",
            ],
        ]
    );
    assert_eq!(events[0][1].1, "20261201T100000Z");
}

#[test]
fn names_twenty_a_day_and_counts_the_rest() {
    let ids: Vec<String> = (0..50).map(|number| format!("u{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let records = ids.iter().map(|id| record(id, Some(License::Standard))).collect();
    let exported =
        handover(tenant(50, 0, records), |tenant| give(tenant, Action::Deactivate, &ids, start()));
    let events = events(&text(&exported, Kind::Ics));
    assert_eq!(events.len(), 2);
    assert_eq!(events[0][4].1, "Last day to save the backups of 50 holders");
    assert_eq!(events[0][5].1.lines().count(), 1 + 20 + 1);
    assert!(events[0][5].1.ends_with("\nand 30 more"));
}

#[test]
fn a_plan_that_saves_data_in_time_takes_its_day_away() {
    let mut before = tenant(1, 1, vec![record("ann", Some(License::Standard))]);
    before.prices = None;
    let mut phases = Vec::new();
    let mut state = before.clone();
    for (at, action) in [
        ("2026-12-10T00:00:00Z", Action::Deactivate),
        ("2027-01-10T00:00:00Z", Action::ActivateArchived),
    ] {
        let before = state.clone();
        give(&mut state, action, &["ann"], instant(at));
        phases.push(Phase { at: instant(at), before, after: state.clone() });
    }
    let mut exported = handover(before, |_| {});
    exported.dated = true;
    exported.phases = phases.clone();
    let calendar = text(&exported, Kind::Ics);
    assert_eq!(events(&calendar), Vec::<Vec<_>>::new());
    assert!(calendar.contains("BEGIN:VTIMEZONE\r\n"), "a calendar has a component");
    // Without the second step the day is there.
    exported.phases.truncate(1);
    let events = events(&text(&exported, Kind::Ics));
    assert_eq!(of(&events)[0][1], "20270207");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_name_breaks_out(handover in hostile_handover()) {
        let events = events(&text(&handover, Kind::Ics));
        let losing = handover.phases[0].moves().into_iter().filter(|change| change.to.is_none()).count();
        prop_assert_eq!(events.len(), usize::from(losing > 0) + 1);
        if losing > 0 {
            prop_assert_eq!(events[0][5].1.lines().count(), 1 + losing);
        }
    }
}
