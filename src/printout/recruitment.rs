//! Whether the trial takes people in.

use maud::{Markup, html};

use super::words::Paper;
use crate::interview::words::day;
use crate::trial::Recruitment;

/// What is recorded, with the day and the sources.
pub(super) fn told(paper: &Paper<'_>) -> Markup {
    let Some(Recruitment { status, on }) = paper.trial.recruitment else {
        return paper.put("paper.recruitment.none");
    };
    let status = paper.put(&format!("paper.recruitment.{}", status.id()));
    let on = paper.in_language(&day(&paper.texts, on));
    let written = paper.documents.first().and_then(|trial| trial.content.get("recruitment"));
    html! { (status) " (" (on) "; " (paper.cited(written)) ")" }
}
