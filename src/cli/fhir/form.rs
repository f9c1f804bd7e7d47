//! A trial with its words in every language, as the resources need them.

use std::path::Path;

use super::parts::Words;
use crate::cli::languages;
use crate::cli::load::{self, Loaded};
use crate::definition::Definition;
use crate::finding::Finding;
use crate::interview::words;
use crate::program::Slot;
use crate::texts::{self, Texts};
use crate::trial::{Question, Trial};

/// The language of the texts; others stand beside them as translations.
pub(super) const BASE: &str = "en";

/// A trial with its words.
pub(super) struct Form {
    loaded: Loaded,
    base: Texts,
    others: Vec<(String, Texts)>,
}

impl Form {
    /// Reads and checks the trial at a path, and its words in every language that has all of them.
    pub(super) fn load(path: &Path) -> Result<Form, Vec<Finding>> {
        let loaded = load::load(path, BASE)?;
        let (mut base, mut others) = (Texts::default(), Vec::new());
        let mut findings = Vec::new();
        for language in loaded.documents.first().map(|trial| languages::beside(path, trial)).unwrap_or_default() {
            findings.extend(language.findings);
            if !language.lacking.is_empty() {
                continue;
            }
            match texts::read(&language.catalogues) {
                Ok(texts) if language.id == BASE => base = texts,
                Ok(texts) => others.push((language.id, texts)),
                Err(wrong) => findings.extend(wrong),
            }
        }
        if findings.is_empty() { Ok(Form { loaded, base, others }) } else { Err(findings) }
    }

    pub(super) fn trial(&self) -> &Trial {
        &self.loaded.trial
    }

    pub(super) fn definition(&self) -> &Definition {
        &self.loaded.definition
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
