//! A tenant as plain objects: reading `TenantState` strictly, and writing it.

use super::contract::{add_contract, read_contract};
use super::read::{Path, Reader};
use crate::directory::{Interner, Row};
use crate::json::{Json, Object};
use crate::licensing::{Configuration, Tenant};
use crate::model::{
    Data, DataField, Holder, Holding, License, LicensingError, Person, Policy, Problem, Record,
    UserType,
};
use crate::time::Instant;
use crate::value::Value;

pub(super) const LICENSES: [(&str, License); 2] =
    [("standard", License::Standard), ("archived", License::Archived)];
const USER_TYPES: [(&str, UserType); 2] =
    [("Member", UserType::Member), ("Guest", UserType::Guest)];

/// Reads a whole state: the tenant and where its clock starts.
///
/// # Errors
/// `INVALID_INPUT` with every problem and its path; `TOO_LARGE`.
pub fn read_state(value: Value) -> Result<(Tenant, Option<Instant>), LicensingError> {
    let mut reader = Reader::default();
    let path = Path::root("");
    let mut as_of = None;
    let mut change = Configuration::default();
    let mut records = Vec::new();
    if let Some(mut fields) = reader.object(&Path::root("state"), value) {
        as_of = fields.optional(&mut reader, &path, "asOf", Reader::at);
        change = read_contract(&mut reader, &path, &mut fields, &Policy::default(), true);
        fields.required(&mut reader, &path, "users", |reader, path, value| {
            read_records(reader, path, value, false, &mut records)
        });
        fields.optional(&mut reader, &path, "mailboxes", |reader, path, value| {
            read_records(reader, path, value, true, &mut records)
        });
        fields.finish(&mut reader, &path);
    }
    report_duplicates(&mut reader, &records);
    let records = reader.finish(records)?;
    let mut tenant = Tenant::new(&records)?;
    tenant.account = change.account.unwrap_or_default();
    tenant.purchased = change.purchased.unwrap_or_default();
    tenant.prices = change.prices.flatten();
    tenant.policy = change.policy.unwrap_or_default();
    Ok((tenant, as_of))
}

/// Reads a list of users on its own, as `filterUsers` takes it.
///
/// # Errors
/// `INVALID_INPUT` with every problem and its path.
pub fn read_users(value: Value) -> Result<Tenant, LicensingError> {
    let mut reader = Reader::default();
    let mut records = Vec::new();
    read_records(&mut reader, &Path::root("users"), value, false, &mut records);
    report_duplicates(&mut reader, &records);
    Tenant::new(&reader.finish(records)?)
}

fn report_duplicates(reader: &mut Reader, records: &[Record]) {
    let mut ids = Interner::default();
    let mut first_places = Vec::new();
    let users = records.iter().filter(|record| !record.person.listed_as_mailbox).count();
    let place = |index: usize| match index.checked_sub(users) {
        Some(mailbox) => format!("mailboxes[{mailbox}]"),
        None => format!("users[{index}]"),
    };
    for (index, record) in records.iter().enumerate() {
        let id = record.person.id.as_str();
        // A record whose id could not be read has its own problem.
        if id.is_empty() {
            continue;
        }
        match ids.insert(id) {
            Ok((_, true)) => first_places.push(index),
            Ok((number, false)) => {
                let first = first_places.get(number).copied().unwrap_or_default();
                let message = format!("`{id}` is the id of {} already", place(first));
                reader.problem(Problem::input(format!("{}.id", place(index)), message));
            }
            // Reported when the directory is built.
            Err(_) => return,
        }
    }
}

fn read_records(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
    listed_as_mailbox: bool,
    records: &mut Vec<Record>,
) -> Option<()> {
    let items = reader.list(path, value)?;
    records.reserve(items.len());
    for (index, item) in items.into_iter().enumerate() {
        // Even a malformed record keeps its place, so that later paths are right.
        let mut record = read_record(reader, &path.item(index), item).unwrap_or_default();
        record.person.listed_as_mailbox = listed_as_mailbox;
        records.push(record);
    }
    Some(())
}

pub(super) fn read_record(reader: &mut Reader, path: &Path<'_>, value: Value) -> Option<Record> {
    let mut fields = reader.object(path, value)?;
    let id = fields.required(reader, path, "id", Reader::text);
    if id.as_deref() == Some("") {
        reader.wrong(&path.field("id"), "must not be empty");
    }
    let mut text = |reader: &mut Reader, name| {
        fields.optional(reader, path, name, Reader::text).unwrap_or_default()
    };
    let person = Person {
        id: id.unwrap_or_default(),
        principal_name: text(reader, "principalName"),
        display_name: text(reader, "displayName"),
        mail: text(reader, "mail"),
        mailbox_type: text(reader, "mailboxType"),
        user_type: fields.optional(reader, path, "userType", |reader, path, value| {
            reader.word(path, value, &USER_TYPES)
        }),
        account_enabled: fields.optional(reader, path, "accountEnabled", Reader::boolean),
        groups: fields.optional(reader, path, "groups", Reader::texts).unwrap_or_default(),
        joined_at: fields.optional(reader, path, "joinedAt", Reader::instant),
        attributes: fields
            .optional(reader, path, "attributes", read_attributes)
            .unwrap_or_default(),
        listed_as_mailbox: false,
    };
    let mut instant =
        |reader: &mut Reader, name| fields.optional(reader, path, name, Reader::instant);
    let holding = Holding {
        licensed_at: instant(reader, "licensedAt"),
        unassigned_at: instant(reader, "unassignedAt"),
        purge_at: instant(reader, "purgeAt"),
        purged_at: instant(reader, "purgedAt"),
        deleted_at: instant(reader, "deletedAt"),
        license: match fields.take("license") {
            None | Some(Value::Null) => None,
            Some(value) => reader.word(&path.field("license"), value, &LICENSES),
        },
        previous_license: fields.optional(
            reader,
            path,
            "previousLicense",
            |reader, path, value| reader.word(path, value, &LICENSES),
        ),
        data: match fields.take("data") {
            None => DataField::Absent,
            Some(Value::Null) => DataField::None,
            Some(value) => read_data(reader, &path.field("data"), value),
        },
    };
    fields.finish(reader, path);
    Some(Record { person, holding })
}

fn read_attributes(
    reader: &mut Reader,
    path: &Path<'_>,
    value: Value,
) -> Option<Vec<(String, String)>> {
    let fields = reader.object(path, value)?;
    let mut attributes = Vec::new();
    for (name, value) in fields.rest() {
        if let Some(text) = reader.text(&path.field(&name), value)
            && !text.is_empty()
        {
            attributes.push((name, text));
        }
    }
    Some(attributes)
}

fn read_data(reader: &mut Reader, path: &Path<'_>, value: Value) -> DataField {
    let Some(mut fields) = reader.object(path, value) else {
        return DataField::Absent;
    };
    let mut end = |reader: &mut Reader, name: &str| match fields.take(name) {
        Some(Value::Null) => None,
        Some(value) => reader.instant(&path.field(name), value),
        None => {
            reader.wrong(&path.field(name), "is missing; write null when it is not known");
            None
        }
    };
    let data = Data { from: end(reader, "from"), to: end(reader, "to") };
    fields.finish(reader, path);
    DataField::Some(data)
}

/// Writes a tenant as plain objects.
pub fn write_state(tenant: &Tenant, clock: Option<Instant>) -> Json {
    let list = |mailboxes: bool| {
        let directory = tenant.directory();
        let rows = (0..directory.len()).map(Row::new);
        Json::list(
            rows.filter(|&row| (directory.holder(row) == Holder::Mailboxes) == mailboxes)
                .map(|row| write_user(tenant, row)),
        )
    };
    let mut state = Object::new();
    state.maybe("asOf", clock);
    add_contract(&mut state, tenant).with("users", list(false)).with("mailboxes", list(true));
    state.value()
}

/// Writes one person as a `UserRecord`; what is not known is left out.
pub fn write_user(tenant: &Tenant, row: Row) -> Json {
    let person = tenant.directory().person(row);
    let holding = tenant.holdings().get(row);
    let text = |text: String| (!text.is_empty()).then_some(text);
    let attributes = (!person.attributes.is_empty()).then(|| {
        let mut object = Object::new();
        for (name, value) in &person.attributes {
            object.with(name, value.as_str());
        }
        object.value()
    });
    let mut object = Object::new();
    object
        .with("id", person.id)
        .maybe("principalName", text(person.principal_name))
        .maybe("displayName", text(person.display_name))
        .maybe("mail", text(person.mail))
        .maybe("userType", person.user_type.map(UserType::as_str))
        .maybe("accountEnabled", person.account_enabled)
        .maybe("mailboxType", text(person.mailbox_type))
        .maybe(
            "groups",
            (!person.groups.is_empty())
                .then(|| Json::list(person.groups.iter().map(String::as_str))),
        )
        .maybe("joinedAt", person.joined_at)
        .maybe("deletedAt", holding.deleted_at)
        .with("license", holding.license.map(License::as_str))
        .maybe("licensedAt", holding.licensed_at)
        .maybe("unassignedAt", holding.unassigned_at)
        .maybe("previousLicense", holding.previous_license.map(License::as_str))
        .maybe("purgeAt", holding.purge_at)
        .maybe("purgedAt", holding.purged_at);
    match holding.data {
        DataField::Absent => {}
        DataField::None => {
            object.with("data", Json::null());
        }
        DataField::Some(data) => {
            object.with("data", write_data(data));
        }
    }
    object.maybe("attributes", attributes).value()
}

/// Writes a span of data.
pub(super) fn write_data(data: Data) -> Json {
    Object::new().with("from", data.from).with("to", data.to).value()
}
