//! What was said: answers, checked against their questions, and the values that they leave possible.

mod answer;
mod read;

pub use answer::Answer;
pub use read::{Fault, Rejection, fits_date, fits_number, read, read_answer};

use crate::json::Writer;
use crate::program::Slot;
use crate::trial::{QuestionKind, Trial};
use crate::value::{Date, Possible};

/// The answers of one person. A question without an entry was not asked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By slot; shorter than the trial's slots if the last are not answered.
    given: Vec<Option<Answer>>,
}

impl Answers {
    pub(crate) fn get(&self, slot: Slot) -> Option<&Answer> {
        self.given.get(slot)?.as_ref()
    }

    pub(crate) fn set(&mut self, slot: Slot, answer: Answer) {
        if self.given.len() <= slot {
            self.given.resize(slot.saturating_add(1), None);
        }
        if let Some(place) = self.given.get_mut(slot) {
            *place = Some(answer);
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
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        (0..self.given.len()).filter(|slot| self.answered(*slot))
    }

    /// Whether a question was answered, if only with *I don't know*.
    pub(crate) fn answered(&self, slot: Slot) -> bool {
        self.get(slot).is_some()
    }

    /// The values that each slot can have on a day.
    pub(crate) fn possible(&self, trial: &Trial, on: Date) -> Vec<Possible> {
        let questions = trial.slots.iter().enumerate().filter_map(|(slot, _)| Some((slot, trial.question(slot)?)));
        questions.map(|(slot, question)| self.possible_in(slot, &question.kind, on)).collect()
    }

    /// The values that one slot can have on a day.
    pub(crate) fn possible_in(&self, slot: Slot, kind: &QuestionKind, on: Date) -> Possible {
        self.get(slot).map_or_else(|| kind.everything(on), |answer| answer.possible(kind, on))
    }

    /// Writes the answers in the order of asking, in the form in which [`read`] takes them.
    pub fn write(&self, trial: &Trial, to: &mut impl Writer) {
        to.object(|to| {
            for (asked, answer) in trial.slots.iter().zip(&self.given) {
                if let (Some(answer), Some(question)) = (answer, trial.questions.get(asked.question)) {
                    to.key(&asked.key);
                    to.tree(answer.to_json(&question.kind));
                }
            }
        });
    }
}
