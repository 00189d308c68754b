//! Requests as tables: what is granted, what is refused, and the ways out of a shortage.

use crate::cells::{account, action, at, count, holders, joined, policy};
use crate::table::{Line, read};
use seatplan::licensing::{
    Finding, RemedyKind, Request, Targets, Tenant, apply, apply_remedy, decide,
};
use seatplan::model::{Purchased, Rule};
use seatplan::query;

fn tenant(line: &Line) -> Tenant {
    let mut tenant = Tenant::new(&holders(line.get("holders"))).unwrap();
    tenant.account = account(line.get("account"));
    tenant.policy = policy(line.get("policy"));
    let (standard, archived) = (count(line.get("standard")), count(line.get("archived")));
    tenant.purchased = Purchased { standard, archived };
    tenant
}

/// A request such as `standard a b`, `standard a b, fill` or `archived filter license:none`.
fn request(text: &str, tenant: &Tenant) -> Request {
    let (text, fill) = match text.strip_suffix(", fill") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (verb, targets) = text.split_once(' ').unwrap_or((text, ""));
    let targets = match targets.strip_prefix("filter") {
        Some(words) => Targets::Filter(query::parse(words, tenant.directory()).filter.unwrap()),
        None => Targets::Ids(targets.split_whitespace().map(str::to_owned).collect()),
    };
    Request { action: action(verb).unwrap(), targets, fill }
}

fn code(finding: &Finding) -> String {
    match finding {
        Finding::Problem(problem) => problem.code.as_str().to_owned(),
        Finding::Shortage(_) => "INSUFFICIENT_LICENSES".to_owned(),
    }
}

#[test]
fn requests() {
    for line in read("requests.md") {
        let mut tenant = tenant(&line);
        let request = request(line.get("request"), &tenant);
        let report = decide(&tenant, &request, at()).unwrap().report;
        line.expect("ok", if report.ok { "yes" } else { "no" });
        line.expect("changes", &report.changes.to_string());
        line.expect("unchanged", &report.unchanged.to_string());
        line.expect("left out", &report.skipped.to_string());
        line.expect("errors", &joined(report.errors.iter().map(code), " "));
        line.expect("warns", &joined(report.warnings.iter().map(code), " "));
        let known = Rule::ALL.iter().any(|rule| rule.slug() == line.get("rule"));
        assert!(known, "{line}: no such rule");

        let before = tenant.pools();
        let applied = apply(&mut tenant, &request, at()).unwrap();
        assert_eq!(applied.is_ok(), report.ok, "{line}");
        assert!(report.ok || tenant.pools() == before, "{line}");
    }
}

#[test]
fn remedies() {
    for line in read("remedies.md") {
        let tenant = tenant(&line);
        let request = request(line.get("request"), &tenant);
        let decision = decide(&tenant, &request, at()).unwrap();
        let shortage = decision.shortages.first().unwrap();
        let directory = tenant.directory();
        line.expect("needs", &shortage.requested.to_string());
        line.expect("fit", &shortage.available.to_string());
        let buy = shortage.missing.to_string();
        line.expect("buy", if shortage.purchasable { &buy } else { "-" });
        let named = shortage.candidates.first.iter();
        let named = named.map(|one| format!("{} {}", directory.id(one.row), one.how.as_str()));
        line.expect("give up", &joined(named, "; "));
        line.expect("missing", &shortage.uncovered().to_string());

        for kind in RemedyKind::ALL {
            let mut after = tenant.clone();
            let taken = apply_remedy(&mut after, &request, kind, at());
            let offered = match kind {
                RemedyKind::SelectFewer => true,
                RemedyKind::Purchase => shortage.purchasable,
                RemedyKind::Deactivate => shortage.uncovered() == 0,
            };
            assert_eq!(taken.is_ok(), offered, "{line}: {kind:?}");
            if offered {
                assert!(taken.unwrap().is_ok(), "{line}: {kind:?}");
                let fill = kind == RemedyKind::SelectFewer;
                let again = decide(&after, &Request { fill, ..request.clone() }, at()).unwrap();
                assert!(again.report.ok && again.report.changes == 0, "{line}: {kind:?}");
            }
        }
    }
}
