//! Compiles definitions in the browser, and ahead of time where the package is built.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::convert;
use crate::interview::documents;
use crate::texts;
use crate::trial::{Trial, missing};

/// Checks a definition together with its words, and compiles it. `definition` holds `documents` (the trial, then what it
/// includes) and `texts` (its catalogues), lists of `{ path, content }`.
///
/// # Errors
///
/// Throws `{ code, findings }` when a document cannot be used.
#[wasm_bindgen]
pub fn compile(definition: &JsValue) -> Result<Vec<u8>, JsValue> {
    let definition = convert::json(definition);
    let trial = Trial::check(&documents(&definition, "documents")).map_err(|list| convert::findings(&list))?;
    let catalogues = documents(&definition, "texts");
    let texts = texts::read(&catalogues).map_err(|list| convert::findings(&list))?;
    let missing = missing(&trial, &texts, catalogues.first().map_or("", |first| &first.path));
    if !missing.is_empty() {
        return Err(convert::findings(&missing));
    }
    trial.pack().ok_or_else(|| JsValue::from_str("out of memory"))
}
