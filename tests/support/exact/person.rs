//! What a person's answers leave possible, read independently from their JSON.

use prescreener::json::Json;
use prescreener::trial::Audience;

use super::space::{Domain, Frame, Space};
use crate::support::case::Case;
use crate::support::naive::calendar::{self, Day};
use crate::support::naive::{Fraction, Value};

/// An answer: the least and greatest code, or the first and last day; `Nothing` if it is unknown.
#[derive(Clone, Copy, Debug)]
pub enum Extent {
    Nothing,
    Codes(i64, i64),
    Days(Day, Day),
}

#[derive(Clone)]
pub struct Person {
    pub on: Day,
    pub audience: Audience,
    /// By slot; `None` if not answered.
    pub answers: Vec<Option<Extent>>,
    fixed: Vec<Option<Day>>,
    /// Whether the answers contradict each other.
    pub contradictory: bool,
}

impl Person {
    pub fn of(space: &Space, case: &Case<'_>) -> Person {
        let counted = space.naive.counted_answers(&case.answers, &case.from);
        let anchors = space.naive.definition.anchors.iter();
        let day = |id: &String| case.fixed.iter().find(|(fixed, _)| fixed == id).map(|(_, day)| day.to_string());
        Person {
            on: calendar::parse(&case.on.to_string()),
            audience: case.audience,
            answers: space.slots.iter().map(|slot| Some(extent(&slot.domain, counted.get(&slot.key)?))).collect(),
            fixed: anchors.map(|anchor| Some(calendar::parse(&day(&anchor.id)?))).collect(),
            contradictory: false,
        }
        .checked_for_contradictions(space)
    }

    pub fn answered(&self) -> impl Iterator<Item = usize> {
        (0..self.answers.len()).filter(|slot| self.answers[*slot].is_some())
    }

    /// Returns the person as if they had answered nothing else.
    pub fn with_only(&self, slots: &[usize]) -> Person {
        let answers = self.answers.iter().enumerate().map(|(slot, answer)| answer.filter(|_| slots.contains(&slot)));
        Person { answers: answers.collect(), ..self.clone() }
    }

    /// Returns whether these answers alone break these consistency rules, given by their statements.
    pub fn breaks(&self, space: &Space, slots: &[usize], rules: &[usize]) -> bool {
        let only = Person { contradictory: false, ..self.with_only(slots) };
        let frame = only.on(space, self.on);
        let keep: Vec<usize> = frame.keep.iter().copied().filter(|rule| rules.contains(rule)).collect();
        !space.some_hold(&keep, &frame)
    }

    /// Returns what is possible on a day with the same answers; the days that the site fixed move with it.
    pub fn on(&self, space: &Space, day: Day) -> Frame {
        let slots = space.slots.iter().zip(&self.answers).map(|(slot, answer)| {
            let all = match &slot.domain {
                Domain::Values(values) => (0, values.len() as i64 - 1),
                Domain::Days(earliest) => (0, (day - earliest).max(0)),
            };
            match (answer, &slot.domain) {
                (Some(Extent::Codes(least, most)), _) => (*least, *most),
                (Some(Extent::Days(first, last)), Domain::Days(earliest)) => {
                    let (least, most) = ((first - earliest).max(all.0), (last - earliest).min(all.1));
                    if least > most { all } else { (least, most) }
                }
                _ => all,
            }
        });
        let anchors = space.naive.definition.anchors.iter().zip(&self.fixed).map(|(anchor, fixed)| match fixed {
            Some(_) => (0, 0),
            None => (anchor.days.0.into(), anchor.days.1.into()),
        });
        let points = space.points.iter().map(|(_, values)| (0, values.len() as i64 - 1));
        let fixed = self.fixed.iter().map(|fixed| Some((*fixed)? + day - self.on));
        let known = |slot: &usize| matches!(self.answers[*slot], Some(Extent::Codes(..) | Extent::Days(..)));
        let keep = space.keep.iter().filter(|(_, answered)| answered.is_empty() || answered.iter().any(known));
        let keep = keep.map(|(statement, _)| *statement).filter(|_| !self.contradictory).collect();
        let bounds = slots.chain(anchors).chain(points).collect();
        Frame { day, bounds, fixed: fixed.collect(), today: self.on, keep }
    }

    /// Returns the person with `contradictory` set if no completion keeps the consistency rules.
    pub fn checked_for_contradictions(mut self, space: &Space) -> Person {
        self.contradictory = false;
        let frame = self.on(space, self.on);
        self.contradictory = !space.some_hold(&frame.keep, &frame);
        self
    }
}

fn extent(domain: &Domain, answer: &Json) -> Extent {
    match domain {
        Domain::Days(_) => match answer {
            Json::Text(text) => days(text),
            _ => Extent::Nothing,
        },
        Domain::Values(values) => match answer {
            Json::Null => Extent::Nothing,
            Json::Object(entries) => match entries.as_slice() {
                [(key, about)] if key == "about" => {
                    let (about, tenth) = (number(about), number(about).over(Fraction::new(10, 1)));
                    let (a, b) = (about.minus(tenth), about.plus(tenth));
                    within(values, a.min(b), a.max(b))
                }
                [(_, least), (_, most)] => within(values, number(least), number(most)),
                _ => Extent::Nothing,
            },
            exact => {
                let means = |value: &Value| match (value, exact) {
                    (Value::Truth(truth), Json::Bool(yes)) => truth == yes,
                    (Value::One(option), Json::Text(text)) => option == text,
                    (Value::Several(chosen), Json::List(options)) => {
                        chosen.len() == options.len()
                            && options.iter().all(|one| chosen.contains(one.as_text().unwrap()))
                    }
                    (Value::Number(value), exact) => *value == number(exact),
                    (Value::Day(day), Json::Text(text)) => *day == calendar::parse(text),
                    _ => panic!("{exact} is no {value:?}"),
                };
                let code = values.iter().position(means).unwrap_or_else(|| panic!("{exact} is not in {values:?}"));
                Extent::Codes(code as i64, code as i64)
            }
        },
    }
}

fn number(json: &Json) -> Fraction {
    Fraction::parse(json.as_text().map_or(json.to_string(), str::to_owned).as_str())
}

fn within(values: &[Value], least: Fraction, most: Fraction) -> Extent {
    let fits = |value: &Value| (least..=most).contains(&value.number());
    let first = values.iter().position(fits).unwrap();
    let last = values.iter().rposition(fits).unwrap();
    Extent::Codes(first as i64, last as i64)
}

/// Returns the days of a date, of a month, or of a year.
fn days(text: &str) -> Extent {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    match parts[..] {
        [year] => Extent::Days(calendar::day(year, 1, 1), calendar::day(year, 12, 31)),
        [year, 12] => Extent::Days(calendar::day(year, 12, 1), calendar::day(year, 12, 31)),
        [year, month] => Extent::Days(calendar::day(year, month, 1), calendar::day(year, month + 1, 1) - 1),
        _ => Extent::Days(calendar::parse(text), calendar::parse(text)),
    }
}
