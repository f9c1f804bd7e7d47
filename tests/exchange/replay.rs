//! A result replays to itself, and every change to a derived part is reported.

use crate::support::load::{IIMPACT, json, trial};
use crate::support::people::{eligible, stranger};
use prescreener::json::Json;
use prescreener::referral::referral;
use prescreener::referral::verify;
use prescreener::result::replay::replay;
use prescreener::trial::{Policy, Share, Trial};

/// A path, and the result with a change at that path.
type Change = (String, Json);

/// The inputs of a result. Changing one makes another result, which may itself replay.
const GIVEN: [&str; 6] = ["assessed_on", "language", "audience", "anchors", "answers", "provenance"];

fn results(trial: &Trial) -> Vec<Json> {
    let people = ["", "date_of_birth=2010-03", "dmso_reaction=true", "heliotrope=null; muscle_biopsy=null"];
    people
        .into_iter()
        .flat_map(|changes| [eligible(trial).with(changes), stranger(trial).with(changes)])
        .map(|person| person.result())
        .collect()
}

/// Returns every way to change, remove or duplicate one part of a tree.
fn changes(tree: &Json, path: &str) -> Vec<Change> {
    let place = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let mut all = Vec::new();
    match tree {
        Json::Object(entries) => {
            for (at, (key, value)) in entries.iter().enumerate() {
                let with = |change: Option<Json>| {
                    let mut entries = entries.clone();
                    match change {
                        Some(value) => entries[at].1 = value,
                        None => drop(entries.remove(at)),
                    }
                    Json::Object(entries)
                };
                all.push((place(key), with(None)));
                all.extend(changes(value, &place(key)).into_iter().map(|(path, change)| (path, with(Some(change)))));
            }
            let mut more = entries.clone();
            more.push(("added".to_owned(), Json::Bool(true)));
            all.push((place("added"), Json::Object(more)));
            if let Some(first) = entries.first() {
                let twice = [entries.as_slice(), std::slice::from_ref(first)].concat();
                all.push((path.to_owned(), Json::Object(twice)));
            }
        }
        Json::List(items) => {
            for (at, item) in items.iter().enumerate() {
                let id = item.get("id").and_then(Json::as_text);
                let inside = id.map_or(path.to_owned(), place);
                for (path, change) in changes(item, &inside) {
                    let mut items = items.clone();
                    items[at] = change;
                    // The whole list is reported where its items have no names.
                    all.push((if id.is_some() { path } else { inside.clone() }, Json::List(items)));
                }
                let mut fewer = items.clone();
                fewer.remove(at);
                all.push((path.to_owned(), Json::List(fewer)));
            }
        }
        Json::Text(text) => all.push((path.to_owned(), Json::Text(format!("{text}x")))),
        Json::Bool(yes) => all.push((path.to_owned(), Json::Bool(!yes))),
        Json::Null | Json::Number(_) | Json::Inexact(_) => all.push((path.to_owned(), Json::Bool(true))),
    }
    all
}

#[test]
fn every_result_replays_to_itself() {
    let trial = trial(IIMPACT);
    for result in results(&trial) {
        assert_eq!(replay(&trial, &result).unwrap().differences, []);
    }
}

#[test]
fn every_change_to_a_derived_part_is_reported() {
    let trial = trial(IIMPACT);
    let mut named = 0;
    for result in results(&trial).into_iter().take(1) {
        for (path, changed) in changes(&result, "") {
            if GIVEN.iter().any(|given| path.split('.').next() == Some(given)) {
                continue;
            }
            let said: Vec<String> = match replay(&trial, &changed) {
                Ok(replay) => replay.differences.into_iter().map(|one| one.path).collect(),
                Err(findings) => findings.into_iter().map(|one| one.path).collect(),
            };
            let near = |one: &String| path.starts_with(one.as_str()) || one.starts_with(&path);
            assert!(said.iter().any(near), "{path} was changed, and {said:?} named");
            named += 1;
        }
    }
    assert!(named > 150, "{named}");
}

#[test]
fn other_answers_make_another_result() {
    let trial = trial(IIMPACT);
    let result = eligible(&trial).result().to_string();
    for (from, to, path) in [
        ("\"dmso_reaction\":false", "\"dmso_reaction\":true", "verdict"),
        ("\"verdict\":\"potentially_eligible\"", "\"verdict\":\"not_eligible\"", "verdict"),
        ("\"engine\":\"0.1.0\"", "\"engine\":\"9.0.0\"", "engine"),
    ] {
        assert!(result.contains(from), "{from} in {result}");
        let differences = replay(&trial, &json(&result.replace(from, to))).unwrap().differences;
        assert!(differences.iter().any(|one| one.path == path), "{differences:?}");
    }
}

#[test]
fn a_result_that_cannot_be_replayed_states_why() {
    let trial = trial(IIMPACT);
    let result = eligible(&trial).result().to_string();
    let digest = format!("\"digest\":\"{}\"", trial.digest);
    for (from, to, path, words) in [
        (digest.as_str(), "\"digest\":\"sha256:0\"", "trial.digest", "take that definition"),
        ("prescreener/result/1", "prescreener/result/2", "schema", "expected \"prescreener/result/1\""),
        ("\"answers\":", "\"withheld\":", "answers", "without its answers"),
        ("\"dmso_reaction\":false", "\"dmso_reacton\":false", "answers.dmso_reacton", "did you mean `dmso_reaction`"),
        ("\"dmso_reaction\":false", "\"dmso_reaction\":7", "answers.dmso_reaction", "expected `true` or `false`"),
        ("\"assessed_on\":\"2026", "\"assessed_on\":\"2O26", "assessed_on", "not a day of the calendar"),
        ("\"audience\":\"", "\"audience\":\"x", "audience", "`participant` or `clinic`"),
    ] {
        assert!(result.contains(from), "{from} in {result}");
        let findings = replay(&trial, &json(&result.replace(from, to))).unwrap_err();
        assert_eq!(findings[0].path, path);
        assert!(findings[0].message.contains(words), "{}", findings[0].message);
    }
    for text in ["null", "[]", "{}", "\"prescreener/result/1\"", "{\"schema\":\"prescreener/result/1\"}"] {
        assert!(replay(&trial, &json(text)).is_err(), "{text}");
    }
}

/// Returns the shipped trial with a policy that lets everyone share as much as `most`.
fn with_policy(most: Share) -> Trial {
    let mut trial = trial(IIMPACT);
    trial.referral = Some(Policy { most, not_eligible: true, ..Policy::default() });
    trial
}

/// The parts that a referral cannot prove by itself: its number, and without answers what they led to.
const UNPROVABLE: [&str; 5] =
    ["id", "result.assessed_on", "result.language", "result.audience", "result.eligible_from"];

#[test]
fn every_referral_equals_its_share_of_the_replayed_result() {
    let trial = with_policy(Share::Answers);
    for result in results(&trial) {
        let of = |share| referral(&trial, &result, share, "R1").unwrap();
        assert_eq!(verify(&trial, &of(Share::Answers)), Ok(Vec::new()));
        for share in [Share::Verdict, Share::Open] {
            let findings = verify(&trial, &of(share)).unwrap_err();
            assert_eq!(findings[0].path, "result.answers", "{findings:?}");
            assert!(findings[0].message.contains("without its answers"));
        }
    }
}

#[test]
fn every_change_to_a_referral_is_reported() {
    let trial = with_policy(Share::Answers);
    for share in Share::ALL {
        let mut named = 0;
        let result = stranger(&trial).with("date_of_birth=2010-03").result();
        for (path, changed) in changes(&referral(&trial, &result, share, "R1").unwrap(), "") {
            let given = GIVEN.iter().any(|given| path == "result" || path.starts_with(&format!("result.{given}")));
            let inside = ["criteria", "to_confirm"].iter().any(|key| path.starts_with(&format!("result.{key}")));
            let unseen = share != Share::Answers && (path == "result.verdict" || inside);
            if path == "id" || path == "schema" || given || unseen || UNPROVABLE.contains(&path.as_str()) {
                continue;
            }
            let said: Vec<String> = match verify(&trial, &changed) {
                Ok(differences) => differences.into_iter().map(|one| one.path).collect(),
                Err(findings) => findings.into_iter().map(|one| one.path).collect(),
            };
            let near = |one: &String| path.starts_with(one.as_str()) || one.starts_with(&path);
            assert!(said.iter().any(near), "{share:?}: {path} was changed, and {said:?} named");
            assert_ne!(said, ["result.answers"], "{share:?}: the change of {path} was not detected");
            named += 1;
        }
        assert!(named >= 8, "{share:?}: {named}");
    }
}

#[test]
fn a_referral_holds_only_what_its_share_and_the_trial_allow() {
    let trial = with_policy(Share::Answers);
    let result = eligible(&trial).result();
    let of = |share| referral(&trial, &result, share, "R1").unwrap().to_string();
    let paths = |trial: &Trial, text: &str| -> Vec<String> {
        verify(trial, &json(text)).unwrap().into_iter().map(|one| one.path).collect()
    };
    let shares = |share: Share| format!("\"shares\":\"{}\"", share.id());
    let said = |from: Share, other: Share| of(from).replace(&shares(from), &shares(other));
    let [_, open, answers] = Share::ALL.map(of);
    // More than its share states.
    assert_eq!(paths(&trial, &said(Share::Open, Share::Verdict)), ["result.criteria", "result.to_confirm"]);
    let more = paths(&trial, &said(Share::Answers, Share::Verdict));
    assert_eq!(more, ["result.exact", "result.criteria", "result.to_confirm", "result.scores", "result.answers"]);
    // Less than its share states.
    assert_eq!(paths(&trial, &said(Share::Verdict, Share::Open)), ["result.criteria", "result.to_confirm"]);
    let smuggled = open.replacen("\"kind\":", "\"born\":\"1980\",\"kind\":", 1);
    assert_eq!(paths(&trial, &smuggled), [format!("result.criteria.{}.born", first(&open))]);
    // More than the trial allows.
    let small = with_policy(Share::Verdict);
    for text in [&open, &answers] {
        let differences = verify(&small, &json(text)).unwrap();
        assert_eq!(differences[0].path, "shares");
        assert_eq!(differences[0].computed, Some(Json::Text("verdict".to_owned())));
    }
    let mut nothing = with_policy(Share::Verdict);
    nothing.referral = None;
    assert_eq!(verify(&nothing, &json(&answers)).unwrap()[0].computed, None);
}

/// Returns the first criterion that a referral names.
fn first(referral: &str) -> String {
    let referral = json(referral);
    let criteria = referral.get("result").unwrap().get("criteria").unwrap().as_list().unwrap();
    criteria[0].get("id").and_then(Json::as_text).unwrap().to_owned()
}

#[test]
fn an_invalid_referral_states_why() {
    let trial = with_policy(Share::Answers);
    let result = eligible(&trial).result();
    let of = |share| referral(&trial, &result, share, "R1").unwrap().to_string();
    let digest = format!("\"digest\":\"{}\"", trial.digest);
    for share in Share::ALL {
        for (from, to, path) in [
            (digest.as_str(), "\"digest\":\"sha256:0\"", "result.trial.digest"),
            ("prescreener/result/1", "prescreener/result/2", "result.schema"),
            ("prescreener/referral/1", "prescreener/referral/3", "schema"),
            ("\"shares\":", "\"share\":", "shares"),
            ("\"result\":", "\"results\":", "result.schema"),
        ] {
            let text = of(share);
            assert!(text.contains(from), "{from} in {text}");
            assert_eq!(verify(&trial, &json(&text.replace(from, to))).unwrap_err()[0].path, path);
        }
    }
}
