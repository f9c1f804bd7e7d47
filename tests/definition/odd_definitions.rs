//! Definitions that are borderline: rejected with a finding, or accepted and computed correctly.

use crate::support;
use crate::support::case::{Case, day, ruled_out};
use crate::support::small::{checked, documents};

/// The length of a month varies, so the order of two days that both move with the assessment can change.
#[test]
fn the_order_of_two_moving_days_depends_on_the_length_of_the_month() {
    let (near, far) =
        (r#"{"id":"later","from":"start","days":[2,4]}"#, r#"{"id":"later","from":"start","days":[2,40]}"#);
    let (trial, _) = checked(&changed(near, far, &["not (start at least 1 month before later)".to_owned()]));
    let on = day("2026-02-01");
    // Joining stays 29 days after the assessment: more than the 28 days of February, less than the 31 of March.
    let case = Case::new(&trial, on).fix("start", on).fix("later", on.plus_days(29));
    assert_eq!(case.status("C0"), "not_met");
    let clear = (1..60).map(|wait| on.plus_days(wait)).find(|day| !ruled_out(&case.later(*day).assess()));
    assert_eq!(case.assess().verdict.eligible_from(), clear);
}

/// Returns the definition of the palette with one text replaced.
fn changed(from: &str, to: &str, criteria: &[String]) -> Vec<prescreener::diagnostics::Document> {
    let mut documents = documents(&[], criteria);
    let text = documents[0].content.to_string();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    documents[0].content = support::load::json(&text.replace(from, to));
    documents
}

fn rejected(from: &str, to: &str, rule: &str) {
    let findings = prescreener::trial::Trial::check(&changed(from, to, &[rule.to_owned()])).err();
    assert!(findings.is_some(), "nothing was found");
}

#[test]
fn bands_must_begin_in_rising_order() {
    rejected(r#"{"id":"high","from":["2.9","1.8"]}"#, r#"{"id":"high","from":["0.9","1.8"]}"#, "mark.band is high");
}

#[test]
fn a_row_is_written_once() {
    rejected(r#"{"option":"dill","value":"0.3"}"#, r#"{"option":"mint","value":"0.3"}"#, "warm");
}

#[test]
fn a_question_cites_known_sources() {
    rejected(r#"{"id":"warm","type":"yes_no"}"#, r#"{"id":"warm","type":"yes_no","source":["NONE"]}"#, "warm");
}

#[test]
fn a_list_has_options() {
    rejected(r#""of":"herbs","options":["mint","sage"]"#, r#""of":"herbs","options":[]"#, "warm");
}

#[test]
fn a_condition_that_depends_on_its_own_question_is_reported() {
    rejected(r#"{"id":"warm","type":"yes_no"}"#, r#"{"id":"warm","type":"yes_no","ask_when":"warm"}"#, "warm");
}

#[test]
fn a_question_that_only_opens_another_is_asked() {
    let documents = changed(
        r#"{"id":"dry","type":"yes_no"}"#,
        r#"{"id":"dry","type":"yes_no","ask_when":"warm"}"#,
        &["dry".to_owned()],
    );
    let (trial, _) = checked(&documents);
    let assessed = Case::new(&trial, day("2024-03-05")).assess();
    let next = assessed.next.map(|slot| trial.slots[slot].key.clone());
    assert_eq!(next.as_deref(), Some("warm"));
}

#[test]
fn an_anchor_written_as_a_list_is_reported() {
    let documents = support::load::documents("tests/data/definitions/allotment/trial.json");
    let text = documents[0].content.to_string().replace(r#""id":"a_child","#, r#""id":"a_child","anchors":["today"],"#);
    let mut broken = documents;
    broken[0].content = support::load::json(&text);
    assert!(prescreener::trial::Trial::check(&broken).is_err());
}

#[test]
fn numbers_that_could_become_too_large_are_rejected() {
    // Each answer has six decimals; the exact product needs more than a 64-bit fraction, though the bounds do not.
    let rule = "share * share * share * share > 0.5".to_owned();
    let documents = changed(r#""min":"0.5","max":"2","decimals":1"#, r#""min":"0.5","max":"2","decimals":6"#, &[rule]);
    let findings = prescreener::trial::Trial::check(&documents).unwrap_err();
    assert!(findings.iter().all(|finding| finding.message.contains("too large")), "{findings:?}");
}

/// Runs `check` on a definition and returns its exit code. It runs in a separate process, because a stack overflow ends
/// the process.
fn check(name: &str, values: &[(String, String)], rule: String) -> Option<i32> {
    let values: Vec<(&str, String)> = values.iter().map(|(id, rule)| (id.as_str(), rule.clone())).collect();
    let folder = std::env::temp_dir().join(format!("prescreener-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("trial.json");
    std::fs::write(&path, documents(&values, &[rule])[0].content.to_string()).unwrap();
    let mut tool = std::process::Command::new(env!("CARGO_BIN_EXE_prescreener"));
    let ended = tool.arg("check").arg(&path).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    ended.status.code()
}

#[test]
fn years_of_years_do_not_fill_the_stack() {
    let rule = format!("{}sown_on{} > 1", "years from ".repeat(20_000), " to start".repeat(20_000));
    assert_eq!(check("years", &[], rule), Some(1));
}

#[test]
fn a_chain_of_values_does_not_fill_the_stack() {
    let mut values: Vec<(String, String)> =
        (0..10_000).map(|index| (format!("v{index}"), format!("not v{}", index + 1))).collect();
    values.push(("v10000".to_owned(), "warm".to_owned()));
    assert_eq!(check("values", &values, "v0".to_owned()), Some(1));
}

#[test]
fn long_sums_in_deep_brackets_do_not_fill_the_stack() {
    let sum =
        (0..38).fold("weight".to_owned(), |sum, _| format!("({sum}){}{}", " * 1".repeat(40), " + 0 mg".repeat(40)));
    assert_eq!(check("sums", &[], format!("{sum} > 1 mg")), Some(1));
}

#[test]
fn instruments_in_one_folder_share_their_texts() {
    let folder = std::env::temp_dir().join(format!("prescreener-folder-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let source = |file: &str| support::load::text(&format!("tests/data/definitions/allotment/{file}"));
    let write = |file: &str, text: String| std::fs::write(folder.join(file), text).unwrap();
    write("trial.json", source("trial.json").replace("soil/instrument.json", "soil.json"));
    write("soil.json", source("soil/instrument.json"));
    let words = r#""question.ph": "pH?", "question.ph.why": "Plants care.", "trial.name""#;
    write("en.json", source("en.json").replace(r#""trial.name""#, words));
    let mut tool = std::process::Command::new(env!("CARGO_BIN_EXE_prescreener"));
    let ended = tool.arg("check").arg(folder.join("trial.json")).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        String::from_utf8(ended.stderr).unwrap().lines().filter(|line| line.contains("written twice")).count(),
        0
    );
}
