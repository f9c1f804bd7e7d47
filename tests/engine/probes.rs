//! The effect of unanswered questions: cases in which common rule engines take a missing answer for a no, or ask for
//! answers that can no longer matter.

use crate::support::case::{Case, day};
use crate::support::load::json;
use prescreener::answers::Answers;
use prescreener::diagnostics::Document;
use prescreener::engine::{Setting, may_settle, relevant, settles};
use prescreener::json::Json;
use prescreener::trial::Trial;

const QUESTIONS: &str = r#"[
    { "id": "age", "type": "number", "unit": "years", "min": "0", "max": "120" },
    { "id": "pregnant", "type": "yes_no" },
    { "id": "dose", "type": "number", "unit": "mg", "min": "0", "max": "100", "decimals": 1 },
    { "id": "rash", "type": "yes_no" },
    { "id": "weak", "type": "yes_no" },
    { "id": "biopsy", "type": "yes_no" },
    { "id": "share", "type": "number", "min": "0", "max": "1", "decimals": 2 },
    { "id": "drugs", "type": "choices", "options": ["first", "second", "none"], "exclusive": ["none"] },
    { "id": "drug_dose", "type": "number", "unit": "mg", "min": "0", "max": "100", "for_each": "drugs" }]"#;

/// A rash is worth 3 points and weakness 4; with a biopsy, 4 and 3.
const SCORE: &str = r#"[{ "id": "score",
    "columns": [{ "id": "with_biopsy", "when": "biopsy" }, { "id": "without" }],
    "items": [{ "id": "rash", "when": "rash", "points": ["4", "3"] }, { "id": "weak", "when": "weak", "points": ["3", "4"] }],
    "bands": [{ "id": "unlikely" }, { "id": "likely", "from": ["7", "6"] }] }]"#;

const TABLE: &str = r#"[{ "id": "equal_to_5", "by": "drugs", "unit": "mg",
    "rows": [{ "option": "first", "value": "5" }, { "option": "second", "value": ["6", "7.5"] }] }]"#;

/// Creates a trial with one criterion.
fn asking(kind: &str, rule: &str) -> Trial {
    let order = r#"["age","pregnant","dose","rash","weak","biopsy","share","drugs","drug_dose"]"#;
    let content = json(&format!(
        r#"{{ "schema": "prescreener/trial/1", "id": "PROBE", "version": "1",
              "registry": {{ "name": "none", "url": "", "updated": "2026-11-22" }},
              "sources": [{{ "id": "S", "title": "Probes" }}], "anchors": [],
              "questions": {QUESTIONS}, "tables": {TABLE}, "scores": {SCORE}, "order": {order},
              "criteria": [{{ "id": "C", "kind": "{kind}", "strength": "binding", "judged_by": "participant",
                              "rule": "{rule}", "source": ["S"], "confidence": "several_sources" }}] }}"#
    ));
    let documents = [Document { path: "probe.json".to_owned(), content }];
    Trial::check(&documents).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Returns the status, the verdict, and the questions that still matter.
fn outcome(trial: &Trial, answers: &str) -> (&'static str, String, String) {
    let case = Case::new(trial, day("2026-11-22")).with(answers);
    let assessed = case.assess();
    assert!(assessed.exact, "a bound was met with {answers}");
    let keys = relevant(trial, &case.read(), &case.setting()).into_iter().map(|slot| trial.slots[slot].key.as_str());
    let keys: Vec<&str> = keys.collect();
    assert_eq!(assessed.next.map(|slot| trial.slots[slot].key.as_str()), keys.first().copied());
    (assessed.statuses[0].id(), case.verdict(), keys.join(" "))
}

fn is(kind: &str, rule: &str, answers: &str, status: &str, verdict: &str, matters: &str) {
    let found = outcome(&asking(kind, rule), answers);
    assert_eq!(found, (status, verdict.to_owned(), matters.to_owned()), "{kind} {rule} with {answers}");
}

/// Returns the questions that the explanation of an inclusion by this rule lists.
fn named(
    rule: &str,
    answers: &str,
    look: impl FnOnce(&Trial, &Answers, &Setting, usize) -> Option<Vec<usize>>,
) -> Option<String> {
    let trial = asking("inclusion", rule);
    let case = Case::new(&trial, day("2026-11-22")).with(answers);
    let slots = look(&trial, &case.read(), &case.setting(), 0)?;
    Some(slots.into_iter().map(|slot| trial.slots[slot].key.as_str()).collect::<Vec<_>>().join(" "))
}

const ASK: &str = "incomplete";
const PASS: &str = "potentially_eligible";
const OUT: &str = "not_eligible";

#[test]
fn a_missing_answer_is_not_a_no() {
    is("inclusion", "age >= 18 years and not pregnant", "age=30", "unknown", ASK, "pregnant");
    is("inclusion", "dose <= 20 mg", "age=30", "unknown", ASK, "dose");
    is("inclusion", "dose <= 20 mg", "age=30; dose=null", "unknown", PASS, "");
    is("inclusion", "not pregnant", "age=30", "unknown", ASK, "pregnant");
    is("exclusion", "pregnant", "age=30", "unknown", ASK, "pregnant");
    is("exclusion", "pregnant", "pregnant=null", "unknown", PASS, "");
}

#[test]
fn a_criterion_decided_by_one_answer_asks_for_no_other() {
    is("inclusion", "age < 18 years and pregnant", "age=30", "not_met", OUT, "");
    is("exclusion", "age < 18 years and pregnant", "age=30", "met", PASS, "");
    is("inclusion", "age >= 18 years and not pregnant and dose <= 20 mg", "pregnant=true", "not_met", OUT, "");
    is("exclusion", "age < 18 years or pregnant or dose > 20 mg", "pregnant=true", "not_met", OUT, "");
}

#[test]
fn only_the_parts_of_a_score_that_matter_are_asked() {
    // Without a biopsy a rash gives 3 points and weakness 4.
    is("inclusion", "score.points >= 3", "biopsy=false; rash=true", "met", PASS, "");
    is("inclusion", "score.points >= 5.5", "biopsy=false; rash=true", "unknown", ASK, "weak");
    is("inclusion", "score.points >= 8", "biopsy=false; rash=true", "not_met", OUT, "");
    let trial = asking("inclusion", "score.points >= 5.5");
    let result = Case::new(&trial, day("2026-11-22")).with("biopsy=false; rash=true").result();
    let points = result.get("scores").and_then(|scores| scores.get("score")).unwrap();
    let ends = ["min", "max"].map(|end| points.get(end).and_then(Json::as_text));
    assert_eq!(ends, [Some("3"), Some("7")]);
}

#[test]
fn one_unknown_has_the_same_value_wherever_it_is_used() {
    is("inclusion", "rash or not rash", "", "met", PASS, "");
    is("exclusion", "rash and not rash", "", "met", PASS, "");
    is("inclusion", "exactly 1 of (rash, not rash, weak)", "weak=true", "not_met", OUT, "");
    is("inclusion", "rash and weak or not rash and weak", "", "unknown", ASK, "weak");
    is("inclusion", "if pregnant then dose <= 20 mg else dose < 20.1 mg", "", "unknown", ASK, "dose");
    is("inclusion", "3 * share - share = 2 * share", "", "met", PASS, "");
    is("inclusion", "undecided or not undecided", "", "unknown", PASS, "");
}

#[test]
fn a_band_common_to_all_columns_is_known() {
    let likely = "score.band is likely";
    is("inclusion", likely, "rash=true; weak=true", "met", PASS, "");
    is("inclusion", likely, "rash=false; weak=true", "not_met", OUT, "");
    is("inclusion", likely, "rash=true", "unknown", ASK, "weak");
    is("inclusion", "score.points = 7", "rash=true; weak=true", "met", PASS, "");
    is("inclusion", "score.points >= 4", "rash=true", "unknown", ASK, "weak biopsy");
    is("inclusion", "score.points >= 3", "rash=true", "met", PASS, "");
}

#[test]
fn a_dose_below_the_ceiling_in_every_case_is_below_it() {
    let ceiling = "total for each drugs of (drug_dose * 5 mg / equal_to_5) <= 25 mg";
    is("inclusion", ceiling, "drugs=[second]; drug_dose.second=30", "met", PASS, "");
    is("inclusion", ceiling, "drugs=[second]; drug_dose.second=31", "unknown", PASS, "");
    is("inclusion", ceiling, "drugs=[second]; drug_dose.second=38", "not_met", OUT, "");
    is("inclusion", ceiling, "drugs=[second]; drug_dose.second={\"min\": 20, \"max\": 30}", "met", PASS, "");
    is("inclusion", ceiling, "drug_dose.first=10; drug_dose.second=18", "met", PASS, "");
    is("inclusion", "dose * share + dose * (1 - share) <= 20 mg", "dose=20", "met", PASS, "");
    is("inclusion", "dose * share + dose * (1 - share) <= 20 mg", "dose=20.1", "not_met", OUT, "");
    is("inclusion", "dose * share <= 20 mg", "share=0.2", "met", PASS, "");
}

#[test]
fn the_fewest_questions_that_would_settle_a_criterion_are_listed() {
    let settling = |rule, answers| named(rule, answers, settles);
    assert_eq!(settling("age >= 18 years and not pregnant", "age=30").as_deref(), Some("pregnant"));
    assert_eq!(settling("rash and weak or not rash and weak", "").as_deref(), Some("weak"));
    assert_eq!(settling("rash and weak", "").as_deref(), Some("rash weak"));
    assert_eq!(settling("rash or undecided", ""), None);
    assert_eq!(settling("rash and weak", "rash=null; weak=true").as_deref(), Some("rash"));
}

#[test]
fn questions_that_may_settle_a_criterion_do_so_for_some_answer() {
    let enough = |rule, answers| {
        named(rule, answers, |trial, said, setting, place| Some(may_settle(trial, said, setting, place))).unwrap()
    };
    assert_eq!(enough("rash and weak", ""), "rash weak");
    assert_eq!(enough("at least 2 of (rash, weak, biopsy, pregnant)", ""), "");
    assert_eq!(enough("at least 2 of (rash, weak, biopsy, pregnant)", "rash=true"), "pregnant weak biopsy");
    // Without weakness 6 points are out of reach; with it, they depend on the rash or on the column.
    assert_eq!(enough("score.band is one of (likely)", "biopsy=false"), "rash weak");
    assert_eq!(enough("score.band is one of (likely)", "rash=true; biopsy=true"), "weak");
    assert_eq!(enough("rash or undecided", ""), "rash");
    // Ranges of a dose are tried, all of equal length here; one of them is below 60 mg, none below 2 mg.
    assert_eq!(enough("dose <= 60 mg or rash", ""), "dose rash");
    assert_eq!(enough("dose <= 2 mg or rash", ""), "rash");
}
