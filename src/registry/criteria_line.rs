//! One line of a registry's criteria: how far it is indented, what marks it, whether it is a heading, its words.

use crate::trial::Role;

/// What marks an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bullet(char),
    Number,
    Letter,
}

/// A mark, and what follows.
pub(super) struct Mark<'a> {
    pub style: Style,
    /// The number, of a numbered item.
    pub number: Option<u32>,
    /// What stands behind the mark.
    pub rest: &'a str,
}

/// How many columns a line is indented; a tab counts as four.
pub(super) fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|letter| letter.is_whitespace());
    blanks.map(|blank| if blank == '\t' { 4_usize } else { 1 }).fold(0, usize::saturating_add)
}

/// The mark that a line begins with.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    bullet(line).or_else(|| numbered(line))
}

fn bullet(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    let rest = line.strip_prefix(first)?;
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    // What is nothing but a bullet needs no space behind it.
    let found = "•·●○◦▪■‣∙\u{f0b7}".contains(first) || "*-–—+".contains(first) && apart;
    found.then_some(Mark { style: Style::Bullet(first), number: None, rest })
}

fn numbered(line: &str) -> Option<Mark<'_>> {
    let inside = line.strip_prefix('(');
    let body = inside.unwrap_or(line);
    let (name, behind) = body.split_at_checked(body.find(|letter: char| !letter.is_ascii_alphanumeric())?)?;
    let behind = behind.strip_prefix('\\').unwrap_or(behind);
    let closed = if inside.is_some() { behind.strip_prefix(')') } else { behind.strip_prefix(['.', ')']) };
    let rest = closed?;
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let number = name.parse::<u32>().ok().filter(|_| name.len() <= 3);
    let roman = name.len() <= 4 && name.bytes().all(|letter| b"ivxIVX".contains(&letter));
    let letter = name.len() == 1 && name.bytes().all(|letter| letter.is_ascii_alphabetic());
    match number {
        Some(_) if apart || rest.starts_with(char::is_alphabetic) => Some(Mark { style: Style::Number, number, rest }),
        None if apart && (letter || roman) && !name.is_empty() => Some(Mark { style: Style::Letter, number, rest }),
        _ => None,
    }
}

/// A heading over items.
pub(super) struct Heading<'a> {
    /// None where it names both kinds.
    pub kind: Option<Role>,
    /// Whether it says nothing but the kind.
    pub plain: bool,
    /// What stands behind its colon.
    pub rest: &'a str,
}

/// Words before `inclusion` or `exclusion` that say nothing.
const EMPTY: [&str; 10] =
    ["key", "main", "major", "general", "primary", "principal", "the", "study", "trial", "important"];
/// Words that may stand there and say something.
const TELLING: [&str; 26] = [
    "additional",
    "other",
    "specific",
    "common",
    "core",
    "selected",
    "patient",
    "patients",
    "subject",
    "subjects",
    "participant",
    "participants",
    "donor",
    "control",
    "controls",
    "healthy",
    "volunteer",
    "volunteers",
    "caregiver",
    "cohort",
    "part",
    "arm",
    "group",
    "phase",
    "and",
    "or",
];

/// The heading that a line is, if it names a kind of criteria and little else.
pub(super) fn heading(line: &str) -> Option<Heading<'_>> {
    let marked = mark(line);
    let line = marked.as_ref().map_or(line, |mark| mark.rest);
    let line = line.trim_matches(|letter: char| letter.is_whitespace() || "#*_".contains(letter));
    let (head, rest) = line.split_once(':').map_or((line, None), |(head, rest)| (head, Some(rest)));
    let mut kind = (false, false);
    let mut plain = true;
    let mut more = head;
    while let Some(start) = more.find(char::is_alphanumeric) {
        let from = more.get(start..).unwrap_or_default();
        let end = from.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(from.len());
        let (word, behind) = from.split_at_checked(end)?;
        more = behind;
        match word.to_lowercase().as_str() {
            "inclusion" => kind.0 = true,
            "exclusion" => kind.1 = true,
            "criteria" | "criterion" => break,
            word if EMPTY.contains(&word) => {}
            word if TELLING.contains(&word) || word.len() == 1 => plain = false,
            _ => return None,
        }
    }
    let says_more = more.chars().any(char::is_alphanumeric);
    let apart = more.trim_start().starts_with(['(', '[', '-', '–', '—', ',']);
    if says_more && (marked.is_some() || more.split_whitespace().count() > 8 || rest.is_none() && !apart) {
        return None;
    }
    let rest = rest.unwrap_or_default().trim_matches(|letter: char| letter.is_whitespace() || "*_".contains(letter));
    let kind = match kind {
        (false, false) => return None,
        (true, false) => Some(Role::Inclusion),
        (false, true) => Some(Role::Exclusion),
        (true, true) => None,
    };
    Some(Heading { kind, plain: plain && !says_more, rest })
}

/// A line's words without escapes, one space between them.
pub(super) fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut text = String::new();
    let joined = words.join(" ");
    let mut rest = joined.as_str();
    while let Some(letter) = rest.chars().next() {
        let (found, length) = escaped(rest).unwrap_or((letter, letter.len_utf8()));
        text.push(found);
        rest = rest.get(length..).unwrap_or_default();
    }
    text
}

const ENTITIES: [(&str, char); 8] = [
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&nbsp;", ' '),
    ("&le;", '≤'),
    ("&ge;", '≥'),
];

/// The letter that an escape at the start stands for, and the escape's length.
fn escaped(text: &str) -> Option<(char, usize)> {
    if let Some(behind) = text.strip_prefix('\\') {
        return behind.chars().next().filter(char::is_ascii_punctuation).map(|letter| (letter, 2));
    }
    ENTITIES.iter().find(|(entity, _)| text.starts_with(entity)).map(|(entity, letter)| (*letter, entity.len()))
}
