//! The widget's own words: every key that the sources name has a text, and no text is left without a use.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const KINDS: [&str; 10] =
    ["action.", "answer.", "check.", "label.", "month.", "problem.", "progress.", "reminder.", "result.", "verdict."];

fn texts_in(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The keys that the sources name; `*` stands for what is filled in.
fn named() -> BTreeSet<String> {
    let mut sources = Vec::new();
    texts_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let quoted = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let keys = quoted.filter(|text| KINDS.iter().any(|kind| text.starts_with(kind)) && !text.contains(' '));
    keys.map(|key| {
        let mut plain = String::new();
        for (place, part) in key.split('{').enumerate() {
            plain += if place == 0 { part } else { part.split_once('}').unwrap().1 };
            plain += if key.split('{').count() > place + 1 { "*" } else { "" };
        }
        // What ends in a dot goes on with a part worked out elsewhere.
        if plain.ends_with('.') { plain + "*" } else { plain }
    })
    .collect()
}

fn written() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/locales/en.json");
    let catalogue: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    catalogue["texts"].as_object().unwrap().keys().cloned().collect()
}

/// Whether a key fits a named one, part by part.
fn fits(key: &str, named: &str) -> bool {
    let (key, named): (Vec<_>, Vec<_>) = (key.split('.').collect(), named.split('.').collect());
    key.len() == named.len() && key.iter().zip(&named).all(|(part, name)| *name == "*" || part == name)
}

#[test]
fn every_key_has_a_text() {
    let (named, written) = (named(), written());
    assert!(named.len() > 40, "only {} keys were found", named.len());
    let lacking: Vec<_> = named.iter().filter(|name| !written.iter().any(|key| fits(key, name))).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    for month in 1..=12 {
        assert!(written.contains(&format!("month.{month}")), "{month}");
    }
    for verdict in ["incomplete", "not_eligible", "not_yet", "potentially_eligible"] {
        for part in ["heading", "lead"] {
            assert!(written.contains(&format!("verdict.{verdict}.{part}")), "{verdict}.{part}");
        }
    }
}

/// The short name of a question is said where its answer would settle something: it may name a fact, never a medicine.
#[test]
fn short_names_are_for_facts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("trials");
    let mut questions = 0;
    for trial in ["nct07160205", "instruments/eular_acr_2017", "instruments/glucocorticoids"] {
        let read = |name| fs::read_to_string(folder.join(trial).join(name)).unwrap();
        let catalogue: serde_json::Value = serde_json::from_str(&read("en.json")).unwrap();
        let texts = catalogue["texts"].as_object().unwrap();
        for key in texts.keys().filter(|key| key.starts_with("question.") && key.ends_with(".short")) {
            let id = key.split('.').nth(1).unwrap();
            assert!(texts.contains_key(&format!("question.{id}")), "{key}");
            for medicine in
                ["steroid", "immunosuppressant", "hydroxychloroquine", "dose", "changed_on", "contraception"]
            {
                assert!(!key.contains(medicine), "{key}");
            }
            questions += 1;
        }
    }
    assert!(questions > 20, "{questions}");
}

#[test]
fn every_text_has_a_use() {
    let (named, written) = (named(), written());
    let idle: Vec<_> = written.iter().filter(|key| !named.iter().any(|name| fits(key, name))).collect();
    assert!(idle.is_empty(), "{idle:?}");
}
