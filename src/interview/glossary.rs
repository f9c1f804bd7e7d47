//! The medical words on a result, each with its meaning.

use super::screen::{Item, Section};
use crate::texts::Texts;

/// The catalogues' terms that a screen's sections use, in the order of their keys: `term.ID` is the word, `term.ID.means` what
/// it means. Plain loops over one text: iterators inside each other made the compressed module half a kilobyte larger.
pub(super) fn glossary(texts: &Texts, sections: &[Section]) -> Vec<Item> {
    let mut said = String::new();
    let mut say = |text: &String| said.extend([text, "\n"]);
    for section in sections {
        section.lead.iter().for_each(&mut say);
        for item in &section.items {
            say(&item.title);
            item.text.iter().for_each(&mut say);
        }
    }
    let mut items = Vec::new();
    for (key, word) in texts.under("term.") {
        if let Some(means) = texts.find(&(key.to_owned() + ".means"))
            && uses(&said, word)
        {
            items.push(Item { title: word.to_owned(), text: vec![means.to_owned()] });
        }
    }
    items
}

/// Whether a text uses a word: as it is written, or with a small first letter. A long word may end otherwise by a few
/// letters, as in `berry` and `berries`; a short one, such as `PH`, may not.
fn uses(text: &str, word: &str) -> bool {
    let (stem, ending) = match word.as_bytes() {
        [] => return false,
        [stem @ .., _] if word.len() > 4 => (stem, 3_usize),
        short => (short, 0),
    };
    let mut rest = text.as_bytes();
    let mut inside = false;
    while let Some((first, behind)) = rest.split_first() {
        if !inside && begins(rest, stem) {
            let after = rest.get(stem.len()..).unwrap_or_default();
            if after.iter().take_while(|byte| letter(**byte)).count() <= ending {
                return true;
            }
        }
        inside = letter(*first);
        rest = behind;
    }
    false
}

/// Whether a text begins with a word, perhaps with a small first letter.
fn begins(text: &[u8], word: &[u8]) -> bool {
    let same = |place: usize, byte: u8| {
        text.get(place).is_some_and(|found| *found == byte || place == 0 && *found == byte.to_ascii_lowercase())
    };
    word.iter().enumerate().all(|(place, byte)| same(place, *byte))
}

fn letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn words_are_found_as_people_write_them() {
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
