//! A snapshot and the operations after it lead where the tenant itself went, byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use seatplan::api::TenantHandle;
use seatplan::model::Code;
use seatplan::time::{DAY_MS, Instant};
use seatplan::value::Value;

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn object(fields: &[(&str, Value)]) -> Value {
    Value::Object(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

fn now() -> Instant {
    Instant::from_millis(1_767_225_600_000).unwrap()
}

fn number(number: u32) -> Value {
    Value::Number(number.into())
}

fn counts(standard: u32, archived: u32) -> Value {
    object(&[("standard", number(standard)), ("archived", number(archived))])
}

/// A tenant whose syncs do something: some waiting, some deleted, some near their purge.
fn tenant(autos: bool) -> TenantHandle {
    let day =
        |days: i64| text(Instant::from_millis(now().millis() + days * DAY_MS).unwrap().to_string());
    let users = vec![
        object(&[("id", text("a")), ("license", text("standard")), ("licensedAt", day(-90))]),
        object(&[("id", text("b")), ("license", text("standard")), ("deletedAt", day(-2))]),
        object(&[("id", text("c")), ("unassignedAt", day(-58)), ("principalName", text("c@x.y"))]),
        object(&[("id", text("d")), ("groups", Value::List(vec![text("Sales")]))]),
    ];
    let policy = object(&[
        ("autoArchive", Value::Bool(autos)),
        ("autoPurchaseArchived", Value::Bool(autos)),
        ("groupLicensing", object(&[("groups", text("allNewUsers"))])),
        ("autoPurchaseStandard", Value::Bool(autos)),
    ]);
    let prices = object(&[
        ("currency", text("EUR")),
        ("standard", Value::Number(4800.0)),
        ("archived", Value::Number(2400.0)),
        ("termStart", text("2026-01-01")),
        ("renewal", text("2027-01-01")),
    ]);
    let state = object(&[
        ("asOf", text(now().to_string())),
        ("purchased", counts(3, 0)),
        ("prices", prices),
        ("policy", policy),
        ("users", Value::List(users)),
    ]);
    TenantHandle::new(Some(state)).unwrap()
}

fn bytes(handle: &TenantHandle) -> Vec<u8> {
    handle.snapshot().unwrap().to_bytes().unwrap()
}

fn opened(bytes: &[u8]) -> TenantHandle {
    TenantHandle::from_snapshot(&bytes).unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Apply(&'static str, usize, bool),
    Purchase(u32),
    Configure(u32, bool),
    Advance(i64),
    Import(u8),
    Spanning(u8),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let action = prop::sample::select(vec!["activateStandard", "activateArchived", "deactivate"]);
    prop_oneof![
        3 => (action, 0usize..8, any::<bool>()).prop_map(|(a, who, fill)| Step::Apply(a, who, fill)),
        1 => (0u32..5).prop_map(Step::Purchase),
        1 => (0u32..9, any::<bool>()).prop_map(|(n, on)| Step::Configure(n, on)),
        2 => (0i64..70).prop_map(Step::Advance),
        2 => any::<u8>().prop_map(Step::Import),
        1 => any::<u8>().prop_map(Step::Spanning),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

/// Takes a step; gives its operation when something was done.
fn take(handle: &mut TenantHandle, step: &Step) -> Option<Vec<u8>> {
    let revision = handle.revision();
    let _ = handle.take_operation();
    match step {
        Step::Apply(action, who, fill) => {
            let targets = ["a", "b", "c", "d", "x0", "x1", "x2", "x3"][*who..].iter();
            let request = object(&[
                ("action", text(*action)),
                ("targets", Value::List(targets.take(2).map(|id| text(*id)).collect())),
                ("whenShort", text(if *fill { "fill" } else { "refuse" })),
            ]);
            let _ = handle.apply(request, None, &[], now());
        }
        Step::Purchase(count) => {
            let command = object(&[("action", text("purchase")), ("standard", number(*count))]);
            let _ = handle.apply(command, None, &[], now());
        }
        Step::Configure(count, on) => {
            let change = match on {
                true => object(&[("purchased", counts(*count, *count))]),
                false => object(&[("policy", object(&[("retentionDays", number(*count))]))]),
            };
            handle.configure(change, None, now()).unwrap();
        }
        Step::Advance(days) => {
            let clock = handle.clock().unwrap().millis() + days * DAY_MS;
            let at = Instant::from_millis(clock).unwrap();
            handle.advance(text(at.to_string())).unwrap();
        }
        Step::Import(seed) => {
            let mut file = "id,userPrincipalName,displayName,department,userType\n".to_owned();
            for person in 0..seed % 4 {
                let id = ["x0", "x1", "x2", "c"][usize::from(person)];
                file.push_str(&format!("{id},{id}@x.y,Name {seed},Dept {},Member\n", seed % 3));
            }
            handle.import(&file.as_bytes(), None, now()).unwrap();
        }
        Step::Spanning(seed) => {
            let file = format!(
                "[{{\"userPrincipalName\":\"c@x.y\",\"msId\":\"c\",\"assigned\":{},\"isArchive\":{},\"isDeleted\":false}}]",
                seed % 2 == 0,
                seed % 4 == 0
            );
            handle.import(&file.as_bytes(), None, now()).unwrap();
        }
        Step::Undo => {
            handle.undo();
        }
        Step::Redo => {
            handle.redo();
        }
    }
    let operation = handle.take_operation();
    assert_eq!(operation.is_some(), handle.revision() != revision, "{step:?}");
    operation
}

fn everything(handle: &TenantHandle) -> Vec<String> {
    let history = handle.history(None, None).unwrap();
    let mut all = vec![handle.state().as_str().to_owned(), history.as_str().to_owned()];
    for entry in 1..20 {
        let number = Value::Number(f64::from(entry));
        all.push(handle.occurrences(number, None, None).unwrap().as_str().to_owned());
    }
    for kind in ["csv", "requests"] {
        all.push(handle.export(text(kind), None, &[], now()).unwrap());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_log_leads_to_the_same_bytes(
        autos in any::<bool>(),
        before in prop::collection::vec(step(), 0..8),
        after in prop::collection::vec(step(), 0..10),
    ) {
        let mut handle = tenant(autos);
        for step in &before {
            take(&mut handle, step);
        }
        let snapshot = bytes(&handle);
        let mut copy = opened(&snapshot);
        prop_assert!(bytes(&copy) == snapshot);
        prop_assert_eq!(everything(&copy), everything(&handle));
        let mut log = Vec::new();
        for step in &after {
            log.extend(take(&mut handle, step));
        }
        // A log with a gap, out of order, doubled or from elsewhere changes nothing.
        let mismatch = |copy: &mut TenantHandle, log: &[Vec<u8>]| {
            let error = copy.replay(log).unwrap_err();
            assert_eq!(error.code, Code::LogMismatch);
            assert!(bytes(copy) == snapshot);
        };
        if log.len() > 1 {
            mismatch(&mut copy, &log[1..]);
            let doubled = [&log[..1], &log[..]].concat();
            mismatch(&mut copy, &doubled);
            let mut swapped = log.clone();
            swapped.swap(0, 1);
            mismatch(&mut copy, &swapped);
        }
        copy.replay(&log).unwrap();
        let last = bytes(&handle);
        prop_assert!(bytes(&copy) == last);
        prop_assert_eq!(everything(&copy), everything(&handle));
        // Undone to the end and made again it is the same state, here and in a copy.
        let mut third = opened(&last);
        let mut states = Vec::new();
        for one in [&mut handle, &mut copy, &mut third] {
            let state = everything(one);
            while one.undo().as_str() != "null" {}
            let first = bytes(one);
            while one.redo().as_str() != "null" {}
            states.push((first, bytes(one), state.len()));
        }
        prop_assert!(states[0] == states[1] && states[1] == states[2]);
    }

    #[test]
    fn a_damaged_operation_changes_nothing(
        steps in prop::collection::vec(step(), 1..5),
        place in any::<prop::sample::Index>(),
        byte in 1u8..,
    ) {
        let mut handle = tenant(true);
        let snapshot = bytes(&handle);
        let mut log: Vec<Vec<u8>> = steps.iter().filter_map(|step| take(&mut handle, step)).collect();
        prop_assume!(!log.is_empty());
        let mut copy = opened(&snapshot);
        let last = log.len() - 1;
        let place = place.index(log[last].len());
        log[last][place] ^= byte;
        prop_assert_eq!(copy.replay(&log).unwrap_err().code, Code::DamagedSnapshot);
        prop_assert!(bytes(&copy) == snapshot);
        log[last].truncate(place);
        prop_assert_eq!(copy.replay(&log).unwrap_err().code, Code::DamagedSnapshot);
        prop_assert!(bytes(&copy) == snapshot);
    }
}

#[test]
fn operations_of_another_tenant_do_not_fit() {
    let (mut one, mut other) = (tenant(true), tenant(false));
    let step = Step::Configure(4, true);
    let operation = take(&mut one, &step).unwrap();
    let before = bytes(&other);
    let error = other.replay(&[operation]).unwrap_err();
    assert_eq!(error.code, Code::LogMismatch);
    assert!(error.message.contains("operations[0]"), "{}", error.message);
    assert!(bytes(&other) == before);
}

#[test]
fn a_fork_takes_up_the_log() {
    let mut handle = tenant(true);
    let mut fork = handle.fork();
    let operation = take(&mut fork, &Step::Advance(30)).unwrap();
    handle.replay(&[operation]).unwrap();
    assert!(bytes(&handle) == bytes(&fork));
}
