//! Instants, days and money's calendar days: arithmetic only, no clock.

use std::fmt;

/// Milliseconds in a day; a day is always 24 hours.
pub const DAY_MS: i64 = 86_400_000;

/// A moment in UTC, exact to the millisecond, in the years 0001 to 9999.
///
/// ```
/// use seatplan::time::Instant;
/// let at = Instant::parse("2026-01-31T10:00:00+02:00").unwrap();
/// assert_eq!(at.to_string(), "2026-01-31T08:00:00.000Z");
/// assert!(Instant::parse("2026-02-30T00:00:00Z").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a text is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantError {
    /// Not of the form `YYYY-MM-DDTHH:mm[:ss[.sss]]` with `Z` or an offset.
    Form,
    /// The form is right, but the text has no `Z` and no offset.
    NoOffset,
    /// A month, day, hour, minute or second that does not exist.
    NoSuchDate,
    /// Before the year 0001 or after 9999.
    OutOfRange,
}

impl InstantError {
    /// What is wrong and what to write instead, for the end of a sentence.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Form => "is not an ISO 8601 instant; write it like `2026-01-31T08:00:00Z`",
            Self::NoOffset => "has no offset; end it with `Z` or an offset such as `+02:00`",
            Self::NoSuchDate => "names a day or time that does not exist",
            Self::OutOfRange => "is outside the years 0001 to 9999",
        }
    }
}

impl Instant {
    /// The first moment of the year 0001.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The last millisecond of the year 9999.
    pub const MAX: Self = Self(253_402_300_799_999);
    /// 1970-01-01T00:00:00.000Z.
    pub const EPOCH: Self = Self(0);

    /// The instant this many milliseconds after 1970; none outside the years 0001 to 9999.
    pub fn from_millis(millis: i64) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&millis).then_some(Self(millis))
    }

    /// Milliseconds after 1970-01-01T00:00:00Z; negative before.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads ISO 8601 with an offset: extended or basic form, seconds and fraction optional;
    /// digits beyond the millisecond are cut off.
    ///
    /// # Errors
    /// See [`InstantError`].
    pub fn parse(text: &str) -> Result<Self, InstantError> {
        parse::instant(text)
    }

    /// Reads an instant as [`Instant::parse`] does, or a date alone (`2026-01-31`), which means
    /// its first moment in UTC.
    ///
    /// # Errors
    /// See [`InstantError`].
    pub fn parse_or_date(text: &str) -> Result<Self, InstantError> {
        match Date::parse(text) {
            Some(date) => Ok(date.start()),
            None => Self::parse(text),
        }
    }

    /// This many whole days later, at most [`Instant::MAX`].
    pub fn plus_days(self, days: u32) -> Self {
        Self((self.0 + i64::from(days) * DAY_MS).min(Self::MAX.0))
    }

    /// This many whole days earlier, at least [`Instant::MIN`].
    pub fn minus_days(self, days: u32) -> Self {
        Self((self.0 - i64::from(days) * DAY_MS).max(Self::MIN.0))
    }

    /// Whole days of 24 hours from `earlier` to here; 0 when `earlier` is later.
    pub fn whole_days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).max(0) / DAY_MS
    }

    /// The UTC day this instant falls on.
    pub fn date(self) -> Date {
        Date(self.0.div_euclid(DAY_MS))
    }
}

impl fmt::Display for Instant {
    /// `YYYY-MM-DDTHH:mm:ss.sssZ`, always 24 characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.rem_euclid(DAY_MS);
        let (h, m, s) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(f, "{}T{h:02}:{m:02}:{s:02}.{:03}Z", self.date(), ms % 1000)
    }
}

/// A UTC calendar day in the years 0001 to 9999, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i64);

/// Days in the 400 years after which the Gregorian calendar repeats.
const ERA_DAYS: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01. Years that begin in March end with the leap day.
const MARCH_TO_1970: i64 = 719_468;

impl Date {
    /// Reads `YYYY-MM-DD`; none when the form is another or there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        parse::date(text)
    }

    /// The day of a year, month and day of the month; none when there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        if !(1..=last).contains(&day) {
            return None;
        }
        // Months counted from March: 0 to 11.
        let from_march = if month > 2 { month - 3 } else { month + 9 };
        let year = year.cast_unsigned() - u32::from(month <= 2);
        let of_year = (153 * from_march + 2) / 5 + day - 1;
        let days = year * 365 + year / 4 - year / 100 + year / 400;
        Some(Self(i64::from(days + of_year) - MARCH_TO_1970))
    }

    /// The year that begins in March, and the day in it, counted from 0.
    fn march_year(self) -> (i64, i64) {
        let days = self.0 + MARCH_TO_1970;
        let (era, of_era) = (days.div_euclid(ERA_DAYS), days.rem_euclid(ERA_DAYS));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        (era * 400 + year, of_era - (365 * year + year / 4 - year / 100))
    }

    fn month_and_day(self) -> (i64, i64) {
        let (_, of_year) = self.march_year();
        let from_march = (5 * of_year + 2) / 153;
        ((from_march + 2) % 12 + 1, of_year - (153 * from_march + 2) / 5 + 1)
    }

    fn year(self) -> i64 {
        let (month, _) = self.month_and_day();
        self.march_year().0 + i64::from(month <= 2)
    }

    /// The first moment of the day, UTC.
    pub fn start(self) -> Instant {
        Instant(self.0 * DAY_MS)
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Date {
    /// `YYYY-MM-DD`, always 10 characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, day) = self.month_and_day();
        write!(f, "{:04}-{month:02}-{day:02}", self.year())
    }
}

mod parse {
    //! The ISO 8601 forms that an export, a person or `Date.toISOString` writes.

    use super::{DAY_MS, Date, Instant, InstantError};

    struct Cursor<'a>(&'a [u8]);

    impl Cursor<'_> {
        fn peek(&self) -> Option<u8> {
            self.0.first().copied()
        }

        fn take(&mut self, wanted: u8) -> bool {
            match self.0.split_first() {
                Some((&byte, rest)) if byte == wanted => {
                    self.0 = rest;
                    true
                }
                _ => false,
            }
        }

        fn digits(&mut self, count: usize) -> Option<u32> {
            let (head, rest) = self.0.split_at_checked(count)?;
            let mut value = 0;
            for byte in head {
                if !byte.is_ascii_digit() {
                    return None;
                }
                value = value * 10 + u32::from(byte - b'0');
            }
            self.0 = rest;
            Some(value)
        }
    }

    pub(super) fn date(text: &str) -> Option<Date> {
        let mut cursor = Cursor(text.as_bytes());
        let year = cursor.digits(4)?;
        cursor.take(b'-').then_some(())?;
        let month = cursor.digits(2)?;
        cursor.take(b'-').then_some(())?;
        let day = cursor.digits(2)?;
        cursor.0.is_empty().then_some(())?;
        Date::from_ymd(i32::try_from(year).ok()?, month, day)
    }

    pub(super) fn instant(text: &str) -> Result<Instant, InstantError> {
        use InstantError::{Form, NoOffset, NoSuchDate, OutOfRange};
        let mut cursor = Cursor(text.as_bytes());
        let year = year(&mut cursor)?;
        let extended = cursor.take(b'-');
        let month = cursor.digits(2).ok_or(Form)?;
        if extended && !cursor.take(b'-') {
            return Err(Form);
        }
        let day = cursor.digits(2).ok_or(Form)?;
        if cursor.0.is_empty() {
            return Err(NoOffset);
        }
        if !(cursor.take(b'T') || cursor.take(b't')) {
            return Err(Form);
        }
        let time = time_of_day(&mut cursor, extended)?;
        let offset = offset(&mut cursor)?;
        let date = Date::from_ymd(year, month, day).ok_or(match year {
            1..=9999 => NoSuchDate,
            _ => OutOfRange,
        })?;
        Instant::from_millis(date.0 * DAY_MS + time - offset).ok_or(OutOfRange)
    }

    /// Four digits, or the signed six digits that JavaScript writes outside 0 to 9999.
    fn year(cursor: &mut Cursor<'_>) -> Result<i32, InstantError> {
        let negative = cursor.take(b'-');
        let signed = negative || cursor.take(b'+');
        let year = cursor.digits(if signed { 6 } else { 4 }).ok_or(InstantError::Form)?;
        let year = i32::try_from(year).map_err(|_| InstantError::OutOfRange)?;
        Ok(if negative { -year } else { year })
    }

    fn time_of_day(cursor: &mut Cursor<'_>, extended: bool) -> Result<i64, InstantError> {
        use InstantError::{Form, NoSuchDate};
        let hour = cursor.digits(2).ok_or(Form)?;
        if extended && !cursor.take(b':') {
            return Err(Form);
        }
        let minute = cursor.digits(2).ok_or(Form)?;
        let has_seconds = if extended {
            cursor.take(b':')
        } else {
            cursor.peek().is_some_and(|byte| byte.is_ascii_digit())
        };
        let mut second = 0;
        let mut millis = 0;
        if has_seconds {
            second = cursor.digits(2).ok_or(Form)?;
            if cursor.take(b'.') || cursor.take(b',') {
                let mut weight = 100;
                let mut any = false;
                while let Some(digit) = cursor.digits(1) {
                    millis += digit * weight;
                    weight /= 10;
                    any = true;
                }
                if !any {
                    return Err(Form);
                }
            }
        }
        let end_of_day = hour == 24 && minute == 0 && second == 0 && millis == 0;
        if (hour > 23 && !end_of_day) || minute > 59 || second > 59 {
            return Err(NoSuchDate);
        }
        Ok(i64::from(((hour * 60 + minute) * 60 + second) * 1000 + millis))
    }

    /// The offset from UTC in milliseconds, to the end of the text.
    fn offset(cursor: &mut Cursor<'_>) -> Result<i64, InstantError> {
        use InstantError::{Form, NoOffset, NoSuchDate};
        if cursor.0.is_empty() {
            return Err(NoOffset);
        }
        if cursor.take(b'Z') || cursor.take(b'z') {
            return if cursor.0.is_empty() { Ok(0) } else { Err(Form) };
        }
        let west = cursor.take(b'-');
        if !west && !cursor.take(b'+') {
            return Err(Form);
        }
        let hours = cursor.digits(2).ok_or(Form)?;
        let minutes = if cursor.0.is_empty() {
            0
        } else {
            cursor.take(b':');
            cursor.digits(2).ok_or(Form)?
        };
        if !cursor.0.is_empty() {
            return Err(Form);
        }
        if hours > 23 || minutes > 59 {
            return Err(NoSuchDate);
        }
        let millis = i64::from(hours * 60 + minutes) * 60_000;
        Ok(if west { -millis } else { millis })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_people_write() {
        for (text, expected) in [
            ("1970-01-01T00:00Z", "1970-01-01T00:00:00.000Z"),
            ("2024-02-29T23:59:59.9999Z", "2024-02-29T23:59:59.999Z"),
            ("2024-02-28T24:00:00Z", "2024-02-29T00:00:00.000Z"),
            ("20240229T120000+0130", "2024-02-29T10:30:00.000Z"),
            ("2024-01-01T00:00:00-05", "2024-01-01T05:00:00.000Z"),
            ("+002024-01-01T00:00:00.5Z", "2024-01-01T00:00:00.500Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Instant::parse(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_instant() {
        use InstantError::*;
        for (text, expected) in [
            ("", Form),
            ("2024-01-01", NoOffset),
            ("2024-01-01T00:00:00", NoOffset),
            ("2023-02-29T00:00:00Z", NoSuchDate),
            ("2024-01-01T24:00:01Z", NoSuchDate),
            ("2024-01-01T00:00:60Z", NoSuchDate),
            ("0000-01-01T00:00:00Z", OutOfRange),
            ("+010000-01-01T00:00:00Z", OutOfRange),
            ("0001-01-01T00:00:00+01:00", OutOfRange),
            ("2024-1-1T00:00:00Z", Form),
            ("2024-01-01T00:00:00Zx", Form),
            ("٢٠٢٤-01-01T00:00:00Z", Form),
        ] {
            assert_eq!(Instant::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn every_day_there_is_agrees_with_the_library() {
        use chrono::{Datelike, NaiveDate};
        let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let mut days = 0;
        for library in first.iter_days().take_while(|date| date.year() <= 9999) {
            let date = Date::from_ymd(library.year(), library.month(), library.day()).unwrap();
            assert_eq!(date.0, library.signed_duration_since(epoch).num_days());
            assert_eq!(date.to_string(), library.to_string());
            assert_eq!(Date::parse(&date.to_string()), Some(date));
            days += 1;
        }
        assert_eq!(
            days,
            Date::from_ymd(9999, 12, 31).unwrap().0 - Date::from_ymd(1, 1, 1).unwrap().0 + 1
        );
        for (year, month) in (1..=2400).flat_map(|year| (1..=12).map(move |month| (year, month))) {
            for day in 28..=33 {
                let library = NaiveDate::from_ymd_opt(year, month, day).is_some();
                assert_eq!(Date::from_ymd(year, month, day).is_some(), library);
            }
        }
    }
}
