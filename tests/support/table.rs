//! Tables of boundary cases for NCT07160205.

use super::case::day;
use super::load::{IIMPACT, trial};
use super::people::{TODAY, eligible};

/// The changes, the criterion's status, the verdict.
pub type Row<'a> = (&'a str, &'a str, &'a str);

pub const PE: &str = "potentially_eligible";
pub const NO: &str = "not_eligible";
pub const ASK: &str = "incomplete";

/// The day of joining.
pub enum Joining {
    Open,
    Fixed(&'static str),
}

pub fn hold(criterion: &str, joining: &Joining, rows: &[Row<'_>]) {
    hold_on(TODAY, criterion, joining, rows);
}

pub fn hold_on(on: &str, criterion: &str, joining: &Joining, rows: &[Row<'_>]) {
    let trial = trial(IIMPACT);
    let mut wrong = Vec::new();
    for (changes, status, verdict) in rows {
        let mut person = eligible(&trial);
        person.on = day(on);
        if let Joining::Fixed(on) = joining {
            person = person.fix("enrollment", day(on));
        }
        let person = person.with(changes);
        let got = (person.status(criterion), person.verdict());
        if got != (*status, (*verdict).to_owned()) {
            wrong.push(format!(
                "{changes}: {criterion} is {} and the verdict {}, expected {status} and {verdict}",
                got.0, got.1
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
