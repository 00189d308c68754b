//! What time does: one holder, a few commands, and a look some days later.

use crate::cells::{action, at, policy, record};
use crate::table::read;
use seatplan::licensing::{Configuration, Request, Targets, Tenant, apply, configure};
use seatplan::model::{Count, Data, DataField, Purchased, Rule};
use seatplan::retention::judge;
use seatplan::time::{DAY_MS, Instant};

/// The instant of a day such as `60`, or `60-` for the millisecond before.
fn day(text: &str) -> Instant {
    let (number, early) = match text.strip_suffix('-') {
        Some(number) => (number, 1),
        None => (text, 0),
    };
    let days: i64 = number.parse().unwrap();
    Instant::from_millis(at().millis() + days * DAY_MS - early).unwrap()
}

/// An instant as its day, with what is left in milliseconds.
fn told(instant: Option<Instant>) -> String {
    let Some(instant) = instant else {
        return "-".to_owned();
    };
    let since = instant.millis() - at().millis();
    match since.rem_euclid(DAY_MS) {
        0 => since.div_euclid(DAY_MS).to_string(),
        rest if rest == DAY_MS - 1 => format!("{}-", since.div_euclid(DAY_MS) + 1),
        rest => format!("{} and {rest} ms", since.div_euclid(DAY_MS)),
    }
}

fn span(data: Option<Data>) -> String {
    data.map_or("-".to_owned(), |data| format!("{} to {}", told(data.from), told(data.to)))
}

#[test]
fn days_go_by() {
    for line in read("days.md") {
        let steps: Vec<(Instant, &str)> = line
            .get("what happens")
            .split(';')
            .map(|step| step.trim().split_once(": ").unwrap())
            .map(|(when, what)| (day(when), what))
            .collect();
        let mut record = record("a".to_owned(), None, false);
        record.holding.data = DataField::None;
        record.holding.deleted_at =
            steps.iter().find(|(_, what)| *what == "deleted").map(|&(when, _)| when);
        let mut tenant = Tenant::new(&[record]).unwrap();
        let nine = Count::new(9).unwrap();
        tenant.purchased = Purchased { standard: nine, archived: nine };
        tenant.policy = policy(line.get("policy"));
        for (when, what) in steps {
            if what == "deleted" {
                continue;
            }
            if what.contains(' ') {
                let change = Configuration { policy: Some(policy(what)), ..Default::default() };
                configure(&mut tenant, change, when);
                continue;
            }
            let targets = Targets::Ids(vec!["a".to_owned()]);
            let request = Request { action: action(what).unwrap(), targets, fill: false };
            assert!(apply(&mut tenant, &request, when).unwrap().is_ok(), "{line}");
        }
        let known = Rule::ALL.iter().any(|rule| rule.slug() == line.get("rule"));
        assert!(known, "{line}: no such rule");
        let row = tenant.directory().row_of("a").unwrap();
        let seen =
            judge(&tenant.holdings().get(row), &tenant.policy, day(line.get("on day")), None);
        line.expect("status", seen.before.status.as_str());
        line.expect("backups", &span(seen.data));
        line.expect("next by", &told(seen.next_backup_by));
        line.expect("purge", &told(seen.purge_at));
    }
}
