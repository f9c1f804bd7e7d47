//! Documents of another kind, told from definitions with faults.

use crate::json::Json;

/// Kinds of documents by their schemas.
const SCHEMAS: [(&str, &str); 7] = [
    ("prescreener/trial/", "a trial definition"),
    ("prescreener/instrument/", "an instrument, which a trial includes"),
    ("prescreener/texts/", "a catalogue of texts"),
    ("prescreener/result/", "a result"),
    ("prescreener/referral/", "a referral"),
    ("prescreener/rejection/", "answers that were rejected"),
    ("prescreener/key/", "the private key of a site"),
];
/// Kinds of documents by a key that they have.
const KEYS: [(&str, &str); 3] = [
    ("protocolSection", "a study file of ClinicalTrials.gov; draft a definition from it with `prescreener import`"),
    (
        "studies",
        "a list of studies of ClinicalTrials.gov; download one study, and draft a definition with `prescreener import`",
    ),
    ("resourceType", "a FHIR resource"),
];

/// What is told of a document that is not of the kind with this schema, if that is so.
pub(super) fn other(content: &Json, schema: &str, keys: &[&str]) -> Option<String> {
    let Json::Object(entries) = content else { return None };
    let found = content.get("schema").and_then(Json::as_text);
    let named = |schema: &str| SCHEMAS.into_iter().find(|(start, _)| schema.starts_with(start));
    let due = named(schema);
    let expected = due.map_or("a definition", |(_, what)| what);
    let (by_schema, by_key) = (found.and_then(named), KEYS.into_iter().find(|(key, _)| content.get(key).is_some()));
    if by_schema.is_some() && by_schema == due {
        return None;
    }
    let shared = entries.iter().any(|(key, _)| keys.contains(&key.as_str()) && key != "id");
    match by_schema.or(by_key) {
        Some((_, like)) => Some(format!("is not {expected}; it looks like {like}")),
        None if !shared => Some(format!("is not {expected}; expected an object with `\"schema\": \"{schema}\"`")),
        None => None,
    }
}
