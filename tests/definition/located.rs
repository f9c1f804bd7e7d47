//! The span of every value of a file is found by its path, and that of every letter of a rule by its column.

use std::path::{Path, PathBuf};

use prescreener::diagnostics::locate::{Outline, line};
use prescreener::json::Json;
use proptest::prelude::*;

use crate::support::load::{json, root, text};

/// Returns all files of definitions and catalogues: the shipped ones and the small ones.
fn files() -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["trials", "tests/data/definitions", "tests/data/registry"] {
        collect(&root(folder), &mut found);
    }
    found.iter().map(|path| text(path.strip_prefix(root("")).unwrap().to_str().unwrap())).collect()
}

/// Visits every value with its path, as written in findings, and the id of the nearest object.
fn visit(json: &Json, path: &str, id: Option<&str>, each: &mut dyn FnMut(&str, &Json, Option<&str>)) {
    let own = json.get("id").and_then(Json::as_text).or(id);
    each(path, json, own);
    match json {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &format!("{path}[{index}]"), own, each);
            }
        }
        Json::Object(entries) => {
            for (key, value) in entries {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                visit(value, &path, own, each);
            }
        }
        _ => {}
    }
}

fn found_everywhere(text: &str) -> usize {
    let (tree, outline) = (json(text), Outline::of(text).unwrap());
    let mut count = 0;
    visit(&tree, "", None, &mut |path, value, id| {
        let location = outline.find(path);
        assert!(location.exact, "{path}");
        assert_eq!(&json(text.get(location.value.clone()).unwrap()), value, "{path}");
        assert_eq!(location.id.as_deref(), id, "{path}");
        if let Some(key) = location.key {
            let key = json(text.get(key).unwrap()).as_text().unwrap().to_owned();
            assert!(path.ends_with(&key), "{path}: {key}");
        }
        count += 1;
    });
    count
}

#[test]
fn the_span_at_a_path_holds_the_value_at_that_path() {
    let files = files();
    let count: usize = files.iter().map(|text| found_everywhere(text)).sum();
    assert!(files.len() > 15 && count > 5_000, "{} files, {count} values", files.len());
}

/// Returns a text as JSON, with the letters escaped that are chosen.
fn quoted(text: &str, choices: &[bool]) -> String {
    let letters = text.chars().zip(choices.iter().cycle()).map(|(letter, escape)| match letter {
        '"' | '\\' => format!("\\{letter}"),
        '\n' if !escape => "\\n".to_owned(),
        '\u{0}'..='\u{1F}' => format!("\\u{:04x}", u32::from(letter)),
        letter if *escape => letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect(),
        letter => letter.to_string(),
    });
    format!("\"{}\"", letters.collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A column leads to the span of its word or mark, however the letters before it are escaped.
    #[test]
    fn a_column_of_a_rule_leads_to_its_span(
        rule in "([a-z_]{1,3}|[ (<\"\\\\\n]|[é≥𝒳]){1,20}",
        choices in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let text = format!("{{\"é\": [1, {{\"rule\": {}}}]}}", quoted(&rule, &choices));
        let outline = Outline::of(&text).unwrap();
        let location = outline.find("é[1].rule");
        prop_assert_eq!(json(text.get(location.value.clone()).unwrap()), Json::Text(rule.clone()));
        for (index, _) in rule.char_indices().enumerate() {
            let bytes = outline.within(&location, index + 1).unwrap();
            let written = format!("\"{}\"", text.get(bytes).unwrap());
            let rest: String = rule.chars().skip(index).collect();
            let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
            let word: String = rest.chars().take_while(|letter| part(*letter)).collect();
            let word = if word.is_empty() { rest.chars().take(1).collect() } else { word };
            prop_assert_eq!(json(&written), Json::Text(word));
        }
        // The end of the rule is its closing quote.
        let end = outline.within(&location, rule.chars().count() + 1).unwrap();
        prop_assert_eq!(text.get(end), Some("\""));
        prop_assert_eq!(outline.within(&location, rule.chars().count() + 2), None);
    }

    /// Every text has an outline if it is JSON, and no text causes a panic.
    #[test]
    fn any_text_is_outlined_or_not(text in "[{}\\[\\]\",:\\\\ a1é]{0,40}", path in "[a\\.\\[\\]1é]{0,8}") {
        let outline = Outline::of(&text);
        if serde_json::from_str::<Json>(&text).is_ok() {
            prop_assert!(outline.is_some());
        }
        if let Some(outline) = outline {
            let location = outline.find(&path);
            prop_assert!(text.get(location.value).is_some());
        }
    }
}

#[test]
fn a_missing_value_is_located_as_far_as_its_path_exists() {
    let text = "{ \"id\": \"T\",\n \"texts\": { \"a.b\": 1, \"a.b\": 2 }, \"list\": [{ \"id\": \"x\" }] }";
    let outline = Outline::of(text).unwrap();
    let at = |path: &str| {
        let location = outline.find(path);
        let key = location.key.and_then(|key| text.get(key)).unwrap_or_default();
        (location.exact, text.get(location.value).unwrap(), key, location.id.unwrap())
    };
    assert_eq!(at("texts.a.b"), (true, "2", "\"a.b\"", "T".to_owned()));
    assert_eq!(at("texts.c"), (false, "{ \"a.b\": 1, \"a.b\": 2 }", "\"texts\"", "T".to_owned()));
    assert_eq!(at("list[0].rule"), (false, "{ \"id\": \"x\" }", "", "x".to_owned()));
    assert_eq!(at("list[7]"), (false, "[{ \"id\": \"x\" }]", "\"list\"", "T".to_owned()));
    assert_eq!(line(text, outline.find("texts").value.start), (2, 13..72));
}
