//! A program's values, kept up to date while unknowns change, and taken back again.

use super::evaluate::Values;
use super::{NodeId, Program, Unknown};
use crate::value::{Date, Interval, Possible};

/// What a program is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The day of the assessment, or several.
    pub on: Interval<Date>,
    /// The day on which the answers were given, or several.
    pub today: Interval<Date>,
    /// The possible values of each unknown; a wait is a whole number of days.
    pub unknowns: Vec<Possible>,
    /// How many days after the assessment an anchor is, where that is fixed.
    pub fixed: Vec<Option<i64>>,
}

/// The values of all nodes for some inputs.
///
/// Where numbers become too large to hold exactly, a node gets the whole range that it can have at all: less precise,
/// still sound. [`Program::bound`] finds such rules when a definition is loaded.
#[derive(Debug, Clone)]
pub struct State {
    inputs: Inputs,
    values: Vec<Possible>,
    /// The nodes to compute anew, as bits.
    stale: Vec<u64>,
    changes: Vec<Change>,
    /// How often a node was computed.
    pub computed: u64,
}

/// What something was before.
#[derive(Debug, Clone)]
enum Change {
    Value(NodeId, Possible),
    Unknown(Unknown, Possible),
    On(Interval<Date>),
}

/// A moment to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(usize);

impl State {
    /// Computes everything. Gives also the nodes that could not be computed exactly; they have a fallback's value.
    pub(super) fn new(
        program: &Program,
        inputs: Inputs,
        fallback: impl Fn(NodeId) -> Possible,
    ) -> (State, Vec<NodeId>) {
        let mut values = Vec::with_capacity(program.nodes().len());
        let mut failed = Vec::new();
        for (place, node) in program.nodes().iter().enumerate() {
            let value = Values { values: &values, program }.node(node, program.unknown(place), &inputs);
            values.push(value.unwrap_or_else(|| {
                failed.push(place);
                fallback(place)
            }));
        }
        let stale = vec![0; values.len().div_ceil(64)];
        let computed = u64::try_from(values.len()).unwrap_or(u64::MAX);
        (State { inputs, values, stale, changes: Vec::new(), computed }, failed)
    }

    /// The values of a program for some inputs.
    pub fn of(program: &Program, inputs: Inputs) -> State {
        State::new(program, inputs, |place| program.range(place)).0
    }

    pub(super) fn into_values(self) -> Vec<Possible> {
        self.values
    }

    /// The values of all nodes, in order.
    pub fn values(&self) -> &[Possible] {
        &self.values
    }

    /// What a node can be.
    pub fn value(&self, place: NodeId) -> Option<Possible> {
        self.values.get(place).copied()
    }

    /// What an unknown can be.
    pub fn unknown(&self, unknown: Unknown) -> Option<Possible> {
        self.inputs.unknowns.get(unknown).copied()
    }

    /// The possible values of all unknowns.
    pub fn unknowns(&self) -> &[Possible] {
        &self.inputs.unknowns
    }

    /// The day of the assessment, or several.
    pub fn on(&self) -> Interval<Date> {
        self.inputs.on
    }

    /// Sets what an unknown can be, and computes what depends on it.
    pub fn set(&mut self, program: &Program, unknown: Unknown, value: Possible) {
        self.set_all(program, &[(unknown, value)]);
    }

    /// Sets the day of the assessment, or several, and what unknowns can be then.
    pub fn set_on(&mut self, program: &Program, on: Interval<Date>, changed: &[(Unknown, Possible)]) {
        self.changes.push(Change::On(std::mem::replace(&mut self.inputs.on, on)));
        for anchor in 0..self.inputs.fixed.len() {
            self.spoil_leaf(program, program.anchor(anchor));
        }
        self.set_all(program, changed);
    }

    /// Sets what unknowns can be.
    pub fn set_all(&mut self, program: &Program, changed: &[(Unknown, Possible)]) {
        for (unknown, value) in changed {
            if let Some(held) = self.inputs.unknowns.get_mut(*unknown)
                && held != value
            {
                self.changes.push(Change::Unknown(*unknown, std::mem::replace(held, *value)));
                self.spoil_leaf(program, *unknown);
            }
        }
        self.freshen(program);
    }

    fn spoil_leaf(&mut self, program: &Program, unknown: Unknown) {
        if let Some(leaf) = program.leaf(unknown) {
            self.spoil(leaf);
        }
    }

    fn spoil(&mut self, place: NodeId) {
        if let Some(word) = self.stale.get_mut(place >> 6) {
            *word |= 1 << (place & 63);
        }
    }

    /// Computes all stale nodes. A node whose value stays does not concern those that use it.
    fn freshen(&mut self, program: &Program) {
        let mut block = 0_usize;
        while let Some(word) = self.stale.get_mut(block) {
            if *word == 0 {
                block = block.saturating_add(1);
                continue;
            }
            let place = (block << 6) | word.trailing_zeros() as usize;
            *word &= word.wrapping_sub(1);
            self.computed = self.computed.saturating_add(1);
            let Some(node) = program.node(place) else { continue };
            let value = Values { values: &self.values, program }.node(node, program.unknown(place), &self.inputs);
            let value = value.unwrap_or_else(|| program.range(place));
            if let Some(held) = self.values.get_mut(place)
                && *held != value
            {
                self.changes.push(Change::Value(place, std::mem::replace(held, value)));
                for user in program.users(place) {
                    self.spoil(*user);
                }
            }
        }
    }

    /// A moment to go back to with [`State::undo`].
    pub fn mark(&self) -> Mark {
        Mark(self.changes.len())
    }

    /// Takes back all changes since a moment.
    pub fn undo(&mut self, mark: Mark) {
        while self.changes.len() > mark.0 {
            match self.changes.pop() {
                Some(Change::Value(place, value)) => {
                    if let Some(held) = self.values.get_mut(place) {
                        *held = value;
                    }
                }
                Some(Change::Unknown(unknown, value)) => {
                    if let Some(held) = self.inputs.unknowns.get_mut(unknown) {
                        *held = value;
                    }
                }
                Some(Change::On(on)) => self.inputs.on = on,
                None => {}
            }
        }
    }

    /// Makes all changes so far the new beginning.
    pub fn keep(&mut self) {
        self.changes.clear();
    }
}
