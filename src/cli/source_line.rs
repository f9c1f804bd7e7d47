//! A line of a file, prepared for display: shortened, with hidden characters visible, and with anything that could be a
//! key masked.

use std::ops::Range;

use super::sealed;
use crate::json::visible::visible;

/// How many characters of a line are shown, and how many of them before the marked part.
const WIDTH: usize = 110;
const BEFORE: usize = 40;
/// How many bytes are marked at most: the beginning is enough.
const MAX_MARKED: usize = 60;
/// How many bytes on either side of the mark are read: a line can be a whole file. Far more than a key is long.
const WINDOW: usize = 4096;

/// A line as it is shown.
#[derive(Debug, PartialEq)]
pub(super) struct SourceLine {
    pub text: String,
    /// The marked bytes of `text`.
    pub marked: Range<usize>,
}

impl SourceLine {
    /// Prepares a line with some marked bytes for display.
    pub fn of(line: &str, marked: Range<usize>) -> SourceLine {
        let (line, marked) = around(line.trim_end_matches('\r'), marked);
        let hidden = keys(line);
        let before = line.get(..marked.start).map_or(0, |text| text.chars().count());
        let last = line.chars().count().saturating_sub(WIDTH);
        let first = before.saturating_sub(BEFORE).min(last);
        let mut shown = SourceLine { text: String::new(), marked: 0..0 };
        if first > 0 {
            shown.text.push('…');
        }
        let mut cut_off = false;
        for (index, (at, character)) in line.char_indices().enumerate().skip(first) {
            if at == marked.start {
                shown.marked = shown.text.len()..shown.text.len();
            }
            if index >= first.saturating_add(WIDTH) {
                shown.text.push('…');
                cut_off = true;
                break;
            }
            match character {
                '\t' => shown.text.push(' '),
                _ if hidden.iter().any(|key| key.contains(&at)) => shown.text.push('•'),
                other => shown.text.push_str(&visible(other.encode_utf8(&mut [0; 4]))),
            }
            if marked.contains(&at) && shown.marked.len() < MAX_MARKED {
                shown.marked.end = shown.text.len();
            }
        }
        // The mark is after the last character.
        if marked.start >= line.len() && !cut_off {
            shown.marked = shown.text.len()..shown.text.len();
        }
        shown
    }
}

/// Returns the part of a line around its mark, and the mark in that part.
fn around(line: &str, marked: Range<usize>) -> (&str, Range<usize>) {
    let is_boundary = |at: &usize| line.is_char_boundary(*at);
    let start = (0..=marked.start.saturating_sub(WINDOW)).rev().find(is_boundary).unwrap_or(0);
    let end = (marked.start.saturating_add(WINDOW)..line.len()).find(is_boundary).unwrap_or(line.len());
    let moved = marked.start.saturating_sub(start)..marked.end.saturating_sub(start);
    (line.get(start..end).unwrap_or(line), moved)
}

/// Returns the ranges of anything that could be a key, except fingerprints.
fn keys(line: &str) -> Vec<Range<usize>> {
    let key_char = |c: char| c.is_ascii_alphanumeric() || "-_+=".contains(c);
    let mut keys = Vec::new();
    let mut at = 0_usize;
    for run in line.split_inclusive(|c| !key_char(c)) {
        let end = at.saturating_add(run.len());
        let fingerprint = line.get(..at).is_some_and(|before| before.ends_with("sha256:"));
        if !fingerprint && sealed::is_like_a_key(run.trim_end_matches(|c| !key_char(c))) {
            keys.push(at..end);
        }
        at = end;
    }
    keys
}
