//! Messages: texts by key, one catalogue per language.

mod catalogue;
mod packed;

pub use catalogue::{examine, read};
pub use packed::{Mismatch, Part};

/// The messages of one language.
///
/// ```
/// use prescreener::texts::Texts;
/// let texts = Texts::default();
/// assert_eq!(texts.find("trial.name"), None);
/// assert_eq!(texts.get("trial.name"), "trial.name");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Each key with its text, sorted by key: a map would enlarge the module that a browser loads.
    texts: Vec<(String, String)>,
    /// Whether the messages of the result are loaded.
    complete: bool,
}

impl Texts {
    /// Returns the text under a key, or the key itself if there is none, so that a missing text is visible.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// Returns the text under a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let position = self.texts.partition_point(|(earlier, _)| earlier.as_str() < key);
        self.texts.get(position).filter(|(found, _)| found == key).map(|(_, text)| text.as_str())
    }

    /// Returns the keys that begin with `start`, in order, each with its text.
    pub fn under<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.texts.iter().filter(move |(key, _)| key.starts_with(start));
        all.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Returns whether the messages of the result are loaded: a page loads them after the first question.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// Inserts a text at its position. Returns whether the key is new.
    fn insert(&mut self, key: &str, text: &str) -> bool {
        let new = self.find(key).is_none();
        let position = self.texts.partition_point(|(earlier, _)| earlier.as_str() < key);
        self.texts.insert(position, (key.to_owned(), text.to_owned()));
        new
    }

    /// Returns the text under a key with its `{name}` placeholders filled in.
    ///
    /// ```
    /// use prescreener::texts::Texts;
    /// // A missing text shows its key, so that nothing stays blank.
    /// assert_eq!(Texts::default().fill("greeting", &[("name", "Ada")]), "greeting");
    /// ```
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// Returns a text with its `{name}` placeholders filled in. Written by hand: the standard library's string search made
/// the compressed module 4 kB larger.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    // The text before the first brace, then for each placeholder its name, a brace, and the text that follows.
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

/// Joins texts with a separator. Written by hand, for the same reason.
pub(crate) fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>, separator: &str) -> String {
    let mut joined = String::new();
    for (position, part) in parts.into_iter().enumerate() {
        if position > 0 {
            joined.push_str(separator);
        }
        joined.push_str(part.as_ref());
    }
    joined
}
