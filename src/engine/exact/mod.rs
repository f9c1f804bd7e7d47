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

/// The steps that one query to the search may take.
pub const ALLOWANCE: u32 = 2_000;
/// The steps that all queries of one assessment may take together, before each has only [`ALLOWANCE_AFTER`].
pub const TOTAL: u32 = 20_000;
/// The steps that a query may take once the total is used up.
pub const ALLOWANCE_AFTER: u32 = 20;

/// The steps that the search for either end of a score may take.
pub const ALLOWANCE_OF_SCORES: u32 = 8_000;

/// The outcome of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchOutcome {
    /// There is such a completion.
    Yes,
    /// There is none.
    No,
    /// The search gave up when its allowance was used up.
    GaveUp,
}

/// The data that searches share: the grids of unknowns, a completion to start from, the steps taken.
#[derive(Debug, Clone)]
pub struct Memory {
    grids: Vec<Grid>,
    /// The cached completion; see [`edge`].
    edge: Option<State>,
    steps: u32,
    /// Whether some search gave up.
    pub gave_up: bool,
    /// The nodes of the consistency rules. Unknowns that affect only these are split last.
    rules: Vec<NodeId>,
    scratch: Scratch,
}

impl Memory {
    /// Creates a memory for unknowns with these grids, and for these consistency rules.
    pub fn new(grids: Vec<Grid>, rules: &[Goal]) -> Memory {
        let rules = rules.iter().map(|(node, _)| *node).collect();
        Memory { grids, edge: None, steps: 0, gave_up: false, rules, scratch: Scratch::default() }
    }

    /// Returns the grid of an unknown.
    pub fn grid(&self, unknown: Unknown) -> Grid {
        self.grids.get(unknown).copied().unwrap_or_default()
    }

    /// Returns the grids of the unknowns.
    pub fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// Resets the count of steps.
    pub fn reset_steps(&mut self) {
        (self.steps, self.gave_up) = (0, false);
    }

    /// Returns the slots of answers, and the other unknowns, that could still change some statements, judging by the
    /// structure of the rules.
    pub fn open(&mut self, program: &Program, state: &State, nodes: &[NodeId]) -> Slots {
        let mut found = Vec::new();
        for node in nodes {
            self.scratch.open(program, state, *node, 1, &mut found);
        }
        found.into_iter().map(|(unknown, _)| unknown).collect()
    }

    /// Returns single values at both ends of the possible values of an unknown.
    pub(crate) fn ends(&self, unknown: Unknown, value: Possible) -> [Option<Possible>; 2] {
        split::ends(value, self.grid(unknown))
    }

    /// Returns the two halves of the possible values of an unknown, or `None` for a single value.
    pub(crate) fn halves(&self, unknown: Unknown, value: Possible) -> Option<[Possible; 2]> {
        split::halves(value, self.grid(unknown))
    }
}

/// The rank of an unknown among those to fix or split next; the least comes first.
type Rank = (Reverse<u32>, u8, Reverse<Option<Number>>, Unknown);

/// A search among the completions of a state.
pub struct Search<'a> {
    program: &'a Program,
    state: &'a mut State,
    memory: &'a mut Memory,
    /// The steps left.
    left: u32,
    /// Whether the search must reach a state in which every completion reaches the goals.
    example: bool,
}

impl<'a> Search<'a> {
    /// Creates a search with a new allowance.
    pub fn new(program: &'a Program, state: &'a mut State, memory: &'a mut Memory) -> Search<'a> {
        let left = if memory.steps < TOTAL { ALLOWANCE } else { ALLOWANCE_AFTER };
        Search { program, state, memory, left, example: false }
    }

    /// Returns whether some completion reaches all goals. If so, every completion of the state that it leaves does.
    fn example(&mut self, goals: &[Goal]) -> SearchOutcome {
        self.example = true;
        self.satisfy(goals)
    }

    /// Returns whether some completion reaches all goals. The caller must undo the state.
    pub fn satisfy(&mut self, goals: &[Goal]) -> SearchOutcome {
        let Some(parts) = self.parts(goals) else { return SearchOutcome::No };
        let mut all = SearchOutcome::Yes;
        for part in &parts {
            all = all.and(self.branch(part));
            if all == SearchOutcome::No {
                break;
            }
        }
        all
    }

    /// Returns whether some completion reaches all goals and keeps the premises, which some completion is known to
    /// keep. The caller must undo the state.
    pub fn satisfy_under(&mut self, goals: &[Goal], premises: &[Goal]) -> SearchOutcome {
        // Most goals that cannot be reached cannot be reached even without the premises.
        let mark = self.state.mark();
        let alone = self.satisfy(goals);
        if premises.is_empty() || alone == SearchOutcome::No {
            return alone;
        }
        self.state.undo(mark);
        let Some(parts) = self.parts(&[goals, premises].concat()) else { return SearchOutcome::No };
        let mut all = SearchOutcome::Yes;
        for part in parts.iter().filter(|part| part.goals.iter().any(|goal| goals.contains(goal))) {
            all = all.and(self.branch(part));
            if all == SearchOutcome::No {
                break;
            }
        }
        all
    }

    /// Returns whether an unknown decides, for some completion of the others that reaches the goals `rest`, whether the
    /// goals `own` are reached. The caller must undo the state.
    pub fn pivotal(&mut self, unknown: Unknown, own: &[Goal], rest: &[Goal]) -> SearchOutcome {
        let Some(parts) = self.parts(own) else { return SearchOutcome::No };
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return SearchOutcome::No };
        if rest.iter().any(|goal| reached(self.state, *goal) == Some(false)) {
            return SearchOutcome::No;
        }
        let decides = if rest.is_empty() && part.shape.plain {
            SearchOutcome::Yes
        } else if let Some((other, halves)) = self.halves(part, Some(unknown)) {
            return self.either(other, halves, &mut |search| search.pivotal(unknown, own, rest));
        } else {
            self.decides(part)
        };
        let mut others = rest.to_vec();
        for other in parts.iter().filter(|other| !other.holds(unknown)) {
            others.extend_from_slice(&other.goals);
        }
        if decides == SearchOutcome::No || (!rest.is_empty() && self.edge_reaches(&others)) {
            return decides;
        }
        decides.and(self.satisfy(&others))
    }

    /// Returns the goals that are still open, in groups that share no open unknown, or `None` if a goal is missed.
    pub fn parts(&mut self, goals: &[Goal]) -> Option<Vec<Part>> {
        let Memory { rules, scratch, .. } = &mut *self.memory;
        scratch.parts(self.program, self.state, goals, rules)
    }

    /// Returns whether some completion reaches all goals of a part, by splitting an unknown if need be.
    fn branch(&mut self, part: &Part) -> SearchOutcome {
        if (part.shape.once && !self.example) || self.try_values(part) {
            return SearchOutcome::Yes;
        }
        let Some((unknown, halves)) = self.halves(part, None) else {
            // Nothing is left to split, yet the part is undecided, because several days are examined together.
            return SearchOutcome::Yes;
        };
        self.either(unknown, halves, &mut |search| search.satisfy(&part.goals))
    }

    /// Tries to reach all goals of a part by setting each unknown in turn to a single value that misses none: its value
    /// at the edge, or either end of its possible values. Returns whether it succeeded; if not, the state is unchanged.
    fn try_values(&mut self, part: &Part) -> bool {
        let start = self.state.mark();
        // Inserted one by one: the sort of the standard library takes more bytes than the rest of this file.
        let mut unknowns: Vec<(Rank, Unknown)> = Vec::new();
        for (unknown, weight) in &part.unknowns {
            let rank = self.rank(*unknown, *weight);
            unknowns.insert(unknowns.partition_point(|(before, _)| *before < rank), (rank, *unknown));
        }
        let complete = unknowns.into_iter().all(|(_, unknown)| {
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
        let succeeded = complete && part.goals.iter().all(|goal| reached(self.state, *goal) == Some(true));
        if !succeeded {
            self.state.undo(start);
        }
        succeeded
    }

    /// Returns whether the single open unknown of a part decides whether the part passes.
    fn decides(&mut self, part: &Part) -> SearchOutcome {
        let mark = self.state.mark();
        let passes = self.satisfy(&part.goals);
        self.state.undo(mark);
        if passes == SearchOutcome::No {
            return SearchOutcome::No;
        }
        let mut fails = SearchOutcome::No;
        for (goal, wanted) in &part.goals {
            fails = fails.or(self.satisfy(&[(*goal, !wanted)]));
            self.state.undo(mark);
            if fails == SearchOutcome::Yes {
                break;
            }
        }
        passes.and(fails)
    }

    /// Returns the rank of an unknown: by its weight, how few values it has, and how much it changes sums.
    fn rank(&self, unknown: Unknown, weight: u32) -> Rank {
        let cost = self.state.unknown(unknown).map_or(0, split::cost);
        (Reverse(weight), cost, Reverse(self.program.reach(unknown)), unknown)
    }

    /// Returns the unknown of a part to split next, with its halves in the order to try them.
    fn halves(&mut self, part: &Part, except: Option<Unknown>) -> Option<(Unknown, [Possible; 2])> {
        let mut best: Option<(Rank, Unknown, [Possible; 2])> = None;
        for (unknown, weight) in part.unknowns.iter().filter(|(unknown, _)| Some(*unknown) != except) {
            let rank = self.rank(*unknown, *weight);
            if best.as_ref().is_none_or(|(best, ..)| rank < *best)
                && let Some(value) = self.state.unknown(*unknown)
                && let Some(halves) = self.memory.halves(*unknown, value)
            {
                best = Some((rank, *unknown, halves));
            }
        }
        let (_, unknown, [a, b]) = best?;
        let hint = self.memory.edge.as_ref().and_then(|edge| edge.unknown(unknown));
        let later = hint.is_some_and(|hint| b.holds(hint));
        Some((unknown, if later { [b, a] } else { [a, b] }))
    }

    /// Returns whether a search succeeds with either half of an unknown.
    fn either(
        &mut self,
        unknown: Unknown,
        halves: [Possible; 2],
        search: &mut dyn FnMut(&mut Search<'_>) -> SearchOutcome,
    ) -> SearchOutcome {
        let mut found = SearchOutcome::No;
        for half in halves {
            let Some(left) = self.left.checked_sub(1) else {
                self.memory.gave_up = true;
                return SearchOutcome::GaveUp;
            };
            self.left = left;
            self.memory.steps = self.memory.steps.saturating_add(1);
            let mark = self.state.mark();
            self.state.set(self.program, unknown, half);
            found = found.or(search(self));
            if found == SearchOutcome::Yes {
                return found;
            }
            self.state.undo(mark);
        }
        found
    }
}

impl SearchOutcome {
    /// Returns `Yes` if both are, `No` if either is.
    fn and(self, other: SearchOutcome) -> SearchOutcome {
        match (self, other) {
            (SearchOutcome::No, _) | (_, SearchOutcome::No) => SearchOutcome::No,
            (SearchOutcome::Yes, SearchOutcome::Yes) => SearchOutcome::Yes,
            _ => SearchOutcome::GaveUp,
        }
    }

    /// Returns `Yes` if either is, `No` if both are.
    fn or(self, other: SearchOutcome) -> SearchOutcome {
        match (self, other) {
            (SearchOutcome::Yes, _) | (_, SearchOutcome::Yes) => SearchOutcome::Yes,
            (SearchOutcome::No, SearchOutcome::No) => SearchOutcome::No,
            _ => SearchOutcome::GaveUp,
        }
    }
}

/// Returns `Some(true)` if a goal is reached, `Some(false)` if it is missed, and `None` if it is open.
fn reached(state: &State, (node, wanted): Goal) -> Option<bool> {
    match state.value(node) {
        Some(Possible::Truth(Truth::True)) => Some(wanted),
        Some(Possible::Truth(Truth::False)) => Some(!wanted),
        _ => None,
    }
}
