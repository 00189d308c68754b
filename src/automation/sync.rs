//! One daily sync, in the order of the rules: notice; buy archived, archive; buy standard, assign;
//! settle the mailboxes that changed kind.

use super::agenda::is_listed;
use super::clockwork::Clockwork;
use super::occurrence::Occurrence;
use crate::directory::{Row, RowSet, sort_rows};
use crate::licensing::{Effect, Tenant, Verdicts, Waiting, Why, licensable, purchase};
use crate::model::{Account, Action, Code, Count, Holder, License, PoolKey, Purchased, Rule};
use crate::time::Instant;
use std::rc::Rc;

const USERS_STANDARD: PoolKey = PoolKey { holder: Holder::Users, license: License::Standard };
const USERS_ARCHIVED: PoolKey = PoolKey { holder: Holder::Users, license: License::Archived };

/// What a grant or a shortage is told as: its code and its rule.
pub(super) type Told = Option<(Code, Rule)>;

/// Runs the sync of an instant.
pub(super) fn run(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    at: Instant,
    out: &mut Vec<Occurrence>,
) {
    clock.agenda.delete(at);
    let returned = waiting(tenant, Why::Returned);
    for row in returned {
        let holding = tenant.holdings().get(row);
        if holding.license == Some(License::Archived) && holding.deleted_at.is_none() {
            out.push(Occurrence::to(at, Code::PresentButArchived, Rule::AutoArchive, row));
        }
    }
    let joined = joined(clock, tenant, at);
    let converted = waiting(tenant, Why::Converted);

    archive(clock, tenant, at, out);
    let left = assign(clock, tenant, joined, at, out);
    convert(clock, tenant, converted, at, out);
    if !(left.is_empty() && tenant.waiting().is_empty()) {
        tenant.set_waiting(Rc::new(left));
    }
}

/// Who waits for one reason, in the order of ids.
fn waiting(tenant: &Tenant, why: Why) -> Vec<Row> {
    let directory = tenant.directory();
    let of_kind = tenant.waiting().iter().filter(|waiting| waiting.why == why);
    let mut rows: Vec<Row> = of_kind.map(|waiting| waiting.row).collect();
    sort_rows(&mut rows, &mut |a, b| directory.id(a).cmp(directory.id(b)));
    rows
}

/// New users without a license, in order of joining: those of syncs before, and those of this one.
fn joined(clock: &mut Clockwork, tenant: &Tenant, at: Instant) -> Vec<Waiting> {
    let (directory, holdings) = (tenant.directory(), tenant.holdings());
    let before = tenant.waiting().iter().copied().filter(|waiting| waiting.why == Why::Joined);
    let mut all: Vec<Waiting> = before.collect();
    let new = clock.agenda.joins.take(at);
    let anybody_new = !new.is_empty();
    all.extend(new.into_iter().map(|(since, row)| Waiting { since, row, why: Why::Joined }));
    let can_hold = licensable(tenant, Action::ActivateStandard);
    all.retain(|&Waiting { row, .. }| {
        let holding = holdings.get(row);
        holding.license.is_none()
            && holding.deleted_at.is_none_or(|deleted| deleted > at)
            && directory.holder(row) == Holder::Users
            && is_listed(tenant, row)
            && can_hold(row)
    });
    if !anybody_new {
        return all;
    }
    let mut places: Vec<Row> = (0..all.len()).map(Row::new).collect();
    sort_rows(&mut places, &mut |a, b| {
        let key = |place: Row| {
            all.get(place.index()).map(|waiting| (waiting.since, directory.id(waiting.row)))
        };
        key(a).cmp(&key(b))
    });
    let mut seen = RowSet::empty(directory.len());
    let sorted = places.into_iter().filter_map(|place| all.get(place.index()).copied());
    sorted.filter(|waiting| seen.insert(waiting.row)).collect()
}

/// Gives deleted users on standard an archived license (rule `auto-archive`).
fn archive(clock: &mut Clockwork, tenant: &mut Tenant, at: Instant, out: &mut Vec<Occurrence>) {
    if !tenant.policy.auto_archive {
        return;
    }
    let wanted = clock.agenda.paused(tenant, at).len() as u64;
    let buys = tenant.policy.auto_purchase_archived.then_some(Rule::AutoPurchaseArchived);
    let fit = supply(clock, tenant, USERS_ARCHIVED, wanted, at, before(at), buys, out);
    let fitting = usize::try_from(fit).unwrap_or(usize::MAX);
    let rows: Vec<Row> = clock.agenda.paused.drain(..fitting).collect();
    let told = Some((Code::AutoArchived, Rule::AutoArchive));
    grant(clock, tenant, &rows, Action::ActivateArchived, at, told, out);
    short(tenant, USERS_ARCHIVED, wanted - fit, at, Rule::AutoArchive, out);
}

/// Gives new users a standard license (rule `group-licensing`); gives back who is left over.
fn assign(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    mut joined: Vec<Waiting>,
    at: Instant,
    out: &mut Vec<Occurrence>,
) -> Vec<Waiting> {
    let wanted = joined.len() as u64;
    let buys = tenant.policy.auto_purchase_standard.then_some(Rule::AutoPurchaseStandard);
    let fit = supply(clock, tenant, USERS_STANDARD, wanted, at, before(at), buys, out);
    let fitting = usize::try_from(fit).unwrap_or(usize::MAX);
    let rows: Vec<Row> = joined.drain(..fitting).map(|waiting| waiting.row).collect();
    let told = Some((Code::GroupLicensed, Rule::GroupLicensing));
    grant(clock, tenant, &rows, Action::ActivateStandard, at, told, out);
    short(tenant, USERS_STANDARD, wanted - fit, at, Rule::AutoPurchaseStandard, out);
    joined
}

/// Settles the licenses of mailboxes that changed kind (rule `mailbox-conversion`). The license
/// moved with its holder when the change was imported; here it is seen whether the pool allows it.
fn convert(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    converted: Vec<Row>,
    at: Instant,
    out: &mut Vec<Occurrence>,
) {
    for key in PoolKey::ALL {
        let in_pool = |row: &Row| {
            tenant.holdings().license(*row) == Some(key.license)
                && tenant.directory().holder(*row) == key.holder
        };
        let rows: Vec<Row> = converted.iter().copied().filter(in_pool).collect();
        let over = |tenant: &Tenant| tenant.pool(key).over().min(rows.len() as u64);
        let buys = match key.license {
            _ if key.holder == Holder::Mailboxes => false,
            License::Standard => tenant.policy.auto_purchase_standard,
            License::Archived => tenant.policy.auto_purchase_archived,
        };
        if over(tenant) > 0 && (buys || clock.advice.is_some()) {
            let told = buys.then_some(Rule::MailboxConversion);
            buy(clock, tenant, key.license, over(tenant), at, before(at), told, out);
        }
        let fit = rows.len() as u64 - over(tenant);
        for (place, row) in rows.into_iter().enumerate() {
            let code = match (place as u64) < fit {
                true => Code::MailboxConverted,
                false => Code::InsufficientLicenses,
            };
            let occurrence = Occurrence::to(at, code, Rule::MailboxConversion, row);
            out.push(Occurrence { pool: Some(key), ..occurrence });
        }
    }
}

/// The last instant at which a purchase still reaches the sync of an instant.
fn before(at: Instant) -> Instant {
    Instant::from_millis(at.millis() - 1).unwrap_or(at)
}

/// How many of the licenses wanted a pool can give, after buying the missing ones where a rule
/// says so; for advice, which notes that it should have been done `by` then, always.
#[expect(clippy::too_many_arguments, reason = "two instants and where to tell it")]
pub(super) fn supply(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    key: PoolKey,
    wanted: u64,
    at: Instant,
    by: Instant,
    buys: Option<Rule>,
    out: &mut Vec<Occurrence>,
) -> u64 {
    if wanted == 0 || tenant.account == Account::Expired {
        return 0;
    }
    let fits = |tenant: &Tenant| tenant.pool(key).available().map_or(wanted, |n| n.min(wanted));
    if fits(tenant) < wanted && (buys.is_some() || clock.advice.is_some()) {
        let pool = tenant.pool(key);
        let missing = (wanted + pool.assigned).saturating_sub(pool.limit.unwrap_or(u64::MAX));
        buy(clock, tenant, key.license, missing, at, by, buys, out);
    }
    fits(tenant)
}

#[expect(clippy::too_many_arguments, reason = "two instants and where to tell it")]
fn buy(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    license: License,
    count: u64,
    at: Instant,
    by: Instant,
    told: Option<Rule>,
    out: &mut Vec<Occurrence>,
) {
    let Some(counted) = Count::new(count) else { return };
    let bought = match license {
        License::Standard => Purchased { standard: counted, ..Purchased::default() },
        License::Archived => Purchased { archived: counted, ..Purchased::default() },
    };
    let done = purchase(tenant, bought, at);
    let prices = tenant.prices.clone();
    match (done, told, &mut clock.advice) {
        (Ok(applied), Some(rule), _) => out.push(Occurrence {
            pool: Some(PoolKey { holder: Holder::Users, license }),
            cost: applied.cost.map(Box::new),
            ..Occurrence::new(at, Code::AutoPurchased, rule, count)
        }),
        (Ok(_), None, Some(advice)) => advice.bought.push((by, bought, prices)),
        (Err(_), None, Some(advice)) => advice.hopeless = true,
        // A purchase the account does not allow is not made, and the licenses stay missing.
        _ => {}
    }
}

/// Gives everybody in a list a license.
pub(super) fn grant(
    clock: &mut Clockwork,
    tenant: &mut Tenant,
    rows: &[Row],
    action: Action,
    at: Instant,
    told: Told,
    out: &mut Vec<Occurrence>,
) {
    if rows.is_empty() {
        return;
    }
    let mut effect = Effect::default();
    let verdicts = Verdicts::new(tenant, at, Some(action));
    for &row in rows {
        let holding = tenant.holdings().get(row);
        let verdict = verdicts.of(row);
        effect.push(row, holding, verdict.holding);
        if let Some((code, rule)) = told {
            out.push(Occurrence {
                before: Some(verdict.before.status),
                after: Some(verdict.after),
                ..Occurrence::to(at, code, rule, row)
            });
        }
    }
    tenant.change(effect);
    // Who is licensed now may be deleted later.
    clock.look(tenant, &mut rows.iter().copied());
}

/// Reports how many got nothing.
fn short(
    tenant: &Tenant,
    key: PoolKey,
    left: u64,
    at: Instant,
    rule: Rule,
    out: &mut Vec<Occurrence>,
) {
    if left == 0 {
        return;
    }
    let (code, rule) = match tenant.account {
        Account::Expired => (Code::AccountExpired, Rule::Expired),
        _ => (Code::InsufficientLicenses, rule),
    };
    out.push(Occurrence { pool: Some(key), ..Occurrence::new(at, code, rule, left) });
}
