//! Words: catalogues of texts by key, one language each.

mod catalogue;
mod packed;

pub use catalogue::{examine, read};
pub use packed::{Mismatch, Part};

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Each key with its text, sorted: a map would make the module that a browser loads larger.
    texts: Vec<(String, String)>,
    /// Whether the words of the result are there too.
    complete: bool,
}

impl Texts {
    /// The text under a key; the key itself if there is none, so that a gap is seen and not a blank.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text under a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let place = self.texts.partition_point(|(earlier, _)| earlier.as_str() < key);
        self.texts.get(place).filter(|(found, _)| found == key).map(|(_, text)| text.as_str())
    }

    /// The keys that begin like this, in order, each with its text.
    pub fn under<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.texts.iter().filter(move |(key, _)| key.starts_with(start));
        all.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Whether the words of the result are there too: a page loads them after the first question.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// Puts a text in its place; gives whether there was none under its key.
    fn insert(&mut self, key: &str, text: &str) -> bool {
        let new = self.find(key).is_none();
        let place = self.texts.partition_point(|(earlier, _)| earlier.as_str() < key);
        self.texts.insert(place, (key.to_owned(), text.to_owned()));
        new
    }

    /// The text under a key with its `{name}` placeholders filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// A text with its `{name}` placeholders filled in. By hand: the library's search for texts made the compressed module
/// 4 kB larger.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    // What stands before the first brace; then each time a name, a brace, and what stands behind it.
    let mut parts = text.split('{');
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let known = part.split_once('}').and_then(|(name, rest)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, rest))
        });
        let (value, rest) = known.unwrap_or(("{", part));
        filled.push_str(value);
        filled.push_str(rest);
    }
    filled
}

/// Texts one after the other, with another between them. By hand, for the same reason.
pub(crate) fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>, between: &str) -> String {
    let mut joined = String::new();
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}
