//! Splits a rule into words, numbers and marks.

use super::RuleError;

/// A word, a number or a mark, and its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The column of its first character, from 1.
    pub column: usize,
    /// The column after its last character.
    pub end: usize,
    /// The kind of token.
    pub kind: Kind,
    /// The text as written.
    pub text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits, `_` and `.`, beginning with a letter.
    Word,
    /// Digits with `.` or `-` between them: a number or a date.
    Figure,
    /// An operator, a parenthesis, a comma or `%`.
    Mark,
    /// The end of the rule.
    End,
}

const MARKS: [&str; 14] = ["<=", ">=", "!=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%"];

/// Notations of other languages, each with its equivalent in a rule. Of two with the same beginning, the longer comes first.
const FOREIGN: [(&str, &str); 14] = [
    ("==", "="),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("&&", "and"),
    ("&", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not"),
    ("×", "*"),
    ("÷", "/"),
];

/// Splits a rule into tokens; the last one is `End`.
pub(super) fn tokens(rule: &str) -> Result<Vec<Token<'_>>, RuleError> {
    let mut rest = rule;
    let mut column = 1_usize;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() { first.len_utf8() } else { token_length(rest, first, column)? };
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let end = column.saturating_add(text.chars().count());
        if let Some(kind) = kind_of(first) {
            found.push(Token { column, end, kind, text });
        }
        (rest, column) = (after, end);
    }
    found.push(Token { column, end: column, kind: Kind::End, text: "" });
    Ok(found)
}

fn kind_of(letter: char) -> Option<Kind> {
    match letter {
        _ if letter.is_whitespace() => None,
        'a'..='z' | 'A'..='Z' => Some(Kind::Word),
        '0'..='9' => Some(Kind::Figure),
        _ => Some(Kind::Mark),
    }
}

fn token_length(rest: &str, letter: char, column: usize) -> Result<usize, RuleError> {
    let run = |part: fn(char) -> bool| rest.find(|c: char| !part(c)).unwrap_or(rest.len());
    match kind_of(letter) {
        Some(Kind::Word) => Ok(run(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')),
        Some(Kind::Figure) => Ok(figure_length(rest)),
        _ => mark_length(rest).ok_or_else(|| {
            let foreign = FOREIGN.into_iter().find(|(foreign, _)| rest.starts_with(foreign));
            let message = match foreign {
                Some((foreign, own)) => format!("`{foreign}` has no meaning in a rule; write `{own}`"),
                None => format!("`{letter}` has no meaning in a rule"),
            };
            RuleError::syntax(column, message)
        }),
    }
}

fn mark_length(rest: &str) -> Option<usize> {
    let is_foreign = ["==", "=>", "=<", "<>"].iter().any(|foreign| rest.starts_with(foreign));
    let mark = MARKS.iter().find(|mark| rest.starts_with(**mark))?;
    (!is_foreign).then_some(mark.len())
}

/// Returns the length of a date or a number. A date includes its dashes, but a number ends at a dash, so that `5-3` is
/// a difference.
fn figure_length(rest: &str) -> usize {
    let shape = "0000-00-00";
    let is_date = rest.len() >= shape.len()
        && rest.bytes().zip(shape.bytes()).all(|(b, s)| if s == b'-' { b == b'-' } else { b.is_ascii_digit() });
    if is_date {
        return shape.len();
    }
    rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len())
}
