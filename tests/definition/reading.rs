//! What people read is short, plain, and explains the medical words it uses.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice
)]

use std::collections::BTreeMap;

use crate::support::load::{CATALOGUES, PAGES, json, text};
use crate::support::reading::{KNOWN, ease, english, grade, sentences, spanish, words};
use crate::support::terms::{TERMS, names};

/// The questions whose options are names of that kind.
const NAMING: [&str; 3] = ["steroids", "immunosuppressants", "myositis_antibodies"];

/// Where a term is not explained on its page, and why not: question, term, reason.
const EXPLAINED_BEFORE: &[(&str, &str)] = &[
    ("biopsy_endomysial", "asked only of somebody who has just said that the biopsy's report is at hand"),
    ("biopsy_perimysial", "the same"),
    ("biopsy_perifascicular_atrophy", "the same"),
    ("biopsy_rimmed_vacuoles", "the same"),
];

/// What negates in an English sentence; a word that begins with `un` does too, unless it is one of [`NOT_NEGATED`].
const NEGATIVES: [&str; 9] = ["not", "no", "never", "none", "nothing", "without", "cannot", "neither", "nor"];
const NOT_NEGATED: [&str; 7] = ["under", "understand", "unit", "until", "unless", "united", "unique"];
/// What does not count, and why.
const QUOTED: [(&str, &str); 2] =
    [("don't know", "it is the name of an answer, which a text must be able to say"), ("say no", "the same")];

/// Texts that may negate twice in a sentence, and why.
const TWICE: [(&str, &str); 1] =
    [("result.about.advice", "it denies two things side by side; neither undoes the other")];

type Texts = BTreeMap<String, String>;

fn catalogue(folder: &str, language: &str) -> Texts {
    let content = json(&text(&format!("{folder}/{language}.json")));
    let prescreener::json::Json::Object(entries) = content.get("texts").unwrap().clone() else { panic!("{folder}") };
    entries.into_iter().map(|(key, value)| (key, value.as_text().unwrap().to_owned())).collect()
}

fn all(language: &str) -> Texts {
    CATALOGUES.iter().chain(&PAGES).flat_map(|folder| catalogue(folder, language)).collect()
}

/// A question's page: what it asks, its options, and why it asks.
struct Page {
    id: String,
    /// Question, hint and options, a line each.
    asked: String,
    why: String,
}

fn pages(texts: &Texts) -> Vec<Page> {
    let ids = texts.keys().filter_map(|key| key.strip_prefix("question.")).filter(|id| !id.contains('.'));
    let page = |id: &str| {
        // Other names of an option are searched, not read.
        let options =
            texts.iter().filter(|(key, _)| key.starts_with(&format!("option.{id}.")) && !key.ends_with(".names"));
        let options = options.map(|(key, option)| {
            // A line on a box is recognised as a whole.
            let name = NAMING.contains(&id) && ![".none", ".other", ".only"].iter().any(|kind| key.contains(kind));
            if name { KNOWN.to_owned() } else { option.clone() }
        });
        let parts = [format!("question.{id}"), format!("question.{id}.hint")];
        let parts = parts.iter().filter_map(|key| texts.get(key).cloned());
        let asked: Vec<String> = parts.chain(options).collect();
        Page { id: id.to_owned(), asked: asked.join("\n"), why: texts[&format!("question.{id}.why")].clone() }
    };
    ids.map(page).collect()
}

/// Where a word or phrase stands in a text, as a whole.
fn place(text: &str, phrase: &str) -> Option<usize> {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    let whole = |at: &usize| {
        !joins(text.split_at(*at).0.chars().next_back()) && !joins(text.split_at(at + phrase.len()).1.chars().next())
    };
    text.match_indices(phrase).map(|(at, _)| at).find(whole)
}

fn known(mut text: String, phrase: &str) -> String {
    while let Some(at) = place(&text, phrase) {
        text.replace_range(at..at + phrase.len(), KNOWN);
    }
    text
}

fn lower(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// A text as it is read: names, and the terms that `page` explains, are one known word each.
fn read(text: &str, page: &str, language: usize) -> String {
    let page = lower(page);
    // Capitals tell what is spelled out, so only what is known loses them.
    let mut spelled = text.replace('’', "'");
    let explained = TERMS[language].iter().filter(|(_, means)| means.split('|').any(|means| page.contains(means)));
    let phrases = names(language).chain(explained.map(|(term, _)| *term));
    for phrase in phrases {
        while let Some(at) = place(&lower(&spelled), phrase) {
            spelled.replace_range(at..at + phrase.len(), KNOWN);
        }
    }
    spelled
}

#[test]
fn syllables_are_counted_as_they_are_heard() {
    let heard = [
        ("muscle", 2),
        ("the", 1),
        ("antibody", 4),
        ("take", 1),
        ("changed", 1),
        ("tested", 2),
        ("tables", 2),
        ("medicine", 3),
        ("inflammation", 4),
        ("dose", 1),
        ("doses", 2),
        ("study", 2),
        ("question", 2),
        ("years", 1),
        ("biopsy", 3),
        ("people", 2),
        ("weakness", 2),
        ("oxygen", 3),
        ("January", 4),
        ("special", 2),
        ("period", 3),
        ("fibers", 2),
        ("score", 1),
        ("don’t", 1),
        ("doctor's", 2),
        ("CK", 2),
        ("142", 1),
        ("{option}", 2),
        ("eye", 1),
        ("swollen", 2),
        ("allergic", 3),
        ("breastfeeding", 3),
        ("enough", 2),
        ("piece", 1),
        ("needed", 2),
        ("ones", 1),
    ];
    for (word, count) in heard {
        assert_eq!(english(word), count, "{word}");
    }
    let heard = [
        ("que", 1),
        ("quien", 1),
        ("día", 2),
        ("estudio", 3),
        ("músculo", 3),
        ("cuándo", 2),
        ("oído", 3),
        ("aéreo", 4),
        ("guía", 2),
        ("ciudad", 2),
        ("leer", 2),
        ("hoy", 1),
        ("y", 1),
        ("anticuerpo", 4),
        ("enfermedad", 4),
        ("aún", 2),
    ];
    for (word, count) in heard {
        assert_eq!(spanish(word), count, "{word}");
    }
}

#[test]
fn sentences_and_words_are_told_apart() {
    assert_eq!(sentences("It is 1.5 times. Is it? Yes\nNo").len(), 4);
    assert_eq!(words("“Ro52, PM/Scl” (94 %)."), ["Ro52", "PM", "Scl", "94", "%"]);
    // The sentence that the first paper about the grade is often shown with.
    assert!((grade("The cat sat on the mat.") - -1.45).abs() < 0.01);
    assert!(grade("Demonstrable immunological contraindications necessitate reconsideration.") > 20.0);
    assert!(ease("El perro come pan.") > 90.0);
}

#[test]
fn questions_are_easy_to_read() {
    let mut hard = Vec::new();
    for page in pages(&all("en")) {
        let whole = format!("{}\n{}", page.asked, page.why);
        for (part, text) in [("question", &page.asked), ("page", &whole)] {
            let found = grade(&read(text, &whole, 0));
            if found > 6.0 {
                hard.push(format!("{}: the {part} has grade {found:.1}", page.id));
            }
        }
    }
    for page in pages(&all("es")) {
        let whole = format!("{}\n{}", page.asked, page.why);
        let found = ease(&read(&whole, &whole, 1));
        if found < 70.0 {
            hard.push(format!("{} (es): ease {found:.1}", page.id));
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
}

/// What is not a question: results, verdicts, criteria, and what is said about an entry and about the page.
const TOLD: [&str; 8] = ["trial.next", "criterion.", "verdict.", "result.", "check.", "problem.", "reminder.", "page."];

fn told(texts: &Texts) -> impl Iterator<Item = (&String, &String)> {
    texts.iter().filter(|(key, _)| TOLD.iter().any(|kind| key.starts_with(kind)))
}

#[test]
fn what_is_told_is_easy_to_read() {
    let texts = all("en");
    let graded = told(&texts).map(|(key, text)| (key, grade(&read(text, "", 0)), text));
    let hard: Vec<_> = graded.filter(|(_, grade, _)| *grade > 7.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
}

/// In Spanish what stands together is measured together. The score was made for passages: Spanish words are longer than
/// English ones, and in a sentence of six words one of five syllables costs more than 10 of its points.
#[test]
fn what_is_told_in_spanish_is_easy_to_read() {
    let texts = all("es");
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for (key, text) in told(&texts) {
        let names: Vec<&str> = key.split('.').collect();
        let depth = if ["criterion", "verdict"].contains(&names[0]) { 2 } else { 1 };
        *parts.entry(names[..depth].join(".")).or_default() += &format!("{}\n", read(text, "", 1));
    }
    let hard: Vec<_> =
        parts.iter().map(|(part, text)| (part, ease(text), text)).filter(|(_, ease, _)| *ease < 70.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
}

/// What stands on buttons is too short for a score by itself, and is measured together.
#[test]
fn the_kiosk_is_easy_to_read() {
    let split = |language| {
        let whole = |text: &String| text.ends_with(['.', '?']);
        let (told, labels): (Vec<String>, Vec<String>) = catalogue(PAGES[0], language).into_values().partition(whole);
        (told, labels.join("\n"))
    };
    let (told, labels) = split("en");
    let hard: Vec<_> = told.iter().chain([&labels]).filter(|text| grade(text) > 6.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
    let (told, _) = split("es");
    assert!(told.len() > 12 && ease(&told.join("\n")) >= 70.0, "{}", ease(&told.join("\n")));
}

#[test]
fn sentences_are_short() {
    for (language, most) in [("en", 20), ("es", 25)] {
        let texts = all(language);
        let mut long = Vec::new();
        for (key, text) in &texts {
            let found = sentences(text).into_iter().filter(|one| words(one).len() > most);
            long.extend(found.map(|one| format!("{key} ({language}): {one}")));
        }
        assert!(long.is_empty(), "{long:#?}");
    }
}

fn negatives(sentence: &str) -> usize {
    let lower = QUOTED.iter().fold(lower(sentence), |text, (quoted, _)| text.replace(quoted, ""));
    let negates = |word: &&str| {
        let plain = !NOT_NEGATED.contains(word);
        NEGATIVES.contains(word) || word.ends_with("n't") || word.starts_with("un") && plain
    };
    words(&lower).iter().filter(|word| negates(word)).count()
}

/// English only: in Spanish a second *no* makes the first one stronger.
#[test]
fn no_sentence_negates_twice() {
    assert_eq!(negatives("It isn't unusual to have no unit."), 3);
    let texts = all("en");
    let held = texts.iter().filter(|(key, _)| TWICE.iter().all(|(allowed, _)| allowed != key));
    let pairs = held.flat_map(|(key, text)| sentences(text).into_iter().map(move |one| format!("{key}: {one}")));
    let twice: Vec<_> = pairs.filter(|one| negatives(one.split_once(": ").unwrap().1) > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

/// A question explains its terms where it is asked.
#[test]
fn terms_are_explained_on_their_page() {
    let mut bare = Vec::new();
    for (place_of, language) in ["en", "es"].into_iter().enumerate() {
        for page in pages(&all(language)) {
            let whole = lower(&format!("{}\n{}", page.asked, page.why));
            let mut left = lower(&page.asked);
            for (term, means) in TERMS[place_of] {
                let used = place(&left, term).is_some();
                left = known(left, term);
                let before = EXPLAINED_BEFORE.iter().any(|(id, _)| *id == page.id);
                if used && !before && !means.split('|').any(|means| whole.contains(means)) {
                    bare.push(format!("{} ({language}): {term}", page.id));
                }
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

/// No word in capitals, which most often is a medical one, is forgotten in the list of terms.
#[test]
fn every_abbreviation_is_a_term() {
    let mut bare = Vec::new();
    for (place_of, language) in ["en", "es"].into_iter().enumerate() {
        for page in pages(&all(language)) {
            let mut left = page.asked.replace('’', "'");
            for phrase in TERMS[place_of].iter().map(|(term, _)| *term).chain(names(place_of)) {
                while let Some(at) = place(&lower(&left), phrase) {
                    left.replace_range(at..at + phrase.len(), "");
                }
            }
            let capitals = |word: &&str| word.chars().filter(|letter| letter.is_uppercase()).count() > 1;
            bare.extend(
                words(&left).into_iter().filter(capitals).map(|word| format!("{} ({language}): {word}", page.id)),
            );
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}
