//! The medical words on a result, each with its meaning.

use super::screen::{Item, Section};
use crate::texts::Texts;

/// The catalogues' terms that a screen's sections use, in the order of their keys: `term.ID` is the word, `term.ID.means` what
/// it means.
pub(super) fn glossary(texts: &Texts, sections: &[Section]) -> Vec<Item> {
    let mut items = Vec::new();
    for (key, word) in texts.under("term.") {
        if let Some(means) = texts.find(&(key.to_owned() + ".means"))
            && sections.iter().any(|section| said(section).any(|text| uses(text, word)))
        {
            items.push(Item { title: word.to_owned(), text: vec![means.to_owned()] });
        }
    }
    items
}

fn said(section: &Section) -> impl Iterator<Item = &str> {
    let items = section.items.iter().flat_map(|item| item.text.iter().chain([&item.title]));
    section.lead.iter().chain(items).map(String::as_str)
}

/// Whether a text uses a word: as it is written, or with a small first letter. A long word may end otherwise by a few
/// letters, as in `biopsy` and `biopsies`; a short one, such as `CK`, may not.
fn uses(text: &str, word: &str) -> bool {
    let long = word.len() > 4;
    let stem = word.as_bytes();
    let stem = if long { stem.split_last().map_or(stem, |(_, stem)| stem) } else { stem };
    let text = text.as_bytes();
    let letter = |at: Option<usize>| {
        at.and_then(|at| text.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    };
    (0..text.len()).any(|at| {
        let mut end = at.saturating_add(stem.len());
        let Some([first, rest @ ..]) = text.get(at..end) else { return false };
        let same = stem
            .split_first()
            .is_some_and(|(head, tail)| (first == head || *first == head.to_ascii_lowercase()) && rest == tail);
        let most = end.saturating_add(if long { 3 } else { 0 });
        while end < most && letter(Some(end)) {
            end = end.saturating_add(1);
        }
        same && !letter(at.checked_sub(1)) && !letter(Some(end))
    })
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn words_are_found_as_people_write_them() {
        for (text, word) in [
            ("A CK value.", "CK"),
            ("two biopsies", "Biopsy"),
            ("an antibody", "Antibody"),
            ("Antibodies", "Antibody"),
            ("the immune system calms", "Immune system"),
            ("(echo)", "Echo"),
            ("una resonancia", "Resonancia"),
        ] {
            assert!(uses(text, word), "{word} in {text}");
        }
        for (text, word) in [
            ("CKD", "CK"),
            ("asthma", "AST"),
            ("dermatomyositis", "Myositis"),
            ("échos", "Echo"),
            ("steroidogenesis", "Steroid"),
            ("ck", "CK"),
            ("", "CK"),
            ("CK", ""),
        ] {
            assert!(!uses(text, word), "{word} in {text}");
        }
    }
}
