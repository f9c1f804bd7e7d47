//! Moves the focus. The first screen never takes it: a widget must not pull a reader away from the host page.

use super::dom::{Refused, find};
#[cfg(feature = "referral")]
use super::sites::FOUND;
use super::{HEADING, SUMMARY};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The last event on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenEvent {
    /// The widget appeared without an action by the person.
    Appeared,
    /// The screen was updated, and the person stays where they are.
    Told,
    /// The person went to another screen.
    On,
    /// The person's entry was rejected.
    Stopped,
    /// The search results are listed, under a heading of their own.
    #[cfg(feature = "referral")]
    Found,
}

/// Moves the focus to what the person has to read next.
pub(super) fn apply(screen: &Element, event: ScreenEvent) -> Result<(), Refused> {
    match event {
        ScreenEvent::Appeared | ScreenEvent::Told => Ok(()),
        ScreenEvent::On => focus(screen, HEADING),
        ScreenEvent::Stopped => focus(screen, SUMMARY),
        #[cfg(feature = "referral")]
        ScreenEvent::Found => focus(screen, FOUND),
    }
}

/// Removes the focus from an element before the element goes: a browser takes longer to do that itself than to draw.
pub(super) fn blur(screen: &Element) {
    if let Some(focused) = find(screen, ":focus").and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.blur();
    }
}

/// Returns where the focus is and whether the folded part is open, to restore both in a newly drawn screen.
pub(super) fn state(screen: &Element) -> (Option<String>, bool) {
    let focused = find(screen, ":focus");
    let state = focused.map(|focused| match focused.get_attribute("data-action") {
        Some(action) => ["[data-action=", &action, "]"].concat(),
        // Only a folded part takes the focus and has neither.
        None if focused.id().is_empty() => "summary".to_owned(),
        None => selector(&focused.id()),
    });
    (state, find(screen, "details[open]").is_some())
}

/// Restores the focus and the folded part.
pub(super) fn restore(screen: &Element, (state, open): (Option<String>, bool)) {
    if let Some(folded) = find(screen, "details").filter(|_| open) {
        let _ = folded.set_attribute("open", "");
    }
    let focused = state.and_then(|state| find(screen, &state)?.dyn_into::<HtmlElement>().ok());
    let _ = focused.map(|focused| focused.focus());
}

/// Moves the focus to a field with its question in view, which may stand above what the field alone would show.
#[cfg(feature = "widget")]
pub(super) fn focus_field(screen: &Element, field: &str) -> Result<(), Refused> {
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
