//! Dates and truth values as exports write them.

use crate::time::{Date, Instant};

/// An instant in any form the exports use; without an offset it is UTC.
///
/// Besides ISO 8601: `2022-03-18 19:49:35Z`, `8/19/2021 1:25:31 PM`, `3/3/2022 13:11`. Slashes mean
/// month first, unless the first number is no month.
pub fn instant(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Ok(instant) = Instant::parse_or_date(text) {
        return Some(instant);
    }
    let (day, rest) = date(text)?;
    let millis = day.start().millis().checked_add(time(rest)?)?;
    Instant::from_millis(millis)
}

/// Whole numbers at the start of a text, each of at most four digits, and what ends them.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at_checked(digits).filter(|_| (1..=4).contains(&digits))?;
    let value = head.bytes().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some((value, rest))
}

fn date(text: &str) -> Option<(Date, &str)> {
    let (first, rest) = number(text)?;
    let separator = rest.chars().next().filter(|next| matches!(next, '/' | '-' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(separator)?)?;
    let (third, rest) = number(rest.strip_prefix(separator)?)?;
    let (year, month, day) = match separator {
        '-' if first > 31 => (first, second, third),
        '.' => (third, second, first),
        _ if first > 12 => (third, second, first),
        _ => (third, first, second),
    };
    Some((Date::from_ymd(i32::try_from(year).ok()?, month, day)?, rest))
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
            rest = fraction.trim_start_matches(|next: char| next.is_ascii_digit());
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

/// `true`, `yes` or `1`, and their opposites, in any case.
pub fn truth(text: &str) -> Option<bool> {
    let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
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
            ("8/19/2021 1:25:31 PM", "2021-08-19T13:25:31.000Z"),
            ("12/31/2021 12:00:00 AM", "2021-12-31T00:00:00.000Z"),
            ("3/3/2022 13:11", "2022-03-03T13:11:00.000Z"),
            ("19/8/2021 13:25", "2021-08-19T13:25:00.000Z"),
            ("19.08.2021 13:25:31", "2021-08-19T13:25:31.000Z"),
            ("2021-08-19", "2021-08-19T00:00:00.000Z"),
            ("2023-05-01 08:00:00.1234567", "2023-05-01T08:00:00.000Z"),
        ] {
            assert_eq!(instant(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "never", "13/13/2021", "2021-02-30", "1/1/2021 25:00", "1/1/2021 1:00 XM", "1/1"]
        {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
