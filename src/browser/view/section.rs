//! A headed part of a screen.

use super::el::{El, el, heading};
use crate::interview::{Item, Section};

/// Returns a part of a screen, folded if it is a long list that few people need open.
pub(super) fn section(section: &Section, level: u8) -> El {
    let list = (!section.items.is_empty()).then(|| el("ul").each(&section.items, &item));
    let folded = section.id == "words";
    let head = if folded {
        el("summary").child(el("span").text(&section.heading))
    } else {
        heading(level).text(&section.heading)
    };
    el(if folded { "details" } else { "section" }).class(section.id).child(head).paragraphs(&section.lead).maybe(list)
}

/// Returns one item of a list.
pub(super) fn item(item: &Item) -> El {
    el("li").child(el("p").class("title").text(&item.title)).paragraphs(&item.text)
}
