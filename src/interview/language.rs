//! The change to another language.

use super::screen::Entry;
use super::typed::month_named;
use super::{Interview, Step, words};
use crate::diagnostics::Finding;
use crate::texts::{Part, Texts};

impl Interview {
    /// Switches to another language, with both files of its texts. Answers, entries and the screen stay; `typed` holds
    /// the fields of the current question.
    ///
    /// # Errors
    ///
    /// Returns an error, and changes nothing, if the texts are not this trial's, or if an approval does not cover the
    /// language: no person is shown texts that no board has approved, or loses answers because of them. Where the
    /// interview could not begin for want of an approval, another language may begin it.
    pub fn set_language(&mut self, language: &str, words: &str, later: &str, typed: Entry) -> Result<(), Finding> {
        let mut texts = Texts::default();
        let read = texts.add(words, Part::Questions, &self.trial.digest);
        let read = read.and_then(|()| texts.add(later, Part::Result, &self.trial.digest));
        read.map_err(|fault| Finding::about("words", &fault))?;
        if self.step != Step::Closed && self.trial.closed(self.case.setting().on, language).is_some() {
            return Err(Finding::about("words", &"are not approved in this language"));
        }
        if let Step::Ask { slot, .. } = self.step {
            self.keep_entry(slot, typed);
        }
        for entry in &mut self.entries {
            if let Some(month) = month_named(&self.texts, &entry.month) {
                entry.month = words::month(&texts, month);
            }
        }
        self.texts = texts;
        language.clone_into(&mut self.language);
        if self.step == Step::Closed {
            self.advance();
        } else if self.waits {
            self.finish();
        }
        Ok(())
    }
}
