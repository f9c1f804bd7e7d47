//! The screens that refer a result.

use super::dom::{Refused, find};
use super::el::{El, el, heading};
use super::section::section;
use super::{SUMMARY, ScreenEvent, View, button, hidden, title};
use crate::interview::{Choice, Section};
use crate::referral::{Channel, HandOffScreen, ShareChoices};
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// The id of the shown payload, by which the page finds what to copy.
const PAYLOAD: &str = "letters";
/// The id of the place where the page draws the payload's code.
const CODE: &str = "code";

impl View {
    /// Draws a screen that refers a result. `live`: the announcement of the live region.
    pub fn draw_hand_off(
        &self,
        screen: &HandOffScreen,
        live: &str,
        texts: &Texts,
        event: ScreenEvent,
    ) -> Result<(), Refused> {
        self.put(true, live, &hand_off(screen, self.level, texts), texts, event)
    }

    /// Returns the id of the chosen option.
    pub fn chosen(&self) -> Option<String> {
        let field: HtmlInputElement = find(&self.screen, "input:checked")?.dyn_into().ok()?;
        Some(field.value())
    }
}

/// Returns what a click requests: `back`, `agree`, or a channel.
pub fn request(click: &Event) -> Option<String> {
    let target: Element = click.target()?.dyn_into().ok()?;
    target.closest("[data-action]").ok()??.get_attribute("data-action")
}

/// Draws the description of a referral.
pub fn describe(root: &Element, sections: &[Section], level: u8) -> Result<(), Refused> {
    let document = root.owner_document().ok_or(Refused)?;
    let made = el("div").class("result").each(sections, &|part| section(part, level)).make(&document)?;
    root.replace_children_with_node_1(&made);
    Ok(())
}

fn hand_off(screen: &HandOffScreen, level: u8, texts: &Texts) -> El {
    let below = level.saturating_add(1);
    let next = screen.next.as_deref();
    let top = el("section").class("lead").child(title(level).text(&screen.heading)).paragraphs(&screen.lead);
    let payload = screen.payload.as_ref();
    let (mut first, mut last) = (None, (!screen.channels.is_empty()).then(|| channels(screen, below, texts)));
    if screen.channels_first {
        std::mem::swap(&mut first, &mut last);
    }
    let content = match &screen.choices {
        Some(choices) => choose(screen, choices, level, texts),
        None => el("div")
            .class("result")
            .child(top)
            .maybe(first)
            .each(&screen.sections, &|part| section(part, below))
            .maybe(payload.filter(|_| screen.channels.is_empty()).map(|(name, text)| data(name, text))),
    };
    let agree = next.filter(|_| screen.choices.is_none());
    let agree = agree.map(|label| button("button", label).piece("action").attr("data-action", "agree"));
    content.maybe(agree).maybe(last)
}

fn choose(screen: &HandOffScreen, choices: &ShareChoices, level: u8, texts: &Texts) -> El {
    let problem = choices.problem.as_deref();
    let options = el("div").class("options").each(&choices.choices, &|choice| option("share", choice));
    let fields = el("fieldset")
        .class("question")
        .attr("role", "radiogroup")
        .child(el("legend").child(title(level).text(&screen.heading)))
        .child(el("div").piece("hint").paragraphs(&screen.lead))
        .maybe(problem.map(|text| error(text, texts)))
        .child(options);
    let next = screen.next.as_deref().map(|label| button("submit", label).piece("action"));
    el("form").flag("novalidate", true).attr("autocomplete", "off").child(fields).maybe(next)
}

/// Returns one of several options that exclude each other.
pub(super) fn option(name: &str, choice: &Choice) -> El {
    let id = [name, "-", &choice.id].concat();
    let input = el("input")
        .attr("type", "radio")
        .attr("name", name)
        .attr("autocomplete", "off")
        .id(&id)
        .attr("value", &choice.id)
        .flag("checked", choice.chosen);
    el("div").piece("option").child(input).child(el("label").attr("for", &id).text(&choice.label))
}

/// Returns the message on the last entry.
pub(super) fn error(text: &str, texts: &Texts) -> El {
    let prefix = hidden(texts.get("label.error")).text(" ");
    el("p").id(SUMMARY).class("error").attr("role", "alert").attr("tabindex", "-1").child(prefix).text(text)
}

/// Returns the payload itself, folded: few people read it, but everyone may.
fn data(name: &str, payload: &str) -> El {
    el("details")
        .class("data")
        .child(el("summary").child(el("span").text(name)))
        .child(el("p").id(PAYLOAD).attr("dir", "ltr").text(payload))
}

fn channels(screen: &HandOffScreen, level: u8, texts: &Texts) -> El {
    let channel = |channel: &Channel| button("button", &channel.label).piece("button").attr("data-action", channel.id);
    let payload = screen.payload.as_ref().map(|(name, text)| data(name, text));
    el("section")
        .class("ways")
        .child(heading(level).text(texts.get("refer.ways.heading")))
        .child(el("div").id(CODE))
        .child(el("div").class("actions").each(&screen.channels, &channel))
        .maybe(payload)
}
