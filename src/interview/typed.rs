//! Numbers and months as people type them: in digits of any script, with a comma or a point, by name.

use super::name_match::{FAR, nearest};
use super::words;
use crate::texts::Texts;

/// The zeros of Unicode's runs of ten decimal digits, in its first plane. ASCII's own stays as it is, and the full-width
/// one goes with all of ASCII.
const ZEROS: [u16; 35] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];

/// A text in plain digits. A comma becomes a point, and what else may stand between thousands a space.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.trim().chars() {
        let mut code = u32::from(letter);
        for zero in ZEROS {
            let digit = code.wrapping_sub(zero.into());
            if digit < 10 {
                code = digit | 0x30;
            }
        }
        // Full-width forms repeat ASCII.
        if code.wrapping_sub(0xff01) < 0x5e {
            code = code.wrapping_sub(0xfee0);
        }
        plain.push(match code {
            0x2c | 0x60c | 0x66b => '.',
            0x27 | 0xa0 | 0x66c | 0x2009 | 0x2019 | 0x202f => ' ',
            // Marks of direction, which nobody sees.
            0x61c | 0x200e | 0x200f | 0x2066..=0x2069 => continue,
            _ => char::from_u32(code).unwrap_or(letter),
        });
    }
    plain
}

/// The whole number in a plain text, if it is one.
pub(super) fn whole(plain: &str) -> Option<u32> {
    plain.bytes().all(|byte| byte.is_ascii_digit()).then(|| plain.parse().ok())?
}

/// A plain text of a number without the unit behind it, where that is its own: by its name, or as the screen writes it.
pub(super) fn without_unit<'a>(plain: &'a str, units: &[&str]) -> &'a str {
    for unit in units {
        let place = plain.len().saturating_sub(unit.len());
        let parts = plain.split_at_checked(place);
        if let Some((number, _)) = parts.filter(|(_, end)| !unit.is_empty() && end.eq_ignore_ascii_case(unit)) {
            return number.trim_end();
        }
    }
    plain
}

/// What is wrong with a number in which thousands are parted, or may be, its digits, and the same as a decimal that can mean
/// nothing else: `1.000` can mean one or a thousand, by where a person learned to write.
pub(super) fn in_thousands(plain: &str) -> Option<(&'static str, String, String)> {
    let mut digits = String::new();
    let (mut points, mut spaces, mut behind) = (0_u32, 0_u32, 0_u32);
    for letter in plain.chars() {
        match letter {
            '.' => (points, behind) = (points.saturating_add(1), 0),
            ' ' => spaces = 1,
            '0'..='9' => {
                digits.push(letter);
                behind = behind.saturating_add(1);
            }
            _ => return None,
        }
    }
    if spaces > 0 || points > 1 {
        Some(("problem.thousands", digits, String::new()))
    } else if points == 1 && behind == 3 && digits.len() > 3 && !digits.starts_with('0') {
        let short = plain.trim_end_matches('0');
        // Three decimals would be as unclear as before.
        let decimal =
            if short.len() == plain.len() { plain.to_owned() + "0" } else { short.trim_end_matches('.').to_owned() };
        Some(("problem.two_ways", digits, decimal))
    } else {
        None
    }
}

/// The month that a text names in the language of the words: by its name, or as much of it as no other month has. A slip
/// does no harm, unless another month is as near.
pub(super) fn month_named(texts: &Texts, text: &str) -> Option<u32> {
    let (mut least, mut named) = (FAR, None);
    for month in 1..=12 {
        let name = words::month(texts, month);
        // Letters beyond Latin-1 are compared as they are.
        let far = if name.starts_with(text) { 1 } else { nearest(&name, "", text).far };
        if far <= least {
            named = (far < least).then_some(month);
            least = far;
        }
    }
    named
}
