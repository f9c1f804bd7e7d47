//! The review of catalogues: what a catalogue may state, and what `check` and the printable protocol report.

use std::process::Command;

use crate::support::copy::Copy;
use crate::support::load::{CATALOGUES, IIMPACT, json, text};
use prescreener::definition::{Review, review};
use prescreener::diagnostics::Document;

/// Returns a catalogue of two texts with this review, if any.
fn catalogue(of_review: &str) -> Document {
    let content = format!(
        r#"{{ "schema": "prescreener/texts/1", "language": "es", {of_review} "texts": {{ "a": "A", "b": "B" }} }}"#
    );
    Document { path: "es.json".to_owned(), content: json(&content) }
}

fn found(of_review: &str) -> String {
    review(&catalogue(of_review)).1.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Returns how many texts are reviewed, and how many have a status.
fn counts(of_review: &str) -> (usize, usize) {
    let (review, findings) = review(&catalogue(of_review));
    assert_eq!(findings, []);
    assert_eq!(review.texts, 2);
    (review.reviewed, review.stated)
}

fn run(arguments: &[&str]) -> (bool, String, String) {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"));
    let output = tool.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn listed_texts_have_their_own_status() {
    assert_eq!(counts(""), (0, 0));
    assert_eq!(counts(r#""review": { "status": "draft", "note": "-" },"#), (0, 2));
    assert_eq!(counts(r#""review": { "status": "reviewed", "note": "-" },"#), (2, 2));
    assert_eq!(counts(r#""review": { "status": "draft", "note": "-", "texts": { "b": "reviewed" } },"#), (1, 2));
    assert_eq!(
        counts(r#""review": { "status": "reviewed", "note": "-", "texts": { "b": "draft", "a": "reviewed" } },"#),
        (1, 2)
    );
}

#[test]
fn a_review_is_read_strictly() {
    let cases = [
        r#""review": "draft","#,
        r#""review": { "status": "final", "note": "-" },"#,
        r#""review": { "note": "-" },"#,
        r#""review": { "status": "draft" },"#,
        r#""review": { "status": "draft", "note": "" },"#,
        r#""review": { "status": "draft", "note": "-", "by": "-" },"#,
        r#""review": { "status": "draft", "note": "-", "texts": { "c": "reviewed" } },"#,
        r#""review": { "status": "draft", "note": "-", "texts": { "a": "reviewd" } },"#,
        r#""review": { "status": "draft", "note": "-", "texts": ["a"] },"#,
        r#""reveiw": { "status": "draft", "note": "-" },"#,
    ];
    insta::assert_snapshot!(cases.map(|case| format!("# {case}\n{}", found(case))).join("\n\n"));
}

#[test]
fn check_counts_the_strings_of_every_language() {
    let strings = |language: &str| {
        let catalogues = CATALOGUES.map(|folder| {
            let path = format!("{folder}/{language}.json");
            Document { content: json(&text(&path)), path }
        });
        let (review, findings) = Review::of_all(&catalogues);
        assert_eq!(findings, []);
        review
    };
    let (passes, _, report) = run(&["check", IIMPACT]);
    assert!(passes, "{report}");
    let (english, spanish) = (strings("en"), strings("es"));
    assert!(english.texts > 300 && spanish.texts > 300);
    assert!(report.contains(&format!("\nen: review not stated ({} strings)\n", english.texts)), "{report}");
    let line = format!("\nes: {} of {} strings reviewed\n", spanish.reviewed, spanish.texts);
    assert!(report.contains(&line), "{report}");
}

#[test]
fn check_reads_the_review_of_every_language_beside_the_definition() {
    let language = r#""language": "en""#;
    let stated = |status: &str, texts: &str| {
        format!(r#"{language}, "review": {{ "status": "draft", "note": "-", "texts": {{ "{texts}": "{status}" }} }}"#)
    };
    let good = Copy::new("reviewed", &[("en.json", language, &stated("reviewed", "trial.name"))]);
    let (passes, _, report) = run(&["check", &good.trial()]);
    assert!(passes && report.contains("\nen: 1 of ") && report.contains(" strings reviewed; of "), "{report}");
    let bad = Copy::new("reviewd", &[("soil/en.json", language, &stated("reviewd", "question.phh"))]);
    // Catalogues in other languages are checked too.
    bad.write(
        "fr.json",
        &text("tests/data/definitions/allotment/en.json").replace(language, r#""reviews": {}, "language": "fr""#),
    );
    let (passes, _, report) = run(&["check", &bad.trial()]);
    let report = report.replace(bad.folder().to_str().unwrap(), "FOLDER");
    assert!(!passes);
    insta::assert_snapshot!("check_of_bad_reviews", report);
}

#[test]
fn the_printable_protocol_counts_the_reviewed_texts() {
    let protocol = |language: &str| run(&["protocol", IIMPACT, "--language", language]).1;
    assert!(protocol("en").contains("<li>It is not stated if the texts are reviewed.</li>"));
    let catalogues = CATALOGUES.map(|folder| {
        let path = format!("{folder}/es.json");
        Document { content: json(&text(&path)), path }
    });
    let review = Review::of_all(&catalogues).0;
    assert!(protocol("es").contains(&format!("<li>{} of {} texts are reviewed.</li>", review.reviewed, review.texts)));
}
