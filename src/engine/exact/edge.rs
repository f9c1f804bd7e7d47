//! The edge: a cached completion, which answers many queries without a search.
//!
//! It is a passing completion if one is known, at a point where some unknown was found to be pivotal; others are often
//! pivotal nearby. Whatever is found at the edge is certain; a search looks only for what is not found there.

use super::{Memory, Search, SearchOutcome, reached};
use crate::trial::program::{NodeId, Program, Slots, State, Unknown};
use crate::trial::{Goal, Group};
use crate::value::Possible;

impl Memory {
    /// Moves the edge, if there is one for this day, so that it is a completion of a state.
    pub fn move_edge(&mut self, program: &Program, state: &State) {
        let Some(mut edge) = self.edge.take() else { return };
        if edge.on() == state.on() {
            let mut moved = Vec::new();
            for (unknown, (known, held)) in state.unknowns().iter().zip(edge.unknowns()).enumerate() {
                if !held.is_exact() || !known.holds(*held) {
                    let end = self.ends(unknown, *known).into_iter().flatten().next();
                    moved.push((unknown, end.filter(|_| !known.is_exact()).unwrap_or(*known)));
                }
            }
            edge.set_all(program, &moved);
            edge.keep();
        }
        self.edge = Some(edge);
    }

    /// Returns the value of a node at the edge, if there is one for the day of a state.
    pub fn value_at_edge(&self, state: &State, node: NodeId) -> Option<Possible> {
        self.edge.as_ref().filter(|edge| edge.on() == state.on())?.value(node)
    }
}

impl Search<'_> {
    /// Returns whether some completion passes a group. The edge is then such a completion. The caller must undo the
    /// state.
    pub fn passes(&mut self, group: &Group) -> SearchOutcome {
        let passes = |state: &State| group.goals.iter().all(|goal| reached(state, *goal) == Some(true));
        if passes(self.state) {
            return SearchOutcome::Yes;
        }
        self.ensure_edge();
        let missed = self.missed(&group.goals);
        if missed == 0 {
            return SearchOutcome::Yes;
        }
        let reaches = |search: &mut Search<'_>, _: &State| search.example(&group.goals) == SearchOutcome::Yes;
        if missed == 1 && group.unknowns.iter().any(|unknown| self.at_edge(*unknown, true, &reaches)) {
            return SearchOutcome::Yes;
        }
        let found = self.example(&group.goals);
        if found == SearchOutcome::Yes {
            self.memory.move_edge(self.program, self.state);
        }
        found
    }

    /// Creates an edge if there is none.
    fn ensure_edge(&mut self) {
        if self.memory.edge.is_none() {
            self.memory.edge = Some(self.state.clone());
            self.memory.move_edge(self.program, self.state);
        }
    }

    /// Returns how many goals the edge misses.
    fn missed(&self, goals: &[Goal]) -> usize {
        let Some(edge) = &self.memory.edge else { return goals.len() };
        goals.iter().filter(|goal| reached(edge, **goal) != Some(true)).count()
    }

    /// Moves the edge to a completion of the state. Returns whether it reaches all of some goals.
    pub(super) fn edge_reaches(&mut self, goals: &[Goal]) -> bool {
        self.memory.move_edge(self.program, self.state);
        self.missed(goals) == 0
    }

    /// Returns whether an unknown is pivotal, in the sense of [`Search::pivotal`], to a group that passes. The edge is
    /// then where the unknown decides. The caller must undo the state.
    pub fn relevant(&mut self, unknown: Unknown, group: &Group) -> SearchOutcome {
        if self.decides_at_edge(unknown, &group.goals) {
            return SearchOutcome::Yes;
        }
        let (mut own, mut rest, mut near) = (Vec::new(), Vec::new(), Slots::default());
        for (goal, used) in group.goals.iter().zip(&group.used) {
            let goals = if used.holds(unknown) {
                near.join(used);
                &mut own
            } else {
                &mut rest
            };
            if reached(self.state, *goal).is_none() {
                goals.push(*goal);
            }
        }
        let parts = self.parts(&own).unwrap_or_default();
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return SearchOutcome::No };
        if (rest.is_empty() && part.shape.plain) || self.decides_near_edge(unknown, &group.goals, &own, &near, true) {
            return SearchOutcome::Yes;
        }
        let found = self.pivotal(unknown, &own, &rest);
        if found == SearchOutcome::Yes && self.example(&own) == SearchOutcome::Yes {
            self.memory.move_edge(self.program, self.state);
        }
        found
    }

    /// Returns whether an unknown decides at the edge whether all goals are reached.
    pub fn decides_at_edge(&mut self, unknown: Unknown, goals: &[Goal]) -> bool {
        self.at_edge(unknown, false, &|search, _| search.single_unknown_decides(goals))
    }

    /// Returns whether an unknown decides one step from the edge, along one of the unknowns `near`, whether all goals
    /// are reached, including its own. If `move_edge` is set, the edge moves there.
    fn decides_near_edge(
        &mut self,
        unknown: Unknown,
        goals: &[Goal],
        own: &[Goal],
        near: &Slots,
        move_edge: bool,
    ) -> bool {
        self.at_edge(unknown, move_edge, &|search, known| {
            let found = near.iter().filter(|other| *other != unknown).any(|other| {
                let Some(range) = known.unknown(other).filter(|range| !range.is_exact()) else { return false };
                let mark = search.state.mark();
                search.state.set(search.program, other, range);
                let parts = search.parts(own).unwrap_or_default();
                let found = parts.iter().any(|part| part.holds(unknown))
                    && search.memory.ends(other, range).into_iter().flatten().any(|value| {
                        search.state.set(search.program, other, value);
                        search.single_unknown_decides(goals)
                    });
                if !found {
                    search.state.undo(mark);
                }
                found
            });
            found && (!move_edge || search.example(goals) == SearchOutcome::Yes)
        })
    }

    /// Returns whether an unknown is pivotal to a statement. The caller must undo the state.
    pub fn is_pivotal(&mut self, unknown: Unknown, node: NodeId) -> SearchOutcome {
        let goals = [(node, true)];
        self.ensure_edge();
        if self.decides_at_edge(unknown, &goals) {
            return SearchOutcome::Yes;
        }
        let parts = self.parts(&goals).unwrap_or_default();
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return SearchOutcome::No };
        let near = part.unknowns.iter().map(|(other, _)| *other).collect();
        if part.shape.plain || self.decides_near_edge(unknown, &goals, &goals, &near, false) {
            return SearchOutcome::Yes;
        }
        self.pivotal(unknown, &goals, &[])
    }

    /// Returns whether a single unknown is open and decides whether all goals are reached.
    fn single_unknown_decides(&mut self, goals: &[Goal]) -> bool {
        let parts = self.parts(goals).unwrap_or_default();
        matches!(parts.as_slice(), [own] if own.unknowns.len() == 1 && self.decides(own) == SearchOutcome::Yes)
    }

    /// Runs a query at the edge, with one unknown set to all its possible values. If `move_edge` is set, the edge moves
    /// to where the query succeeded.
    fn at_edge(&mut self, unknown: Unknown, move_edge: bool, query: &dyn Fn(&mut Search<'_>, &State) -> bool) -> bool {
        let Some(value) = self.state.unknown(unknown).filter(|value| !value.is_exact()) else { return false };
        let Some(mut edge) = self.memory.edge.take() else { return false };
        let mark = edge.mark();
        edge.set(self.program, unknown, value);
        let found =
            edge.on() == self.state.on() && query(&mut Search::new(self.program, &mut edge, self.memory), self.state);
        if !(found && move_edge) {
            edge.undo(mark);
        }
        self.memory.edge = Some(edge);
        if found && move_edge {
            self.memory.move_edge(self.program, self.state);
        }
        found
    }
}
