//! The distance between an option's names and typed text.
//!
//! [`Interview::search`](super::Interview::search) makes these promises, which `tests/definition/names.rs` checks:
//!
//! - An exact name puts its option first; case, accents, spaces and hyphens do not count.
//! - The beginning of a name, of two characters or more, finds every option with a name that begins so.
//! - One or two typing errors (a character missing, doubled, swapped or wrong), or letters that sound alike, still find
//!   the option. The number of errors allowed grows with the length: none in up to 3 characters, one in 4 or 5, two in
//!   6 to 8, then three.
//! - Text that resembles no name finds nothing, rather than the closest name.
//! - Options are found in order of distance, and then in the order of the definition.
//! - Only the beginning of the typed text is compared, so that the work is bounded.

use std::mem::take;

/// How many characters of a name are compared.
const MAX_CHARACTERS: usize = 40;
/// How many words of the typed text are also compared alone.
const MAX_WORDS: usize = 8;
/// Marks the first character of a word.
const WORD_START: u8 = 128;
/// A distance greater than that of any name that resembles the typed text.
pub(crate) const NO_MATCH: usize = 64;

/// The name of an option that is closest to the typed text.
pub(crate) struct NameMatch<'a> {
    /// Its distance; zero if it is the same.
    pub distance: usize,
    /// The name, or `None` if the option's label shows it.
    pub name: Option<&'a str>,
}

/// Returns the closest of the names in an option's label, and in brackets there, and in a list of other names,
/// separated by commas.
pub(crate) fn nearest<'a>(label: &'a str, others: &'a str, typed: &str) -> NameMatch<'a> {
    let typed = fold(typed);
    let mut best = NameMatch { distance: NO_MATCH, name: None };
    for (list, shown) in [(label, true), (others, false)] {
        for part in list.split(',') {
            for name in part.split('(') {
                let distance = from_words(&typed, &fold(name));
                if distance < best.distance {
                    best = NameMatch { distance, name: (!shown).then(|| name.trim()) };
                }
            }
        }
    }
    best
}

/// Returns the letters and digits of a text in lower case and without accents, with the first of each word marked.
fn fold(text: &str) -> Vec<u8> {
    let mut folded = Vec::new();
    let mut mark = WORD_START;
    for character in text.chars() {
        // Combining accents lie beyond Latin-1 and are dropped; the letters of Latin-1 repeat after 32.
        let Ok(mut code) = u8::try_from(u32::from(character)) else { continue };
        if code >= 0xc0 {
            code = *b"aaaaaaaceeeeiiiidnooooo ouuuuyty".get(usize::from(code & 31)).unwrap_or(&b' ');
        }
        if !code.is_ascii_alphanumeric() {
            mark = WORD_START;
        } else if folded.len() < MAX_CHARACTERS {
            folded.push(code.to_ascii_lowercase() | take(&mut mark));
        }
    }
    folded
}

/// Returns the distance between a name and the whole typed text, or adjacent words of it, because an amount or a form
/// may be typed as well.
fn from_words(typed: &[u8], name: &[u8]) -> usize {
    let mut edges = Vec::new();
    for (index, character) in typed.iter().enumerate() {
        if character & WORD_START != 0 && edges.len() < MAX_WORDS {
            edges.push(index);
        }
    }
    let count = edges.len();
    edges.push(typed.len());
    let mut nearest = NO_MATCH;
    for (first, from) in edges.iter().enumerate() {
        for (last, to) in edges.iter().enumerate() {
            let part = typed.get(*from..*to).unwrap_or_default();
            let less = count.saturating_sub(last.saturating_sub(first));
            if less == 0 || part.len() > 2 {
                nearest = nearest.min(distance(part, name).saturating_add(less));
            }
        }
    }
    nearest
}

/// Returns the distance of a name, by spelling and by sound together.
fn distance(typed: &[u8], name: &[u8]) -> usize {
    let typed_sound = characters(typed, true);
    let spelling = edit_distance(&characters(typed, false), &characters(name, false));
    let sound = edit_distance(&typed_sound, &characters(name, true));
    // The lengths include the leading zero.
    let most = match typed_sound.len() {
        0..2 => return NO_MATCH,
        2..5 => 1,
        5..7 => 3,
        7..10 => 4,
        _ => 6,
    };
    if spelling.min(sound) > most || spelling > most << 1 { NO_MATCH } else { spelling.saturating_add(sound) }
}

/// Returns the characters without marks, after a leading zero. Spoken: ph as f; c, k, q, s, x and z alike; y as i; v as
/// b; no h; no repeated characters.
fn characters(text: &[u8], spoken: bool) -> Vec<u8> {
    let mut characters = vec![0];
    for character in text {
        let mut character = character & !WORD_START;
        if spoken {
            character = match character {
                b'c' | b'k' | b'q' | b'x' | b'z' => b's',
                b'y' => b'i',
                b'v' => b'b',
                other => other,
            };
            if let Some(last) = characters.last_mut() {
                if character == b'h' && *last == b'p' {
                    *last = b'f';
                }
                if *last == character || character == b'h' && *last != 0 {
                    continue;
                }
            }
        }
        characters.push(character);
    }
    characters
}

/// Returns twice the edit distance between the typed text and a name, plus one if only the beginning of the name was
/// typed. It counts as optimal string alignment does: a character missing, added, wrong, or swapped with the next.
/// `strsim` returns only the distance to the whole name; each prefix would need a table of its own.
fn edit_distance(typed: &[u8], name: &[u8]) -> usize {
    let mut least = NO_MATCH;
    // One row after another, each for one typed character.
    let mut table: Vec<usize> = Vec::new();
    let mut before = 0;
    for (row, own) in typed.iter().enumerate() {
        let mut passed = 0;
        least = NO_MATCH;
        for (column, other) in name.iter().enumerate() {
            let back = |by: usize| *table.get(table.len().wrapping_sub(by)).unwrap_or(&NO_MATCH);
            let across = name.len().wrapping_add(1);
            let mut cell = back(1).min(back(name.len()));
            if passed == *own && before == *other {
                cell = cell.min(back(across << 1));
            }
            cell = cell.wrapping_add(1).min(back(across).wrapping_add(usize::from(own != other)));
            if row == 0 || column == 0 {
                cell = row.max(column);
            }
            table.push(cell);
            passed = *other;
            least = least.min(cell << 1 | 1);
        }
        least = least.min(table.last().unwrap_or(&NO_MATCH) << 1);
        before = *own;
    }
    least
}
