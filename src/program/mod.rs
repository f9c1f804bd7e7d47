//! Compiled rules: a list of nodes, each computing a set of possible values from earlier ones.
//!
//! # Law
//!
//! A node's value holds every result that some choice of values for the questions and days for the anchors can give
//! (soundness). It may hold more where one unknown is used twice in the same rule.

mod evaluate;
mod trace;

use serde::{Deserialize, Serialize};

pub use evaluate::{Inputs, evaluate};
pub use trace::{Slots, deciding, open};

use crate::value::{Duration, Number, Possible};

/// The place of a node in its program.
pub type NodeId = usize;

/// The place of an answer: a question, or a question for one option.
pub type Slot = usize;

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// Visits the nodes that it uses.
    pub fn each_part(&self, mut visit: impl FnMut(NodeId)) {
        match self {
            Node::Constant(_) | Node::Answer(_) | Node::Anchor(_) => {}
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
}

/// Nodes in an order in which every node comes after those it uses; no node stands twice.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    nodes: Vec<Node>,
    /// The nodes' places, in the order of the nodes' contents; needed while nodes are added.
    #[serde(skip)]
    known: Vec<NodeId>,
    #[serde(skip)]
    /// The values that each node can have at all, whatever the answers and the date.
    ranges: Vec<Possible>,
}

impl Program {
    /// Adds a node, or finds the same one.
    pub fn add(&mut self, node: Node) -> NodeId {
        let found = self.known.binary_search_by(|known| self.node(*known).cmp(&Some(&node)));
        let order = match found {
            Ok(order) => return self.known.get(order).copied().unwrap_or_default(),
            Err(order) => order,
        };
        let place = self.nodes.len();
        self.nodes.push(node);
        self.known.insert(order, place);
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
        let mut found = Vec::new();
        trace::walk(start, |place, ahead| {
            if let Some(node) = self.node(place) {
                found.push(node);
                node.each_part(|part| ahead.push(part));
            }
        });
        found.into_iter()
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

    /// The nodes that cannot be computed exactly for some inputs.
    pub fn inexact(&self, inputs: &Inputs) -> Vec<NodeId> {
        let mut failed = Vec::new();
        evaluate::with(self, inputs, |place| {
            failed.push(place);
            self.range(place)
        });
        failed
    }

    fn range(&self, place: NodeId) -> Possible {
        self.ranges.get(place).copied().unwrap_or(Possible::Truth(crate::value::Truth::Unknown))
    }
}
