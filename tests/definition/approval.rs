//! The approval by an ethics board: the messages that it covers, what `check` reports, and when the interview stays closed.

use std::process::Command;

use crate::support;
use crate::support::copy::Copy;
use crate::support::load::{json, text};
use crate::support::render::render;
use prescreener::definition::{digest, read, words_digest};
use prescreener::diagnostics::Document;
use prescreener::interview::{Entry, Interview, Screen, open};
use prescreener::json::Json;
use prescreener::texts::{self, Part, Texts};
use prescreener::trial::{Closed, Trial};
use prescreener::value::Date;

const FOLDER: &str = "tests/data/definitions/allotment";
const ZEROS: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
/// The approval that tests record, without its languages.
const APPROVAL: &str = r#""approval": { "board": "Garden Board", "number": "GB-7", "on": "2026-01-15", "expires": "2027-01-14", "languages": "#;

fn document(path: &str) -> Document {
    Document { path: path.to_owned(), content: json(&text(path)) }
}

/// Returns the English messages of the allotment and of the screens.
fn english() -> Vec<Document> {
    vec![
        document(&format!("{FOLDER}/en.json")),
        document(&format!("{FOLDER}/soil/en.json")),
        document("www/locales/en.json"),
    ]
}

/// Returns the trial's document, as JSON, with an approval of these languages.
fn approved(languages: &str) -> String {
    let trial = text(&format!("{FOLDER}/trial.json"));
    trial.replacen(r#""id": "PLOT1","#, &format!(r#""id": "PLOT1", {APPROVAL}{languages} }},"#), 1)
}

/// Returns the documents of the definition with an approval.
fn documents(languages: &str) -> Vec<Document> {
    let soil =
        Document { path: "soil/instrument.json".to_owned(), ..document(&format!("{FOLDER}/soil/instrument.json")) };
    vec![Document { path: "trial.json".to_owned(), content: json(&approved(languages)) }, soil]
}

fn trial(languages: &str) -> Trial {
    Trial::check(&documents(languages)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn found(definition: &str) -> Vec<String> {
    let mut all = documents("{}");
    all[0].content = json(definition);
    read(&all).1.iter().map(ToString::to_string).collect()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Returns the interview of an approved allotment on a day, in a language. The messages are always English.
fn interview(trial: Trial, on: &str, language: &str) -> Interview {
    let word = |text: &str| Json::Text(text.to_owned());
    let all = texts::read(&english()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let [first, second] = [Part::Questions, Part::Result].map(|part| all.pack(part, &trial.digest));
    let mut texts = Texts::default();
    texts.add(&first, Part::Questions, &trial.digest).unwrap();
    let setup = Json::object([("language", word(language)), ("assessed_on", word(on)), ("audience", word("clinic"))]);
    let mut interview = open(trial, texts, &setup).unwrap_or_else(|finding| panic!("{finding}"));
    // A closed interview needs no messages of a result.
    if !matches!(interview.screen(), Screen::Closed(_)) {
        interview.add(&second).unwrap();
    }
    interview
}

fn english_only() -> Trial {
    trial(&format!(r#"{{ "en": "{ZEROS}" }}"#))
}

/// Returns whether `check` passes for a copy, and its report.
fn check(copy: &Copy, more: &[&str]) -> (bool, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_prescreener")).arg("check").arg(copy.trial()).args(more).output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap().replace(copy.folder().to_str().unwrap(), "FOLDER");
    (output.status.success(), report)
}

/// Returns a copy of the allotment with an approval of these languages.
fn copy(name: &str, languages: &str) -> Copy {
    let copy = Copy::new(name, &[]);
    copy.write("trial.json", &approved(languages));
    copy
}

fn sealed(name: &str) -> Copy {
    copy(name, &format!(r#"{{ "en": "{}" }}"#, words_digest(&english())))
}

#[test]
fn the_fingerprint_covers_every_message_and_nothing_else() {
    let words = english();
    let same = words_digest(&words);
    let mut turned = words.clone();
    turned.reverse();
    assert_eq!(words_digest(&turned), same, "catalogues in another order");
    for (from, to, changes) in [
        ("Ask the gardener.", "Ask the gardener!", true),
        ("\"criterion.I3\"", "\"criterion.I4\"", true),
        ("\"band.promise.good\": \"good\"", "\"band.promise.good\": \"good\", \"unit.m\": \"m\"", true),
        ("\"language\": \"en\"", "\"language\": \"en\", \"review\": { \"status\": \"draft\", \"note\": \"-\" }", false),
        ("\"language\": \"en\",", "\"language\":   \"en\",", false),
    ] {
        let source = text(&format!("{FOLDER}/en.json"));
        assert!(source.contains(from), "{from}");
        let mut other = words.clone();
        other[0].content = json(&source.replacen(from, to, 1));
        assert_eq!(words_digest(&other) != same, changes, "{to}");
    }
    // So does a message that is shown if nothing can be loaded.
    let source = text("www/locales/en.json");
    for (from, to) in [("Please use a newer browser.", "Use a newer browser."), ("Loading the questions…", "Wait…")]
    {
        assert!(source.contains(from), "{from}");
        let mut other = words.clone();
        let screens = other.iter_mut().find(|words| words.path.ends_with("locales/en.json")).unwrap();
        screens.content = json(&source.replacen(from, to, 1));
        assert_ne!(words_digest(&other), same, "{to}");
    }
    // A message of the screens or of an instrument counts like one of the trial.
    for index in [1, 2] {
        let mut fewer = words.clone();
        fewer.remove(index);
        assert_ne!(words_digest(&fewer), same);
    }
}

#[test]
fn an_approval_is_read_strictly() {
    let good = approved(&format!(r#"{{ "en": "{ZEROS}" }}"#));
    assert_eq!(found(&good), [""; 0]);
    let cases = [
        (r#""board": "Garden Board""#, r#""bord": "Garden Board""#),
        (r#""board": "Garden Board""#, r#""board": " ""#),
        (r#""number": "GB-7", "#, ""),
        (r#""on": "2026-01-15""#, r#""on": "2026-02-30""#),
        (r#""expires": "2027-01-14""#, r#""expires": "2026-01-15""#),
        (r#""en": "sha256:"#, r#""en": "sha512:"#),
        (r#""en": "sha256:0"#, r#""en": "sha256:"#),
        (r#""en": "sha256:0"#, r#""en": "sha256:A"#),
        (r#""en": "#, r#""English": "#),
        (r#""en": "#, r#""en": 7, "es": "#),
    ];
    let report = cases.map(|(from, to)| {
        assert!(good.contains(from), "{from}");
        format!("# {from} -> {to}\n{}", found(&good.replacen(from, to, 1)).join("\n"))
    });
    insta::assert_snapshot!(
        "read_strictly",
        format!("{}\n\n# none\n{}", report.join("\n\n"), found(&approved("{}")).join("\n"))
    );
}

#[test]
fn the_days_of_an_approval_are_its_own() {
    let trial = english_only();
    for (on, closed) in [
        ("2026-01-14", Some(Closed::Begins(day("2026-01-15")))),
        ("2026-01-15", None),
        ("2027-01-14", None),
        ("2027-01-15", Some(Closed::Ended(day("2027-01-14")))),
    ] {
        assert_eq!(trial.closed(day(on), "en"), closed, "{on}");
        assert_eq!(trial.closed(day(on), "es"), closed.or(Some(Closed::Language)), "{on}");
    }
    let unsealed = support::load::trial(&format!("{FOLDER}/trial.json"));
    assert_eq!(unsealed.closed(day("1999-01-01"), "fr"), None, "without an approval nothing is closed");
}

#[test]
fn the_interview_opens_on_the_first_and_the_last_day() {
    for on in ["2026-01-15", "2027-01-14"] {
        assert!(matches!(interview(english_only(), on, "en").screen(), Screen::Question(_)), "{on}");
    }
}

#[test]
fn the_closed_screens() {
    let cases = [("2027-01-15", "en"), ("2026-01-14", "en"), ("2026-11-22", "es"), ("2026-11-22", "en-GB")];
    let shown = cases.map(|(on, language)| {
        let screen = interview(english_only(), on, language).screen();
        assert!(matches!(screen, Screen::Closed(_)), "{on}, {language}");
        format!("# {on}, {language}\n{}", render(&screen))
    });
    insta::assert_snapshot!("closed_screens", shown.join("\n\n"));
}

#[test]
fn a_closed_screen_cannot_be_left() {
    let mut interview = interview(english_only(), "2027-01-15", "en");
    let closed = interview.screen();
    let entry = Entry { unknown: true, ..Entry::default() };
    let mut tried = |name: &str, way: &dyn Fn(&mut Interview)| {
        way(&mut interview);
        assert_eq!(interview.screen(), closed, "{name}");
        assert_eq!(interview.result(), None, "{name}");
    };
    tried("submit", &|one| one.submit(&entry));
    tried("back", &Interview::back);
    tried("change", &|one| one.change("born_on"));
    tried("finish", &Interview::finish);
    tried("restart", &Interview::restart);
}

#[test]
fn the_result_names_the_approval() {
    let about = |trial: Trial| {
        let mut interview = interview(trial, "2026-11-22", "en");
        support::sitting::answer_all(&mut interview, &[]);
        interview.finish();
        render(&interview.screen())
    };
    let line = "These words were approved by Garden Board, GB-7, until January 14, 2027.";
    assert!(about(english_only()).lines().any(|shown| shown == line));
    assert!(!about(support::load::trial(&format!("{FOLDER}/trial.json"))).contains("approved"));
}

#[test]
fn the_approval_is_packed_with_the_trial() {
    let trial = english_only();
    let unpacked = Trial::unpack(&trial.pack()).unwrap();
    let approval = unpacked.approval().unwrap();
    assert_eq!((approval.board, approval.number), ("Garden Board", "GB-7"));
    assert_eq!((approval.on, approval.expires), (day("2026-01-15"), day("2027-01-14")));
    assert_eq!(approval.languages, ["en"]);
    // A different approval makes a different definition.
    assert_ne!(digest(&documents(&format!(r#"{{ "en": "{ZEROS}" }}"#))), digest(&documents("{}")));
}

#[test]
fn check_recognizes_the_approved_messages() {
    let sealed = sealed("sealed");
    let (passes, report) = check(&sealed, &[]);
    assert!(passes, "{report}");
    let texts = |words: &Document| match words.content.get("texts") {
        Some(Json::Object(texts)) => texts.len(),
        _ => 0,
    };
    let count: usize = english().iter().map(texts).sum();
    assert!(report.contains(&format!("\nen: {count} strings, as approved\n")), "{report}");
    assert!(report.contains("\napproved by Garden Board, GB-7, from 2026-01-15 to 2027-01-14\n"), "{report}");
    assert!(!report.contains("no approval"), "{report}");

    sealed.change("en.json", "Ask the gardener.", "Ask the gardener now.");
    let (passes, other) = check(&sealed, &[]);
    let mut words = english();
    words[0].content = json(&text(&format!("{FOLDER}/en.json")).replace("Ask the gardener.", "Ask the gardener now."));
    let (before, after) = (words_digest(&english()), words_digest(&words));
    assert!(!passes);
    let place = "--> FOLDER/trial.json:3:";
    assert!(other.starts_with("error[other-words]: ") && other.contains(&before) && other.contains(&after), "{other}");
    assert!(other.contains(place) && other.contains(" `approval.languages.en`"), "{other}");
    assert!(other.contains("submit the new ones, or take the change back\n"), "{other}");
    assert!(other.ends_with("\n1 finding\n"), "{other}");
}

#[test]
fn check_reports_the_days_on_request() {
    let sealed = sealed("days");
    let report = |date: &str| check(&sealed, &["--date", date]);
    for (date, note) in [
        ("2026-01-14", Some("the ethics board's approval begins on 2026-01-15, after 2026-01-14\n")),
        ("2026-01-15", None),
        ("2027-01-14", None),
        ("2027-01-15", Some("the ethics board's approval ended on 2027-01-14, before 2027-01-15\n")),
    ] {
        let (passes, report) = report(date);
        assert!(passes, "a day is a note, not a finding");
        assert_eq!(report.contains("the ethics board's approval"), note.is_some(), "{report}");
        assert!(report.contains(note.unwrap_or_default()), "{report}");
    }
}

#[test]
fn check_reports_the_missing_catalogues_of_an_approved_language() {
    let words = words_digest(&english());
    let lacking = copy("lacking", &format!(r#"{{ "en": "{words}", "es": "{ZEROS}" }}"#));
    let (passes, report) = check(&lacking, &[]);
    assert!(
        !passes && report.contains("error[missing-file]: no catalogue `es.json` lies beside the trial"),
        "{report}"
    );
    // The trial has the catalogue, but the instrument does not.
    lacking.write("es.json", &text(&format!("{FOLDER}/en.json")));
    let (passes, report) = check(&lacking, &[]);
    let missing = "error[missing-file]: a catalogue of this language is missing: `FOLDER/soil/es.json`";
    assert!(!passes && report.contains(missing), "{report}");
    // In a language that is not approved, this is not a fault, but is reported.
    lacking.write("trial.json", &approved(&format!(r#"{{ "en": "{words}" }}"#)));
    let (passes, report) = check(&lacking, &[]);
    assert!(
        passes
            && report
                .contains("\nwarning[not-approved]: `es` is not approved; in this language no question is asked\n"),
        "{report}"
    );
    // A line break could hide a second text in the fingerprint.
    lacking.change("en.json", "Ask the gardener.", r"Ask the gardener.\nunit.m\u0000m");
    let (passes, report) = check(&lacking, &[]);
    assert!(!passes && report.contains("error[bad-text]: approved words are one line each"), "{report}");
}

#[test]
fn check_reports_that_nothing_is_approved() {
    let (passes, report) = check(&Copy::new("unsealed", &[]), &["--date", "2026-11-22"]);
    assert!(passes);
    assert!(
        report.contains("FOLDER/trial.json: no approval by an ethics board is recorded (`approval`)\n"),
        "{report}"
    );
}

#[test]
fn the_shipped_trial_has_no_approval() {
    assert_eq!(support::load::definition(support::load::IIMPACT).approval, None, "none is known");
}

#[test]
fn screening_again_after_the_approval_works_with_a_warning() {
    let sealed = sealed("screen");
    let screen = |date: &str| {
        let command =
            format!("echo '{{}}' | {} screen {} --date {date}", env!("CARGO_BIN_EXE_prescreener"), sealed.trial());
        let output = Command::new("sh").args(["-c", &command]).output().unwrap();
        assert!(output.status.success());
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (within, quiet) = screen("2027-01-14");
    assert!(within.contains("\"verdict\":\"incomplete\""), "{within}");
    assert_eq!(quiet, "");
    let (after, report) = screen("2027-01-15");
    assert!(after.contains("\"verdict\":\"incomplete\""), "{after}");
    let warning = "warning[not-approved]: the ethics board's approval ended on 2027-01-14, before 2027-01-15\n";
    assert!(report.starts_with(warning), "{report}");
}

#[test]
fn the_printable_protocol_shows_the_approval() {
    let protocol = |copy: &Copy| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_prescreener")).arg("protocol").arg(copy.trial()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let sealed = sealed("protocol");
    let text = protocol(&sealed);
    let words = words_digest(&english());
    for shown in ["Garden Board", "GB-7", "January 15, 2026", "January 14, 2027", "those that it approved"] {
        assert!(text.contains(shown), "{shown}");
    }
    assert_eq!(text.matches(&words).count(), 2, "as printed, and as approved");
    sealed.change("en.json", "Ask the gardener.", "Ask.");
    let other = protocol(&sealed);
    assert!(other.contains("It did not approve the words in this paper.") && other.matches(&words).count() == 1);
    assert!(protocol(&Copy::new("bare", &[])).contains("No approval by an ethics board is recorded."));
}
