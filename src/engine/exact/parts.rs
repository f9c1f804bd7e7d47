//! Finds the unknowns that are open in goals, and the parts of goals that they connect.

use super::reached;
use crate::trial::Goal;
use crate::trial::program::{Node, NodeId, Program, State, Unknown};
use crate::value::{Possible, Truth};

/// Goals that share unknowns, and the unknowns, each with its weight.
#[derive(Debug)]
pub struct Part {
    pub(super) goals: Vec<Goal>,
    pub(super) unknowns: Vec<(Unknown, u32)>,
    pub(super) shape: Shape,
}

impl Part {
    /// Returns whether an unknown belongs to the part.
    pub fn holds(&self, unknown: Unknown) -> bool {
        self.unknowns.iter().any(|(held, _)| *held == unknown)
    }
}

/// The structure of the paths from a goal to its unknowns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// There is one goal and one path to each unknown, and each node on it can really have both ends of its computed
    /// range. An undecided goal can then be reached and missed.
    pub once: bool,
    /// In addition, only *and*, *or* and counts combine unknowns. Each unknown then decides the goal for some
    /// completion.
    pub plain: bool,
}

/// The weight of the test of a choice between undecided parts, relative to the parts.
const TEST: u32 = 4;

/// Buffers for graph walks, reused between them.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    /// The walk in which each node was last seen.
    seen: Vec<u32>,
    walk: u32,
    pending: Vec<(NodeId, u32)>,
    found: Vec<(Unknown, u32)>,
    /// For each unknown, the round in which it was last found, its weight, and its part.
    unknown_marks: Vec<(u32, u32, usize)>,
    round: u32,
}

impl Scratch {
    /// Returns the goals that are still open, in parts, or `None` if one is missed. Reached goals are left out. Goals
    /// that are among `rules` have no weight.
    pub fn parts(&mut self, program: &Program, state: &State, goals: &[Goal], rules: &[NodeId]) -> Option<Vec<Part>> {
        self.round = self.round.wrapping_add(1);
        self.unknown_marks.resize(state.unknowns().len(), (0, 0, 0));
        let mut parts: Vec<Part> = Vec::new();
        // For each part, the later part into which it was merged.
        let mut merged_into: Vec<usize> = Vec::new();
        for goal in goals {
            match reached(state, *goal) {
                Some(true) => continue,
                Some(false) => return None,
                None => {}
            }
            let mut found = std::mem::take(&mut self.found);
            found.clear();
            let weight = u32::from(!rules.contains(&goal.0));
            let shape = self.open(program, state, goal.0, weight, &mut found);
            let own = parts.len();
            merged_into.push(own);
            let mut part = Part { goals: vec![*goal], unknowns: Vec::new(), shape };
            for (unknown, weight) in &found {
                self.add_unknown(*unknown, *weight, own, &mut part, &mut parts, &mut merged_into);
            }
            self.found = found;
            parts.push(part);
        }
        parts.retain(|part| !part.goals.is_empty());
        for part in &mut parts {
            for (unknown, weight) in &mut part.unknowns {
                *weight = self.unknown_marks.get(*unknown).map_or(0, |(_, weight, _)| *weight);
            }
        }
        Some(parts)
    }

    /// Adds an unknown to a part, and merges the part in which it already is into this one.
    fn add_unknown(
        &mut self,
        unknown: Unknown,
        weight: u32,
        own: usize,
        part: &mut Part,
        parts: &mut [Part],
        merged_into: &mut [usize],
    ) {
        let Some((round, total, index)) = self.unknown_marks.get_mut(unknown) else { return };
        if *round != self.round {
            (*round, *total, *index) = (self.round, weight, own);
            part.unknowns.push((unknown, 0));
            return;
        }
        *total = total.saturating_add(weight);
        while let Some(next) = merged_into.get(*index).filter(|next| *next != index) {
            *index = *next;
        }
        if *index == own {
            return;
        }
        if let (Some(other), Some(now)) = (parts.get_mut(*index), merged_into.get_mut(*index)) {
            *now = own;
            part.goals.append(&mut other.goals);
            part.unknowns.append(&mut other.unknowns);
            part.shape = Shape { once: false, plain: false };
        }
    }

    /// Finds the unknowns that could still change a node, judging by the structure of the rules: every node on the path
    /// to them is undecided. An unknown is found as often as it is reached. Returns the structure of the paths.
    pub fn open(
        &mut self,
        program: &Program,
        state: &State,
        start: NodeId,
        weight: u32,
        found: &mut Vec<(Unknown, u32)>,
    ) -> Shape {
        self.walk = self.walk.wrapping_add(1);
        self.seen.resize(program.nodes().len(), 0);
        self.pending.push((start, weight));
        let mut shape = Shape { once: true, plain: true };
        let undecided = |position: NodeId| state.value(position).is_some_and(|value| !value.is_exact());
        while let Some((position, weight)) = self.pending.pop() {
            let (Some(node), Some(seen)) = (program.node(position), self.seen.get_mut(position)) else { continue };
            let seen_before = std::mem::replace(seen, self.walk) == self.walk;
            if let Some(unknown) = program.unknown(position)
                && state.unknown(unknown).is_some_and(|value| !value.is_exact())
            {
                found.push((unknown, weight));
            }
            if seen_before {
                shape = Shape { once: false, plain: false };
                continue;
            }
            shape.once &= reaches_bounds(program, node);
            shape.plain &= shape.once;
            if let Node::If(test, then, otherwise) = node {
                shape.plain = false;
                let settled = !undecided(*then) && !undecided(*otherwise);
                let truth = state.value(*test);
                if undecided(*test) {
                    self.pending.push((*test, if settled { weight } else { TEST.saturating_mul(weight.min(1)) }));
                }
                for (branch, unless) in [(*then, Truth::False), (*otherwise, Truth::True)] {
                    if truth != Some(Possible::Truth(unless)) && undecided(branch) {
                        self.pending.push((branch, weight));
                    }
                }
                continue;
            }
            let before = self.pending.len();
            node.each_part(&mut |part| {
                if undecided(part) {
                    self.pending.push((part, weight));
                }
            });
            let several = self.pending.len() > before.saturating_add(1);
            shape.plain &= !several || matches!(node, Node::Count { .. });
        }
        shape
    }
}

/// Returns whether a node can really have both ends of its computed range, provided that its parts can, independently
/// of one another.
fn reaches_bounds(program: &Program, node: &Node) -> bool {
    match node {
        // Two ranges may overlap although the numbers are never equal.
        Node::Same(..) => false,
        // Between the classes that a sum can reach, there may be one that it cannot.
        Node::IsAmong(of, _) => matches!(program.node(*of), Some(Node::Answer(_))),
        _ => true,
    }
}
