//! Whether the words are those that an ethics board approved, and how far they are reviewed.

use std::path::Path;

use super::languages::{self, Language};
use super::load::Loaded;
use crate::definition::{Approval, ApprovedWords, Review, words_digest};
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::texts;
use crate::trial::{Closed, Trial, missing};
use crate::value::Date;

/// What there is to tell of a trial's words.
#[derive(Default)]
pub(super) struct ApprovalReport {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What is only to be known, and could be otherwise.
    pub warnings: Vec<Finding>,
    /// What is only to be known.
    pub notes: Vec<String>,
}

/// Looks at every language beside the trial, and at every language that is approved. `on`: the day to compare with the
/// approval's.
pub(super) fn look(path: &Path, loaded: &Loaded, on: Option<Date>) -> ApprovalReport {
    let mut told = ApprovalReport::default();
    let trial = loaded.documents.first();
    let spoken = trial.map_or_else(Vec::new, |trial| languages::beside(path, trial));
    for language in &spoken {
        told.findings.extend(of_texts(&loaded.trial, language));
    }
    match &loaded.definition.approval {
        None => {
            let message = "no approval by an ethics board is recorded (`approval`)";
            told.warnings.push(Finding::new(Fault::NotApproved, path.display().to_string(), "", message));
        }
        Some(approval) => {
            approved(path, approval, &spoken, &mut told);
            told.warnings.extend(on.map_or_else(Vec::new, |on| days(&loaded.trial, path, on)));
        }
    }
    for language in &spoken {
        let (review, findings) = Review::of_all(&language.catalogues);
        told.findings.extend(findings);
        told.notes.push(format!("{}: {}", language.id, reviewed(review)));
    }
    told
}

/// What is wrong with the files of a language, or with its texts where all files are there.
fn of_texts(trial: &Trial, language: &Language) -> Vec<Finding> {
    let mut findings = language.findings.clone();
    if findings.is_empty() && language.lacking.is_empty() {
        let file = language.catalogues.first().map_or("", |first| &first.path);
        match texts::read(&language.catalogues) {
            Ok(texts) => findings.extend(missing(trial, &texts, file)),
            Err(more) => findings.extend(more),
        }
    }
    findings
}

fn approved(path: &Path, approval: &Approval, spoken: &[Language], told: &mut ApprovalReport) {
    let Approval { board, number, on, expires, .. } = approval;
    told.notes.push(format!("approved by {board}, {number}, from {on} to {expires}"));
    for words in &approval.languages {
        match compared(words, spoken.iter().find(|language| language.id == words.language)) {
            Ok(count) => told.notes.push(format!("{}: {count} strings, as approved", words.language)),
            Err(findings) => told.findings.extend(findings),
        }
    }
    for Language { id, .. } in spoken {
        if !approval.languages.iter().any(|words| words.language == *id) {
            let message = format!("`{id}` is not approved; in this language no question is asked");
            let file = path.display().to_string();
            told.warnings.push(Finding::new(Fault::NotApproved, file, "approval.languages", message));
        }
    }
}

/// How many strings a language has, if they are those that were approved.
fn compared(words: &ApprovedWords, language: Option<&Language>) -> Result<usize, Vec<Finding>> {
    let finding = |fault, message: String| vec![words.place.finding(fault, message)];
    let Some(language) = language else {
        let name = format!("{}.json", words.language);
        return Err(finding(
            Fault::MissingFile,
            format!("no catalogue `{name}` lies beside the trial: add it, or take the language out"),
        ));
    };
    if !language.lacking.is_empty() {
        let lacking = texts::joined(&language.lacking, "`, `");
        return Err(finding(Fault::MissingFile, format!("a catalogue of this language is missing: `{lacking}`")));
    }
    let ambiguous = ambiguous(&language.catalogues);
    if !ambiguous.is_empty() {
        return Err(ambiguous);
    }
    let found = words_digest(&language.catalogues);
    if found != words.digest {
        return Err(finding(
            Fault::OtherWords,
            format!(
                "the words have the fingerprint {found}, and the board approved {}. The board approved other words: submit the \
             new ones, or take the change back",
                words.digest
            ),
        ));
    }
    Ok(Review::of_all(&language.catalogues).0.texts)
}

/// Texts that could pass for several others in a fingerprint.
fn ambiguous(catalogues: &[Document]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for catalogue in catalogues {
        let Some(Json::Object(entries)) = catalogue.content.get("texts") else { continue };
        for (key, text) in entries {
            if key.chars().chain(text.as_text().unwrap_or_default().chars()).any(char::is_control) {
                let message = "approved words are one line each, without control characters".to_owned();
                let path = format!("texts.{key}");
                findings.push(Finding::new(Fault::BadText, catalogue.path.as_str(), path, message));
            }
        }
    }
    findings
}

/// What is to be known about the approval of the trial at a path on a day.
pub(super) fn days(trial: &Trial, path: &Path, on: Date) -> Vec<Finding> {
    let closed = trial.approval().and_then(|approval| approval.closed(on, approval.languages.first()?));
    let (key, message) = match closed {
        Some(Closed::Ended(day)) => {
            ("approval.expires", format!("the ethics board's approval ended on {day}, before {on}"))
        }
        Some(Closed::Begins(day)) => {
            ("approval.on", format!("the ethics board's approval begins on {day}, after {on}"))
        }
        Some(Closed::Language | Closed::Recruitment(_)) | None => return Vec::new(),
    };
    vec![Finding::new(Fault::NotApproved, path.display().to_string(), key, message)]
}

fn reviewed(Review { texts, stated, reviewed }: Review) -> String {
    match texts.saturating_sub(stated) {
        0 => format!("{reviewed} of {texts} strings reviewed"),
        all if all == texts => format!("review not stated ({texts} strings)"),
        some => format!("{reviewed} of {texts} strings reviewed; of {some} it is not stated"),
    }
}
