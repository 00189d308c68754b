//! What happens by itself as days go by.

use crate::cells::{account, at, count, holders, joined};
use crate::table::read;
use seatplan::automation::{Clockwork, Occurrence};
use seatplan::licensing::Tenant;
use seatplan::model::{Code, GroupLicensing, Holder, License, PoolKey, Purchased, Record, Rule};
use seatplan::time::{DAY_MS, Instant};

fn day(text: &str) -> Instant {
    at().plus_days(text.parse().unwrap())
}

/// The people of a cell; who joins or leaves does so in days to come.
fn people(text: &str) -> Vec<Record> {
    let person = |text: &str| {
        let is_soon =
            |word: &&str| ["joins=", "leaves=", "group="].iter().any(|a| word.starts_with(a));
        let (soon, now): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(is_soon);
        let mut record = holders(&now.join(" ")).remove(0);
        for word in soon {
            match word.split_once('=').unwrap() {
                ("joins", when) => record.person.joined_at = Some(day(when)),
                ("leaves", when) => record.holding.deleted_at = Some(day(when)),
                (_, group) => record.person.groups.push(group.to_owned()),
            }
        }
        record
    };
    text.split(';').map(|one| person(one.trim())).collect()
}

fn settings(tenant: &mut Tenant, text: &str) {
    let policy = &mut tenant.policy;
    for word in text.split_whitespace().filter(|word| *word != "-") {
        match word.split_once('=').unwrap_or((word, "")) {
            ("auto-archive", _) => policy.auto_archive = true,
            ("buy-archived", _) => policy.auto_purchase_archived = true,
            ("buy-standard", _) => policy.auto_purchase_standard = true,
            ("everybody-new", _) => policy.group_licensing = Some(GroupLicensing::AllNewUsers),
            ("group", name) => {
                policy.group_licensing = Some(GroupLicensing::Groups(vec![name.to_owned()]));
            }
            ("trialCap", cap) => policy.trial_cap = count(cap),
            (other, _) => panic!("no such setting: {other}"),
        }
    }
}

/// One occurrence as the table tells it.
fn told(tenant: &Tenant, one: &Occurrence) -> String {
    let half_days = (one.at.millis() - at().millis()) / (DAY_MS / 2);
    let when = match half_days % 2 {
        0 => format!("day {}", half_days / 2),
        _ => format!("night {}", (half_days + 1) / 2),
    };
    let who = one.row.map(|row| tenant.directory().id(row));
    let what = match one.code {
        Code::AutoArchived => format!("{} archived", who.unwrap()),
        Code::GroupLicensed => format!("{} licensed", who.unwrap()),
        Code::Purged => format!("{} purged", who.unwrap()),
        Code::AutoPurchased => {
            format!("bought {} {}", one.count, one.pool.unwrap().license.as_str())
        }
        Code::InsufficientLicenses => format!("{} short", one.count),
        Code::AccountExpired => format!("account expired for {}", one.count),
        other => panic!("{other:?}"),
    };
    format!("{when}: {what}")
}

#[test]
fn what_happens_by_itself() {
    for line in read("automation.md") {
        let known = Rule::ALL.iter().any(|rule| rule.slug() == line.get("rule"));
        assert!(known, "{line}: no such rule");
        let mut tenant = Tenant::new(&people(line.get("people"))).unwrap();
        let (standard, archived) = line.get("licenses").split_once(" and ").unwrap();
        tenant.purchased = Purchased { standard: count(standard), archived: count(archived) };
        tenant.account = account(line.get("account"));
        settings(&mut tenant, line.get("settings"));
        let mut happened = Vec::new();
        let until = day(line.get("until day"));
        Clockwork::new(&tenant, at()).run(&mut tenant, until, &mut happened);
        let all = happened.iter().map(|one| told(&tenant, one));
        line.expect("what happens", &joined(all, "; "));
        let pool = |license| tenant.pool(PoolKey { holder: Holder::Users, license });
        let held = License::ALL.map(|license| {
            let pool = pool(license);
            format!("{} of {}", pool.assigned, pool.purchased.unwrap())
        });
        line.expect("held of bought", &held.join(", "));
    }
}
