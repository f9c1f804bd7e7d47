//! Worlds: one way to settle everything open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use prescreener::definition::{Anchor, Definition};
use prescreener::json::Json;
use prescreener::trial::QuestionKind;

use super::calendar::{self, Day};
use super::{Fraction, Naive, Point, Value, Ways};

/// Fixed answers by key, days by anchor, and open points. An open point without a fixed value takes its possible values
/// in turn.
#[derive(Default)]
pub struct World {
    pub answers: BTreeMap<String, Value>,
    pub anchors: BTreeMap<String, Day>,
    pub points: BTreeMap<Point, Value>,
    /// The day on which the answers were given.
    pub today: Day,
    /// The points met so far, the index of each one's current value, and its number of possible values.
    met: RefCell<Vec<(Point, usize, usize)>>,
}

impl World {
    pub fn new(answers: BTreeMap<String, Value>, anchors: BTreeMap<String, Day>) -> World {
        World { answers, anchors, ..World::default() }
    }

    /// Returns the value of an open point, which is the same wherever it is met.
    pub fn point(&self, point: &Point, ways: &Ways) -> Value {
        if let Some(value) = self.points.get(point) {
            return value.clone();
        }
        let ways = ways.some();
        let met = &mut *self.met.borrow_mut();
        let known = met.iter().find(|(known, ..)| known == point).map(|(_, way, _)| *way);
        let way = known.unwrap_or_else(|| {
            met.push((point.clone(), 0, ways.len()));
            0
        });
        ways[way].clone()
    }

    /// Advances to the next combination of open points; returns `false` once all have been visited.
    fn advance(&self) -> bool {
        let met = &mut *self.met.borrow_mut();
        while let Some((point, way, ways)) = met.pop() {
            if way + 1 < ways {
                met.push((point, way + 1, ways));
                return true;
            }
        }
        false
    }
}

impl Naive {
    /// Returns every status that a criterion can have with a world's answers and anchors, over all values of open
    /// points.
    pub fn statuses(&self, criterion: usize, world: &World) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        loop {
            found.insert(self.status(criterion, world));
            if !world.advance() {
                return found;
            }
        }
    }
}

/// Returns every way in which the anchors may fall: each at its distance from the one that it follows, or where it is
/// fixed.
pub fn anchors(definition: &Definition, on: Day, fixed: &BTreeMap<String, Day>) -> Vec<BTreeMap<String, Day>> {
    let mut all = vec![BTreeMap::new()];
    for Anchor { id, from, days, .. } in &definition.anchors {
        all = all
            .into_iter()
            .flat_map(|so_far: BTreeMap<String, Day>| {
                let base = from.as_ref().map_or(on, |from| so_far[from]);
                let days = match fixed.get(id) {
                    Some(day) => *day..=*day,
                    None => base + i64::from(days.0)..=base + i64::from(days.1),
                };
                days.map(move |day| {
                    let mut one = so_far.clone();
                    one.insert(id.clone(), day);
                    one
                })
                .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

/// Returns an exact answer as a value.
pub fn value(kind: &QuestionKind, answer: &Json) -> Value {
    match (kind, answer) {
        (QuestionKind::YesNo, Json::Bool(yes)) => Value::Truth(*yes),
        (QuestionKind::One { .. }, Json::Text(option)) => Value::One(option.clone()),
        (QuestionKind::Several { .. }, Json::List(options)) => {
            Value::Several(options.iter().map(|option| option.as_text().unwrap().to_owned()).collect())
        }
        (QuestionKind::Number { .. }, Json::Text(number)) => Value::Number(Fraction::parse(number)),
        (QuestionKind::Date { .. }, Json::Text(day)) => Value::Day(calendar::parse(day)),
        _ => panic!("{answer} is no exact answer to {kind:?}"),
    }
}
