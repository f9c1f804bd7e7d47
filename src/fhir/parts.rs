//! The parts that resources consist of, and their canonical URLs.

use sha2::{Digest, Sha256};

use crate::json::Json;
use crate::trial::{Question, Trial};

pub(super) const ABSENT_REASON: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
pub(super) const ABSENT_CODES: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
pub(super) const YES_NO_CODES: &str = "http://terminology.hl7.org/CodeSystem/v2-0136";
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// The prefix of URLs for which FHIR has no name.
pub(super) const OWN: &str = "urn:x-prescreener";
/// Extension of a missing value: the number is near this one.
pub(super) const ABOUT: &str = "urn:x-prescreener:about";
/// Extension of a missing value: the number lies between two.
pub(super) const BETWEEN: &str = "urn:x-prescreener:between";
/// Extension of an answered item: its provenance.
pub(super) const PROVENANCE: &str = "urn:x-prescreener:provenance";
/// Extension of an option: its codes in other systems.
pub(super) const CODE: &str = "urn:x-prescreener:code";

/// The person was asked and does not know.
pub(super) const UNKNOWN: &str = "asked-unknown";
/// The person was asked and declined to answer.
pub(super) const DECLINED: &str = "asked-declined";
/// A value exists but is not known exactly.
pub(super) const INEXACT: &str = "unknown";

/// The suffixes of linkIds that belong to a question. No key of an answer contains a slash.
pub(super) const UNKNOWN_ITEM: &str = "/unknown";
pub(super) const HINT_ITEM: &str = "/hint";
pub(super) const WHY_ITEM: &str = "/why";

/// A builder for an object.
#[derive(Clone, Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    /// Creates a resource of a type.
    pub(super) fn resource(kind: &str) -> Object {
        Object::default().text("resourceType", kind)
    }

    pub(super) fn with(mut self, key: &str, value: Json) -> Object {
        self.0.push((key.to_owned(), value));
        self
    }

    pub(super) fn text(self, key: &str, value: &str) -> Object {
        self.with(key, Json::Text(value.to_owned()))
    }

    /// Adds a list unless it is empty, because FHIR has no empty lists.
    pub(super) fn list(self, key: &str, items: Vec<Json>) -> Object {
        if items.is_empty() { self } else { self.with(key, Json::List(items)) }
    }

    /// Adds a text in the base language and its translations.
    pub(super) fn words(self, key: &str, words: &Words) -> Object {
        let with = self.text(key, &words.base);
        let translations: Vec<Json> = words.others.iter().map(|(language, text)| translation(language, text)).collect();
        match translations.is_empty() {
            true => with,
            false => with.with(&format!("_{key}"), Object::default().list("extension", translations).json()),
        }
    }

    pub(super) fn json(self) -> Json {
        Json::Object(self.0)
    }
}

/// Returns a text in the base language and its translations by language tag.
#[derive(Clone, Default)]
pub(super) struct Words {
    pub base: String,
    pub others: Vec<(String, String)>,
}

fn translation(language: &str, text: &str) -> Json {
    let parts = vec![
        Object::default().text("url", "lang").text("valueCode", language).json(),
        Object::default().text("url", "content").text("valueString", text).json(),
    ];
    Object::default().text("url", TRANSLATION).list("extension", parts).json()
}

pub(super) fn extension(url: &str, value: &str, content: Json) -> Json {
    Object::default().text("url", url).with(value, content).json()
}

pub(super) fn coding(system: &str, code: &str) -> Object {
    Object::default().text("system", system).text("code", code)
}

/// Returns a concept with one coding.
pub(super) fn concept(coding: Object) -> Object {
    Object::default().list("coding", vec![coding.json()])
}

/// Returns the extensions of a missing value: the reason, and what is known about it.
pub(super) fn absent(reason: &str, more: Vec<Json>) -> Json {
    let reason = extension(ABSENT_REASON, "valueCode", Json::Text(reason.to_owned()));
    Object::default().list("extension", std::iter::once(reason).chain(more).collect()).json()
}

/// Returns the canonical URL of a trial's questionnaire, without its version.
pub(super) fn questionnaire_url(trial: &Trial) -> String {
    format!("{OWN}:{}", trial.id.to_lowercase())
}

/// Returns the code system of a question's options.
pub(super) fn options_system(trial: &Trial, question: &Question) -> String {
    format!("{}:{}", questionnaire_url(trial), question.id)
}

/// Returns the item type for a number: integer, if FHIR's integers can represent all its values.
pub(super) fn number_type(least: crate::value::Number, most: crate::value::Number, decimals: u32) -> &'static str {
    let fits = |bound: crate::value::Number| bound.whole().is_some_and(|whole| i32::try_from(whole).is_ok());
    if decimals == 0 && fits(least) && fits(most) { "integer" } else { "decimal" }
}

/// Returns a UUID derived from its content (RFC 9562, version 8), as a URL inside a bundle.
pub(super) fn uuid(parts: [&str; 2]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(format!("{part}\0").as_bytes()));
    let mut hex: Vec<char> = hash.finalize().iter().take(16).flat_map(|byte| hex(*byte)).collect();
    let fixed = [(12, '8'), (16, 'a')];
    for (place, digit) in fixed {
        if let Some(letter) = hex.get_mut(place) {
            *letter = digit;
        }
    }
    for place in [20, 16, 12, 8] {
        hex.insert(place, '-');
    }
    format!("urn:uuid:{}", hex.into_iter().collect::<String>())
}

fn hex(byte: u8) -> Vec<char> {
    format!("{byte:02x}").chars().collect()
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn ids_follow_from_what_they_stand_for() {
        // printf 'a\0b\0' | sha256sum, with the version and the variant inserted
        assert_eq!(uuid(["a", "b"]), "urn:uuid:8fb20ef6-3ced-8145-ac2e-983ffe597d1d");
        assert_ne!(uuid(["a", "b"]), uuid(["ab", ""]));
    }
}
