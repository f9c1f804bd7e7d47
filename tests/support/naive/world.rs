//! Worlds: one way in which everything open may turn out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use prescreener::definition::{Anchor, Criterion, Definition};
use prescreener::json::Json;
use prescreener::trial::QuestionKind;

use super::calendar::{self, Day};
use super::{Fraction, Naive, Value};

/// Everything fixed: answers by key, days by anchor, and which way each open point goes.
#[derive(Default)]
pub struct World {
    pub answers: BTreeMap<String, Value>,
    pub anchors: BTreeMap<String, Day>,
    choices: RefCell<Choices>,
}

/// The ways taken at open points so far, each out of how many.
#[derive(Default)]
struct Choices {
    taken: Vec<(usize, usize)>,
    next: usize,
}

impl World {
    pub fn new(answers: BTreeMap<String, Value>, anchors: BTreeMap<String, Day>) -> World {
        World { answers, anchors, choices: RefCell::default() }
    }

    /// The way that an open point goes, out of so many.
    pub fn choose(&self, ways: usize) -> usize {
        let choices = &mut *self.choices.borrow_mut();
        if choices.next == choices.taken.len() {
            choices.taken.push((0, ways));
        }
        choices.next += 1;
        choices.taken[choices.next - 1].0
    }

    /// Turns to the next combination of open points; false once all have been seen.
    fn turn(&self) -> bool {
        let choices = &mut *self.choices.borrow_mut();
        choices.next = 0;
        while let Some((way, ways)) = choices.taken.pop() {
            if way + 1 < ways {
                choices.taken.push((way + 1, ways));
                return true;
            }
        }
        false
    }
}

impl Naive {
    /// Every status that a criterion can have when answers and anchors are as in a world, however open points turn out.
    pub fn statuses(&self, criterion: &Criterion, world: &World) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        loop {
            found.insert(self.status(criterion, world));
            if !world.turn() {
                return found;
            }
        }
    }
}

/// Every way in which the anchors may fall: each at its distance from the one it follows, or where it is fixed.
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

/// An exact answer as a value.
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
