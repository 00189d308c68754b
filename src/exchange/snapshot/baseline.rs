//! The tenant as it really is, as bytes: what differs from the tenant as planned.

use super::bytes::{Fault, Reader, Writer};
use super::contract::{read_contract, write_contract};
use super::effect::{read_effect, read_waiting, write_effect, write_waiting};
use super::history::read_people;
use super::store::Stored;
use crate::directory::{Holdings, NoRoom};
use crate::licensing::{Effect, People, Tenant};
use std::rc::Rc;

/// Writes what differs; nothing when nothing does.
pub fn write_baseline(tenant: &Tenant, baseline: &Tenant) -> Result<Vec<u8>, NoRoom> {
    let mut writer = Writer::default();
    let same = tenant.shares_directory(baseline)
        || directory_sum(tenant.people())? == directory_sum(baseline.people())?;
    let mut planned = Effect::default();
    if same {
        let (from, to) = (tenant.holdings(), baseline.holdings());
        from.each_difference(to, &mut |row| planned.push(row, from.get(row), to.get(row)));
    }
    let alike = same
        && planned.is_empty()
        && tenant.contract() == baseline.contract()
        && tenant.waiting() == baseline.waiting();
    if alike {
        return Ok(writer.into_bytes());
    }
    write_contract(&mut writer, &baseline.contract());
    write_waiting(&mut writer, baseline.waiting());
    write_effect(&mut writer, &planned);
    // After an import was undone the people are others.
    let people = (!same).then(|| Stored::bare(baseline).to_bytes()).transpose()?;
    writer.optional(people, |writer, bytes| {
        writer.count(bytes.len());
        writer.put(&bytes);
    });
    Ok(writer.into_bytes())
}

/// A number for the directory, without what anybody holds.
fn directory_sum(mut people: People) -> Result<u64, NoRoom> {
    let mut tenant = Tenant::default();
    people.holdings = Holdings::default();
    tenant.set_people(people);
    Stored::bare(&tenant).sum()
}

/// Reads it.
pub fn read_baseline(reader: &mut Reader<'_>, tenant: &Tenant) -> Result<Tenant, Fault> {
    let mut baseline = tenant.clone();
    baseline.set_contract(read_contract(reader)?);
    baseline.set_waiting(Rc::new(read_waiting(reader)?));
    baseline.redo(&read_effect(reader)?);
    if let Some(people) = reader.optional(read_people)? {
        baseline.set_people(people);
    }
    Ok(baseline)
}
