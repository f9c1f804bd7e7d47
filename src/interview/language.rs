//! Going on in another language.

use super::screen::Entry;
use super::typed::month_named;
use super::{Interview, Step, words};
use crate::diagnostics::Finding;
use crate::texts::{Part, Texts};

impl Interview {
    /// Goes on in another language, with both files of its words. Answers, entries and the screen stay; `typed` is what
    /// stands in the fields of the question at hand.
    ///
    /// Fails, and changes nothing, if the words are not this trial's, or if an approval does not cover the language: nobody
    /// is shown words that no board has approved, nor loses their answers for it. Where nothing was asked yet for want of
    /// an approval, another language may begin.
    pub fn speak(&mut self, language: &str, words: &str, later: &str, typed: Entry) -> Result<(), Finding> {
        let mut texts = Texts::default();
        let read = texts.add(words, Part::Questions, &self.trial.digest);
        let read = read.and_then(|()| texts.add(later, Part::Result, &self.trial.digest));
        read.map_err(|fault| Finding::about("words", &fault))?;
        if self.step != Step::Closed && self.trial.closed(self.case.setting().on, language).is_some() {
            return Err(Finding::about("words", &"are not approved in this language"));
        }
        if let Step::Ask { slot, .. } = self.step {
            self.keep(slot, typed);
        }
        for entry in &mut self.entries {
            if let Some(month) = month_named(&self.texts, &entry.month) {
                entry.month = words::month(&texts, month);
            }
        }
        self.texts = texts;
        language.clone_into(&mut self.language);
        if self.step == Step::Closed {
            self.go_on();
        } else if self.waits {
            self.finish();
        }
        Ok(())
    }
}
