//! Columns of texts, codes and numbers, sets of rows, and the scans over them.
//!
//! The hot part of the engine: compiled for speed, while all the rest is compiled for size. It
//! knows nothing of licenses, people or files.

#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

mod block;
mod codes;
mod count;
pub mod csv;
mod dictionary;
mod fold;
mod index;
mod interner;
mod lists;
mod longs;
mod narrow;
mod order;
mod pack;
mod quote;
mod ranks;
mod rowset;
mod scan;
mod search;
mod seen;
mod texts;

pub use block::Block;
pub use codes::Codes;
pub use count::{Tally, distinct};
pub use dictionary::Dictionary;
pub use fold::{fold, fold_into};
pub use index::NameIndex;
pub use interner::{Interner, mix, settled};
pub use lists::Lists;
pub use longs::Longs;
pub use order::{first_rows, sort_rows};
pub use pack::{NoRoom, Word, checksum, put_rows, take_rows};
pub use quote::{Quoted, quote};
pub use ranks::{Keys, rank, rank_numbers, sort_by_rank};
pub use rowset::{Row, RowSet};
pub use scan::{find, find_byte};
pub use search::SearchText;
pub use seen::{Numbering, Seen};
pub use texts::Texts;

/// How many bytes `simdutf8` reads at a step.
const SHORT: usize = 64;

/// Bytes as a text, where they are one.
pub fn text(bytes: &[u8]) -> Option<&str> {
    if bytes.len() < SHORT {
        // The library leaves these to the standard library's reader, which nobody else needs.
        let Some(first) = bytes.utf8_chunks().next() else { return Some("") };
        return first.invalid().is_empty().then(|| first.valid());
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// More than a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;
