//! Catalogues as people write them.

use super::Texts;
use crate::diagnostics::Document;
use crate::diagnostics::Finding;
use crate::json::Json;
use crate::schema::forms::TEXTS_SCHEMA;

/// Reads catalogues into one; fails with every finding.
pub fn read(catalogues: &[Document]) -> Result<Texts, Vec<Finding>> {
    let mut texts = Texts::default();
    let mut findings = Vec::new();
    for catalogue in catalogues {
        let mut add = |path: String, message: &str| {
            findings.push(Finding { file: catalogue.path.clone(), path, column: None, message: message.to_owned() });
        };
        if catalogue.content.get("schema").and_then(Json::as_text) != Some(TEXTS_SCHEMA) {
            add("schema".to_owned(), "expected `prescreener/texts/1`");
        }
        let Some(Json::Object(entries)) = catalogue.content.get("texts") else {
            add("texts".to_owned(), "expected an object of texts");
            continue;
        };
        for (key, value) in entries {
            let path = format!("texts.{key}");
            match value.as_text() {
                None => add(path, "expected a text"),
                Some("") => add(path, "the text is empty"),
                Some(text) if text.contains('<') => add(path, "texts hold no markup"),
                Some(text) => {
                    if !texts.insert(key, text) {
                        add(path, "the text is written twice");
                    }
                }
            }
        }
    }
    texts.complete = true;
    if findings.is_empty() { Ok(texts) } else { Err(findings) }
}
