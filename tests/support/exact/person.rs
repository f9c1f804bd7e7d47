//! What a person's answers leave possible, read from their JSON anew.

use prescreener::json::Json;
use prescreener::trial::Audience;

use super::space::{Domain, Frame, Space};
use crate::support::case::Case;
use crate::support::naive::calendar::{self, Day};
use crate::support::naive::{Fraction, Value};

/// An answer: the least and greatest code, or the first and last day; nothing if it says nothing.
#[derive(Clone, Copy, Debug)]
pub enum SourcedAnswer {
    Nothing,
    Codes(i64, i64),
    Days(Day, Day),
}

#[derive(Clone)]
pub struct Person {
    pub on: Day,
    pub audience: Audience,
    /// By slot; none if not answered.
    pub said: Vec<Option<SourcedAnswer>>,
    fixed: Vec<Option<Day>>,
    /// Whether the answers contradict each other.
    pub contradictory: bool,
}

impl Person {
    pub fn of(space: &Space, case: &Case<'_>) -> Person {
        let heard = space.naive.heard(&case.answers, &case.from);
        let anchors = space.naive.definition.anchors.iter();
        let day = |id: &String| case.fixed.iter().find(|(fixed, _)| fixed == id).map(|(_, day)| day.to_string());
        Person {
            on: calendar::parse(&case.on.to_string()),
            audience: case.audience,
            said: space.slots.iter().map(|slot| Some(said(&slot.domain, heard.get(&slot.key)?))).collect(),
            fixed: anchors.map(|anchor| Some(calendar::parse(&day(&anchor.id)?))).collect(),
            contradictory: false,
        }
        .heeded(space)
    }

    pub fn answered(&self) -> impl Iterator<Item = usize> {
        (0..self.said.len()).filter(|slot| self.said[*slot].is_some())
    }

    /// The same person, had they answered nothing else.
    pub fn with_only(&self, slots: &[usize]) -> Person {
        let said = self.said.iter().enumerate().map(|(slot, said)| said.filter(|_| slots.contains(&slot)));
        Person { said: said.collect(), ..self.clone() }
    }

    /// Whether these answers alone break these consistency rules, by their statements.
    pub fn breaks(&self, space: &Space, slots: &[usize], rules: &[usize]) -> bool {
        let only = Person { contradictory: false, ..self.with_only(slots) };
        let frame = only.on(space, self.on);
        let keep: Vec<usize> = frame.keep.iter().copied().filter(|rule| rules.contains(rule)).collect();
        !space.some_hold(&keep, &frame)
    }

    /// What is possible on a day, answers unchanged; what the site fixed moves along.
    pub fn on(&self, space: &Space, day: Day) -> Frame {
        let slots = space.slots.iter().zip(&self.said).map(|(slot, said)| {
            let all = match &slot.domain {
                Domain::Values(values) => (0, values.len() as i64 - 1),
                Domain::Days(earliest) => (0, (day - earliest).max(0)),
            };
            match (said, &slot.domain) {
                (Some(SourcedAnswer::Codes(least, most)), _) => (*least, *most),
                (Some(SourcedAnswer::Days(first, last)), Domain::Days(earliest)) => {
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
        let told = |slot: &usize| matches!(self.said[*slot], Some(SourcedAnswer::Codes(..) | SourcedAnswer::Days(..)));
        let keep = space.keep.iter().filter(|(_, answered)| answered.is_empty() || answered.iter().any(told));
        let keep = keep.map(|(statement, _)| *statement).filter(|_| !self.contradictory).collect();
        let bounds = slots.chain(anchors).chain(points).collect();
        Frame { day, bounds, fixed: fixed.collect(), today: self.on, keep }
    }

    /// The same person, whose consistency rules are not heeded if no completion keeps them.
    pub fn heeded(mut self, space: &Space) -> Person {
        self.contradictory = false;
        let frame = self.on(space, self.on);
        self.contradictory = !space.some_hold(&frame.keep, &frame);
        self
    }
}

fn said(domain: &Domain, answer: &Json) -> SourcedAnswer {
    match domain {
        Domain::Days(_) => match answer {
            Json::Text(text) => days(text),
            _ => SourcedAnswer::Nothing,
        },
        Domain::Values(values) => match answer {
            Json::Null => SourcedAnswer::Nothing,
            Json::Object(entries) => match entries.as_slice() {
                [(key, about)] if key == "about" => {
                    let (about, tenth) = (number(about), number(about).over(Fraction::new(10, 1)));
                    let (a, b) = (about.minus(tenth), about.plus(tenth));
                    within(values, a.min(b), a.max(b))
                }
                [(_, least), (_, most)] => within(values, number(least), number(most)),
                _ => SourcedAnswer::Nothing,
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
                SourcedAnswer::Codes(code as i64, code as i64)
            }
        },
    }
}

fn number(json: &Json) -> Fraction {
    Fraction::parse(json.as_text().map_or(json.to_string(), str::to_owned).as_str())
}

fn within(values: &[Value], least: Fraction, most: Fraction) -> SourcedAnswer {
    let fits = |value: &Value| (least..=most).contains(&value.number());
    let first = values.iter().position(fits).unwrap();
    let last = values.iter().rposition(fits).unwrap();
    SourcedAnswer::Codes(first as i64, last as i64)
}

/// The days of a date, of a month, or of a year.
fn days(text: &str) -> SourcedAnswer {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    match parts[..] {
        [year] => SourcedAnswer::Days(calendar::day(year, 1, 1), calendar::day(year, 12, 31)),
        [year, 12] => SourcedAnswer::Days(calendar::day(year, 12, 1), calendar::day(year, 12, 31)),
        [year, month] => SourcedAnswer::Days(calendar::day(year, month, 1), calendar::day(year, month + 1, 1) - 1),
        _ => SourcedAnswer::Days(calendar::parse(text), calendar::parse(text)),
    }
}
