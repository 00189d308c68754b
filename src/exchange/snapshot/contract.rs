//! The contract and the settings as bytes.

use super::bytes::{Fault, Reader, Writer, sound};
use crate::licensing::Contract;
use crate::model::{
    Account, ArchivedDeactivation, Count, Days, GroupLicensing, MailboxAllowance, Policy, Prices,
    Purchased,
};
use crate::time::{Date, Instant};

/// Writes an instant.
pub fn write_instant(writer: &mut Writer, at: Instant) {
    writer.i64(at.millis());
}

/// Reads an instant.
///
/// # Errors
/// When it is outside the years there are.
pub fn read_instant(reader: &mut Reader<'_>) -> Result<Instant, Fault> {
    sound(Instant::from_millis(reader.i64()?))
}

fn write_count(writer: &mut Writer, count: Count) {
    writer.varint(count.get());
}

fn read_count(reader: &mut Reader<'_>) -> Result<Count, Fault> {
    sound(Count::new(reader.varint()?))
}

/// Writes how many licenses were bought.
pub fn write_purchased(writer: &mut Writer, purchased: Purchased) {
    write_count(writer, purchased.standard);
    write_count(writer, purchased.archived);
}

/// Reads how many licenses were bought.
///
/// # Errors
/// When there are more than can be counted.
pub fn read_purchased(reader: &mut Reader<'_>) -> Result<Purchased, Fault> {
    Ok(Purchased { standard: read_count(reader)?, archived: read_count(reader)? })
}

fn read_date(reader: &mut Reader<'_>) -> Result<Date, Fault> {
    let at = read_instant(reader)?;
    sound((at.date().start() == at).then(|| at.date()))
}

fn write_prices(writer: &mut Writer, prices: &Prices) {
    writer.text(&prices.currency);
    write_count(writer, prices.standard);
    write_count(writer, prices.archived);
    write_instant(writer, prices.term_start.start());
    write_instant(writer, prices.renewal.start());
}

fn read_prices(reader: &mut Reader<'_>) -> Result<Prices, Fault> {
    let prices = Prices {
        currency: reader.text()?.to_owned(),
        standard: read_count(reader)?,
        archived: read_count(reader)?,
        term_start: read_date(reader)?,
        renewal: read_date(reader)?,
    };
    sound((prices.term_start < prices.renewal).then_some(prices))
}

fn write_days(writer: &mut Writer, days: Days) {
    writer.varint(days.get().into());
}

fn read_days(reader: &mut Reader<'_>) -> Result<Days, Fault> {
    sound(Days::new(reader.varint()?))
}

/// Writes a contract.
pub fn write_contract(writer: &mut Writer, contract: &Contract) {
    let Contract { account, purchased, prices, policy } = contract;
    writer.u8(match account {
        Account::Paid => 0,
        Account::Trial => 1,
        Account::Expired => 2,
    });
    write_purchased(writer, *purchased);
    writer.optional(prices.as_ref(), write_prices);
    write_days(writer, policy.grace_days);
    writer.optional(policy.retention_days, write_days);
    write_count(writer, policy.trial_cap);
    write_instant(writer, policy.sync_anchor);
    for on in [
        policy.archived_deactivation == ArchivedDeactivation::Grace,
        policy.mailboxes == MailboxAllowance::Unlimited,
        policy.auto_archive,
        policy.auto_purchase_archived,
        policy.auto_purchase_standard,
    ] {
        writer.u8(on.into());
    }
    writer.optional(policy.group_licensing.as_ref(), |writer, groups| {
        let groups = match groups {
            GroupLicensing::AllNewUsers => None,
            GroupLicensing::Groups(groups) => Some(groups),
        };
        writer.optional(groups, |writer, groups| {
            writer.count(groups.len());
            groups.iter().for_each(|group| writer.text(group));
        });
    });
}

/// Reads a contract.
///
/// # Errors
/// When it is none.
pub fn read_contract(reader: &mut Reader<'_>) -> Result<Contract, Fault> {
    Ok(Contract {
        account: match reader.u8()? {
            0 => Account::Paid,
            1 => Account::Trial,
            2 => Account::Expired,
            _ => return Err(Fault::Damaged),
        },
        purchased: read_purchased(reader)?,
        prices: reader.optional(read_prices)?,
        policy: Policy {
            grace_days: read_days(reader)?,
            retention_days: reader.optional(read_days)?,
            trial_cap: read_count(reader)?,
            sync_anchor: read_instant(reader)?,
            archived_deactivation: match reader.flag()? {
                false => ArchivedDeactivation::Immediate,
                true => ArchivedDeactivation::Grace,
            },
            mailboxes: match reader.flag()? {
                false => MailboxAllowance::PerLicense,
                true => MailboxAllowance::Unlimited,
            },
            auto_archive: reader.flag()?,
            auto_purchase_archived: reader.flag()?,
            auto_purchase_standard: reader.flag()?,
            group_licensing: reader.optional(read_groups)?,
        },
    })
}

fn read_groups(reader: &mut Reader<'_>) -> Result<GroupLicensing, Fault> {
    let groups = reader.optional(|reader| {
        let count = reader.count(1)?;
        (0..count).map(|_| Ok(reader.text()?.to_owned())).collect::<Result<Vec<_>, Fault>>()
    })?;
    Ok(groups.map_or(GroupLicensing::AllNewUsers, GroupLicensing::Groups))
}
