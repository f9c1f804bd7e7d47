//! The reader of catalogues as authors write them.

use super::Texts;
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::schema::forms::TEXTS_SCHEMA;

/// Reads catalogues of one language into one.
///
/// # Errors
///
/// Returns every finding: a wrong schema, a value that is no text, an empty text, markup, a repeated key.
pub fn read(catalogues: &[Document]) -> Result<Texts, Vec<Finding>> {
    let (texts, findings) = examine(catalogues);
    if findings.is_empty() { Ok(texts) } else { Err(findings) }
}

/// Does the same, and also gives the texts that nothing is wrong with where others have faults.
pub fn examine(catalogues: &[Document]) -> (Texts, Vec<Finding>) {
    let mut texts = Texts::default();
    let mut findings = Vec::new();
    for catalogue in catalogues {
        let mut add = |fault, path, message: &str| findings.push(Finding::new(fault, &*catalogue.path, path, message));
        if catalogue.content.get("schema").and_then(Json::as_text) != Some(TEXTS_SCHEMA) {
            add(Fault::WrongValue, "schema".to_owned(), "expected `prescreener/texts/1`");
        }
        let Some(Json::Object(entries)) = catalogue.content.get("texts") else {
            add(Fault::WrongType, "texts".to_owned(), "expected an object of texts");
            continue;
        };
        for (key, value) in entries {
            let path = format!("texts.{key}");
            match value.as_text() {
                None => add(Fault::WrongType, path, "expected a text"),
                Some("") => add(Fault::EmptyText, path, "the text is empty"),
                Some(text) if text.contains('<') => add(Fault::BadText, path, "texts hold no markup"),
                Some(text) => {
                    if !texts.insert(key, text) {
                        add(Fault::DuplicateKey, path, "the text is written twice");
                    }
                }
            }
        }
    }
    texts.complete = true;
    (texts, findings)
}
