//! The rules as tables: each file in `tests/rules` can be read, and extended, by anyone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod automation;
mod cells;
mod requests;
mod table;
mod time;

use cells::{account, action, at, before, count, holders, joined, policy, record};
use seatplan::directory::{Row, RowSet};
use seatplan::licensing::{Finding, Request, Targets, Tenant, candidates, decide};
use seatplan::model::{
    Account, Action, Count, Data, DataField, Days, Holding, License, Policy, PoolKey, Prices,
    Purchased,
};
use seatplan::retention::{Condition, judge};
use seatplan::time::{Date, Instant};
use table::{Line, read};

/// The holder a line of `outcomes.md` describes.
fn holder(line: &Line) -> Holding {
    let backups = |first, last| match line.get("data") {
        "none" => DataField::None,
        _ => DataField::Some(Data { from: before(first), to: before(last) }),
    };
    let mut holding = match line.get("before") {
        "protected" | "paused" => Holding {
            license: Some(License::Standard),
            licensed_at: before(100),
            data: DataField::None,
            ..Holding::default()
        },
        "archived" => Holding {
            license: Some(License::Archived),
            licensed_at: before(50),
            data: backups(100, 50),
            ..Holding::default()
        },
        "grace" => Holding {
            unassigned_at: before(20),
            previous_license: Some(License::Standard),
            data: backups(100, 21),
            ..Holding::default()
        },
        "purged" => Holding {
            unassigned_at: before(80),
            previous_license: Some(License::Standard),
            data: backups(100, 81),
            ..Holding::default()
        },
        "unprotected" => Holding::default(),
        other => panic!("no such status: {other}"),
    };
    if line.get("deleted") == "yes" {
        holding.deleted_at = before(10);
    }
    holding
}

#[test]
fn outcomes() {
    for line in read("outcomes.md") {
        let verdict =
            judge(&holder(&line), &policy(line.get("policy")), at(), action(line.get("asked")));
        let purge = verdict.purge_at.map_or("-".to_owned(), |purge| {
            let late = purge.millis() - at().millis();
            assert_eq!(late % seatplan::time::DAY_MS, 0);
            (late / seatplan::time::DAY_MS).to_string()
        });
        line.expect("outcome", verdict.outcome.as_str());
        line.expect("after", verdict.after.as_str());
        line.expect("purge in days", &purge);
        line.expect("warns", &joined(verdict.warnings.iter().map(|code| code.as_str()), " "));
        let rules: Vec<&str> = verdict.rules.iter().map(|rule| rule.slug()).collect();
        assert!(rules.contains(&line.get("rule")), "{line}: the rules are {rules:?}");
        assert_eq!(verdict.before.status.as_str(), line.get("before"), "{line}");
    }
}

#[test]
fn purge_days() {
    for line in read("purge-days.md") {
        let holding = Holding {
            unassigned_at: Some(Instant::parse(line.get("taken away")).unwrap()),
            previous_license: Some(License::Standard),
            data: DataField::Some(Data::UNKNOWN),
            ..Holding::default()
        };
        let policy = Policy {
            grace_days: Days::new(line.get("grace days").parse().unwrap()).unwrap(),
            ..Policy::default()
        };
        let at = Instant::parse(line.get("looked at")).unwrap();
        let condition = Condition::of(&holding, &policy, at);
        line.expect("status", condition.status.as_str());
        line.expect("purge at", &condition.purge_at.map_or("-".to_owned(), |at| at.to_string()));
    }
}

#[test]
fn pools() {
    for line in read("pools.md") {
        let number = |name| line.get(name).parse::<usize>().unwrap();
        let mut records = Vec::new();
        let mut add = |kind: &str, number: usize, license, mailbox| {
            let ids: Vec<String> = (0..number).map(|n| format!("{kind}{n}")).collect();
            records.extend(ids.iter().map(|id| record(id.clone(), license, mailbox)));
            ids
        };
        add("held", number("held"), Some(License::Standard), false);
        add("box", number("mailboxes"), Some(License::Standard), true);
        let mut targets = add("new", number("new"), None, false);
        targets.extend(add("fresh", number("fresh"), None, true));
        let mut tenant = Tenant::new(&records).unwrap();
        tenant.account = account(line.get("account"));
        tenant.purchased.standard = count(line.get("purchased"));
        tenant.policy = policy(line.get("policy"));

        let request = Request {
            action: Action::ActivateStandard,
            targets: Targets::Ids(targets),
            fill: false,
        };
        let decision = decide(&tenant, &request, at()).unwrap();
        line.expect("ok", if decision.report.ok { "yes" } else { "no" });
        let shortage = decision.shortages.first();
        line.expect("short in", shortage.map_or("-", |shortage| shortage.key.holder.as_str()));
        let figure = |figure: Option<u64>| figure.map_or("-".to_owned(), |n| n.to_string());
        line.expect("short", &figure(shortage.map(|shortage| shortage.shortfall())));
        line.expect("buy", &figure(shortage.map(|shortage| shortage.missing)));
        let asked = PoolKey::ALL
            [if number("fresh") > number("new") || number("mailboxes") > 1 { 2 } else { 0 }];
        let pool = tenant.pool(asked);
        line.expect("available", &figure(pool.available()));
        line.expect("over", &pool.over().to_string());
        if let Some(shortage) = shortage {
            // The remedy really suffices: with that many more, the request fits.
            let more = tenant.purchased.standard.get() + shortage.missing;
            if tenant.account == Account::Paid {
                tenant.purchased.standard = Count::new(more).unwrap();
                assert!(decide(&tenant, &request, at()).unwrap().report.ok, "{line}");
            }
            assert!(matches!(decision.report.errors.first(), Some(Finding::Shortage(_))));
        }
    }
}

#[test]
fn costs() {
    for line in read("costs.md") {
        let prices = Prices {
            currency: "EUR".to_owned(),
            standard: count(line.get("standard price")),
            archived: count(line.get("archived price")),
            term_start: Date::parse(line.get("term start")).unwrap(),
            renewal: Date::parse(line.get("renewal")).unwrap(),
        };
        let bought = Purchased {
            standard: count(line.get("standard")),
            archived: count(line.get("archived")),
        };
        let cost = prices.cost(bought, Instant::parse(line.get("bought at")).unwrap());
        let told = match cost {
            Ok(cost) => cost.amount.to_string(),
            Err(absent) => absent.code().as_str().to_owned(),
        };
        line.expect("cost", &told);
    }
}

#[test]
fn candidates_to_give_up_a_license() {
    for line in read("candidates.md") {
        let records = holders(line.get("holders"));
        let mut tenant = Tenant::new(&records).unwrap();
        let archived = records
            .iter()
            .filter(|record| record.holding.license == Some(License::Archived))
            .count() as u64;
        let free: u64 = line.get("archived free").parse().unwrap();
        tenant.purchased.archived = Count::new(archived + free).unwrap();
        tenant.policy = policy(line.get("policy"));
        let pool = PoolKey::ALL[usize::from(line.get("license short") == "archived")];
        let none = RowSet::empty(records.len());
        let needed = line.get("needed").parse().unwrap();
        let named =
            candidates(&tenant, pool, needed, &none, at()).first.into_iter().map(|candidate| {
                let id = tenant.directory().id(candidate.row);
                let how = candidate.how.as_str();
                match candidate.purge_at {
                    Some(purge) => format!("{id} {how} {}", purge.whole_days_since(at())),
                    None => format!("{id} {how}"),
                }
            });
        line.expect("named", &named.collect::<Vec<_>>().join("; "));
        let everyone = RowSet::from_fn(records.len(), |row: Row| row.index() < records.len());
        assert_eq!(candidates(&tenant, pool, needed, &everyone, at()).count, 0, "{line}");
    }
}
