//! A check whether goals can be reached on any day, without a search over days.

use super::case::Case;
use crate::engine::exact::{Grid, Memory, Search, SearchOutcome};
use crate::trial::program::{Inputs, State};
use crate::trial::{Goal, Trial};
use crate::value::DECIMALS;

impl Case {
    /// Returns whether no completion reaches all goals on any day. The check does not examine days: every comparison of
    /// days, and every number of years between two days, may take any value of its range. If it returns `false`, there
    /// may still be no such day.
    pub(super) fn never(&self, trial: &Trial, goals: &[Goal]) -> bool {
        let (mut program, points) = trial.program.without_days();
        let (slots, anchors) = (trial.slots.len(), trial.anchors.len());
        let mut extremes = trial.extremes(crate::trial::QuestionKind::everything);
        extremes.unknowns.extend_from_slice(&points);
        program.bound(extremes, slots, anchors);
        let mut unknowns = self.state.unknowns().to_vec();
        let mut grids = self.memory.grids().to_vec();
        unknowns.extend(points);
        grids.resize(unknowns.len(), Grid { decimals: DECIMALS, exclusive: 0 });
        let on = self.state.on();
        let inputs = Inputs { on, today: on, unknowns, fixed: vec![None; anchors] };
        let (mut state, mut memory) = (State::of(&program, inputs), Memory::new(grids, &[]));
        let goals = [goals, self.premises(trial)].concat();
        Search::new(&program, &mut state, &mut memory).satisfy(&goals) == SearchOutcome::No
    }
}
