//! Answers, checked against their questions, and their possible values.

mod answer;
mod provenance;
mod read;

pub use answer::Answer;
pub use provenance::{Provenance, SourcedAnswer};
pub use read::{Fault, InvalidAnswer, Rejection, fits_date, fits_number, read, read_answer};

use crate::json::Writer;
use crate::trial::program::Slot;
use crate::trial::{Question, Trial};
use crate::value::{Date, Possible};

/// The key of the provenance among the answers. No question has it as its id.
pub const PROVENANCE: &str = "provenance";

/// The answers of one person. A question without an entry was not answered yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By slot; shorter than the trial's slots if the last are not answered.
    answers: Vec<Option<SourcedAnswer>>,
}

impl Answers {
    pub(crate) fn get(&self, slot: Slot) -> Option<&SourcedAnswer> {
        self.answers.get(slot)?.as_ref()
    }

    pub(crate) fn set(&mut self, slot: Slot, answer: SourcedAnswer) {
        if self.answers.len() <= slot {
            self.answers.resize(slot.saturating_add(1), None);
        }
        if let Some(entry) = self.answers.get_mut(slot) {
            *entry = Some(answer);
        }
    }

    /// Sets the provenance of an answer.
    fn set_provenance(&mut self, slot: Slot, from: Provenance) {
        if let Some(Some(answer)) = self.answers.get_mut(slot) {
            answer.from = Some(from);
        }
    }

    pub(crate) fn remove(&mut self, slot: Slot) {
        if let Some(entry) = self.answers.get_mut(slot) {
            *entry = None;
        }
        // Without trailing gaps, equal answers compare equal, whatever came before.
        while self.answers.pop_if(|last| last.is_none()).is_some() {}
    }

    /// Returns the slots answered, in the order of asking.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        (0..self.answers.len()).filter(|slot| self.answered(*slot)).collect()
    }

    /// Returns whether a question was answered, even if with *I don't know*.
    pub(crate) fn answered(&self, slot: Slot) -> bool {
        self.get(slot).is_some()
    }

    /// Returns the possible values of each slot on a day.
    pub(crate) fn possible(&self, trial: &Trial, on: Date) -> Vec<Possible> {
        let questions = (0..trial.slots.len()).filter_map(|slot| Some((slot, trial.question(slot)?)));
        questions.map(|(slot, question)| self.possible_in(slot, question, on)).collect()
    }

    /// Returns the answer in a slot, if it counts and is not *I don't know* or *I'd rather not say*.
    pub(crate) fn known(&self, slot: Slot, question: &Question) -> Option<&Answer> {
        let sourced = self.get(slot).filter(|sourced| sourced.counts(question.asked_of))?;
        (!matches!(sourced.answer, Answer::Unknown | Answer::Declined)).then_some(&sourced.answer)
    }

    /// Returns the possible values of one slot on a day.
    pub(crate) fn possible_in(&self, slot: Slot, question: &Question, on: Date) -> Possible {
        let known = self.known(slot, question);
        known.map_or_else(|| question.kind.everything(on), |answer| answer.possible(&question.kind, on))
    }

    /// Writes the answers in the order of asking, in the form in which [`read`] takes them.
    pub fn write(&self, trial: &Trial, to: &mut impl Writer) {
        to.object(|to| {
            for (prompt, sourced) in trial.slots.iter().zip(&self.answers) {
                if let (Some(sourced), Some(question)) = (sourced, trial.questions.get(prompt.question)) {
                    to.key(&prompt.key);
                    to.tree(sourced.answer.to_json(&question.kind));
                }
            }
        });
    }

    /// Writes the provenance of the answers with its key, in the form in which [`read`] takes it; nothing if none
    /// states one.
    pub fn write_provenance(&self, trial: &Trial, to: &mut impl Writer) {
        if self.answers.iter().flatten().all(|answer| answer.from.is_none()) {
            return;
        }
        to.key(PROVENANCE);
        to.object(|to| {
            for (prompt, answer) in trial.slots.iter().zip(&self.answers) {
                if let Some(from) = answer.as_ref().and_then(|answer| answer.from) {
                    to.entry(&prompt.key, from.id());
                }
            }
        });
    }
}
