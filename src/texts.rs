//! Words: catalogues of texts by key, one language each.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::finding::Finding;
use crate::json::Json;

const SCHEMA: &str = "prescreener/texts/1";

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    places: BTreeMap<String, usize>,
    texts: Vec<String>,
}

impl Texts {
    /// The text under a key; the key itself if there is none, so that a gap is seen and not a blank.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text under a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(*self.places.get(key)?).map(String::as_str)
    }

    /// The text under a key with its `{name}` placeholders filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// A text with its `{name}` placeholders filled in.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&["{", name, "}"].concat(), value))
}

/// Reads catalogues into one; fails with every finding.
pub fn read(catalogues: &[Document]) -> Result<Texts, Vec<Finding>> {
    let mut texts = Texts::default();
    let mut findings = Vec::new();
    for catalogue in catalogues {
        let mut add = |path: String, message: &str| {
            findings.push(Finding { file: catalogue.path.clone(), path, column: None, message: message.to_owned() });
        };
        if catalogue.content.get("schema").and_then(Json::as_text) != Some(SCHEMA) {
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
                    if texts.places.insert(key.clone(), texts.texts.len()).is_some() {
                        add(path, "the text is written twice");
                    }
                    texts.texts.push(text.to_owned());
                }
            }
        }
    }
    if findings.is_empty() { Ok(texts) } else { Err(findings) }
}
