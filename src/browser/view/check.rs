//! The screen that shows answers before the result.

use super::el::{El, el, heading};
use super::section::section;
use super::{button, hidden, title};
use crate::interview::{AnswerRow, CheckScreen};
use crate::texts::Texts;

pub(super) fn check(screen: &CheckScreen, level: u8, texts: &Texts) -> El {
    let below = level.saturating_add(1);
    let rows = |rows| el("dl").each(rows, &|answer| row(answer, texts));
    let finish = screen.finish.as_ref();
    let finish = finish.map(|text| button("button", text).piece("action").attr("data-action", "finish"));
    let left_out = screen.left_out.as_ref().map(|part| section(part, below));
    let shown = el("div")
        .child(title(level).text(&screen.heading))
        .child(el("p").class("lead").text(&screen.lead))
        .child(rows(&screen.rows));
    if screen.others.is_empty() {
        return shown.maybe(left_out).maybe(finish);
    }
    // The button is placed next to the answers it affects.
    let others = heading(below).text(texts.get("check.others"));
    let others = el("section").class("others").child(others).child(rows(&screen.others));
    shown.maybe(finish).child(others).maybe(left_out)
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
