//! JSON written piece by piece: as text, or as a tree.

use super::Json;

/// What JSON can be written to, piece by piece.
pub trait Writer: Sized {
    /// Writes a text.
    fn text(&mut self, text: &str);

    /// Writes a value that is a tree already.
    fn tree(&mut self, json: Json);

    /// Writes a list of what is written meanwhile.
    fn list(&mut self, items: impl FnOnce(&mut Self));

    /// Writes an object of what is written meanwhile: keys, each followed by its value.
    fn object(&mut self, entries: impl FnOnce(&mut Self));

    /// Writes the key of the value that comes next.
    fn key(&mut self, key: &str);

    /// Writes a key and a text.
    fn entry(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    /// Writes a key and a list of texts.
    fn texts<'a>(&mut self, key: &str, texts: impl IntoIterator<Item = &'a str>) {
        self.key(key);
        self.list(|list| texts.into_iter().for_each(|text| list.text(text)));
    }
}

/// Compact JSON: no white space, keys in the order written. A text may hold several values, one a line.
impl Writer for String {
    fn text(&mut self, text: &str) {
        separate(self);
        quote(self, text);
    }

    fn tree(&mut self, json: Json) {
        json.write(self, false);
    }

    fn list(&mut self, items: impl FnOnce(&mut Self)) {
        separate(self);
        self.push('[');
        items(self);
        self.push(']');
    }

    fn object(&mut self, entries: impl FnOnce(&mut Self)) {
        separate(self);
        self.push('{');
        entries(self);
        self.push('}');
    }

    fn key(&mut self, key: &str) {
        separate(self);
        quote(self, key);
        self.push(':');
    }
}

/// Writes the comma between a value and the next one.
fn separate(to: &mut String) {
    if !matches!(to.as_bytes().last(), None | Some(b'[' | b'{' | b':' | b'\n')) {
        to.push(',');
    }
}

impl Writer for Json {
    fn text(&mut self, text: &str) {
        self.tree(Json::Text(text.to_owned()));
    }

    fn tree(&mut self, json: Json) {
        match self {
            Json::List(items) => items.push(json),
            Json::Object(entries) => {
                if let Some((_, value)) = entries.last_mut() {
                    *value = json;
                }
            }
            other => *other = json,
        }
    }

    fn list(&mut self, items: impl FnOnce(&mut Self)) {
        let mut list = Json::List(Vec::new());
        items(&mut list);
        self.tree(list);
    }

    fn object(&mut self, entries: impl FnOnce(&mut Self)) {
        let mut object = Json::Object(Vec::new());
        entries(&mut object);
        self.tree(object);
    }

    fn key(&mut self, key: &str) {
        if let Json::Object(entries) = self {
            entries.push((key.to_owned(), Json::Null));
        }
    }
}

impl Json {
    /// The one text of all documents that mean the same: compact, with the keys of every object sorted.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, true);
        text
    }

    /// Writes compact JSON, with the keys of every object in the order held or sorted.
    pub(super) fn write(&self, to: &mut String, sorted: bool) {
        match self {
            Json::Null => word(to, "null"),
            Json::Bool(value) => word(to, if *value { "true" } else { "false" }),
            Json::Number(number) => word(to, &number.to_string()),
            // Never in what we write; in a document that will be refused, its bits tell one from another.
            Json::Inexact(number) => word(to, &number.to_bits().to_string()),
            Json::Text(text) => to.text(text),
            Json::List(items) => to.list(|to| items.iter().for_each(|item| item.write(to, sorted))),
            Json::Object(entries) => to.object(|to| {
                let write = |(key, value): &(String, Json)| {
                    to.key(key);
                    value.write(to, sorted);
                };
                if sorted { by_key(entries).into_iter().for_each(write) } else { entries.iter().for_each(write) }
            }),
        }
    }
}

/// Entries sorted by key; of those under one key, each where it was.
fn by_key(entries: &[(String, Json)]) -> Vec<&(String, Json)> {
    let mut sorted: Vec<&(String, Json)> = Vec::with_capacity(entries.len());
    for entry in entries {
        sorted.insert(sorted.partition_point(|earlier| earlier.0 <= entry.0), entry);
    }
    sorted
}

fn word(to: &mut String, word: &str) {
    separate(to);
    to.push_str(word);
}

/// Writes a text in quotes.
fn quote(to: &mut String, text: &str) {
    let special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
    to.push('"');
    // Nearly always; all bytes are looked at, which is faster than to stop at the first.
    if !text.bytes().fold(false, |found, byte| found | special(byte)) {
        to.push_str(text);
    } else {
        text.chars().for_each(|letter| escape(to, letter));
    }
    to.push('"');
}

fn escape(to: &mut String, letter: char) {
    match letter {
        '"' => to.push_str("\\\""),
        '\\' => to.push_str("\\\\"),
        '\n' => to.push_str("\\n"),
        '\r' => to.push_str("\\r"),
        '\t' => to.push_str("\\t"),
        control if u32::from(control) < 0x20 => to.push_str(&format!("\\u{:04x}", u32::from(control))),
        other => to.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, Writer};

    fn compose(to: &mut impl Writer) {
        to.object(|to| {
            to.entry("a", "one \"line\"\n");
            to.texts("b", ["x", ""]);
            to.key("c");
            to.tree(Json::Null);
            to.key("d");
            to.list(|to| {
                to.object(|_| {});
                to.list(|_| {});
                to.tree(Json::Bool(true));
            });
        });
    }

    #[test]
    fn text_and_tree_are_the_same() {
        let (mut text, mut tree) = (String::new(), Json::Null);
        compose(&mut text);
        compose(&mut tree);
        assert_eq!(text, r#"{"a":"one \"line\"\n","b":["x",""],"c":null,"d":[{},[],true]}"#);
        assert_eq!(tree.to_string(), text);
    }

    #[test]
    fn values_stand_one_a_line() {
        let mut text = String::new();
        for value in ["one", "two"] {
            text.text(value);
            text.push('\n');
        }
        assert_eq!(text, "\"one\"\n\"two\"\n");
    }
}
