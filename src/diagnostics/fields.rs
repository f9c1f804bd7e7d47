//! Reads an object's fields, reporting everything that is not as expected and going on.

use std::cell::RefCell;

use crate::diagnostics::{Finding, suggestion_or_all};
use crate::json::Json;

/// Collects what is wrong with one document.
pub(crate) struct Report<'a> {
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
pub(crate) struct Fields<'a> {
    pub report: &'a Report<'a>,
    pub path: String,
    entries: &'a [(String, Json)],
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be an object with no keys but these.
    pub fn keyed(report: &'a Report<'a>, path: &str, json: &'a Json, keys: &[&str]) -> Option<Fields<'a>> {
        let Json::Object(entries) = json else {
            report.add(path, format!("expected an object, found {}", json.kind()));
            return None;
        };
        let fields = Fields { report, path: path.to_owned(), entries };
        for (place, (key, _)) in entries.iter().enumerate() {
            if !keys.contains(&key.as_str()) {
                fields.add(key, format!("unknown key `{key}`{}", suggestion_or_all(key, keys.iter().copied())));
            }
            if entries.iter().take(place).any(|(earlier, _)| earlier == key) {
                fields.add(key, format!("the key `{key}` is written twice"));
            }
        }
        Some(fields)
    }

    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
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
    pub fn text_if(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.as_text();
        if text.is_none() {
            self.add(key, format!("expected a text, found {}", value.kind()));
        }
        text.map(str::to_owned)
    }

    /// A text that must be there and say something.
    pub fn said(&self, key: &str) -> String {
        self.need(key);
        self.said_if(key).unwrap_or_default()
    }

    /// A text that must say something, if the field is there.
    pub fn said_if(&self, key: &str) -> Option<String> {
        let text = self.text_if(key)?;
        if text.trim().is_empty() {
            self.add(key, "the text is empty");
        }
        Some(text)
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
    pub fn objects_keyed(&self, key: &str, keys: &[&str]) -> Vec<Fields<'a>> {
        let path = self.path_of(key);
        let items = self.list(key).iter().enumerate();
        items.filter_map(|(place, item)| Fields::keyed(self.report, &format!("{path}[{place}]"), item, keys)).collect()
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (place, item) in self.list(key).iter().enumerate() {
            match item.as_text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.add(&format!("{key}[{place}]"), format!("expected a text, found {}", item.kind())),
            }
        }
        texts
    }
}
