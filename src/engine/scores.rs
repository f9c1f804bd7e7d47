//! What scores come to.

use super::case::Case;
use crate::engine::exact::{Found, Search};
use crate::trial::program::NodeId;
use crate::trial::{Class, Goal, Score, Trial};
use crate::value::bits;
use crate::value::{Interval, Number, Truth};

/// What a score comes to over all completions that keep the consistency rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// The least and the greatest points.
    pub points: Interval<Number>,
    /// The bands that some completion reaches, as bits.
    pub bands: u64,
    /// The subgroups that some completion falls into, as bits.
    pub subgroups: u64,
    /// Whether every completion falls into a subgroup.
    pub classified: bool,
}

impl Case {
    pub(super) fn scored(&mut self, trial: &Trial, score: &Score) -> Scored {
        let premises = self.premises(trial);
        let mark = self.state.mark();
        let points = Search::new(&trial.program, &mut self.state, &mut self.memory).extremes(score.points, premises);
        self.state.undo(mark);
        let bands = score.band.as_ref().map_or(0, |(_, bands)| self.reached(trial, bands, None));
        let (subgroups, applies) = match &score.subgroup {
            None => (0, Truth::False),
            Some((applies, all)) => (self.reached(trial, all, Some(*applies)), self.truth(trial, *applies)),
        };
        let points = points.unwrap_or(Interval::exactly(Number::ZERO));
        Scored { points, bands, subgroups, classified: applies == Truth::True }
    }

    /// The classes that some completion reaches, where a statement holds if there is one.
    fn reached(&mut self, trial: &Trial, classes: &[Class], applies: Option<NodeId>) -> u64 {
        let mut reached = 0;
        for (place, class) in classes.iter().enumerate() {
            let goals: Vec<Goal> =
                [Some(class.reached), applies].into_iter().flatten().map(|node| (node, true)).collect();
            // By itself a class hangs on less than with all that it applies under.
            let alone = goals.get(..1).unwrap_or_default();
            if self.satisfiable(trial, alone) != Found::No && self.satisfiable(trial, &goals) != Found::No {
                reached |= bits::bit(place);
            }
        }
        reached
    }
}
