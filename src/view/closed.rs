//! The screen in place of the first question while nobody is screened.

use super::HEADING;
use super::dom::{El, el, heading};
use super::result::section;
use crate::interview::ClosedScreen;

pub(super) fn closed(screen: &ClosedScreen, level: u8) -> El {
    let title = heading(level).id(HEADING).attr("tabindex", "-1").text(&screen.heading);
    el("div")
        .class("result")
        .child(el("div").class("verdict").child(title).paragraphs(&screen.lead))
        .child(section(&screen.next, level.saturating_add(1)))
}
