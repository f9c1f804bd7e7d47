//! The command line tool as it is run: what it says, where, and how it ends.

use crate::support;
use crate::support::load::{IIMPACT, definition, json};
use crate::support::tool::{Ended, run};
use prescreener::json::Json;

/// Screens people for a small trial: many lines are done in no time.
fn screen_many(input: &[u8]) -> Ended {
    run(&["screen", "tests/data/definitions/allotment/trial.json", "--date", "2026-11-22"], input)
}

fn screen(more: &[&str], input: &[u8]) -> Ended {
    run(&[&["screen", IIMPACT, "--date", "2026-11-22"], more].concat(), input)
}

#[test]
fn one_line_in_gives_one_result_out() {
    let ended = screen(&[], b"{\"date_of_birth\": \"2008-12-24\"}\n{\"dmso_reaction\": true}\n{}\n");
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let verdicts: Vec<String> =
        ended.out.lines().map(|line| json(line).get("verdict").unwrap().as_text().unwrap().to_owned()).collect();
    assert_eq!(verdicts, ["not_yet", "not_eligible", "incomplete"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_on() {
    let lines: [&[u8]; 17] = [
        b"{\"date_of_birth\": \"1970-05-04\"}",
        b"{\"date_of_birth\": 1970}",
        b"{\"mmt8_bilateral\": 151}",
        b"{\"mmt8_bilateral\": 141.5}",
        b"{\"oxygen_saturation\": {\"min\": 95, \"max\": 94}}",
        b"{\"date_of_brith\": \"1970-05-04\"}",
        b"{\"date_of_birth\": \"1970-02-30\"}",
        b"{\"mri_on\": \"2026-11-23\"}",
        b"{\"immunosuppressants\": [\"metotrexate\"]}",
        b"{\"immunosuppressants\": [\"none\", \"methotrexate\"]}",
        b"{\"steroid_dose\": 5}",
        b"{\"steroid_dose.prednison\": 5, \"heliotrope\": \"yes\"}",
        b"not json",
        b"{\"date_of_birth\": \"\xff\"}",
        b"",
        b"{\"heliotrope\": true, \"heliotrope\": false}",
        b"{\"date_of_birth\": {\"unknown\": true}}",
    ];
    let ended = screen(&[], &lines.join(&b'\n'));
    assert_eq!(ended.code, Some(1));
    let schemas: Vec<String> =
        ended.out.lines().map(|line| json(line).get("schema").unwrap().as_text().unwrap().to_owned()).collect();
    let rejected = |schema: &String| schema == "prescreener/rejection/1";
    assert_eq!(schemas.len(), 17);
    assert_eq!(schemas.iter().filter(|schema| rejected(schema)).count(), 15);
    assert!(!rejected(&schemas[0]) && !rejected(&schemas[16]));
    insta::assert_snapshot!(ended.err);
}

#[test]
fn a_rejected_line_says_its_number_and_questions_as_json() {
    let ended = screen(&[], b"{}\n{\"heliotrope\": 1, \"anti_jo1\": \"no\"}\n");
    let second = ended.out.lines().nth(1).unwrap();
    assert_eq!(
        second,
        r#"{"schema":"prescreener/rejection/1","line":2,"rejected":[{"question":"heliotrope","reason":"expected `true` or `false`, found a number"},{"question":"anti_jo1","reason":"expected `true` or `false`, found a text"}]}"#
    );
}

#[test]
fn the_order_of_the_results_is_that_of_the_lines() {
    let mut input = String::new();
    for place in 0..5_000 {
        input.push_str(&format!("{{\"dog_weight\": {}}}\n", 1 + place % 89));
    }
    let ended = screen_many(input.as_bytes());
    assert_eq!(ended.code, Some(0));
    for (place, line) in ended.out.lines().enumerate() {
        let weight = json(line).get("answers").unwrap().get("dog_weight").unwrap().to_string();
        assert_eq!(weight, (1 + place % 89).to_string());
    }
    assert_eq!(ended.out.lines().count(), 5_000);
}

#[test]
fn a_rejected_line_far_down_keeps_its_number() {
    let input = "{}\n".repeat(4_200) + "{\"has_dog\": 1}\n{}";
    let ended = screen_many(input.as_bytes());
    let reason = "line 4201: `has_dog`: expected `true` or `false`, found a number\n";
    assert_eq!(ended.err, format!("{reason}1 of 4202 lines were rejected\n"));
    let line = ended.out.lines().nth(4_200).unwrap();
    assert_eq!(json(line).get("line").unwrap().to_string(), "4201");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let input = b"{\"date_of_birth\": \"2008-12\", \"steroids\": [\"deflazacort\"], \"steroid_dose.deflazacort\": {\"about\": 20}}\n";
    assert_eq!(screen(&[], input).out, screen(&[], input).out);
}

#[test]
fn a_fixed_anchor_changes_what_is_open() {
    let input = br#"{"steroids": ["prednisone"], "steroid_frequency.prednisone": "daily", "steroid_changed_on.prednisone": "2026-11-15"}"#;
    let status = |ended: &Ended| {
        let result = json(ended.out.trim());
        let criteria = result.get("criteria").unwrap().as_list().unwrap().to_vec();
        let one = criteria.into_iter().find(|one| one.get("id").and_then(Json::as_text) == Some("I05c")).unwrap();
        one.get("status").unwrap().as_text().unwrap().to_owned()
    };
    assert_eq!(status(&screen(&[], input)), "unknown");
    assert_eq!(status(&screen(&["--anchor", "enrollment=2026-12-06"], input)), "not_met");
    assert_eq!(status(&screen(&["--anchor", "enrollment=2026-12-13"], input)), "met");
}

#[test]
fn wrong_arguments_are_named() {
    let cases: [&[&str]; 8] = [
        &["screen", IIMPACT, "--date", "2026-11-31"],
        &["screen", IIMPACT, "--date", "22.11.2026"],
        &["screen", IIMPACT],
        &["screen", IIMPACT, "--date", "2026-11-22", "--anchor", "enrolment=2026-12-06"],
        &["screen", IIMPACT, "--date", "2026-11-22", "--anchor", "enrollment"],
        &["screen", IIMPACT, "--date", "2026-11-22", "--anchor", "enrollment=2026-11-21"],
        &["screen", "trials/none.json", "--date", "2026-11-22"],
        &["check", "trials/none.json"],
    ];
    let told = cases.map(|arguments| {
        let ended = run(arguments, b"{}\n");
        assert_eq!(ended.out, "", "{arguments:?}");
        assert_ne!(ended.code, Some(0), "{arguments:?}");
        format!("$ prescreener {}\n{}", arguments.join(" "), ended.err)
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn check_passes_what_is_sound_and_fails_what_is_not() {
    let good = run(&["check", "tests/data/definitions/allotment/trial.json"], b"");
    assert_eq!(good.code, Some(0));
    assert!(good.err.starts_with("PLOT1: no errors; 4 criteria, 7 questions, 1 example patients as expected; sha256:"));
    let folder = std::env::temp_dir().join(format!("prescreener-check-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("soil")).unwrap();
    let copy = |from: &str, to: &str, change: fn(String) -> String| {
        std::fs::write(
            folder.join(to),
            change(support::load::text(&format!("tests/data/definitions/allotment/{from}"))),
        )
        .unwrap();
    };
    copy("trial.json", "trial.json", |text| text.replace("2034-01-01", "2034-01-02"));
    copy("en.json", "en.json", |text| text);
    copy("soil/instrument.json", "soil/instrument.json", |text| text);
    copy("soil/en.json", "soil/en.json", |text| text);
    let path = folder.join("trial.json");
    let other = run(&["check", path.to_str().unwrap()], b"");
    copy("trial.json", "trial.json", |text| {
        text.replace(
            r#""eligible_from": "2034-01-01""#,
            r#""eligible_from": "2034-01-01", "statuses": { "I1": "met" }"#,
        )
    });
    let status = run(&["check", path.to_str().unwrap()], b"");
    copy("trial.json", "trial.json", |text| text.replace("age >= 18", "agee >= 18"));
    let broken = run(&["check", path.to_str().unwrap()], b"");
    copy("trial.json", "trial.json", |text| text + "}");
    let no_json = run(&["check", path.to_str().unwrap()], b"");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!([other.code, status.code, broken.code, no_json.code], [Some(1); 4]);
    let told = [other, status, broken, no_json].map(|ended| ended.err.replace(folder.to_str().unwrap(), "FOLDER"));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_shipped_trial_is_sound_and_its_example_patients_get_what_they_must() {
    let ended = run(&["check", IIMPACT], b"");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let count = format!(" {} example patients as expected", definition(IIMPACT).examples.len());
    assert!(ended.err.contains(&count), "{}", ended.err);
}

#[test]
fn the_result_has_its_fields_in_a_fixed_order() {
    let input = br#"{"date_of_birth": "2008-12-24", "immunosuppressants": ["methotrexate"], "heliotrope": null, "ck_at_screening": {"about": 300}}"#;
    let ended = screen(&["--anchor", "enrollment=2026-12-06"], input);
    let result = json(ended.out.trim());
    insta::assert_snapshot!(outline(&result, 0));
}

#[test]
fn a_result_is_verified_by_replaying_it() {
    let result = screen(&[], b"{\"date_of_birth\": \"2008-12-24\"}").out;
    let file = std::env::temp_dir().join(format!("prescreener-verify-{}.json", std::process::id()));
    let verify = |result: &str| {
        std::fs::write(&file, result).unwrap();
        run(&["verify", IIMPACT, file.to_str().unwrap()], b"")
    };
    let same = verify(&result);
    assert_eq!((same.code, same.err.as_str()), (Some(0), ""));
    assert!(same.out.contains("true, a replay cannot show"), "{}", same.out);
    let edited = verify(&result.replace("not_yet", "potentially_eligible"));
    let told = "`verdict`: the result says \"potentially_eligible\", the replay \"not_yet\"\n";
    assert_eq!((edited.code, edited.out.as_str()), (Some(1), told));
    let other = verify(&result.replace("sha256:", "sha256:0"));
    assert_eq!((other.code, other.out.as_str()), (Some(2), ""));
    assert!(
        other.err.contains(".json: trial.digest: the result was made from the definition sha256:0"),
        "{}",
        other.err
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(verify("").code, Some(2));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_referral_is_opened_and_verified() {
    let folder = std::env::temp_dir().join(format!("prescreener-referral-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let keygen = |name: &str| run(&["keygen", &path(name)], b"").out.trim().to_owned();
    let (public, _) = (keygen("site.key"), keygen("other.key"));
    let result = screen(&[], b"{\"date_of_birth\": \"1980\"}").out;
    let referral = |shares: &str| {
        let head = "{\"schema\":\"prescreener/referral/1\",\"id\":\"R1\",\"shares\"";
        format!("{head}:\"{shares}\",\"result\":{}}}", result.trim())
    };
    let verify = |given: &str, key: &str| {
        std::fs::write(path("given"), given).unwrap();
        let (given, file) = (path("given"), path(key));
        let key = if key.is_empty() { vec![] } else { vec!["--key", &file] };
        let ended = run(&[vec!["verify", IIMPACT, &given], key].concat(), b"");
        (ended.code, ended.out, ended.err)
    };
    let sealed = run(&["seal", "--to", &public], referral("answers").as_bytes()).out;
    for given in [sealed.clone(), format!("https://site.example/receive.html#sealed={sealed}"), referral("answers")] {
        let (code, out, err) = verify(&given, "site.key");
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        assert!(out.starts_with("Referral R1, handed on with `answers`.\nThe same: "), "{out}");
    }
    let (code, out, _) = verify(&referral("verdict"), "");
    assert_eq!(code, Some(1));
    assert!(out.contains("`result.answers`: the result says {\"date_of_birth\":"), "{out}");
    let edited = run(&["seal", "--to", &public], referral("answers").replace("\"1980\"", "\"1975\"").as_bytes()).out;
    assert_eq!(verify(&edited, "site.key").0, Some(0), "other answers that lead to the same");
    let edited = referral("answers").replacen("\"status\":\"unknown\"", "\"status\":\"met\"", 1);
    let (code, out, _) = verify(&run(&["seal", "--to", &public], edited.as_bytes()).out, "site.key");
    assert_eq!(code, Some(1));
    assert!(out.contains(".status`: the result says \"met\", the replay \"unknown\""), "{out}");
    for (given, key, words) in [
        (sealed.as_str(), "", "name its file with --key"),
        (&sealed, "other.key", "open it with that key"),
        (&sealed, "given", "is not JSON"),
        (sealed.get(..sealed.len() - 30).unwrap(), "site.key", "cut short or changed"),
        ("hello", "site.key", "not a sealed referral"),
        (referral("answers").get(..80).unwrap(), "", "is not JSON"),
        (&referral("all"), "", "expected `verdict`, `open` or `answers`"),
    ] {
        let (code, _, err) = verify(given, key);
        assert_eq!(code, Some(2), "{words}");
        assert!(err.contains(words), "{err}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The letters of a key are those of base64url, so that of 64 keys one begins with a hyphen, and of 4,096 one with two.
#[test]
fn a_key_that_looks_like_an_option_is_a_key() {
    for start in ["-", "--", "--to", "-h"] {
        let key = format!("{start:A<43}");
        let ended = run(&["seal", "--to", &key], b"{}");
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{key}");
        assert!(ended.out.starts_with("cHMB"), "{}", ended.out);
    }
}

/// What only looks like a key is told by what is wrong with it; nothing is sealed for a key that keeps no secret.
#[test]
fn nothing_is_sealed_for_what_is_no_key() {
    for (key, why) in [
        ("A".repeat(43), "a point of small order"),
        ("X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEdc".to_owned(), "a point of small order"),
        ("A".repeat(42), "43 letters"),
        (format!("\u{202E}{}", "x".repeat(100_000)), "43 letters"),
    ] {
        let ended = run(&["seal", "--to", &key], b"{}");
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{why}");
        assert!(ended.err.contains(why) && ended.err.len() < 400, "{}", ended.err);
        assert!(!ended.err.contains('\u{202E}'));
    }
}

/// Ids, files and records come from anybody: what hides in them is shown by its number.
#[test]
fn what_hides_in_a_file_is_shown() {
    let ended = screen(&[], "{\"helio\u{202E}trope\": true, \"steroids\": [\"pred\u{200B}nisone\"]}\n".as_bytes());
    for told in ["`helio⟨U+202E⟩trope`: there is no such question", "`pred⟨U+200B⟩nisone` is not an option"] {
        assert!(
            ended.err.contains(told) && ended.out.contains(told.trim_start_matches('`').split('`').next().unwrap())
        );
    }
    assert!(![&ended.err, &ended.out].iter().any(|text| text.contains(['\u{202E}', '\u{200B}'])));

    let study = support::load::text("tests/data/registry/nct07160205.json");
    let study = study.replacen("Safety and efficacy", "Safety\u{202E}\u{E0041} and efficacy", 1).replacen(
        "1. Aged 18",
        "1. \u{2066}Aged 18",
        1,
    );
    let study = study.replacen("\"overallStatus\": \"RECRUITING\"", "\"overallStatus\": \"CLOSED\u{202E}\"", 1);
    assert!(study.contains('\u{202E}') && study.contains("CLOSED"));
    let file = std::env::temp_dir().join(format!("prescreener-hides-{}.json", std::process::id()));
    std::fs::write(&file, &study).unwrap();
    let file_name = file.to_str().unwrap();
    let draft = run(&["import", file_name], b"");
    let drift = run(&["drift", IIMPACT, file_name], b"");
    // A draft is data: it says the same, and shows it.
    assert!(draft.out.contains("\\u202e\\udb40\\udc41"), "{}", draft.out);
    assert_eq!(drift.code, Some(1), "{}", drift.err);
    assert!(
        drift.out.contains("the registry does not say whether the trial is recruiting: CLOSED⟨U+202E⟩"),
        "{}",
        drift.out
    );
    for text in [&draft.out, &draft.err, &drift.out, &drift.err] {
        assert!(!text.chars().any(|sign| prescreener::json::visible::hides(sign) && sign != '\n'), "{text}");
    }
    std::fs::write(
        &file,
        run(&["screen", IIMPACT, "--date", "2026-11-22"], b"{}")
            .out
            .replace("\"incomplete\"", "\"in\u{2067}complete\""),
    )
    .unwrap();
    let verified = run(&["verify", IIMPACT, file_name], b"");
    assert!(verified.out.contains("\"in⟨U+2067⟩complete\""), "{}", verified.out);
    std::fs::remove_file(&file).unwrap();
    // Nor in what was received: it is the same JSON.
    let public = run(&["keygen", file_name], b"").out.trim().to_owned();
    let referral = "{\"id\": \"R1\u{202E}2\"}\n";
    let sealed = run(&["seal", "--to", &public], referral.as_bytes()).out;
    let opened = run(&["open", "--key", file_name], sealed.as_bytes()).out;
    assert_eq!(opened, "{\"id\": \"R1\\u202e2\"}\n");
    assert_eq!(json(&opened), json(referral));
    std::fs::remove_file(&file).unwrap();
}

/// Keys and short values, one a line; of a list its first entry.
fn outline(json: &Json, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match json {
        Json::Object(entries) => {
            let lines = entries.iter().map(|(key, value)| match value {
                Json::Object(_) => format!("{indent}{key}\n{}", outline(value, depth + 1)),
                Json::List(items) if items.first().is_some_and(|item| matches!(item, Json::Object(_))) => {
                    format!("{indent}{key}: {} entries, the first\n{}", items.len(), outline(&items[0], depth + 1))
                }
                // The digest changes with every word of the definition.
                _ if key == "digest" => format!("{indent}{key}: …\n"),
                other => format!("{indent}{key}: {other}\n"),
            });
            lines.collect()
        }
        other => format!("{indent}{other}\n"),
    }
}
