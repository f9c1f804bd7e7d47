//! Puts the options of a question in the order of a search. Only rows move and hide: what is ticked stays ticked.

use super::control::{NOTE, option_id};
use super::dom::find;
use crate::interview::Found;
use web_sys::Element;

/// The options that a search puts in order.
const LISTED: &str = ".listed";

pub(super) fn show(screen: &Element, found: &Found) -> Option<()> {
    find(screen, &("#".to_owned() + NOTE))?.set_text_content(Some(&found.note));
    let list = find(screen, LISTED)?;
    for row in &found.rows {
        let option = find(&list, &("#".to_owned() + &option_id(row.option)))?.closest(".option").ok()??;
        option.set_attribute("class", if row.shown { "option" } else { "option unlike" }).ok()?;
        find(&option, ".also")?.set_text_content(Some(&row.also));
        list.append_with_node_1(&option).ok()?;
    }
    Some(())
}
