//! A trial with its messages in every language, as the resources need them.

use super::parts::Words;
use crate::definition::Definition;
use crate::interview::words;
use crate::texts::Texts;
use crate::trial::program::Slot;
use crate::trial::{Question, Trial};

/// The language of the texts; other languages become translations.
pub const BASE: &str = "en";

/// A trial with its messages.
#[derive(Debug)]
pub struct Form<'a> {
    trial: &'a Trial,
    definition: &'a Definition,
    base: Texts,
    others: Vec<(String, Texts)>,
}

impl<'a> Form<'a> {
    /// Creates a form from a trial, the definition that it was compiled from, the texts in [`BASE`], and those in
    /// other languages.
    pub fn new(trial: &'a Trial, definition: &'a Definition, base: Texts, others: Vec<(String, Texts)>) -> Form<'a> {
        Form { trial, definition, base, others }
    }

    /// Returns the trial.
    pub fn trial(&self) -> &Trial {
        self.trial
    }

    pub(super) fn definition(&self) -> &Definition {
        self.definition
    }

    /// Returns the question of a slot as the definition states it.
    pub(super) fn defined(&self, slot: Slot) -> Option<&crate::definition::Question> {
        self.definition().questions.get(self.definition().question(&self.trial().question(slot)?.id)?)
    }

    /// Returns a text in all languages; `None` if the base language lacks it.
    pub(super) fn words(&self, say: &dyn Fn(&Texts) -> Option<String>) -> Option<Words> {
        let others = self.others.iter().filter_map(|(language, texts)| Some((language.clone(), say(texts)?)));
        Some(Words { base: say(&self.base)?, others: others.collect() })
    }

    /// Returns a text by its key.
    pub(super) fn text(&self, key: &str) -> Words {
        self.words(&|texts| texts.find(key).map(str::to_owned)).unwrap_or_default()
    }

    /// Returns a question's text, or a text about it.
    pub(super) fn question(&self, slot: Slot, suffix: &str) -> Option<Words> {
        self.words(&|texts| words::question(self.trial(), texts, slot, suffix))
    }

    /// Returns the text of an option.
    pub(super) fn option(&self, question: &Question, option: &str) -> Words {
        self.text(&words::option_key(question, option))
    }

    /// Returns the texts of the base language.
    pub(super) fn base(&self) -> &Texts {
        &self.base
    }
}
