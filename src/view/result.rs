//! The screen of the verdict and what follows from it.

use super::dom::{El, el, heading};
use super::{HEADING, button};
use crate::interview::{Item, ResultScreen, Section};
use crate::texts::Texts;

pub(super) fn result(screen: &ResultScreen, level: u8, texts: &Texts) -> El {
    let title = heading(level).id(HEADING).attr("tabindex", "-1").text(&screen.heading);
    let lead = el("div").class("verdict").attr("data-verdict", screen.verdict).child(title).paragraphs(&screen.lead);
    let below = level.saturating_add(1);
    el("div")
        .class("result")
        .child(lead)
        .children(screen.sections.iter().map(|part| section(part, below)))
        .child(actions(texts))
}

pub(super) fn section(section: &Section, level: u8) -> El {
    let items = section.items.iter().map(item);
    let list = (!section.items.is_empty()).then(|| el("ul").children(items));
    el("section")
        .class(section.id)
        .child(heading(level).text(&section.heading))
        .paragraphs(&section.lead)
        .children(list)
}

fn item(item: &Item) -> El {
    el("li").child(el("p").class("title").text(&item.title)).paragraphs(&item.text)
}

fn actions(texts: &Texts) -> El {
    let revise = button("button", texts.get("action.revise")).attr("data-action", "revise");
    let restart = button("button", texts.get("action.restart")).attr("data-action", "restart");
    el("div").class("actions").child(revise).child(restart)
}
