//! `prescreener protocol`: the document contains every text that people see, and nothing that a browser would run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support;
use crate::support::copy::Copy;
use crate::support::load::{CATALOGUES, IIMPACT, root, text};

const ALLOTMENT: &str = "tests/data/definitions/allotment/trial.json";

fn run(arguments: &[&str]) -> Output {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"));
    tool.arg("protocol").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn protocol(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the message of a refusal.
fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the body without the digests, which change with every word of the definition, and without the messages of the
/// screens, which have tests of their own.
fn body(protocol: &str) -> String {
    let body = protocol.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0;
    let digests = body.split("sha256:").skip(1).map(|after| after.split('<').next().unwrap());
    let (before, after) = body.split_once("<h2 id=\"screens\">").unwrap();
    let after = after.split_once("<h2 id=\"sources\">").unwrap().1;
    digests.fold(format!("{before}…{after}"), |body, digest| body.replace(digest, "…"))
}

#[test]
fn the_protocol_of_a_small_trial() {
    insta::assert_snapshot!("a_small_trial", body(&protocol(&[ALLOTMENT])));
}

#[test]
fn the_questions_of_the_shipped_trial() {
    // Headings and rules show the changes of a definition best.
    let protocol = protocol(&[IIMPACT]);
    let shown = |line: &&str| ["<h1", "<h2", "<h3", "<h4", "class=\"rule\""].iter().any(|part| line.contains(part));
    let lines: Vec<&str> = protocol.lines().filter(shown).collect();
    insta::assert_snapshot!("outline_of_the_shipped_trial", lines.join("\n"));
}

#[test]
fn a_participant_is_not_asked_what_only_a_clinic_knows() {
    let (all, own) = (protocol(&[IIMPACT]), protocol(&[IIMPACT, "--audience", "participant"]));
    let heading = |protocol: &str, number: usize| protocol.contains(&format!("<h3 id=\"q{number}\">{number}. "));
    assert!((1..=51).all(|number| heading(&all, number)));
    assert!(heading(&own, 1) && !heading(&own, 42) && heading(&own, 51));
    assert!(own.contains("question 42 (asked in a clinic only)"));
    assert!(!own.contains("Answered in a clinic"));
}

#[test]
fn every_message_is_in_the_protocol() {
    let protocol = protocol(&[IIMPACT]);
    // An advisory criterion never counts as not met, so these are never shown.
    let unseen = ["criterion.A01.not_met", "criterion.A02.not_met", "criterion.A03.not_met"];
    for folder in CATALOGUES {
        let catalogue: serde_json::Value = serde_json::from_str(&text(&format!("{folder}/en.json"))).unwrap();
        for (key, words) in catalogue["texts"].as_object().unwrap() {
            let words = words.as_str().unwrap();
            let choice = if key.contains("steroid_") { 5 } else { 9 };
            let words = words.replace("{option}", &format!("[a choice from question {choice}]"));
            assert!(unseen.contains(&key.as_str()) || protocol.contains(&escaped(&words)), "{folder}: {key}");
        }
    }
}

#[test]
fn every_part_of_the_definition_is_in_the_protocol() {
    let protocol = protocol(&[IIMPACT]);
    let definition = support::load::definition(IIMPACT);
    for criterion in &definition.criteria {
        assert!(protocol.contains(&format!("id=\"criterion-{}\"", criterion.id)), "{}", criterion.id);
        let rule = criterion.rule.as_ref().map_or(String::new(), |rule| escaped(&rule.text));
        assert!(protocol.contains(&rule), "{}", criterion.id);
    }
    for example in &definition.examples {
        assert!(protocol.contains(&format!("<code>{}</code>", example.id)), "{}", example.id);
    }
    for implied in &definition.implied {
        let rule = format!(
            "Counts as yes also if this rule is true</th><td><code class=\"rule\">{}",
            escaped(&implied.when.text)
        );
        assert!(protocol.contains(&rule), "{}", implied.question);
    }
    for value in &definition.values {
        assert!(protocol.contains(&escaped(&value.rule.text)), "{}", value.id);
    }
    for source in &definition.sources {
        assert!(protocol.contains(&escaped(&source.title)), "{}", source.id);
        assert!(protocol.contains(&escaped(source.url.as_deref().unwrap_or_default())), "{}", source.id);
    }
}

#[test]
fn links_have_targets_and_headings_are_in_order() {
    for audience in ["clinic", "participant"] {
        let protocol = protocol(&[IIMPACT, "--audience", audience]);
        let body = protocol.split_once("<body>").unwrap().1;
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
fn hostile_texts_are_escaped() {
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
    let protocol = protocol(&[&copy.trial()]);
    assert!(!protocol.contains("<script") && !protocol.contains("alert(2)</"));
    assert_eq!(protocol.matches("</style>").count(), 1);
    assert!(protocol.contains(&escaped(hostile)));
    assert!(protocol.contains("&quot; onclick='x' &amp; &amp;lt;script&amp;gt;"));
    // Markup in a catalogue is refused.
    let copy = Copy::new("markup", &[("en.json", "Plots are for adults.", "<script>alert(1)</script>")]);
    let message = refusal(&[&copy.trial()]);
    assert!(message.starts_with("error[bad-text]: texts hold no markup\n"), "{message}");
    assert!(message.contains("^ `texts.question.born_on.why`\n"), "{message}");
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let protocol = protocol(&[IIMPACT]);
    for unwanted in ["<script", "<link", "<img", "<iframe", "@import", "url(", " src=", " on", "javascript:"] {
        let tags: Vec<&str> = protocol.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect();
        let tags = tags.iter().map(|tag| format!("<{tag}")).collect::<Vec<_>>().join("\n");
        assert!(!tags.contains(unwanted), "{unwanted}");
    }
    assert!(protocol.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert_eq!(protocol, self::protocol(&[IIMPACT]), "the same bytes each time");
}

#[test]
fn missing_texts_and_wrong_arguments_are_reported() {
    let copy = Copy::new("missing", &[("en.json", r#""question.plot.why""#, r#""question.plot.wy""#)]);
    let message = refusal(&[&copy.trial()]);
    assert!(message.starts_with("error[missing-text]: the text is missing\n"), "{message}");
    assert!(message.contains("^ `texts.question.plot.why`\n"), "{message}");
    let copy = Copy::new("example", &[("trial.json", "2034-01-01", "2034-01-02")]);
    let message = refusal(&[&copy.trial()]);
    assert!(
        message.starts_with("error[example-differs]: `a_child` gets not_yet from 2034-01-01, expected"),
        "{message}"
    );
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
    assert!(protocol(&[&copy.trial()]).contains("draft: Read by A &amp; B."));
}

/// The protocol supports every language of the widget; `src/cli/languages.rs` lists their catalogues.
#[test]
fn every_language_of_the_screens_is_known() {
    for entry in fs::read_dir(root("www/locales")).unwrap() {
        let path = entry.unwrap().path();
        let language = Path::new(&path).file_stem().unwrap().to_str().unwrap().to_owned();
        let output = run(&[IIMPACT, "--language", &language]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!message.contains("there are no words for the screens"), "{message}");
    }
}
