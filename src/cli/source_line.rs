//! A line of a file, made fit to be shown: short enough, with nothing in it that hides or that could be a key.

use std::ops::Range;

use super::sealed;
use crate::json::visible::visible;

/// How many letters of a line are shown, and how many of them in front of what is marked.
const WIDTH: usize = 110;
const BEFORE: usize = 40;
/// How many bytes are marked at most: the beginning says enough.
const MARKED: usize = 60;

/// A line as it is shown.
#[derive(Debug, PartialEq)]
pub(super) struct SourceLine {
    pub text: String,
    /// The bytes of it that are marked.
    pub marked: Range<usize>,
}

impl SourceLine {
    /// Makes a line of which some bytes are marked fit to be shown.
    pub fn of(line: &str, marked: Range<usize>) -> SourceLine {
        let line = line.trim_end_matches('\r');
        let hidden = keys(line);
        let before = line.get(..marked.start).map_or(0, |text| text.chars().count());
        let last = line.chars().count().saturating_sub(WIDTH);
        let first = before.saturating_sub(BEFORE).min(last);
        let mut shown = SourceLine { text: String::new(), marked: 0..0 };
        if first > 0 {
            shown.text.push('…');
        }
        let mut ended = false;
        for (place, (at, letter)) in line.char_indices().enumerate().skip(first) {
            if at == marked.start {
                shown.marked = shown.text.len()..shown.text.len();
            }
            if place >= first.saturating_add(WIDTH) {
                shown.text.push('…');
                ended = true;
                break;
            }
            match letter {
                '\t' => shown.text.push(' '),
                _ if hidden.iter().any(|key| key.contains(&at)) => shown.text.push('•'),
                other => shown.text.push_str(&visible(other.encode_utf8(&mut [0; 4]))),
            }
            if marked.contains(&at) && shown.marked.len() < MARKED {
                shown.marked.end = shown.text.len();
            }
        }
        // Behind the last letter.
        if marked.start >= line.len() && !ended {
            shown.marked = shown.text.len()..shown.text.len();
        }
        shown
    }
}

/// Where something stands that could be a key. A fingerprint is none.
fn keys(line: &str) -> Vec<Range<usize>> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || "-_+=".contains(letter);
    let mut keys = Vec::new();
    let mut at = 0_usize;
    for run in line.split_inclusive(|letter| !part(letter)) {
        let end = at.saturating_add(run.len());
        let fingerprint = line.get(..at).is_some_and(|before| before.ends_with("sha256:"));
        if !fingerprint && sealed::is_like_a_key(run.trim_end_matches(|letter| !part(letter))) {
            keys.push(at..end);
        }
        at = end;
    }
    keys
}
