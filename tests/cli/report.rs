//! How findings are shown: in their line of the file, or as JSON for programs.

use prescreener::json::Json;
use prescreener::json::visible::hides;

use crate::support::copy::Copy;
use crate::support::load::json;
use crate::support::tool::run;

const TRIAL: &str = "trial.json";
const KEYS: [&str; 8] = ["severity", "code", "file", "path", "line", "column", "id", "message"];

fn check(copy: &Copy) -> String {
    let ended = run(&["check", &copy.trial()], b"");
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
    ended.err.replace(copy.folder().to_str().unwrap(), "FOLDER")
}

/// The findings as code, file, path, line and column.
fn listed(copy: &Copy) -> Vec<String> {
    let ended = run(&["check", &copy.trial(), "--format", "json"], b"");
    let entry = |json: &Json| {
        let Json::Object(entries) = json else { panic!("{json}") };
        assert_eq!(entries.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), KEYS);
        let text = |key: &str| json.get(key).map(|value| value.as_text().map_or(value.to_string(), str::to_owned));
        let shown = ["code", "file", "path", "line", "column", "id"].map(|key| text(key).unwrap());
        shown.join(" ").replace(copy.folder().to_str().unwrap(), "FOLDER")
    };
    ended.out.lines().map(|line| entry(&json(line))).collect()
}

fn four_faults(name: &str) -> Copy {
    Copy::new(
        name,
        &[
            (TRIAL, "\"registry\": {", "\"regsitry\": {"),
            (TRIAL, "years from born_on", "years from bron_on"),
            (TRIAL, "dog_weight > 40 kg", "dog_weight > 40 lb"),
            ("en.json", "\"question.plot\"", "\"question.plt\""),
        ],
    )
}

#[test]
fn each_fault_is_shown_in_its_line() {
    insta::assert_snapshot!(check(&four_faults("report-text")));
}

#[test]
fn a_program_gets_the_same_with_the_same_keys() {
    let copy = four_faults("report-json");
    assert_eq!(
        listed(&copy),
        [
            "unknown-key FOLDER/trial.json regsitry 5 3 PLOT1",
            "unknown-name FOLDER/trial.json values[0].rule 23 40 age",
            "unit-mismatch FOLDER/trial.json criteria[2].rule 37 125 E1",
            "missing-text FOLDER/en.json texts.question.plot 4 3 null",
        ]
    );
    let sound = Copy::new("report-sound", &[]);
    let ended = run(&["check", &sound.trial(), "--format", "json"], b"");
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.starts_with("{\"severity\":\"warning\",\"code\":\"not-approved\","), "{}", ended.out);
}

#[test]
fn columns_count_letters_also_behind_escapes() {
    let rule = r#""rule": "years from born_on to today" }"#;
    let escaped = r#""rule": "\u0079ears\u0020from \u00e9bron_on to today" }"#;
    let copy = Copy::new("report-escapes", &[(TRIAL, rule, escaped)]);
    assert_eq!(listed(&copy), ["rule-syntax FOLDER/trial.json values[0].rule 23 50 age"]);
    copy.change(TRIAL, r"\u00e9bron", "bron");
    assert_eq!(listed(&copy), ["unknown-name FOLDER/trial.json values[0].rule 23 50 age"]);
}

#[test]
fn a_byte_that_is_no_json_is_pointed_at() {
    let copy = Copy::new("report-json-error", &[(TRIAL, "\"version\": \"1\",", "\"version\": é,")]);
    let told = check(&copy);
    assert!(told.starts_with("error[not-json]: is not JSON: expected value at line 4 column 14\n"), "{told}");
    assert!(told.contains("--> FOLDER/trial.json:4:14\n"), "{told}");
    assert!(told.contains("4 |   \"version\": é,\n  |              ^\n"), "{told}");
}

/// The source line is a stranger's too.
#[test]
fn nothing_hides_in_a_line_that_is_shown() {
    let hostile = "\"kind\": \"in\u{202E}clusion\u{200B}\", \"\u{2066}x\": 1, \"k\": ";
    let copy = Copy::new("report-hides", &[(TRIAL, "\"kind\": \"exclusion\", ", &format!("{hostile}\"\u{9F}\", "))]);
    let told = check(&copy);
    assert!(told.contains("in⟨U+202E⟩clusion⟨U+200B⟩"), "{told}");
    assert!(told.contains("^ `criteria[2].⟨U+2066⟩x`, in `E1`"), "{told}");
    copy.change(TRIAL, "\u{2066}x", "\u{1B}[2Jx");
    let told = told + &check(&copy);
    assert!(told.contains("⟨U+001B⟩[2Jx"), "{told}");
    assert!(!told.chars().any(|sign| hides(sign) && sign != '\n'), "{told}");
}

#[test]
fn a_long_line_is_shown_in_part_and_marked_rightly() {
    let long = format!("\"registry\": {{ \"name\": \"{}\", \"nme\": \"x\",", "é".repeat(50_000));
    let copy = Copy::new("report-long", &[(TRIAL, "\"registry\": { \"name\": \"Garden\",", &long)]);
    let told = check(&copy);
    let lines: Vec<&str> = told.lines().collect();
    let source = lines.iter().position(|line| line.contains("\"nme\"")).unwrap();
    let letters = |line: &str, part: &str| line.split(part).next().unwrap().chars().count();
    assert_eq!(letters(lines[source], "\"nme\""), letters(lines[source + 1], "^^^^^"), "{told}");
    assert!(told.len() < 2_000 && told.contains(":5:50029\n"), "{told}");
}

#[test]
fn what_could_be_a_key_is_shown_as_dots() {
    let key = "4aMQ7cwYxMwQ3eyV3X8o9m0B6o2h0m0nQ3cK5v0s3mE=";
    let policy =
        format!("\"version\": \"1\", \"referral\": {{ \"most\": \"answers\", \"site_key\": \"{key}\", \"x\": 1 }},");
    let copy = Copy::new("report-key", &[(TRIAL, "\"version\": \"1\",", &policy)]);
    let told = check(&copy);
    assert!(told.contains("•••••") && !told.contains("4aMQ7cwYxMw"), "{told}");
    let file = copy.folder().join("broken.key");
    std::fs::write(&file, format!("{{ \"private\": \"{key}\", ")).unwrap();
    let opened = run(&["open", "--key", file.to_str().unwrap()], b"x").err;
    assert!(opened.starts_with("error[not-json]: ") && !opened.contains("4aMQ7cwYxMw"), "{opened}");
}

#[test]
fn a_missing_catalogue_is_named_with_the_command_that_drafts_it() {
    let copy = Copy::new("report-words", &[(TRIAL, "age >= 18", "age >= 18 kg")]);
    std::fs::remove_file(copy.folder().join("en.json")).unwrap();
    let told = check(&copy);
    let hint = "draft it from the study file: `prescreener import STUDY.json --words > FOLDER/en.json`";
    assert!(told.contains(&format!("error[missing-file]: FOLDER/en.json: there is no such file; {hint}\n")), "{told}");
    assert!(told.contains("error[unit-mismatch]") && told.ends_with("\n2 findings\n"), "{told}");
}

#[test]
fn an_instrument_that_cannot_be_read_is_told_alone() {
    let copy = Copy::new("report-instrument", &[("soil/instrument.json", "\"questions\":", "questions:")]);
    assert_eq!(listed(&copy), ["not-json soil/instrument.json  6 3 null"]);
    std::fs::remove_file(copy.folder().join("soil/instrument.json")).unwrap();
    assert_eq!(listed(&copy), ["missing-file FOLDER/trial.json include[0] 6 15 PLOT1"]);
}

#[test]
fn another_kind_of_file_is_told_as_a_whole() {
    for (file, like) in [
        ("tests/data/registry/nct07160205.json", "a study file of ClinicalTrials.gov; draft a definition"),
        ("tests/data/definitions/allotment/en.json", "a catalogue of texts"),
        ("tests/data/definitions/allotment/soil/instrument.json", "an instrument, which a trial includes"),
    ] {
        let told = run(&["check", file], b"").err;
        let start = format!("error[other-document]: {file}: is not a trial definition; it looks like {like}");
        assert!(told.starts_with(&start) && told.ends_with("\n1 finding\n"), "{told}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over_in_every_file() {
    let copy = Copy::new("report-mark", &[]);
    let mark = |file: &str| {
        let text = std::fs::read_to_string(copy.folder().join(file)).unwrap();
        copy.write(file, &format!("\u{FEFF}{text}"));
    };
    ["trial.json", "en.json", "soil/instrument.json", "soil/en.json"].into_iter().for_each(mark);
    let ended = run(&["check", &copy.trial()], b"");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    copy.change(TRIAL, "age >= 18", "agee >= 18");
    assert!(listed(&copy)[0].starts_with("unknown-name FOLDER/trial.json criteria[0].rule "), "{:?}", listed(&copy));

    copy.write("study.json", &crate::support::load::text("tests/data/registry/nct07160205.json"));
    mark("study.json");
    let study = copy.folder().join("study.json");
    assert_eq!(run(&["import", study.to_str().unwrap()], b"").code, Some(0));

    let key = copy.folder().join("site.key");
    let public = run(&["keygen", key.to_str().unwrap()], b"").out;
    mark("site.key");
    let sealed = run(&["seal", "--to", public.trim()], b"{}").out;
    assert_eq!(run(&["open", "--key", key.to_str().unwrap()], sealed.as_bytes()).out, "{}");

    let people = "\u{FEFF}{\"has_dog\": true}\n{\"has_dog\": false}\n".as_bytes();
    let small = "tests/data/definitions/allotment/trial.json";
    let screened = run(&["screen", small, "--date", "2026-11-22"], people);
    assert_eq!((screened.code, screened.out.lines().count()), (Some(0), 2), "{}", screened.err);
    let responses = run(&["fhir", "response", small, "--date", "2026-11-22"], people);
    assert_eq!((responses.code, responses.out.lines().count()), (Some(0), 2), "{}", responses.err);
    // Inside, it is a letter like others.
    let inside = run(&["screen", small, "--date", "2026-11-22"], "{}\n\u{FEFF}{}\n".as_bytes());
    assert_eq!(inside.code, Some(1), "{}", inside.err);
}
