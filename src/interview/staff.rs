//! Going on as the clinic, with what the person has said.

use super::Interview;
use crate::answers::{Answer, Answers, Provenance};
use crate::trial::Audience;

impl Interview {
    /// Goes on to what only a clinic is asked. Every answer is kept, as the person's own: so the clinic would have written it
    /// down. Leads to the first question that was never answered.
    ///
    /// The clinic's questions follow the person's, whatever the order of the definition: what the clinic finds out may settle
    /// the verdict, but nobody changed an answer, and none is left out.
    pub fn ask_clinic(&mut self) {
        for slot in self.remembered.slots() {
            let told = self.remembered.get(slot).filter(|said| said.from.is_none() && said.answer != Answer::Unknown);
            let Some(mut said) = told.cloned() else { continue };
            said.from = Some(Provenance::Person);
            self.remembered.set(slot, said);
            if let Some(entry) = self.entries.get_mut(slot) {
                Provenance::Person.id().clone_into(&mut entry.provenance);
            }
        }
        let mut setting = self.case.setting().clone();
        setting.audience = Audience::Clinic;
        let mut answers = Answers::default();
        for slot in &self.trail {
            if let Some(said) = self.remembered.get(*slot) {
                answers.set(*slot, said.clone());
            }
        }
        self.begin(answers, setting);
    }
}
