//! Study files of the registry: drafts made from them, and comparison of definitions with later files.
//!
//! `tests/data/registry/nct07160205.json` holds the verified parts of that record; all other studies are made up.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::support;
use crate::support::load::{IIMPACT, json, text};
use prescreener::json::Json;

struct Ended {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Runs the tool in the repository's folder.
fn run(arguments: &[&str]) -> Ended {
    let tool = Command::new(env!("CARGO_BIN_EXE_prescreener"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { out: text(tool.stdout), err: text(tool.stderr), code: tool.status.code() }
}

/// A temporary folder for one test, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("prescreener-registry-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Returns a text without the folder's path.
    fn plain(&self, text: &str) -> String {
        text.replace(self.0.to_str().unwrap(), "FOLDER")
    }

    /// Writes the draft from a study file and its messages, as an author saves them, and returns its path.
    fn draft(&self, study: &str) -> String {
        self.write("en.json", &run(&["import", study, "--words"]).out);
        self.write("trial.json", &run(&["import", study]).out)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn study(name: &str) -> String {
    format!("tests/data/registry/{name}.json")
}

/// Returns the criteria of a draft: id, kind, text.
fn criteria(draft: &str) -> String {
    let draft = json(draft);
    let all = draft.get("criteria").and_then(Json::as_list).unwrap();
    let lines = all.iter().map(|one| {
        let word = |key| one.get(key).and_then(Json::as_text).unwrap_or("-");
        format!("{} {} {}: {}\n", word("id"), word("registry"), word("kind"), word("registry_text"))
    });
    lines.collect()
}

/// Returns a made-up study with these criteria.
fn with_criteria(criteria: &str) -> String {
    let whole = json(&text(&study("headless"))).to_string();
    let old = json(&text(&study("headless")));
    let old = old.get("protocolSection").unwrap().get("eligibilityModule").unwrap().get("eligibilityCriteria").unwrap();
    whole.replace(&old.to_string(), &Json::Text(criteria.to_owned()).to_string())
}

#[test]
fn a_draft_holds_the_complete_record() {
    let ended = run(&["import", &study("nested")]);
    assert_eq!(ended.code, Some(0));
    insta::assert_snapshot!(ended.out + "\n" + &ended.err);
}

#[test]
fn criteria_are_separated_in_every_layout() {
    let told = ["nested", "numbered", "mixed", "headless"].map(|name| {
        let ended = run(&["import", &study(name)]);
        assert_eq!(ended.code, Some(0));
        format!("== {name}\n{}\n{}", criteria(&ended.out), ended.err)
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_draft_and_its_messages_have_no_findings() {
    for name in ["nested", "numbered", "nct07160205"] {
        let folder = Folder::new(name);
        let ended = run(&["check", &folder.draft(&study(name))]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }
    let folder = Folder::new("mixed");
    let trial = folder.draft(&study("mixed"));
    let ended = run(&["check", &trial]);
    let told = folder.plain(&ended.err);
    assert!(told.starts_with("error[missing-key]: the key `kind` is missing\n"), "{told}");
    assert!(told.contains(" `criteria[0]`, in `C01`\n") && told.ends_with("\n1 finding\n"), "{told}");
}

#[test]
fn a_draft_decides_nothing() {
    let folder = Folder::new("decides");
    let trial = folder.draft(&study("nested"));
    let people = folder.write("people.ndjson", "{}\n");
    let tool = Command::new(env!("CARGO_BIN_EXE_prescreener"))
        .args(["screen", &trial, "--date", "2026-11-22"])
        .stdin(fs::File::open(people).unwrap())
        .output()
        .unwrap();
    let result = json(&String::from_utf8(tool.stdout).unwrap());
    let confirm: Vec<&str> =
        result.get("to_confirm").unwrap().as_list().unwrap().iter().map(|one| one.as_text().unwrap()).collect();
    assert_eq!(confirm, ["I01", "I02", "I03", "I04", "E01", "E02"]);
}

/// Every line except headings ends with a unique word, which must occur once in the draft.
#[test]
fn every_line_of_the_criteria_is_kept() {
    let pieces = [
        "Inclusion Criteria:",
        "Key Exclusion Criteria",
        "",
        "INCLUSION CRITERIA (part 1) @",
        "exclusion: @",
        "* @",
        "  * @",
        "- dash @",
        "1. @",
        "2) @",
        "a. @",
        "(iv) @",
        "•@",
        "@",
        "@:",
        "    @",
        "\t@",
        "1.5 x @",
        "E. coli @",
        "\\* starred @",
        "12345. @",
    ];
    let folder = Folder::new("lost");
    let mut random = support::random::Random::new(7);
    for _ in 0..60 {
        let line = |place: usize| pieces[random.below(pieces.len())].replace('@', &format!("word{place}word"));
        let lines: Vec<String> = (0..14).map(line).collect();
        let path = folder.write("study.json", &with_criteria(&format!("begin\n{}", lines.join("\n"))));
        let ended = run(&["import", &path]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        let words = criteria(&ended.out);
        for (place, line) in lines.iter().enumerate() {
            let word = format!("word{place}word");
            assert_eq!(words.matches(&word).count(), line.matches(&word).count(), "{word} of {lines:#?} in\n{words}");
        }
    }
}

#[test]
fn a_draft_agrees_with_its_own_record() {
    for name in ["nested", "numbered", "nct07160205"] {
        let folder = Folder::new(&format!("same-{name}"));
        let ended = run(&["drift", &folder.draft(&study(name)), &study(name)]);
        assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    }
}

#[test]
fn the_shipped_trial_agrees_with_the_verified_record() {
    let ended = run(&["drift", IIMPACT, &study("nct07160205")]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ended.out);
}

#[test]
fn an_added_or_removed_item_is_reported_even_without_its_text() {
    let whole = text(&study("nct07160205"));
    let folder = Folder::new("counted");
    let more = whole.replace("Able to comply with the study.", "Able to comply.\\n10. Owns a garden.");
    let less = whole.replace("\\n22. \\\\[An item of the record whose text is not verified; left out here.\\\\]", "");
    assert!(more != whole && less != whole);
    let told = [("more", more), ("less", less)].map(|(name, study)| {
        let ended = run(&["drift", IIMPACT, &folder.write(name, &study)]);
        assert_eq!(ended.code, Some(1));
        ended.out
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn differences_are_reported_with_their_fix() {
    let folder = Folder::new("differs");
    let trial = folder.draft(&study("nested"));
    let old = text(&study("nested"));
    let changes = [
        ("2026-10-05", "2026-11-20"),
        ("RECRUITING\",\n      \"startDate", "COMPLETED\",\n      \"startDate"),
        ("75 Years", "80 Years"),
        ("\"sex\": \"ALL\"", "\"sex\": \"FEMALE\""),
        ("\"healthyVolunteers\": true", "\"healthyVolunteers\": false"),
        ("555-0100", "555-0101"),
        // One item added, one changed, one removed, and one of another kind.
        ("* Grows tomatoes", "* Likes salad\\r\\n* Grows tomatoes"),
        ("for 12 weeks", "for 8 weeks"),
        (
            "Criteria:\\r\\n\\r\\n* Grows for sale",
            "Criteria:\\r\\n\\r\\n* Yield &lt; 3 kg in 10\\\\^2 m\\\\^2 &amp; no \\\\*frost\\\\* damage",
        ),
        (
            "\\r\\n* Yield &lt; 3 kg in 10\\\\^2 m\\\\^2 &amp; no \\\\*frost\\\\* damage\\r\\n\\r\\nExcl",
            "\\r\\n\\r\\nExcl",
        ),
    ];
    let new = changes.iter().fold(old, |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replace(from, to)
    });
    let ended = run(&["drift", &trial, &folder.write("new.json", &new)]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(1), ""));
    insta::assert_snapshot!(ended.out);
}

#[test]
fn an_older_study_file_is_reported() {
    let folder = Folder::new("older");
    let trial = folder.draft(&study("nested"));
    let old = folder.write("old.json", &text(&study("nested")).replace("2026-10-05", "2026-09-05"));
    let ended = run(&["drift", &trial, &old]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.starts_with("the study file is older: updated 2026-09-05"), "{}", ended.out);
}

#[test]
fn bad_files_are_reported_with_the_location() {
    let folder = Folder::new("bad");
    let good = text(&study("nested"));
    let without = |key: &str| good.replace(&format!("\"{key}\""), "\"other\"");
    let cases = [
        ("no_json", "NCT07160205".to_owned()),
        ("empty", String::new()),
        ("list", "[]".to_owned()),
        ("studies", format!("{{\"studies\": [{good}]}}")),
        ("no_section", without("protocolSection")),
        ("no_identification", without("identificationModule")),
        ("no_status", without("statusModule")),
        ("no_update", without("lastUpdatePostDateStruct")),
        ("no_eligibility", without("eligibilityModule")),
        ("no_criteria", without("eligibilityCriteria")),
        ("number", good.replace("NCT00000001", "NCT1")),
        ("date", good.replace("2026-10-05", "2026-10")),
        ("wrong_shape", good.replace("\"armsInterventionsModule\": {", "\"armsInterventionsModule\": 1, \"x\": {")),
        ("text_is_list", with_criteria("@").replace("\"@\"", "[]")),
        ("blank", with_criteria(" \n ")),
        ("only_headings", with_criteria("Inclusion Criteria:\n\nExclusion Criteria:\n")),
        ("five_megabytes", with_criteria(&"* so many words\n".repeat(5_000_000 / 16))),
        ("many_items", with_criteria(&"* a\n".repeat(1_000))),
        ("deep", "[".repeat(100_000)),
    ];
    let told = cases.map(|(name, text)| {
        let path = folder.write(&format!("{name}.json"), &text);
        let ended = run(&["import", &path]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{name}");
        let drift = run(&["drift", IIMPACT, &path]);
        assert_eq!((drift.code, drift.out.as_str(), &drift.err), (Some(2), "", &ended.err), "{name}");
        folder.plain(&ended.err)
    });
    let missing = run(&["import", "tests/data/registry/none.json"]);
    let other = run(&["drift", IIMPACT, &study("nested")]);
    let broken = run(&["drift", &study("nested"), &study("nested")]);
    assert_eq!([missing.code, other.code, broken.code], [Some(1), Some(2), Some(2)]);
    insta::assert_snapshot!(told.concat() + &missing.err + &other.err + &broken.err);
}

#[test]
fn the_registry_fields_of_a_definition_are_checked() {
    let folder = Folder::new("carried");
    let trial = folder.draft(&study("nested"));
    let draft = fs::read_to_string(&trial).unwrap();
    let changed = draft
        .replace("\"statusModule\": {", "\"statusModul\": {")
        .replace("\"registry_text\": \"Grows for sale\"", "\"registry_text\": \" \"")
        .replace("\"registry\": \"E2\"", "\"registry\": 2");
    let ended = run(&["check", &folder.write("trial.json", &changed)]);
    assert_eq!(ended.code, Some(1));
    insta::assert_snapshot!(folder.plain(&ended.err));
}

/// Returns the study `nested` with these clinics in place of its own.
fn with_locations(locations: &str) -> String {
    let whole = json(&text(&study("nested"))).to_string();
    let old = json(&text(&study("nested")));
    let old = old.get("protocolSection").unwrap().get("contactsLocationsModule").unwrap().get("locations").unwrap();
    let new = whole.replace(&old.to_string(), locations);
    assert_ne!(new, whole);
    new
}

#[test]
fn clinics_are_drafted_unless_they_have_closed() {
    let clinic = |name: &str, status: &str, more: &str| {
        format!(r#"{{"facility": "{name}", "status": "{status}", "city": "Nowhere", "country": "Nowhere"{more}}}"#)
    };
    let whole = r#", "state": "Some State", "zip": "00001", "geoPoint": {"lat": -0.0000001, "lon": 179.12345678},
        "contacts": [{"name": "Nobody At All", "role": "PRINCIPAL_INVESTIGATOR", "phone": "555-0199"},
                     {"name": "Made Up", "role": "CONTACT", "phone": "555-0101", "phoneExt": "7", "email": "a@clinic.example"}]"#;
    let clinics = [
        clinic("Open", "RECRUITING", whole),
        clinic("Soon", "NOT_YET_RECRUITING", r#", "geoPoint": {"lat": 91, "lon": 0}"#),
        clinic("Paused", "SUSPENDED", r#", "geoPoint": {"lat": 1.5}, "contacts": []"#),
        clinic("Silent", "", ""),
        clinic("Open", "RECRUITING", whole),
        clinic("Over", "COMPLETED", ""),
        clinic("Given up", "WITHDRAWN", ""),
        clinic("Over too", "COMPLETED", ""),
        clinic("Broken off", "TERMINATED", ""),
        r#"{"facility": "Lost", "status": "RECRUITING"}"#.to_owned(),
        "7".to_owned(),
    ];
    let folder = Folder::new("places");
    let path = folder.write("study.json", &with_locations(&format!("[{}]", clinics.join(","))));
    let ended = run(&["import", &path]);
    assert_eq!(ended.code, Some(0));
    let draft = json(&ended.out);
    let sites: Vec<String> = draft.get("sites").unwrap().as_list().unwrap().iter().map(ToString::to_string).collect();
    let said: Vec<&str> = ended.err.lines().filter(|line| line.starts_with("Clinics")).collect();
    insta::assert_snapshot!([sites.join("\n"), said.join("\n")].join("\n\n"));
    let checked = run(&["check", &folder.draft(&path)]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    assert!(!ended.out.split("\"sites\"").nth(1).unwrap().contains("Nobody At All"), "no person is named");
}

#[test]
fn a_draft_without_clinics_states_the_registry_number() {
    let folder = Folder::new("no-places");
    for none in ["[]", "null", r#"[{"facility": "Over", "status": "COMPLETED", "city": "A", "country": "B"}]"#] {
        let path = folder.write("study.json", &with_locations(none));
        let (ended, words) = (run(&["import", &path]), run(&["import", &path, "--words"]));
        assert_eq!(json(&ended.out).get("sites"), None);
        assert!(ended.err.contains("No clinic was drafted"), "{}", ended.err);
        assert!(words.out.contains("You can ask with its number: NCT00000001."), "{}", words.out);
    }
}
