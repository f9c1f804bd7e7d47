//! Reads a person's entry, and clears choices that exclude each other.

use super::control::{ABOUT, EXCLUSIVE, FROM, NUMBER, SEARCH, UNKNOWN};
use crate::interview::Entry;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Returns everything entered on the screen, as typed.
pub(super) fn entry(screen: &Element) -> Entry {
    let mut entry = Entry::default();
    for field in fields(screen) {
        match field.id().as_str() {
            UNKNOWN => entry.unknown = field.checked(),
            NUMBER => entry.number = field.value(),
            ABOUT => entry.about = field.checked(),
            "day" => entry.day = field.value(),
            "month" => entry.month = field.value(),
            "year" => entry.year = field.value(),
            id if field.checked() && id.starts_with(FROM) => entry.provenance = field.value(),
            _ if field.checked() => entry.chosen.push(field.value()),
            _ => {}
        }
    }
    entry
}

/// Returns the text of the search field, if it is that field.
pub(super) fn search_text(field: &HtmlInputElement) -> Option<String> {
    (field.id() == SEARCH).then(|| field.value())
}

/// Clears all other fields when an exclusive one is chosen, and the exclusive ones when another is filled in.
pub(super) fn clear_excluded(screen: &Element, entered: &HtmlInputElement) {
    let exclusive = entered.has_attribute(EXCLUSIVE);
    if (exclusive && !entered.checked()) || is_provenance(entered) {
        return;
    }
    for field in fields(screen) {
        let other = field.id() != entered.id() && !is_provenance(&field);
        if other && (exclusive || field.has_attribute(EXCLUSIVE)) {
            clear(&field);
        }
    }
}

/// Returns whether a field states the provenance, which excludes no answer.
fn is_provenance(field: &HtmlInputElement) -> bool {
    field.id().starts_with(FROM)
}

fn clear(field: &HtmlInputElement) {
    if field.type_() == "text" {
        field.set_value("");
    } else {
        field.set_checked(false);
    }
}

fn fields(screen: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = screen.query_selector_all("input") else {
        return Vec::new();
    };
    // No other element has this tag. An element that moved to another document may have inputs of that document's own
    // class.
    (0..found.length()).filter_map(|index| found.get(index).map(JsCast::unchecked_into)).collect()
}
