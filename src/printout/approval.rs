//! What an ethics board approved, and the fingerprint of the words in this document, to be approved.

use maud::{Markup, html};

use super::points;
use super::words::Paper;
use crate::definition::{Approval, words_digest};
use crate::interview::words::day;

type Row = (&'static str, Markup);

/// The rows of the approval, and of the words that it is about.
pub(super) fn rows(paper: &Paper<'_>) -> Vec<Row> {
    let words = words_digest(paper.catalogues);
    let mut rows = vec![("paper.words.digest", html! { code { (words) } })];
    match &paper.definition.approval {
        None => rows.push(("paper.approval", paper.put("paper.approval.none"))),
        Some(approval) => rows.extend(of(paper, approval, &words)),
    }
    rows
}

fn of(paper: &Paper<'_>, approval: &Approval, words: &str) -> [Row; 5] {
    let said = |date| paper.in_language(&day(&paper.texts, date));
    let own = approval.languages.iter().find(|approved| approved.language == paper.language);
    let same = match own {
        Some(own) if own.digest == words => "paper.approval.same",
        _ => "paper.approval.other",
    };
    let digests = approval.languages.iter();
    let digests = digests.map(|approved| html! { (approved.language) ": " code { (approved.digest) } });
    [
        ("paper.approval", html! { (approval.board) }),
        ("paper.approval.number", html! { (approval.number) }),
        ("paper.approval.on", said(approval.on)),
        ("paper.approval.expires", said(approval.expires)),
        ("paper.approval.words", html! { (points(digests)) p { (paper.put(same)) } }),
    ]
}
