//! Faults in a document, reported so that its author can fix them.

use std::fmt;

use super::Fault;
use crate::json::visible::visible;

/// One fault in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The kind of fault, which also determines the severity.
    pub fault: Fault,
    /// The path of the document, as given.
    pub file: String,
    /// The path inside the document, such as `criteria[3].rule`.
    pub path: String,
    /// The column inside a rule, from 1.
    pub column: Option<usize>,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// Where something is written: a document and a path inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The path of the document.
    pub file: String,
    /// The path inside it.
    pub path: String,
}

impl Place {
    /// Creates a finding about this place.
    pub fn finding(&self, fault: Fault, message: impl Into<String>) -> Finding {
        Finding::new(fault, self.file.as_str(), self.path.as_str(), message)
    }
}

impl Finding {
    /// Creates a finding about a path in a document; an empty path means the whole document.
    pub fn new(fault: Fault, file: impl Into<String>, path: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding { fault, file: file.into(), path: path.into(), column: None, message: message.into() }
    }

    /// Creates a finding about a compiled trial or its messages as a whole.
    pub fn about(file: &str, why: &dyn fmt::Display) -> Finding {
        Finding::new(Fault::Unusable, file, "", why.to_string())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.file))?;
        if !self.path.is_empty() {
            write!(f, ": {}", visible(&self.path))?;
        }
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Finding {}

/// Returns a question to the author, such as `; did you mean `weight`?`, if a known name resembles the unknown one;
/// otherwise an empty text.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest_name(name, &mut known.into_iter()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// Returns a suggestion, or all known names if none is similar: `; expected one of `red`, `blue``.
pub fn suggestion_or_all<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let near = suggestion(name, known.clone());
    if near.is_empty() { all_of(known) } else { near }
}

/// Returns all known names: `; expected one of `red`, `blue``.
pub fn all_of<'a>(known: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for known in known {
        all.push_str(if all.is_empty() { "; expected one of `" } else { "`, `" });
        all.push_str(known);
    }
    if all.is_empty() { all } else { all + "`" }
}

/// Returns the known name that most resembles an unknown one, if any is similar. The iterator is dynamic so that the
/// search is compiled only once.
pub fn nearest_name<'a>(name: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    // The edit distance is at least the difference in length, so names of very different length need no computation.
    for candidate in known.filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed) {
        let distance = strsim::osa_distance(name, candidate);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn a_similar_name_is_suggested_and_a_dissimilar_one_is_not() {
        assert_eq!(suggestion("wieght_kg", ["age", "weight_kg"]), "; did you mean `weight_kg`?");
        assert_eq!(suggestion("zzz", ["age"]), "");
    }
}
