//! Results, rejections and descriptions that other programs read, byte for byte. The same files are checked against the
//! published types and against the screener under Node (tests/consumers).
//!
//! A file in `tests/data/golden/results` is a result from which the same result can be computed again. After an
//! intended change of the trial or the engine, run `UPDATE_GOLDEN=1 cargo test --test exchange golden` and review the
//! differences.

use std::{env, fs};

use prescreener::answers::{self, PROVENANCE, Rejection};
use prescreener::engine::{Setting, assess};
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Trial, describe};

use crate::support::load::{IIMPACT, json, root, text, trial};

const FOLDER: &str = "tests/data/golden/results";

/// Returns the golden results by file name.
fn results() -> Vec<(String, Json)> {
    let entries = fs::read_dir(root(FOLDER)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 5, "{names:?}");
    names.into_iter().map(|name| (format!("{FOLDER}/{name}"), json(&text(&format!("{FOLDER}/{name}"))))).collect()
}

/// Compares a file with the engine's current output, or rewrites it.
fn hold(path: &str, now: &Json) {
    let now = format!("{now}\n");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(root(path), now).unwrap();
        return;
    }
    let (before, now) = (text(path), now.as_str());
    let differs = before.bytes().zip(now.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| -> String { text.chars().skip(differs.saturating_sub(40)).take(120).collect() };
    assert!(
        before == now,
        "{path} differs from character {differs} on:\n  golden: {}\n  now:    {}\n{UPDATE}",
        near(&before),
        near(now)
    );
}

const UPDATE: &str = "If that is meant: UPDATE_GOLDEN=1 cargo test --test golden";

/// Returns the answers of a result with their provenance, in the form in which they are read.
fn answers_of(golden: &Json) -> Json {
    let Some(Json::Object(answers)) = golden.get("answers") else { panic!("no answers in {golden}") };
    let told = golden.get(PROVENANCE).map(|told| (PROVENANCE.to_owned(), told.clone()));
    Json::Object(answers.iter().cloned().chain(told).collect())
}

fn recompute(trial: &Trial, golden: &Json) -> Json {
    let setting = Setting::read(trial, golden).unwrap_or_else(|finding| panic!("{finding:?}"));
    let answers = answers::read(trial, &answers_of(golden), setting.on).unwrap_or_else(|list| panic!("{list:?}"));
    let language = golden.get("language").and_then(Json::as_text).unwrap();
    result(trial, &answers, &setting, &assess(trial, &answers, &setting), language)
}

/// Each of these must occur in some golden result.
const SHOWN: [&str; 21] = [
    r#""verdict":"not_eligible""#,
    r#""verdict":"not_yet","eligible_from":""#,
    r#""verdict":"incomplete""#,
    r#""verdict":"potentially_eligible""#,
    r#""status":"met""#,
    r#""status":"not_met""#,
    r#""status":"unknown""#,
    r#""resolves_on":""#,
    r#""anchors":{""#,
    r#""audience":"clinic""#,
    r#""audience":"participant""#,
    r#""bands":["#,
    r#""subgroups":["#,
    r#"{"about":"#,
    r#"{"min":"#,
    r#"{"unknown":true}"#,
    r#"{"declined":true}"#,
    r#""provenance":{"#,
    r#":"person""#,
    r#":"record""#,
    r#":"examined""#,
];

#[test]
fn a_result_computed_again_is_the_same() {
    let trial = trial(IIMPACT);
    let mut all = String::new();
    for (path, golden) in results() {
        let now = recompute(&trial, &golden);
        hold(&path, &now);
        all.push_str(&now.to_string());
    }
    let missing: Vec<&str> = SHOWN.into_iter().filter(|part| !all.contains(part)).collect();
    assert!(missing.is_empty(), "no golden result shows {missing:?}");
}

#[test]
fn answers_are_rejected_for_the_same_reasons() {
    let (trial, path) = (trial(IIMPACT), "tests/data/golden/rejected.json");
    let golden = json(&text(path));
    let setting = Setting::read(&trial, &golden).unwrap_or_else(|finding| panic!("{finding:?}"));
    let rejected = answers::read(&trial, golden.get("answers").unwrap(), setting.on).unwrap_err();
    let Json::Object(mut entries) = golden else { panic!("{path} is no object") };
    for (key, value) in &mut entries {
        if key == "rejected" {
            *value = Json::List(rejected.iter().map(Rejection::to_json).collect());
        }
    }
    hold(path, &Json::Object(entries));
}

#[test]
fn the_description_of_a_trial_is_the_same() {
    hold("tests/data/golden/trial.json", &describe(&trial(IIMPACT)));
}
