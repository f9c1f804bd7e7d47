//! Distinguishes documents of another kind from definitions with faults.

use crate::json::Json;

/// The kinds of documents, by the beginning of their `schema`.
const SCHEMAS: [(&str, &str); 7] = [
    ("prescreener/trial/", "a trial definition"),
    ("prescreener/instrument/", "an instrument, which a trial includes"),
    ("prescreener/texts/", "a catalogue of texts"),
    ("prescreener/result/", "a result"),
    ("prescreener/referral/", "a referral"),
    ("prescreener/rejection/", "answers that were rejected"),
    ("prescreener/key/", "the private key of a site"),
];
/// The kinds of documents, by a key that identifies them.
const KEYS: [(&str, &str); 3] = [
    ("protocolSection", "a study file of ClinicalTrials.gov; draft a definition from it with `prescreener import`"),
    (
        "studies",
        "a list of studies of ClinicalTrials.gov; download one study, and draft a definition with `prescreener import`",
    ),
    ("resourceType", "a FHIR resource"),
];

/// Returns a message if a document is not of the kind with this schema.
pub(super) fn mismatch(content: &Json, schema: &str, keys: &[&str]) -> Option<String> {
    let Json::Object(entries) = content else { return None };
    let found = content.get("schema").and_then(Json::as_text);
    let named = |schema: &str| SCHEMAS.into_iter().find(|(start, _)| schema.starts_with(start));
    let required = named(schema);
    let expected = required.map_or("a definition", |(_, what)| what);
    let (by_schema, by_key) = (found.and_then(named), KEYS.into_iter().find(|(key, _)| content.get(key).is_some()));
    if by_schema.is_some() && by_schema == required {
        return None;
    }
    let shared = entries.iter().any(|(key, _)| keys.contains(&key.as_str()) && key != "id");
    match by_schema.or(by_key) {
        Some((_, like)) => Some(format!("is not {expected}; it looks like {like}")),
        None if !shared => Some(format!("is not {expected}; expected an object with `\"schema\": \"{schema}\"`")),
        None => None,
    }
}
