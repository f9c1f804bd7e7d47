//! Finds options by name, however the name is spelled.
//!
//! What [`find`] promises; `tests/names.rs` holds it to that:
//!
//! - An exact name puts its option first; case, accents, spaces and hyphens do not count.
//! - The beginning of a name, of two letters or more, finds every option with a name that begins so.
//! - A slip or two (a letter missing, doubled, swapped or wrong), or letters that sound alike, still find the option.
//!   How many slips may be grows with the length: none in up to 3 letters, one in 4 or 5, two in 6 to 8, then three.
//! - Text that resembles no name finds nothing, rather than the least far.
//! - What is found is in order of nearness, and then in the definition's.
//! - Of what is typed only the beginning is looked at, so that the work is bounded.

use std::mem::take;

/// How many letters of a name count.
const LETTERS: usize = 40;
/// How many words of what is typed are also looked at alone.
const WORDS: usize = 8;
/// Marks the first letter of a word.
const WORD: u8 = 128;
/// Farther than anything that is found.
const FAR: usize = 64;

/// An option that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'a> {
    /// The option's place.
    pub option: usize,
    /// The nearest of its names.
    pub name: &'a str,
    /// Whether the option's label shows that name.
    pub shown: bool,
    /// How far that name is from what was typed; zero if it is the same.
    pub far: usize,
}

/// The options that may be meant by what is typed, the nearest first. Each option has a label and a list of other names,
/// where brackets, commas and colons part the names.
pub fn find<'a>(options: &[[&'a str; 2]], typed: &str) -> Vec<Match<'a>> {
    let typed = fold(typed);
    let mut near = Vec::new();
    for (option, lists) in options.iter().enumerate() {
        let mut best = Match { option, name: "", shown: true, far: FAR };
        for (place, list) in lists.iter().enumerate() {
            for name in list.split(['(', ')', ',', ':']) {
                let far = nearest(&typed, &fold(name));
                if far < best.far {
                    best = Match { option, name: name.trim(), shown: place == 0, far };
                }
            }
        }
        near.push(best);
    }
    let mut found = Vec::new();
    for far in 0..FAR {
        for best in &near {
            if best.far == far {
                found.push(*best);
            }
        }
    }
    found
}

/// The letters and digits of a text in lower case and without accents, the first of each word marked.
fn fold(text: &str) -> Vec<u8> {
    let mut folded = Vec::new();
    let mut mark = WORD;
    for letter in text.chars() {
        // Beyond Latin-1 stand combining accents, which go; the letters of Latin-1 repeat after 32.
        let Ok(code) = u8::try_from(u32::from(letter)) else { continue };
        let plain = if code < 0xc0 {
            code.to_ascii_lowercase()
        } else {
            *b"aaaaaaaceeeeiiiidnooooo ouuuuyts".get(usize::from(code & 31)).unwrap_or(&b' ')
        };
        if !plain.is_ascii_alphanumeric() {
            mark = WORD;
        } else if folded.len() < LETTERS {
            folded.push(plain | take(&mut mark));
        }
    }
    folded
}

/// What letters sound like: ph as f, c, k, q, s, x and z alike, y as i, v as b; no h, and none twice.
fn sound(letters: &[u8]) -> Vec<u8> {
    let mut sound: Vec<u8> = Vec::new();
    for letter in letters {
        let heard = match letter & !WORD {
            b'c' | b'k' | b'q' | b'x' | b'z' => b's',
            b'y' => b'i',
            b'v' => b'b',
            heard => heard,
        };
        match sound.last_mut() {
            Some(last) if *last == heard => {}
            Some(last) if heard == b'h' => {
                if *last == b'p' {
                    *last = b'f';
                }
            }
            _ => sound.push(heard),
        }
    }
    sound
}

/// Where words begin, up to a bound.
fn words(letters: &[u8]) -> Vec<usize> {
    let mut words = Vec::new();
    for (place, letter) in letters.iter().enumerate() {
        if letter & WORD != 0 && words.len() < WORDS {
            words.push(place);
        }
    }
    words
}

/// How far a name is from what was typed, or from words of it that stand together: an amount or a form may be typed as
/// well. `FAR` if it does not resemble them.
fn nearest(typed: &[u8], name: &[u8]) -> usize {
    let mut nearest = FAR;
    let mut edges = words(typed);
    let count = edges.len();
    edges.push(typed.len());
    for start in words(name) {
        let name = name.get(start..).unwrap_or_default();
        for (first, from) in edges.iter().enumerate() {
            for (last, to) in edges.iter().enumerate() {
                let part = typed.get(*from..*to).unwrap_or_default();
                let less = count.saturating_sub(last.saturating_sub(first));
                let far = distance(part, name, start > 0);
                // Only the whole may be short, or a later word of the name.
                if less == 0 || part.len() > 2 && start == 0 {
                    nearest = nearest.min(far.saturating_add(less));
                }
            }
        }
    }
    nearest
}

/// How far a name is from what was typed, by letters and by sound together.
fn distance(typed: &[u8], name: &[u8], later: bool) -> usize {
    let heard = sound(typed);
    let most = match heard.len() {
        _ if later => 1,
        0 => return FAR,
        1..4 => 1,
        4..6 => 3,
        6..9 => 4,
        _ => 6,
    };
    let (written, spoken) = (slips(typed, name), slips(&heard, &sound(name)));
    let far = written.saturating_add(spoken);
    if spoken > most || written > most << 1 {
        FAR
    } else if later {
        far.saturating_add(3)
    } else {
        far
    }
}

/// Twice the slips between what was typed and a name, and one more if only the beginning of the name was typed. The slips
/// are those of optimal string alignment: a letter missing, added, wrong, or swapped with the next.
fn slips(typed: &[u8], name: &[u8]) -> usize {
    let letter = |text: &[u8], place: usize| text.get(place.wrapping_sub(1)).map_or(0, |letter| letter & !WORD);
    let width = name.len().saturating_add(1);
    let mut least = FAR;
    // Row by row, one for each letter typed.
    let mut table: Vec<usize> = Vec::new();
    for row in 0..=typed.len() {
        for column in 0..width {
            let back = |by: usize| *table.get(table.len().wrapping_sub(by)).unwrap_or(&FAR);
            let (own, other) = (letter(typed, row), letter(name, column));
            let added = back(1).min(back(width));
            let mut cell = back(width.saturating_add(1)).saturating_add(usize::from(own != other));
            cell = cell.min(added.saturating_add(1));
            let swapped = letter(typed, row.wrapping_sub(1)) == other && own == letter(name, column.wrapping_sub(1));
            if swapped {
                cell = cell.min(back(width.saturating_add(1) << 1).saturating_add(1));
            }
            if row == 0 || column == 0 {
                cell = row.max(column);
            }
            table.push(cell);
            if row == typed.len() {
                least = least.min((cell << 1).saturating_add(usize::from(column < name.len())));
            }
        }
    }
    least
}
