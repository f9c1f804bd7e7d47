//! Reads the fields that only definitions have: ids, words of a fixed set, exact numbers, days.

use crate::diagnostics::Fault;
use crate::diagnostics::fields::{Fields, Report};
use crate::diagnostics::{Place, suggestion_or_all};
use crate::json::Json;
use crate::schema::{Form, SCHEMA_KEY};
use crate::value::{DATE_FORM, Date, Number, Unit};

impl<'a> Fields<'a> {
    /// Returns the fields of a value that must be an object of this form.
    pub fn open(report: &'a Report<'a>, path: &str, json: &'a Json, form: &Form) -> Option<Fields<'a>> {
        Fields::keyed(report, path, json, form.keys)
    }

    /// Returns the fields of a whole file, which may name its schema.
    pub fn file(report: &'a Report<'a>, json: &'a Json, form: &Form) -> Option<Fields<'a>> {
        let named = json.get(SCHEMA_KEY).map(|_| SCHEMA_KEY);
        let keys: Vec<&str> = form.keys.iter().copied().chain(named).collect();
        let fields = Fields::keyed(report, "", json, &keys)?;
        fields.text_if(SCHEMA_KEY);
        Some(fields)
    }

    /// Returns the objects of a list, each of this form.
    pub fn objects(&self, key: &str, form: &Form) -> Vec<Fields<'a>> {
        self.objects_keyed(key, form.keys)
    }

    /// Returns a text; if it is missing, reports that and returns an empty text. A definition with findings is never
    /// used, so reading continues with a substitute for a faulty value.
    pub fn text(&self, key: &str) -> String {
        self.need(key);
        self.text_if(key).unwrap_or_default()
    }

    /// Returns the place of a field.
    pub fn place_of(&self, key: &str) -> Place {
        Place { file: self.report.file.to_owned(), path: self.path_of(key) }
    }

    /// Returns the place of the object.
    pub fn place(&self) -> Place {
        Place { file: self.report.file.to_owned(), path: self.path.clone() }
    }

    /// Returns an id: lower case letters, digits and `_`, beginning with a letter. Reports it if it is missing or has
    /// another form.
    pub fn id(&self, key: &str) -> String {
        let text = self.text(key);
        if let Some(message) = id_fault(&text).filter(|_| self.is_text(key)) {
            self.add(key, Fault::WrongValue, message);
        }
        text
    }

    fn is_text(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value.as_text().is_some())
    }

    /// Returns the index of the field's word in a list of words; 0 for an unknown word, which is reported, and for an
    /// absent field if it may be absent.
    pub fn word(&self, key: &str, words: &[&str], may_be_absent: bool) -> usize {
        if may_be_absent && self.get(key).is_none() {
            return 0;
        }
        let text = self.text(key);
        if !self.is_text(key) {
            return 0;
        }
        words.iter().position(|word| *word == text).unwrap_or_else(|| {
            self.add(
                key,
                Fault::WrongValue,
                format!("`{text}` is not known here{}", suggestion_or_all(&text, words.iter().copied())),
            );
            0
        })
    }

    /// Returns the ids of a list, and reports duplicates.
    pub fn ids(&self, key: &str) -> Vec<String> {
        let ids = self.texts(key);
        let path = self.path_of(key);
        for (index, id) in ids.iter().enumerate() {
            let item_path = format!("{path}[{index}]");
            if let Some(message) = id_fault(id) {
                self.report.add(&item_path, Fault::WrongValue, message);
            }
            if ids.iter().take(index).any(|earlier| earlier == id) {
                self.report.add(&item_path, Fault::Duplicate, format!("`{id}` is listed twice"));
            }
        }
        ids
    }

    /// Returns an exact number, written as text or as a whole number; if it is neither, reports that and returns zero.
    pub fn number(&self, key: &str) -> Number {
        self.need(key).map_or(Number::ZERO, |json| self.exact(key, json))
    }

    /// Returns the exact numbers of a list.
    pub fn numbers(&self, key: &str) -> Vec<Number> {
        self.need(key);
        let list = self.list_of(key, "a list of amounts, such as [\"4\"]");
        list.iter().map(|json| self.exact(key, json)).collect()
    }

    /// Reads an exact number in JSON: a text such as `"5.5"`, or a whole number.
    pub fn exact(&self, key: &str, json: &Json) -> Number {
        let number = match json {
            Json::Text(text) => Number::parse(text),
            Json::Number(number) => number.whole().map(Number::from),
            _ => None,
        };
        number.unwrap_or_else(|| {
            let found = json.kind();
            self.add(
                key,
                Fault::WrongType,
                format!("expected an amount as text, such as \"5.5\", or a whole number; found {found}"),
            );
            Number::ZERO
        })
    }

    /// Returns `true` or `false`; if the field is neither, reports that and returns `false`.
    pub fn truth(&self, key: &str) -> bool {
        match self.need(key) {
            Some(Json::Bool(truth)) => *truth,
            Some(other) => {
                self.add(key, Fault::WrongType, format!("expected `true` or `false`, found {}", other.kind()));
                false
            }
            None => false,
        }
    }

    /// Returns a whole number from 0 to a limit; the default if the field is absent, or faulty, which is reported.
    pub fn whole(&self, key: &str, limit: u32, default: u32) -> u32 {
        let Some(value) = self.get(key) else { return default };
        let whole = match value {
            Json::Number(number) => number.whole().and_then(|whole| u32::try_from(whole).ok()),
            _ => None,
        };
        whole.filter(|whole| *whole <= limit).unwrap_or_else(|| {
            self.add(
                key,
                Fault::WrongValue,
                format!("expected a whole number from 0 to {limit}, found {}", found(value)),
            );
            default
        })
    }

    /// Returns a share in thousandths; if the field is not a share, reports that and returns zero.
    pub fn share(&self, key: &str) -> u16 {
        let Some(json) = self.need(key) else { return 0 };
        let number = match json {
            Json::Text(text) => Number::parse(text),
            Json::Number(number) => Some(*number),
            _ => None,
        };
        let thousandths = number.and_then(|number| number.times(Number::from(1000))?.whole());
        let share = thousandths.and_then(|share| u16::try_from(share).ok()).filter(|share| *share <= 1000);
        share.unwrap_or_else(|| {
            let found = found(json);
            self.add(
                key,
                Fault::WrongValue,
                format!("expected a share from 0 to 1 with at most three decimals, such as \"0.25\"; found {found}"),
            );
            0
        })
    }

    /// Returns a day; if there is no such day, reports that and returns the first day of the calendar.
    pub fn day(&self, key: &str) -> Date {
        let text = self.text(key);
        if !self.is_text(key) {
            return Date::default();
        }
        Date::parse(&text).unwrap_or_else(|| {
            self.add(key, Fault::WrongValue, format!("`{text}` is not a day of the calendar ({DATE_FORM})"));
            Date::default()
        })
    }

    /// Returns the `unit`, if present: as written and as parsed.
    pub fn unit(&self) -> Option<(String, Unit)> {
        let text = self.text_if("unit")?;
        let unit = Unit::parse(&text).unwrap_or_else(|| {
            self.add("unit", Fault::WrongValue, format!("`{text}` is not a unit: letters, `%`, and `/` between"));
            Unit::default()
        });
        Some((text, unit))
    }
}

/// Returns a message if a text is not an id.
fn id_fault(text: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let good = text.bytes().all(plain) && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    (!good).then(|| format!("`{text}` is not an id: lower case letters, digits and `_`, a letter first"))
}

/// Describes a value in a message: a number or a text as it is written, anything else by its type.
fn found(json: &Json) -> String {
    match json {
        Json::Number(number) => number.to_string(),
        Json::Text(text) => format!("`{text}`"),
        other => other.kind().to_owned(),
    }
}
