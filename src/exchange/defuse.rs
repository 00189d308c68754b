//! Cells that spreadsheets would run as formulas, made harmless on the way out and restored on the
//! way in: one rule for the writer and the reader.
//!
//! A cell is dangerous where it begins, and after each separator inside it (whoever opens the file
//! with another separator sees cells begin there), when a trigger follows, quotes and spaces in front or not.
//! The writer puts one apostrophe before it; the reader takes one away where an apostrophe stands
//! before such a place. An apostrophe that was there gets a second one, so nothing is lost.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula, or skips to look for one behind it.
const TRIGGERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What ends a cell for some program or other.
const SEPARATORS: [char; 6] = [',', ';', '|', '\t', '\r', '\n'];
/// What may stand before the beginning of a formula: some programs pass over it.
const PASSED_OVER: [char; 5] = ['\'', '"', ' ', '\u{a0}', '\u{feff}'];

fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches(PASSED_OVER).starts_with(TRIGGERS)
}

/// The text of a cell as it is written.
///
/// ```
/// use seatplan::exchange::{defuse, restore};
/// assert_eq!(defuse("=1+1"), "'=1+1");
/// assert_eq!(defuse("O'Brien"), "O'Brien");
/// assert_eq!(restore("'=1+1"), "=1+1");
/// ```
pub fn defuse(text: &str) -> Cow<'_, str> {
    rewrite(text, false)
}

/// The text that was written as this cell: the opposite of [`defuse`].
pub fn restore(text: &str) -> Cow<'_, str> {
    rewrite(text, true)
}

fn rewrite(text: &str, back: bool) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut place, mut kept) = (0, 0);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    loop {
        let rest = part(place, text.len());
        if !back && is_dangerous(rest) {
            out.push_str(part(kept, place));
            out.push('\'');
            kept = place;
        } else if back && rest.strip_prefix('\'').is_some_and(is_dangerous) {
            out.push_str(part(kept, place));
            kept = place + 1;
        }
        match rest.find(SEPARATORS) {
            Some(next) => place += next + 1,
            None => break,
        }
    }
    if kept == 0 && out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(part(kept, text.len()));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_apostrophe_before_each_dangerous_place() {
        for (text, written) in [
            ("", ""),
            ("Ann", "Ann"),
            ("O'Brien", "O'Brien"),
            ("'quoted'", "'quoted'"),
            ("=1", "'=1"),
            ("'=1", "''=1"),
            ("＝1", "'＝1"),
            ("a;=1", "a;'=1"),
            ("a|=1", "a|'=1"),
            (" =1", "' =1"),
            ("a,\"=1", "a,'\"=1"),
            ("\t=1", "'\t'=1"),
            ("a-b=c", "a-b=c"),
        ] {
            assert_eq!(defuse(text), written, "{text}");
            assert_eq!(restore(written), text, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "[a'\"=+@＝;,|\u{a0}\u{feff}\t\n\r -]{0,24}") {
            let written = defuse(&text);
            prop_assert_eq!(restore(&written), text.as_str());
            let harmless = |part: &str| !part.trim_start_matches(['"', ' ', '\u{a0}', '\u{feff}']).starts_with(TRIGGERS)
                || part.is_empty();
            let starts = written.char_indices().filter(|(_, c)| SEPARATORS.contains(c));
            for place in std::iter::once(0).chain(starts.map(|(place, _)| place + 1)) {
                prop_assert!(harmless(written.get(place..).unwrap()), "{:?}", written);
            }
        }
    }
}
