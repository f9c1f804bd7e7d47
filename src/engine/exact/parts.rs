//! Which unknowns are still open in goals, and which goals hang together by them.

use super::reached;
use crate::trial::Goal;
use crate::trial::program::{Node, NodeId, Program, State, Unknown};
use crate::value::{Possible, Truth};

/// Goals that share unknowns, and the unknowns, each with how much hangs on it.
#[derive(Debug)]
pub struct Part {
    pub(super) goals: Vec<Goal>,
    pub(super) unknowns: Vec<(Unknown, u32)>,
    pub(super) shape: Shape,
}

impl Part {
    /// Whether an unknown is one of its own.
    pub fn holds(&self, unknown: Unknown) -> bool {
        self.unknowns.iter().any(|(held, _)| *held == unknown)
    }
}

/// What the way from a goal to its unknowns looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// There is one goal and one way to each unknown, and whatever a node on it can be at the least and at the most it can
    /// really be. An undecided goal can then come out either way.
    pub once: bool,
    /// Besides, only *and*, *or* and counts bring unknowns together. Each unknown then decides the goal for some completion.
    pub plain: bool,
}

/// How much more hangs on the test of a choice between undecided parts than on the parts.
const TEST: u32 = 4;

/// Space for walks, kept between them.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    /// The walk in which each node was last seen.
    seen: Vec<u32>,
    walk: u32,
    ahead: Vec<(NodeId, u32)>,
    found: Vec<(Unknown, u32)>,
    /// For each unknown the round in which it was last met, how much hangs on it, and the part that it is in.
    met: Vec<(u32, u32, usize)>,
    round: u32,
}

impl Scratch {
    /// The goals that are still open, in groups; none if one is missed. Goals reached are left out.
    /// On goals that are among some rules little hangs.
    pub fn parts(&mut self, program: &Program, state: &State, goals: &[Goal], rules: &[NodeId]) -> Option<Vec<Part>> {
        self.round = self.round.wrapping_add(1);
        self.met.resize(state.unknowns().len(), (0, 0, 0));
        let mut parts: Vec<Part> = Vec::new();
        // Where a part went that became one with a later part.
        let mut became: Vec<usize> = Vec::new();
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
            became.push(own);
            let mut part = Part { goals: vec![*goal], unknowns: Vec::new(), shape };
            for (unknown, weight) in &found {
                self.meet(*unknown, *weight, own, &mut part, &mut parts, &mut became);
            }
            self.found = found;
            parts.push(part);
        }
        parts.retain(|part| !part.goals.is_empty());
        for part in &mut parts {
            for (unknown, weight) in &mut part.unknowns {
                *weight = self.met.get(*unknown).map_or(0, |(_, weight, _)| *weight);
            }
        }
        Some(parts)
    }

    /// Adds an unknown to a part; the part in which it already is becomes one with this part.
    fn meet(
        &mut self,
        unknown: Unknown,
        weight: u32,
        own: usize,
        part: &mut Part,
        parts: &mut [Part],
        became: &mut [usize],
    ) {
        let Some((round, held, place)) = self.met.get_mut(unknown) else { return };
        if *round != self.round {
            (*round, *held, *place) = (self.round, weight, own);
            part.unknowns.push((unknown, 0));
            return;
        }
        *held = held.saturating_add(weight);
        while let Some(next) = became.get(*place).filter(|next| *next != place) {
            *place = *next;
        }
        if *place == own {
            return;
        }
        if let (Some(other), Some(now)) = (parts.get_mut(*place), became.get_mut(*place)) {
            *now = own;
            part.goals.append(&mut other.goals);
            part.unknowns.append(&mut other.unknowns);
            part.shape = Shape { once: false, plain: false };
        }
    }

    /// The unknowns that could still change a node, as far as the rules' shape tells: every part of the way to them is
    /// itself not decided. Each comes as often as it is reached.
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
        self.ahead.push((start, weight));
        let mut shape = Shape { once: true, plain: true };
        let undecided = |place: NodeId| state.value(place).is_some_and(|value| !value.is_exact());
        while let Some((place, weight)) = self.ahead.pop() {
            let (Some(node), Some(seen)) = (program.node(place), self.seen.get_mut(place)) else { continue };
            let again = std::mem::replace(seen, self.walk) == self.walk;
            if let Some(unknown) = program.unknown(place)
                && state.unknown(unknown).is_some_and(|value| !value.is_exact())
            {
                found.push((unknown, weight));
            }
            if again {
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
                    self.ahead.push((*test, if settled { weight } else { TEST.saturating_mul(weight.min(1)) }));
                }
                for (branch, unless) in [(*then, Truth::False), (*otherwise, Truth::True)] {
                    if truth != Some(Possible::Truth(unless)) && undecided(branch) {
                        self.ahead.push((branch, weight));
                    }
                }
                continue;
            }
            let before = self.ahead.len();
            node.each_part(&mut |part| {
                if undecided(part) {
                    self.ahead.push((part, weight));
                }
            });
            let several = self.ahead.len() > before.saturating_add(1);
            shape.plain &= !several || matches!(node, Node::Count { .. });
        }
        shape
    }
}

/// Whether a node can really be the least and the most that it is computed to be, if its parts can, apart from one another.
fn reaches_bounds(program: &Program, node: &Node) -> bool {
    match node {
        // Two numbers may lie around one another and still never be the same.
        Node::Same(..) => false,
        // Between the classes that a sum can reach may lie one that it cannot.
        Node::IsAmong(of, _) => matches!(program.node(*of), Some(Node::Answer(_))),
        _ => true,
    }
}
