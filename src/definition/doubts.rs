//! The names that are unreliable because the items they name have faults. Consequences of such a fault are not reported
//! beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Definition;
use crate::diagnostics::{Fault, Finding, Place, suggestion};

/// The lists of named items, and the keys that determine what a name means; the empty key stands for the whole item.
const MEANING: [(&str, &[&str]); 6] = [
    ("questions", &["", "id", "type", "options", "exclusive", "unit", "for_each", "in"]),
    ("lists", &["", "id", "of", "options"]),
    ("tables", &["", "id", "by", "unit", "rows"]),
    ("values", &["", "id"]),
    ("anchors", &["", "id"]),
    ("scores", &["", "id", "columns", "bands", "subgroups"]),
];

/// What is unreliable in a definition with faults.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doubts {
    /// The names of items that may be different from what was read.
    names: BTreeSet<String>,
    /// Faulty ids; other parts of the definition may spell them correctly.
    misnamed: Vec<String>,
    /// Whether an item has no id at all.
    nameless: bool,
    /// Whether part of the definition could not be read.
    pub partial: bool,
}

impl Doubts {
    /// Adds everything that the findings make unreliable.
    pub fn add(&mut self, definition: &Definition, findings: &[Finding]) {
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

    /// Returns whether a name is unreliable.
    pub fn about(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Returns whether a rule uses an unreliable name.
    pub fn affect(&self, rule: &str) -> bool {
        let words = rule.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        !self.names.is_empty() && words.into_iter().any(|word| self.names.contains(word))
    }

    /// Returns whether an unknown name may be that of an item with a fault.
    pub fn explain(&self, name: &str, near: &str) -> bool {
        self.partial
            || self.nameless && near.is_empty()
            || !suggestion(name, self.misnamed.iter().map(String::as_str)).is_empty()
    }
}

/// Returns the ids of all named items, by file and path.
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
    /// Returns whether a name of a definition with faults is unreliable, so that nothing more should be reported about it.
    pub fn doubts(&self, name: &str) -> bool {
        name.is_empty() || self.doubts.about(name)
    }

    /// Returns the message about an unknown name, or `None` if that follows from a fault already reported.
    pub(super) fn unknown<'a>(
        &self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        let near = suggestion(name, known);
        (!self.doubts.explain(name, &near)).then(|| format!("unknown {what} `{name}`{near}"))
    }

    /// Returns the message about an unknown question, as [`Definition::unknown`] does.
    pub(super) fn unknown_question(&self, name: &str) -> Option<String> {
        self.unknown("question", name, self.questions.iter().map(|question| question.id.as_str()))
    }
}
