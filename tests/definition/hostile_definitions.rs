//! Definitions that try to exhaust memory or the stack: each ends in findings, never in a crash.

use crate::support::small::documents;
use prescreener::definition::rule::parse;
use prescreener::json::Json;
use prescreener::trial::Trial;

fn message(rule: String) -> String {
    match parse(&rule) {
        Ok(_) => "readable".to_owned(),
        Err(error) => format!("column {}: {}", error.column, error.message.chars().take(60).collect::<String>()),
    }
}

#[test]
fn deep_nesting_is_reported_at_its_column() {
    let deep = "nested more than 40 deep; give a part a name under `values`";
    assert_eq!(message(format!("{}warm{}", "(".repeat(400), ")".repeat(400))), format!("column 41: {deep}"));
    assert_eq!(message(format!("{}warm{}", "not (".repeat(300), ")".repeat(300))), format!("column 201: {deep}"));
    assert_eq!(
        message(format!("{}warm{}", "if warm then ".repeat(150), " else dry".repeat(150))),
        format!("column 511: {deep}")
    );
    assert_eq!(message(format!("{}warm{}", "any of (".repeat(200), ")".repeat(200))), format!("column 321: {deep}"));
    let years = format!("{}sown_on{} > 1", "years from ".repeat(200), " to start".repeat(200));
    assert_eq!(message(years), format!("column 441: {deep}"));
}

#[test]
fn a_rule_has_a_greatest_length() {
    let long = "more than 1000 words and marks; give a part a name under `va";
    assert_eq!(message(format!("{}1", "1 + ".repeat(499))), "readable");
    assert_eq!(message(format!("{}1", "1 + ".repeat(500))), format!("column 2001: {long}"));
    assert_eq!(message(format!("{}warm{}", "(".repeat(10_000), ")".repeat(10_000))), format!("column 1001: {long}"));
}

#[test]
fn nine_hundred_nots_cancel_out() {
    let even = parse(&format!("{}warm", "not ".repeat(900))).unwrap();
    let odd = parse(&format!("{}warm", "not ".repeat(901))).unwrap();
    assert!(matches!(even.kind, prescreener::definition::rule::Kind::Name(_)));
    assert!(matches!(odd.kind, prescreener::definition::rule::Kind::Not(_)));
}

#[test]
fn a_megabyte_of_anything_is_read_or_rejected() {
    let long = "more than 1000 words and marks; give a part a name under `va";
    assert_eq!(message("warm or ".repeat(130_000) + "dry"), format!("column 4001: {long}"));
    assert_eq!(message("é".repeat(500_000)), "column 1: `é` has no meaning in a rule");
    assert_eq!(message("(".repeat(1_000_000)), format!("column 1001: {long}"));
    assert!(message("1".repeat(1_000_000)).starts_with("column 1: `111"));
    let findings = Trial::check(&documents(&[], &["warm or ".repeat(450) + "dri"])).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].column, findings[0].message.as_str()),
        (Some(3601), "unknown name `dri`; did you mean `dry`?")
    );
}

#[test]
fn deep_json_is_rejected_before_a_tree_is_built() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let error = serde_json::from_str::<Json>(&text).unwrap_err();
        assert!(error.to_string().starts_with("recursion limit exceeded"), "{error}");
    }
}

#[test]
fn many_findings_are_all_reported() {
    let criteria: Vec<String> = (0..2_000).map(|index| format!("wrm{index} and dri")).collect();
    let findings = Trial::check(&documents(&[], &criteria)).unwrap_err();
    assert_eq!(findings.len(), 2_000);
}
