//! The people of a tenant, in columns: immutable between imports, shared by forks.

mod batch;
mod headers;
mod holdings;
mod instants;
mod parts;
mod people;

pub use batch::{Alike, Batch};
pub use headers::{canonical, canonical_names, column_key, header_key, ranked};
pub use holdings::Holdings;
pub use instants::Instants;
pub use parts::DirectoryParts;
pub use people::{Attribute, Directory, Entry};
pub use seatplan_columns::{
    Block, Codes, Dictionary, Interner, Keys, Lists, Longs, NameIndex, NoRoom, Numbering, Row,
    RowSet, SearchText, Seen, Tally, Texts, Word, checksum, distinct, find, find_byte, first_rows,
    fold, fold_into, put_rows, rank, rank_numbers, settled, sort_by_rank, sort_rows, take_rows,
    text,
};

use crate::model::{Code, LicensingError};
use seatplan_columns::TooLarge;

impl From<TooLarge> for LicensingError {
    fn from(TooLarge: TooLarge) -> Self {
        Self::new(
            Code::TooLarge,
            "the texts of one column exceed 4 GiB; split the tenant into smaller ones",
        )
    }
}
