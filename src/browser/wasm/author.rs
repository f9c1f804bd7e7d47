//! The compiler of definitions, for the browser and for building a package.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::convert;
use crate::browser::first;
use crate::definition::compile::{Checked, check};
use crate::sites;
use crate::texts::{self, Part, Texts};
use crate::trial::{Trial, missing};

/// A compiled definition, as a page loads it.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct Compiled {
    /// The checked trial.
    pub trial: Vec<u8>,
    /// The texts that the questions need.
    pub words: String,
    /// The texts that the result also needs.
    pub later: String,
    /// The texts that a referral also needs.
    pub referral: String,
    /// Its clinics as JSON; empty if none is known.
    pub sites: String,
    checked: Trial,
    texts: Texts,
}

#[wasm_bindgen]
impl Compiled {
    /// Returns the first question, in the language of the texts, for a page to draw before the engine is loaded.
    #[must_use]
    pub fn first(&self, language: &str) -> String {
        first::pack(&self.checked, &self.texts, language)
    }
}

/// Checks a definition together with its texts, and compiles it. `definition` holds `documents` (the trial, then what
/// it includes) and `texts` (its catalogues and the widget's), lists of `{ path, content }`.
///
/// # Errors
///
/// Throws `{ code, findings }` when a document cannot be used.
#[wasm_bindgen]
pub fn compile(definition: &JsValue) -> Result<Compiled, JsValue> {
    let definition = convert::json(definition);
    let documents = |key: &str| definition.get(key).map(convert::documents).unwrap_or_default();
    let Checked { trial, definition } = check(&documents("documents")).map_err(|list| convert::findings(&list))?;
    let catalogues = documents("texts");
    let texts = texts::read(&catalogues).map_err(|list| convert::findings(&list))?;
    let missing = missing(&trial, &texts, catalogues.first().map_or("", |first| &first.path));
    if !missing.is_empty() {
        return Err(convert::findings(&missing));
    }
    let parts = [Part::Questions, Part::Result, Part::Referral];
    let [words, later, referral] = parts.map(|part| texts.pack(part, &trial.digest));
    let sites = sites::write(&definition.sites);
    Ok(Compiled { trial: trial.pack(), words, later, referral, sites, checked: trial, texts })
}
