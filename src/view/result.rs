//! The screen of the verdict and what follows from it.

use super::dom::{El, el};
use super::section::section;
use super::{button, title};
use crate::interview::{Reminder, ResultScreen};
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
    let refer = ways.filter(|_| screen.refer).map(refer);
    let parts = el("div").class("result").child(lead).each(&screen.sections, &|part| section(part, below));
    let sites = ways.filter(|_| screen.sites).map(sites);
    parts.maybe(sites).maybe(refer).maybe(ways.map(actions))
}

fn refer(texts: &Texts) -> El {
    let refer = button("button", texts.get("result.refer")).piece("action").attr("data-action", "refer");
    el("div").child(el("p").text(texts.get("result.refer.hint"))).child(refer)
}

fn sites(texts: &Texts) -> El {
    button("button", texts.get("result.sites")).piece("action").attr("data-action", "sites")
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

fn actions(texts: &Texts) -> El {
    let revise = button("button", texts.get("action.revise")).piece("button").attr("data-action", "revise");
    let restart = button("button", texts.get("action.restart")).piece("button").attr("data-action", "restart");
    el("div").class("actions").child(revise).child(restart)
}
