//! The medical terms in a result, each with its meaning.

use super::screen::{Item, Section};
use crate::texts::Texts;

/// Returns the catalogues' terms that a screen's sections use, in the order of their keys: `term.ID` is the term,
/// `term.ID.means` its meaning. Plain loops over one text: nested iterators made the compressed module half a kilobyte
/// larger.
pub(super) fn glossary(texts: &Texts, sections: &[Section]) -> Vec<Item> {
    let mut shown = String::new();
    let mut add = |text: &String| shown.extend([text, "\n"]);
    for section in sections {
        section.lead.iter().for_each(&mut add);
        for item in &section.items {
            add(&item.title);
            item.text.iter().for_each(&mut add);
        }
    }
    let mut items = Vec::new();
    for (key, word) in texts.under("term.") {
        if let Some(means) = texts.find(&(key.to_owned() + ".means"))
            && uses(&shown, word)
        {
            items.push(Item { title: word.to_owned(), text: vec![means.to_owned()] });
        }
    }
    items
}

/// Returns whether a text uses a word, as it is written or with a lower-case first letter. A long word may differ in
/// its last few letters, as in `berry` and `berries`; a short one, such as `PH`, may not.
fn uses(text: &str, word: &str) -> bool {
    let (stem, ending) = match word.as_bytes() {
        [] => return false,
        [stem @ .., _] if word.len() > 4 => (stem, 3_usize),
        short => (short, 0),
    };
    let mut rest = text.as_bytes();
    let mut inside = false;
    while let Some((first, behind)) = rest.split_first() {
        if !inside && starts_with(rest, stem) {
            let after = rest.get(stem.len()..).unwrap_or_default();
            if after.iter().take_while(|byte| is_letter(**byte)).count() <= ending {
                return true;
            }
        }
        inside = is_letter(*first);
        rest = behind;
    }
    false
}

/// Returns whether a text begins with a word, perhaps with a lower-case first letter.
fn starts_with(text: &[u8], word: &[u8]) -> bool {
    let same = |index: usize, byte: u8| {
        text.get(index).is_some_and(|found| *found == byte || index == 0 && *found == byte.to_ascii_lowercase())
    };
    word.iter().enumerate().all(|(index, byte)| same(index, *byte))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn words_are_found_in_the_forms_that_people_write() {
        for (text, word) in [
            ("A PH value.", "PH"),
            ("two berries", "Berry"),
            ("a cutting", "Cutting"),
            ("Cuttings", "Cutting"),
            ("the root system grows", "Root system"),
            ("(peat)", "Peat"),
            ("una semilla", "Semilla"),
        ] {
            assert!(uses(text, word), "{word} in {text}");
        }
        for (text, word) in [
            ("PHD", "PH"),
            ("repeat", "Peat"),
            ("crosscutting", "Cutting"),
            ("épeat", "Peat"),
            ("plantations", "Plant"),
            ("ph", "PH"),
            ("", "PH"),
            ("PH", ""),
        ] {
            assert!(!uses(text, word), "{word} in {text}");
        }
    }
}
