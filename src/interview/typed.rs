//! Reads numbers and months as people type them: in digits of any script, with a comma or a point, by name.

use super::name_match::{NO_MATCH, nearest};
use super::words;
use crate::texts::Texts;

/// The zeros of Unicode's runs of ten decimal digits, in its first plane. ASCII digits need no conversion, and
/// full-width digits are converted with the rest of full-width ASCII.
const ZEROS: [u16; 35] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];

/// Returns a text with ASCII digits. A comma becomes a point, and any other thousands separator a space.
pub(super) fn normalize(text: &str) -> String {
    let mut normalized = String::new();
    for character in text.trim().chars() {
        let mut code = u32::from(character);
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
        normalized.push(match code {
            0x2c | 0x60c | 0x66b => '.',
            0x27 | 0xa0 | 0x66c | 0x2009 | 0x2019 | 0x202f => ' ',
            // Invisible direction marks.
            0x61c | 0x200e | 0x200f | 0x2066..=0x2069 => continue,
            _ => char::from_u32(code).unwrap_or(character),
        });
    }
    normalized
}

/// Returns the whole number that a normalized text holds, if it is one.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Returns a normalized number without the unit after it, if that is the question's own: by its name, or as the screen
/// writes it.
pub(super) fn without_unit<'a>(text: &'a str, units: &[&str]) -> &'a str {
    for unit in units {
        let parts = text.split_at_checked(text.len().saturating_sub(unit.len()));
        if let Some((number, _)) = parts.filter(|(_, end)| !unit.is_empty() && end.eq_ignore_ascii_case(unit)) {
            return number.trim_end();
        }
    }
    text
}

/// Checks a normalized number for thousands separators, certain or possible. Returns the key of the message, the
/// digits, and the same number as an unambiguous decimal: `1.000` can mean one or a thousand, depending on where a
/// person learned to write.
pub(super) fn in_thousands(text: &str) -> Option<(&'static str, String, String)> {
    let mut digits = String::new();
    let (mut points, mut spaces, mut decimals) = (0_u32, 0_u32, 0_u32);
    for character in text.chars() {
        match character {
            '.' => (points, decimals) = (points.saturating_add(1), 0),
            ' ' => spaces = 1,
            '0'..='9' => {
                digits.push(character);
                decimals = decimals.saturating_add(1);
            }
            _ => return None,
        }
    }
    if spaces > 0 || points > 1 {
        Some(("problem.thousands", digits, String::new()))
    } else if points == 1 && decimals == 3 && digits.len() > 3 && !digits.starts_with('0') {
        let short = text.trim_end_matches('0');
        // Three decimals would be as ambiguous as before.
        let decimal =
            if short.len() == text.len() { text.to_owned() + "0" } else { short.trim_end_matches('.').to_owned() };
        Some(("problem.two_ways", digits, decimal))
    } else {
        None
    }
}

/// Returns the month that a text names in the language of the texts: by its name, or by a beginning that no other month
/// shares. A typing error does no harm, unless another month is equally close.
pub(super) fn month_named(texts: &Texts, text: &str) -> Option<u32> {
    let (mut least, mut named) = (NO_MATCH, None);
    for month in 1..=12 {
        let name = words::month(texts, month);
        // Characters beyond Latin-1 are compared as they are.
        let distance = if name.starts_with(text) { 1 } else { nearest(&name, "", text).distance };
        if distance <= least {
            named = (distance < least).then_some(month);
            least = distance;
        }
    }
    named
}
