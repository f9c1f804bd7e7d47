//! The edge: one completion kept at hand, at which much is found out without a search.
//!
//! It passes if any does that was found so far, and it is where some unknown was last seen to decide: close to where others do
//! too. What is found there is certain; what is not found there is searched for.

use super::{Found, Memory, Search, reached};
use crate::trial::program::{NodeId, Program, Slots, State, Unknown};
use crate::trial::{Goal, Group};
use crate::value::Possible;

impl Memory {
    /// Moves the edge, if there is one for this day, to where a state leaves no choice.
    pub fn follow(&mut self, program: &Program, state: &State) {
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

    /// What a node is at the edge, if there is one for the day of a state.
    pub fn seen(&self, state: &State, node: NodeId) -> Option<Possible> {
        self.edge.as_ref().filter(|edge| edge.on() == state.on())?.value(node)
    }
}

impl Search<'_> {
    /// Whether some completion passes a group. The edge is then such a completion. The state is to be undone.
    pub fn passes(&mut self, group: &Group) -> Found {
        let passes = |state: &State| group.goals.iter().all(|goal| reached(state, *goal) == Some(true));
        if passes(self.state) {
            return Found::Yes;
        }
        self.begin();
        let missed = self.missed(&group.goals);
        if missed == 0 {
            return Found::Yes;
        }
        let mends = |search: &mut Search<'_>, _: &State| search.example(&group.goals) == Found::Yes;
        if missed == 1 && group.unknowns.iter().any(|unknown| self.at_edge(*unknown, true, &mends)) {
            return Found::Yes;
        }
        let found = self.example(&group.goals);
        if found == Found::Yes {
            self.memory.follow(self.program, self.state);
        }
        found
    }

    /// Makes an edge if there is none.
    fn begin(&mut self) {
        if self.memory.edge.is_none() {
            self.memory.edge = Some(self.state.clone());
            self.memory.follow(self.program, self.state);
        }
    }

    /// How many goals the edge misses.
    fn missed(&self, goals: &[Goal]) -> usize {
        let Some(edge) = &self.memory.edge else { return goals.len() };
        goals.iter().filter(|goal| reached(edge, **goal) != Some(true)).count()
    }

    /// Moves the edge to where the state is; tells whether it misses none of some goals.
    pub(super) fn follows(&mut self, goals: &[Goal]) -> bool {
        self.memory.follow(self.program, self.state);
        self.missed(goals) == 0
    }

    /// Whether an unknown is pivotal, as [`Search::pivotal`] tells, to a group that passes. The edge is then where it is. The
    /// state is to be undone.
    pub fn relevant(&mut self, unknown: Unknown, group: &Group) -> Found {
        if self.turns_at_edge(unknown, &group.goals) {
            return Found::Yes;
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
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return Found::No };
        if (rest.is_empty() && part.shape.plain) || self.turns_near_edge(unknown, &group.goals, &own, &near, true) {
            return Found::Yes;
        }
        let found = self.pivotal(unknown, &own, &rest);
        if found == Found::Yes && self.example(&own) == Found::Yes {
            self.memory.follow(self.program, self.state);
        }
        found
    }

    /// Whether an unknown decides at the edge if all goals come true.
    pub fn turns_at_edge(&mut self, unknown: Unknown, goals: &[Goal]) -> bool {
        self.at_edge(unknown, false, &|search, _| search.turns_alone(goals))
    }

    /// Whether an unknown decides one step from the edge, along one of some others, if all goals come true: its own among
    /// them. The edge may go there.
    fn turns_near_edge(&mut self, unknown: Unknown, goals: &[Goal], own: &[Goal], near: &Slots, go: bool) -> bool {
        self.at_edge(unknown, go, &|search, known| {
            let found = near.iter().filter(|other| *other != unknown).any(|other| {
                let Some(range) = known.unknown(other).filter(|range| !range.is_exact()) else { return false };
                let mark = search.state.mark();
                search.state.set(search.program, other, range);
                let parts = search.parts(own).unwrap_or_default();
                let found = parts.iter().any(|part| part.holds(unknown))
                    && search.memory.ends(other, range).into_iter().flatten().any(|value| {
                        search.state.set(search.program, other, value);
                        search.turns_alone(goals)
                    });
                if !found {
                    search.state.undo(mark);
                }
                found
            });
            found && (!go || search.example(goals) == Found::Yes)
        })
    }

    /// Whether an unknown is pivotal to a statement. The state is to be undone.
    pub fn bears(&mut self, unknown: Unknown, node: NodeId) -> Found {
        let goals = [(node, true)];
        self.begin();
        if self.turns_at_edge(unknown, &goals) {
            return Found::Yes;
        }
        let parts = self.parts(&goals).unwrap_or_default();
        let Some(part) = parts.iter().find(|part| part.holds(unknown)) else { return Found::No };
        let near = part.unknowns.iter().map(|(other, _)| *other).collect();
        if part.shape.plain || self.turns_near_edge(unknown, &goals, &goals, &near, false) {
            return Found::Yes;
        }
        self.pivotal(unknown, &goals, &[])
    }

    /// Whether the only unknown left open decides if all goals come true.
    fn turns_alone(&mut self, goals: &[Goal]) -> bool {
        let parts = self.parts(goals).unwrap_or_default();
        matches!(parts.as_slice(), [own] if own.unknowns.len() == 1 && self.turns(own) == Found::Yes)
    }

    /// Looks from the edge, with one unknown all that it can be; the edge may go to where something was found.
    fn at_edge(&mut self, unknown: Unknown, go: bool, look: &dyn Fn(&mut Search<'_>, &State) -> bool) -> bool {
        let Some(value) = self.state.unknown(unknown).filter(|value| !value.is_exact()) else { return false };
        let Some(mut edge) = self.memory.edge.take() else { return false };
        let mark = edge.mark();
        edge.set(self.program, unknown, value);
        let found =
            edge.on() == self.state.on() && look(&mut Search::new(self.program, &mut edge, self.memory), self.state);
        if !(found && go) {
            edge.undo(mark);
        }
        self.memory.edge = Some(edge);
        if found && go {
            self.memory.follow(self.program, self.state);
        }
        found
    }
}
