//! What was said: answers, checked against their questions, and the values that they leave possible.

mod answer;
mod provenance;
mod read;

pub use answer::Answer;
pub use provenance::{Provenance, Said};
pub use read::{Fault, InvalidAnswer, Rejection, fits_date, fits_number, read, read_answer};

use crate::json::Writer;
use crate::trial::program::Slot;
use crate::trial::{Question, Trial};
use crate::value::{Date, Possible};

/// The key that tells, among answers, where they come from. No question has it for an id.
pub const PROVENANCE: &str = "provenance";

/// The answers of one person. A question without an entry was not asked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By slot; shorter than the trial's slots if the last are not answered.
    given: Vec<Option<Said>>,
}

impl Answers {
    pub(crate) fn get(&self, slot: Slot) -> Option<&Said> {
        self.given.get(slot)?.as_ref()
    }

    pub(crate) fn set(&mut self, slot: Slot, said: Said) {
        if self.given.len() <= slot {
            self.given.resize(slot.saturating_add(1), None);
        }
        if let Some(place) = self.given.get_mut(slot) {
            *place = Some(said);
        }
    }

    /// Tells where an answer comes from.
    fn tell(&mut self, slot: Slot, from: Provenance) {
        if let Some(Some(said)) = self.given.get_mut(slot) {
            said.from = Some(from);
        }
    }

    pub(crate) fn remove(&mut self, slot: Slot) {
        if let Some(place) = self.given.get_mut(slot) {
            *place = None;
        }
        // Equal answers stay equal, however they came about.
        while self.given.pop_if(|last| last.is_none()).is_some() {}
    }

    /// The slots answered, in the order of asking.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        (0..self.given.len()).filter(|slot| self.answered(*slot)).collect()
    }

    /// Whether a question was answered, if only with *I don't know*.
    pub(crate) fn answered(&self, slot: Slot) -> bool {
        self.get(slot).is_some()
    }

    /// The values that each slot can have on a day.
    pub(crate) fn possible(&self, trial: &Trial, on: Date) -> Vec<Possible> {
        let questions = trial.slots.iter().enumerate().filter_map(|(slot, _)| Some((slot, trial.question(slot)?)));
        questions.map(|(slot, question)| self.possible_in(slot, question, on)).collect()
    }

    /// What is known of a slot: its answer, if that counts and tells something.
    pub(crate) fn known(&self, slot: Slot, question: &Question) -> Option<&Answer> {
        let said = self.get(slot).filter(|said| said.counts(question.asked_of))?;
        (!matches!(said.answer, Answer::Unknown | Answer::Declined)).then_some(&said.answer)
    }

    /// The values that one slot can have on a day.
    pub(crate) fn possible_in(&self, slot: Slot, question: &Question, on: Date) -> Possible {
        let known = self.known(slot, question);
        known.map_or_else(|| question.kind.everything(on), |answer| answer.possible(&question.kind, on))
    }

    /// Writes the answers in the order of asking, in the form in which [`read`] takes them.
    pub fn write(&self, trial: &Trial, to: &mut impl Writer) {
        to.object(|to| {
            for (asked, said) in trial.slots.iter().zip(&self.given) {
                if let (Some(said), Some(question)) = (said, trial.questions.get(asked.question)) {
                    to.key(&asked.key);
                    to.tree(said.answer.to_json(&question.kind));
                }
            }
        });
    }

    /// Writes where answers come from, as [`read`] takes it, after its key; nothing if that is told of none.
    pub fn write_provenance(&self, trial: &Trial, to: &mut impl Writer) {
        if self.given.iter().flatten().all(|said| said.from.is_none()) {
            return;
        }
        to.key(PROVENANCE);
        to.object(|to| {
            for (asked, said) in trial.slots.iter().zip(&self.given) {
                if let Some(from) = said.as_ref().and_then(|said| said.from) {
                    to.entry(&asked.key, from.id());
                }
            }
        });
    }
}
