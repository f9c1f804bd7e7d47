//! Narrowing: removes values that consistency rules exclude.
//!
//! # Law
//!
//! A value is removed from an unknown's set only if some consistency rule is false with it, whatever the other unknowns
//! are. So no completion that keeps the rules is lost. Numbers and dates lose values only at their ends.

use super::case::Case;
use crate::trial::Trial;
use crate::trial::program::{NodeId, Slot};
use crate::value::option_set;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// The greatest average number of times each rule is applied: two rules that keep narrowing each other might never
/// stop.
const ROUNDS: usize = 8;

impl Case {
    /// Removes values from sets, after one answer or after all of them.
    pub(super) fn narrow(&mut self, trial: &Trial, after: Option<Slot>) {
        let rules = trial.groups.rules();
        let mut pending: Vec<bool> = rules.used.iter().map(|used| after.is_none_or(|slot| used.holds(slot))).collect();
        let mut rounds_left = rules.goals.len().saturating_mul(ROUNDS);
        while let Some(position) = pending.iter().position(|pending| *pending) {
            let (Some(now), Some(left)) = (pending.get_mut(position), rounds_left.checked_sub(1)) else { return };
            (*now, rounds_left) = (false, left);
            let (Some((node, _)), Some(used)) = (rules.goals.get(position), rules.used.get(position)) else { return };
            for slot in used.iter().filter(|unknown| *unknown < trial.slots.len()) {
                if !self.narrow_slot(trial, slot, *node) {
                    continue;
                }
                if !self.narrowed.contains(&slot) {
                    self.narrowed.push(slot);
                }
                for (pending, used) in pending.iter_mut().zip(&rules.used) {
                    *pending |= used.holds(slot);
                }
            }
        }
    }

    /// Removes from one slot the values that a rule excludes. Returns whether there were any.
    fn narrow_slot(&mut self, trial: &Trial, slot: Slot, node: NodeId) -> bool {
        let open = self.state.value(node) == Some(Possible::Truth(Truth::Unknown));
        let Some(held) = self.state.unknown(slot).filter(|held| open && !held.is_exact()) else { return false };
        let left = match held {
            Possible::Truth(_) => {
                let [yes, no] = [Truth::True, Truth::False].map(Possible::Truth);
                if self.excluded(trial, slot, yes, node) {
                    no
                } else if self.excluded(trial, slot, no, node) {
                    yes
                } else {
                    held
                }
            }
            Possible::One(options) => {
                let kept = option_set::places(options).map(option_set::bit);
                let kept = kept.filter(|option| !self.excluded(trial, slot, Possible::One(*option), node));
                Possible::One(kept.fold(0, |set, option| set | option))
            }
            Possible::Several { certain, possible } => self.narrow_several(trial, slot, node, certain, possible),
            Possible::Number(_) | Possible::Date(_) => self.narrow_ends(trial, slot, node, held),
            Possible::Distance(_) => held,
        };
        // If no value is left, the answers contradict each other, which is detected elsewhere.
        if left == held || left == Possible::One(0) || self.excluded(trial, slot, left, node) {
            return false;
        }
        self.state.set(&trial.program, slot, left);
        true
    }

    fn narrow_several(&mut self, trial: &Trial, slot: Slot, node: NodeId, certain: u64, possible: u64) -> Possible {
        let exclusive = self.memory.grid(slot).exclusive;
        let (mut certain, mut possible) = (certain, possible);
        for option in option_set::places(possible & !certain).map(option_set::bit) {
            // An exclusive option excludes all others.
            let with_option = if option & exclusive == 0 { possible & !exclusive } else { certain | option };
            let with = Possible::Several { certain: certain | option, possible: with_option };
            let without = Possible::Several { certain, possible: possible & !option };
            if possible & option == 0 {
                continue;
            }
            if self.excluded(trial, slot, with, node) {
                possible &= !option;
            } else if self.excluded(trial, slot, without, node) {
                (certain, possible) = (certain | option, with_option);
            }
        }
        Possible::Several { certain, possible }
    }

    fn narrow_ends(&mut self, trial: &Trial, slot: Slot, node: NodeId, held: Possible) -> Possible {
        let [low, high] = self.memory.ends(slot, held);
        let mut left = held;
        for (end, is_low) in [(low, true), (high, false)] {
            if end.is_some_and(|end| self.excluded(trial, slot, end, node)) {
                let first = self.first_kept(trial, slot, node, left, is_low);
                left = if is_low { between(first, left) } else { between(left, first) };
            }
        }
        left
    }

    /// Returns the first single value of a range, seen from one end, that the rule does not exclude.
    fn first_kept(&mut self, trial: &Trial, slot: Slot, node: NodeId, range: Possible, is_low: bool) -> Possible {
        let mut range = range;
        while let Some([a, b]) = self.memory.halves(slot, range) {
            let (near, far) = if is_low { (a, b) } else { (b, a) };
            range = if self.excluded(trial, slot, near, node) { far } else { near };
            if near == far {
                break;
            }
        }
        range
    }

    /// Returns whether a rule is false with these values of a slot.
    fn excluded(&mut self, trial: &Trial, slot: Slot, values: Possible, node: NodeId) -> bool {
        let mark = self.state.mark();
        self.state.set(&trial.program, slot, values);
        let excluded = self.state.value(node) == Some(Possible::Truth(Truth::False));
        self.state.undo(mark);
        excluded
    }
}

/// Returns the range from the least of one range to the greatest of another.
fn between(first: Possible, last: Possible) -> Possible {
    match (first, last) {
        (Possible::Number(Interval::<Number> { least, .. }), Possible::Number(Interval { most, .. }))
            if least <= most =>
        {
            Possible::Number(Interval { least, most })
        }
        (Possible::Date(Interval::<Date> { least, .. }), Possible::Date(Interval { most, .. })) if least <= most => {
            Possible::Date(Interval { least, most })
        }
        _ => last,
    }
}
