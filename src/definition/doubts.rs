//! Which names are in doubt, because what they name has a fault. What follows from such a fault is not told beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Definition;
use crate::diagnostics::{Fault, Finding, Place, suggestion};

/// The lists of what has a name, and the keys that tell what a name means; the empty one is for the whole of it.
const MEANING: [(&str, &[&str]); 6] = [
    ("questions", &["", "id", "type", "options", "exclusive", "unit", "for_each", "in"]),
    ("lists", &["", "id", "of", "options"]),
    ("tables", &["", "id", "by", "unit", "rows"]),
    ("values", &["", "id"]),
    ("anchors", &["", "id"]),
    ("scores", &["", "id", "columns", "bands", "subgroups"]),
];

/// What cannot be relied on in a definition with faults.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doubts {
    /// What has one of these names may be another thing than was read.
    names: BTreeSet<String>,
    /// Ids that are none, so that others may write them rightly.
    misnamed: Vec<String>,
    /// Whether something has no id at all.
    nameless: bool,
    /// Whether part of the definition could not be read.
    pub partial: bool,
}

impl Doubts {
    /// Takes in what the findings make doubtful.
    pub fn learn(&mut self, definition: &Definition, findings: &[Finding]) {
        let items = if findings.is_empty() { BTreeMap::new() } else { items(definition) };
        for finding in findings {
            let (item, rest) = match finding.path.split_once(']') {
                Some((list, rest)) => (format!("{list}]"), rest.trim_start_matches('.')),
                None => (finding.path.clone(), ""),
            };
            let list = item.split('[').next().unwrap_or_default();
            let key = rest.split(['.', '[']).next().unwrap_or_default();
            let Some((_, keys)) = MEANING.iter().find(|(known, _)| *known == list) else { continue };
            if !item.ends_with(']') {
                self.partial |= finding.fault == Fault::WrongType;
            } else if keys.contains(&key) {
                self.doubt(items.get(&(finding.file.as_str(), item.as_str())).copied(), key);
            }
        }
    }

    fn doubt(&mut self, id: Option<&str>, key: &str) {
        match id {
            None | Some("") => self.nameless = true,
            Some(id) => {
                if key == "id" {
                    self.misnamed.push(id.to_owned());
                }
                self.names.insert(id.to_owned());
            }
        }
    }

    /// Whether a name is in doubt.
    pub fn about(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a rule uses a name that is in doubt.
    pub fn touch(&self, rule: &str) -> bool {
        let words = rule.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        !self.names.is_empty() && words.into_iter().any(|word| self.names.contains(word))
    }

    /// Whether a name that stands for nothing may be that of something with a fault.
    pub fn explain(&self, name: &str, near: &str) -> bool {
        self.partial
            || self.nameless && near.is_empty()
            || !suggestion(name, self.misnamed.iter().map(String::as_str)).is_empty()
    }
}

/// The ids of what has a name, by file and path.
fn items(definition: &Definition) -> BTreeMap<(&str, &str), &str> {
    fn entry<'a>(id: &'a str, place: &'a Place) -> ((&'a str, &'a str), &'a str) {
        ((place.file.as_str(), place.path.as_str()), id)
    }
    (definition.questions.iter().map(|one| entry(&one.id, &one.place)))
        .chain(definition.lists.iter().map(|one| entry(&one.id, &one.place)))
        .chain(definition.tables.iter().map(|one| entry(&one.id, &one.place)))
        .chain(definition.values.iter().map(|one| entry(&one.id, &one.place)))
        .chain(definition.anchors.iter().map(|one| entry(&one.id, &one.place)))
        .chain(definition.scores.iter().map(|one| entry(&one.id, &one.place)))
        .collect()
}

impl Definition {
    /// Whether a name of a definition with faults cannot be relied on, so that no more is to be told of it.
    pub fn doubts(&self, name: &str) -> bool {
        name.is_empty() || self.doubts.about(name)
    }

    /// What is told of a name that stands for nothing; nothing, if that follows from a fault that is told.
    pub(super) fn unknown<'a>(
        &self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        let near = suggestion(name, known);
        (!self.doubts.explain(name, &near)).then(|| format!("unknown {what} `{name}`{near}"))
    }

    /// The same of a question.
    pub(super) fn unknown_question(&self, name: &str) -> Option<String> {
        self.unknown("question", name, self.questions.iter().map(|question| question.id.as_str()))
    }
}
