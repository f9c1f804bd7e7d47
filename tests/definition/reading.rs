//! The texts that people read are short and plain, and explain their medical terms.

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

/// The questions whose options are proper names.
const NAMING: [&str; 3] = ["steroids", "immunosuppressants", "myositis_antibodies"];

/// The questions that do not explain their terms, each with the reason.
const EXPLAINED_BEFORE: &[(&str, &str)] = &[
    ("biopsy_endomysial", "asked only of people who have just answered that they have the biopsy report"),
    ("biopsy_perimysial", "the same"),
    ("biopsy_perifascicular_atrophy", "the same"),
    ("biopsy_rimmed_vacuoles", "the same"),
];

/// The negative words of English; a word that begins with `un` is one too, unless it is one of [`NOT_NEGATED`].
const NEGATIVES: [&str; 9] = ["not", "no", "never", "none", "nothing", "without", "cannot", "neither", "nor"];
const NOT_NEGATED: [&str; 7] = ["under", "understand", "unit", "until", "unless", "united", "unique"];
/// The phrases that do not count, each with the reason.
const QUOTED: [(&str, &str); 2] =
    [("don't know", "it is the name of an answer, which a text must be able to say"), ("say no", "the same")];

/// The texts that may have two negatives in a sentence, each with the reason.
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

/// The page of a question: the question, its options, and why it is asked.
struct Page {
    id: String,
    /// The question, its hint and its options, one line each.
    asked: String,
    why: String,
}

fn pages(texts: &Texts) -> Vec<Page> {
    let ids = texts.keys().filter_map(|key| key.strip_prefix("question.")).filter(|id| !id.contains('.'));
    let page = |id: &str| {
        // The other names of an option are only searched, not shown.
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

/// Returns the position of a whole word or phrase in a text.
fn position(text: &str, phrase: &str) -> Option<usize> {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    let whole = |at: &usize| {
        !joins(text.split_at(*at).0.chars().next_back()) && !joins(text.split_at(at + phrase.len()).1.chars().next())
    };
    text.match_indices(phrase).map(|(at, _)| at).find(whole)
}

fn known(mut text: String, phrase: &str) -> String {
    while let Some(at) = position(&text, phrase) {
        text.replace_range(at..at + phrase.len(), KNOWN);
    }
    text
}

fn lower(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// Returns a text for grading: replaces each name, and each term that `page` explains, with one known word.
fn read(text: &str, page: &str, language: usize) -> String {
    let page = lower(page);
    // Capitals mark abbreviations that are spelled out, so only known phrases lose them.
    let mut spelled = text.replace('’', "'");
    let explained = TERMS[language].iter().filter(|(_, means)| means.split('|').any(|means| page.contains(means)));
    let phrases = names(language).chain(explained.map(|(term, _)| *term));
    for phrase in phrases {
        while let Some(at) = position(&lower(&spelled), phrase) {
            spelled.replace_range(at..at + phrase.len(), KNOWN);
        }
    }
    spelled
}

#[test]
fn syllables_are_counted_as_pronounced() {
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
fn sentences_and_words_are_separated() {
    assert_eq!(sentences("It is 1.5 times. Is it? Yes\nNo").len(), 4);
    assert_eq!(words("“Ro52, PM/Scl” (94 %)."), ["Ro52", "PM", "Scl", "94", "%"]);
    // The sentence that is often used to illustrate the grade.
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

/// The keys of texts other than questions: results, verdicts, criteria, and messages about an entry and about the page.
const STATEMENTS: [&str; 8] =
    ["trial.next", "criterion.", "verdict.", "result.", "check.", "problem.", "reminder.", "page."];

fn statements(texts: &Texts) -> impl Iterator<Item = (&String, &String)> {
    texts.iter().filter(|(key, _)| STATEMENTS.iter().any(|kind| key.starts_with(kind)))
}

#[test]
fn statements_are_easy_to_read() {
    let texts = all("en");
    let graded = statements(&texts).map(|(key, text)| (key, grade(&read(text, "", 0)), text));
    let hard: Vec<_> = graded.filter(|(_, grade, _)| *grade > 7.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
}

/// Grades Spanish texts that are shown together as one passage. The score is made for passages: Spanish words are
/// longer than English ones, and in a sentence of six words, one word of five syllables costs more than 10 points.
#[test]
fn spanish_statements_are_easy_to_read() {
    let texts = all("es");
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for (key, text) in statements(&texts) {
        let names: Vec<&str> = key.split('.').collect();
        let depth = if ["criterion", "verdict"].contains(&names[0]) { 2 } else { 1 };
        *parts.entry(names[..depth].join(".")).or_default() += &format!("{}\n", read(text, "", 1));
    }
    let hard: Vec<_> =
        parts.iter().map(|(part, text)| (part, ease(text), text)).filter(|(_, ease, _)| *ease < 70.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
}

/// Grades the labels of buttons together, because each is too short for a score.
#[test]
fn the_kiosk_is_easy_to_read() {
    let split = |language| {
        let whole = |text: &String| text.ends_with(['.', '?']);
        let (statements, labels): (Vec<String>, Vec<String>) =
            catalogue(PAGES[0], language).into_values().partition(whole);
        (statements, labels.join("\n"))
    };
    let (statements, labels) = split("en");
    let hard: Vec<_> = statements.iter().chain([&labels]).filter(|text| grade(text) > 6.0).collect();
    assert!(hard.is_empty(), "{hard:#?}");
    let (statements, _) = split("es");
    assert!(statements.len() > 12 && ease(&statements.join("\n")) >= 70.0, "{}", ease(&statements.join("\n")));
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

/// Only for English: in Spanish a second *no* reinforces the first.
#[test]
fn no_sentence_negates_twice() {
    assert_eq!(negatives("It isn't unusual to have no unit."), 3);
    let texts = all("en");
    let held = texts.iter().filter(|(key, _)| TWICE.iter().all(|(allowed, _)| allowed != key));
    let pairs = held.flat_map(|(key, text)| sentences(text).into_iter().map(move |one| format!("{key}: {one}")));
    let twice: Vec<_> = pairs.filter(|one| negatives(one.split_once(": ").unwrap().1) > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

/// Checks that each question explains its terms on its own page.
#[test]
fn terms_are_explained_on_their_page() {
    let mut bare = Vec::new();
    for (index, language) in ["en", "es"].into_iter().enumerate() {
        for page in pages(&all(language)) {
            let whole = lower(&format!("{}\n{}", page.asked, page.why));
            let mut left = lower(&page.asked);
            for (term, means) in TERMS[index] {
                let used = position(&left, term).is_some();
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

/// Checks that the list of terms has every word in capitals, which is most often a medical term.
#[test]
fn every_abbreviation_is_a_term() {
    let mut bare = Vec::new();
    for (index, language) in ["en", "es"].into_iter().enumerate() {
        for page in pages(&all(language)) {
            let mut left = page.asked.replace('’', "'");
            for phrase in TERMS[index].iter().map(|(term, _)| *term).chain(names(index)) {
                while let Some(at) = position(&lower(&left), phrase) {
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
