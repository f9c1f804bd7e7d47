//! What consistency rules leave of the values that answers leave.
//!
//! # Law
//!
//! A value is taken out of an unknown's set only if some consistency rule is false with it, whatever the other unknowns are.
//! So no completion that keeps the rules is lost. Numbers and dates lose values at their ends alone.

use super::case::Case;
use crate::trial::Trial;
use crate::trial::program::{NodeId, Slot, Slots, Unknown};
use crate::value::option_set;
use crate::value::{Date, Interval, Number, Possible, Truth};

/// How often each rule is looked at on average, at the most: two that push each other along would never come to rest.
const ROUNDS: usize = 8;

impl Case {
    /// Takes values out of sets, after one answer or after all of them.
    pub(super) fn narrow(&mut self, trial: &Trial, after: Option<Slot>) {
        let rules = trial.groups.rules();
        let concerned = |used: &Slots, unknown: Unknown| used.holds(unknown);
        let mut ahead: Vec<bool> =
            rules.used.iter().map(|used| after.is_none_or(|slot| concerned(used, slot))).collect();
        let mut looks = rules.goals.len().saturating_mul(ROUNDS);
        while let Some(place) = ahead.iter().position(|ahead| *ahead) {
            let (Some(now), Some(left)) = (ahead.get_mut(place), looks.checked_sub(1)) else { return };
            (*now, looks) = (false, left);
            let (Some((node, _)), Some(used)) = (rules.goals.get(place), rules.used.get(place)) else { return };
            for slot in used.iter().filter(|unknown| *unknown < trial.slots.len()) {
                if !self.shave(trial, slot, *node) {
                    continue;
                }
                if !self.narrowed.contains(&slot) {
                    self.narrowed.push(slot);
                }
                for (ahead, used) in ahead.iter_mut().zip(&rules.used) {
                    *ahead |= concerned(used, slot);
                }
            }
        }
    }

    /// Takes out of one slot what a rule refuses; tells whether there was anything.
    fn shave(&mut self, trial: &Trial, slot: Slot, node: NodeId) -> bool {
        let open = self.state.value(node) == Some(Possible::Truth(Truth::Unknown));
        let Some(held) = self.state.unknown(slot).filter(|held| open && !held.is_exact()) else { return false };
        let left = match held {
            Possible::Truth(_) => {
                let [yes, no] = [Truth::True, Truth::False].map(Possible::Truth);
                if self.refused(trial, slot, yes, node) {
                    no
                } else if self.refused(trial, slot, no, node) {
                    yes
                } else {
                    held
                }
            }
            Possible::One(options) => {
                let kept = option_set::places(options).map(option_set::bit);
                let kept = kept.filter(|option| !self.refused(trial, slot, Possible::One(*option), node));
                Possible::One(kept.fold(0, |set, option| set | option))
            }
            Possible::Several { certain, possible } => self.shave_several(trial, slot, node, certain, possible),
            Possible::Number(_) | Possible::Date(_) => self.shave_ends(trial, slot, node, held),
            Possible::Distance(_) => held,
        };
        // What nothing is left of is a contradiction, which is told elsewhere.
        if left == held || left == Possible::One(0) || self.refused(trial, slot, left, node) {
            return false;
        }
        self.state.set(&trial.program, slot, left);
        true
    }

    fn shave_several(&mut self, trial: &Trial, slot: Slot, node: NodeId, certain: u64, possible: u64) -> Possible {
        let alone = self.memory.grid(slot).exclusive;
        let (mut certain, mut possible) = (certain, possible);
        for option in option_set::places(possible & !certain).map(option_set::bit) {
            // What stands alone is beside nothing.
            let beside = if option & alone == 0 { possible & !alone } else { certain | option };
            let with = Possible::Several { certain: certain | option, possible: beside };
            let without = Possible::Several { certain, possible: possible & !option };
            if possible & option == 0 {
                continue;
            }
            if self.refused(trial, slot, with, node) {
                possible &= !option;
            } else if self.refused(trial, slot, without, node) {
                (certain, possible) = (certain | option, beside);
            }
        }
        Possible::Several { certain, possible }
    }

    fn shave_ends(&mut self, trial: &Trial, slot: Slot, node: NodeId, held: Possible) -> Possible {
        let [low, high] = self.memory.ends(slot, held);
        let mut left = held;
        for (end, is_low) in [(low, true), (high, false)] {
            if end.is_some_and(|end| self.refused(trial, slot, end, node)) {
                let first = self.first_kept(trial, slot, node, left, is_low);
                left = if is_low { between(first, left) } else { between(left, first) };
            }
        }
        left
    }

    /// The single value at which a range begins, seen from one end, once what the rule refuses there is taken out.
    fn first_kept(&mut self, trial: &Trial, slot: Slot, node: NodeId, range: Possible, is_low: bool) -> Possible {
        let mut range = range;
        while let Some([a, b]) = self.memory.halves(slot, range) {
            let (near, far) = if is_low { (a, b) } else { (b, a) };
            range = if self.refused(trial, slot, near, node) { far } else { near };
            if near == far {
                break;
            }
        }
        range
    }

    /// Whether a rule is false with some values of a slot.
    fn refused(&mut self, trial: &Trial, slot: Slot, values: Possible, node: NodeId) -> bool {
        let mark = self.state.mark();
        self.state.set(&trial.program, slot, values);
        let refused = self.state.value(node) == Some(Possible::Truth(Truth::False));
        self.state.undo(mark);
        refused
    }
}

/// From the least of one range to the most of another.
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
