//! The days of anchors, and the days on which rules can change.

use super::Setting;
use crate::answers::{Answer, Answers};
use crate::program::{Node, NodeId};
use crate::trial::Trial;
use crate::value::{Date, Duration, Interval, Possible};

/// How many days ahead the calendar is searched: most of what resolves does so soon, and nothing later than a long life.
pub(super) const HORIZONS: [i64; 2] = [800, 60_000];
/// How many months ahead the edges of months are looked at: a leap year lies within, even around the year 2100.
const MONTHS: i64 = 108;

/// The possible days of each anchor if the assessment is on a day. Waiting moves the calendar along: an anchor that the
/// site fixed keeps its distance from the assessment.
pub(super) fn anchors(trial: &Trial, setting: &Setting, day: Date) -> Vec<Interval<Date>> {
    let waited = setting.on.days_until(day);
    let mut days: Vec<Interval<Date>> = Vec::new();
    for (place, anchor) in trial.anchors.iter().enumerate() {
        let fixed = setting.fixed.get(place).copied().flatten();
        let base = anchor.from.and_then(|from| days.get(from).copied()).unwrap_or(Interval::exactly(day));
        days.push(match fixed {
            Some(fixed) => Interval::exactly(fixed.plus_days(waited)),
            None => Interval {
                least: base.least.plus_days(anchor.days.0.into()),
                most: base.most.plus_days(anchor.days.1.into()),
            },
        });
    }
    days
}

/// One end of the days that a node can mean: where it stands at the assessment, and whether it moves along when the
/// assessment is put off.
#[derive(Clone, Copy)]
struct End {
    day: Date,
    moves: bool,
    earlier: Option<Duration>,
}

impl End {
    fn after(self, waited: i64) -> Date {
        let day = if self.moves { self.day.plus_days(waited) } else { self.day };
        self.earlier.map_or(day, |by| day.before(by))
    }
}

/// All days after the assessment, in order, up to a number of days ahead, on which a rule can change its value, answers
/// unchanged.
///
/// Rules see the calendar only where days are compared and where years are counted. A comparison of a day that stands
/// still with one that moves changes when the one reaches or passes the other; a count of years changes on birthdays.
/// Two days that move together keep their distance, but months are not all as long: what they are to each other can
/// change where one of them stands at the edge of a month, and repeats with the leap years.
pub(super) fn turning_days(
    trial: &Trial,
    answers: &Answers,
    setting: &Setting,
    values: &[Possible],
    rule: NodeId,
    horizon: i64,
) -> Vec<Date> {
    let search = Search { trial, answers, setting, values };
    let mut waits: Vec<i64> = Vec::new();
    let mut add = |wait: i64| {
        if let Err(place) = waits.binary_search(&wait) {
            waits.insert(place, wait);
        }
    };
    for node in trial.program.beneath(rule) {
        match node {
            Node::Below(a, b) | Node::Same(a, b) => search.pairs(*a, *b, |p, q| {
                if p.moves == q.moves {
                    month_edges(p, q, horizon, |waited| p.after(waited).cmp(&q.after(waited)), &mut add);
                } else {
                    crossings(p, q, horizon).for_each(&mut add);
                }
            }),
            Node::Years(from, to) => search.pairs(*from, *to, |p, q| {
                if p.moves == q.moves {
                    month_edges(p, q, horizon, |waited| p.after(waited).years_until(q.after(waited)), &mut add);
                } else {
                    birthdays(p, q, horizon).for_each(&mut add);
                }
            }),
            _ => {}
        }
    }
    waits.into_iter().map(|waited| setting.on.plus_days(waited)).collect()
}

/// The waits after which one day reaches, and after which it passes, another.
fn crossings(p: End, q: End, horizon: i64) -> impl Iterator<Item = i64> {
    let reaches =
        first(horizon, |waited| p.after(waited) >= q.after(waited), |waited| p.after(waited) <= q.after(waited));
    let passes = first(horizon, |waited| p.after(waited) > q.after(waited), |waited| p.after(waited) < q.after(waited));
    reaches.into_iter().chain(passes)
}

/// The waits after which the years from one day to another are one more or one fewer: each within a year and a day of
/// the one before.
fn birthdays(p: End, q: End, horizon: i64) -> impl Iterator<Item = i64> {
    let years = move |waited| p.after(waited).years_until(q.after(waited));
    let mut last = 0;
    std::iter::from_fn(move || {
        let now = years(last);
        last = bisect(last, last.saturating_add(367), |waited| years(waited) != now)?;
        (last <= horizon).then_some(last)
    })
}

/// The waits at the edges of months after which two days that move together are something else to each other.
fn month_edges<T: PartialEq>(p: End, q: End, horizon: i64, relation: impl Fn(i64) -> T, add: &mut impl FnMut(i64)) {
    let by_months = [p, q].iter().any(|end| matches!(end.earlier, Some(Duration::Months(_))));
    let apart = p.after(0).days_until(q.after(0));
    // Two days less than a year apart, and counted in days, are always the same to each other.
    if !by_months && apart.abs() < 365 {
        return;
    }
    let months = u32::try_from(MONTHS.min(horizon / 28)).unwrap_or(0);
    for end in [p, q] {
        for month in 0..=months {
            let edge = end.day.first_of_month(month);
            for day in -4..=1 {
                let waited = end.day.days_until(edge.plus_days(day));
                if waited > 0 && waited <= horizon && relation(waited) != relation(waited.saturating_sub(1)) {
                    add(waited);
                }
            }
        }
    }
}

struct Search<'a> {
    trial: &'a Trial,
    answers: &'a Answers,
    setting: &'a Setting,
    values: &'a [Possible],
}

impl Search<'_> {
    /// Visits the ends of two nodes, one of which moves at least.
    fn pairs(&self, a: NodeId, b: NodeId, mut visit: impl FnMut(End, End)) {
        let (a, b) = (self.ends(a), self.ends(b));
        for p in &a {
            for q in b.iter().filter(|q| q.moves || p.moves) {
                visit(*p, *q);
            }
        }
    }

    fn ends(&self, place: NodeId) -> Vec<End> {
        let Some(Possible::Date(days)) = self.values.get(place) else { return Vec::new() };
        let end = |day, moves| End { day, moves, earlier: None };
        let both = |moves| {
            let mut ends = vec![end(days.least, moves)];
            ends.extend((!days.is_exact()).then(|| end(days.most, moves)));
            ends
        };
        match self.trial.program.node(place) {
            Some(Node::Anchor(_)) => both(true),
            Some(Node::Constant(_)) => both(false),
            Some(Node::Answer(slot)) => {
                let mut ends = both(false);
                // What is not known yet may happen as late as the assessment itself.
                if days.most == self.setting.on {
                    ends.push(end(days.most, true));
                }
                if let Some(Answer::Date(date)) = self.answers.get(*slot) {
                    ends.extend(date.days().map(|(_, day)| end(day, false)));
                }
                ends
            }
            Some(Node::Earlier(part, by)) => {
                self.ends(*part).into_iter().map(|end| End { earlier: Some(*by), ..end }).collect()
            }
            Some(Node::If(_, then, otherwise)) => [self.ends(*then), self.ends(*otherwise)].concat(),
            _ => Vec::new(),
        }
    }
}

/// The first wait, in days, after which one of two statements holds that does not hold now. Each must stay true once it
/// is.
fn first(horizon: i64, rising: impl Fn(i64) -> bool, falling: impl Fn(i64) -> bool) -> Option<i64> {
    bisect(0, horizon, rising).or_else(|| bisect(0, horizon, falling))
}

/// The first wait at which a statement holds that does not hold after the shortest one and then stays true, if it holds
/// after the longest.
fn bisect(shortest: i64, longest: i64, holds: impl Fn(i64) -> bool) -> Option<i64> {
    if holds(shortest) || !holds(longest) {
        return None;
    }
    let (mut before, mut after) = (shortest, longest);
    while after.saturating_sub(before) > 1 {
        let middle = before.midpoint(after);
        if holds(middle) { after = middle } else { before = middle }
    }
    Some(after)
}
