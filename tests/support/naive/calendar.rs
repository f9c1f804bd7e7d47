//! Civil dates as numbers of days, implemented independently.

pub type Day = i64;

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the days since 31 December of the year 0.
pub fn day(year: i64, month: i64, date: i64) -> Day {
    let past = year - 1;
    let years = past * 365 + past / 4 - past / 100 + past / 400;
    years + (1..month).map(|month| month_length(year, month)).sum::<i64>() + date
}

pub fn parts(day_number: Day) -> (i64, i64, i64) {
    let mut year = day_number / 366 + 1;
    while day(year + 1, 1, 1) <= day_number {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && day(year, month + 1, 1) <= day_number {
        month += 1;
    }
    (year, month, day_number - day(year, month, 1) + 1)
}

/// Reads `2026-11-22`.
pub fn parse(text: &str) -> Day {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    day(parts[0], parts[1], parts[2])
}

pub fn months_before(day_number: Day, months: i64) -> Day {
    let (year, month, date) = parts(day_number);
    let count = year * 12 + month - 1 - months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    day(year, month, date.min(month_length(year, month)))
}

/// Returns the birthdays passed; a person born on 29 February has theirs on 1 March of a common year.
pub fn years(from: Day, to: Day) -> i64 {
    let (born, month, date) = parts(from);
    let birthday = |year: i64| {
        if (month, date) == (2, 29) && !leap(year) { day(year, 3, 1) } else { day(year, month, date) }
    };
    let (now, ..) = parts(to);
    now - born - i64::from(to < birthday(now))
}
