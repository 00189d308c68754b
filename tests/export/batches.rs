//! The order of calls: everyone once, at most 500 a call, and never more licenses than there are.

use crate::tenants::{count, give, handover, record, start, tenant, text};
use proptest::prelude::*;
use seatplan::directory::{Row, RowSet};
use seatplan::exchange::export::{Kind, MOST_NAMES};
use seatplan::licensing::Tenant;
use seatplan::model::{Action, License, PoolKey, Purchased};

const ACTIONS: [Action; 3] =
    [Action::Deactivate, Action::ActivateStandard, Action::ActivateArchived];

fn licenses() -> impl Strategy<Value = Vec<(Option<License>, usize)>> {
    let held = prop::sample::select(vec![None, Some(License::Standard), Some(License::Archived)]);
    prop::collection::vec((held, 0..3usize), 1..40)
}

fn assigned(tenant: &Tenant) -> [u64; 2] {
    [0, 1].map(|place| tenant.pool(PoolKey::ALL[place]).assigned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn never_run_short(people in licenses(), slack in (0..3u64, 0..3u64)) {
        let ids: Vec<String> = (0..people.len()).map(|number| format!("u{number}")).collect();
        let records = ids.iter().zip(&people).map(|(id, (held, _))| record(id, *held)).collect();
        let mut planned = handover(tenant(1_000, 1_000, records), |tenant| {
            for (id, (_, action)) in ids.iter().zip(&people) {
                give(tenant, ACTIONS[*action], &[id], start());
            }
        });
        // As many licenses as are needed before or after, and a few.
        let (before, after) = (assigned(&planned.phases[0].before), assigned(&planned.tenant));
        let limit = [before[0].max(after[0]) + slack.0, before[1].max(after[1]) + slack.1];
        let owned = Purchased { standard: count(limit[0]), archived: count(limit[1]) };
        planned.phases[0].before.purchased = owned;
        planned.phases[0].after.purchased = owned;

        let everyone = RowSet::full(people.len());
        let (batches, spare) = planned.phases[0].batches(&everyone);
        let mut held: Vec<Option<License>> = people.iter().map(|(held, _)| *held).collect();
        let mut used = before;
        let mut seen = RowSet::empty(people.len());
        for batch in &batches {
            prop_assert!((1..=MOST_NAMES).contains(&batch.rows.len()));
            let step = |license: Option<License>| license.map(|license| usize::from(license == License::Archived));
            for &row in &batch.rows {
                prop_assert!(seen.insert(row), "twice");
                prop_assert_eq!(held[row.index()], batch.from);
                held[row.index()] = batch.to;
            }
            // A call takes all it needs before it frees anything.
            if let Some(place) = step(batch.to) {
                used[place] += batch.rows.len() as u64;
                prop_assert!(used[place] <= limit[place] + spare, "{:?}", batch);
            }
            if let Some(place) = step(batch.from) {
                used[place] -= batch.rows.len() as u64;
            }
        }
        for row in (0..people.len()).map(Row::new) {
            prop_assert_eq!(held[row.index()], planned.tenant.holdings().license(row));
        }
        // Only users who change places between pools that stay full need one license more.
        let swaps = |from, to| planned.phases[0].moves().into_iter().any(|change| (change.from, change.to) == (from, to));
        let both = swaps(Some(License::Standard), Some(License::Archived))
            && swaps(Some(License::Archived), Some(License::Standard));
        prop_assert!(spare <= u64::from(both), "{spare}");
    }
}

#[test]
fn five_hundred_names_a_call() {
    let ids: Vec<String> = (0..1_201).map(|number| format!("u{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let records = ids.iter().map(|id| record(id, None)).collect();
    let exported = handover(tenant(2_000, 0, records), |tenant| {
        give(tenant, Action::ActivateStandard, &ids, start());
    });
    let (batches, _) = exported.phases[0].batches(&RowSet::full(ids.len()));
    let sizes: Vec<usize> = batches.iter().map(|batch| batch.rows.len()).collect();
    assert_eq!(sizes, [500, 500, 201]);
}

#[test]
fn two_full_pools_need_one_license_to_change_places() {
    let records = vec![
        record("ann", Some(License::Standard)),
        record("bob", Some(License::Archived)),
        record("cid", Some(License::Standard)),
        record("dee", Some(License::Archived)),
    ];
    let mut exported = handover(tenant(9, 9, records), |tenant| {
        give(tenant, Action::ActivateArchived, &["ann", "cid"], start());
        give(tenant, Action::ActivateStandard, &["bob", "dee"], start());
    });
    let owned = Purchased { standard: count(2), archived: count(2) };
    (exported.phases[0].before.purchased, exported.phases[0].after.purchased) = (owned, owned);
    let (batches, spare) = exported.phases[0].batches(&RowSet::full(4));
    assert_eq!((batches.len(), spare), (4, 1));
    let list = text(&exported, Kind::Checklist);
    assert!(list.contains("Have 1 more license free for the script"), "{list}");
}
