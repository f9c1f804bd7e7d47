//! The paper for an ethics board: it holds every wording that people see, and nothing that a browser would run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support;
use crate::support::copy::Copy;
use crate::support::load::{CATALOGUES, IIMPACT, root, text};

const ALLOTMENT: &str = "tests/data/definitions/allotment/trial.json";

fn run(arguments: &[&str]) -> Output {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"));
    tool.arg("paper").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn paper(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the tool says when it refuses.
fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The body, with what changes with every version of the program or word of the definition left out.
fn body(paper: &str) -> String {
    let body = paper.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0;
    let digests = body.split("sha256:").skip(1).map(|after| after.split('<').next().unwrap());
    // The words of the screens have tests of their own.
    let (before, after) = body.split_once("<h2 id=\"screens\">").unwrap();
    let after = after.split_once("<h2 id=\"sources\">").unwrap().1;
    digests.fold(format!("{before}…{after}"), |body, digest| body.replace(digest, "…"))
}

#[test]
fn the_paper_of_a_small_trial() {
    insta::assert_snapshot!("a_small_trial", body(&paper(&[ALLOTMENT])));
}

#[test]
fn the_questions_of_the_shipped_trial() {
    // Headings and rules are what a change of the definition should show here.
    let paper = paper(&[IIMPACT]);
    let shown = |line: &&str| ["<h1", "<h2", "<h3", "<h4", "class=\"rule\""].iter().any(|part| line.contains(part));
    let lines: Vec<&str> = paper.lines().filter(shown).collect();
    insta::assert_snapshot!("outline_of_the_shipped_trial", lines.join("\n"));
}

#[test]
fn a_participant_is_not_asked_what_only_a_clinic_knows() {
    let (all, own) = (paper(&[IIMPACT]), paper(&[IIMPACT, "--audience", "participant"]));
    let heading = |paper: &str, number: usize| paper.contains(&format!("<h3 id=\"q{number}\">{number}. "));
    assert!((1..=51).all(|number| heading(&all, number)));
    assert!(heading(&own, 1) && !heading(&own, 42) && heading(&own, 51));
    assert!(own.contains("question 42 (asked in a clinic only)"));
    assert!(!own.contains("Answered in a clinic"));
}

#[test]
fn every_word_that_people_see_is_on_paper() {
    let paper = paper(&[IIMPACT]);
    // An advisory criterion never counts as not met, so nobody sees these.
    let unseen = ["criterion.A01.not_met", "criterion.A02.not_met", "criterion.A03.not_met"];
    for folder in CATALOGUES {
        let catalogue: serde_json::Value = serde_json::from_str(&text(&format!("{folder}/en.json"))).unwrap();
        for (key, words) in catalogue["texts"].as_object().unwrap() {
            let words = words.as_str().unwrap();
            let choice = if key.contains("steroid_") { 5 } else { 9 };
            let words = words.replace("{option}", &format!("[a choice from question {choice}]"));
            assert!(unseen.contains(&key.as_str()) || paper.contains(&escaped(&words)), "{folder}: {key}");
        }
    }
}

#[test]
fn every_part_of_the_definition_is_on_paper() {
    let paper = paper(&[IIMPACT]);
    let definition = support::load::definition(IIMPACT);
    for criterion in &definition.criteria {
        assert!(paper.contains(&format!("id=\"criterion-{}\"", criterion.id)), "{}", criterion.id);
        let rule = criterion.rule.as_ref().map_or(String::new(), |rule| escaped(&rule.text));
        assert!(paper.contains(&rule), "{}", criterion.id);
    }
    for example in &definition.examples {
        assert!(paper.contains(&format!("<code>{}</code>", example.id)), "{}", example.id);
    }
    for implied in &definition.implied {
        let rule = format!(
            "Counts as yes also if this rule is true</th><td><code class=\"rule\">{}",
            escaped(&implied.when.text)
        );
        assert!(paper.contains(&rule), "{}", implied.question);
    }
    for value in &definition.values {
        assert!(paper.contains(&escaped(&value.rule.text)), "{}", value.id);
    }
    for source in &definition.sources {
        assert!(paper.contains(&escaped(&source.title)), "{}", source.id);
        assert!(paper.contains(&escaped(source.url.as_deref().unwrap_or_default())), "{}", source.id);
    }
}

#[test]
fn links_lead_somewhere_and_headings_are_in_order() {
    for audience in ["clinic", "participant"] {
        let paper = paper(&[IIMPACT, "--audience", audience]);
        let body = paper.split_once("<body>").unwrap().1;
        for link in body.split("href=\"#").skip(1) {
            let to = link.split('"').next().unwrap();
            assert!(body.matches(&format!("id=\"{to}\"")).count() == 1, "{audience}: {to}");
        }
        let mut level = 0;
        for heading in body.split("<h").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            let next = heading.chars().next().unwrap().to_digit(10).unwrap();
            assert!(next <= level + 1, "{audience}: {}", heading.lines().next().unwrap());
            level = next;
        }
        assert_eq!(body.matches("<th").count() - body.matches("<thead").count(), body.matches("<th scope=").count());
    }
}

#[test]
fn hostile_words_stay_words() {
    let hostile = r#""><script>alert(1)</script> & 'x'"#;
    let json = hostile.replace('"', "\\\"");
    let copy = Copy::new(
        "hostile",
        &[
            ("trial.json", r#""title": "The garden's rules""#, &format!(r#""title": "{json}""#)),
            ("trial.json", r#""name": "Garden""#, &format!(r#""name": "{json}""#)),
            ("trial.json", r#""version": "1""#, r#""version": "\"; } </style><script>alert(2)</script>""#),
            ("en.json", "Plots are for adults.", r#"\" onclick='x' & &lt;script&gt;"#),
        ],
    );
    let paper = paper(&[&copy.trial()]);
    assert!(!paper.contains("<script") && !paper.contains("alert(2)</"));
    assert_eq!(paper.matches("</style>").count(), 1);
    assert!(paper.contains(&escaped(hostile)));
    assert!(paper.contains("&quot; onclick='x' &amp; &amp;lt;script&amp;gt;"));
    // In a catalogue markup is refused outright.
    let copy = Copy::new("markup", &[("en.json", "Plots are for adults.", "<script>alert(1)</script>")]);
    let told = refusal(&[&copy.trial()]);
    assert!(told.starts_with("error[bad-text]: texts hold no markup\n"), "{told}");
    assert!(told.contains("^ `texts.question.born_on.why`\n"), "{told}");
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let paper = paper(&[IIMPACT]);
    for unwanted in ["<script", "<link", "<img", "<iframe", "@import", "url(", " src=", " on", "javascript:"] {
        let tags: Vec<&str> = paper.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect();
        let tags = tags.iter().map(|tag| format!("<{tag}")).collect::<Vec<_>>().join("\n");
        assert!(!tags.contains(unwanted), "{unwanted}");
    }
    assert!(paper.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert_eq!(paper, self::paper(&[IIMPACT]), "the same bytes each time");
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let copy = Copy::new("missing", &[("en.json", r#""question.plot.why""#, r#""question.plot.wy""#)]);
    let told = refusal(&[&copy.trial()]);
    assert!(told.starts_with("error[missing-text]: the text is missing\n"), "{told}");
    assert!(told.contains("^ `texts.question.plot.why`\n"), "{told}");
    let copy = Copy::new("example", &[("trial.json", "2034-01-01", "2034-01-02")]);
    let told = refusal(&[&copy.trial()]);
    assert!(told.starts_with("error[example-differs]: `a_child` gets not_yet from 2034-01-01, expected"), "{told}");
    let copied = "fr.json: there is no such file; copy the `en.json` beside it, and translate its texts\n";
    assert!(refusal(&[ALLOTMENT, "--language", "fr"]).contains(copied));
    assert!(refusal(&[ALLOTMENT, "--language", "../en"]).contains("expected a language tag"));
    let copy = Copy::new(
        "review",
        &[(
            "en.json",
            r#""language": "en""#,
            r#""language": "en", "review": { "status": "draft", "note": "Read by A & B." }"#,
        )],
    );
    assert!(paper(&[&copy.trial()]).contains("draft: Read by A &amp; B."));
}

/// A language that the widget has, the paper has too: its catalogue is listed in `src/cli/languages.rs`.
#[test]
fn every_language_of_the_screens_is_known() {
    for entry in fs::read_dir(root("www/locales")).unwrap() {
        let path = entry.unwrap().path();
        let language = Path::new(&path).file_stem().unwrap().to_str().unwrap().to_owned();
        let output = run(&[IIMPACT, "--language", &language]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!told.contains("there are no words for the screens"), "{told}");
    }
}
