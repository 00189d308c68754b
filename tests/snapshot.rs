//! Snapshots: what is written comes back, and nothing else is taken for it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use seatplan::automation::Occurrence;
use seatplan::directory::{Directory, Holdings, Row, checksum};
use seatplan::exchange::snapshot::{Opened, State, Stored, open};
use seatplan::licensing::{
    Configuration, Request, Targets, Tenant, Waiting, Why, apply, configure,
};
use seatplan::model::{
    Account, Action, ArchivedDeactivation, Code, Count, Data, DataField, Days, GroupLicensing,
    Holding, License, LicensingError, MailboxAllowance, Money, Param, Person, Policy, PoolKey,
    Prices, Purchased, Record, Rule, UserType,
};
use seatplan::plan::{Entry, Ledger, Moment};
use seatplan::retention::Status;
use seatplan::time::{DAY_MS, Date, Instant};

fn instant(days: i64) -> Instant {
    Instant::from_millis(1_767_225_600_000 + days * DAY_MS).unwrap()
}

fn bytes_of(state: &State<'_>) -> Vec<u8> {
    Stored::new(state).unwrap().to_bytes().unwrap()
}

fn stored(tenant: &Tenant, clock: Option<Instant>, revision: u64) -> Vec<u8> {
    let ledger = &Ledger::default();
    bytes_of(&State { tenant, clock, revision, sum: 7, ledger, baseline: tenant })
}

fn again(opened: &Opened) -> Vec<u8> {
    let Opened { tenant, clock, revision, sum, ledger, baseline } = opened;
    let (clock, revision, sum) = (*clock, *revision, *sum);
    bytes_of(&State { tenant, clock, revision, sum, ledger, baseline })
}

fn records(tenant: &Tenant) -> Vec<Record> {
    let rows = (0..tenant.directory().len()).map(Row::new);
    rows.map(|row| Record {
        person: tenant.directory().person(row),
        holding: tenant.holdings().get(row),
    })
    .collect()
}

fn maybe_instant() -> impl Strategy<Value = Option<Instant>> {
    prop_oneof![3 => Just(None), 1 => (-99i64..99).prop_map(|days| Some(instant(days)))]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[aàß=\u{1F600} ]{1,9}".prop_map(String::from)]
}

fn person() -> impl Strategy<Value = Person> {
    let names = (text(), text(), text());
    let kinds = prop::sample::select(vec!["", "UserMailbox", "SharedMailbox", "RoomMailbox"]);
    let lists = (
        prop::collection::vec(text(), 0..3),
        prop::collection::btree_map("[A-C]{1,2}", "[xyz]{1,3}", 0..3),
    );
    let choices = (
        prop::sample::select(vec![None, Some(UserType::Member), Some(UserType::Guest)]),
        any::<Option<bool>>(),
        any::<bool>(),
    );
    (names, kinds, lists, choices, maybe_instant()).prop_map(
        |(names, kind, (groups, attributes), choices, joined_at)| Person {
            principal_name: names.0,
            display_name: names.1,
            mail: names.2,
            user_type: choices.0,
            account_enabled: choices.1,
            mailbox_type: kind.to_owned(),
            groups,
            joined_at,
            attributes: attributes.into_iter().collect(),
            listed_as_mailbox: choices.2,
            ..Person::default()
        },
    )
}

fn holding() -> impl Strategy<Value = Holding> {
    let license =
        || prop::sample::select(vec![None, Some(License::Standard), Some(License::Archived)]);
    let instants = prop::array::uniform5(maybe_instant());
    let data = prop_oneof![
        Just(DataField::Absent),
        Just(DataField::None),
        (maybe_instant(), maybe_instant())
            .prop_map(|(from, to)| DataField::Some(Data { from, to })),
    ];
    (license(), license(), instants, data).prop_map(|(license, previous_license, at, data)| {
        Holding {
            license,
            previous_license,
            licensed_at: at[0],
            unassigned_at: at[1],
            purge_at: at[2],
            purged_at: at[3],
            deleted_at: at[4],
            data,
        }
    })
}

fn contract() -> impl Strategy<Value = Tenant> {
    let groups = prop_oneof![
        Just(None),
        Just(Some(GroupLicensing::AllNewUsers)),
        prop::collection::vec(text(), 0..3).prop_map(|groups| Some(GroupLicensing::Groups(groups))),
    ];
    let account = prop::sample::select(vec![Account::Paid, Account::Trial, Account::Expired]);
    let numbers = prop::array::uniform6(0u64..=36_500);
    (account, numbers, any::<[bool; 6]>(), groups).prop_map(|(account, numbers, on, groups)| {
        let count = |place: usize| Count::new(numbers[place] * 20_000).unwrap();
        let mut tenant = Tenant::default();
        tenant.account = account;
        tenant.purchased = Purchased { standard: count(0), archived: count(1) };
        tenant.prices = on[0].then(|| Prices {
            currency: "EUR".to_owned(),
            standard: count(2),
            archived: count(3),
            term_start: Date::parse("2026-01-01").unwrap(),
            renewal: Date::parse("2027-01-01").unwrap(),
        });
        tenant.policy = Policy {
            grace_days: Days::new(numbers[4]).unwrap(),
            retention_days: on[1].then(|| Days::new(numbers[5]).unwrap()),
            archived_deactivation: match on[2] {
                true => ArchivedDeactivation::Grace,
                false => ArchivedDeactivation::Immediate,
            },
            mailboxes: match on[3] {
                true => MailboxAllowance::Unlimited,
                false => MailboxAllowance::PerLicense,
            },
            auto_archive: on[4],
            auto_purchase_archived: on[5],
            auto_purchase_standard: on[0] != on[5],
            group_licensing: groups,
            sync_anchor: instant(numbers[0].try_into().unwrap()),
            ..Policy::default()
        };
        tenant
    })
}

fn tenant() -> impl Strategy<Value = Tenant> {
    let records = prop::collection::vec((person(), holding()), 0..90);
    (contract(), records).prop_map(|(contract, records)| {
        let records: Vec<Record> = records
            .into_iter()
            .enumerate()
            .map(|(place, (person, holding))| Record {
                person: Person { id: format!("u{place}"), ..person },
                holding,
            })
            .collect();
        let mut tenant = Tenant::new(&records).unwrap();
        tenant.set_contract(contract.contract());
        tenant
    })
}

/// A tenant with something in every section.
fn sample() -> Tenant {
    let at = |days| Some(instant(days));
    let person = |id: &str| Person {
        id: id.to_owned(),
        principal_name: format!("{id}@x.y"),
        display_name: format!("Zoë {id}"),
        mail: format!("{id}@y.z"),
        user_type: Some(UserType::Guest),
        account_enabled: Some(true),
        mailbox_type: "SharedMailbox".to_owned(),
        groups: vec!["All".to_owned(), "Sales".to_owned()],
        joined_at: at(-900),
        attributes: vec![("Floor".to_owned(), "3".to_owned())],
        listed_as_mailbox: true,
    };
    let holding = Holding {
        license: Some(License::Standard),
        licensed_at: at(-70),
        unassigned_at: at(-80),
        previous_license: Some(License::Archived),
        purge_at: at(-20),
        purged_at: at(-10),
        deleted_at: at(40),
        data: DataField::Some(Data { from: at(-60), to: at(-1) }),
    };
    let plain =
        Record { person: Person { id: "c".to_owned(), ..Person::default() }, ..Record::default() };
    let records =
        [Record { person: person("a"), holding }, Record { person: person("b"), holding }, plain];
    let mut tenant = Tenant::new(&records).unwrap();
    tenant.purchased.standard = Count::new(7).unwrap();
    tenant
}

/// The sample with a history of three entries, of which the last is undone: a change of licenses, a
/// correction, and an import of nobody.
fn sample_bytes() -> Vec<u8> {
    let mut tenant = sample();
    let baseline = tenant.clone();
    let mut ledger = Ledger::default();
    let waiting = Waiting { since: instant(-3), row: Row::new(2), why: Why::Returned };
    for step in 0..3i64 {
        let moment = Moment::of(&tenant, Some(instant(step)));
        let mut people = None;
        let mut report = None;
        let effect = tenant.journaled(&mut |tenant| {
            report = Some(match step {
                0 => {
                    tenant.set_waiting(vec![waiting].into());
                    let targets = Targets::Ids(vec!["a".to_owned(), "c".to_owned()]);
                    let request = Request { action: Action::Deactivate, targets, fill: true };
                    apply(tenant, &request, instant(0)).unwrap().unwrap().report
                }
                1 => {
                    let purchased = Count::new(9)
                        .map(|standard| Purchased { standard, ..Purchased::default() });
                    let change = Configuration { purchased, ..Configuration::default() };
                    configure(tenant, change, instant(1)).report
                }
                _ => {
                    let before = tenant.people();
                    tenant.replace_people(Directory::default(), Holdings::default());
                    people = Some((before, tenant.people()));
                    let change = Configuration::default();
                    configure(tenant, change, instant(1)).report
                }
            });
        });
        let report = report.unwrap();
        let mut occurrence =
            Occurrence::to(instant(step), Code::Purged, Rule::Grace60, Row::new(1));
        occurrence.before = Some(Status::Grace);
        occurrence.cost = Some(Box::new(Money { currency: "EUR".to_owned(), amount: 5 }));
        occurrence.pool = Some(PoolKey::ALL[3]);
        ledger.record(Entry {
            at: instant(step + 1),
            summary: report.summary,
            changed: 1,
            cost: Some(Money { currency: "EUR".to_owned(), amount: 100 }),
            occurrences: vec![occurrence],
            delta: moment.delta(&tenant, instant(step + 1), effect, people),
        });
    }
    ledger.undo(&mut tenant).unwrap();
    let (ledger, baseline) = (&ledger, &baseline);
    let clock = Some(instant(2));
    bytes_of(&State { tenant: &tenant, clock, revision: 3, sum: 9, ledger, baseline })
}

fn section(error: &LicensingError) -> String {
    match error.problems.first().map(|problem| problem.params.as_slice()) {
        Some([("section", Param::Text(section))]) => section.clone(),
        other => panic!("no section: {other:?}"),
    }
}

proptest! {
    #[test]
    fn comes_back_as_it_was(
        mut tenant in tenant(),
        asked in prop::collection::vec((0usize..90, 0usize..3), 0..4),
        clock in maybe_instant(),
        revision in any::<u64>(),
    ) {
        for (row, action) in asked {
            let action =
                [Action::ActivateStandard, Action::ActivateArchived, Action::Deactivate][action];
            let targets = Targets::Ids(vec![format!("u{row}")]);
            let request = Request { action, targets, fill: false };
            let _ = apply(&mut tenant, &request, instant(0)).unwrap();
        }
        let bytes = stored(&tenant, clock, revision);
        let opened = open(&bytes.as_slice()).unwrap();
        prop_assert_eq!(records(&opened.tenant), records(&tenant));
        prop_assert_eq!(opened.tenant.contract(), tenant.contract());
        prop_assert_eq!(opened.tenant.pools(), tenant.pools());
        prop_assert_eq!((opened.clock, opened.revision), (clock, revision));
        prop_assert!(again(&opened) == bytes);
        for row in (0..tenant.directory().len()).map(Row::new) {
            let (ours, theirs) = (tenant.directory(), opened.tenant.directory());
            prop_assert_eq!(ours.holder(row), theirs.holder(row));
            prop_assert_eq!(ours.is_guest(row), theirs.is_guest(row));
            prop_assert_eq!(theirs.row_of(ours.id(row)), Some(row));
        }
        // The same state by another way: from the records instead of by requests.
        let mut other = Tenant::new(&records(&tenant)).unwrap();
        other.set_contract(tenant.contract());
        prop_assert!(stored(&other, clock, revision) == bytes);
    }

    #[test]
    fn nothing_else_opens(
        tenant in tenant(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let bytes = stored(&tenant, None, 1);
        let mut damaged = bytes.clone();
        for (place, byte) in changes {
            let place = place.index(damaged.len());
            damaged[place] = byte;
        }
        prop_assume!(damaged != bytes);
        prop_assert_eq!(open(&damaged.as_slice()).unwrap_err().code, Code::DamagedSnapshot);
        damaged.truncate(cut.index(bytes.len()));
        prop_assert_eq!(open(&damaged.as_slice()).unwrap_err().code, Code::DamagedSnapshot);
    }
}

#[test]
fn every_damaged_byte_is_found_and_its_section_named() {
    let bytes = sample_bytes();
    let mut seen = Vec::new();
    for place in 0..bytes.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[place] ^= flip;
            let error = open(&damaged.as_slice()).unwrap_err();
            assert_eq!(error.code, Code::DamagedSnapshot);
            let section = section(&error);
            assert!(error.message.contains(&format!("`{section}`")), "{}", error.message);
            if seen.last() != Some(&section) {
                seen.push(section);
            }
        }
    }
    // In the order of the bytes, each once: what is named is where the damage is.
    let expected = "header tenant contract waiting ids principalName displayName mail userType \
        accountEnabled mailboxType groups joinedAt mailboxes holder guests attributes holdings \
        license licensedAt unassignedAt purgeAt purgedAt deletedAt dataFrom dataTo baseline \
        history";
    assert_eq!(seen.join(" "), expected);
}

#[test]
fn every_shorter_and_longer_file_is_refused() {
    let bytes = sample_bytes();
    for len in 0..bytes.len() {
        let error = open(&&bytes[..len]).unwrap_err();
        assert_eq!(error.code, Code::DamagedSnapshot);
        section(&error);
    }
    let mut longer = bytes;
    longer.push(0);
    assert_eq!(section(&open(&longer.as_slice()).unwrap_err()), "end");
}

/// A header of one's own over the same sections.
fn with_header(bytes: &[u8], change: impl Fn(&mut [u8], &mut [u8])) -> Vec<u8> {
    let mut forged = bytes.to_vec();
    let sections = u32::from_le_bytes(forged[12..16].try_into().unwrap()) as usize;
    let end = 24 + sections * 20;
    let (preamble, lines) = forged.split_at_mut(24);
    change(preamble, &mut lines[..end - 24]);
    let sum = checksum(&forged[..16]);
    forged[16..24].copy_from_slice(&sum.to_le_bytes());
    let sum = checksum(&forged[24..end]);
    forged[end..end + 8].copy_from_slice(&sum.to_le_bytes());
    forged
}

#[test]
fn newer_versions_are_refused_as_such() {
    let bytes = sample_bytes();
    assert!(with_header(&bytes, |_, _| ()) == bytes);
    for version in [2u32, 3, u32::MAX] {
        let newer = with_header(&bytes, |preamble, _| {
            preamble[8..12].copy_from_slice(&version.to_le_bytes());
        });
        for len in [24, bytes.len()] {
            let error = open(&&newer[..len]).unwrap_err();
            assert_eq!(error.code, Code::NewerSnapshot);
            assert!(error.message.contains(&version.to_string()));
        }
    }
    let none = with_header(&bytes, |preamble, _| preamble[8..12].fill(0));
    assert_eq!(open(&none.as_slice()).unwrap_err().code, Code::DamagedSnapshot);
}

#[test]
fn lies_of_a_sound_header_are_refused() {
    let bytes = sample_bytes();
    let sections = bytes[12] as usize;
    for line in 0..sections {
        // Another kind, another length, far too long.
        for (at, value) in [(0, 99), (4, 1), (11, 0xFF), (8, 1)] {
            let forged = with_header(&bytes, |_, lines| lines[line * 20 + at] ^= value);
            assert_eq!(open(&forged.as_slice()).unwrap_err().code, Code::DamagedSnapshot);
        }
    }
    for count in [0, 1, 3, 255] {
        let forged = with_header(&bytes, |preamble, _| preamble[12] = count);
        assert!(open(&forged.as_slice()).is_err());
    }
}

/// Every byte of every section changed to other values under sound checksums: what a hostile file
/// can say. It is refused, or it opens and is what it says.
#[test]
fn lies_of_sound_sections_are_refused_or_taken_at_their_word() {
    let bytes = sample_bytes();
    let sections = bytes[12] as usize;
    let mut start = 24 + sections * 20 + 8;
    let (mut refused, mut taken) = (0, 0);
    for line in 0..sections {
        let field = 24 + line * 20;
        let len = u64::from_le_bytes(bytes[field + 4..field + 12].try_into().unwrap()) as usize;
        for place in start..start + len {
            for flip in [1, 2, 4, 0x10, 0x40, 0x80, 0xFF] {
                let mut forged = bytes.clone();
                forged[place] ^= flip;
                let sum = checksum(&forged[start..start + len]);
                let forged = with_header(&forged, |_, lines| {
                    lines[line * 20 + 12..line * 20 + 20].copy_from_slice(&sum.to_le_bytes());
                });
                match open(&forged.as_slice()) {
                    Err(error) => {
                        assert_eq!(error.code, Code::DamagedSnapshot);
                        refused += 1;
                    }
                    Ok(opened) => {
                        // What its history says may not follow from a state that was changed.
                        let bytes = again(&opened);
                        let stable = again(&open(&bytes.as_slice()).unwrap()) == bytes;
                        assert!(stable, "line {line} byte {place} flip {flip}");
                        records(&opened.tenant);
                        taken += 1;
                    }
                }
            }
        }
        start += len;
    }
    assert!(refused > 100 && taken > 100, "{refused} {taken}");
}

#[test]
fn an_empty_tenant_is_small() {
    let bytes = stored(&Tenant::default(), None, 0);
    assert!(bytes.len() < 120, "{}", bytes.len());
    let opened = open(&bytes.as_slice()).unwrap();
    assert!(opened.tenant.directory().is_empty());
    assert!(again(&opened) == bytes);
}

const FIRST: &str = "tests/fixtures/snapshot-v1.bin";

/// How the fixture was made, once: `cargo test --test snapshot -- --ignored`. It is never made
/// again for the same version; a new version gets a file of its own beside it.
#[test]
#[ignore = "writes a fixture"]
fn write_the_fixture() {
    if !std::path::Path::new(FIRST).exists() {
        std::fs::write(FIRST, sample_bytes()).unwrap();
    }
}

#[test]
fn a_snapshot_of_the_first_version_opens() {
    let bytes = std::fs::read(FIRST).unwrap();
    let (then, now) = (open(&bytes.as_slice()).unwrap(), open(&sample_bytes().as_slice()).unwrap());
    assert_eq!(records(&then.tenant), records(&now.tenant));
    assert_eq!(then.tenant.contract(), now.tenant.contract());
    assert_eq!(then.tenant.waiting(), now.tenant.waiting());
    assert_eq!(then.tenant.pools(), now.tenant.pools());
    assert_eq!(records(&then.baseline), records(&now.baseline));
    assert_eq!((then.clock, then.revision, then.sum), (now.clock, now.revision, now.sum));
    assert_eq!(then.ledger.done(), now.ledger.done());
    assert_eq!(format!("{:?}", then.ledger.entries()), format!("{:?}", now.ledger.entries()));
    // Written anew it is of the version of today, and the same.
    assert!(again(&then) == sample_bytes());
}
