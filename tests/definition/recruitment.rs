//! The recruitment status of a trial: reading it, drafting it from the registry record, comparing it, and its effects.

use std::fs;

use crate::support::copy::Copy;
use crate::support::load::{IIMPACT, json, root, text, trial};
use crate::support::render::render;
use crate::support::tool::run;
use prescreener::definition::{read, words_digest};
use prescreener::diagnostics::Document;
use prescreener::interview::{Entry, Interview, Screen, open};
use prescreener::json::Json;
use prescreener::texts;
use prescreener::trial::{Closed, Recruitment, RecruitmentStatus, Trial};
use prescreener::value::Date;

const FOLDER: &str = "tests/data/definitions/allotment";
const STUDY: &str = "tests/data/registry/nested.json";
/// The statuses of a study in the registry, each with the equivalent status here.
const REGISTRY: [(&str, &str); 10] = [
    ("RECRUITING", "recruiting"),
    ("NOT_YET_RECRUITING", "not_yet"),
    ("ENROLLING_BY_INVITATION", "by_invitation"),
    ("SUSPENDED", "paused"),
    ("ACTIVE_NOT_RECRUITING", "over"),
    ("COMPLETED", "over"),
    ("TERMINATED", "over"),
    ("WITHDRAWN", "over"),
    ("UNKNOWN", "-"),
    ("NO_LONGER_AVAILABLE", "-"),
];
const NOT_RECRUITING: [RecruitmentStatus; 4] =
    [RecruitmentStatus::NotYet, RecruitmentStatus::ByInvitation, RecruitmentStatus::Paused, RecruitmentStatus::Over];

fn recorded(status: &str) -> String {
    format!(r#""recruitment": {{ "status": "{status}", "on": "2026-10-05", "source": ["RULES"] }}"#)
}

/// Returns the document of the allotment with something added.
fn with(more: &str) -> String {
    text(&format!("{FOLDER}/trial.json")).replacen(r#""id": "PLOT1","#, &format!(r#""id": "PLOT1", {more},"#), 1)
}

fn documents(more: &str) -> Vec<Document> {
    let soil = Document {
        path: "soil/instrument.json".to_owned(),
        content: json(&text(&format!("{FOLDER}/soil/instrument.json"))),
    };
    vec![Document { path: "trial.json".to_owned(), content: json(&with(more)) }, soil]
}

fn allotment(more: &str) -> Trial {
    Trial::check(&documents(more)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn words(language: &str) -> Vec<Document> {
    let trial = [format!("{FOLDER}/en.json"), format!("{FOLDER}/soil/en.json")];
    let paths = trial.into_iter().chain([format!("www/locales/{language}.json")]);
    paths.map(|path| Document { content: json(&text(&path)), path }).collect()
}

/// Returns the interview of an allotment. The messages of the screens are in the language; those of the trial are
/// always English.
fn interview(trial: Trial, language: &str) -> Interview {
    let word = |text: &str| Json::Text(text.to_owned());
    let texts = texts::read(&words(language)).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let setup =
        Json::object([("language", word(language)), ("assessed_on", word("2026-11-22")), ("audience", word("clinic"))]);
    open(trial, texts, &setup).unwrap_or_else(|finding| panic!("{finding}"))
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A temporary folder for one test, removed at its end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("prescreener-recruitment-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Writes a study file with a status as of a day.
    fn study(&self, status: &str, updated: &str) -> String {
        let whole = text(STUDY);
        let study = whole
            .replace("\"overallStatus\": \"RECRUITING\"", &format!("\"overallStatus\": \"{status}\""))
            .replace("2026-10-05", updated);
        assert!(study.contains(&format!("\"overallStatus\": \"{status}\"")) && study.contains(updated));
        self.write(&format!("{status}-{updated}.json"), &study)
    }

    /// Writes the draft from a study file and its messages, as an author saves them.
    fn draft(&self, study: &str) -> String {
        self.write("en.json", &run(&["import", study, "--words"], b"").out);
        self.write("trial.json", &run(&["import", study], b"").out)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

#[test]
fn recruitment_is_read_strictly() {
    let found = |definition: String| {
        let mut all = documents(&recorded("over"));
        all[0].content = json(&definition);
        read(&all).1.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let good = with(&recorded("over"));
    assert_eq!(found(good.clone()), "");
    let cases = [
        (r#""status": "over""#, r#""status": "RECRUITING""#),
        (r#""status": "over""#, r#""status": "recruting""#),
        (r#""status": "over", "#, ""),
        (r#""on": "2026-10-05""#, r#""on": "2026-02-30""#),
        (r#""on": "2026-10-05""#, r#""on": "2026-10""#),
        (r#""on": "2026-10-05", "#, ""),
        (r#""on": "2026-10-05""#, r#""since": "2026-10-05""#),
        (r#""source": ["RULES"] }"#, r#""source": [] }"#),
        (r#""on": "2026-10-05", "source": ["RULES"]"#, r#""on": "2026-10-05", "source": ["RUELS"]"#),
        (&recorded("over"), r#""recruitment": "over""#),
    ];
    let report = cases.map(|(from, to)| {
        assert!(good.contains(from), "{from}");
        format!("# {from} -> {to}\n{}", found(good.replacen(from, to, 1)))
    });
    insta::assert_snapshot!("read_strictly", report.join("\n\n"));
}

#[test]
fn the_shipped_trial_recruits_by_its_latest_record() {
    let recruitment = trial(IIMPACT).recruitment;
    assert_eq!(recruitment, Some(Recruitment { status: RecruitmentStatus::Recruiting, on: day("2026-02-03") }));
    let source = json(&text(IIMPACT));
    let cited = source.get("recruitment").and_then(|recruitment| recruitment.get("source")).unwrap();
    assert_eq!(cited.to_string(), r#"["MDX"]"#);
}

#[test]
fn every_status_of_the_registry_is_drafted_or_reported() {
    for (status, due) in REGISTRY {
        let folder = Folder::new(status);
        let study = folder.study(status, "2026-10-05");
        let ended = run(&["import", &study], b"");
        let drafted = json(&ended.out);
        let drafted = drafted.get("recruitment");
        let word = |key| drafted.and_then(|one| one.get(key)).and_then(Json::as_text).unwrap_or("-").to_owned();
        assert_eq!(word("status"), due, "{status}");
        assert_eq!(word("on"), if due == "-" { "-" } else { "2026-10-05" }, "{status}");
        assert_eq!(ended.err.contains(&format!("status {status} does not say")), due == "-", "{}", ended.err);
        let closed = !["-", "recruiting"].contains(&due);
        assert_eq!(ended.err.contains(&format!("{status}: the element will ask nothing.")), closed, "{}", ended.err);
        let trial = folder.draft(&study);
        let checked = run(&["check", &trial], b"");
        assert_eq!(checked.code, Some(0), "{}", checked.err);
        // A draft does not differ from its record, unless the record does not state a status.
        let drift = run(&["drift", &trial, &study], b"");
        assert_eq!(drift.code, Some(i32::from(due == "-")), "{}", drift.out);
    }
}

#[test]
fn drift_compares_status_and_day() {
    let folder = Folder::new("drift");
    let trial = folder.draft(&folder.study("RECRUITING", "2026-10-05"));
    let none = fs::read_to_string(&trial).unwrap().replace("\"recruitment\"", "\"x\"");
    let own = none.lines().find(|line| line.contains("\"x\"")).unwrap().to_owned();
    let none = folder.write("none.json", &none.replace(&own, ""));
    let later = folder.write(
        "later.json",
        &fs::read_to_string(&trial)
            .unwrap()
            .replace("\"recruiting\", \"on\": \"2026-10-05\"", "\"paused\", \"on\": \"2026-11-01\""),
    );
    let cases = [
        ("recruiting", &trial, "SUSPENDED", "2026-10-05"),
        ("recruiting", &trial, "COMPLETED", "2026-10-05"),
        ("recruiting", &trial, "RECRUITING", "2026-10-20"),
        ("recruiting", &trial, "UNKNOWN", "2026-10-05"),
        ("not recorded", &none, "RECRUITING", "2026-10-05"),
        ("not recorded", &none, "UNKNOWN", "2026-10-05"),
        ("paused later", &later, "RECRUITING", "2026-10-05"),
    ];
    let report = cases.map(|(own, trial, status, updated)| {
        let ended = run(&["drift", trial, &folder.study(status, updated)], b"");
        format!("# {own}; {status}, {updated}: {}\n{}", ended.code.unwrap(), ended.out)
    });
    insta::assert_snapshot!("drift", report.join("\n"));
}

#[test]
fn the_closed_screens() {
    let mut shown = Vec::new();
    for language in ["en", "es"] {
        for status in NOT_RECRUITING {
            let screen = interview(allotment(&recorded(status.id())), language).screen();
            assert!(matches!(screen, Screen::Closed(_)), "{status:?}");
            shown.push(format!("# {}, {language}\n{}", status.id(), render(&screen)));
        }
    }
    insta::assert_snapshot!("closed_screens", shown.join("\n\n"));
}

#[test]
fn only_a_trial_that_recruits_or_states_no_status_asks_questions() {
    for trial in [allotment(&recorded("recruiting")), trial(&format!("{FOLDER}/trial.json"))] {
        assert!(matches!(interview(trial, "en").screen(), Screen::Question(_)));
    }
}

#[test]
fn a_closed_screen_cannot_be_left() {
    let mut interview = interview(allotment(&recorded("paused")), "en");
    let closed = interview.screen();
    let entry = Entry { unknown: true, ..Entry::default() };
    let mut tried = |name: &str, way: &dyn Fn(&mut Interview)| {
        way(&mut interview);
        assert_eq!(interview.screen(), closed, "{name}");
        assert_eq!(interview.result(), None, "{name}");
    };
    tried("submit", &|one| one.submit(&entry));
    tried("back", &Interview::back);
    tried("change", &|one| one.change("born_on"));
    tried("finish", &Interview::finish);
    tried("restart", &Interview::restart);
    tried("as the clinic", &Interview::ask_clinic);
}

#[test]
fn recruitment_takes_precedence_over_the_approval() {
    let approval = |expires: &str| {
        let zeros = "0".repeat(64);
        format!(
            r#""approval": {{ "board": "B", "number": "1", "on": "2026-01-15", "expires": "{expires}",
               "languages": {{ "en": "sha256:{zeros}" }} }}"#
        )
    };
    let over = Closed::Recruitment(Recruitment { status: RecruitmentStatus::Over, on: day("2026-10-05") });
    for (status, expires, language, closed) in [
        ("over", "2026-11-01", "en", Some(over)),
        ("over", "2027-01-14", "es", Some(over)),
        ("recruiting", "2026-11-01", "en", Some(Closed::Ended(day("2026-11-01")))),
        ("recruiting", "2027-01-14", "es", Some(Closed::Language)),
        ("recruiting", "2027-01-14", "en", None),
    ] {
        let trial = allotment(&format!("{}, {}", recorded(status), approval(expires)));
        assert_eq!(trial.closed(day("2026-11-22"), language), closed, "{status}, {expires}, {language}");
    }
}

#[test]
fn the_day_of_the_assessment_opens_nothing() {
    let trial = allotment(&recorded("over"));
    for on in ["1999-01-01", "2026-10-04", "2026-10-05", "2030-01-01"] {
        assert!(trial.closed(day(on), "en").is_some(), "{on}");
    }
}

#[test]
fn recruitment_is_packed_with_the_trial() {
    for status in NOT_RECRUITING.into_iter().chain([RecruitmentStatus::Recruiting]) {
        let trial = allotment(&recorded(status.id()));
        assert_eq!(trial.recruitment, Some(Recruitment { status, on: day("2026-10-05") }));
        assert_eq!(Trial::unpack(&trial.pack()).unwrap().recruitment, trial.recruitment);
    }
}

/// An approval also covers the messages that are shown when recruitment is over.
#[test]
fn the_messages_of_closed_screens_count_in_the_fingerprint() {
    let all = words("en");
    for status in NOT_RECRUITING {
        let key = format!("\"closed.{}\": \"As", status.id());
        let mut other = all.clone();
        let locale = text("www/locales/en.json");
        assert!(locale.contains(&key), "{key}");
        other.last_mut().unwrap().content = json(&locale.replace(&key, &key.replace("As", "Then, as")));
        assert_ne!(words_digest(&other), words_digest(&all), "{key}");
    }
}

#[test]
fn the_command_line_reports_the_status_and_works_as_before() {
    let copy = Copy::new("recruitment", &[]);
    let people = b"{\"born_on\":\"1980-01-01\"}\n";
    let screen = |copy: &Copy| run(&["screen", &copy.trial(), "--date", "2026-11-22"], people);
    let check =
        |copy: &Copy| run(&["check", &copy.trial()], b"").err.replace(copy.folder().to_str().unwrap(), "FOLDER");
    let without = screen(&copy);
    assert_eq!((without.code, without.err.as_str()), (Some(0), ""));
    let report = check(&copy);
    assert!(report.contains("FOLDER/trial.json: no status of recruitment is recorded (`recruitment`)\n"), "{report}");
    copy.write("trial.json", &with(&recorded("recruiting")));
    let quiet = screen(&copy);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""));
    copy.write("trial.json", &with(&recorded("over")));
    let over = screen(&copy);
    let note = "recruitment as of 2026-10-05: the trial takes nobody in any more; the element asks nothing\n";
    assert_eq!((over.code, over.err.as_str()), (Some(0), note));
    // Everything but the fingerprint of the definition is the same as without a status.
    let plain = |line: &str| {
        let (before, rest) = line.split_once("sha256:").unwrap();
        let (_, after) = rest.split_at_checked(64).unwrap();
        format!("{before}{after}")
    };
    assert_eq!(plain(&over.out), plain(&without.out));
    let report = check(&copy);
    assert!(report.contains(&format!("FOLDER/trial.json: {note}")), "{report}");
    let result = copy.folder().join("result.json");
    fs::write(&result, &over.out).unwrap();
    let verified = run(&["verify", &copy.trial(), result.to_str().unwrap()], b"");
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
}

#[test]
fn the_printable_protocol_shows_the_status() {
    let copy = Copy::new("recruitment-protocol", &[]);
    let row = || {
        let protocol = run(&["protocol", &copy.trial()], b"");
        assert_eq!(protocol.code, Some(0), "{}", protocol.err);
        let line = protocol.out.lines().find(|line| line.contains(">Recruitment<")).unwrap().to_owned();
        line.split_once("</th>").unwrap().1.to_owned()
    };
    assert_eq!(row(), "<td>It is not recorded if the study takes people in.</td></tr>");
    for status in RecruitmentStatus::ALL {
        copy.write("trial.json", &with(&recorded(status.id())));
        let row = row();
        let end = r##" (October 5, 2026; <a href="#source-RULES">RULES</a>)</td></tr>"##;
        assert!(row.starts_with("<td>The study ") && row.ends_with(end), "{row}");
    }
}

#[test]
fn the_mapping_is_documented_for_authors() {
    let readme = fs::read_to_string(root("trials/README.md")).unwrap();
    for (registry, status) in REGISTRY.into_iter().filter(|(_, status)| *status != "-") {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{status}` |")));
        assert!(row.is_some_and(|row| row.contains(&format!("`{registry}`"))), "{registry}: {row:?}");
    }
}
