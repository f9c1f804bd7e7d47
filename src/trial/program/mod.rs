//! Compiled rules: a list of nodes, each of which computes a set of possible values from earlier ones.
//!
//! # Law
//!
//! A node's value contains every result that some choice of values for the unknowns produces (soundness). It may
//! contain more where one unknown is used twice; [`crate::engine::exact`] finds out whether it does.
//!
//! The *unknowns* are numbered: first the slots of answers, then the waits before anchors, then the points that the
//! definition leaves open.

mod evaluate;
mod state;
mod trace;

pub use state::{Inputs, State};
pub use trace::{Slots, deciding};

use crate::value::packed::packed;
use crate::value::{Duration, Interval, Number, Possible, Truth};

/// The position of a node in its program.
pub type NodeId = usize;

/// The position of an answer: of a question, or of a question for one option.
pub type Slot = usize;

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A value that the definition fixes.
    Constant(Possible),
    /// A value that the definition leaves open: the number of the open point, and its possible values.
    Open(usize, Possible),
    /// The answer in a slot.
    Answer(Slot),
    /// A named date, and the one that it follows; `None` for the day of the assessment.
    Anchor(usize, Option<NodeId>),
    /// The day on which the answers were given; it stays the same when a later day of assessment is examined.
    Today,
    /// True if the other is false.
    Not(NodeId),
    /// At least `least` and at most `most` of the parts hold: all of them for *and*, at least one for *or*.
    Count {
        /// How many must hold.
        least: usize,
        /// How many may hold.
        most: usize,
        /// The parts.
        of: Vec<NodeId>,
    },
    /// The first number or day is below the second.
    Below(NodeId, NodeId),
    /// The two numbers or days are the same.
    Same(NodeId, NodeId),
    /// The sum of numbers.
    Sum(Vec<NodeId>),
    /// The first number minus the second.
    Difference(NodeId, NodeId),
    /// The product of two numbers.
    Product(NodeId, NodeId),
    /// The first number divided by the second.
    Quotient(NodeId, NodeId),
    /// The second if the first holds, otherwise the third.
    If(NodeId, NodeId, NodeId),
    /// The option chosen is among these.
    IsAmong(NodeId, u64),
    /// Some of these options are chosen.
    IncludesAny(NodeId, u64),
    /// The day a duration earlier.
    Earlier(NodeId, Duration),
    /// Completed years from the first day to the second.
    Years(NodeId, NodeId),
    /// The class of a number, from the numbers at which the classes above the lowest begin.
    Band(NodeId, Vec<Number>),
}
packed!(enum Node {
    0 Constant(value),
    1 Open(point, value),
    2 Answer(slot),
    3 Anchor(anchor, from),
    4 Not(a),
    5 Count { least, most, of },
    6 Below(a, b),
    7 Same(a, b),
    8 Sum(of),
    9 Difference(a, b),
    10 Product(a, b),
    11 Quotient(a, b),
    12 If(condition, then, other),
    13 IsAmong(a, options),
    14 IncludesAny(a, options),
    15 Earlier(a, duration),
    16 Years(a, b),
    17 Band(a, starts),
    18 Today,
});

impl Node {
    /// Visits the nodes that this node uses.
    pub fn each_part(&self, visit: &mut dyn FnMut(NodeId)) {
        match self {
            Node::Constant(_) | Node::Open(..) | Node::Answer(_) | Node::Today => {}
            Node::Anchor(_, from) => from.iter().for_each(|from| visit(*from)),
            Node::Not(a) | Node::IsAmong(a, _) | Node::IncludesAny(a, _) | Node::Earlier(a, _) | Node::Band(a, _) => {
                visit(*a);
            }
            Node::Count { of, .. } | Node::Sum(of) => of.iter().for_each(|part| visit(*part)),
            Node::Below(a, b)
            | Node::Same(a, b)
            | Node::Difference(a, b)
            | Node::Product(a, b)
            | Node::Quotient(a, b)
            | Node::Years(a, b) => [a, b].into_iter().for_each(|part| visit(*part)),
            Node::If(a, b, c) => [a, b, c].into_iter().for_each(|part| visit(*part)),
        }
    }

    /// Replaces the absolute position of each node that it uses by the distance back from this node, or the reverse.
    /// Equal structures in a program then have equal bytes, which compress well.
    fn toggle_relative(&mut self, position: NodeId) {
        // The operation is its own inverse. A node that is not before this one becomes one that does not exist.
        let toggle = |part: &mut NodeId| *part = position.checked_sub(*part).unwrap_or(NodeId::MAX);
        match self {
            Node::Constant(_) | Node::Open(..) | Node::Answer(_) | Node::Today => {}
            Node::Anchor(_, from) => from.iter_mut().for_each(toggle),
            Node::Not(a) | Node::IsAmong(a, _) | Node::IncludesAny(a, _) | Node::Earlier(a, _) | Node::Band(a, _) => {
                toggle(a);
            }
            Node::Count { of, .. } | Node::Sum(of) => of.iter_mut().for_each(toggle),
            Node::Below(a, b)
            | Node::Same(a, b)
            | Node::Difference(a, b)
            | Node::Product(a, b)
            | Node::Quotient(a, b)
            | Node::Years(a, b) => [a, b].into_iter().for_each(toggle),
            Node::If(a, b, c) => [a, b, c].into_iter().for_each(toggle),
        }
    }
}

/// Nodes in an order in which every node comes after those it uses; no node occurs twice.
#[derive(Debug, Clone, Default)]
pub struct Program {
    nodes: Vec<Node>,
    /// The positions of the nodes, sorted by the nodes' contents; needed while nodes are added.
    known: Vec<NodeId>,
    /// Data derived from the nodes; not packed, computed again after unpacking.
    derived: Derived,
}
packed!(struct Program { nodes; known, derived });

#[derive(Debug, Clone, Default)]
struct Derived {
    slots: usize,
    anchors: usize,
    /// The values that each node can have, whatever the answers and the date.
    ranges: Vec<Possible>,
    /// How much each unknown can change sums.
    reaches: Vec<Option<Number>>,
    /// The nodes that use each node.
    users: Vec<Vec<NodeId>>,
    /// The node of each unknown; `None` for one that no rule uses.
    leaves: Vec<Option<NodeId>>,
    /// The unknown of each node that has one of its own.
    unknowns: Vec<Option<Unknown>>,
}

/// The number of an unknown: slots first, then anchors, then open points.
pub type Unknown = usize;

impl Program {
    /// Adds a node, or returns the equal one that exists.
    pub fn add(&mut self, node: Node) -> NodeId {
        let found = self.known.binary_search_by(|known| self.node(*known).cmp(&Some(&node)));
        let order = match found {
            Ok(order) => return self.known.get(order).copied().unwrap_or_default(),
            Err(order) => order,
        };
        let position = self.nodes.len();
        self.nodes.push(node);
        self.known.insert(order, position);
        position
    }

    /// Switches between absolute and relative node positions, for packing or back.
    pub(crate) fn toggle_relative(&mut self) {
        for (position, node) in self.nodes.iter_mut().enumerate() {
            node.toggle_relative(position);
        }
    }

    /// Returns whether every node uses only nodes before it, and answers and anchors that exist.
    pub(crate) fn is_sound(&self, slots: usize, anchors: usize) -> bool {
        let mut sound = true;
        for (position, node) in self.nodes.iter().enumerate() {
            node.each_part(&mut |part| sound &= part < position);
            sound &= match node {
                Node::Answer(slot) => *slot < slots,
                Node::Anchor(anchor, _) => *anchor < anchors,
                Node::Open(point, _) => *point < self.nodes.len(),
                _ => true,
            };
        }
        sound
    }

    /// Returns the nodes in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the node at a position.
    pub fn node(&self, position: NodeId) -> Option<&Node> {
        self.nodes.get(position)
    }

    /// Returns a node and all nodes that it depends on.
    pub fn beneath(&self, start: NodeId) -> impl Iterator<Item = &Node> {
        let mut found = Vec::new();
        trace::walk(start, |position, pending| {
            if let Some(node) = self.node(position) {
                found.push(node);
                node.each_part(&mut |part| pending.push(part));
            }
        });
        found.into_iter()
    }

    /// Returns the unknowns on which a node depends.
    pub fn unknowns_beneath(&self, start: NodeId) -> Slots {
        let mut found = Slots::default();
        trace::walk(start, |position, pending| {
            if let Some(unknown) = self.unknown(position) {
                found.insert(unknown);
            }
            if let Some(node) = self.node(position) {
                node.each_part(&mut |part| pending.push(part));
            }
        });
        found
    }

    /// Computes the range of each node from inputs that cover every person and every day. Returns the nodes that cannot
    /// be computed exactly for every answer: a division by a value that may be zero, or numbers that are too large.
    pub fn bound(&mut self, inputs: Inputs, slots: usize, anchors: usize) -> Vec<NodeId> {
        self.derived = Derived::of(&self.nodes, slots, anchors);
        let zero = Possible::Number(Interval::exactly(Number::ZERO));
        let (state, failed) = State::new(self, inputs, |_| zero);
        self.derived.ranges = state.into_values();
        self.derived.reaches = self.reaches();
        failed
    }

    /// Returns the nodes that cannot be computed exactly for some inputs.
    pub fn inexact(&self, inputs: Inputs) -> Vec<NodeId> {
        State::new(self, inputs, |position| self.range(position)).1
    }

    /// Returns the possible values of the points that the definition leaves open, in order.
    pub fn open_points(&self) -> Vec<Possible> {
        let mut points = Vec::new();
        for node in &self.nodes {
            if let Node::Open(position, value) = node {
                points.resize(points.len().max(position.saturating_add(1)), *value);
                points.get_mut(*position).into_iter().for_each(|point| *point = *value);
            }
        }
        points
    }

    /// Returns the program with an open point in place of each comparison of two days and each number of years between
    /// two days, and the possible values of these points. They are numbered after the existing open points.
    pub fn without_days(&self) -> (Program, Vec<Possible>) {
        let mut points = Vec::new();
        let before = self.open_points().len();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        for (position, node) in self.nodes.iter().enumerate() {
            let of_days = match node {
                Node::Years(..) => true,
                Node::Below(a, _) | Node::Same(a, _) => matches!(self.range(*a), Possible::Date(_)),
                _ => false,
            };
            nodes.push(if of_days {
                points.push(self.range(position));
                Node::Open(before.saturating_add(points.len()).saturating_sub(1), self.range(position))
            } else {
                node.clone()
            });
        }
        (Program { nodes, known: Vec::new(), derived: Derived::default() }, points)
    }

    /// Returns the unknown that a node stands for.
    pub fn unknown(&self, position: NodeId) -> Option<Unknown> {
        self.derived.unknowns.get(position).copied().flatten()
    }

    /// Returns the unknown of a point that the definition leaves open.
    pub fn open_point(&self, point: usize) -> Unknown {
        self.anchor(self.derived.anchors).saturating_add(point)
    }

    /// Returns the unknown of an anchor's wait.
    pub fn anchor(&self, anchor: usize) -> Unknown {
        self.derived.slots.saturating_add(anchor)
    }

    /// Returns how much an unknown can change the sums that it is part of, or `None` if it is part of none. To find a
    /// number that just reaches a limit, it is best to fix the unknown that changes most first.
    pub fn reach(&self, unknown: Unknown) -> Option<Number> {
        self.derived.reaches.get(unknown).copied().flatten()
    }

    fn reaches(&self) -> Vec<Option<Number>> {
        let mut reaches = vec![None; self.derived.leaves.len()];
        for node in &self.nodes {
            let Node::Sum(of) = node else { continue };
            for part in of {
                let Possible::Number(range) = self.range(*part) else { continue };
                let reach = range.most.minus(range.least);
                for unknown in self.unknowns_beneath(*part).iter() {
                    if let Some(held) = reaches.get_mut(unknown) {
                        *held = reach.max(*held);
                    }
                }
            }
        }
        reaches
    }

    /// Returns the node of an unknown.
    pub fn leaf(&self, unknown: Unknown) -> Option<NodeId> {
        self.derived.leaves.get(unknown).copied().flatten()
    }

    fn users(&self, position: NodeId) -> &[NodeId] {
        self.derived.users.get(position).map_or(&[], Vec::as_slice)
    }

    fn range(&self, position: NodeId) -> Possible {
        self.derived.ranges.get(position).copied().unwrap_or(Possible::Truth(Truth::Unknown))
    }
}

impl Derived {
    fn of(nodes: &[Node], slots: usize, anchors: usize) -> Derived {
        let mut users = vec![Vec::new(); nodes.len()];
        let mut leaves = vec![None; slots.saturating_add(anchors)];
        let mut unknowns = vec![None; nodes.len()];
        for (position, node) in nodes.iter().enumerate() {
            node.each_part(&mut |part| {
                if let Some(users) = users.get_mut(part) {
                    users.push(position);
                }
            });
            let unknown = match node {
                Node::Answer(slot) => *slot,
                Node::Anchor(anchor, _) => slots.saturating_add(*anchor),
                Node::Open(point, _) => slots.saturating_add(anchors).saturating_add(*point),
                _ => continue,
            };
            if leaves.len() <= unknown {
                leaves.resize(unknown.saturating_add(1), None);
            }
            if let (Some(leaf), Some(own)) = (leaves.get_mut(unknown), unknowns.get_mut(position)) {
                (*leaf, *own) = (Some(position), Some(unknown));
            }
        }
        Derived { slots, anchors, ranges: Vec::new(), reaches: Vec::new(), users, leaves, unknowns }
    }
}
