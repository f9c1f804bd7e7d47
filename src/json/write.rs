//! A writer that produces JSON piece by piece, as text or as a tree.

use super::Json;

/// A target to which JSON is written piece by piece.
///
/// ```
/// use prescreener::json::{Json, Writer};
/// let mut text = String::new();
/// text.object(|to| {
///     to.entry("id", "I05");
///     to.texts("open", ["weight", "dose"]);
/// });
/// assert_eq!(text, r#"{"id":"I05","open":["weight","dose"]}"#);
/// ```
pub trait Writer: Sized {
    /// Writes a text.
    fn text(&mut self, text: &str);

    /// Writes a value from a tree.
    fn tree(&mut self, json: Json);

    /// Writes a list of the values that `items` writes.
    fn list(&mut self, items: impl FnOnce(&mut Self));

    /// Writes an object of the keys that `entries` writes, each followed by its value.
    fn object(&mut self, entries: impl FnOnce(&mut Self));

    /// Writes the key of the next value.
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

/// Writes compact JSON: no white space, keys in the order written. A string may hold several values, one per line.
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
    /// Returns the canonical text, the same for all documents with the same content: compact, with the keys of every
    /// object sorted.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, true);
        text
    }

    /// Writes compact JSON, with the keys of every object in their order or sorted.
    pub(super) fn write(&self, to: &mut String, sorted: bool) {
        match self {
            Json::Null => literal(to, "null"),
            Json::Bool(value) => literal(to, if *value { "true" } else { "false" }),
            Json::Number(number) => literal(to, &number.to_string()),
            // Never occurs in output. In a document that will be refused, the bits distinguish such numbers.
            Json::Inexact(number) => literal(to, &number.to_bits().to_string()),
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

/// Returns the entries sorted by key; those under the same key keep their order.
fn by_key(entries: &[(String, Json)]) -> Vec<&(String, Json)> {
    let mut sorted: Vec<&(String, Json)> = Vec::with_capacity(entries.len());
    for entry in entries {
        sorted.insert(sorted.partition_point(|earlier| earlier.0 <= entry.0), entry);
    }
    sorted
}

fn literal(to: &mut String, literal: &str) {
    separate(to);
    to.push_str(literal);
}

/// Writes a text in quotes.
fn quote(to: &mut String, text: &str) {
    let special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
    to.push('"');
    // The usual case. Testing every byte is faster than stopping at the first match.
    if !text.bytes().fold(false, |found, byte| found | special(byte)) {
        to.push_str(text);
    } else {
        text.chars().for_each(|character| escape(to, character));
    }
    to.push('"');
}

fn escape(to: &mut String, character: char) {
    match character {
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

    fn write_sample(to: &mut impl Writer) {
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
    fn text_and_tree_are_equal() {
        let (mut text, mut tree) = (String::new(), Json::Null);
        write_sample(&mut text);
        write_sample(&mut tree);
        assert_eq!(text, r#"{"a":"one \"line\"\n","b":["x",""],"c":null,"d":[{},[],true]}"#);
        assert_eq!(tree.to_string(), text);
    }

    #[test]
    fn values_are_written_one_per_line() {
        let mut text = String::new();
        for value in ["one", "two"] {
            text.text(value);
            text.push('\n');
        }
        assert_eq!(text, "\"one\"\n\"two\"\n");
    }
}
