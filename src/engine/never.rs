//! Whether something can come true on any day at all.

use super::case::Case;
use crate::engine::exact::{Found, Grid, Memory, Search};
use crate::trial::program::{Inputs, State};
use crate::trial::{Goal, Trial};
use crate::value::DECIMALS;

impl Case {
    /// Whether no completion makes all goals come true on any day, found without looking at days: what rules read off days may
    /// come to anything that it can come to at all. Where this finds nothing, there may still be no such day.
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
        Search::new(&program, &mut state, &mut memory).satisfy(&goals) == Found::No
    }
}
