//! A trial with its words in every language, as the resources need them.

use super::parts::Words;
use crate::definition::Definition;
use crate::interview::words;
use crate::texts::Texts;
use crate::trial::program::Slot;
use crate::trial::{Question, Trial};

/// The language of the texts; others stand beside them as translations.
pub const BASE: &str = "en";

/// A trial with its words.
#[derive(Debug)]
pub struct Form<'a> {
    trial: &'a Trial,
    definition: &'a Definition,
    base: Texts,
    others: Vec<(String, Texts)>,
}

impl<'a> Form<'a> {
    /// Puts together a trial, the definition that it was compiled from, the texts in [`BASE`], and those in other languages.
    pub fn new(trial: &'a Trial, definition: &'a Definition, base: Texts, others: Vec<(String, Texts)>) -> Form<'a> {
        Form { trial, definition, base, others }
    }

    /// The trial.
    pub fn trial(&self) -> &Trial {
        self.trial
    }

    pub(super) fn definition(&self) -> &Definition {
        self.definition
    }

    /// The question of a slot as the definition has it.
    pub(super) fn defined(&self, slot: Slot) -> Option<&crate::definition::Question> {
        self.definition().questions.get(self.definition().question(&self.trial().question(slot)?.id)?)
    }

    /// What all languages say to something; nothing if the base language says nothing.
    pub(super) fn words(&self, say: &dyn Fn(&Texts) -> Option<String>) -> Option<Words> {
        let others = self.others.iter().filter_map(|(language, texts)| Some((language.clone(), say(texts)?)));
        Some(Words { base: say(&self.base)?, others: others.collect() })
    }

    /// A text by its key.
    pub(super) fn text(&self, key: &str) -> Words {
        self.words(&|texts| texts.find(key).map(str::to_owned)).unwrap_or_default()
    }

    /// A question, or a text about it.
    pub(super) fn question(&self, slot: Slot, suffix: &str) -> Option<Words> {
        self.words(&|texts| words::question(self.trial(), texts, slot, suffix))
    }

    /// The words for an option.
    pub(super) fn option(&self, question: &Question, option: &str) -> Words {
        self.text(&words::option_key(question, option))
    }

    /// The words of the base language.
    pub(super) fn base(&self) -> &Texts {
        &self.base
    }
}
