//! The screen that shows all answers before the result.

use super::dom::{El, el};
use super::section::section;
use super::{button, hidden, title};
use crate::interview::{AnswerRow, CheckScreen};
use crate::texts::Texts;

pub(super) fn check(screen: &CheckScreen, level: u8, texts: &Texts) -> El {
    let heading = title(level).text(&screen.heading);
    let finish = button("button", texts.get("action.finish")).piece("action").attr("data-action", "finish");
    el("div")
        .child(heading)
        .child(el("p").class("lead").text(&screen.lead))
        .child(el("dl").each(&screen.rows, &|answer| row(answer, texts)))
        .maybe(screen.left_out.as_ref().map(|part| section(part, level.saturating_add(1))))
        .child(finish)
}

fn row(answer: &AnswerRow, texts: &Texts) -> El {
    // The visible word comes first in the name, so that "click Change" works by voice.
    let change = button("button", texts.get("action.change"))
        .piece("link")
        .attr("data-action", "change")
        .attr("data-key", &answer.key)
        .child(hidden(" ").text(&answer.question));
    el("div")
        .class("row")
        .child(el("dt").text(&answer.question))
        // A number with its unit keeps its own direction.
        .child(el("dd").child(el("bdi").text(&answer.answer)))
        .child(el("dd").class("change").child(change))
}
