//! The values of a program, updated incrementally as unknowns change, with undo.

use super::evaluate::Values;
use super::{NodeId, Program, Unknown};
use crate::value::{Date, Interval, Possible};

/// The inputs of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The day of the assessment, or several.
    pub on: Interval<Date>,
    /// The day on which the answers were given, or several.
    pub today: Interval<Date>,
    /// The possible values of each unknown; a wait is a whole number of days.
    pub unknowns: Vec<Possible>,
    /// For each anchor, how many days after the assessment it is, if that is fixed.
    pub fixed: Vec<Option<i64>>,
}

/// The values of all nodes for some inputs.
///
/// Where numbers become too large to hold exactly, a node gets its whole range: less precise, still sound.
/// [`Program::bound`] finds such rules when a definition is loaded.
#[derive(Debug, Clone)]
pub struct State {
    inputs: Inputs,
    values: Vec<Possible>,
    /// The nodes to recompute, as bits.
    stale: Vec<u64>,
    changes: Vec<Change>,
    /// The number of node computations so far.
    pub computed: u64,
}

/// A change, with the value before it.
#[derive(Debug, Clone)]
enum Change {
    Value(NodeId, Possible),
    Unknown(Unknown, Possible),
    On(Interval<Date>),
}

/// A point in the history of changes to return to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint(usize);

impl State {
    /// Computes all nodes. Also returns the nodes that could not be computed exactly; they get the fallback's value.
    pub(super) fn new(
        program: &Program,
        inputs: Inputs,
        fallback: impl Fn(NodeId) -> Possible,
    ) -> (State, Vec<NodeId>) {
        let mut values = Vec::with_capacity(program.nodes().len());
        let mut failed = Vec::new();
        for (position, node) in program.nodes().iter().enumerate() {
            let value = Values { values: &values, program }.node(node, program.unknown(position), &inputs);
            values.push(value.unwrap_or_else(|| {
                failed.push(position);
                fallback(position)
            }));
        }
        let stale = vec![0; values.len().div_ceil(64)];
        let computed = u64::try_from(values.len()).unwrap_or(u64::MAX);
        (State { inputs, values, stale, changes: Vec::new(), computed }, failed)
    }

    /// Computes the values of a program for some inputs.
    pub fn of(program: &Program, inputs: Inputs) -> State {
        State::new(program, inputs, |position| program.range(position)).0
    }

    pub(super) fn into_values(self) -> Vec<Possible> {
        self.values
    }

    /// Returns the values of all nodes, in order.
    pub fn values(&self) -> &[Possible] {
        &self.values
    }

    /// Returns the possible values of a node.
    pub fn value(&self, position: NodeId) -> Option<Possible> {
        self.values.get(position).copied()
    }

    /// Returns the possible values of an unknown.
    pub fn unknown(&self, unknown: Unknown) -> Option<Possible> {
        self.inputs.unknowns.get(unknown).copied()
    }

    /// Returns the possible values of all unknowns.
    pub fn unknowns(&self) -> &[Possible] {
        &self.inputs.unknowns
    }

    /// Returns the day of the assessment, or several.
    pub fn on(&self) -> Interval<Date> {
        self.inputs.on
    }

    /// Sets the possible values of an unknown and recomputes the nodes that depend on it.
    pub fn set(&mut self, program: &Program, unknown: Unknown, value: Possible) {
        self.set_all(program, &[(unknown, value)]);
    }

    /// Sets the day of the assessment, or several, and the possible values of some unknowns then.
    pub fn set_on(&mut self, program: &Program, on: Interval<Date>, changed: &[(Unknown, Possible)]) {
        self.changes.push(Change::On(std::mem::replace(&mut self.inputs.on, on)));
        for anchor in 0..self.inputs.fixed.len() {
            self.mark_leaf_stale(program, program.anchor(anchor));
        }
        self.set_all(program, changed);
    }

    /// Sets the possible values of several unknowns.
    pub fn set_all(&mut self, program: &Program, changed: &[(Unknown, Possible)]) {
        for (unknown, value) in changed {
            if let Some(current) = self.inputs.unknowns.get_mut(*unknown)
                && current != value
            {
                self.changes.push(Change::Unknown(*unknown, std::mem::replace(current, *value)));
                self.mark_leaf_stale(program, *unknown);
            }
        }
        self.recompute(program);
    }

    fn mark_leaf_stale(&mut self, program: &Program, unknown: Unknown) {
        if let Some(leaf) = program.leaf(unknown) {
            self.mark_stale(leaf);
        }
    }

    fn mark_stale(&mut self, position: NodeId) {
        if let Some(bits) = self.stale.get_mut(position >> 6) {
            *bits |= 1 << (position & 63);
        }
    }

    /// Recomputes all stale nodes. If a node's value stays the same, the nodes that use it are not recomputed.
    fn recompute(&mut self, program: &Program) {
        let mut block = 0_usize;
        while let Some(bits) = self.stale.get_mut(block) {
            if *bits == 0 {
                block = block.saturating_add(1);
                continue;
            }
            let position = (block << 6) | bits.trailing_zeros() as usize;
            *bits &= bits.wrapping_sub(1);
            self.computed = self.computed.saturating_add(1);
            let Some(node) = program.node(position) else { continue };
            let value = Values { values: &self.values, program }.node(node, program.unknown(position), &self.inputs);
            let value = value.unwrap_or_else(|| program.range(position));
            if let Some(current) = self.values.get_mut(position)
                && *current != value
            {
                self.changes.push(Change::Value(position, std::mem::replace(current, value)));
                for user in program.users(position) {
                    self.mark_stale(*user);
                }
            }
        }
    }

    /// Returns a checkpoint to return to with [`State::undo`].
    pub fn mark(&self) -> Checkpoint {
        Checkpoint(self.changes.len())
    }

    /// Undoes all changes since a checkpoint.
    pub fn undo(&mut self, checkpoint: Checkpoint) {
        while self.changes.len() > checkpoint.0 {
            match self.changes.pop() {
                Some(Change::Value(position, value)) => {
                    if let Some(current) = self.values.get_mut(position) {
                        *current = value;
                    }
                }
                Some(Change::Unknown(unknown, value)) => {
                    if let Some(current) = self.inputs.unknowns.get_mut(unknown) {
                        *current = value;
                    }
                }
                Some(Change::On(on)) => self.inputs.on = on,
                None => {}
            }
        }
    }

    /// Makes all changes so far permanent.
    pub fn keep(&mut self) {
        self.changes.clear();
    }
}
