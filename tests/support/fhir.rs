//! FHIR as the tool writes it, and functions to inspect it.

use std::collections::BTreeMap;

use prescreener::json::Json;

use super::load::{IIMPACT, definition, json};
use super::tool::{Ended, run};

pub const DAY: &str = "2026-11-22";

pub fn fhir(what: &str, more: &[&str], input: &str) -> Ended {
    run(&[&["fhir", what, IIMPACT], more].concat(), input.as_bytes())
}

pub fn good(what: &str, more: &[&str], input: &str) -> String {
    let ended = fhir(what, more, input);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{what}");
    ended.out
}

pub fn questionnaire(audience: &str) -> Json {
    let ended = fhir("questionnaire", &["--audience", audience], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    json(&ended.out)
}

pub fn word<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_text).unwrap_or_else(|| panic!("no {key} in {json}"))
}

pub fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_list).unwrap_or_default()
}

/// Collects every object inside a value, including the value itself.
pub fn objects<'a>(json: &'a Json, found: &mut Vec<&'a Json>) {
    match json {
        Json::Object(entries) => {
            found.push(json);
            entries.iter().for_each(|(_, value)| objects(value, found));
        }
        Json::List(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

pub fn all(json: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    objects(json, &mut found);
    found
}

/// Returns the example patients by their circumstances: the tool's arguments, and the answers of each patient.
pub fn examples() -> BTreeMap<Vec<String>, Vec<Json>> {
    let mut groups: BTreeMap<Vec<String>, Vec<Json>> = BTreeMap::new();
    for example in definition(IIMPACT).examples {
        let mut arguments = vec!["--date".to_owned(), example.on.to_string()];
        arguments.extend(["--audience".to_owned(), example.audience.id().to_owned()]);
        let anchors = example.anchors.iter().map(|(anchor, day)| format!("--anchor={anchor}={day}"));
        arguments.extend(anchors);
        groups.entry(arguments).or_default().push(example.answers);
    }
    groups
}

pub fn lines<'a>(values: impl IntoIterator<Item = &'a Json>) -> String {
    values.into_iter().map(|value| format!("{value}\n")).collect()
}

/// Returns JSON with one line for each value that holds others.
pub fn laid_out(json: &Json, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let short = json.to_string();
    match json {
        _ if short.chars().count() + depth * 2 <= 110 => format!("{indent}{short}\n"),
        Json::List(items) => items.iter().map(|item| laid_out(item, depth)).collect(),
        Json::Object(entries) => {
            let entry = |(key, value): &(String, Json)| match value {
                Json::List(_) | Json::Object(_) => format!("{indent}{key}\n{}", laid_out(value, depth + 1)),
                other => format!("{indent}{key}: {other}\n"),
            };
            entries.iter().map(entry).collect()
        }
        other => format!("{indent}{other}\n"),
    }
}
