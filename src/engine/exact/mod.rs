#![doc = include_str!("../GUARANTEES.md")]

mod edge;
mod extreme;
mod parts;
mod split;

pub use split::Grid;

use std::cmp::Reverse;

use crate::trial::Goal;
use crate::trial::program::{NodeId, Program, Slots, State, Unknown};
use crate::value::{Number, Possible, Truth};

pub use parts::Part;
use parts::Scratch;

/// The steps that one question to the search may take.
pub const ALLOWANCE: u32 = 2_000;
/// The steps that all questions of one assessment may take together, before each has only [`ALLOWANCE_AFTER`].
pub const TOTAL: u32 = 20_000;
/// The steps that a question may take once the total is used up.
pub const ALLOWANCE_AFTER: u32 = 20;

/// The steps that the search for either end of a score may take.
pub const ALLOWANCE_OF_SCORES: u32 = 8_000;

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There is such a completion.
    Yes,
    /// There is none.
    No,
    /// Not found out within the allowance.
    GaveUp,
}

/// What outlives single searches: the grids of unknowns, a completion to start from, the steps taken.
#[derive(Debug, Clone)]
pub struct Memory {
    grids: Vec<Grid>,
    /// See [`edge`].
    edge: Option<State>,
    steps: u32,
    /// Whether some search gave up.
    pub gave_up: bool,
    /// The nodes of the consistency rules. What they alone hang on is split last.
    rules: Vec<NodeId>,
    scratch: Scratch,
}

impl Memory {
    /// A memory for unknowns with these grids, and for these consistency rules.
    pub fn new(grids: Vec<Grid>, rules: &[Goal]) -> Memory {
        let rules = rules.iter().map(|(node, _)| *node).collect();
        Memory { grids, edge: None, steps: 0, gave_up: false, rules, scratch: Scratch::default() }
    }

    /// The grid of an unknown.
    pub fn grid(&self, unknown: Unknown) -> Grid {
        self.grids.get(unknown).copied().unwrap_or_default()
    }

    /// The grids of the unknowns.
    pub fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// Begins to count steps anew.
    pub fn rest(&mut self) {
        (self.steps, self.gave_up) = (0, false);
    }

    /// The slots of answers, and the other unknowns, that could still change some statements, as far as the rules' shape
    /// tells.
    pub fn open(&mut self, program: &Program, state: &State, nodes: &[NodeId]) -> Slots {
        let mut found = Vec::new();
        for node in nodes {
            self.scratch.open(program, state, *node, 1, &mut found);
        }
        found.into_iter().map(|(unknown, _)| unknown).collect()
    }

    /// Two single values, at either end of what an unknown can be.
    pub(crate) fn ends(&self, unknown: Unknown, value: Possible) -> [Option<Possible>; 2] {
        split::ends(value, self.grid(unknown))
    }

    /// The two halves of a value of an unknown; nothing for a single value.
    pub(crate) fn halves(&self, unknown: Unknown, value: Possible) -> Option<[Possible; 2]> {
        split::halves(value, self.grid(unknown))
    }
}

type Order = (Reverse<u32>, u8, Reverse<Option<Number>>, Unknown);

/// A search among the completions of a state.
pub struct Search<'a> {
    program: &'a Program,
    state: &'a mut State,
    memory: &'a mut Memory,
    left: u32,
    example: bool,
}

impl<'a> Search<'a> {
    /// A search with a fresh allowance.
    pub fn new(program: &'a Program, state: &'a mut State, memory: &'a mut Memory) -> Search<'a> {
        let left = if memory.steps < TOTAL { ALLOWANCE } else { ALLOWANCE_AFTER };
        Search { program, state, memory, left, example: false }
    }

    /// Whether some completion makes all goals come true. If so, the state is left where every completion does.
    fn example(&mut self, goals: &[Goal]) -> Found {
        self.example = true;
        self.satisfy(goals)
    }

    /// Whether some completion makes all goals come true. The state is to be undone.
    pub fn satisfy(&mut self, goals: &[Goal]) -> Found {
        let Some(parts) = self.parts(goals) else { return Found::No };
        let mut all = Found::Yes;
        for part in &parts {
            all = all.and(self.branch(part));
            if all == Found::No {
                break;
            }
        }
        all
    }

    /// Whether some completion makes all goals come true, and premises that some completion is known to keep. The state is to
    /// be undone.
    pub fn satisfy_under(&mut self, goals: &[Goal], premises: &[Goal]) -> Found {
        // Most goals that cannot be reached cannot be reached whatever the premises.
        let mark = self.state.mark();
        let alone = self.satisfy(goals);
        if premises.is_empty() || alone == Found::No {
            return alone;
        }
        self.state.undo(mark);
        let Some(parts) = self.parts(&[goals, premises].concat()) else { return Found::No };
        let mut all = Found::Yes;
        for part in parts.iter().filter(|part| part.goals.iter().any(|goal| goals.contains(goal))) {
            all = all.and(self.branch(part));
            if all == Found::No {
                break;
            }
        }
        all
    }

    /// Whether an unknown decides, for some completion of the others in which the rest comes true, if its own goals do. The
    /// state is to be undone.
    pub fn pivotal(&mut self, unknown: Unknown, own: &[Goal], rest: &[Goal]) -> Found {
        let Some(parts) = self.parts(own) else { return Found::No };
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return Found::No };
        if rest.iter().any(|goal| reached(self.state, *goal) == Some(false)) {
            return Found::No;
        }
        let turns = if rest.is_empty() && part.shape.plain {
            Found::Yes
        } else if let Some((other, halves)) = self.halves(part, Some(unknown)) {
            return self.either(other, halves, &mut |search| search.pivotal(unknown, own, rest));
        } else {
            self.turns(part)
        };
        let mut others = rest.to_vec();
        for other in parts.iter().filter(|other| !other.holds(unknown)) {
            others.extend_from_slice(&other.goals);
        }
        if turns == Found::No || (!rest.is_empty() && self.follows(&others)) {
            return turns;
        }
        turns.and(self.satisfy(&others))
    }

    /// The goals that are still open, in groups that share no open unknown; none if one is missed.
    pub fn parts(&mut self, goals: &[Goal]) -> Option<Vec<Part>> {
        let Memory { rules, scratch, .. } = &mut *self.memory;
        scratch.parts(self.program, self.state, goals, rules)
    }

    fn branch(&mut self, part: &Part) -> Found {
        if (part.shape.once && !self.example) || self.reach(part) {
            return Found::Yes;
        }
        let Some((unknown, halves)) = self.halves(part, None) else {
            // Nothing is left to split, and it is not decided: several days are looked at together.
            return Found::Yes;
        };
        self.either(unknown, halves, &mut |search| search.satisfy(&part.goals))
    }

    /// Whether all goals of a part are reached by giving each unknown in turn a single value that misses none: its value at the
    /// edge, or either end of what it can be. If not, the state is as before.
    fn reach(&mut self, part: &Part) -> bool {
        let start = self.state.mark();
        // Put in place one by one: the sort of the standard library weighs more than the rest of this file.
        let mut unknowns: Vec<(Order, Unknown)> = Vec::new();
        for (unknown, weight) in &part.unknowns {
            let order = self.order(*unknown, *weight);
            unknowns.insert(unknowns.partition_point(|(before, _)| *before < order), (order, *unknown));
        }
        let there = unknowns.into_iter().all(|(_, unknown)| {
            let Some(held) = self.state.unknown(unknown) else { return false };
            let hint = self.memory.edge.as_ref().and_then(|edge| edge.unknown(unknown));
            let hint = hint.filter(|hint| held.holds(*hint));
            let ends = self.memory.ends(unknown, held);
            hint.into_iter().chain(ends.into_iter().flatten()).any(|value| {
                let mark = self.state.mark();
                self.state.set(self.program, unknown, value);
                let misses = part.goals.iter().any(|goal| reached(self.state, *goal) == Some(false));
                if misses {
                    self.state.undo(mark);
                }
                !misses
            })
        });
        let there = there && part.goals.iter().all(|goal| reached(self.state, *goal) == Some(true));
        if !there {
            self.state.undo(start);
        }
        there
    }

    /// Whether a part whose only unknown is left whole can come out either way.
    fn turns(&mut self, part: &Part) -> Found {
        let mark = self.state.mark();
        let passes = self.satisfy(&part.goals);
        self.state.undo(mark);
        if passes == Found::No {
            return Found::No;
        }
        let mut fails = Found::No;
        for (goal, wanted) in &part.goals {
            fails = fails.or(self.satisfy(&[(*goal, !wanted)]));
            self.state.undo(mark);
            if fails == Found::Yes {
                break;
            }
        }
        passes.and(fails)
    }

    /// What an unknown is ordered by when it is to be fixed: how much hangs on it, how few values it has, how much it
    /// changes sums.
    fn order(&self, unknown: Unknown, weight: u32) -> Order {
        let rank = self.state.unknown(unknown).map_or(0, split::rank);
        (Reverse(weight), rank, Reverse(self.program.reach(unknown)), unknown)
    }

    /// The unknown of a part to split next, with its halves, the one to try first first.
    fn halves(&mut self, part: &Part, except: Option<Unknown>) -> Option<(Unknown, [Possible; 2])> {
        let mut best: Option<(Order, Unknown, [Possible; 2])> = None;
        for (unknown, weight) in part.unknowns.iter().filter(|(unknown, _)| Some(*unknown) != except) {
            let order = self.order(*unknown, *weight);
            if best.as_ref().is_none_or(|(best, ..)| order < *best)
                && let Some(value) = self.state.unknown(*unknown)
                && let Some(halves) = self.memory.halves(*unknown, value)
            {
                best = Some((order, *unknown, halves));
            }
        }
        let (_, unknown, [a, b]) = best?;
        let hint = self.memory.edge.as_ref().and_then(|edge| edge.unknown(unknown));
        let later = hint.is_some_and(|hint| b.holds(hint));
        Some((unknown, if later { [b, a] } else { [a, b] }))
    }

    fn either(
        &mut self,
        unknown: Unknown,
        halves: [Possible; 2],
        search: &mut dyn FnMut(&mut Search<'_>) -> Found,
    ) -> Found {
        let mut found = Found::No;
        for half in halves {
            let Some(left) = self.left.checked_sub(1) else {
                self.memory.gave_up = true;
                return Found::GaveUp;
            };
            self.left = left;
            self.memory.steps = self.memory.steps.saturating_add(1);
            let mark = self.state.mark();
            self.state.set(self.program, unknown, half);
            found = found.or(search(self));
            if found == Found::Yes {
                return found;
            }
            self.state.undo(mark);
        }
        found
    }
}

impl Found {
    /// Both.
    fn and(self, other: Found) -> Found {
        match (self, other) {
            (Found::No, _) | (_, Found::No) => Found::No,
            (Found::Yes, Found::Yes) => Found::Yes,
            _ => Found::GaveUp,
        }
    }

    /// One or the other.
    fn or(self, other: Found) -> Found {
        match (self, other) {
            (Found::Yes, _) | (_, Found::Yes) => Found::Yes,
            (Found::No, Found::No) => Found::No,
            _ => Found::GaveUp,
        }
    }
}

/// Whether a goal is reached, missed, or still open.
fn reached(state: &State, (node, wanted): Goal) -> Option<bool> {
    match state.value(node) {
        Some(Possible::Truth(Truth::True)) => Some(wanted),
        Some(Possible::Truth(Truth::False)) => Some(!wanted),
        _ => None,
    }
}
