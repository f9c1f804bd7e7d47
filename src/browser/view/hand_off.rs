//! The screens of handing on.

use super::dom::{Refused, find};
use super::el::{El, el, heading};
use super::section::section;
use super::{Moved, SUMMARY, View, button, hidden, title};
use crate::interview::{Choice, Section};
use crate::referral::{Choices, HandOffScreen, Outlet};
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// What is shown as letters; the page's way to copy finds it so.
const LETTERS: &str = "letters";
/// Where the page draws the code of the letters.
const CODE: &str = "code";

impl View {
    /// Draws a screen of handing on. `live`: what the live region says.
    pub fn draw_hand_off(
        &self,
        screen: &HandOffScreen,
        live: &str,
        texts: &Texts,
        moved: Moved,
    ) -> Result<(), Refused> {
        self.put(true, live, &hand_off(screen, self.level, texts), texts, moved)
    }

    /// The id of what is chosen.
    pub fn chosen(&self) -> Option<String> {
        let field: HtmlInputElement = find(&self.screen, "input:checked")?.dyn_into().ok()?;
        Some(field.value())
    }
}

/// What a click asks for: `back`, `agree`, and the ways out of this device.
pub fn asked(click: &Event) -> Option<String> {
    let target: Element = click.target()?.dyn_into().ok()?;
    target.closest("[data-action]").ok()??.get_attribute("data-action")
}

/// Draws a referral in words.
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
    let letters = screen.letters.as_ref();
    let (mut first, mut last) = (None, (!screen.ways.is_empty()).then(|| ways(screen, below, texts)));
    if screen.ways_first {
        std::mem::swap(&mut first, &mut last);
    }
    let content = match &screen.choices {
        Some(choices) => choose(screen, choices, level, texts),
        None => el("div")
            .class("result")
            .child(top)
            .maybe(first)
            .each(&screen.sections, &|part| section(part, below))
            .maybe(letters.filter(|_| screen.ways.is_empty()).map(|(name, text)| data(name, text))),
    };
    let agree = next.filter(|_| screen.choices.is_none());
    let agree = agree.map(|label| button("button", label).piece("action").attr("data-action", "agree"));
    content.maybe(agree).maybe(last)
}

fn choose(screen: &HandOffScreen, choices: &Choices, level: u8, texts: &Texts) -> El {
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

/// One of several that exclude each other.
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

/// What was wrong with the last entry.
pub(super) fn error(text: &str, texts: &Texts) -> El {
    let prefix = hidden(texts.get("label.error")).text(" ");
    el("p").id(SUMMARY).class("error").attr("role", "alert").attr("tabindex", "-1").child(prefix).text(text)
}

/// The letters themselves, folded: few people read them, and everyone may.
fn data(name: &str, letters: &str) -> El {
    el("details")
        .class("data")
        .child(el("summary").child(el("span").text(name)))
        .child(el("p").id(LETTERS).attr("dir", "ltr").text(letters))
}

fn ways(screen: &HandOffScreen, level: u8, texts: &Texts) -> El {
    let way = |way: &Outlet| button("button", &way.label).piece("button").attr("data-action", way.id);
    let letters = screen.letters.as_ref().map(|(name, text)| data(name, text));
    el("section")
        .class("ways")
        .child(heading(level).text(texts.get("refer.ways.heading")))
        .child(el("div").id(CODE))
        .child(el("div").class("actions").each(&screen.ways, &way))
        .maybe(letters)
}
