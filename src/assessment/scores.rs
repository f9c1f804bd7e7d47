//! What scores come to.

use super::case::Case;
use crate::bits;
use crate::exact::{Found, Search};
use crate::trial::{Class, Score, Trial};
use crate::value::{Interval, Number, Possible, Truth};

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
        let bands = score.band.as_ref().map_or(0, |(_, bands)| self.reached(trial, bands));
        let (subgroups, applies) = match &score.subgroup {
            None => (0, Truth::False),
            Some((applies, subgroups)) => (self.reached(trial, subgroups), self.truth(trial, *applies)),
        };
        let points = points.unwrap_or(Interval::exactly(Number::ZERO));
        Scored { points, bands, subgroups, classified: applies == Truth::True }
    }

    /// The classes that some completion reaches.
    fn reached(&mut self, trial: &Trial, classes: &[Class]) -> u64 {
        let places = classes.iter().enumerate().filter(|(_, class)| match self.state.value(class.reached) {
            Some(Possible::Truth(Truth::Unknown)) => self.satisfiable(trial, &[(class.reached, true)]) != Found::No,
            value => value == Some(Possible::Truth(Truth::True)),
        });
        places.fold(0, |set, (place, _)| set | bits::bit(place))
    }
}
