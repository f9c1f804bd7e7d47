//! The screen of the verdict and what follows from it.

use super::dom::{El, el, heading};
use super::{button, title};
use crate::interview::{Item, Reminder, ResultScreen, Section};
use crate::texts::Texts;

/// The screen; `ways`: the words for the ways on from it, if there are any.
pub(super) fn result(screen: &ResultScreen, level: u8, ways: Option<&Texts>) -> El {
    let heading = title(level).text(&screen.heading);
    let lead = el("div")
        .class("verdict")
        .attr("data-verdict", screen.verdict)
        .child(heading)
        .paragraphs(&screen.lead)
        .maybe(screen.reminder.as_ref().map(reminder));
    let below = level.saturating_add(1);
    el("div").class("result").child(lead).each(&screen.sections, &|part| section(part, below)).maybe(ways.map(actions))
}

/// A link that saves a file which it holds itself: no request, and no mark in the host page's history.
fn reminder(reminder: &Reminder) -> El {
    let mut address = "data:text/calendar;charset=utf-8,".to_owned();
    for byte in reminder.content.bytes() {
        if byte.is_ascii_alphanumeric() {
            address.push(char::from(byte));
        } else {
            address.push('%');
            for digit in [byte >> 4, byte & 15] {
                address.push(char::from_digit(digit.into(), 16).unwrap_or_default());
            }
        }
    }
    let link = el("a").piece("link").attr("download", &reminder.file).attr("href", &address).text(&reminder.label);
    el("p").child(link)
}

pub(super) fn section(section: &Section, level: u8) -> El {
    let list = (!section.items.is_empty()).then(|| el("ul").each(&section.items, &item));
    // A long list that few people need open.
    let folded = section.id == "words";
    let head = if folded {
        el("summary").child(el("span").text(&section.heading))
    } else {
        heading(level).text(&section.heading)
    };
    el(if folded { "details" } else { "section" }).class(section.id).child(head).paragraphs(&section.lead).maybe(list)
}

fn item(item: &Item) -> El {
    el("li").child(el("p").class("title").text(&item.title)).paragraphs(&item.text)
}

fn actions(texts: &Texts) -> El {
    let revise = button("button", texts.get("action.revise")).piece("button").attr("data-action", "revise");
    let restart = button("button", texts.get("action.restart")).piece("button").attr("data-action", "restart");
    el("div").class("actions").child(revise).child(restart)
}
