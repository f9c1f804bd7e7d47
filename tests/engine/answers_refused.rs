//! Refused answers and the corrections that they suggest: an empty list, and numbers that no living person has.

use crate::support::case::day;
use crate::support::load::{IIMPACT, json, text, trial};
use crate::support::people::TODAY;
use prescreener::answers::read;
use prescreener::trial::QuestionKind;
use prescreener::value::Number;

/// Returns the reasons for which answers are refused.
fn reasons(answers: &str) -> Vec<String> {
    let refused = read(&trial(IIMPACT), &json(answers), day(TODAY)).err().unwrap_or_default();
    refused.iter().map(ToString::to_string).collect()
}

#[test]
fn an_empty_list_answers_no_question() {
    let trial = trial(IIMPACT);
    for (key, question) in trial.keys() {
        let QuestionKind::Several { options, .. } = &question.kind else { continue };
        let reported = reasons(&format!(r#"{{ "{key}": [] }}"#));
        assert_eq!(reported.len(), 1, "{key}: {reported:?}");
        let alone = options.last().unwrap();
        assert!(reported[0].contains(&format!("`[\"{alone}\"]` for none of the others, or `null`")), "{}", reported[0]);
        assert_eq!(reasons(&format!(r#"{{ "{key}": ["{alone}"] }}"#)), [""; 0]);
        assert_eq!(reasons(&format!(r#"{{ "{key}": null }}"#)), [""; 0]);
    }
    // A person whom three empty answers would have ruled out.
    assert_eq!(
        reasons(r#"{ "steroids": [], "immunosuppressants": [], "hydroxychloroquine": false }"#),
        [
            "`steroids`: an empty list says nothing; expected the options chosen, `[\"only_local\"]` or `[\"none\"]` for none of \
             the others, or `null` if that is not known",
            "`immunosuppressants`: an empty list says nothing; expected the options chosen, `[\"none\"]` for none of the others, \
             or `null` if that is not known",
        ]
    );
}

#[test]
fn without_an_exclusive_option_only_null_is_suggested() {
    let content = text("tests/data/definitions/palette/trial.json").replace(r#", "none"], "exclusive": ["none"]"#, "]");
    let content = json(&content.replace(r#""order""#, r#""criteria": [], "order""#));
    let document = prescreener::diagnostics::Document { path: "palette.json".to_owned(), content };
    let trial = prescreener::trial::Trial::check(&[document]).unwrap_or_else(|findings| panic!("{findings:?}"));
    let refused = read(&trial, &json(r#"{ "herbs": [] }"#), day(TODAY)).unwrap_err();
    assert_eq!(
        refused[0].reason,
        "an empty list says nothing; expected the options chosen, or `null` if that is not known"
    );
}

/// Returns the least and greatest numbers that a question accepts, and the numbers just below and above them.
fn edges(kind: &QuestionKind) -> [Number; 4] {
    let QuestionKind::Number { least, most, decimals, .. } = kind else { panic!("no number") };
    let step = Number::from(1).over(Number::from(10_i64.pow(*decimals))).unwrap();
    [*least, least.minus(step).unwrap(), *most, most.plus(step).unwrap()]
}

#[test]
fn numbers_are_accepted_at_their_bounds_and_refused_beyond() {
    let trial = trial(IIMPACT);
    let mut seen = 0;
    for (key, question) in trial.keys().filter(|(_, question)| matches!(question.kind, QuestionKind::Number { .. })) {
        let [least, below, most, above] = edges(&question.kind);
        for (number, accepted) in [(least, true), (below, false), (most, true), (above, false)] {
            let reported = reasons(&format!(r#"{{ "{key}": "{number}" }}"#));
            assert_eq!(reported.is_empty(), accepted, "{key} {number}: {reported:?}");
        }
        seen += 1;
    }
    assert!(seen >= 18, "{seen}");
}

#[test]
fn the_correction_of_a_common_mistake_is_suggested() {
    let bounds = "out of bounds; expected";
    for (key, typed, reported) in [
        ("lvef", "0.6", "5 to 100; did you mean 60?"),
        ("lvef", "0.05", "5 to 100; did you mean 5?"),
        ("lvef", "600", "5 to 100"),
        ("lvef", "4.9", "5 to 100; did you mean 49?"),
        ("lvef", "0", "5 to 100"),
        ("oxygen_saturation", "0.9", "30 to 100; did you mean 90?"),
        ("oxygen_saturation", "9.7", "30 to 100; did you mean 97?"),
        ("oxygen_saturation", "9700", "30 to 100"),
        ("oxygen_saturation", "29.9", "30 to 100"),
        ("steroid_dose.prednisone", "0.02", "0.1 to 2000; did you mean 20?"),
        ("steroid_dose.prednisone", "7500", "0.1 to 2000; did you mean 7.5?"),
        ("ck_at_screening", "0.5", "1 to 1000000; did you mean 500?"),
        // A correction is suggested only if it has as many decimals as the question accepts.
        ("onset_age", "1984", "0 to 120"),
        ("cdasi_activity", "101", "0 to 100"),
    ] {
        let refused = reasons(&format!(r#"{{ "{key}": "{typed}" }}"#));
        assert_eq!(refused, [format!("`{key}`: {typed} is {bounds} {reported}")]);
    }
    // The same holds for an approximate number and for the ends of a range.
    assert!(reasons(r#"{ "lvef": { "about": "0.6" } }"#)[0].ends_with("did you mean 60?"));
    assert!(reasons(r#"{ "lvef": { "min": "0.5", "max": "60" } }"#)[0].ends_with("did you mean 50?"));
}
