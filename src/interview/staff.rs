//! The continuation of an interview by the clinic, with the person's answers.

use super::Interview;
use crate::answers::{Answer, Answers, Provenance, SourcedAnswer};
use crate::trial::Audience;

impl Interview {
    /// Goes on to the questions that only the clinic is asked, at the first that was never answered. Every answer is
    /// kept as reported by the person, as the clinic would have recorded it.
    ///
    /// The clinic's questions follow the person's, whatever the order of the definition. The clinic's findings may
    /// settle the verdict, but no answer was changed, so none is left out.
    pub fn ask_clinic(&mut self) {
        for slot in self.remembered.slots() {
            let unsourced = |answer: &&SourcedAnswer| answer.from.is_none() && answer.answer != Answer::Unknown;
            let Some(mut answer) = self.remembered.get(slot).filter(unsourced).cloned() else { continue };
            answer.from = Some(Provenance::Person);
            self.remembered.set(slot, answer);
            if let Some(entry) = self.entries.get_mut(slot) {
                Provenance::Person.id().clone_into(&mut entry.provenance);
            }
        }
        let mut setting = self.case.setting().clone();
        setting.audience = Audience::Clinic;
        let mut answers = Answers::default();
        for slot in &self.trail {
            if let Some(answer) = self.remembered.get(*slot) {
                answers.set(*slot, answer.clone());
            }
        }
        self.begin(answers, setting);
    }
}
