//! Where the focus goes. The first screen never takes it: a widget must not pull a reader away from the page around it.

use super::dom::{Refused, find};
#[cfg(feature = "referral")]
use super::sites::FOUND;
use super::{HEADING, SUMMARY};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What has just happened on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// The widget appeared by itself.
    Appeared,
    /// Something on the screen became known, and the person stays where they are.
    Told,
    /// The person went to another screen.
    On,
    /// The person's entry could not be taken.
    Stopped,
    /// What the person looked for is listed, under a heading of its own.
    #[cfg(feature = "referral")]
    Found,
}

/// Puts the focus where the person has to read next.
pub(super) fn follow(screen: &Element, moved: Moved) -> Result<(), Refused> {
    match moved {
        Moved::Appeared | Moved::Told => Ok(()),
        Moved::On => focus(screen, HEADING),
        Moved::Stopped => focus(screen, SUMMARY),
        #[cfg(feature = "referral")]
        Moved::Found => focus(screen, FOUND),
    }
}

/// Takes the focus off what is about to go: to have it taken away with the element takes a browser longer than to draw.
pub(super) fn leave(screen: &Element) {
    if let Some(focused) = find(screen, ":focus").and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.blur();
    }
}

/// Where the focus is, and whether what is folded is open, to have it so again in a screen that is drawn anew.
pub(super) fn place(screen: &Element) -> (Option<String>, bool) {
    let focused = find(screen, ":focus");
    let place = focused.map(|focused| match focused.get_attribute("data-action") {
        Some(action) => ["[data-action=", &action, "]"].concat(),
        // What is folded is all that takes the focus and has neither.
        None if focused.id().is_empty() => "summary".to_owned(),
        None => selector(&focused.id()),
    });
    (place, find(screen, "details[open]").is_some())
}

/// Has the focus, and what is folded, as they were.
pub(super) fn restore(screen: &Element, (place, open): (Option<String>, bool)) {
    if let Some(folded) = find(screen, "details").filter(|_| open) {
        let _ = folded.set_attribute("open", "");
    }
    let focused = place.and_then(|place| find(screen, &place)?.dyn_into::<HtmlElement>().ok());
    let _ = focused.map(|focused| focused.focus());
}

/// Puts the focus on a field, with its question in view: the question may stand above what the field alone would show.
#[cfg(feature = "widget")]
pub(super) fn mend(screen: &Element, field: &str) -> Result<(), Refused> {
    if let Some(heading) = find(screen, &selector(HEADING)) {
        heading.scroll_into_view();
    }
    focus(screen, field)
}

fn focus(screen: &Element, id: &str) -> Result<(), Refused> {
    let element = find(screen, &selector(id)).ok_or(Refused)?;
    let element: HtmlElement = element.dyn_into().map_err(|_| Refused)?;
    element.focus().map_err(|_| Refused)
}

fn selector(id: &str) -> String {
    "#".to_owned() + id
}
