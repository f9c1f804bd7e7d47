//! The engine's calendar against jiff's, for every day from 1890 to 2110.

#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]

use jiff::ToSpan;
use jiff::civil;
use prescreener::value::{Date, Duration, PartialDate};

fn theirs(date: Date) -> civil::Date {
    let (year, month, day) = date.parts();
    civil::date(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap())
}

fn ours(date: civil::Date) -> Date {
    Date::new(date.year().into(), date.month().try_into().unwrap(), date.day().try_into().unwrap()).unwrap()
}

/// Returns every day from 1 January 1890 to 31 December 2110.
fn every_day() -> impl Iterator<Item = civil::Date> {
    let last = civil::date(2110, 12, 31);
    std::iter::successors(Some(civil::date(1890, 1, 1)), move |day| day.tomorrow().ok().filter(|next| *next <= last))
}

/// Durations that rules use, and some very long ones.
const DAYS: [i64; 9] = [0, 1, 7, 28, 56, 84, 365, 1461, 36_525];

#[test]
fn every_day_survives_a_round_trip_through_text() {
    let mut count = 0;
    for day in every_day() {
        count += 1;
        let text = day.to_string();
        let date = Date::parse(&text).unwrap();
        assert_eq!(date, ours(day));
        assert_eq!(theirs(date), day);
        assert_eq!(date.to_string(), text);
        assert_eq!(PartialDate::parse(&text).unwrap().days(), Some((date, date)));
    }
    assert_eq!(count, 80_718);
}

#[test]
fn day_counts_agree_with_jiff() {
    for day in every_day() {
        for days in DAYS {
            let (later, earlier) = (day + days.days(), day - days.days());
            assert_eq!(ours(day).plus_days(days), ours(later), "{day} + {days}");
            assert_eq!(ours(day).plus_days(-days), ours(earlier), "{day} - {days}");
            assert_eq!(
                ours(day).before(Duration::Days(days.try_into().unwrap())),
                ours(earlier),
                "{days} before {day}"
            );
            assert_eq!(ours(day).days_until(ours(later)), days, "{day} to {later}");
            assert_eq!(ours(later).days_until(ours(day)), -days, "{later} to {day}");
        }
    }
}

#[test]
fn months_before_a_day_agree_with_jiff() {
    for day in every_day() {
        for months in [0, 1, 2, 3, 6, 11, 12, 13, 24, 216, 1200] {
            let earlier = day.checked_sub(i64::from(months).months()).unwrap();
            assert_eq!(ours(day).before(Duration::Months(months)), ours(earlier), "{months} months before {day}");
        }
    }
}

#[test]
fn months_and_years_span_all_their_days() {
    for day in every_day().filter(|day| day.day() == 1) {
        let month = PartialDate::parse(&format!("{:04}-{:02}", day.year(), day.month())).unwrap();
        assert_eq!(month.days(), Some((ours(day), ours(day.last_of_month()))));
        let year = PartialDate::parse(&format!("{:04}", day.year())).unwrap();
        assert_eq!(year.days(), Some((ours(day.first_of_year()), ours(day.last_of_year()))));
    }
}

/// Returns the birthday in a year. For a person born on 29 February, our rule is 1 March of a common year.
fn birthday(born: civil::Date, year: i16) -> civil::Date {
    civil::Date::new(year, born.month(), born.day()).unwrap_or_else(|_| civil::date(year, 3, 1))
}

#[test]
fn age_increases_on_the_birthday_and_not_before() {
    for born in every_day().filter(|day| day.year() < 2000) {
        for age in [1_i16, 4, 17, 18, 40, 99] {
            let birthday = birthday(born, born.year() + age);
            let before = birthday.yesterday().unwrap();
            assert_eq!(ours(born).years_until(ours(birthday)), i64::from(age), "{born} on {birthday}");
            assert_eq!(ours(born).years_until(ours(before)), i64::from(age) - 1, "{born} on {before}");
        }
        // The two must agree wherever 29 February is not involved: there jiff's whole years are ages.
        if (born.month(), born.day()) != (2, 29) {
            let on = civil::date(2026, 11, 22);
            let years = born.until((jiff::Unit::Year, on)).unwrap().get_years();
            assert_eq!(ours(born).years_until(ours(on)), i64::from(years), "{born}");
        }
    }
}

#[test]
fn days_missing_from_the_calendar_are_refused() {
    let mut refused = 0;
    for year in 1890..=2110_i16 {
        for month in 1..=12_i8 {
            for day in 1..=31_i8 {
                let exists = civil::Date::new(year, month, day).is_ok();
                let read = Date::parse(&format!("{year:04}-{month:02}-{day:02}"));
                assert_eq!(read.is_some(), exists, "{year}-{month}-{day}");
                refused += usize::from(!exists);
            }
        }
    }
    assert_eq!(refused, 221 * 372 - 80_718);
}
