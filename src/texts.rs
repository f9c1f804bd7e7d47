//! Words: catalogues of texts by key, one language each.

use std::collections::BTreeMap;

use crate::definition::{Document, QuestionKind, Strength};
use crate::finding::Finding;
use crate::json::Json;
use crate::trial::Trial;

const SCHEMA: &str = "prescreener/texts/1";

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    places: BTreeMap<String, usize>,
    texts: Vec<String>,
    /// The first catalogue: where a missing text belongs.
    file: String,
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
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// Reads catalogues into one; fails with every finding.
pub fn read(catalogues: &[Document]) -> Result<Texts, Vec<Finding>> {
    let mut texts =
        Texts { file: catalogues.first().map_or(String::new(), |first| first.path.clone()), ..Texts::default() };
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

/// The texts that a trial needs and the catalogues lack.
pub fn missing(trial: &Trial, texts: &Texts) -> Vec<Finding> {
    let needed = needed(trial).into_iter().filter(|key| texts.find(key).is_none());
    let finding = |key: String| Finding {
        file: texts.file.clone(),
        path: format!("texts.{key}"),
        column: None,
        message: "the text is missing".to_owned(),
    };
    needed.map(finding).collect()
}

fn needed(trial: &Trial) -> Vec<String> {
    let definition = trial.definition();
    let mut keys = vec!["trial.name".to_owned(), "trial.next".to_owned()];
    for question in &definition.questions {
        let id = &question.id;
        keys.extend([format!("question.{id}"), format!("question.{id}.why")]);
        keys.extend(question.kind.options().iter().map(|option| format!("option.{id}.{option}")));
        if let QuestionKind::Number { unit: Some((unit, _)), .. } = &question.kind {
            keys.push(format!("unit.{unit}"));
        }
    }
    for criterion in &definition.criteria {
        let id = &criterion.id;
        keys.extend([format!("criterion.{id}"), format!("criterion.{id}.confirm")]);
        if criterion.rule.is_some() && criterion.strength == Strength::Binding {
            keys.push(format!("criterion.{id}.not_met"));
        }
    }
    for score in &definition.scores {
        let id = &score.id;
        keys.push(format!("score.{id}"));
        keys.extend(score.bands.iter().map(|band| format!("band.{id}.{}", band.id)));
        let leaves = score.subgroups.iter().flat_map(|subgroups| &subgroups.cases);
        keys.extend(leaves.map(|case| format!("subgroup.{id}.{}", case.then)));
    }
    keys.extend(definition.anchors.iter().map(|anchor| format!("anchor.{}", anchor.id)));
    keys
}
