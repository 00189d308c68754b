//! The contract and the settings as plain objects: what `configure` can change.

use super::read::{Fields, Path, Reader};
use crate::json::{Json, Object};
use crate::licensing::{Configuration, Tenant};
use crate::model::{
    Account, ArchivedDeactivation, Count, GroupLicensing, MailboxAllowance, Policy, Prices,
    Purchased,
};
use crate::value::Value;

const ACCOUNTS: [(&str, Account); 3] =
    [("paid", Account::Paid), ("trial", Account::Trial), ("expired", Account::Expired)];
const DEACTIVATIONS: [(&str, ArchivedDeactivation); 2] =
    [("immediate", ArchivedDeactivation::Immediate), ("grace", ArchivedDeactivation::Grace)];
const ALLOWANCES: [(&str, MailboxAllowance); 2] =
    [("perLicense", MailboxAllowance::PerLicense), ("unlimited", MailboxAllowance::Unlimited)];

/// Reads account, purchased, prices and policy, as a state and a configuration hold them.
pub fn read_contract(
    reader: &mut Reader,
    path: &Path<'_>,
    fields: &mut Fields,
    policy: &Policy,
    whole: bool,
) -> Configuration {
    let account = fields.optional(reader, path, "account", |reader, path, value| {
        reader.word(path, value, &ACCOUNTS)
    });
    let purchased = if whole {
        fields.required(reader, path, "purchased", read_purchased)
    } else {
        fields.optional(reader, path, "purchased", read_purchased)
    };
    let prices = match fields.take("prices") {
        Some(Value::Null) if !whole => Some(None),
        Some(value) => Some(read_prices(reader, &path.field("prices"), value)),
        None => None,
    };
    let policy = fields.optional(reader, path, "policy", |reader, path, value| {
        read_policy(reader, path, value, policy.clone())
    });
    Configuration { account, purchased, prices, policy }
}

fn read_purchased(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Purchased> {
    let mut fields = reader.object(path, value)?;
    let standard = fields.required(reader, path, "standard", Reader::count);
    let archived = fields.required(reader, path, "archived", Reader::count);
    fields.finish(reader, path);
    Some(Purchased { standard: standard?, archived: archived? })
}

fn read_prices(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Prices> {
    let mut fields = reader.object(path, value)?;
    let currency = fields.required(reader, path, "currency", Reader::text);
    let standard = fields.required(reader, path, "standard", Reader::count);
    let archived = fields.required(reader, path, "archived", Reader::count);
    let term_start = fields.required(reader, path, "termStart", Reader::date);
    let renewal = fields.required(reader, path, "renewal", Reader::date);
    fields.finish(reader, path);
    let (term_start, renewal) = (term_start?, renewal?);
    if renewal <= term_start {
        reader.wrong(&path.field("renewal"), "must be after `termStart`");
        return None;
    }
    Some(Prices {
        currency: currency?,
        standard: standard?,
        archived: archived?,
        term_start,
        renewal,
    })
}

/// Reads a policy on its own; what it leaves out is at its default.
pub fn read_policy_over(reader: &mut Reader, value: Value) -> Option<Policy> {
    read_policy(reader, &Path::root("policy"), value, Policy::default())
}

fn read_policy(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    mut policy: Policy,
) -> Option<Policy> {
    let mut fields = reader.object(path, value)?;
    if let Some(days) = fields.optional(reader, path, "graceDays", Reader::days) {
        policy.grace_days = days;
    }
    if let Some(choice) =
        fields.optional(reader, path, "archivedDeactivation", |reader, path, v| {
            reader.word(path, v, &DEACTIVATIONS)
        })
    {
        policy.archived_deactivation = choice;
    }
    match fields.take("retentionDays") {
        Some(Value::Null) => policy.retention_days = None,
        Some(value) => {
            let days = reader.days(&path.field("retentionDays"), value);
            policy.retention_days = days.or(policy.retention_days);
        }
        None => {}
    }
    if let Some(choice) = fields
        .optional(reader, path, "mailboxes", |reader, path, v| reader.word(path, v, &ALLOWANCES))
    {
        policy.mailboxes = choice;
    }
    if let Some(cap) = fields.optional(reader, path, "trialCap", Reader::count) {
        policy.trial_cap = cap;
    }
    if let Some(anchor) = fields.optional(reader, path, "syncAnchor", Reader::instant) {
        policy.sync_anchor = anchor;
    }
    for (name, setting) in [
        ("autoArchive", &mut policy.auto_archive),
        ("autoPurchaseArchived", &mut policy.auto_purchase_archived),
        ("autoPurchaseStandard", &mut policy.auto_purchase_standard),
    ] {
        if let Some(on) = fields.optional(reader, path, name, Reader::boolean) {
            *setting = on;
        }
    }
    match fields.take("groupLicensing") {
        Some(Value::Null) => policy.group_licensing = None,
        Some(value) => {
            let read = read_group_licensing(reader, &path.field("groupLicensing"), value);
            policy.group_licensing = read.or(policy.group_licensing);
        }
        None => {}
    }
    fields.finish(reader, path);
    Some(policy)
}

fn read_group_licensing(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
) -> Option<GroupLicensing> {
    let mut fields = reader.object(path, value)?;
    let groups = fields.required(reader, path, "groups", |reader, path, value| match value {
        Value::Text(word) if word == "allNewUsers" => Some(GroupLicensing::AllNewUsers),
        Value::List(_) => reader.texts(path, value).map(GroupLicensing::Groups),
        other => {
            let message =
                format!("must be `allNewUsers` or a list of groups, not {}", other.kind());
            reader.wrong(path, message);
            None
        }
    });
    fields.finish(reader, path);
    groups
}

/// Writes the contract and the settings: all that `configure` can change.
pub fn write_contract(tenant: &Tenant) -> Json {
    add_contract(&mut Object::new(), tenant).value()
}

pub(super) fn add_contract<'o>(object: &'o mut Object, tenant: &Tenant) -> &'o mut Object {
    object
        .with("account", tenant.account.as_str())
        .with("purchased", write_purchased(tenant.purchased))
        .maybe("prices", tenant.prices.as_ref().map(write_prices))
        .with("policy", write_policy(&tenant.policy))
}

fn write_purchased(purchased: Purchased) -> Json {
    let count = |count: Count| count.get();
    Object::new()
        .with("standard", count(purchased.standard))
        .with("archived", count(purchased.archived))
        .value()
}

fn write_prices(prices: &Prices) -> Json {
    Object::new()
        .with("currency", prices.currency.as_str())
        .with("standard", prices.standard.get())
        .with("archived", prices.archived.get())
        .with("termStart", prices.term_start.to_string())
        .with("renewal", prices.renewal.to_string())
        .value()
}

fn write_policy(policy: &Policy) -> Json {
    let days = |days: crate::model::Days| u64::from(days.get());
    let groups = policy.group_licensing.as_ref().map(|setting| {
        let groups = match setting {
            GroupLicensing::AllNewUsers => Json::of("allNewUsers"),
            GroupLicensing::Groups(groups) => Json::list(groups.iter().map(String::as_str)),
        };
        Object::new().with("groups", groups).value()
    });
    Object::new()
        .with("graceDays", days(policy.grace_days))
        .with("archivedDeactivation", policy.archived_deactivation.as_str())
        .with("retentionDays", policy.retention_days.map(days))
        .with("mailboxes", policy.mailboxes.as_str())
        .with("trialCap", policy.trial_cap.get())
        .with("syncAnchor", policy.sync_anchor)
        .with("autoArchive", policy.auto_archive)
        .with("autoPurchaseArchived", policy.auto_purchase_archived)
        .with("groupLicensing", groups)
        .with("autoPurchaseStandard", policy.auto_purchase_standard)
        .value()
}
