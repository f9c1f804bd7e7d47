//! Compiled rules: a list of nodes, each computing a set of possible values from earlier ones.
//!
//! # Law
//!
//! A node's value holds every result that some choice of values for the questions and days for the anchors can give
//! (soundness). It may hold more where one unknown is used twice in the same rule.

mod evaluate;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

pub use evaluate::{Inputs, evaluate};
pub use trace::{deciding, open};

use crate::value::{Duration, Number, Possible};

/// The place of a node in its program.
pub type NodeId = usize;

/// The place of an answer: a question, or a question for one option.
pub type Slot = usize;

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A value that the definition fixes, or leaves open.
    Constant(Possible),
    /// The answer in a slot.
    Answer(Slot),
    /// A named date.
    Anchor(usize),
    /// True where the other is false.
    Not(NodeId),
    /// At least so many and at most so many of the parts hold; all of them for *and*, one of them for *or*.
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
    /// The first number less the second.
    Difference(NodeId, NodeId),
    /// The product of two numbers.
    Product(NodeId, NodeId),
    /// The first number divided by the second.
    Quotient(NodeId, NodeId),
    /// The second where the first holds, else the third.
    If(NodeId, NodeId, NodeId),
    /// The one option is among these.
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

impl Node {
    /// The nodes that it uses.
    pub fn parts(&self) -> Vec<NodeId> {
        match self {
            Node::Constant(_) | Node::Answer(_) | Node::Anchor(_) => Vec::new(),
            Node::Not(a) | Node::IsAmong(a, _) | Node::IncludesAny(a, _) | Node::Earlier(a, _) | Node::Band(a, _) => {
                vec![*a]
            }
            Node::Count { of, .. } | Node::Sum(of) => of.clone(),
            Node::Below(a, b)
            | Node::Same(a, b)
            | Node::Difference(a, b)
            | Node::Product(a, b)
            | Node::Quotient(a, b)
            | Node::Years(a, b) => vec![*a, *b],
            Node::If(a, b, c) => vec![*a, *b, *c],
        }
    }
}

/// Nodes in an order in which every node comes after those it uses; no node stands twice.
#[derive(Debug, Clone, Default)]
pub struct Program {
    nodes: Vec<Node>,
    known: BTreeMap<Node, NodeId>,
    /// The values that each node can have at all, whatever the answers and the date.
    ranges: Vec<Possible>,
}

impl Program {
    /// Adds a node, or finds the same one.
    pub fn add(&mut self, node: Node) -> NodeId {
        if let Some(place) = self.known.get(&node) {
            return *place;
        }
        let place = self.nodes.len();
        self.nodes.push(node.clone());
        self.known.insert(node, place);
        place
    }

    /// The nodes in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node at a place.
    pub fn node(&self, place: NodeId) -> Option<&Node> {
        self.nodes.get(place)
    }

    /// A node and all nodes that it depends on.
    pub fn beneath(&self, start: NodeId) -> impl Iterator<Item = &Node> {
        let mut found = BTreeSet::new();
        trace::walk(start, |place| {
            found.insert(place);
            self.node(place).map(Node::parts).unwrap_or_default()
        });
        found.into_iter().filter_map(|place| self.node(place))
    }

    /// Works out what each node can be at all. Gives the nodes that cannot be computed exactly for every answer:
    /// a division by what may be zero, or numbers too large.
    pub fn bound(&mut self, inputs: &Inputs) -> Vec<NodeId> {
        let mut failed = Vec::new();
        self.ranges = evaluate::with(self, inputs, |place| {
            failed.push(place);
            Possible::Number(crate::value::Interval::exactly(Number::ZERO))
        });
        failed
    }

    fn range(&self, place: NodeId) -> Possible {
        self.ranges.get(place).copied().unwrap_or(Possible::Truth(crate::value::Truth::Unknown))
    }
}
