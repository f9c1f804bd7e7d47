//! Reads the fields of an object, and reports everything unexpected without stopping at it.

use std::cell::RefCell;

use crate::diagnostics::{Fault, Finding, all_of, nearest_name};
use crate::json::Json;

/// Collects the findings about one document.
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
    /// The intended keys of misspelt ones, each with the key as written. Their values are read as if they were spelt
    /// correctly, so that one typing error causes one finding.
    misspelt: Vec<(String, &'a str)>,
}

impl<'a> Fields<'a> {
    /// Returns the fields of a value that must be an object with no other keys than these.
    pub fn keyed(report: &'a Report<'a>, path: &str, json: &'a Json, keys: &[&str]) -> Option<Fields<'a>> {
        Fields::keyed_as(report, path, json, keys, keys)
    }

    /// Returns the same as [`Fields::keyed`], but suggests only the `likely` keys in place of an unknown one.
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
        for (index, (key, _)) in entries.iter().enumerate() {
            if !keys.contains(&key.as_str()) {
                fields.add_unknown(key, likely);
            }
            if entries.iter().take(index).any(|(earlier, _)| earlier == key) {
                fields.add(key, Fault::DuplicateKey, format!("the key `{key}` is written twice"));
            }
        }
        Some(fields)
    }

    /// Reports an unknown key and remembers it as misspelt if it resembles a missing one.
    fn add_unknown(&mut self, key: &'a str, likely: &[&str]) {
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

    /// Returns the key as it is written: its misspelling, if there is one.
    fn written<'b>(&'b self, key: &'b str) -> &'b str {
        self.misspelt.iter().find(|(intended, _)| intended == key).map_or(key, |(_, written)| written)
    }

    pub fn path_of(&self, key: &str) -> String {
        let key = self.written(key);
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Reports a fault of a field.
    pub fn add(&self, key: &str, fault: Fault, message: impl Into<String>) {
        self.report.add(&self.path_of(key), fault, message);
    }

    /// Reports that a field has the wrong JSON type.
    pub fn add_type(&self, key: &str, expected: &str, found: &Json) {
        self.add(key, Fault::WrongType, format!("expected {expected}, found {}", found.kind()));
    }

    /// Returns a field, if present.
    pub fn get(&self, key: &str) -> Option<&'a Json> {
        let key = self.written(key);
        self.entries.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// Returns a field, and reports it if it is missing.
    pub fn need(&self, key: &str) -> Option<&'a Json> {
        let found = self.get(key);
        if found.is_none() {
            self.report.add(&self.path, Fault::MissingKey, format!("the key `{key}` is missing"));
        }
        found
    }

    /// Returns a text, if the field is present.
    pub fn text_if(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.as_text();
        if text.is_none() {
            self.add_type(key, "a text", value);
        }
        text.map(str::to_owned)
    }

    /// Returns a text, and reports it if it is missing or blank.
    pub fn required_text(&self, key: &str) -> String {
        self.need(key);
        self.optional_text(key).unwrap_or_default()
    }

    /// Returns a text, if the field is present, and reports it if it is blank.
    pub fn optional_text(&self, key: &str) -> Option<String> {
        let text = self.text_if(key)?;
        if text.trim().is_empty() {
            self.add(key, Fault::EmptyText, "the text is empty");
        }
        Some(text)
    }

    /// Returns a list; empty if the field is absent.
    pub fn list(&self, key: &str) -> &'a [Json] {
        self.list_of(key, "a list")
    }

    /// Returns a list, which a finding describes as `what`; empty if the field is absent.
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

    /// Returns the objects of a list, which must have no other keys than these.
    pub fn objects_keyed(&self, key: &str, keys: &[&str]) -> Vec<Fields<'a>> {
        self.objects_as(key, keys, |_| keys.to_vec())
    }

    /// Returns the same as [`Fields::objects_keyed`], but suggests only the `likely` keys in place of an unknown one.
    pub fn objects_as<'b>(
        &self,
        key: &str,
        keys: &[&'b str],
        likely: impl Fn(&Json) -> Vec<&'b str>,
    ) -> Vec<Fields<'a>> {
        let path = self.path_of(key);
        let items = self.list(key).iter().enumerate();
        let open = |(index, item): (usize, &'a Json)| {
            Fields::keyed_as(self.report, &format!("{path}[{index}]"), item, keys, &likely(item))
        };
        items.filter_map(open).collect()
    }

    /// Returns the texts of a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, item) in self.list(key).iter().enumerate() {
            match item.as_text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.report.add(
                    &format!("{}[{index}]", self.path_of(key)),
                    Fault::WrongType,
                    format!("expected a text, found {}", item.kind()),
                ),
            }
        }
        texts
    }
}
