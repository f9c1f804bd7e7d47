//! The least and the greatest that a number can be.

use super::{ALLOWANCE_OF_SCORES, Found, Order, Search};
use crate::trial::Goal;
use crate::trial::program::{NodeId, Unknown};
use crate::value::{Interval, Number, Possible};

/// Which end of what a number can be is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Most,
}

impl End {
    fn of(self, range: Interval<Number>) -> Number {
        match self {
            End::Least => range.least,
            End::Most => range.most,
        }
    }

    /// Whether a number lies further towards this end than another.
    fn beyond(self, number: Number, other: Number) -> bool {
        match self {
            End::Least => number < other,
            End::Most => number > other,
        }
    }
}

impl Search<'_> {
    /// What a number is at the least and at the most in completions that keep premises which some completion is known to keep.
    /// Where a search gives up, what the sets alone tell.
    pub fn extremes(&mut self, node: NodeId, premises: &[Goal]) -> Option<Interval<Number>> {
        let Some(Possible::Number(range)) = self.state.value(node) else { return None };
        if range.is_exact() {
            return Some(range);
        }
        let mut extreme = |end: End| {
            let (mark, mut best) = (self.state.mark(), None);
            self.left = ALLOWANCE_OF_SCORES;
            let whole = self.extreme(node, premises, end, &mut best);
            self.state.undo(mark);
            best.filter(|_| whole).unwrap_or(end.of(range))
        };
        Some(Interval { least: extreme(End::Least), most: extreme(End::Most) })
    }

    /// Looks for numbers beyond the best so far; tells whether it came to its end. The state is to be undone.
    fn extreme(&mut self, node: NodeId, premises: &[Goal], end: End, best: &mut Option<Number>) -> bool {
        let Some(Possible::Number(range)) = self.state.value(node) else { return false };
        if best.is_some_and(|best| !end.beyond(end.of(range), best)) {
            return true;
        }
        let Some(parts) = self.parts(premises) else { return true };
        if range.is_exact() {
            let mark = self.state.mark();
            let kept = parts.iter().all(|part| self.branch(part) != Found::No);
            self.state.undo(mark);
            if kept {
                *best = Some(end.of(range));
            }
            return true;
        }
        let mut open = Vec::new();
        self.memory.scratch.open(self.program, self.state, node, 1, &mut open);
        let mut first: Option<(Order, Unknown, [Possible; 2])> = None;
        for (unknown, weight) in open {
            let order = self.order(unknown, weight);
            if first.as_ref().is_none_or(|(before, ..)| order < *before)
                && let Some(halves) = self.state.unknown(unknown).and_then(|value| self.memory.halves(unknown, value))
            {
                first = Some((order, unknown, halves));
            }
        }
        let Some((_, unknown, halves)) = first else { return false };
        let mark = self.state.mark();
        let reach = |search: &mut Search<'_>, half| {
            search.state.set(search.program, unknown, half);
            let reach = search.state.value(node);
            search.state.undo(mark);
            if let Some(Possible::Number(range)) = reach { end.of(range) } else { Number::ZERO }
        };
        let [a, b] = halves;
        let swap = end.beyond(reach(self, b), reach(self, a));
        for half in if swap { [b, a] } else { [a, b] } {
            let Some(left) = self.left.checked_sub(1) else {
                self.memory.gave_up = true;
                return false;
            };
            self.left = left;
            self.state.set(self.program, unknown, half);
            let whole = self.extreme(node, premises, end, best);
            self.state.undo(mark);
            if !whole {
                return false;
            }
        }
        true
    }
}
