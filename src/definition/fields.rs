//! Reads an object's fields, reporting everything that is not as expected and going on.

use std::cell::RefCell;

use super::model::Place;
use crate::finding::{Finding, suggestion};
use crate::json::Json;
use crate::value::Number;

/// Collects what is wrong with one document.
pub(super) struct Report<'a> {
    pub file: &'a str,
    pub findings: &'a RefCell<Vec<Finding>>,
}

impl Report<'_> {
    pub fn add(&self, path: &str, message: impl Into<String>) {
        let (file, path) = (self.file.to_owned(), path.to_owned());
        self.findings.borrow_mut().push(Finding { file, path, column: None, message: message.into() });
    }
}

/// The fields of one object.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    pub report: &'a Report<'a>,
    pub path: String,
    entries: &'a [(String, Json)],
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be an object with no keys but these.
    pub fn open(report: &'a Report<'a>, path: &str, json: &'a Json, keys: &[&str]) -> Option<Fields<'a>> {
        let Json::Object(entries) = json else {
            report.add(path, format!("expected an object, found {}", json.kind()));
            return None;
        };
        let fields = Fields { report, path: path.to_owned(), entries };
        for (place, (key, _)) in entries.iter().enumerate() {
            if !keys.contains(&key.as_str()) {
                let expected = keys.join("`, `");
                let near = suggestion(key, keys.iter().copied());
                fields.add(key, format!("unknown key `{key}`{near} expected one of `{expected}`"));
            }
            if entries.iter().take(place).any(|(earlier, _)| earlier == key) {
                fields.add(key, format!("the key `{key}` is written twice"));
            }
        }
        Some(fields)
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The place of a field.
    pub fn place_of(&self, key: &str) -> Place {
        Place { file: self.report.file.to_owned(), path: self.path_of(key) }
    }

    /// The place of the object.
    pub fn place(&self) -> Place {
        Place { file: self.report.file.to_owned(), path: self.path.clone() }
    }

    /// Reports something about a field.
    pub fn add(&self, key: &str, message: impl Into<String>) {
        self.report.add(&self.path_of(key), message);
    }

    /// A field, if it is there.
    pub fn get(&self, key: &str) -> Option<&'a Json> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// A field that must be there.
    pub fn need(&self, key: &str) -> Option<&'a Json> {
        let found = self.get(key);
        if found.is_none() {
            self.report.add(&self.path, format!("the key `{key}` is missing"));
        }
        found
    }

    /// A text, if the field is there.
    pub fn text_if(&self, key: &str) -> Option<&'a str> {
        let value = self.get(key)?;
        let text = value.as_text();
        if text.is_none() {
            self.add(key, format!("expected a text, found {}", value.kind()));
        }
        text
    }

    /// A text that must be there.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.need(key)?;
        self.text_if(key)
    }

    /// An id that must be there: lower case letters, digits and `_`, beginning with a letter.
    pub fn id(&self, key: &str) -> Option<String> {
        let text = self.text(key)?;
        self.check_id(key, text).then(|| text.to_owned())
    }

    fn check_id(&self, key: &str, text: &str) -> bool {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let good = text.bytes().all(plain) && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if !good {
            self.add(key, format!("`{text}` is not an id: lower case letters, digits and `_`, a letter first"));
        }
        good
    }

    /// One of several words; the first is taken when the field is absent and may be.
    pub fn word<T: Copy>(&self, key: &str, words: &[(&str, T)], default: Option<T>) -> Option<T> {
        if self.get(key).is_none() && default.is_some() {
            return default;
        }
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let near = suggestion(text, known.iter().copied());
            self.add(key, format!("`{text}` is not known here{near} expected one of `{}`", known.join("`, `")));
        }
        found
    }

    /// A list; empty if the field is absent.
    pub fn list(&self, key: &str) -> &'a [Json] {
        match self.get(key) {
            None => &[],
            Some(Json::List(items)) => items,
            Some(other) => {
                self.add(key, format!("expected a list, found {}", other.kind()));
                &[]
            }
        }
    }

    /// The objects of a list, with no keys but these.
    pub fn objects(&self, key: &str, keys: &'a [&'a str]) -> impl Iterator<Item = Fields<'a>> + use<'a> {
        let (report, path) = (self.report, self.path_of(key));
        let items = self.list(key).iter().enumerate();
        items.filter_map(move |(place, item)| Fields::open(report, &format!("{path}[{place}]"), item, keys))
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.list(key)
            .iter()
            .enumerate()
            .filter_map(|(place, item)| {
                let text = item.as_text();
                if text.is_none() {
                    self.add(&format!("{key}[{place}]"), format!("expected a text, found {}", item.kind()));
                }
                text.map(str::to_owned)
            })
            .collect()
    }

    /// The ids of a list, none twice.
    pub fn ids(&self, key: &str) -> Vec<String> {
        let ids = self.texts(key);
        for (place, id) in ids.iter().enumerate() {
            let spot = format!("{key}[{place}]");
            self.check_id(&spot, id);
            if ids.iter().take(place).any(|earlier| earlier == id) {
                self.add(&spot, format!("`{id}` is listed twice"));
            }
        }
        ids
    }

    /// An exact number, written as text or as a whole number.
    pub fn number(&self, key: &str) -> Option<Number> {
        exact(self.need(key)?, |message| self.add(key, message))
    }

    /// A whole number from 0 up to a limit.
    pub fn whole(&self, key: &str, limit: u32, default: Option<u32>) -> Option<u32> {
        let value = match (self.get(key), default) {
            (None, Some(default)) => return Some(default),
            _ => self.need(key)?,
        };
        let whole = match value {
            Json::Number(number) => number.whole().and_then(|whole| u32::try_from(whole).ok()),
            _ => None,
        };
        let whole = whole.filter(|whole| *whole <= limit);
        if whole.is_none() {
            self.add(key, format!("expected a whole number from 0 to {limit}, found {}", value.kind()));
        }
        whole
    }
}

/// An exact number in JSON: a text such as `"5.5"`, or a whole number.
pub(super) fn exact(json: &Json, report: impl FnOnce(String)) -> Option<Number> {
    let number = match json {
        Json::Text(text) => Number::parse(text),
        Json::Number(number) => number.whole().map(Number::from),
        _ => None,
    };
    if number.is_none() {
        report(format!("expected an amount as text, such as \"5.5\", or a whole number; found {}", json.kind()));
    }
    number
}
