//! The screen of the verdict and its consequences.

use super::el::{El, el};
use super::section::section;
use super::{button, title};
use crate::interview::{Reminder, ResultScreen};
use crate::texts::Texts;

/// Returns the screen. `texts`: the texts of the buttons that go on from it, if there are any.
pub(super) fn result(screen: &ResultScreen, level: u8, texts: Option<&Texts>) -> El {
    let heading = title(level).text(&screen.heading);
    let lead = el("div")
        .class("verdict")
        .attr("data-verdict", screen.verdict)
        .child(heading)
        .paragraphs(&screen.lead)
        .maybe(screen.reminder.as_ref().map(reminder));
    let below = level.saturating_add(1);
    let refer = texts.and_then(|texts| Some(refer(screen.refer.as_deref()?, texts)));
    let parts = el("div").class("result").child(lead).each(&screen.sections, &|part| section(part, below));
    let sites = texts.filter(|_| screen.sites).map(sites);
    parts.maybe(sites).maybe(refer).maybe(texts.map(actions))
}

fn refer(hint: &[String], texts: &Texts) -> El {
    let refer = button("button", texts.get("result.refer")).piece("action").attr("data-action", "refer");
    el("div").paragraphs(hint).child(refer)
}

fn sites(texts: &Texts) -> El {
    button("button", texts.get("result.sites")).piece("action").attr("data-action", "sites")
}

/// Returns a button with the file that the page saves when it is pressed. No address holds the file, because browsers
/// record addresses.
fn reminder(reminder: &Reminder) -> El {
    let save = button("button", &reminder.label).piece("link");
    el("p").child(save.attr("data-file", &reminder.file).attr("data-content", &reminder.content))
}

fn actions(texts: &Texts) -> El {
    let revise = button("button", texts.get("action.revise")).piece("button").attr("data-action", "revise");
    let restart = button("button", texts.get("action.restart")).piece("button").attr("data-action", "restart");
    el("div").class("actions").child(revise).child(restart)
}
