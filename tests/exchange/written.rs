//! What the tool writes has the keys of its form, in their order.

use std::fs;

use prescreener::answers;
use prescreener::engine::{Setting, assess};
use prescreener::json::Json;
use prescreener::referral::{referral, short};
use prescreener::result::result;
use prescreener::schema::Kind;
use prescreener::schema::forms::{DESCRIPTION, KEY, REFERRALS, REJECTED, REJECTION, RESULT, SITE};
use prescreener::sites;
use prescreener::trial::{Policy, Share, describe};

use crate::support::forms::faults;
use crate::support::load::{IIMPACT, definition, json, root, text, trial};
use crate::support::people::eligible;
use crate::support::tool::run;

fn hold(what: &str, kind: Kind, written: &Json) {
    assert_eq!(faults(kind, written), [""; 0], "{what}: {written}");
}

#[test]
fn results_of_all_example_patients_and_their_referrals() {
    let mut trial = trial(IIMPACT);
    trial.referral = Some(Policy { most: Share::Answers, not_eligible: true, ..Policy::default() });
    let examples = definition(IIMPACT).examples;
    assert!(examples.len() > 300, "{}", examples.len());
    for example in &examples {
        let mut setting = Setting::new(&trial, example.on, example.audience);
        example.anchors.iter().for_each(|(anchor, day)| setting.fix(&trial, anchor, *day).unwrap());
        let said = answers::read(&trial, &example.answers, example.on).unwrap();
        let result = result(&trial, &said, &setting, &assess(&trial, &said, &setting), "en");
        hold(&example.id, Kind::Object(&RESULT), &result);
        for share in Share::ALL {
            let referral = referral(&trial, &result, share, "R1").unwrap();
            hold(&example.id, Kind::Union(&REFERRALS), &referral);
            hold(&example.id, Kind::Union(&REFERRALS), &short(&referral));
        }
    }
}

#[test]
fn a_result_with_a_contradiction() {
    let trial = trial(IIMPACT);
    let result = eligible(&trial).with("onset_age=70").result();
    assert!(result.get("conflicts").is_some(), "{result}");
    hold("conflict", Kind::Object(&RESULT), &result);
}

#[test]
fn golden_files() {
    let folder = "tests/data/golden/results";
    let files = fs::read_dir(root(folder)).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    for file in files {
        hold(&file, Kind::Object(&RESULT), &json(&text(&format!("{folder}/{file}"))));
    }
    hold("trial.json", Kind::Object(&DESCRIPTION), &json(&text("tests/data/golden/trial.json")));
    hold("described", Kind::Object(&DESCRIPTION), &describe(&trial(IIMPACT)));
    let rejected = json(&text("tests/data/golden/rejected.json"));
    for one in rejected.get("rejected").and_then(Json::as_list).unwrap() {
        hold("rejected.json", Kind::Object(&REJECTED), one);
    }
}

#[test]
fn rejections() {
    let ended = run(&["screen", IIMPACT, "--date", "2026-11-22"], b"{\"lvef\": 900, \"steroids\": []}\nno JSON\n");
    let lines: Vec<Json> = ended.out.lines().map(json).collect();
    assert_eq!(lines.len(), 2);
    lines.iter().for_each(|line| hold("rejection", Kind::Object(&REJECTION), line));
}

#[test]
fn the_file_of_a_key() {
    let file = std::env::temp_dir().join(format!("prescreener-{}.key", std::process::id()));
    let ended = run(&["keygen", file.to_str().unwrap()], b"");
    let written = fs::read_to_string(&file);
    let _ = fs::remove_file(&file);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    hold("key", Kind::Object(&KEY), &json(&written.unwrap()));
}

#[test]
fn clinics() {
    let read = sites::read(&json(&text("tests/data/sites/made_up.json"))).unwrap();
    let written = json(&sites::write(&read));
    written.as_list().unwrap().iter().for_each(|site| hold("site", Kind::Object(&SITE), site));
}

#[test]
fn what_is_not_of_its_form_is_found() {
    let golden = text("tests/data/golden/results/not_yet.json");
    let faulty = |from: &str, to: &str| {
        let changed = golden.replacen(from, to, 1);
        assert_ne!(changed, golden);
        assert_ne!(faults(Kind::Object(&RESULT), &json(&changed)), [""; 0], "{to}");
    };
    faulty("\"engine\":", "\"motor\":");
    faulty("\"kind\":\"inclusion\",", "");
    faulty("\"kind\":\"inclusion\",\"strength\":\"binding\"", "\"strength\":\"binding\",\"kind\":\"inclusion\"");
    faulty("\"min\":", "\"least\":");
}
