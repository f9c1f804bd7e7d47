//! What follows from a fault is not told beside it; faults that have nothing to do with each other are all told.

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

/// The findings, each by its code and in words, after changes to the trial.
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    let mut trial = text(TRIAL);
    for (from, to) in changes {
        assert!(trial.contains(from), "{from}");
        trial = trial.replace(from, to);
    }
    let findings = found_in(&[("trial.json", trial), ("soil/instrument.json", text(SOIL))]);
    findings.iter().map(|finding| format!("{} {finding}", finding.fault.code())).collect()
}

fn told(changes: &[(&str, &str)]) -> String {
    found(changes).join("\n")
}

#[test]
fn an_unknown_type_is_told_alone() {
    let weight = r#""id": "tool_weight", "type": "number""#;
    assert_eq!(
        told(&[(weight, r#""id": "tool_weight", "type": "numeric", "codes": [], "frequencies": 1"#)]),
        "wrong-value trial.json: questions[2].type: `numeric` is not known here; \
         expected one of `yes_no`, `choice`, `choices`, `number`, `date`"
    );
    assert_eq!(
        told(&[(r#""type": "choice", "options": ["small""#, r#""options": ["small""#)]),
        "missing-key trial.json: questions[3]: the key `type` is missing"
    );
}

#[test]
fn a_misspelt_key_is_told_alone_wherever_it_stands() {
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
fn a_name_that_a_faulty_part_may_have_is_not_told() {
    let id = "wrong-value trial.json: questions[4].id: `Has dog` is not an id: lower case letters, digits and `_`, \
              a letter first";
    assert_eq!(told(&[(r#""id": "has_dog""#, r#""id": "Has dog""#)]), id);
    // Without an id, it may be any of the names that nothing else is near to.
    let missing = "missing-key trial.json: questions[4]: the key `id` is missing";
    assert_eq!(told(&[(r#""id": "has_dog", "type""#, r#""type""#)]), missing);
    let near = told(&[(r#""id": "has_dog", "type""#, r#""type""#), ("years from born_on", "years from bron_on")]);
    assert!(near.starts_with(missing) && near.contains("unknown name `bron_on`; did you mean `born_on`?"), "{near}");
    // A question whose order is misspelt is not missing there as well.
    assert_eq!(
        told(&[(r#""has_dog", "dog_weight", "ph"]"#, r#""has_dgo", "dog_weight", "ph"]"#)]),
        "unknown-name trial.json: order[4]: unknown question `has_dgo`; did you mean `has_dog`?"
    );
}

#[test]
fn what_an_instrument_holds_is_not_missed_where_it_cannot_be_read() {
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
fn what_has_one_cause_has_one_finding() {
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
fn what_is_no_definition_at_all_is_told_alone() {
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
    // Another version of the format is one, with a fault.
    assert_eq!(
        told(&[("prescreener/trial/1", "prescreener/trial/2")]),
        "wrong-value trial.json: schema: expected `prescreener/trial/1`"
    );
}

#[test]
fn an_unknown_key_of_a_question_suggests_those_of_its_type() {
    let told = told(&[(r#""id": "has_dog", "#, r#""id": "has_dog", "unitt": "kg", "#)]);
    assert_eq!(
        told,
        "unknown-key trial.json: questions[4].unitt: unknown key `unitt`; expected one of `id`, `type`, `asked_of`, \
         `ask_when`, `for_each`, `in`, `frequencies`, `intimacy`, `source`"
    );
}

#[test]
fn signs_of_other_languages_name_what_a_rule_writes() {
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
fn messages_say_what_to_write() {
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
        let told = found(&[(from, to)]);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].ends_with(message), "{}", told[0]);
    }
}

#[test]
fn a_doubt_hides_only_what_follows_from_it() {
    let told = told(&[
        (r#""type": "choice", "options": ["small""#, r#""type": "choise", "options": ["small""#),
        ("age >= 18", "age >= 18 kg"),
        ("has_dog and dog_weight > 40 kg", "has_dog == dog_weight"),
    ]);
    let codes: Vec<&str> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(codes, ["wrong-value", "unit-mismatch", "rule-syntax"], "{told}");
}
