//! FHIR: answers and results as resources, and their conversion back.

use std::collections::BTreeSet;

use crate::support::fhir::{DAY, all, examples, fhir, good, laid_out, lines, list, word};
use crate::support::load::{IIMPACT, definition, json, trial};
use crate::support::tool::run;
use base64ct::{Base64, Encoding};
use prescreener::answers;

#[test]
fn every_example_patient_is_converted_back_unchanged() {
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
    assert_eq!(patients, definition(IIMPACT).examples.len());
}

#[test]
fn results_are_referred_complete_with_their_answers() {
    for (arguments, people) in examples() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let screened = run(&[&["screen", IIMPACT], arguments.as_slice()].concat(), lines(&people).as_bytes());
        // A result holds its own circumstances, so none are given here.
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
    String::from_utf8(Base64::decode_vec(text).unwrap()).unwrap()
}

#[test]
fn every_form_of_an_answer_is_converted_back() {
    let said = concat!(
        r#"{"date_of_birth":"1980","can_attend_visits":{"declined":true},"dmso_reaction":{"unknown":true},"#,
        r#""steroids":["prednisone","deflazacort"],"steroid_frequency.prednisone":{"unknown":true},"#,
        r#""steroid_dose.prednisone":{"about":7.5},"steroid_changed_on.prednisone":"2026-03","#,
        r#""steroid_changed_on.deflazacort":{"unknown":true},"immunosuppressants":["none"],"onset_age":{"min":30,"max":40},"#,
        r#""myositis_antibodies":{"declined":true},"ck_at_screening":{"declined":true},"oxygen_saturation":97.5,"#,
        r#""lvef_on":{"declined":true},"provenance":{"dmso_reaction":"person","ck_at_screening":"record","#,
        r#""oxygen_saturation":"examined"}}"#,
        "\n"
    );
    let response = good("response", &["--date", DAY], said);
    assert_eq!(good("answers", &[], &response), said);
    insta::assert_snapshot!(laid_out(json(&response).get("item").unwrap(), 0));
}

/// The output in place of a rejected person begins with this.
const REJECTED: &str = "{\"schema\":\"prescreener/rejection/1\",";

/// A response with one item.
fn with_item(item: &str) -> String {
    format!(r#"{{"resourceType":"QuestionnaireResponse","status":"completed","authored":"{DAY}","item":[{item}]}}"#)
}

fn with_answer(link: &str, answer: &str) -> String {
    with_item(&format!(r#"{{"linkId":"{link}","answer":[{answer}]}}"#))
}

#[test]
fn broken_responses_are_reported_with_their_linkid() {
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
    let reported = cases.map(|case| {
        let ended = fhir("answers", &[], &case);
        assert_eq!(ended.code, Some(1), "{case}");
        let rejected = ended.out.lines().filter(|line| line.starts_with(REJECTED)).count();
        assert_eq!((rejected, ended.out.lines().count()), (1, 1), "{case}");
        let shown: String = case.chars().take(160).collect();
        let reported = ended.err.strip_suffix("1 of 1 lines were rejected\n").unwrap();
        format!("{shown}\n  {}", reported.trim_end().replace('\n', "\n  "))
    });
    insta::assert_snapshot!(reported.join("\n"));
}

/// Every input that would change the meaning, with its location and the reason for refusing it.
#[test]
fn nothing_that_changes_the_meaning_is_ignored() {
    let reason = |code: &str| {
        format!(r#"{{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"{code}"}}"#)
    };
    let about = r#"{"url":"urn:x-prescreener:about","valueDecimal":60}"#;
    let missing = |extensions: &[&str]| {
        with_answer("lvef", &format!(r#"{{"_valueDecimal":{{"extension":[{}]}}}}"#, extensions.join(",")))
    };
    let range = |low: &str| {
        let range =
            format!(r#"{{"url":"urn:x-prescreener:between","valueRange":{{"low":{low},"high":{{"value":70}}}}}}"#);
        missing(&[&reason("unknown"), &range])
    };
    let from = |extensions: &str| {
        with_item(&format!(r#"{{"linkId":"lvef","extension":[{extensions}],"answer":[{{"valueDecimal":60}}]}}"#))
    };
    let coding = r#""system":"http://terminology.hl7.org/CodeSystem/v2-0136","code":"Y""#;
    let with = |more: &str| with_item("").replacen("\"item\"", &format!("{more},\"item\""), 1);
    let authored = |written: &str| with_item("").replacen(DAY, written, 1);
    let person = r#"{"url":"urn:x-prescreener:provenance","valueCode":"person"}"#;
    let reported = [
        (
            with_answer("heliotrope", &format!(r#"{{"valueCoding":{{{coding},"modifierExtension":[]}}}}"#)),
            "`heliotrope`: it has a modifierExtension in answer 1, valueCoding,",
        ),
        (
            with(r#""contained":[{},{"item":[{"modifierExtension":[]}]}]"#),
            "`contained 2, item 1`: it has a modifierExtension",
        ),
        (
            with(r#""subject":{"identifier":{"modifierExtension":[]}}"#),
            "`subject, identifier`: it has a modifierExtension",
        ),
        (range(r#"{"value":50,"comparator":">"}"#), "low: a comparator is not read"),
        (range(r#"{"value":50,"unit":"g"}"#), "low: expected the question's unit, `%`, found `g`"),
        (range(r#"{"value":50,"code":"g","system":"http://unitsofmeasure.org"}"#), "found `g`"),
        (
            with_answer(
                "lvef",
                &format!(r#"{{"valueDecimal":60,"_valueDecimal":{{"extension":[{}]}}}}"#, reason("asked-unknown")),
            ),
            "`lvef`: it has a value, and an extension http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        ),
        (
            with_answer(
                "heliotrope",
                &format!(r#"{{"extension":[{}],"valueCoding":{{{coding}}}}}"#, reason("asked-declined")),
            ),
            "`heliotrope`: it has a value, and an extension",
        ),
        (
            with_answer("lvef", &format!(r#"{{"valueDecimal":50,"extension":[{about}]}}"#)),
            "`lvef`: it has a value, and an extension urn:x-prescreener:about",
        ),
        (missing(&[&reason("unknown"), about, about]), "the extension urn:x-prescreener:about is there twice"),
        (
            missing(&[&reason("asked-declined"), about]),
            "urn:x-prescreener:about: the reason is then `unknown`, found `asked-declined`",
        ),
        (
            missing(&[
                &reason("unknown"),
                r#"{"url":"urn:x-prescreener:about","valueQuantity":{"value":6,"unit":"g"}}"#,
            ]),
            "expected a valueDecimal, found valueQuantity",
        ),
        (missing(&[&reason("unknown"), &reason("asked-declined")]), "data-absent-reason is there twice"),
        (
            from(r#"{"url":"urn:x-prescreener:provenance","valueString":"person"}"#),
            "`lvef`: urn:x-prescreener:provenance: expected a valueCode, found valueString",
        ),
        (
            from(&[person, &person.replace("person\"", "record\"")].join(",")),
            "`lvef`: the extension urn:x-prescreener:provenance is there twice",
        ),
        (
            authored("2026-11-22 \u{202e}"),
            "`authored`: expected a date or a time as FHIR writes it, 2026-11-22, found `2026-11-22 ⟨U+202E⟩`",
        ),
        (authored("2026-11-22T99:99:99Z"), "`authored`: expected a date"),
        (authored("2026-11-22T10:00Z"), "`authored`: expected a date"),
        (
            authored("2026-11-22").replacen("\"2026-11-22\"", "20261122", 1),
            "`authored`: expected a text, found a number",
        ),
    ];
    for (response, reason) in reported {
        let ended = fhir("answers", &[], &response);
        assert_eq!(ended.code, Some(1), "{response}");
        assert!(ended.err.contains(reason), "{response}\n{}", ended.err);
        assert!(ended.out.starts_with(REJECTED), "{}", ended.out);
    }
    let near = |low: &str| format!(r#"{{"lvef":{{"min":{low},"max":70}}}}"#);
    for (response, answers) in [
        (range(r#"{"value":50,"unit":"%","code":"%"}"#), near("50")),
        (range(r#"{"value":50}"#), near("50")),
        (authored("2026-11-22T23:59:59.5-12:00"), "{}".to_owned()),
        (authored("2026-11-22T10:00:00Z"), "{}".to_owned()),
    ] {
        assert_eq!(good("answers", &[], &response), format!("{answers}\n"), "{response}");
    }
}

/// People on lines that begin with blanks are counted correctly, and one laid out over several lines is still one.
#[test]
fn people_may_be_indented() {
    let result = run(&["screen", IIMPACT, "--date", DAY], b"{\"dmso_reaction\": true}").out;
    let one = good("response", &[], &result);
    let laid_out = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&one).unwrap()).unwrap();
    let deep: String = laid_out.lines().map(|line| format!("  {line}\n")).collect();
    let answers = good("answers", &[], &one);
    let line = format!(" {}\n", one.trim());
    let blank = "\n \n\t\n";
    for (input, people, rejected) in [
        (line.repeat(3), 3, vec![]),
        (format!(" {{\"resourceType\":}}\n{}", line.repeat(3)), 4, vec![1]),
        (format!("{line} {{\"resourceType\": [\n{}", line.repeat(2)), 4, vec![2]),
        (format!("{line} {{\"resourceType\": \"x\n{}", line.repeat(2)), 4, vec![2]),
        (format!("{line}  7\n{line}"), 3, vec![2]),
        (format!("{deep}{deep}{line}{laid_out}\n{deep}"), 5, vec![]),
        (format!("{blank}{line}{blank}{deep}{blank}{line}{blank}"), 3, vec![]),
        (format!("{}\t{}\n", line, line.trim()), 2, vec![]),
    ] {
        let ended = fhir("answers", &[], &input);
        let lines: Vec<&str> = ended.out.lines().collect();
        assert_eq!(lines.len(), people, "{input}\n{}", ended.err);
        for (number, line) in (1_usize..).zip(lines) {
            if rejected.contains(&number) {
                assert!(line.starts_with(REJECTED), "{number}: {line}");
            } else {
                assert_eq!(line, answers.trim_end(), "{number}");
            }
        }
        let count = format!("{} of {people} lines were rejected", rejected.len());
        assert_eq!(ended.err.contains(&count), !rejected.is_empty(), "{}", ended.err);
        assert_eq!(ended.code, Some(i32::from(!rejected.is_empty())));
    }
}

#[test]
fn responses_of_other_forms_are_read() {
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
    let reason = "140 is out of bounds; expected 5 to 100";
    let rejected = format!("{REJECTED}\"line\":2,\"rejected\":[{{\"question\":\"lvef\",\"reason\":\"{reason}\"}}]}}");
    assert_eq!((ended.code, ended.out), (Some(1), format!("{{}}\n{rejected}\n{{}}\n")));
    assert_eq!(ended.err, format!("line 2: `lvef`: {reason}\n1 of 3 lines were rejected\n"));
}

/// Whatever is wrong with one person, everyone after them is processed and keeps their position.
#[test]
fn one_bad_line_loses_no_one() {
    let result = run(&["screen", IIMPACT, "--date", DAY], b"{}").out;
    let response = good("response", &[], &result);
    let bad: [&[u8]; 10] = [
        b"not json",
        b"{\"a\": ",
        b"{\"a\": [1, 2",
        b"}",
        b"\xff\xfe",
        b"{} trailing",
        b"17",
        b"\"{\"",
        b"{\"schema\":\"prescreener/rejection/1\",\"line\":1,\"rejected\":[]}",
        b"{\"a\": \"\x00\"}",
    ];
    for (what, one) in [("answers", &response), ("response", &result), ("referral", &result)] {
        let good = good(what, &[], one);
        for bad in bad {
            let input = [one.as_bytes(), bad, b"\n", one.as_bytes(), bad].concat();
            let ended = run(&["fhir", what, IIMPACT], &input);
            let lines: Vec<&str> = ended.out.lines().collect();
            let shown = String::from_utf8_lossy(bad);
            assert_eq!(ended.code, Some(1), "{what}: {shown}");
            // If more text follows a complete value, the value counts as one person and the rest as another.
            let here = usize::from(bad.starts_with(b"{}")) + 1;
            assert_eq!(lines.len(), 2 + 2 * here, "{what}: {shown}: {}", ended.err);
            assert_eq!([lines[0], lines[1 + here]], [good.trim_end(); 2], "{what}: {shown}");
            for (place, number) in [(here, 2), (1 + 2 * here, 4)] {
                let due = format!("{REJECTED}\"line\":{number},");
                assert!(lines[place].starts_with(&due), "{what}: {shown}: {lines:?}");
            }
            assert!(ended.err.contains("line 2: ") && ended.err.contains("line 4: "), "{}", ended.err);
        }
    }
}

/// JSON may be laid out over several lines, and a line may hold several values.
#[test]
fn a_person_may_take_several_lines() {
    let result = run(&["screen", IIMPACT, "--date", DAY], b"{\"dmso_reaction\": true}").out;
    let one = good("response", &[], &result);
    let wide: serde_json::Value = serde_json::from_str(&one).unwrap();
    let wide = serde_json::to_string_pretty(&wide).unwrap();
    let answers = good("answers", &[], &one);
    for input in [format!("{wide}\n{wide}\n"), format!("{wide}\r\n\r\n{one}\n\n"), format!("{}{one}", one.trim_end())] {
        assert_eq!(good("answers", &[], &input), answers.repeat(2), "{input}");
    }
    // A truncated person does not consume the next one, and the reported position is the one in the input.
    let cut: Vec<&str> = wide.lines().take(7).collect();
    let ended = fhir("answers", &[], &format!("{one}{}\n{wide}\n", cut.join("\n")));
    assert_eq!(ended.out.lines().count(), 3, "{}", ended.out);
    assert_eq!(ended.out.lines().last(), answers.lines().last());
    assert!(
        ended.err.contains("line 2: is not JSON: EOF while parsing") && ended.err.contains(" at line 8, column"),
        "{}",
        ended.err
    );
}

#[test]
fn a_result_must_agree_with_its_definition_and_answers() {
    let screened = run(&["screen", IIMPACT, "--date", DAY], br#"{"dmso_reaction": true}"#).out;
    let digest = word(json(&screened).get("trial").unwrap(), "digest").to_owned();
    let zeros = format!("sha256:{}", "0".repeat(64));
    let changed = |from: &str, to: &str| {
        assert!(screened.contains(from), "{from}");
        fhir("referral", &[], &screened.replacen(from, to, 1)).err.replace(&digest, "DIGEST").replace(&zeros, "ZEROS")
    };
    let reported = [
        changed(&digest, &zeros),
        changed(r#""verdict":"not_eligible""#, r#""verdict":"potentially_eligible""#),
        changed(r#""assessed_on":"2026-11-22""#, r#""assessed_on":"today""#),
        changed(r#""audience":"clinic""#, r#""audience":"public""#),
        changed(r#""audience":"clinic""#, r#""audience":"clinic","anchors":{"enrollment":"2026-01-01"}"#),
        changed(r#""dmso_reaction":true"#, r#""dmso_reaction":1"#),
        fhir("referral", &[], "{}").err,
        fhir("response", &["--date", DAY, "--anchor", "enrolment=2026-12-06"], "{}").err,
    ];
    insta::assert_snapshot!(reported.concat());
}
