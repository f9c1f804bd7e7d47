//! The screen to look for a clinic.

use super::dom::{Refused, find};
use super::el::{El, el, heading};
use super::hand_off::{error, option};
use super::section::item;
use super::{Moved, View, button, title};
use crate::interview::{Choice, Section};
use crate::sites::SitesScreen;
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The id of the heading of what was found.
pub(super) const FOUND: &str = "found";
/// The id of the field for a town or postcode, and of the words beside it.
const PLACE: &str = "place";
const PLACE_HINT: &str = "place-hint";

impl View {
    /// Draws the screen to look for a clinic.
    pub fn draw_sites(&self, screen: &SitesScreen, texts: &Texts, moved: Moved) -> Result<(), Refused> {
        self.put(true, "", &sites(screen, self.level, texts), texts, moved)
    }

    /// The place that is typed.
    pub fn place(&self) -> String {
        let field = find(&self.screen, &("#".to_owned() + PLACE));
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        field.map_or(String::new(), |field| field.value())
    }
}

fn sites(screen: &SitesScreen, level: u8, texts: &Texts) -> El {
    let below = level.saturating_add(1);
    let countries = (!screen.countries.is_empty()).then(|| countries(screen, texts));
    let form = el("form")
        .flag("novalidate", true)
        .attr("autocomplete", "off")
        .maybe(countries)
        .child(place(screen, texts))
        .child(button("submit", texts.get("refer.sites.find")).piece("action"));
    let top = el("section").class("lead").child(title(level).text(&screen.heading)).paragraphs(&screen.lead);
    let found = screen.found.as_ref().map(|part| found(part, below));
    el("div").child(top).child(form).maybe(found).maybe(screen.elsewhere.as_ref().map(elsewhere))
}

fn found(part: &Section, level: u8) -> El {
    let heading = heading(level).id(FOUND).attr("tabindex", "-1").text(&part.heading);
    let list = el("ul").each(&part.items, &item);
    el("section").class("ways").child(heading).paragraphs(&part.lead).child(list)
}

/// Folded: few people look abroad.
fn elsewhere(part: &Section) -> El {
    let summary = el("summary").child(el("span").text(&part.heading));
    el("details").class("words").child(summary).child(el("ul").each(&part.items, &item))
}

fn countries(screen: &SitesScreen, texts: &Texts) -> El {
    let choice = |choice: &Choice| option("country", choice);
    el("fieldset")
        .class("question")
        .attr("role", "radiogroup")
        .child(el("legend").text(texts.get("refer.sites.country")))
        .maybe(screen.problem.as_deref().map(|text| error(text, texts)))
        .child(el("div").class("options").each(&screen.countries, &choice))
}

fn place(screen: &SitesScreen, texts: &Texts) -> El {
    let field = el("input")
        .attr("part", "field")
        .attr("type", "text")
        .id(PLACE)
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", PLACE_HINT)
        .attr("value", &screen.typed);
    let hint = el("div").id(PLACE_HINT).piece("hint").child(el("p").text(texts.get("refer.sites.hint")));
    let label = el("label").attr("for", PLACE).text(texts.get("refer.sites.place"));
    el("div").class("ways").child(el("p").child(label)).child(hint).child(el("p").child(field))
}
