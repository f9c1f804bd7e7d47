//! Words: catalogues of texts by key, one language each.

use crate::document::Document;
use crate::finding::Finding;
use crate::json::Json;

const SCHEMA: &str = "prescreener/texts/1";

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Each key with its text, sorted: a map would make the module that a browser loads larger.
    texts: Vec<(String, String)>,
}

impl Texts {
    /// The text under a key; the key itself if there is none, so that a gap is seen and not a blank.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text under a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let place = self.texts.partition_point(|(earlier, _)| earlier.as_str() < key);
        self.texts.get(place).filter(|(found, _)| found == key).map(|(_, text)| text.as_str())
    }

    /// The text under a key with its `{name}` placeholders filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// A text with its `{name}` placeholders filled in. By hand: the library's search for texts made the compressed module
/// 4 kB larger.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    // What stands before the first brace; then each time a name, a brace, and what stands behind it.
    let mut parts = text.split('{');
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let known = part.split_once('}').and_then(|(name, rest)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, rest))
        });
        let (value, rest) = known.unwrap_or(("{", part));
        filled.push_str(value);
        filled.push_str(rest);
    }
    filled
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
                    let place = texts.texts.partition_point(|(earlier, _)| earlier < key);
                    if texts.find(key).is_some() {
                        add(path, "the text is written twice");
                    }
                    texts.texts.insert(place, (key.clone(), text.to_owned()));
                }
            }
        }
    }
    if findings.is_empty() { Ok(texts) } else { Err(findings) }
}

/// Texts one after the other, with another between them. By hand, for the same reason.
pub(crate) fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>, between: &str) -> String {
    let mut joined = String::new();
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}
