//! The review status of the texts of a catalogue, as the catalogue states it.

use std::cell::RefCell;

use crate::diagnostics::Document;
use crate::diagnostics::Fault;
use crate::diagnostics::fields::{Fields, Report};
use crate::diagnostics::{Finding, suggestion};
use crate::json::Json;
use crate::schema::forms::{CATALOGUE, REVIEW};
use crate::schema::words;

/// The index of the only status that counts as reviewed.
const REVIEWED: usize = 1;

/// How many texts there are, and how many of them are reviewed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Review {
    /// The number of texts.
    pub texts: usize,
    /// The number of texts with a status.
    pub stated: usize,
    /// The number of texts whose status is `reviewed`.
    pub reviewed: usize,
}

impl Review {
    /// Returns the sums over several catalogues, with all findings.
    pub fn of_all(catalogues: &[Document]) -> (Review, Vec<Finding>) {
        let (mut all, mut findings) = (Review::default(), Vec::new());
        for catalogue in catalogues {
            let (one, more) = review(catalogue);
            all.texts = all.texts.saturating_add(one.texts);
            all.stated = all.stated.saturating_add(one.stated);
            all.reviewed = all.reviewed.saturating_add(one.reviewed);
            findings.extend(more);
        }
        (all, findings)
    }
}

/// Reads the review of a catalogue, with every finding. Without the key `review`, no text has a status.
pub fn review(catalogue: &Document) -> (Review, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    let report = Report { file: &catalogue.path, findings: &findings };
    let review = read(&report, &catalogue.content);
    (review.unwrap_or_default(), findings.into_inner())
}

fn read(report: &Report<'_>, content: &Json) -> Option<Review> {
    let catalogue = Fields::file(report, content, &CATALOGUE)?;
    // Faults of the texts themselves are reported where the texts are read.
    let keys: Vec<&str> = keys(content.get("texts"));
    let mut review = Review { texts: keys.len(), ..Review::default() };
    let Some(json) = catalogue.get("review") else { return Some(review) };
    let Some(fields) = Fields::open(report, &catalogue.path_of("review"), json, &REVIEW) else { return Some(review) };
    let common = fields.word("status", &words::REVIEWS, false);
    if fields.text("note").trim().is_empty() && fields.get("note").is_some() {
        fields.add("note", Fault::WrongValue, "expected who reviewed the texts and when, or why nobody did");
    }
    let exceptions: Vec<(&str, usize)> = exceptions(&fields, &keys);
    review.stated = review.texts;
    let status = |key: &&&str| exceptions.iter().find(|(own, _)| own == *key).map_or(common, |(_, status)| *status);
    review.reviewed = keys.iter().filter(|key| status(key) == REVIEWED).count();
    Some(review)
}

/// Returns the texts that have a status of their own, with that status.
fn exceptions<'a>(fields: &Fields<'a>, known: &[&str]) -> Vec<(&'a str, usize)> {
    let Some(json) = fields.get("texts") else { return Vec::new() };
    let own = keys(Some(json));
    let Some(texts) = Fields::keyed(fields.report, &fields.path_of("texts"), json, &own) else { return Vec::new() };
    let status = |key: &'a str| {
        if !known.contains(&key) {
            texts.add(
                key,
                Fault::UnknownKey,
                format!("the catalogue has no such text{}", suggestion(key, known.iter().copied())),
            );
        }
        (key, texts.word(key, &words::REVIEWS, false))
    };
    own.into_iter().map(status).collect()
}

fn keys(json: Option<&Json>) -> Vec<&str> {
    match json {
        Some(Json::Object(entries)) => entries.iter().map(|(key, _)| key.as_str()).collect(),
        _ => Vec::new(),
    }
}
