//! Messages: every key that the sources name has a text, every text is used, every language has the same keys, and
//! every draft is marked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::load::{CATALOGUES, PAGES};

const KINDS: [&str; 15] = [
    "action.",
    "answer.",
    "check.",
    "closed.",
    "failure.",
    "label.",
    "month.",
    "next.",
    "page.",
    "problem.",
    "progress.",
    "refer.",
    "reminder.",
    "result.",
    "verdict.",
];

fn texts_in(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            // Examples in comments name keys of other things.
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push(code.join("\n"));
        }
    }
}

/// Returns the keys that the sources name; `*` stands for the parts filled in.
fn named_keys() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    texts_in(&root.join("src"), &mut sources);
    // The element's own screens.
    let failures = fs::read_to_string(root.join("www/element/failure.ts")).unwrap();
    sources.push(failures.replace('`', "\"").replace("${", "{"));
    let quoted = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let keys = quoted.filter(|text| KINDS.iter().any(|kind| text.starts_with(kind)) && !text.contains(' '));
    keys.map(|key| {
        let mut plain = String::new();
        for (place, part) in key.split('{').enumerate() {
            plain += if place == 0 { part } else { part.split_once('}').unwrap().1 };
            plain += if key.split('{').count() > place + 1 { "*" } else { "" };
        }
        // A key that ends in a dot continues with a part computed elsewhere.
        if plain.ends_with('.') { plain + "*" } else { plain }
    })
    .collect()
}

fn written_keys() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/locales/en.json");
    let catalogue: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    catalogue["texts"].as_object().unwrap().keys().cloned().collect()
}

/// Returns whether a key fits a named one, part by part.
fn fits(key: &str, named: &str) -> bool {
    let (key, named): (Vec<_>, Vec<_>) = (key.split('.').collect(), named.split('.').collect());
    key.len() == named.len() && key.iter().zip(&named).all(|(part, name)| *name == "*" || part == name)
}

#[test]
fn every_key_has_a_text() {
    let (named, written) = (named_keys(), written_keys());
    assert!(named.len() > 40, "only {} keys were found", named.len());
    let missing: Vec<_> = named.iter().filter(|name| !written.iter().any(|key| fits(key, name))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for month in 1..=12 {
        assert!(written.contains(&format!("month.{month}")), "{month}");
    }
    for verdict in ["incomplete", "not_eligible", "not_yet", "potentially_eligible"] {
        for part in ["heading", "lead"] {
            assert!(written.contains(&format!("verdict.{verdict}.{part}")), "{verdict}.{part}");
        }
    }
}

/// A question's short name is shown where its answer would settle something: it may name a fact, never a medicine.
#[test]
fn short_names_are_for_facts() {
    let mut questions = 0;
    for folder in CATALOGUES {
        let catalogue = catalogue_file(folder, "en");
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
    let (named, written) = (named_keys(), written_keys());
    let unused: Vec<_> = written.iter().filter(|key| !named.iter().any(|name| fits(key, name))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The languages that every catalogue must have.
const LANGUAGES: [&str; 2] = ["en", "es"];

/// The key of the sentence that a trial's catalogue shows with the result until the translation is reviewed.
const DRAFT: &str = "trial.draft";

/// Texts that are the same in both languages: abbreviations, units, punctuation, names of medicines and antibodies, and
/// one *No*.
const SAME: [&str; 37] = [
    "option.immunosuppressants.tacrolimus",
    "option.immunosuppressants.rituximab",
    "option.immunosuppressants.tofacitinib",
    "option.immunosuppressants.baricitinib",
    "option.immunosuppressants.upadacitinib",
    "option.immunosuppressants.ruxolitinib",
    "option.diagnosis.no",
    "option.immunosuppressants.abatacept",
    "option.immunosuppressants.tocilizumab",
    "option.immunosuppressants.sirolimus",
    "option.immunosuppressants.belimumab",
    "option.immunosuppressants.anifrolumab",
    "option.steroids.deflazacort",
    "option.muscle_biopsy.none",
    "option.myositis_antibodies.mi2",
    "option.myositis_antibodies.tif1_gamma",
    "option.myositis_antibodies.nxp2",
    "option.myositis_antibodies.mda5",
    "option.myositis_antibodies.sae",
    "option.myositis_antibodies.srp",
    "option.myositis_antibodies.hmgcr",
    "option.myositis_antibodies.pl7",
    "option.myositis_antibodies.pl12",
    "option.myositis_antibodies.ej",
    "option.myositis_antibodies.oj",
    "option.myositis_antibodies.ro52",
    "option.myositis_antibodies.pm_scl",
    "option.myositis_antibodies.ku",
    "option.myositis_antibodies.rnp",
    "option.myositis_antibodies.ro60_la",
    "option.myositis_antibodies.cn1a",
    "unit.mg",
    "unit.U/L",
    "unit.%",
    "answer.no",
    "answer.separator",
    "label.error",
];

/// English words that no Spanish text may contain; names and abbreviations are excluded.
const ENGLISH: [&str; 14] =
    ["the", "and", "or", "of", "you", "your", "is", "are", "with", "not", "what", "this", "study", "blood"];

fn catalogue_file(folder: &str, language: &str) -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{language}.json"));
    serde_json::from_str(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .unwrap()
}

fn catalogue(folder: &str, language: &str) -> BTreeMap<String, String> {
    let content = catalogue_file(folder, language);
    let texts = content["texts"].as_object().unwrap().iter();
    texts.map(|(key, text)| (key.clone(), text.as_str().unwrap().to_owned())).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

fn plain_words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_language_has_the_same_texts() {
    for folder in CATALOGUES.into_iter().chain(PAGES) {
        let english = catalogue(folder, "en");
        for language in LANGUAGES {
            let mut own = catalogue(folder, language);
            own.remove(DRAFT);
            let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<BTreeSet<_>>();
            let different: Vec<_> = keys(&english).symmetric_difference(&keys(&own)).cloned().collect();
            assert!(different.is_empty(), "{folder}/{language}.json: {different:?}");
            for (key, text) in &english {
                assert_eq!(placeholders(text), placeholders(&own[key]), "{folder}/{language}.json: {key}");
            }
        }
    }
}

/// Returns whether a text is a medical term, whose meaning has another key.
fn is_term(key: &str) -> bool {
    key.starts_with("term.") && !key.ends_with(".means")
}

#[test]
fn no_english_is_left_in_spanish() {
    let mut same = BTreeSet::new();
    for folder in CATALOGUES.into_iter().chain(PAGES) {
        let english = catalogue(folder, "en");
        for (key, text) in catalogue(folder, "es") {
            if english.get(&key) == Some(&text) && !key.ends_with(".names") && !is_term(&key) {
                same.insert(key.clone());
            }
            let left = plain_words(&text).into_iter().find(|word| ENGLISH.contains(&word.as_str()));
            // Read by the page and never shown.
            assert!(left.is_none() || key == "label.date_order", "{folder}: {key}: {left:?}");
        }
    }
    assert_eq!(same, SAME.iter().map(|key| (*key).to_owned()).collect());
}

/// A translation states how far it is reviewed. Until it is reviewed, the trial's result says so, in its language.
#[test]
fn a_draft_translation_is_marked_as_one() {
    for language in LANGUAGES.into_iter().filter(|language| *language != "en") {
        let mut drafts = 0;
        for folder in CATALOGUES.into_iter().chain(PAGES) {
            let content = catalogue_file(folder, language);
            let status = content["review"]["status"].as_str().unwrap_or_default();
            assert!(["draft", "reviewed"].contains(&status), "{folder}/{language}.json: review.status is `{status}`");
            assert!(content["review"]["note"].as_str().is_some_and(|note| !note.is_empty()), "{folder}: review.note");
            drafts += usize::from(status == "draft");
            for key in content["review"]["texts"].as_object().into_iter().flatten().map(|(key, _)| key) {
                assert!(content["texts"].get(key).is_some(), "{folder}/{language}.json: review.texts.{key}");
            }
        }
        let marked = catalogue("trials/nct07160205", language).contains_key(DRAFT);
        assert_eq!(marked, drafts > 0, "{language}: {drafts} drafts, and `{DRAFT}` is there: {marked}");
    }
}
