//! Compares a trial's messages with those that an ethics board approved, and reports how many are reviewed.

use std::path::Path;

use super::languages::Language;
use super::load::Loaded;
use crate::definition::{Approval, ApprovedWords, Review, words_digest};
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::texts;
use crate::trial::{Closed, Trial, missing};
use crate::value::Date;

/// What `check` reports about the messages of a trial.
#[derive(Default)]
pub(super) struct ApprovalReport {
    /// Faults, which fail the check.
    pub findings: Vec<Finding>,
    /// Findings that do not fail the check.
    pub warnings: Vec<Finding>,
    /// Facts.
    pub notes: Vec<String>,
}

/// Examines every language beside the trial, and every approved language. `on` is the day to compare with the days of
/// the approval.
pub(super) fn examine(path: &Path, loaded: &Loaded, on: Option<Date>) -> ApprovalReport {
    let mut report = ApprovalReport::default();
    let trial = loaded.documents.first();
    let languages = trial.map_or_else(Vec::new, |trial| super::languages::beside(path, trial));
    for language in &languages {
        report.findings.extend(text_faults(&loaded.trial, language));
    }
    match &loaded.definition.approval {
        None => {
            let message = "no approval by an ethics board is recorded (`approval`)";
            report.warnings.push(Finding::new(Fault::NotApproved, path.display().to_string(), "", message));
        }
        Some(approval) => {
            compare_approval(path, approval, &languages, &mut report);
            report.warnings.extend(on.map_or_else(Vec::new, |on| days_outside(&loaded.trial, path, on)));
        }
    }
    for language in &languages {
        let (review, findings) = Review::of_all(&language.catalogues);
        report.findings.extend(findings);
        report.notes.push(format!("{}: {}", language.id, review_note(review)));
    }
    report
}

/// Returns the faults in the files of a language, or in its texts if all files exist.
fn text_faults(trial: &Trial, language: &Language) -> Vec<Finding> {
    let mut findings = language.findings.clone();
    if findings.is_empty() && language.missing.is_empty() {
        let file = language.catalogues.first().map_or("", |first| &first.path);
        match texts::read(&language.catalogues) {
            Ok(texts) => findings.extend(missing(trial, &texts, file)),
            Err(more) => findings.extend(more),
        }
    }
    findings
}

fn compare_approval(path: &Path, approval: &Approval, languages: &[Language], report: &mut ApprovalReport) {
    let Approval { board, number, on, expires, .. } = approval;
    report.notes.push(format!("approved by {board}, {number}, from {on} to {expires}"));
    for words in &approval.languages {
        match approved_count(words, languages.iter().find(|language| language.id == words.language)) {
            Ok(count) => report.notes.push(format!("{}: {count} strings, as approved", words.language)),
            Err(findings) => report.findings.extend(findings),
        }
    }
    for Language { id, .. } in languages {
        if !approval.languages.iter().any(|words| words.language == *id) {
            let message = format!("`{id}` is not approved; in this language no question is asked");
            let file = path.display().to_string();
            report.warnings.push(Finding::new(Fault::NotApproved, file, "approval.languages", message));
        }
    }
}

/// Returns the number of strings of a language.
///
/// # Errors
///
/// Returns an error if they are not the approved strings.
fn approved_count(words: &ApprovedWords, language: Option<&Language>) -> Result<usize, Vec<Finding>> {
    let finding = |fault, message: String| vec![words.place.finding(fault, message)];
    let Some(language) = language else {
        let name = format!("{}.json", words.language);
        return Err(finding(
            Fault::MissingFile,
            format!("no catalogue `{name}` lies beside the trial: add it, or take the language out"),
        ));
    };
    if !language.missing.is_empty() {
        let missing = texts::joined(&language.missing, "`, `");
        return Err(finding(Fault::MissingFile, format!("a catalogue of this language is missing: `{missing}`")));
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

/// Returns a finding for each text that the fingerprint could not distinguish from several others.
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

/// Returns a warning if a day is outside the days of the trial's approval.
pub(super) fn days_outside(trial: &Trial, path: &Path, on: Date) -> Vec<Finding> {
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

fn review_note(Review { texts, stated, reviewed }: Review) -> String {
    match texts.saturating_sub(stated) {
        0 => format!("{reviewed} of {texts} strings reviewed"),
        all if all == texts => format!("review not stated ({texts} strings)"),
        some => format!("{reviewed} of {texts} strings reviewed; of {some} it is not stated"),
    }
}
