//! The consequences of a fault are not reported beside it; independent faults are all reported.

use crate::support::load::{json, text};
use prescreener::definition::rule::parse;
use prescreener::diagnostics::{Document, Fault, Finding};
use prescreener::trial::Trial;

const TRIAL: &str = "tests/data/definitions/allotment/trial.json";
const SOIL: &str = "tests/data/definitions/allotment/soil/instrument.json";

fn found_in(documents: &[(&str, String)]) -> Vec<Finding> {
    let document = |(path, text): &(&str, String)| Document { path: (*path).to_owned(), content: json(text) };
    Trial::check(&documents.iter().map(document).collect::<Vec<_>>()).err().unwrap_or_default()
}

/// Returns the code and message of each finding after changes to the trial.
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    let mut trial = text(TRIAL);
    for (from, to) in changes {
        assert!(trial.contains(from), "{from}");
        trial = trial.replace(from, to);
    }
    let findings = found_in(&[("trial.json", trial), ("soil/instrument.json", text(SOIL))]);
    findings.iter().map(|finding| format!("{} {finding}", finding.fault.code())).collect()
}

fn report(changes: &[(&str, &str)]) -> String {
    found(changes).join("\n")
}

#[test]
fn an_unknown_type_is_the_only_finding() {
    let weight = r#""id": "tool_weight", "type": "number""#;
    assert_eq!(
        report(&[(weight, r#""id": "tool_weight", "type": "numeric", "codes": [], "frequencies": 1"#)]),
        "wrong-value trial.json: questions[2].type: `numeric` is not known here; \
         expected one of `yes_no`, `choice`, `choices`, `number`, `date`"
    );
    assert_eq!(
        report(&[(r#""type": "choice", "options": ["small""#, r#""options": ["small""#)]),
        "missing-key trial.json: questions[3]: the key `type` is missing"
    );
}

#[test]
fn a_misspelt_key_is_the_only_finding_in_any_object() {
    for (key, meant) in [
        ("registry", "regsitry"),
        ("questions", "questons"),
        ("order", "ordr"),
        ("criteria", "critera"),
        ("anchors", "achors"),
        ("values", "valeus"),
        ("scores", "scoers"),
        ("sources", "source"),
        ("include", "inclde"),
        ("tables", "tabels"),
        ("bands", "band"),
        ("points", "point"),
        ("columns", "colums"),
        ("for_each", "for_eahc"),
        ("earliest", "earlist"),
        ("judged_by", "judged_bi"),
    ] {
        let at = text(TRIAL).find(&format!("\"{key}\":")).unwrap();
        let mut trial = text(TRIAL);
        trial.replace_range(at..at + key.len() + 2, &format!("\"{meant}\""));
        let findings = found_in(&[("trial.json", trial), ("soil/instrument.json", text(SOIL))]);
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [format!("unknown key `{meant}`; did you mean `{key}`?")], "{findings:#?}");
        assert_eq!(findings[0].fault, Fault::UnknownKey);
    }
}

#[test]
fn an_unknown_name_that_a_faulty_item_may_have_is_not_reported() {
    let id = "wrong-value trial.json: questions[4].id: `Has dog` is not an id: lower case letters, digits and `_`, \
              a letter first";
    assert_eq!(report(&[(r#""id": "has_dog""#, r#""id": "Has dog""#)]), id);
    // An item without an id may have any name that resembles no other.
    let missing = "missing-key trial.json: questions[4]: the key `id` is missing";
    assert_eq!(report(&[(r#""id": "has_dog", "type""#, r#""type""#)]), missing);
    let near = report(&[(r#""id": "has_dog", "type""#, r#""type""#), ("years from born_on", "years from bron_on")]);
    assert!(near.starts_with(missing) && near.contains("unknown name `bron_on`; did you mean `born_on`?"), "{near}");
    // A question that is misspelt in the order is not also reported as missing there.
    assert_eq!(
        report(&[(r#""has_dog", "dog_weight", "ph"]"#, r#""has_dgo", "dog_weight", "ph"]"#)]),
        "unknown-name trial.json: order[4]: unknown question `has_dgo`; did you mean `has_dog`?"
    );
}

#[test]
fn the_items_of_an_unreadable_instrument_are_not_reported_as_missing() {
    let trial = text(TRIAL);
    let lines = |findings: Vec<Finding>| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert_eq!(
        lines(found_in(&[("trial.json", trial.clone())])),
        "trial.json: include[0]: the included document `soil/instrument.json` was not found"
    );
    assert_eq!(
        lines(found_in(&[("trial.json", trial.clone()), ("soil/instrument.json", trial)])),
        "soil/instrument.json: is not an instrument, which a trial includes; it looks like a trial definition"
    );
}

#[test]
fn one_cause_has_one_finding() {
    for (from, to, fault) in [
        (r#""points": ["1.5"]"#, r#""points": "4""#, Fault::WrongType),
        (r#""columns": [{ "id": "only" }]"#, r#""columns": []"#, Fault::WrongCount),
        (r#""options": ["small", "large"]"#, r#""options": "small""#, Fault::WrongType),
        (r#""for_each": "tools""#, r#""for_each": "tolls""#, Fault::UnknownName),
        (r#""of": "tools", "options": ["spade"]"#, r#""of": "tools", "options": ["spde"]"#, Fault::UnknownOption),
        (r#""option": "rake""#, r#""option": "raek""#, Fault::UnknownOption),
        (r#""when": "plot is large", "#, "", Fault::MissingKey),
        (r#""when": "plot is large""#, r#""when": " ""#, Fault::EmptyText),
        (r#""good", "from": ["1"]"#, r#""good""#, Fault::MissingKey),
    ] {
        let trial = text(TRIAL).replacen(from, to, 1);
        assert_ne!(trial, text(TRIAL), "{from}");
        let findings = found_in(&[("trial.json", trial), ("soil/instrument.json", text(SOIL))]);
        assert_eq!(findings.iter().map(|finding| finding.fault).collect::<Vec<_>>(), [fault], "{findings:#?}");
    }
}

#[test]
fn a_document_of_another_kind_is_the_only_finding() {
    for (file, like) in [
        (r#"{ "protocolSection": {} }"#, "; it looks like a study file of ClinicalTrials.gov; draft"),
        (r#"{ "studies": [] }"#, "; it looks like a list of studies of ClinicalTrials.gov; download"),
        (r#"{ "resourceType": "Patient", "id": "x" }"#, "; it looks like a FHIR resource"),
        (r#"{ "schema": "prescreener/texts/1", "texts": {} }"#, "; it looks like a catalogue of texts"),
        (r#"{ "schema": "prescreener/result/1", "criteria": [] }"#, "; it looks like a result"),
        ("{}", "; expected an object with `\"schema\": \"prescreener/trial/1\"`"),
        (r#"{ "a": 1, "id": 2 }"#, "; expected an object with `\"schema\": \"prescreener/trial/1\"`"),
    ] {
        let findings = found_in(&[("trial.json", file.to_owned())]);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        let message = &findings[0].message;
        assert!(message.starts_with(&format!("is not a trial definition{like}")), "{message}");
        assert_eq!(findings[0].fault, Fault::OtherDocument);
    }
    // Another version of the format is a definition with a fault.
    assert_eq!(
        report(&[("prescreener/trial/1", "prescreener/trial/2")]),
        "wrong-value trial.json: schema: expected `prescreener/trial/1`"
    );
}

#[test]
fn an_unknown_key_of_a_question_suggests_those_of_its_type() {
    let report = report(&[(r#""id": "has_dog", "#, r#""id": "has_dog", "unitt": "kg", "#)]);
    assert_eq!(
        report,
        "unknown-key trial.json: questions[4].unitt: unknown key `unitt`; expected one of `id`, `type`, `asked_of`, \
         `ask_when`, `for_each`, `in`, `frequencies`, `intimacy`, `source`"
    );
}

#[test]
fn notations_of_other_languages_suggest_the_notation_of_rules() {
    for (rule, column, foreign, own) in [
        ("a == 1", 3, "==", "="),
        ("a => 1", 3, "=>", ">="),
        ("a =< 1", 3, "=<", "<="),
        ("a <> 1", 3, "<>", "!="),
        ("a ≥ 1", 3, "≥", ">="),
        ("a ≤ 1", 3, "≤", "<="),
        ("a ≠ 1", 3, "≠", "!="),
        ("a && b", 3, "&&", "and"),
        ("a || b", 3, "||", "or"),
        ("!a", 1, "!", "not"),
        ("a & b", 3, "&", "and"),
        ("a | b", 3, "|", "or"),
    ] {
        let error = parse(rule).unwrap_err();
        let message = format!("`{foreign}` has no meaning in a rule; write `{own}`");
        assert_eq!((error.column, error.message, error.fault), (column, message, Fault::RuleSyntax), "{rule}");
    }
    for rule in ["a >= 1", "a <= 1", "a != 1", "a = 1", "a < 1 or b > 2", "a =1"] {
        assert!(parse(rule).is_ok(), "{rule}");
    }
}

#[test]
fn messages_state_what_to_write() {
    for (from, to, message) in [
        (
            "age >= 18",
            "born_on at least 4 weeks before noon",
            "unknown name `noon`; expected one of `today`, `moving_in`",
        ),
        (
            "tools includes any of heavy",
            "tools is one of (spade, rake)",
            "`is` is for one option, and `tools` has several: write `tools includes any of (spade, rake)`",
        ),
        (
            "tools includes any of heavy",
            "tools is one of heavy",
            "`is` is for one option, and `tools` has several: write `tools includes any of heavy`",
        ),
        ("age >= 18", "has_dog is yes", "`has_dog` is true or false by itself: write `has_dog`, or `not has_dog`"),
        (
            r#""verdict": "not_yet""#,
            r#""verdict": "eligible""#,
            "`eligible` is not known here; expected one of `incomplete`, `not_eligible`, `not_yet`, \
             `potentially_eligible`",
        ),
        (r#""points": ["1.5"]"#, r#""points": "4""#, "expected a list of amounts, such as [\"4\"], found a text"),
    ] {
        let report = found(&[(from, to)]);
        assert_eq!(report.len(), 1, "{report:#?}");
        assert!(report[0].ends_with(message), "{}", report[0]);
    }
}

#[test]
fn only_the_consequences_of_a_fault_are_hidden() {
    let report = report(&[
        (r#""type": "choice", "options": ["small""#, r#""type": "choise", "options": ["small""#),
        ("age >= 18", "age >= 18 kg"),
        ("has_dog and dog_weight > 40 kg", "has_dog == dog_weight"),
    ]);
    let codes: Vec<&str> = report.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(codes, ["wrong-value", "unit-mismatch", "rule-syntax"], "{report}");
}
