//! FHIR: a definition as a Questionnaire, answers and results as resources, and back again.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use prescreener::answers;
use prescreener::json::Json;
use support::load::{IIMPACT, definition, json, text, trial};
use support::tool::{Ended, run};

const DAY: &str = "2026-11-22";

fn fhir(what: &str, more: &[&str], input: &str) -> Ended {
    run(&[&["fhir", what, IIMPACT], more].concat(), input.as_bytes())
}

fn good(what: &str, more: &[&str], input: &str) -> String {
    let ended = fhir(what, more, input);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{what}");
    ended.out
}

fn questionnaire(audience: &str) -> Json {
    let ended = fhir("questionnaire", &["--audience", audience], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    json(&ended.out)
}

fn word<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_text).unwrap_or_else(|| panic!("no {key} in {json}"))
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_list).unwrap_or_default()
}

/// Every object inside a value, itself included.
fn objects<'a>(json: &'a Json, found: &mut Vec<&'a Json>) {
    match json {
        Json::Object(entries) => {
            found.push(json);
            entries.iter().for_each(|(_, value)| objects(value, found));
        }
        Json::List(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

fn all(json: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    objects(json, &mut found);
    found
}

/// The example patients by their circumstances: the tool's arguments, and what each answered.
fn examples() -> BTreeMap<Vec<String>, Vec<Json>> {
    let mut groups: BTreeMap<Vec<String>, Vec<Json>> = BTreeMap::new();
    for example in definition(IIMPACT).examples {
        let mut arguments = vec!["--date".to_owned(), example.on.to_string()];
        arguments.extend(["--audience".to_owned(), example.audience.id().to_owned()]);
        let anchors = example.anchors.iter().map(|(anchor, day)| format!("--anchor={anchor}={day}"));
        arguments.extend(anchors);
        groups.entry(arguments).or_default().push(example.answers);
    }
    groups
}

fn lines<'a>(values: impl IntoIterator<Item = &'a Json>) -> String {
    values.into_iter().map(|value| format!("{value}\n")).collect()
}

#[test]
fn every_example_patient_comes_back_as_they_were() {
    let trial = trial(IIMPACT);
    let mut patients = 0;
    for (arguments, people) in examples() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let on = prescreener::value::Date::parse(arguments[1]).unwrap();
        let said = people.iter().map(|said| {
            let mut text = String::new();
            answers::read(&trial, said, on).unwrap().write(&trial, &mut text);
            text.push('\n');
            text
        });
        let said: String = said.collect();
        let responses = good("response", &arguments, &lines(&people));
        assert_eq!(good("answers", &[], &responses), said);
        patients += people.len();
    }
    assert_eq!(patients, 318);
}

#[test]
fn results_are_referred_whole_and_their_answers_with_them() {
    for (arguments, people) in examples() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let screened = run(&[&["screen", IIMPACT], arguments.as_slice()].concat(), lines(&people).as_bytes());
        // A result tells its own circumstances: none are given here.
        let some: Vec<&str> = screened.out.lines().step_by(4).collect();
        let referrals = good("referral", &[], &some.join("\n"));
        let mut responses = Vec::new();
        for (result, referral) in some.iter().zip(referrals.lines()) {
            let bundle = json(referral);
            let of = |kind: &str| {
                let resources = list(&bundle, "entry").iter().map(|entry| entry.get("resource").unwrap());
                resources.filter(|one| word(one, "resourceType") == kind).collect::<Vec<_>>()
            };
            let document = of("DocumentReference")[0];
            let data = word(list(document, "content")[0].get("attachment").unwrap(), "data");
            assert_eq!(decoded(data), *result);
            let verdict = of("Observation")[0].get("valueCodeableConcept").unwrap();
            assert_eq!(word(&list(verdict, "coding")[0], "code"), word(&json(result), "verdict"));
            responses.push(of("QuestionnaireResponse")[0].clone());
            let addresses: BTreeSet<&str> = list(&bundle, "entry").iter().map(|entry| word(entry, "fullUrl")).collect();
            assert_eq!(addresses.len(), 5);
            for part in all(&bundle).iter().filter_map(|part| part.get("reference")) {
                assert!(addresses.contains(part.as_text().unwrap()), "{part}");
            }
        }
        let said = some.iter().map(|result| format!("{}\n", json(result).get("answers").unwrap()));
        assert_eq!(good("answers", &[], &lines(&responses)), said.collect::<String>());
    }
}

fn decoded(text: &str) -> String {
    let letters: Vec<u32> = text
        .bytes()
        .filter(|byte| *byte != b'=')
        .map(|byte| match byte {
            b'A'..=b'Z' => u32::from(byte - b'A'),
            b'a'..=b'z' => u32::from(byte - b'a') + 26,
            b'0'..=b'9' => u32::from(byte - b'0') + 52,
            b'+' => 62,
            _ => 63,
        })
        .collect();
    let bytes = letters.chunks(4).flat_map(|four| {
        let bits = four.iter().enumerate().fold(0, |bits, (place, letter)| bits | letter << (18 - 6 * place));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    String::from_utf8(bytes.collect()).unwrap()
}

#[test]
fn every_form_of_an_answer_comes_back() {
    let said = concat!(
        r#"{"date_of_birth":"1980","can_attend_visits":{"declined":true},"dmso_reaction":{"unknown":true},"#,
        r#""steroids":["prednisone","deflazacort"],"steroid_frequency.prednisone":{"unknown":true},"#,
        r#""steroid_dose.prednisone":{"about":7.5},"steroid_changed_on.prednisone":"2026-03","#,
        r#""steroid_changed_on.deflazacort":{"unknown":true},"immunosuppressants":[],"onset_age":{"min":30,"max":40},"#,
        r#""myositis_antibodies":{"declined":true},"ck_at_screening":{"declined":true},"oxygen_saturation":97.5,"#,
        r#""lvef_on":{"declined":true},"provenance":{"dmso_reaction":"person","ck_at_screening":"record","#,
        r#""oxygen_saturation":"examined"}}"#,
        "\n"
    );
    let response = good("response", &["--date", DAY], said);
    assert_eq!(good("answers", &[], &response), said);
    insta::assert_snapshot!(laid_out(json(&response).get("item").unwrap(), 0));
}

/// JSON with a line for each value that holds others.
fn laid_out(json: &Json, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let short = json.to_string();
    match json {
        _ if short.chars().count() + depth * 2 <= 110 => format!("{indent}{short}\n"),
        Json::List(items) => items.iter().map(|item| laid_out(item, depth)).collect(),
        Json::Object(entries) => {
            let entry = |(key, value): &(String, Json)| match value {
                Json::List(_) | Json::Object(_) => format!("{indent}{key}\n{}", laid_out(value, depth + 1)),
                other => format!("{indent}{key}: {other}\n"),
            };
            entries.iter().map(entry).collect()
        }
        other => format!("{indent}{other}\n"),
    }
}

#[test]
fn parts_of_the_questionnaire() {
    let form = questionnaire("clinic");
    let mut told = String::new();
    if let Json::Object(entries) = &form {
        let head = entries.iter().filter(|(key, _)| !["item", "contained", "identifier"].contains(&key.as_str()));
        told += &laid_out(&Json::Object(head.cloned().collect()), 0);
    }
    told += &laid_out(&list(&form, "contained")[0], 0);
    let shown = ["date_of_birth", "date_of_birth/unknown", "steroid_dose.prednisone", "biopsy_active", "lvef"];
    for item in list(&form, "item").iter().filter(|item| shown.contains(&word(item, "linkId"))) {
        told += &format!("\n{}", laid_out(item, 0));
    }
    let steroids = list(&form, "item").iter().find(|item| word(item, "linkId") == "steroids").unwrap();
    let options = list(steroids, "answerOption");
    told += &format!("\n{}\n{}", laid_out(&options[0], 0), laid_out(options.last().unwrap(), 0));
    insta::assert_snapshot!(told);
}

#[test]
fn what_points_somewhere_points_at_something() {
    for audience in ["clinic", "participant"] {
        let form = questionnaire(audience);
        let parts = all(&form);
        let links: Vec<&str> = parts.iter().filter_map(|part| part.get("linkId")?.as_text()).collect();
        assert_eq!(links.iter().collect::<BTreeSet<_>>().len(), links.len(), "a linkId stands twice");
        for question in parts.iter().filter_map(|part| part.get("question")) {
            assert!(links.contains(&question.as_text().unwrap()), "{question}");
        }
        let sets: BTreeSet<String> =
            list(&form, "contained").iter().map(|set| format!("#{}", word(set, "id"))).collect();
        let used: BTreeSet<String> =
            parts.iter().filter_map(|part| Some(part.get("answerValueSet")?.as_text()?.to_owned())).collect();
        assert_eq!(sets, used);
        assert_eq!(links.contains(&"lvef"), audience == "clinic");
    }
}

#[test]
fn every_question_is_asked_in_both_languages() {
    let form = questionnaire("clinic");
    let asked: Vec<&str> = list(&form, "item").iter().map(|item| word(item, "linkId")).collect();
    let trial = trial(IIMPACT);
    let keys: Vec<&str> = trial.keys().map(|(key, _)| key).collect();
    assert_eq!(asked.iter().filter(|key| !key.contains('/')).copied().collect::<Vec<_>>(), keys);
    for part in all(&form) {
        for key in ["text", "title", "display"].into_iter().filter(|key| part.get(key).is_some()) {
            let spanish = match part.get(&format!("_{key}")) {
                Some(more) => all(more).iter().any(|one| one.get("valueCode").and_then(Json::as_text) == Some("es")),
                None => list(part, "designation").iter().any(|one| word(one, "language") == "es"),
            };
            assert!(spanish, "{part}");
        }
    }
}

/// What `enableWhen` says, worked out without the tool: of answers as they stand in a response.
fn enabled(item: &Json, said: &BTreeMap<&str, &[Json]>) -> bool {
    let holds = |test: &Json| {
        let given = said.get(word(test, "question")).copied().unwrap_or_default();
        match (word(test, "operator"), test.get("answerCoding")) {
            ("exists", _) => given.is_empty(),
            ("=", Some(wanted)) => given.iter().filter_map(|answer| answer.get("valueCoding")).any(|coding| {
                ["system", "code"].iter().all(|key| coding.get(key).is_some() && coding.get(key) == wanted.get(key))
            }),
            other => panic!("{other:?}"),
        }
    };
    let tests = list(item, "enableWhen");
    match item.get("enableBehavior").and_then(Json::as_text) {
        Some("any") => tests.iter().any(holds),
        _ => tests.iter().all(holds),
    }
}

#[test]
fn a_follow_up_is_enabled_exactly_where_it_is_asked() {
    let form = questionnaire("clinic");
    let (mut open, mut closed) = (BTreeSet::new(), BTreeSet::new());
    let mut astray = BTreeSet::new();
    for (arguments, people) in examples() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        for line in good("response", &arguments, &lines(&people)).lines() {
            let response = json(line);
            let said: BTreeMap<&str, &[Json]> =
                list(&response, "item").iter().map(|item| (word(item, "linkId"), list(item, "answer"))).collect();
            for item in list(&form, "item").iter().filter(|item| !word(item, "linkId").contains('/')) {
                let (link, enabled) = (word(item, "linkId").to_owned(), enabled(item, &said));
                if said.contains_key(link.as_str()) && !enabled {
                    astray.insert(link.clone());
                }
                let conditional = item.get("enableWhen").is_some();
                if conditional {
                    if enabled { &mut open } else { &mut closed }.insert(link);
                }
            }
        }
    }
    // Some patients tell a score without its scale. What was said is handed on, though no form would have asked.
    assert_eq!(astray.iter().collect::<Vec<_>>(), ["mmt8_bilateral"]);
    assert!(open.len() > 30 && closed.len() > open.len(), "{} {}", open.len(), closed.len());
}

#[test]
fn only_verified_codes_leave_the_definition() {
    let form = questionnaire("clinic");
    let codes: BTreeSet<String> = all(&form)
        .iter()
        .filter(|part| part.get("url").and_then(Json::as_text) == Some("urn:x-prescreener:code"))
        .map(|part| word(part.get("valueCoding").unwrap(), "code").to_owned())
        .collect();
    let (mut verified, mut others) = (BTreeSet::new(), BTreeSet::new());
    for document in support::load::documents(IIMPACT) {
        for stated in list(&document.content, "questions").iter().flat_map(|question| list(question, "codes")) {
            let verified = if stated.get("verified") == Some(&Json::Bool(true)) { &mut verified } else { &mut others };
            verified.insert(word(stated, "code").to_owned());
        }
    }
    assert_eq!(codes, verified);
    assert!(others.iter().any(|code| !codes.contains(code)) && !codes.is_empty());
}

#[test]
fn the_support_list_names_every_address() {
    let list = text("src/cli/fhir/FHIR.md");
    let said = r#"{"steroids":["prednisone"],"lvef":{"min":40,"max":50},"onset_age":{"about":40},"heliotrope":true,
        "mmt8_scale":null,"provenance":{"lvef":"record"}}"#;
    let made = [questionnaire("clinic"), json(&good("referral", &["--date", DAY], said))];
    let own = "urn:x-prescreener:nct07160205";
    let mut missing = BTreeSet::new();
    for part in made.iter().flat_map(all) {
        for address in ["url", "system"].into_iter().filter_map(|key| part.get(key)?.as_text()) {
            // The parts of a complex extension have short names.
            let known = !address.contains(':') || address.starts_with(own) || list.contains(&format!("`{address}`"));
            if !known {
                missing.insert(address.to_owned());
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn the_same_definition_gives_the_same_bytes() {
    assert_eq!(fhir("questionnaire", &[], "").out, fhir("questionnaire", &[], "").out);
    let said = r#"{"steroids":["prednisone"]}"#;
    let referral = || good("referral", &["--date", DAY], said);
    assert_eq!(referral(), referral());
}

#[test]
fn what_the_questionnaire_cannot_tell_is_said() {
    let ended = fhir("questionnaire", &[], "");
    assert_eq!(
        ended.err,
        "`lvef` is open more often than it is asked; `enableWhen` cannot tell: lvef_on within 8 weeks before screening\n"
    );
    let noted: Vec<String> = list(&json(&ended.out), "item")
        .iter()
        .filter(|item| item.to_string().contains("designNote"))
        .map(|item| word(item, "linkId").to_owned())
        .collect();
    assert_eq!(noted, ["lvef"]);
}

/// What `enableWhen` makes of a rule for a question of a small definition, and what it says that it cannot tell.
fn condition(rule: &str, audience: &str) -> String {
    let change = ("trial.json", r#""ask_when": "has_dog""#, &*format!(r#""ask_when": "{rule}""#));
    let grown =
        ("trial.json", r#"{ "id": "age","#, r#"{ "id": "has_spade", "rule": "tools includes spade" }, { "id": "age","#);
    let copy = support::copy::Copy::new("fhir", &[change, grown]);
    let ended = run(&["fhir", "questionnaire", &copy.trial(), "--audience", audience], b"");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let form = json(&ended.out);
    let Some(item) = list(&form, "item").iter().find(|item| word(item, "linkId") == "dog_weight") else {
        return "not asked".to_owned();
    };
    let tests = list(item, "enableWhen").iter().map(|test| {
        let kinds = ["answerCoding", "answerInteger", "answerDecimal"];
        let answer = kinds.iter().filter_map(|kind| test.get(kind)).next().unwrap();
        format!("{} {} {}", word(test, "question"), word(test, "operator"), answer.get("code").unwrap_or(answer))
    });
    let tests = tests.collect::<Vec<_>>().join(", ");
    let behavior = item.get("enableBehavior").map_or("one", |behavior| behavior.as_text().unwrap());
    format!("{behavior}: {tests} {}", ended.err).trim_end().to_owned()
}

#[test]
fn rules_become_conditions_or_are_said() {
    let cases = [
        "has_dog",
        "not has_dog",
        "has_dog and plot is large",
        "has_dog or plot is one of (small, large)",
        "not (has_dog and plot is large)",
        "none of (has_dog, plot is large)",
        "plot is not large",
        "tools includes any of heavy",
        "tools includes all of (spade, rake)",
        "tools includes none of (spade, rake)",
        "has_spade and ph >= 6.5",
        "not (6 < ph)",
        "ph != 6",
        "(has_dog or ph > 5) and plot is large",
        "promise.band is good",
        "born_on at least 2 weeks before today",
        "at least 2 of (has_dog, plot is large, ph > 5)",
    ];
    let told = cases.map(|rule| format!("{rule}\n  {}", condition(rule, "clinic")));
    // A person is not asked `ph`, so what waits for it alone is not asked either.
    let heard = ["ph > 5", "has_dog or ph > 5", "has_dog and ph > 5"];
    let heard = heard.map(|rule| format!("participant: {rule}\n  {}", condition(rule, "participant")));
    insta::assert_snapshot!([told.join("\n"), heard.join("\n")].join("\n"));
}

/// A response with one item.
fn with_item(item: &str) -> String {
    format!(r#"{{"resourceType":"QuestionnaireResponse","status":"completed","authored":"{DAY}","item":[{item}]}}"#)
}

fn with_answer(link: &str, answer: &str) -> String {
    with_item(&format!(r#"{{"linkId":"{link}","answer":[{answer}]}}"#))
}

#[test]
fn broken_responses_are_told_with_their_linkid() {
    let absent = |code: &str| {
        format!(r#"{{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"{code}"}}"#)
    };
    let steroid = |code: &str| {
        format!(r#"{{"valueCoding":{{"system":"urn:x-prescreener:nct07160205:steroids","code":"{code}"}}}}"#)
    };
    let unknown = r#"{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown"}}"#;
    let head = |more: &str| format!(r#"{{"resourceType":"QuestionnaireResponse"{more}}}"#);
    let cases = [
        "17".to_owned(),
        "{}".to_owned(),
        r#"{"resourceType":"Bundle"}"#.to_owned(),
        head(""),
        head(r#","status":"entered-in-error""#),
        head(r#","status":"completed""#),
        head(r#","status":"completed","authored":"last week""#),
        head(r#","status":"completed","authored":"20é6-11-22""#),
        head(r#","status":"completed","questionnaire":"urn:x-prescreener:nct07160205|0.9""#),
        head(r#","status":"completed","questionnaire":7"#),
        head(r#","status":"completed","modifierExtension":[]"#),
        head(r#","status":"completed","authored":"2026-11-22","item":{}"#),
        with_item("{}"),
        with_item("null"),
        with_item(r#"{"linkId":"heliotrop"}"#),
        with_item(r#"{"linkId":"steroid_dose","answer":[{"valueDecimal":1}]}"#),
        with_item(r#"{"linkId":"heliotrope","answer":{}}"#),
        with_item(r#"{"linkId":"heliotrope","modifierExtension":[],"answer":[]}"#),
        with_item(r#"{"linkId":"heliotrope","answer":[{}],"item":[{"linkId":7}]}"#),
        with_answer("heliotrope", "null"),
        with_answer("heliotrope", r#"{"valueBoolean":true}"#),
        with_answer("heliotrope", r#"{"valueCoding":{"code":"Y"}}"#),
        with_answer(
            "heliotrope",
            r#"{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/v2-0136","code":"M"}}"#,
        ),
        with_answer("heliotrope", r#"{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/v2-0136"}}"#),
        with_answer("heliotrope", r#"{"valueCoding":"Y"}"#),
        with_answer("heliotrope", &format!("{unknown},{unknown}")),
        with_answer("heliotrope/hint", r#"{"valueString":"yes"}"#),
        with_answer("heliotrope/unknown", unknown),
        with_answer("steroids", &steroid("prednison")),
        with_answer("steroids", &format!("{},{}", steroid("none"), steroid("prednisone"))),
        with_answer("steroids", &format!("{},{unknown}", steroid("prednisone"))),
        with_answer("steroids", &format!(r#"{},{{"valueString":"prednisone"}}"#, steroid("prednisone"))),
        with_answer("lvef", r#"{"valueDecimal":140}"#),
        with_answer("lvef", r#"{"valueDecimal":"60"}"#),
        with_answer("lvef", r#"{"valueDecimal":{"about":60}}"#),
        with_answer("lvef", r#"{"valueDecimal":1e300}"#),
        with_answer("date_of_birth", r#"{"valueDate":{"unknown":true}}"#),
        with_answer("lvef", r#"{"valueDecimal":1,"valueInteger":1}"#),
        with_answer("lvef", r#"{"valueQuantity":{"value":60}}"#),
        with_answer("lvef", &format!(r#"{{"_valueDecimal":{{"extension":[{}]}}}}"#, absent("masked"))),
        with_answer(
            "lvef",
            &format!(
                r#"{{"_valueDecimal":{{"extension":[{},{{"url":"urn:x-prescreener:about"}}]}}}}"#,
                absent("unknown")
            ),
        ),
        with_answer(
            "lvef",
            &format!(
                r#"{{"_valueDecimal":{{"extension":[{},{{"url":"urn:x-prescreener:between","valueRange":{{"low":{{}}}}}}]}}}}"#,
                absent("unknown")
            ),
        ),
        with_answer("lvef", r#"{"extension":[]}"#),
        with_answer("lvef/unknown", r#"{"valueBoolean":true}"#),
        with_answer("lvef/sure", "{}"),
        with_item(&format!(
            r#"{{"linkId":"lvef","answer":[{{"valueDecimal":60}}]}},{{"linkId":"lvef/unknown","answer":[{unknown}]}}"#
        )),
        with_answer("date_of_birth", r#"{"valueDate":"1980-02-30"}"#),
        with_answer("date_of_birth", r#"{"valueDate":"2026-11-23"}"#),
        with_answer("date_of_birth", r#"{"valueDateTime":"1980-02-03T00:00:00Z"}"#),
        with_item(
            r#"{"linkId":"lvef","extension":[{"url":"urn:x-prescreener:provenance","valueCode":"hearsay"}],"answer":[{"valueDecimal":60}]}"#,
        ),
        format!("{}x", "[".repeat(300)),
    ];
    let told = cases.map(|case| {
        let ended = fhir("answers", &[], &case);
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{case}");
        let shown: String = case.chars().take(160).collect();
        format!("{shown}\n  {}", ended.err.trim_end().replace('\n', "\n  "))
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_other_forms_write_is_read() {
    let reason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    let unknown = r#"{"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown"}}"#;
    let cases = [
        (with_answer("lvef/unknown", unknown), r#"{"lvef":{"unknown":true}}"#),
        (
            with_answer("lvef", &format!(r#"{{"extension":[{{"url":"{reason}","valueCode":"unknown"}}]}}"#)),
            r#"{"lvef":{"unknown":true}}"#,
        ),
        (with_answer("lvef", r#"{"valueInteger":60}"#), r#"{"lvef":60}"#),
        (
            with_answer(
                "lvef",
                r#"{"valueDecimal":60.0,"item":[{"linkId":"onset_age","answer":[{"valueInteger":41}]}]}"#,
            ),
            r#"{"onset_age":41,"lvef":60}"#,
        ),
        (with_item(r#"{"linkId":"heliotrope"},{"linkId":"heliotrope/hint","text":"…"}"#), "{}"),
    ];
    for (response, answers) in cases {
        assert_eq!(good("answers", &[], &response), format!("{answers}\n"), "{response}");
    }
}

#[test]
fn one_bad_value_does_not_stop_the_rest() {
    let input = format!("{}\n{}\n{}", with_item(""), with_answer("lvef", r#"{"valueDecimal":140}"#), with_item(""));
    let ended = fhir("answers", &[], &input);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), "{}\n{}\n"));
    assert_eq!(ended.err, "2: `lvef`: 140 is out of bounds; expected 0 to 100\n");
}

#[test]
fn a_result_is_held_to_its_definition_and_its_answers() {
    let screened = run(&["screen", IIMPACT, "--date", DAY], br#"{"dmso_reaction": true}"#).out;
    let digest = word(json(&screened).get("trial").unwrap(), "digest").to_owned();
    let zeros = format!("sha256:{}", "0".repeat(64));
    let changed = |from: &str, to: &str| {
        assert!(screened.contains(from), "{from}");
        fhir("referral", &[], &screened.replacen(from, to, 1)).err.replace(&digest, "DIGEST").replace(&zeros, "ZEROS")
    };
    let told = [
        changed(&digest, &zeros),
        changed(r#""verdict":"not_eligible""#, r#""verdict":"potentially_eligible""#),
        changed(r#""assessed_on":"2026-11-22""#, r#""assessed_on":"today""#),
        changed(r#""audience":"clinic""#, r#""audience":"public""#),
        changed(r#""audience":"clinic""#, r#""audience":"clinic","anchors":{"enrollment":"2026-01-01"}"#),
        changed(r#""dmso_reaction":true"#, r#""dmso_reaction":1"#),
        fhir("referral", &[], "{}").err,
        fhir("response", &["--date", DAY, "--anchor", "enrolment=2026-12-06"], "{}").err,
    ];
    insta::assert_snapshot!(told.concat());
}
