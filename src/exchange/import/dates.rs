//! Dates and truth values as exports write them.

use crate::time::{Date, Instant};

/// An instant in any form the exports use; without an offset it is UTC.
///
/// Besides ISO 8601: `2022-03-18 19:49:35Z`, `8/19/2021 1:25:31 PM`, `3/3/2022 13:11`. Which of two
/// numbers before the year is the day is one thing for a whole file: see [`day_first`].
pub fn instant(text: &str, day_first: bool) -> Option<Instant> {
    common(text).or_else(|| any(text, day_first))
}

/// An instant in any form.
fn any(text: &str, day_first: bool) -> Option<Instant> {
    let text = text.trim();
    if let Ok(instant) = Instant::parse_or_date(text) {
        return Some(instant);
    }
    let (numbers, separator, rest) = date(text)?;
    let (year, month, day) = match (numbers, separator) {
        ([year, month, day], '-') if year > 31 => (year, month, day),
        // Dots are written where the day comes first.
        ([day, month, year], '.') => (year, month, day),
        ([day, month, year], _) if day_first => (year, month, day),
        ([month, day, year], _) => (year, month, day),
    };
    // A year of two digits could be any.
    let year = i32::try_from(year).ok().filter(|year| *year >= 1000)?;
    let day = Date::from_ymd(year, month, day)?;
    let millis = day.start().millis().checked_add(time(rest)?)?;
    Instant::from_millis(millis)
}

/// The form most exports use, `2022-03-18 19:49:35Z` or with a `T`, read at its fixed places.
fn common(text: &str) -> Option<Instant> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let [.., b' ' | b'T', _, _, _, _, _, _, _, _, b'Z'] = bytes else { return None };
    let (words, last) = bytes.as_chunks::<8>();
    let ([date, time], Some(seconds)) = (words, last.first_chunk::<4>()) else { return None };
    let [_, century, _, year, _, _, month, _] = pairs(*date, *b"0000-00-")?;
    // What is between day and time was looked at above.
    let [a, b, _, c, d, e, f, g] = *time;
    let [_, day, _, _, hour, _, _, minute] = pairs([a, b, b' ', c, d, e, f, g], *b"00 00:00")?;
    let [a, b, c, d] = *seconds;
    let [_, _, second, ..] = pairs([a, b, c, d, 0, 0, 0, 0], *b":00Z\0\0\0\0")?;
    let year = i32::from(century) * 100 + i32::from(year);
    let day = Date::from_ymd(year, month.into(), day.into())?;
    let millis = ((i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1000;
    let inside = hour < 24 && minute < 60 && second < 60;
    Instant::from_millis(day.start().millis() + millis).filter(|_| inside)
}

/// What digit and the digit before it are together, at each place; none when the form has a zero
/// where there is no digit, or another character elsewhere. Eight bytes are one number here.
#[inline(always)]
fn pairs(bytes: [u8; 8], form: [u8; 8]) -> Option<[u8; 8]> {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    let form = u64::from_le_bytes(form);
    let digits = u64::from_le_bytes(bytes) ^ form;
    let other = form ^ (ONES * u64::from(b'0'));
    let no_digit = ((((other & !HIGH) + !HIGH) | other) & HIGH) >> 7;
    // What is too much shows in the highest bit when this is added: more than 9, or than 0.
    let room = !HIGH - 9 * (ONES - no_digit);
    let wrong = (digits | digits.wrapping_add(room)) & HIGH;
    (wrong == 0).then(|| (digits + (digits << 8).wrapping_mul(10)).to_le_bytes())
}

/// Whether a date proves that the day comes first in its file, or second; none when it could be
/// either, or is written otherwise.
pub fn day_first(text: &str) -> Option<bool> {
    match date(text.trim())? {
        ([13..=31, 1..=12, _], '/' | '-', _) => Some(true),
        ([1..=12, 13..=31, _], '/' | '-', _) => Some(false),
        _ => None,
    }
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whole numbers at the start of a text, each of at most four digits, and what ends them.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = digits(text);
    let (head, rest) = text.split_at_checked(digits).filter(|_| (1..=4).contains(&digits))?;
    let value = head.bytes().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some((value, rest))
}

/// The three numbers of a date as they stand, what separates them, and what follows.
fn date(text: &str) -> Option<([u32; 3], char, &str)> {
    let (first, rest) = number(text)?;
    let separator = rest.chars().next().filter(|next| matches!(next, '/' | '-' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(separator)?)?;
    let (third, rest) = number(rest.strip_prefix(separator)?)?;
    Some(([first, second, third], separator, rest))
}

/// The time of day in milliseconds; none at all is midnight.
fn time(text: &str) -> Option<i64> {
    let text = text.trim_start_matches([' ', ',', 'T']);
    let text = text.strip_suffix('Z').unwrap_or(text).trim_end();
    if text.is_empty() {
        return Some(0);
    }
    let (mut hour, rest) = number(text)?;
    let (minute, mut rest) = number(rest.strip_prefix(':')?)?;
    let mut second = 0;
    if let Some(more) = rest.strip_prefix(':') {
        (second, rest) = number(more)?;
        // A fraction of a second is cut off.
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.get(digits(fraction)..).unwrap_or("");
        }
    }
    let half = rest.trim();
    if half.eq_ignore_ascii_case("pm") && hour < 12 {
        hour += 12;
    } else if half.eq_ignore_ascii_case("am") && hour == 12 {
        hour = 0;
    } else if !half.is_empty()
        && !half.eq_ignore_ascii_case("am")
        && !half.eq_ignore_ascii_case("pm")
    {
        return None;
    }
    (hour < 24 && minute < 60 && second < 60)
        .then(|| i64::from((hour * 60 + minute) * 60 + second) * 1000)
}

/// `true`, `yes` or `1`, and their opposites, in any case, without spaces around.
pub fn truth(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match () {
        () if is("true") || is("yes") || is("1") => Some(true),
        () if is("false") || is("no") || is("0") => Some(false),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_of_the_exports() {
        for (text, expected) in [
            ("2022-03-18 19:49:35Z", "2022-03-18T19:49:35.000Z"),
            ("2022-03-18T19:49:35Z", "2022-03-18T19:49:35.000Z"),
            ("2022-03-18T19:49:35+02:00", "2022-03-18T17:49:35.000Z"),
            ("8/19/2021 1:25:31 PM", "2021-08-19T13:25:31.000Z"),
            ("8/19/2021 1:25:31\u{202f}PM", "2021-08-19T13:25:31.000Z"),
            ("12/31/2021 12:00:00 AM", "2021-12-31T00:00:00.000Z"),
            ("3/3/2022 13:11", "2022-03-03T13:11:00.000Z"),
            ("19.08.2021 13:25:31", "2021-08-19T13:25:31.000Z"),
            ("2021-08-19", "2021-08-19T00:00:00.000Z"),
            ("2021-8-9 7:05", "2021-08-09T07:05:00.000Z"),
            ("2023-05-01 08:00:00.1234567", "2023-05-01T08:00:00.000Z"),
        ] {
            let read = instant(text, false).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "never",
            "13/13/2021",
            "19/8/2021 13:25",
            "3/3/22",
            "2021-02-30",
            "1/1/2021 25:00",
            "1/1/2021 1:00 XM",
            "1/1",
            "45000",
            "1/1/2021 1:1:1:1",
        ] {
            assert_eq!(instant(text, false), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_common_form_is_read_like_any_other(
            text in "(1970|2024|[0-9]{4})-[0-3][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z",
            place in 0usize..20,
            other in "[ -~]",
        ) {
            let mut changed = text.clone();
            changed.replace_range(place..=place, &other);
            // Where zeros are written, a year before 1000 is no year of two digits.
            for text in [text, changed].into_iter().filter(|text| !text.starts_with('0')) {
                if let Some(read) = common(&text) {
                    proptest::prop_assert_eq!(any(&text, false), Some(read), "{}", text);
                }
            }
        }
    }

    #[test]
    fn common_is_what_most_dates_are() {
        for text in ["2022-03-18 19:49:35Z", "2022-03-18T19:49:35Z", "0001-01-01 00:00:00Z"] {
            assert!(common(text).is_some(), "{text}");
        }
        for text in [
            "2022-03-18 19:49:3:Z",
            "2022/03-18 19:49:35Z",
            "2022-03-18 24:00:00Z",
            "2O22-03-18 19:49:35Z",
        ] {
            assert_eq!(common(text), None, "{text}");
        }
    }

    #[test]
    fn one_order_of_day_and_month_for_a_file() {
        let read = |text, first| instant(text, first).map(|at| at.date().to_string());
        assert_eq!(read("3/8/2021", true).as_deref(), Some("2021-08-03"));
        assert_eq!(read("3-8-2021", true).as_deref(), Some("2021-08-03"));
        assert_eq!(read("3/8/2021", false).as_deref(), Some("2021-03-08"));
        assert_eq!(read("2021-03-08 1:00", true).as_deref(), Some("2021-03-08"));
        for (text, proof) in [
            ("19/8/2021", Some(true)),
            ("8/19/2021 1:25:31 PM", Some(false)),
            ("3/8/2021", None),
            ("2021-08-19", None),
            ("19.8.2021", None),
            ("", None),
            ("40/40/2021", None),
        ] {
            assert_eq!(day_first(text), proof, "{text}");
        }
    }
}
