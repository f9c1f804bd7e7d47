//! Conflicts: answers that cannot all be true.
//!
//! # Law
//!
//! A follow-up question that is answered for an option of another question contradicts an answer that does not choose
//! that option. A consistency rule is broken if no completion keeps it; several are broken together if each can be
//! kept, but not all of them. A conflict names a smallest set of answers that breaks a smallest set of rules: none of
//! either can be left out. A conflict is not reported if its answers include all those of another: one correction fixes
//! both. Which of several such sets is named depends on the definition and the answers alone.

use super::case::Case;
use crate::answers::Answer;
use crate::engine::exact::SearchOutcome;
use crate::trial::program::Slot;
use crate::trial::{Goal, Trial};

/// Answers that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The positions of the consistency rules that they break; empty for a follow-up of an option that was not chosen.
    pub rules: Vec<usize>,
    /// The answers.
    pub between: Vec<Slot>,
}

impl Case {
    /// Returns the conflicts between the answers.
    pub fn conflicts(&mut self, trial: &Trial) -> Vec<Conflict> {
        let mut conflicts = self.not_chosen(trial);
        if self.contradictory() {
            let rules = &trial.groups.rules().goals;
            let individually: Vec<usize> = (0..rules.len()).filter(|rule| self.breaks(trial, &[*rule])).collect();
            let broken = if individually.is_empty() {
                vec![self.broken_together(trial)]
            } else {
                individually.into_iter().map(|rule| vec![rule]).collect()
            };
            for rules in broken {
                let conflict = Conflict { between: self.breaking_answers(trial, &rules), rules };
                let contained =
                    |some: &Conflict, all: &Conflict| some.between.iter().all(|slot| all.between.contains(slot));
                if !conflicts.iter().any(|known| contained(known, &conflict)) {
                    conflicts.retain(|known| !contained(&conflict, known));
                    conflicts.push(conflict);
                }
            }
        }
        conflicts
    }

    /// Returns whether there is a conflict between the answers.
    pub fn has_conflict(&self, trial: &Trial) -> bool {
        self.contradictory() || !self.not_chosen(trial).is_empty()
    }

    /// Returns the conflicts of follow-ups for options that were not chosen.
    fn not_chosen(&self, trial: &Trial) -> Vec<Conflict> {
        let known = |slot: Slot| trial.question(slot).and_then(|question| self.answers().known(slot, question));
        let conflict = |slot: Slot| {
            let (question, option) = trial.slots.get(slot)?.option?;
            let parent = trial.slot(&trial.questions.get(question)?.id)?;
            let Some(Answer::Several(chosen)) = known(parent) else { return None };
            let not_chosen = chosen & crate::value::option_set::bit(option) == 0 && known(slot).is_some();
            not_chosen.then(|| Conflict { rules: Vec::new(), between: vec![parent, slot] })
        };
        self.answers().slots().into_iter().filter_map(conflict).collect()
    }

    /// Returns whether no completion keeps all of some consistency rules.
    fn breaks(&mut self, trial: &Trial, rules: &[usize]) -> bool {
        let all = &trial.groups.rules().goals;
        let goals: Vec<Goal> = rules.iter().filter_map(|rule| all.get(*rule).copied()).collect();
        self.satisfiable(trial, &goals) == SearchOutcome::No
    }

    /// Returns a smallest set of rules that cannot be kept together.
    fn broken_together(&mut self, trial: &Trial) -> Vec<usize> {
        let mut rules: Vec<usize> = (0..trial.consistency.len()).collect();
        for position in (0..rules.len()).rev() {
            let rule = rules.remove(position);
            if !self.breaks(trial, &rules) {
                rules.insert(position, rule);
            }
        }
        rules
    }

    /// Returns a smallest set of answers that breaks some rules.
    fn breaking_answers(&mut self, trial: &Trial, rules: &[usize]) -> Vec<Slot> {
        let mark = self.state.mark();
        let used = |slot: &Slot| {
            let all = &trial.groups.rules().used;
            rules.iter().filter_map(|rule| all.get(*rule)).any(|used| used.holds(*slot))
        };
        let mut kept: Vec<Slot> = self.answers().slots().into_iter().filter(used).collect();
        for position in (0..kept.len()).rev() {
            let before = self.state.mark();
            kept.get(position).into_iter().for_each(|slot| self.withdraw(trial, *slot));
            if self.breaks(trial, rules) {
                kept.remove(position);
            } else {
                self.state.undo(before);
            }
        }
        self.state.undo(mark);
        kept
    }
}
