//! How far an option's names are from what somebody typed.
//!
//! What [`Interview::search`](super::Interview::search) promises by it; `tests/definition/names.rs` holds it to that:
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
/// Farther than anything that resembles a name.
pub(crate) const FAR: usize = 64;

/// The name of an option that is nearest to what was typed.
pub(crate) struct Near<'a> {
    /// How far it is; zero if it is the same.
    pub far: usize,
    /// The name, unless the option's label shows it.
    pub name: Option<&'a str>,
}

/// The nearest of the names in an option's label, and brackets there, and in a list of others, parted by commas.
pub(crate) fn nearest<'a>(label: &'a str, others: &'a str, typed: &str) -> Near<'a> {
    let typed = fold(typed);
    let mut near = Near { far: FAR, name: None };
    for (list, shown) in [(label, true), (others, false)] {
        for part in list.split(',') {
            for name in part.split('(') {
                let far = from_words(&typed, &fold(name));
                if far < near.far {
                    near = Near { far, name: (!shown).then(|| name.trim()) };
                }
            }
        }
    }
    near
}

/// The letters and digits of a text in lower case and without accents, the first of each word marked.
fn fold(text: &str) -> Vec<u8> {
    let mut folded = Vec::new();
    let mut mark = WORD;
    for letter in text.chars() {
        // Beyond Latin-1 stand combining accents, which go; the letters of Latin-1 repeat after 32.
        let Ok(mut code) = u8::try_from(u32::from(letter)) else { continue };
        if code >= 0xc0 {
            code = *b"aaaaaaaceeeeiiiidnooooo ouuuuyty".get(usize::from(code & 31)).unwrap_or(&b' ');
        }
        if !code.is_ascii_alphanumeric() {
            mark = WORD;
        } else if folded.len() < LETTERS {
            folded.push(code.to_ascii_lowercase() | take(&mut mark));
        }
    }
    folded
}

/// How far a name is from all that was typed, or from words of it that stand together: an amount or a form may be typed as
/// well.
fn from_words(typed: &[u8], name: &[u8]) -> usize {
    let mut edges = Vec::new();
    for (place, letter) in typed.iter().enumerate() {
        if letter & WORD != 0 && edges.len() < WORDS {
            edges.push(place);
        }
    }
    let count = edges.len();
    edges.push(typed.len());
    let mut nearest = FAR;
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

/// How far a name is, by letters and by sound together.
fn distance(typed: &[u8], name: &[u8]) -> usize {
    let heard = letters(typed, true);
    let written = slips(&letters(typed, false), &letters(name, false));
    let spoken = slips(&heard, &letters(name, true));
    // One more than there are letters.
    let most = match heard.len() {
        0..2 => return FAR,
        2..5 => 1,
        5..7 => 3,
        7..10 => 4,
        _ => 6,
    };
    if written.min(spoken) > most || written > most << 1 { FAR } else { written.saturating_add(spoken) }
}

/// Letters without marks, behind a zero. Aloud: ph as f, c, k, q, s, x and z alike, y as i, v as b; no h, and none twice.
fn letters(text: &[u8], aloud: bool) -> Vec<u8> {
    let mut letters = vec![0];
    for letter in text {
        let mut letter = letter & !WORD;
        if aloud {
            letter = match letter {
                b'c' | b'k' | b'q' | b'x' | b'z' => b's',
                b'y' => b'i',
                b'v' => b'b',
                heard => heard,
            };
            if let Some(last) = letters.last_mut() {
                if letter == b'h' && *last == b'p' {
                    *last = b'f';
                }
                if *last == letter || letter == b'h' && *last != 0 {
                    continue;
                }
            }
        }
        letters.push(letter);
    }
    letters
}

/// Twice the slips between what was typed and a name, and one more if only the beginning of the name was typed. The slips
/// are those of optimal string alignment: a letter missing, added, wrong, or swapped with the next.
/// Of the table's last row: `strsim` gives only its end, and each beginning of a name would need a table of its own.
fn slips(typed: &[u8], name: &[u8]) -> usize {
    let mut least = FAR;
    // Row by row, one for each letter typed.
    let mut table: Vec<usize> = Vec::new();
    let mut before = 0;
    for (row, own) in typed.iter().enumerate() {
        let mut passed = 0;
        least = FAR;
        for (column, other) in name.iter().enumerate() {
            let back = |by: usize| *table.get(table.len().wrapping_sub(by)).unwrap_or(&FAR);
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
        least = least.min(table.last().unwrap_or(&FAR) << 1);
        before = *own;
    }
    least
}
