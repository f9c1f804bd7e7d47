//! Reads an object's fields, reporting everything that is not as expected and going on.

use std::cell::RefCell;

use crate::diagnostics::{Fault, Finding, all_of, nearest_name};
use crate::json::Json;

/// Collects what is wrong with one document.
pub(crate) struct Report<'a> {
    pub file: &'a str,
    pub findings: &'a RefCell<Vec<Finding>>,
}

impl Report<'_> {
    pub fn add(&self, path: &str, fault: Fault, message: impl Into<String>) {
        self.findings.borrow_mut().push(Finding::new(fault, self.file, path, message));
    }
}

/// The fields of one object.
#[derive(Clone)]
pub(crate) struct Fields<'a> {
    pub report: &'a Report<'a>,
    pub path: String,
    entries: &'a [(String, Json)],
    /// Keys that are misspelt, each with the one that was meant. What is under them is read as if nothing were wrong, so
    /// that one slip gives one finding.
    misspelt: Vec<(String, &'a str)>,
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be an object with no keys but these.
    pub fn keyed(report: &'a Report<'a>, path: &str, json: &'a Json, keys: &[&str]) -> Option<Fields<'a>> {
        Fields::keyed_as(report, path, json, keys, keys)
    }

    /// Returns the same, but suggests only the `likely` keys in place of an unknown one.
    pub fn keyed_as(
        report: &'a Report<'a>,
        path: &str,
        json: &'a Json,
        keys: &[&str],
        likely: &[&str],
    ) -> Option<Fields<'a>> {
        let Json::Object(entries) = json else {
            report.add(path, Fault::WrongType, format!("expected an object, found {}", json.kind()));
            return None;
        };
        let mut fields = Fields { report, path: path.to_owned(), entries, misspelt: Vec::new() };
        for (place, (key, _)) in entries.iter().enumerate() {
            if !keys.contains(&key.as_str()) {
                fields.unknown(key, likely);
            }
            if entries.iter().take(place).any(|(earlier, _)| earlier == key) {
                fields.add(key, Fault::DuplicateKey, format!("the key `{key}` is written twice"));
            }
        }
        Some(fields)
    }

    fn unknown(&mut self, key: &'a str, likely: &[&str]) {
        let near = nearest_name(key, &mut likely.iter().copied());
        let hint = match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None => all_of(likely.iter().copied()),
        };
        self.add(key, Fault::UnknownKey, format!("unknown key `{key}`{hint}"));
        if let Some(near) = near.filter(|near| self.get(near).is_none()) {
            self.misspelt.push((near.to_owned(), key));
        }
    }

    /// The key as it is written, where it is misspelt.
    fn written<'b>(&'b self, key: &'b str) -> &'b str {
        self.misspelt.iter().find(|(meant, _)| meant == key).map_or(key, |(_, written)| written)
    }

    pub fn path_of(&self, key: &str) -> String {
        let key = self.written(key);
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Reports something about a field.
    pub fn add(&self, key: &str, fault: Fault, message: impl Into<String>) {
        self.report.add(&self.path_of(key), fault, message);
    }

    /// Reports that a field is of another type of JSON.
    pub fn add_type(&self, key: &str, expected: &str, found: &Json) {
        self.add(key, Fault::WrongType, format!("expected {expected}, found {}", found.kind()));
    }

    /// A field, if it is there.
    pub fn get(&self, key: &str) -> Option<&'a Json> {
        let key = self.written(key);
        self.entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// A field that must be there.
    pub fn need(&self, key: &str) -> Option<&'a Json> {
        let found = self.get(key);
        if found.is_none() {
            self.report.add(&self.path, Fault::MissingKey, format!("the key `{key}` is missing"));
        }
        found
    }

    /// A text, if the field is there.
    pub fn text_if(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.as_text();
        if text.is_none() {
            self.add_type(key, "a text", value);
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
            self.add(key, Fault::EmptyText, "the text is empty");
        }
        Some(text)
    }

    /// A list; empty if the field is absent.
    pub fn list(&self, key: &str) -> &'a [Json] {
        self.list_of(key, "a list")
    }

    /// A list of something; empty if the field is absent.
    pub fn list_of(&self, key: &str, what: &str) -> &'a [Json] {
        match self.get(key) {
            None => &[],
            Some(Json::List(items)) => items,
            Some(other) => {
                self.add_type(key, what, other);
                &[]
            }
        }
    }

    /// The objects of a list, with no keys but these.
    pub fn objects_keyed(&self, key: &str, keys: &[&str]) -> Vec<Fields<'a>> {
        self.objects_as(key, keys, |_| keys.to_vec())
    }

    /// Returns the same, but suggests only the `likely` keys in place of an unknown one.
    pub fn objects_as<'b>(
        &self,
        key: &str,
        keys: &[&'b str],
        likely: impl Fn(&Json) -> Vec<&'b str>,
    ) -> Vec<Fields<'a>> {
        let path = self.path_of(key);
        let items = self.list(key).iter().enumerate();
        let open = |(place, item): (usize, &'a Json)| {
            Fields::keyed_as(self.report, &format!("{path}[{place}]"), item, keys, &likely(item))
        };
        items.filter_map(open).collect()
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (place, item) in self.list(key).iter().enumerate() {
            match item.as_text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.report.add(
                    &format!("{}[{place}]", self.path_of(key)),
                    Fault::WrongType,
                    format!("expected a text, found {}", item.kind()),
                ),
            }
        }
        texts
    }
}
