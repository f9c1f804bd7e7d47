//! What can be unknown, and all values that it can have. A completion is one code for each dimension.

use std::cell::Cell;
use std::collections::BTreeMap;

use prescreener::definition::{Definition, Question};
use prescreener::trial::{JudgedBy, QuestionKind, Strength};
use prescreener::value::Number;

use super::statement::{Statement, What};
use crate::support::naive::calendar::{self, Day};
use crate::support::naive::{Naive, Point, Reads, Value, Ways};

/// The values of a slot by their codes.
#[derive(Clone, Debug)]
pub enum Domain {
    Values(Vec<Value>),
    /// Days, from the first that the question takes to the day of assessment.
    Days(Day),
}

/// Something that can be answered.
pub struct Slot {
    pub key: String,
    pub question: usize,
    pub option: Option<String>,
    pub domain: Domain,
}

/// A definition's unknowns: first its slots, then its anchors, then its open points.
pub struct Space {
    pub naive: Naive,
    pub slots: Vec<Slot>,
    pub points: Vec<(Point, Vec<Value>)>,
    /// The criteria, each with its place, that can be in order or not, and then when slots are asked.
    pub statements: Vec<Statement>,
    /// For each criterion the place of its statement, if it has a rule and is not judged by the site.
    pub criteria: Vec<Option<usize>>,
    /// For each slot the place of the statement that it is asked, if it is not always.
    pub asked: Vec<Option<usize>>,
    /// The statements that all hold in a completion that passes.
    pub pass: Vec<usize>,
    /// The statements of the consistency rules, each with the slots of which one must be answered; none if it always holds.
    pub keep: Vec<(usize, Vec<usize>)>,
    /// For each score a statement about what it comes to.
    pub scores: Vec<usize>,
    /// No anchor lies before this day.
    pub origin: Day,
    /// How many more completions may be looked at; what is found once none is left says nothing.
    pub left: Cell<usize>,
}

/// What the completions are on a day: for each dimension its least and greatest code.
#[derive(Clone, Debug)]
pub struct Frame {
    pub day: Day,
    pub bounds: Vec<(i64, i64)>,
    /// The days of the anchors that are fixed.
    pub fixed: Vec<Option<Day>>,
    /// The day on which the answers were given.
    pub today: Day,
    /// The statements of the consistency rules that completions keep.
    pub keep: Vec<usize>,
}

impl Space {
    /// All completions of a definition assessed on a day or later.
    pub fn new(naive: Naive, on: Day) -> Space {
        Space::limited(naive, on, &BTreeMap::new(), &|ways| ways.all())
    }

    /// The completions with some domains in place of all that a question takes, by key, and so many ways of open points.
    pub fn limited(
        naive: Naive,
        on: Day,
        domains: &BTreeMap<String, Domain>,
        ways: &dyn Fn(Ways) -> Vec<Value>,
    ) -> Space {
        let slots = slots(&naive.definition, domains);
        let mut space = Space {
            naive,
            slots,
            points: Vec::new(),
            statements: Vec::new(),
            criteria: Vec::new(),
            asked: Vec::new(),
            pass: Vec::new(),
            keep: Vec::new(),
            scores: Vec::new(),
            origin: on,
            left: Cell::new(usize::MAX),
        };
        space.read_criteria(ways);
        space.read_conditions(ways);
        space.read_rules(ways);
        space
    }

    fn read_criteria(&mut self, ways: &dyn Fn(Ways) -> Vec<Value>) {
        for place in 0..self.naive.definition.criteria.len() {
            let criterion = &self.naive.definition.criteria[place];
            let binding = criterion.strength == Strength::Binding;
            let judged = criterion.rule.is_some() && criterion.judged_by != JudgedBy::Site;
            let statement = judged.then(|| self.add(What::InOrder(place), &self.naive.reads(place), ways));
            self.criteria.push(statement);
            self.pass.extend(statement.filter(|_| binding));
        }
    }

    fn read_conditions(&mut self, ways: &dyn Fn(Ways) -> Vec<Value>) {
        for slot in 0..self.slots.len() {
            let Slot { question, option, .. } = &self.slots[slot];
            let reads = self.naive.reads_to_ask(*question, option.as_deref());
            let question = self.question(slot);
            let always = question.ask_when.is_none() && question.for_each.is_none();
            let statement = (!always).then(|| self.add(What::Asked(slot), &reads, ways));
            self.asked.push(statement);
        }
    }

    fn read_rules(&mut self, ways: &dyn Fn(Ways) -> Vec<Value>) {
        for place in 0..self.naive.definition.consistency.len() {
            let answered = self.naive.definition.consistency[place].answered.clone();
            let statement = self.add(What::Kept(place), &self.naive.reads_to_keep(place), ways);
            self.keep.push((statement, answered.iter().map(|key| self.slot(key)).collect()));
        }
        for place in 0..self.naive.definition.scores.len() {
            let statement = self.add(What::Scored(place), &self.naive.reads_of_score(place), ways);
            self.scores.push(statement);
        }
    }

    fn add(&mut self, what: What, reads: &Reads, ways: &dyn Fn(Ways) -> Vec<Value>) -> usize {
        for (point, of) in &reads.points {
            if !self.points.iter().any(|(known, _)| known == point) {
                self.points.push((point.clone(), ways(*of)));
            }
        }
        let statement = Statement::new(self, what, reads);
        self.statements.push(statement);
        self.statements.len() - 1
    }

    pub fn anchor(&self, place: usize) -> usize {
        self.slots.len() + place
    }

    pub fn point(&self, place: usize) -> usize {
        self.anchor(self.naive.definition.anchors.len()) + place
    }

    pub fn slot(&self, key: &str) -> usize {
        self.slots.iter().position(|slot| slot.key == key).unwrap_or_else(|| panic!("no slot {key}"))
    }

    pub fn question(&self, slot: usize) -> &Question {
        &self.naive.definition.questions[self.slots[slot].question]
    }

    /// The place of the anchor that another follows.
    pub fn followed(&self, anchor: usize) -> Option<usize> {
        let anchors = &self.naive.definition.anchors;
        let from = anchors[anchor].from.as_ref()?;
        Some(anchors.iter().position(|known| known.id == *from).unwrap())
    }

    /// The day of an anchor in a completion.
    pub fn anchor_day(&self, anchor: usize, codes: &[i64], frame: &Frame) -> Day {
        frame.fixed[anchor].unwrap_or_else(|| {
            let base = self.followed(anchor).map_or(frame.day, |from| self.anchor_day(from, codes, frame));
            base + codes[self.anchor(anchor)]
        })
    }

    /// How many completions some dimensions have.
    pub fn count(&self, dims: &[usize], frame: &Frame) -> usize {
        let size = |dim: &usize| usize::try_from(frame.bounds[*dim].1 - frame.bounds[*dim].0 + 1).unwrap();
        dims.iter().map(size).fold(1, usize::saturating_mul)
    }

    /// Visits the completions of some dimensions, for as long as the visitor wants more. The last dimension changes
    /// first.
    pub fn each(&self, dims: &[usize], frame: &Frame, codes: &mut [i64], visit: &mut dyn FnMut(&mut [i64]) -> bool) {
        dims.iter().for_each(|dim| codes[*dim] = frame.bounds[*dim].0);
        while self.left.get() > 0 && visit(codes) {
            self.left.set(self.left.get().saturating_sub(1));
            let rises = |dim: &&usize| codes[**dim] < frame.bounds[**dim].1;
            let Some(place) = dims.iter().rev().find(rises).and_then(|dim| dims.iter().position(|one| one == dim))
            else {
                return;
            };
            codes[dims[place]] += 1;
            dims[place + 1..].iter().for_each(|dim| codes[*dim] = frame.bounds[*dim].0);
        }
    }

    pub fn codes(&self) -> Vec<i64> {
        vec![0; self.point(self.points.len())]
    }
}

/// What can be answered, in the order of asking.
fn slots(definition: &Definition, domains: &BTreeMap<String, Domain>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (id, _) in &definition.order {
        let question = definition.questions.iter().position(|question| question.id == *id).unwrap();
        let asked = &definition.questions[question];
        let mut add = |key: String, option| {
            let domain = domains.get(&key).cloned().unwrap_or_else(|| everything(&asked.kind));
            slots.push(Slot { key, question, option, domain });
        };
        let Some(each) = &asked.for_each else {
            add(id.clone(), None);
            continue;
        };
        let of = definition.questions.iter().find(|of| of.id == each.question).unwrap();
        let QuestionKind::Several { options, exclusive } = &of.kind else { panic!("{} has no options", of.id) };
        let list = each.list.as_ref().map(|list| definition.lists.iter().find(|known| known.id == *list).unwrap());
        for (place, option) in options.iter().enumerate() {
            if list.map_or(exclusive >> place & 1 == 0, |list| list.options.contains(option)) {
                add(format!("{id}.{option}"), Some(option.clone()));
            }
        }
    }
    slots
}

/// Every value that a question takes.
pub fn everything(kind: &QuestionKind) -> Domain {
    Domain::Values(match kind {
        QuestionKind::YesNo => [false, true].map(Value::Truth).into(),
        QuestionKind::One { options } => options.iter().cloned().map(Value::One).collect(),
        QuestionKind::Several { options, exclusive } => {
            let sets = (0..1_u64 << options.len()).filter(|set| set & exclusive == 0 || set.count_ones() == 1);
            let named = |set: u64| options.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1);
            sets.map(|set| Value::Several(named(set).map(|(_, option)| option.clone()).collect())).collect()
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let step = Number::from(1).over(Number::from(10_i64.pow(*decimals))).unwrap();
            let numbers = std::iter::successors(Some(*least), |number| number.plus(step));
            let numbers = numbers.take_while(|number| number <= most);
            numbers.map(|number| Value::Number(crate::support::naive::fraction(number))).collect()
        }
        QuestionKind::Date { earliest } => return Domain::Days(calendar::parse(&earliest.to_string())),
    })
}
