//! Laws that hold for every tenant and every request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use seatplan::directory::{Row, RowSet};
use seatplan::licensing::{
    Decision, Finding, Part, RemedyKind, Request, Targets, Tenant, Verdicts, apply, apply_remedy,
    candidates, decide, licensable,
};
use seatplan::model::{
    Account, Action, Code, Count, Data, DataField, Holder, Holding, License, NAMED_IDS, Person,
    Policy, PoolKey, Purchased, Record, UserType,
};
use seatplan::retention::{Condition, Status};
use seatplan::time::{DAY_MS, Instant};

const START: i64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z

fn at() -> Instant {
    Instant::from_millis(START).unwrap()
}

fn instant() -> impl Strategy<Value = Instant> {
    // Around the days where something changes, a millisecond to either side.
    (prop::sample::select(vec![-120i64, -61, -60, -59, -30, -1, 0, 1, 30]), -1i64..=1)
        .prop_map(|(days, millis)| Instant::from_millis(START + days * DAY_MS + millis).unwrap())
}

fn license() -> impl Strategy<Value = Option<License>> {
    prop::sample::select(vec![None, Some(License::Standard), Some(License::Archived)])
}

fn data() -> impl Strategy<Value = DataField> {
    prop_oneof![
        Just(DataField::Absent),
        Just(DataField::None),
        (instant(), instant()).prop_map(|(a, b)| {
            DataField::Some(Data { from: Some(a.min(b)), to: Some(a.max(b)) })
        }),
        Just(DataField::Some(Data::UNKNOWN)),
    ]
}

fn holding() -> impl Strategy<Value = Holding> {
    let instants = (
        prop::option::of(instant()),
        prop::option::of(instant()),
        prop::option::of(instant()),
        prop::option::of(instant()),
    );
    (license(), license(), data(), instants).prop_map(|(license, previous, data, instants)| {
        let (licensed_at, unassigned_at, purge_at, deleted_at) = instants;
        let licensed = license.is_some();
        Holding {
            license,
            licensed_at: licensed_at.filter(|_| licensed),
            unassigned_at: unassigned_at.filter(|_| !licensed),
            previous_license: previous.filter(|_| !licensed),
            purge_at: purge_at.filter(|_| !licensed),
            purged_at: None,
            deleted_at,
            data,
        }
    })
}

fn tenant() -> impl Strategy<Value = Tenant> {
    let person = (
        holding(),
        any::<bool>(),
        prop::option::of(any::<bool>()),
        prop::sample::select(vec!["", "SharedMailbox", "RoomMailbox", "UserMailbox"]),
        any::<bool>(),
    );
    let people = prop::collection::vec(person, 0..12);
    let account = prop::sample::select(vec![Account::Paid, Account::Trial, Account::Expired]);
    (people, account, 0u64..8, 0u64..8).prop_map(|(people, account, standard, archived)| {
        let records: Vec<Record> = people
            .into_iter()
            .enumerate()
            .map(|(n, (holding, mailbox, enabled, mailbox_type, guest))| Record {
                person: Person {
                    id: format!("p{n}"),
                    account_enabled: enabled,
                    mailbox_type: mailbox_type.to_owned(),
                    user_type: guest.then_some(UserType::Guest),
                    listed_as_mailbox: mailbox,
                    ..Person::default()
                },
                holding,
            })
            .collect();
        let mut tenant = Tenant::new(&records).unwrap();
        tenant.account = account;
        tenant.purchased = Purchased {
            standard: Count::new(standard).unwrap(),
            archived: Count::new(archived).unwrap(),
        };
        tenant
    })
}

fn request() -> impl Strategy<Value = Request> {
    let action = prop::sample::select(vec![
        Action::ActivateStandard,
        Action::ActivateArchived,
        Action::Deactivate,
    ]);
    (action, prop::collection::vec(0u8..14, 0..16), any::<bool>()).prop_map(
        |(action, targets, fill)| Request {
            action,
            targets: Targets::Ids(targets.iter().map(|n| format!("p{n}")).collect()),
            fill,
        },
    )
}

fn holdings(tenant: &Tenant) -> Vec<Holding> {
    (0..tenant.directory().len()).map(|n| tenant.holdings().get(Row::new(n))).collect()
}

fn changing(decision: &Decision) -> impl Iterator<Item = Row> + '_ {
    decision.changes.iter()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_refused_request_changes_nothing(tenant in tenant(), request in request()) {
        let mut after = tenant.clone();
        if apply(&mut after, &request, at()).unwrap().is_err() {
            prop_assert_eq!(holdings(&tenant), holdings(&after));
            prop_assert_eq!(tenant.pools(), after.pools());
            let report = decide(&tenant, &request, at()).unwrap().report;
            prop_assert!(report.changes == 0 && report.pools.is_empty());
        }
    }

    #[test]
    fn applying_does_what_validating_said(tenant in tenant(), request in request()) {
        let decision = decide(&tenant, &request, at()).unwrap();
        let mut after = tenant.clone();
        let applied = apply(&mut after, &request, at()).unwrap();
        prop_assert_eq!(applied.is_ok(), decision.report.ok);
        if let Ok(applied) = applied {
            prop_assert_eq!(applied.changed, decision.report.changes);
            for change in &decision.report.pools {
                prop_assert_eq!(after.pool(change.after.key), change.after);
            }
            let judge = Verdicts::new(&tenant, at(), Some(request.action));
            for row in decision.chosen.set().iter() {
                let told = decision.verdict(&tenant, judge, row);
                let is = Condition::of(&after.holdings().get(row), &after.policy, at());
                prop_assert_eq!(told.after, is.status);
                prop_assert_eq!(told.data, is.restorable(&after.policy, at()));
            }
            // Whoever is asked for a second time has it already.
            let again = decide(&after, &request, at()).unwrap();
            prop_assert_eq!(changing(&again).count(), 0);
        }
    }

    #[test]
    fn what_was_done_can_be_taken_back_and_done_again(tenant in tenant(), request in request()) {
        let mut after = tenant.clone();
        let done = after.atomically(&mut |tenant| apply(tenant, &request, at())).unwrap();
        let (Ok(_), effect) = done else {
            prop_assert_eq!(after.pools(), tenant.pools());
            return Ok(());
        };
        let mut back = after.clone();
        back.undo(&effect);
        let rows = || tenant.directory().rows();
        prop_assert_eq!(back.pools(), tenant.pools());
        prop_assert!(rows().all(|row| back.holdings().get(row) == tenant.holdings().get(row)));
        back.redo(&effect);
        prop_assert_eq!(back.pools(), after.pools());
        prop_assert!(rows().all(|row| back.holdings().get(row) == after.holdings().get(row)));
    }

    #[test]
    fn an_assignment_never_exceeds_what_is_there(tenant in tenant(), request in request()) {
        let mut after = tenant.clone();
        if apply(&mut after, &request, at()).unwrap().is_ok() {
            for (before, after) in tenant.pools().into_iter().zip(after.pools()) {
                prop_assert!(after.over() <= before.over());
                if after.assigned > before.assigned {
                    prop_assert!(after.limit.is_none_or(|limit| after.assigned <= limit));
                }
            }
        }
    }

    #[test]
    fn fill_takes_exactly_what_fits(tenant in tenant(), request in request()) {
        let refuse = decide(&tenant, &Request { fill: false, ..request.clone() }, at()).unwrap();
        let fill = decide(&tenant, &Request { fill: true, ..request }, at()).unwrap();
        let short: u64 = refuse.shortages.iter().map(|shortage| shortage.shortfall()).sum();
        prop_assert_eq!(changing(&fill).count() as u64, changing(&refuse).count() as u64 - short);
        prop_assert_eq!(fill.report.skipped, refuse.report.skipped + short);
        // Pool by pool, who fits is the beginning of who was asked for.
        for holder in Holder::ALL {
            let mine = |decision: &Decision, part| -> Vec<Row> {
                let directory = tenant.directory();
                let all = decision.chosen.some(directory, decision.chosen.set(), 0, usize::MAX);
                let mine = |row: &Row| {
                    decision.part(*row) == part && directory.holder(*row) == holder
                };
                all.into_iter().filter(mine).collect()
            };
            let mut asked = mine(&fill, Part::Changes);
            asked.extend(mine(&fill, Part::LeftOver));
            prop_assert_eq!(asked, mine(&refuse, Part::Changes));
        }
    }

    #[test]
    fn a_target_named_twice_counts_once(tenant in tenant(), request in request()) {
        let Targets::Ids(ids) = &request.targets else {
            panic!("requests here name ids")
        };
        let twice = Targets::Ids([ids.as_slice(), ids.as_slice()].concat());
        let again = Request { targets: twice, ..request.clone() };
        let (once, again) =
            (decide(&tenant, &request, at()).unwrap(), decide(&tenant, &again, at()).unwrap());
        prop_assert_eq!(&once.report, &again.report);
        let order = |decision: &Decision| {
            decision.chosen.some(tenant.directory(), decision.chosen.set(), 0, usize::MAX)
        };
        prop_assert_eq!(order(&once), order(&again));
    }

    #[test]
    fn deciding_by_sets_is_deciding_row_by_row(
        tenant in tenant(),
        request in request(),
        listed in any::<bool>(),
    ) {
        // The same people, named in some order or as a selection, which has the list's order.
        let directory = tenant.directory();
        let named = decide(&tenant, &request, at()).unwrap().chosen;
        let mut rows = named.some(directory, named.set(), 0, usize::MAX);
        let mut request = request;
        if listed {
            rows = directory.list(named.set());
            request.targets = Targets::Rows(named.set().clone());
        }
        let decision = decide(&tenant, &Request { fill: false, ..request.clone() }, at()).unwrap();
        let judge = Verdicts::new(&tenant, at(), Some(request.action));
        let can = licensable(&tenant, request.action);
        let mut warned: Vec<(Code, Vec<String>)> = Vec::new();
        for &row in &rows {
            let part = match tenant.holdings().license(row) {
                license if license == request.action.grants() => Part::Unchanged,
                _ if !can(row) => Part::NotLicensable,
                _ => Part::Changes,
            };
            prop_assert_eq!(decision.part(row), part);
            if part == Part::Changes {
                for code in decision.verdict(&tenant, judge, row).warnings.iter() {
                    let id = directory.id(row).to_owned();
                    match warned.iter_mut().find(|(known, _)| *known == code) {
                        Some((_, ids)) => ids.push(id),
                        None => warned.push((code, vec![id])),
                    }
                }
            }
        }
        let warnings = decision.report.warnings.iter().filter_map(|finding| match finding {
            Finding::Problem(problem) if problem.count > 0 => {
                Some((problem.code, problem.count, problem.ids.clone()))
            }
            _ => None,
        });
        let naive = warned.into_iter().map(|(code, mut ids)| {
            let count = ids.len() as u64;
            ids.truncate(NAMED_IDS);
            (code, count, ids)
        });
        prop_assert_eq!(warnings.collect::<Vec<_>>(), naive.collect::<Vec<_>>());
    }

    #[test]
    fn no_request_buys_or_converts(tenant in tenant(), request in request()) {
        let mut after = tenant.clone();
        let _ = apply(&mut after, &request, at()).unwrap();
        prop_assert_eq!(tenant.purchased, after.purchased);
        let held = |tenant: &Tenant| tenant.pools().iter().map(|pool| pool.assigned).sum::<u64>();
        let licensed = holdings(&after).iter().filter(|holding| holding.license.is_some()).count();
        prop_assert_eq!(held(&after), licensed as u64);
        if request.action == Action::Deactivate {
            prop_assert!(held(&after) <= held(&tenant));
        }
    }

    #[test]
    fn every_remedy_suffices(tenant in tenant(), request in request(), kind in 0usize..3) {
        let request = Request { fill: false, ..request };
        let decision = decide(&tenant, &request, at()).unwrap();
        let only_short = decision.report.errors.len() == decision.shortages.len();
        if only_short && !decision.shortages.is_empty() {
            let kind = RemedyKind::ALL[kind];
            let offered = match kind {
                RemedyKind::SelectFewer => true,
                RemedyKind::Purchase => tenant.account == Account::Paid,
                RemedyKind::Deactivate => {
                    decision.shortages.iter().all(|shortage| shortage.uncovered() == 0)
                }
            };
            let mut after = tenant.clone();
            let taken = apply_remedy(&mut after, &request, kind, at());
            if offered {
                prop_assert!(taken.unwrap().is_ok());
                let again = decide(&after, &request, at()).unwrap();
                if kind != RemedyKind::SelectFewer {
                    prop_assert!(again.report.ok && again.report.changes == 0);
                }
            } else {
                prop_assert!(taken.is_err());
                prop_assert_eq!(holdings(&tenant), holdings(&after));
            }
        }
    }

    #[test]
    fn the_first_candidates_are_the_first_of_all(tenant in tenant(), request in request()) {
        let decision = decide(&tenant, &request, at()).unwrap();
        for targets in [decision.chosen.set().clone(), RowSet::empty(tenant.directory().len())] {
            for pool in PoolKey::ALL {
                let all = candidates(&tenant, pool, usize::MAX, &targets, at());
                prop_assert_eq!(all.count, all.first.len() as u64);
                for most in 0..=all.first.len() {
                    let some = candidates(&tenant, pool, most, &targets, at());
                    prop_assert_eq!(&some.first, &all.first[..most]);
                    prop_assert_eq!(some.count, all.count);
                }
            }
        }
    }

    #[test]
    fn back_within_the_grace_period_keeps_the_data(
        days in 0i64..60,
        millis in 0i64..DAY_MS,
        standard in any::<bool>(),
    ) {
        let (back, status) = match standard {
            true => (Action::ActivateStandard, Status::Protected),
            false => (Action::ActivateArchived, Status::Archived),
        };
        let policy = Policy::default();
        let mut holding = Holding {
            license: Some(License::Standard),
            licensed_at: Some(at().minus_days(100)),
            data: DataField::None,
            ..Holding::default()
        };
        let before = Condition::of(&holding, &policy, at());
        for (action, later) in [
            (Action::Deactivate, at()),
            (back, Instant::from_millis(START + days * DAY_MS + millis).unwrap()),
        ] {
            holding = seatplan::retention::judge(&holding, &policy, later, Some(action)).holding;
        }
        let later = Instant::from_millis(START + days * DAY_MS + millis).unwrap();
        let after = Condition::of(&holding, &policy, later);
        prop_assert_eq!(after.status, status);
        prop_assert_eq!(after.data, before.data);
    }
}
