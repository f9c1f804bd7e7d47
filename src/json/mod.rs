//! JSON as a tree: the one form in which documents, answers and results cross a boundary.
//!
//! Reading into a tree first, instead of into types, lets one pass report every finding with its path, in the browser
//! as natively.

#[cfg(feature = "author")]
mod laid_out;
#[cfg(not(target_arch = "wasm32"))]
mod read;
pub mod visible;
mod write;

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

pub use write::Writer;

use crate::value::Number;

/// A JSON value.
///
/// ```
/// use prescreener::json::Json;
/// let json: Json = serde_json::from_str(r#"{ "b": [1, "x"], "a": 2.5 }"#).unwrap();
/// assert_eq!(json.get("b").and_then(Json::as_list).map(|items| items[1].as_text()), Some(Some("x")));
/// assert_eq!(json.to_string(), r#"{"b":[1,"x"],"a":2.5}"#);
/// assert_eq!(json.canonical(), r#"{"a":2.5,"b":[1,"x"]}"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number with at most six decimals.
    Number(Number),
    /// A number with more decimals, or one that is too large.
    Inexact(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values in the order written; a repeated key appears each time.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Creates an object from keys and values.
    pub fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
        Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Creates a list of texts.
    pub fn texts<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> Json {
        Json::List(items.into_iter().map(|item| Json::Text(item.to_string())).collect())
    }

    /// Returns the value under a key of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the text, if the value is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items, if the value is a list.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the kind of the value for messages, such as `a list`.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(true) => "`true`",
            Json::Bool(false) => "`false`",
            Json::Number(_) => "a number",
            Json::Inexact(_) => "a number with more than six decimals or too many digits",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

/// Writes compact JSON: no white space, keys in their order.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text, false);
        f.write_str(&text)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(number) => serializer.serialize_f64(number.to_f64()),
            Json::Inexact(number) => serializer.serialize_f64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn text_reads_back() {
        let text = r#"{"b":[1,2.5,null,true],"a":"line\nquote\" \u0001é"}"#;
        let json: Json = serde_json::from_str(text).unwrap();
        let again: Json = serde_json::from_str(&json.to_string()).unwrap();
        assert_eq!(json, again);
        assert_eq!(json.canonical(), "{\"a\":\"line\\nquote\\\" \\u0001é\",\"b\":[1,2.5,null,true]}");
    }

    #[test]
    fn a_repeated_key_is_kept() {
        let json: Json = serde_json::from_str(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(json.to_string(), r#"{"a":1,"a":2}"#);
    }
}
