//! The state of the compiler, and the compilation of whole rules.

use std::collections::BTreeMap;

use super::each::prompts;
use super::scope::OptionContext;
use super::types::{Compiled, TypedNode};
use crate::definition::doubts::Doubts;
use crate::definition::rule::{self, RuleError};
use crate::definition::{Definition, Place, RuleText};
use crate::diagnostics::{Fault, Finding};
use crate::trial::Prompt;
use crate::trial::program::{Node, NodeId, Program, Slot};
use crate::value::{Interval, Number, Possible, Truth};

/// How many values may depend on one another in a chain: enough for any author, and safe for any stack.
const DEPTH: usize = 50;

/// The progress of compiling a named value.
#[derive(Clone)]
enum Progress {
    Begun,
    Done(Option<TypedNode>),
}

/// Where a value that is left open comes from.
#[derive(PartialEq)]
enum Origin {
    /// A rule, at a column, for these options.
    Rule(Place, usize, Vec<(usize, usize)>),
    /// A row of a table.
    Cell(usize, usize),
    /// Not written anywhere: the unknown states whether a slot is answered.
    Answered(Slot),
}

pub(super) struct Compiler<'a> {
    pub definition: &'a Definition,
    pub slots: Vec<Prompt>,
    pub program: Program,
    /// The origins of all values left open so far.
    left_open: Vec<Origin>,
    named: BTreeMap<String, usize>,
    progress: Vec<Progress>,
    /// How many nested named values are being compiled.
    depth: usize,
    pub findings: Vec<Finding>,
    /// The names that are unreliable because of faults.
    pub doubts: Doubts,
    /// Where each node is first written.
    pub origins: Vec<(Place, usize)>,
    place: Place,
    /// Whether the current rule may use `today`.
    pub today: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(definition: &'a Definition) -> Compiler<'a> {
        Compiler {
            definition,
            slots: prompts(definition),
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

    /// Reports an error in a rule, unless it follows from a fault elsewhere.
    fn report(&mut self, rule: &RuleText, error: RuleError) {
        let follows = [Fault::RuleType, Fault::UnitMismatch, Fault::UnknownOption].contains(&error.fault);
        if error.is_already_reported() || follows && self.doubts.affect(&rule.text) {
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

    /// Adds a value that a rule leaves open: a separate unknown for each position in a rule and each option that the
    /// rule is compiled for.
    pub fn open_point(&mut self, value: Possible, column: usize, option_context: OptionContext<'_>) -> NodeId {
        let written = Origin::Rule(self.place.clone(), column, option_context.to_vec());
        self.left_open(written, value, column)
    }

    /// Adds an amount, left open if its bounds differ.
    pub fn amount(&mut self, least: Number, most: Number, column: usize, option_context: OptionContext<'_>) -> NodeId {
        let amount = Possible::Number(Interval { least, most });
        if least == most { self.constant(amount) } else { self.open_point(amount, column, option_context) }
    }

    /// Adds a cell of a table. A cell left open is the same unknown wherever it is used.
    pub fn cell(&mut self, table: usize, row: usize, value: Interval<Number>, column: usize) -> NodeId {
        let value = Possible::Number(value);
        if value.is_exact() { self.constant(value) } else { self.left_open(Origin::Cell(table, row), value, column) }
    }

    /// Adds an unknown for whether a slot is answered.
    pub fn answered(&mut self, slot: Slot) -> NodeId {
        self.left_open(Origin::Answered(slot), Possible::Truth(Truth::Unknown), 1)
    }

    /// Returns the unknowns for whether a slot is answered, each with its slot.
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
        let index = known.unwrap_or(self.left_open.len());
        if known.is_none() {
            self.left_open.push(written);
        }
        self.add(Node::Open(index, value), column)
    }

    /// Adds a named date.
    pub fn anchor(&mut self, index: usize, column: usize) -> NodeId {
        let anchors = &self.definition.anchors;
        let from = anchors.get(index).and_then(|anchor| anchor.from.as_ref());
        // An anchor can only follow one that is listed before it.
        let from = from.and_then(|from| anchors.iter().take(index).position(|anchor| anchor.id == *from));
        let from = from.map(|from| self.anchor(from, column));
        self.add(Node::Anchor(index, from), column)
    }

    /// Compiles a rule, for the options in the context, and reports any error.
    pub fn rule(&mut self, rule: &RuleText, option_context: OptionContext<'_>) -> Option<TypedNode> {
        // A missing or empty rule is reported where it is read.
        if rule.text.trim().is_empty() {
            return None;
        }
        let outer = std::mem::replace(&mut self.place, rule.place.clone());
        let typed = rule::parse(&rule.text).and_then(|expr| self.expr(&expr, option_context));
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

    fn statement_for(&mut self, rule: &RuleText, option_context: OptionContext<'_>) -> Option<NodeId> {
        let typed = self.rule(rule, option_context)?;
        match typed.truth() {
            Ok(node) => Some(node),
            Err(error) => {
                self.report(rule, error);
                None
            }
        }
    }

    /// Compiles the conditions under which each question is asked.
    pub fn conditions(&mut self) {
        let definition = self.definition;
        for index in 0..self.slots.len() {
            let Some((question, option)) = self.slots.get(index).map(|slot| (slot.question, slot.option)) else {
                continue;
            };
            let rule = definition.questions.get(question).and_then(|question| question.ask_when.as_ref());
            let chosen = option.map(|(of, option)| self.chosen(of, option, 1));
            let option_context: Vec<_> = option.into_iter().collect();
            let rule = rule.and_then(|rule| self.statement_for(rule, &option_context));
            let when = match (chosen, rule) {
                (Some(a), Some(b)) => Some(self.all_of(vec![a, b], 1)),
                (a, b) => a.or(b),
            };
            if let Some(slot) = self.slots.get_mut(index) {
                slot.when = when;
            }
        }
    }

    /// Compiles a value, implied answer or part of a score by its name, outside the context of any option.
    pub fn named(&mut self, name: &str, column: usize) -> Compiled<Option<TypedNode>> {
        if let Some(progress) = self.named.get(name).and_then(|index| self.progress.get(*index)) {
            return match progress {
                Progress::Begun => Err(RuleError::at(Fault::Circular, column, format!("`{name}` depends on itself"))),
                Progress::Done(Some(typed)) => Ok(Some(TypedNode { column, ..typed.clone() })),
                Progress::Done(None) => Err(RuleError::already_reported(column)),
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
        let index = self.progress.len();
        self.named.insert(name.to_owned(), index);
        self.progress.push(Progress::Begun);
        let typed = match (value, implied, score) {
            (Some(value), ..) => self.rule(&value.rule, &[]),
            (None, Some(implied), _) => self.implied(implied),
            (None, None, Some((score, part))) => self.score_part(score, part),
            (None, None, None) => None,
        };
        self.depth = self.depth.saturating_sub(1);
        let known = typed.is_some() || score.is_none_or(|(_, part)| ["points", "band", "subgroup"].contains(&part));
        if let Some(progress) = self.progress.get_mut(index) {
            *progress = Progress::Done(typed.clone());
        }
        match typed {
            Some(typed) => Ok(Some(TypedNode { column, ..typed })),
            None if known => Err(RuleError::already_reported(column)),
            None => {
                let message = "a score has `.points`, `.band` and `.subgroup`";
                Err(RuleError::at(Fault::UnknownName, column, message))
            }
        }
    }
}
