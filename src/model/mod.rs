//! The field's own words as small checked types: licenses, pools, policy, people, holdings, money.

mod code;
mod holding;
mod license;
mod money;
mod person;
mod policy;
mod problem;
mod rule;

pub use code::Code;
pub use holding::{Data, DataField, Holding};
pub use license::{Account, Action, Count, Holder, License, Pool, PoolKey, Purchased};
pub use money::{CostAbsent, Currency, Money, Prices};
pub use person::{Person, Record, UserType, is_guest, is_licensable, is_shared_mailbox};
pub use policy::{ArchivedDeactivation, Days, GroupLicensing, MailboxAllowance, Policy};
pub use problem::{ErrorFields, LicensingError, NAMED_IDS, Param, Problem, ProblemFields};
pub use rule::Rule;
