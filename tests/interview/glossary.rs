//! The glossary: every medical term of a result is explained with it, and no other is.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::load::{CATALOGUES, json, text};
use crate::support::sitting::{answer_all, sit_down};
use crate::support::terms::TERMS;
use prescreener::interview::{Interview, Screen};
use prescreener::json::Json;

fn texts(language: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for folder in CATALOGUES {
        let catalogue = json(&text(&format!("{folder}/{language}.json")));
        let Some(Json::Object(texts)) = catalogue.get("texts") else { panic!("{folder}") };
        all.extend(texts.iter().map(|(key, text)| (key.clone(), text.as_text().unwrap().to_owned())));
    }
    all
}

/// Returns what a result can state about a trial.
fn texts_of_results(texts: &BTreeMap<String, String>) -> Vec<&String> {
    let about = |key: &str| {
        ["criterion.", "score.", "band.", "subgroup."].iter().any(|start| key.starts_with(start))
            || key.ends_with(".short")
    };
    texts.iter().filter(|(key, _)| about(key)).map(|(_, text)| text).collect()
}

fn words(text: &str) -> String {
    let plain = text.to_lowercase().replace('’', "'");
    plain.split(|c: char| !(c.is_alphanumeric() || "-/'".contains(c))).collect::<Vec<_>>().join(" ")
}

/// Returns a word without its last letter, which may be inflected.
fn stem(text: &str) -> String {
    let words = words(text);
    let most = words.chars().count();
    words.chars().take(if most > 4 { most - 1 } else { most }).collect()
}

/// Returns whether the words contain a phrase as a whole.
fn contains_phrase(text: &str, phrase: &str) -> bool {
    format!(" {} ", words(text)).contains(&format!(" {} ", words(phrase)))
}

#[test]
fn every_medical_term_of_a_result_has_an_entry() {
    for (place, language) in ["en", "es"].into_iter().enumerate() {
        let texts = texts(language);
        let entries: Vec<&String> = texts
            .iter()
            .filter(|(key, _)| key.starts_with("term.") && !key.ends_with(".means"))
            .map(|(_, w)| w)
            .collect();
        assert!(entries.len() > 25, "{language}");
        let mut lacking = BTreeSet::new();
        for (term, _) in TERMS[place] {
            let used = texts_of_results(&texts).iter().any(|text| contains_phrase(text, term));
            // An entry for a part of the term suffices, such as `jo-1` for `anti-jo-1`, and so does `antibody` for
            // `antibodies`.
            let entry =
                entries.iter().any(|entry| words(term).contains(&stem(entry)) || words(entry).contains(&stem(term)));
            if used && !entry {
                lacking.insert(*term);
            }
        }
        assert!(lacking.is_empty(), "{language}: {lacking:?}");
    }
}

/// Returns the explained words of a result, and all its other texts.
fn result(interview: &Interview) -> (Vec<String>, String) {
    let Screen::Result(screen) = interview.screen() else { panic!("no result") };
    let (mut explained, mut said) = (Vec::new(), String::new());
    for section in &screen.sections {
        for item in &section.items {
            if section.id == "words" {
                assert_eq!(item.text.len(), 1, "{item:?}");
                explained.push(item.title.clone());
            } else {
                said += &format!("\n{}\n{}", item.title, item.text.join("\n"));
            }
        }
        said += &format!("\n{}", section.lead.join("\n"));
    }
    (explained, said)
}

#[test]
fn a_result_explains_the_words_that_it_uses() {
    let mut seen = BTreeSet::new();
    for (audience, answers) in [
        ("clinic", &[][..]),
        ("participant", &[]),
        ("participant", &[("date_of_birth", "1/1/2015")]),
        ("clinic", &[("date_of_birth", "1/1/1970"), ("muscle_biopsy", "report_missing"), ("heliotrope", "yes")]),
    ] {
        let mut interview = sit_down(audience, "2026-11-22", &[]);
        answer_all(&mut interview, answers);
        interview.finish();
        let (explained, said) = result(&interview);
        for word in &explained {
            assert!(words(&said).contains(&stem(word)), "{word} is explained, and nothing says it");
        }
        for word in ["LVEF", "MMT-8", "CDASI", "CK", "DMSO", "Antibody"] {
            let stem: String = words(word).chars().take(5).collect();
            let used = words(&said).split(' ').any(|part| part.starts_with(&stem));
            assert_eq!(used, explained.iter().any(|one| one == word), "{word} in {said}");
        }
        seen.extend(explained);
    }
    assert!(seen.len() > 15, "{seen:?}");
}
