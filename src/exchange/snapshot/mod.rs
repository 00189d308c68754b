//! A tenant as one file: state and history, versioned, every byte under a checksum.
//!
//! All numbers are little-endian. Version 1 is
//!
//! | bytes | |
//! |---|---|
//! | 8 | `seatplan` |
//! | 4 | the version |
//! | 4 | how many sections there are |
//! | 8 | checksum of these 16 bytes |
//! | 20 each | a line a section: its kind (4), length (8) and checksum (8) |
//! | 8 | checksum of the lines |
//! | | the sections, one after the other, to the end |
//!
//! The first 24 bytes mean the same in every version. A section is a column or another part of the
//! tenant, in ascending order of kind; what is empty has none, save the header of an attribute.
//! Columns are their memory as it is, so that reading and writing are copying. The same tenant gives
//! the same bytes, and what was read gives the bytes it was read from.

mod baseline;
mod bytes;
mod column;
mod contract;
mod effect;
mod entry;
mod history;
mod open;
mod operation;
mod section;
mod store;

pub use bytes::{Fault, Reader, Writer};
pub use contract::{read_contract, read_instant, write_contract, write_instant};
pub use open::{Opened, Source, open};
pub use operation::{Act, Base, Operation, Replayed, read_act, read_frame, write_operation};
pub use store::{Sink, State, Stored};

use crate::directory::NoRoom;
use crate::model::{Code, LicensingError};

const MAGIC: &[u8; 8] = b"seatplan";
/// The version written; every version up to it is read.
const VERSION: u32 = 1;

fn no_room() -> LicensingError {
    LicensingError::new(
        Code::OutOfMemory,
        "there is not enough memory for the snapshot; free what is not needed any more",
    )
}

impl From<NoRoom> for LicensingError {
    fn from(NoRoom: NoRoom) -> Self {
        no_room()
    }
}
