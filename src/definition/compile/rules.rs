//! The compiler's state, and what rules are compiled for.

use std::collections::BTreeMap;

use super::each::asked;
use super::scope::OptionContext;
use super::types::{Compiled, TypedNode};
use crate::definition::doubts::Doubts;
use crate::definition::rule::{self, RuleError};
use crate::definition::{Definition, Place, RuleText};
use crate::diagnostics::{Fault, Finding};
use crate::trial::Prompt;
use crate::trial::program::{Node, NodeId, Program, Slot};
use crate::value::{Interval, Number, Possible, Truth};

/// How many values may depend on one another in a row: enough for any author, and for any stack.
const DEPTH: usize = 50;

/// How far a named value is compiled.
#[derive(Clone)]
enum Progress {
    Begun,
    Done(Option<TypedNode>),
}

/// Where a value that is left open is written.
#[derive(PartialEq)]
enum Origin {
    /// In a rule, at a column, for these options.
    Rule(Place, usize, Vec<(usize, usize)>),
    /// In a row of a table.
    Cell(usize, usize),
    /// Nowhere: it says whether a slot was answered.
    Answered(Slot),
}

pub(super) struct Compiler<'a> {
    pub definition: &'a Definition,
    pub slots: Vec<Prompt>,
    pub program: Program,
    /// Where values are left open, so far.
    left_open: Vec<Origin>,
    named: BTreeMap<String, usize>,
    progress: Vec<Progress>,
    /// How many named values are being compiled, one inside the other.
    depth: usize,
    pub findings: Vec<Finding>,
    /// What cannot be relied on.
    pub doubts: Doubts,
    /// Where each node was first written.
    pub origins: Vec<(Place, usize)>,
    place: Place,
    /// Whether `today` may stand in the rule at hand.
    pub today: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(definition: &'a Definition) -> Compiler<'a> {
        Compiler {
            definition,
            slots: asked(definition),
            program: Program::default(),
            left_open: Vec::new(),
            named: BTreeMap::new(),
            progress: Vec::new(),
            depth: 0,
            findings: Vec::new(),
            doubts: definition.doubts.clone(),
            origins: Vec::new(),
            place: Place::default(),
            today: false,
        }
    }

    /// Reports what is wrong with a rule, unless that follows from a fault elsewhere.
    fn report(&mut self, rule: &RuleText, error: RuleError) {
        let follows = [Fault::RuleType, Fault::UnitMismatch, Fault::UnknownOption].contains(&error.fault);
        if error.is_told_elsewhere() || follows && self.doubts.touch(&rule.text) {
            return;
        }
        let finding = rule.place.finding(error.fault, error.message);
        self.findings.push(Finding { column: Some(error.column), ..finding });
    }

    pub fn add(&mut self, node: Node, column: usize) -> NodeId {
        let id = self.program.add(node);
        if id >= self.origins.len() {
            self.origins.push((self.place.clone(), column));
        }
        id
    }

    pub fn constant(&mut self, value: Possible) -> NodeId {
        self.add(Node::Constant(value), 1)
    }

    /// A value that is left open where it is written: another unknown for each place, and for each option that the place is
    /// read for.
    pub fn open_point(&mut self, value: Possible, column: usize, at_hand: OptionContext<'_>) -> NodeId {
        let written = Origin::Rule(self.place.clone(), column, at_hand.to_vec());
        self.left_open(written, value, column)
    }

    /// An amount, left open if its bounds differ.
    pub fn amount(&mut self, least: Number, most: Number, column: usize, at_hand: OptionContext<'_>) -> NodeId {
        let amount = Possible::Number(Interval { least, most });
        if least == most { self.constant(amount) } else { self.open_point(amount, column, at_hand) }
    }

    /// A cell of a table: the same unknown wherever it is used, if it is left open.
    pub fn cell(&mut self, table: usize, row: usize, value: Interval<Number>, column: usize) -> NodeId {
        let value = Possible::Number(value);
        if value.is_exact() { self.constant(value) } else { self.left_open(Origin::Cell(table, row), value, column) }
    }

    /// Whether a slot was answered.
    pub fn answered(&mut self, slot: Slot) -> NodeId {
        self.left_open(Origin::Answered(slot), Possible::Truth(Truth::Unknown), 1)
    }

    /// The points that say whether a slot was answered, each with its slot.
    pub fn answered_points(&self) -> Vec<(usize, Slot)> {
        let points = self.left_open.iter().enumerate();
        points
            .filter_map(
                |(point, written)| if let Origin::Answered(slot) = written { Some((point, *slot)) } else { None },
            )
            .collect()
    }

    fn left_open(&mut self, written: Origin, value: Possible, column: usize) -> NodeId {
        let known = self.left_open.iter().position(|known| *known == written);
        let place = known.unwrap_or(self.left_open.len());
        if known.is_none() {
            self.left_open.push(written);
        }
        self.add(Node::Open(place, value), column)
    }

    /// A named date.
    pub fn anchor(&mut self, place: usize, column: usize) -> NodeId {
        let anchors = &self.definition.anchors;
        let from = anchors.get(place).and_then(|anchor| anchor.from.as_ref());
        // An anchor follows only one listed before it.
        let from = from.and_then(|from| anchors.iter().take(place).position(|anchor| anchor.id == *from));
        let from = from.map(|from| self.anchor(from, column));
        self.add(Node::Anchor(place, from), column)
    }

    /// Compiles a rule, for one option if it is asked for one; reports what does not make sense.
    pub fn rule(&mut self, rule: &RuleText, at_hand: OptionContext<'_>) -> Option<TypedNode> {
        // That it is missing, or empty, is told where it is read.
        if rule.text.trim().is_empty() {
            return None;
        }
        let outer = std::mem::replace(&mut self.place, rule.place.clone());
        let typed = rule::parse(&rule.text).and_then(|expr| self.expr(&expr, at_hand));
        self.place = outer;
        match typed {
            Ok(typed) => Some(typed),
            Err(error) => {
                self.report(rule, error);
                None
            }
        }
    }

    /// Compiles a rule that must be true or false.
    pub fn statement(&mut self, rule: &RuleText) -> Option<NodeId> {
        self.statement_for(rule, &[])
    }

    fn statement_for(&mut self, rule: &RuleText, at_hand: OptionContext<'_>) -> Option<NodeId> {
        let typed = self.rule(rule, at_hand)?;
        match typed.truth() {
            Ok(node) => Some(node),
            Err(error) => {
                self.report(rule, error);
                None
            }
        }
    }

    /// Compiles when each question is asked.
    pub fn conditions(&mut self) {
        let definition = self.definition;
        for place in 0..self.slots.len() {
            let Some((question, option)) = self.slots.get(place).map(|slot| (slot.question, slot.option)) else {
                continue;
            };
            let rule = definition.questions.get(question).and_then(|question| question.ask_when.as_ref());
            let chosen = option.map(|(of, place)| self.chosen(of, place, 1));
            let at_hand: Vec<_> = option.into_iter().collect();
            let rule = rule.and_then(|rule| self.statement_for(rule, &at_hand));
            let when = match (chosen, rule) {
                (Some(a), Some(b)) => Some(self.all_of(vec![a, b], 1)),
                (a, b) => a.or(b),
            };
            if let Some(slot) = self.slots.get_mut(place) {
                slot.when = when;
            }
        }
    }

    /// What a name of the definition means outside of any option.
    pub fn named(&mut self, name: &str, column: usize) -> Compiled<Option<TypedNode>> {
        if let Some(progress) = self.named.get(name).and_then(|place| self.progress.get(*place)) {
            return match progress {
                Progress::Begun => Err(RuleError::at(Fault::Circular, column, format!("`{name}` depends on itself"))),
                Progress::Done(Some(typed)) => Ok(Some(TypedNode { column, ..typed.clone() })),
                Progress::Done(None) => Err(RuleError::told_elsewhere(column)),
            };
        }
        let definition = self.definition;
        let value = definition.values.iter().find(|value| value.id == name);
        let score = name
            .split_once('.')
            .and_then(|(id, part)| definition.scores.iter().find(|score| score.id == id).map(|score| (score, part)));
        let implied = definition.implied(name);
        if value.is_none() && implied.is_none() && score.is_none() {
            return Ok(None);
        }
        if self.depth >= DEPTH {
            let message = format!("`{name}` is the {DEPTH}th value that depends on another; write some out");
            return Err(RuleError::unfit(column, message));
        }
        self.depth = self.depth.saturating_add(1);
        let place = self.progress.len();
        self.named.insert(name.to_owned(), place);
        self.progress.push(Progress::Begun);
        let typed = match (value, implied, score) {
            (Some(value), ..) => self.rule(&value.rule, &[]),
            (None, Some(implied), _) => self.implied(implied),
            (None, None, Some((score, part))) => self.score_part(score, part),
            (None, None, None) => None,
        };
        self.depth = self.depth.saturating_sub(1);
        let known = typed.is_some() || score.is_none_or(|(_, part)| ["points", "band", "subgroup"].contains(&part));
        if let Some(progress) = self.progress.get_mut(place) {
            *progress = Progress::Done(typed.clone());
        }
        match typed {
            Some(typed) => Ok(Some(TypedNode { column, ..typed })),
            None if known => Err(RuleError::told_elsewhere(column)),
            None => {
                let message = "a score has `.points`, `.band` and `.subgroup`";
                Err(RuleError::at(Fault::UnknownName, column, message))
            }
        }
    }
}
