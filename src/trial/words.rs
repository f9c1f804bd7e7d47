//! The messages that a trial needs.

use crate::diagnostics::{Fault, Finding};
use crate::texts::Texts;
use crate::trial::{QuestionKind, Strength, Trial};

/// Returns a finding for each message that a trial needs and its catalogues lack; `file` is the catalogue they belong
/// to.
pub fn missing(trial: &Trial, texts: &Texts, file: &str) -> Vec<Finding> {
    let missing = needed(trial).into_iter().filter(|key| texts.find(key).is_none());
    let finding = |key: String| Finding::new(Fault::MissingText, file, format!("texts.{key}"), "the text is missing");
    missing.map(finding).collect()
}

fn needed(trial: &Trial) -> Vec<String> {
    let mut keys = vec!["trial.name".to_owned(), "trial.next".to_owned()];
    for question in &trial.questions {
        let id = &question.id;
        keys.extend([format!("question.{id}"), format!("question.{id}.why")]);
        keys.extend(question.kind.options().iter().map(|option| format!("option.{id}.{option}")));
        if let QuestionKind::Number { unit: Some(unit), .. } = &question.kind {
            keys.push(format!("unit.{unit}"));
        }
    }
    for criterion in &trial.criteria {
        let id = &criterion.id;
        keys.extend([format!("criterion.{id}"), format!("criterion.{id}.confirm")]);
        if criterion.rule.is_some() && criterion.strength == Strength::Binding {
            keys.push(format!("criterion.{id}.not_met"));
        }
    }
    for score in &trial.scores {
        let id = &score.id;
        keys.push(format!("score.{id}"));
        let bands = score.band.iter().flat_map(|(_, bands)| bands);
        keys.extend(bands.map(|band| format!("band.{id}.{}", band.id)));
        let leaves = score.subgroup.iter().flat_map(|(_, leaves)| leaves);
        keys.extend(leaves.map(|leaf| format!("subgroup.{id}.{}", leaf.id)));
    }
    keys.extend(trial.consistency.iter().map(|rule| format!("consistent.{}", rule.id)));
    keys.extend(trial.anchors.iter().map(|anchor| format!("anchor.{}", anchor.id)));
    keys
}
