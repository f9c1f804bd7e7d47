//! The order of questions that should ask the fewest.
//!
//! # Law
//!
//! Of the questions left to ask, the first is the one after which the fewest are expected to remain, by the frequencies
//! that the definition states. Among questions that leave about as many, the least intimate one comes first, then the
//! first in the trial's order. Follow-ups for an option that was chosen come before all of these. The order does not
//! change the verdict.
//!
//! # Method and cost
//!
//! The method looks one step ahead: it sets each answer in turn. If the answer rules the person out for good, no
//! question remains; otherwise those remain on which undecided rules structurally depend. A question that may still
//! apply counts half. Weighted by its frequency, it would count so little that the question before it would be
//! postponed for long; and that question often rules people out. Looking two steps ahead saves 1 to 5 % more of the
//! questions, at many times the cost.

use super::ask::{Planner, askable, when};
use super::case::Case;
use crate::trial::program::{NodeId, Slot};
use crate::trial::{Goal, WHOLE};
use crate::value::{Date, Interval, Possible, Truth};

/// The resolution of looking one step ahead, in millionths of a question: two answers that rule out only together, such
/// as a dose and its frequency, seem worth less than they are.
const RESOLUTION: u64 = 750_000;

impl Planner<'_> {
    /// Returns the question left after which the fewest should remain.
    pub(super) fn shortest(&mut self) -> Option<Slot> {
        let mut ranked: Vec<((u64, u8), Slot)> = Vec::new();
        for slot in 0..self.trial.slots.len() {
            if askable(self.trial, self.case, slot) && self.applies(slot) == Truth::True {
                // A person who has just chosen an option expects its follow-up.
                if self.trial.slots.get(slot).is_some_and(|prompt| prompt.option.is_some()) && self.left(slot) {
                    return Some(slot);
                }
                let intimacy = self.trial.question(slot).map_or(0, |question| question.intimacy);
                let rank = (self.expected_after(slot) / RESOLUTION, intimacy);
                ranked.insert(ranked.partition_point(|(before, _)| *before <= rank), (rank, slot));
            }
        }
        ranked.into_iter().map(|(_, slot)| slot).find(|slot| self.left(*slot))
    }

    /// Returns how many questions should remain once one is answered, in millionths.
    fn expected_after(&mut self, slot: Slot) -> u64 {
        let Some(question) = self.trial.question(slot) else { return 0 };
        let mut sum = 0_u64;
        for (value, weight) in &question.shares(self.case.setting().on) {
            if *weight > 0 {
                sum = sum.saturating_add(u64::from(*weight).saturating_mul(self.remaining_after(slot, *value)));
            }
        }
        sum
    }

    /// Returns how many questions remain after this answer, in thousandths.
    fn remaining_after(&mut self, slot: Slot, value: Possible) -> u64 {
        let (trial, day) = (self.trial, self.day);
        self.case.on_day(trial, day, |case| {
            case.state.set(&trial.program, slot, value);
            if trial.groups.goals().iter().any(|goal| missed(case, *goal)) {
                let mark = case.state.mark();
                case.set_days(trial, Interval { least: day, most: Date::LAST });
                case.state.set(&trial.program, slot, value);
                if trial.groups.goals().iter().any(|goal| missed(case, *goal)) {
                    return 0;
                }
                case.state.undo(mark);
            }
            let value = |node: NodeId| case.state.value(node);
            let nodes = trial.groups.goals().iter().map(|(node, _)| *node);
            let undecided: Vec<NodeId> =
                nodes.filter(|node| value(*node) == Some(Possible::Truth(Truth::Unknown))).collect();
            let open = case.open(trial, &undecided);
            let mut count = 0_u64;
            for other in open.iter().filter(|other| *other != slot && askable(trial, case, *other)) {
                count = count.saturating_add(match when(trial, other).and_then(|when| case.state.value(when)) {
                    None | Some(Possible::Truth(Truth::True)) => WHOLE.into(),
                    Some(Possible::Truth(Truth::False)) => 0,
                    Some(_) => u64::from(WHOLE / 2),
                });
            }
            count
        })
    }
}

fn missed(case: &Case, (node, wanted): Goal) -> bool {
    case.state.value(node) == Some(Possible::Truth((!wanted).into()))
}
