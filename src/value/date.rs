//! Civil dates, without clock or time zone.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::value::packed::{Packed, Reader, packed};

/// The notation of dates, for messages.
pub const DATE_FORM: &str = "YYYY-MM-DD";

/// A day of the Gregorian calendar, from the year 1 to the year 9999.
///
/// ```
/// use prescreener::value::Date;
/// let born = Date::parse("2008-02-29").unwrap();
/// assert_eq!(born.years_until(Date::parse("2026-02-28").unwrap()), 17);
/// assert_eq!(born.years_until(Date::parse("2026-03-01").unwrap()), 18);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Packs the number of the day, counted from 1 January of the year 1.
impl Packed for Date {
    #[cfg(feature = "author")]
    fn write(&self, to: &mut Vec<u8>) {
        i64::from(self.0.num_days_from_ce()).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Date {
        let days = i32::try_from(i64::read(from)).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let date = days.map(Date).filter(|date| (Date::FIRST..=Date::LAST).contains(date));
        date.unwrap_or_else(|| {
            from.fail();
            Date::FIRST
        })
    }
}

/// The first day of the calendar.
impl Default for Date {
    fn default() -> Date {
        Date::FIRST
    }
}

/// A length of time in a rule.
///
/// ```
/// use prescreener::value::{Date, Duration};
/// let day = Date::parse("2026-03-31").unwrap();
/// assert_eq!(day.before(Duration::Days(14)).to_string(), "2026-03-17");
/// assert_eq!(day.before(Duration::Months(1)).to_string(), "2026-02-28");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duration {
    /// Days; a week is seven of them.
    Days(u32),
    /// Calendar months; a year is twelve of them.
    Months(u32),
}
packed!(enum Duration { 0 Days(days), 1 Months(months) });

impl Date {
    /// The first day of the calendar, 1 January of the year 1.
    pub const FIRST: Date = match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(day) => Date(day),
        None => Date(NaiveDate::MIN),
    };
    /// The last day of the calendar, 31 December of the year 9999.
    pub const LAST: Date = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => Date(day),
        None => Date(NaiveDate::MAX),
    };

    /// Returns the day, or `None` if the calendar has no such day or the year is not from 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        (1..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day))?.map(Date)
    }

    /// Reads a full date such as `2026-11-22`. Returns `None` for any other text.
    pub fn parse(text: &str) -> Option<Date> {
        match PartialDate::parse(text)? {
            PartialDate { year, month: Some(month), day: Some(day) } => Date::new(year, month, day),
            _ => None,
        }
    }

    /// Returns the year, the month and the day.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Returns the day this number of days later (earlier if negative), clamped to the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Date {
        let count = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(count) } else { self.0.checked_add_days(count) };
        clamped(moved, days < 0)
    }

    /// Returns the day a duration earlier. One month before 31 March is the last day of February.
    #[must_use]
    pub fn before(self, by: Duration) -> Date {
        match by {
            Duration::Days(days) => self.plus_days(i64::from(days).saturating_neg()),
            Duration::Months(months) => clamped(self.0.checked_sub_months(Months::new(months)), true),
        }
    }

    /// Returns the first day of the month this number of months later.
    #[must_use]
    pub fn first_of_month(self, months: u32) -> Date {
        clamped(self.0.with_day(1).and_then(|first| first.checked_add_months(Months::new(months))), false)
    }

    /// Returns the completed years from this day to another; negative if the other comes first. A person born on
    /// 29 February turns a year older on 1 March of a common year.
    pub fn years_until(self, later: Date) -> i64 {
        let (from, to) = (self.parts(), later.parts());
        let years = i64::from(to.0).saturating_sub(from.0.into());
        if (to.1, to.2) < (from.1, from.2) { years.saturating_sub(1) } else { years }
    }

    /// Returns the days from this day to another; negative if the other comes first.
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.0.num_days_from_ce()).saturating_sub(self.0.num_days_from_ce().into())
    }
}

/// Clamps a moved day to the calendar; `None` stands for a day beyond it.
fn clamped(moved: Option<NaiveDate>, backwards: bool) -> Date {
    let within = moved.map(Date).filter(|date| (Date::FIRST..=Date::LAST).contains(date));
    within.unwrap_or(if backwards { Date::FIRST } else { Date::LAST })
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        PartialDate { year, month: Some(month), day: Some(day) }.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A date whose month or day may be unknown.
///
/// ```
/// use prescreener::value::PartialDate;
/// let month = PartialDate::parse("2024-02").unwrap();
/// let (first, last) = month.days().unwrap();
/// assert_eq!((first.to_string().as_str(), last.to_string().as_str()), ("2024-02-01", "2024-02-29"));
/// assert_eq!(PartialDate::parse("2026-02-29"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year, 1 to 9999.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month; only with a month.
    pub day: Option<u32>,
}

impl PartialDate {
    /// Reads `2026`, `2026-03` or `2026-03-05`: four digits, then two and two. Returns `None` for other text and for
    /// days that the calendar does not have.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let number = |part: &str, digits: usize| {
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<u32>().ok())?
        };
        let mut parts = text.split('-');
        let year = i32::try_from(number(parts.next()?, 4)?).ok()?;
        let month = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?;
        let day = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?;
        let date = PartialDate { year, month, day };
        (parts.next().is_none() && date.days().is_some()).then_some(date)
    }

    /// Returns the first and the last day that it may mean, or `None` if there is no such day, month or year.
    pub fn days(self) -> Option<(Date, Date)> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::new(self.year, month, day).map(|date| (date, date)),
            (Some(month), None) => Some((Date::new(self.year, month, 1)?, last_of_month(self.year, month)?)),
            (None, None) => Some((Date::new(self.year, 1, 1)?, Date::new(self.year, 12, 31)?)),
            (None, Some(_)) => None,
        }
    }
}

fn last_of_month(year: i32, month: u32) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A leading 1 keeps the zeros; the formatter's own padding takes much more code.
        let digits = |number: u32| number.to_string();
        let year = u32::try_from(self.year).unwrap_or(0);
        f.write_str(digits(year.saturating_add(10_000)).get(1..).unwrap_or_default())?;
        for part in [self.month, self.day].into_iter().flatten() {
            f.write_str("-")?;
            f.write_str(digits(part.saturating_add(100)).get(1..).unwrap_or_default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Duration, PartialDate};

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "0000-01-01",
            "2026-1-1",
            "26-01-01",
            "2026-01-01-01",
            "",
            "2026-",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn partial_dates_cover_their_days() {
        let span = |text| PartialDate::parse(text).and_then(PartialDate::days);
        assert_eq!(span("2024-02"), Some((date("2024-02-01"), date("2024-02-29"))));
        assert_eq!(span("2025"), Some((date("2025-01-01"), date("2025-12-31"))));
    }

    #[test]
    fn a_month_earlier_ends_at_the_last_day() {
        assert_eq!(date("2026-03-31").before(Duration::Months(1)), date("2026-02-28"));
        assert_eq!(date("2026-11-22").before(Duration::Days(84)), date("2026-08-30"));
    }

    #[test]
    fn days_are_clamped_to_the_calendar() {
        assert_eq!(date("0001-01-01").plus_days(-1), date("0001-01-01"));
        assert_eq!(date("9999-12-31").plus_days(i64::MAX), date("9999-12-31"));
    }
}
