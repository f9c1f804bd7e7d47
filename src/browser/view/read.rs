//! Reads what a person entered, and keeps entries that exclude each other apart.

use super::control::{ABOUT, ALONE, FROM, NUMBER, SEARCH, UNKNOWN};
use crate::interview::Entry;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Everything entered on the screen, as typed.
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

/// What is typed into the search field, if it is that field.
pub(super) fn sought(field: &HtmlInputElement) -> Option<String> {
    (field.id() == SEARCH).then(|| field.value())
}

/// What stands alone clears the rest, and the rest clears what stands alone.
pub(super) fn keep_apart(screen: &Element, entered: &HtmlInputElement) {
    let alone = entered.has_attribute(ALONE);
    if (alone && !entered.checked()) || is_source(entered) {
        return;
    }
    for field in fields(screen) {
        let other = field.id() != entered.id() && !is_source(&field);
        if other && (alone || field.has_attribute(ALONE)) {
            clear(&field);
        }
    }
}

/// Whether a field tells where the answer comes from. It excludes no answer.
fn is_source(field: &HtmlInputElement) -> bool {
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
    // Nothing else has that tag; and what went to another document with the element may be of that document's own kind.
    (0..found.length()).filter_map(|index| found.get(index).map(JsCast::unchecked_into)).collect()
}
