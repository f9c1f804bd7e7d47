//! Answers that cannot all be true.
//!
//! # Law
//!
//! A follow-up question that is answered for an option of another question contradicts an answer that does not choose that
//! option. A consistency rule is broken if no completion keeps it; several are broken together if each can be kept, but not
//! all of them. A conflict names a smallest set of answers that breaks a smallest set of rules: none of either can be left out.
//! No conflict is named whose answers hold all those of another: one mend serves both.
//! Which of several such sets it names depends on the definition and the answers alone.

use super::case::Case;
use crate::answers::Answer;
use crate::engine::exact::Found;
use crate::trial::program::Slot;
use crate::trial::{Goal, Trial};

/// Answers that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The consistency rules that they break, by their places; none for a follow-up for an option that was not chosen.
    pub rules: Vec<usize>,
    /// The answers.
    pub between: Vec<Slot>,
}

impl Case {
    /// The conflicts between the answers.
    pub fn conflicts(&mut self, trial: &Trial) -> Vec<Conflict> {
        let mut conflicts = self.not_chosen(trial);
        if self.contradictory() {
            let rules = &trial.groups.rules().goals;
            let alone: Vec<usize> = (0..rules.len()).filter(|rule| self.breaks(trial, &[*rule])).collect();
            let broken = if alone.is_empty() {
                vec![self.together(trial)]
            } else {
                alone.into_iter().map(|rule| vec![rule]).collect()
            };
            for rules in broken {
                let conflict = Conflict { between: self.breaking(trial, &rules), rules };
                let within =
                    |some: &Conflict, all: &Conflict| some.between.iter().all(|slot| all.between.contains(slot));
                if !conflicts.iter().any(|known| within(known, &conflict)) {
                    conflicts.retain(|known| !within(&conflict, known));
                    conflicts.push(conflict);
                }
            }
        }
        conflicts
    }

    /// Whether there is a conflict between the answers.
    pub fn has_conflict(&self, trial: &Trial) -> bool {
        self.contradictory() || !self.not_chosen(trial).is_empty()
    }

    /// Follow-ups for options that were not chosen.
    fn not_chosen(&self, trial: &Trial) -> Vec<Conflict> {
        let known = |slot: Slot| trial.question(slot).and_then(|question| self.answers().known(slot, question));
        let conflict = |slot: Slot| {
            let (of, option) = trial.slots.get(slot)?.option?;
            let parent = trial.slot(&trial.questions.get(of)?.id)?;
            let Some(Answer::Several(chosen)) = known(parent) else { return None };
            let left_out = chosen & crate::value::bits::bit(option) == 0 && known(slot).is_some();
            left_out.then(|| Conflict { rules: Vec::new(), between: vec![parent, slot] })
        };
        self.answers().slots().into_iter().filter_map(conflict).collect()
    }

    /// Whether no completion keeps all of some consistency rules.
    fn breaks(&mut self, trial: &Trial, rules: &[usize]) -> bool {
        let all = &trial.groups.rules().goals;
        let goals: Vec<Goal> = rules.iter().filter_map(|rule| all.get(*rule).copied()).collect();
        self.satisfiable(trial, &goals) == Found::No
    }

    /// A smallest set of rules that cannot be kept together.
    fn together(&mut self, trial: &Trial) -> Vec<usize> {
        let mut rules: Vec<usize> = (0..trial.consistency.len()).collect();
        for place in (0..rules.len()).rev() {
            let rule = rules.remove(place);
            if !self.breaks(trial, &rules) {
                rules.insert(place, rule);
            }
        }
        rules
    }

    /// A smallest set of answers that breaks some rules.
    fn breaking(&mut self, trial: &Trial, rules: &[usize]) -> Vec<Slot> {
        let mark = self.state.mark();
        let used = |slot: &Slot| {
            let all = &trial.groups.rules().used;
            rules.iter().filter_map(|rule| all.get(*rule)).any(|used| used.holds(*slot))
        };
        let mut kept: Vec<Slot> = self.answers().slots().into_iter().filter(used).collect();
        for place in (0..kept.len()).rev() {
            let before = self.state.mark();
            kept.get(place).into_iter().for_each(|slot| self.forget(trial, *slot));
            if self.breaks(trial, rules) {
                kept.remove(place);
            } else {
                self.state.undo(before);
            }
        }
        self.state.undo(mark);
        kept
    }
}
