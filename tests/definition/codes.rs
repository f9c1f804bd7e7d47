//! The codes of options: what a definition may state, and that unverified codes are never shown.

use std::process::Command;

use crate::support::copy::Copy;
use crate::support::load::{IIMPACT, definition, documents, json, text};
use prescreener::definition::{Definition, read};
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::trial::Trial;

const ALLOTMENT: &str = "tests/data/definitions/allotment/trial.json";
/// The options that tests add codes to.
const TOOLS: &str = r#""options": ["spade", "rake", "none"]"#;

/// Returns the documents of the small trial, with these codes stated for its tools.
fn with(codes: &str) -> Vec<Document> {
    let mut all = documents(ALLOTMENT);
    let trial = text(ALLOTMENT);
    assert!(trial.contains(TOOLS));
    all[0].content = json(&trial.replace(TOOLS, &format!(r#"{TOOLS}, "codes": [{codes}]"#)));
    all
}

fn stated_code(option: &str, system: &str, code: &str, verified: bool) -> String {
    format!(r#"{{ "option": "{option}", "system": "{system}", "code": "{code}", "verified": {verified} }}"#)
}

fn found(codes: &str) -> String {
    let findings = read(&with(codes)).1;
    findings.iter().map(|finding| finding.to_string().replace(ALLOTMENT, "trial.json")).collect::<Vec<_>>().join("\n")
}

fn of(definition: &Definition, question: &str, option: &str) -> Vec<String> {
    let question = &definition.questions[definition.question(question).unwrap()];
    question.verified_codes(option).map(|code| code.to_string()).collect()
}

fn protocol(trial: &str) -> String {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_prescreener"));
    let output = tool.args(["protocol", trial]).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn invalid_codes_are_reported() {
    let cases = [
        ("an unknown option", stated_code("spde", "rxnorm", "1", true)),
        ("an unknown system", stated_code("spade", "snomed", "1", true)),
        ("a code of letters", stated_code("spade", "rxnorm", "12a", true)),
        ("no code", stated_code("spade", "rxnorm", "", false)),
        ("a code cut between two levels", stated_code("spade", "atc", "A1", true)),
        ("a code in small letters", stated_code("spade", "atc", "a10BA02", true)),
        ("a wrong check digit", stated_code("spade", "loinc", "2345-6", false)),
        ("no check digit", stated_code("spade", "loinc", "2345", true)),
        ("a number for a code", r#"{ "option": "spade", "system": "rxnorm", "code": 1, "verified": true }"#.to_owned()),
        ("no word on verification", r#"{ "option": "spade", "system": "rxnorm", "code": "1" }"#.to_owned()),
        (
            "a word for verification",
            r#"{ "option": "spade", "system": "rxnorm", "code": "1", "verified": "yes" }"#.to_owned(),
        ),
        (
            "an unknown key",
            r#"{ "option": "spade", "system": "rxnorm", "code": "1", "verified": true, "by": "-" }"#.to_owned(),
        ),
        (
            "one code verified for two",
            [stated_code("spade", "atc", "A10", true), stated_code("rake", "atc", "A10", true)].join(", "),
        ),
        (
            "one code stated twice",
            [stated_code("spade", "atc", "A10", true), stated_code("spade", "atc", "A10", false)].join(", "),
        ),
    ];
    let report = cases.map(|(name, codes)| format!("# {name}\n{}", found(&codes)));
    insta::assert_snapshot!(report.join("\n\n"));
}

#[test]
fn codes_belong_to_questions_with_options() {
    let mut all = documents(ALLOTMENT);
    let codes = format!(r#""type": "yes_no", "codes": [{}]"#, stated_code("yes", "rxnorm", "1", true));
    all[0].content = json(&text(ALLOTMENT).replace(r#""type": "yes_no""#, &codes));
    let findings = read(&all).1;
    assert!(
        findings.iter().any(|finding| finding.message == "a question of this type has no `codes`"),
        "{findings:#?}"
    );
}

#[test]
fn two_options_may_share_a_code_until_it_is_verified_for_both() {
    for (one, other) in [(true, false), (false, true), (false, false)] {
        let codes = [stated_code("spade", "rxnorm", "7", one), stated_code("rake", "rxnorm", "7", other)].join(", ");
        assert_eq!(found(&codes), "", "{one}, {other}");
    }
}

#[test]
fn only_verified_codes_are_returned() {
    let codes = [
        stated_code("spade", "rxnorm", "1111", true),
        stated_code("spade", "atc", "A10BA02", true),
        stated_code("spade", "loinc", "2345-7", false),
        stated_code("rake", "rxnorm", "2222", false),
    ];
    let (definition, findings) = read(&with(&codes.join(", ")));
    assert_eq!(findings, []);
    assert_eq!(of(&definition, "tools", "spade"), ["RxNorm 1111", "ATC A10BA02"]);
    assert_eq!(of(&definition, "tools", "rake"), [""; 0]);
    assert_eq!(of(&definition, "tools", "hoe"), [""; 0]);
    assert!(!format!("{definition:?}").contains("2222"), "not even for a programmer to see");
}

#[test]
fn the_printable_protocol_shows_only_verified_codes() {
    let copy = Copy::new("codes", &[]);
    let codes = [
        stated_code("spade", "rxnorm", "1111111", true),
        stated_code("spade", "atc", "A10BA02", true),
        stated_code("rake", "rxnorm", "2222222", false),
    ];
    copy.change("trial.json", TOOLS, &format!(r#"{TOOLS}, "codes": [{}]"#, codes.join(", ")));
    let protocol = protocol(&copy.trial());
    assert!(protocol.contains("Spade (RxNorm 1111111, ATC A10BA02)"), "no codes beside the option");
    assert!(!protocol.contains("2222222"));
    // Codes are for readers of the definition: browsers do not load them.
    let packed = Trial::check(&with(&codes.join(", "))).unwrap().pack();
    for code in ["1111111", "A10BA02", "2222222"] {
        assert!(!packed.windows(code.len()).any(|part| part == code.as_bytes()), "{code}");
    }
}

/// Collects every code that a document states, and whether it is verified.
fn all_stated(json: &Json, into: &mut Vec<(String, String, bool)>) {
    match json {
        Json::List(items) => items.iter().for_each(|item| all_stated(item, into)),
        Json::Object(entries) => {
            if let (Some(code), Some(Json::Bool(verified))) = (json.get("code"), json.get("verified")) {
                let text = |json: &Json| json.as_text().unwrap().to_owned();
                into.push((text(json.get("system").unwrap()), text(code), *verified));
            }
            entries.iter().for_each(|(_, value)| all_stated(value, into));
        }
        _ => {}
    }
}

/// Returns the codes in a protocol: those that follow the name of their system.
fn printed(protocol: &str) -> Vec<(String, String)> {
    let mut printed = Vec::new();
    for (name, system) in [("RxNorm ", "rxnorm"), ("ATC ", "atc"), ("LOINC ", "loinc")] {
        for after in protocol.split(name).skip(1) {
            let code: String =
                after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
            printed.push((system.to_owned(), code));
        }
    }
    printed
}

#[test]
fn the_printable_protocol_of_the_shipped_trial_has_no_unverified_code() {
    let mut all = Vec::new();
    documents(IIMPACT).iter().for_each(|document| all_stated(&document.content, &mut all));
    let protocol = protocol(IIMPACT);
    let printed = printed(&protocol);
    let is = |system: &str, code: &str| printed.iter().any(|(of, one)| of == system && one == code);
    for (system, code, verified) in &all {
        let elsewhere = all.iter().any(|(of, one, verified)| *verified && (of, one) == (system, code));
        assert_eq!(is(system, code), *verified || elsewhere, "{system} {code}");
    }
    assert!(all.iter().any(|(.., verified)| *verified), "the shipped trial states some");
    for (system, code) in &printed {
        assert!(all.iter().any(|(of, one, verified)| *verified && of == system && one == code), "{system} {code}");
    }
    let definition = definition(IIMPACT);
    assert!(of(&definition, "immunosuppressants", "azathioprine").contains(&"RxNorm 1256".to_owned()));
}
