//! A referral holds what was agreed to and nothing else, and only where the trial allows it.

use crate::support::case::Case;
use crate::support::load::{IIMPACT, documents, json, text, trial};
use crate::support::people::{eligible, stranger};
use prescreener::json::Json;
use prescreener::referral::referral;
use prescreener::trial::{Policy, Share, Trial};

fn people(trial: &Trial) -> Vec<Case<'_>> {
    let changes = ["", "date_of_birth=2010-03", "dmso_reaction=true", "heliotrope=null; muscle_biopsy=null"];
    changes.into_iter().flat_map(|changes| [eligible(trial).with(changes), stranger(trial).with(changes)]).collect()
}

fn keys(json: &Json) -> Vec<&str> {
    let Json::Object(entries) = json else { panic!("{json}") };
    entries.iter().map(|(key, _)| key.as_str()).collect()
}

fn with(mut trial: Trial, policy: Option<Policy>) -> Trial {
    trial.referral = policy;
    trial
}

fn policy(most: Share, not_eligible: bool) -> Option<Policy> {
    Some(Policy { most, not_eligible, ..Policy::default() })
}

#[test]
fn each_share_holds_exactly_its_parts() {
    let trial = with(trial(IIMPACT), policy(Share::Answers, true));
    for person in people(&trial) {
        let result = person.result();
        let of = |share| referral(&trial, &result, share, "R1").unwrap();
        let [verdict, open, answers] = Share::ALL.map(of);
        for (share, referral) in Share::ALL.into_iter().zip([&verdict, &open, &answers]) {
            assert_eq!(keys(referral), ["schema", "id", "shares", "result"]);
            assert_eq!(referral.get("shares").unwrap().as_text(), Some(share.id()));
            assert_eq!(referral.get("id").unwrap().as_text(), Some("R1"));
        }
        assert_eq!(answers.get("result"), Some(&result));
        let known = ["schema", "trial", "engine", "assessed_on", "language", "audience", "verdict", "eligible_from"];
        assert!(keys(verdict.get("result").unwrap()).iter().all(|key| known.contains(key)), "{verdict}");
        let more: Vec<&str> =
            keys(open.get("result").unwrap()).into_iter().filter(|key| !known.contains(key)).collect();
        assert_eq!(more, ["criteria", "to_confirm"]);
        let open = open.get("result").unwrap();
        let ids = |key: &str| {
            let list = open.get(key).unwrap().as_list().unwrap();
            list.iter()
                .map(|one| one.as_text().or(one.get("id").and_then(Json::as_text)).unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("criteria"), ids("to_confirm"));
    }
}

/// Two people who differ only in what is not shared send the same bytes.
#[test]
fn data_not_shared_leaves_no_trace_in_the_referral() {
    let trial = with(trial(IIMPACT), policy(Share::Answers, true));
    let of = |changes: &str, share| {
        let result = eligible(&trial).with(changes).result();
        (result.to_string(), referral(&trial, &result, share, "R1").unwrap().to_string())
    };
    for share in [Share::Verdict, Share::Open] {
        let (one, shared) = of("date_of_birth=1970-03-01", share);
        let (other, same) = of("date_of_birth=1961-07-30", share);
        assert_ne!(one, other);
        assert_eq!(shared, same);
    }
}

#[test]
fn the_trial_limits_what_may_be_shared() {
    let plain = trial(IIMPACT);
    let ruled_out = "dmso_reaction=true";
    for (policy, changes, expected) in [
        (None, "", [false; 3]),
        (policy(Share::Verdict, true), "", [true, false, false]),
        (policy(Share::Open, true), "", [true, true, false]),
        (policy(Share::Answers, false), "", [true; 3]),
        (policy(Share::Answers, false), ruled_out, [false; 3]),
        (policy(Share::Answers, true), ruled_out, [true; 3]),
        (policy(Share::Verdict, true), ruled_out, [true, false, false]),
    ] {
        let trial = with(plain.clone(), policy.clone());
        let result = eligible(&trial).with(changes).result();
        assert_eq!(Share::ALL.map(|share| referral(&trial, &result, share, "R1").is_some()), expected, "{policy:?}");
    }
    assert_eq!(plain.referral, policy(Share::Answers, false), "the shipped trial's own");
    let unpacked = Trial::unpack(&plain.pack()).unwrap();
    assert_eq!(unpacked.referral, plain.referral);
}

#[test]
fn a_contradictory_policy_is_a_finding() {
    let definition = text(IIMPACT);
    for (policy, path, words) in [
        (r#"{ "most": "all" }"#, "referral.most", "`all` is not known here"),
        (r#"{ "most": "open", "not_eligible": 1 }"#, "referral.not_eligible", "expected `true` or `false`"),
        (r#"{ "most": "open", "also": 1 }"#, "referral.also", "unknown"),
        (r#"{ }"#, "referral", "`most` is missing"),
        (r#""all""#, "referral", "expected an object"),
    ] {
        let changed = definition.replace(r#"{ "most": "answers" }"#, policy);
        assert_ne!(changed, definition);
        let mut documents = documents(IIMPACT);
        documents[0].content = json(&changed);
        let findings = Trial::check(&documents).unwrap_err();
        let hit = findings.iter().any(|finding| finding.path.starts_with(path) && finding.message.contains(words));
        assert!(hit, "{policy}: {findings:?}");
    }
}
