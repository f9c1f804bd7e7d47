//! Before a result that rules the person out, the smallest set of answers that does so is shown and confirmed: once for
//! each such set, in any trial, with every other answer below and kept.

use crate::support::case::day;
use crate::support::load::{CATALOGUES, IIMPACT, json, text, trial};
use crate::support::random::Random;
use crate::support::render::render;
use crate::support::sitting::{answer_all, at, open_with, say, sit_down};
use crate::support::tiny::Tiny;
use crate::support::tiny::rules::Theme;
use prescreener::answers;
use prescreener::diagnostics::Document;
use prescreener::engine::{Setting, assess};
use prescreener::interview::{AnswerRow, CheckScreen, Control, Entry, Interview, Screen, open};
use prescreener::json::Json;
use prescreener::texts::{self, Part, Texts};
use prescreener::trial::{Audience, Trial};

const TODAY: &str = "2026-11-22";
const ASKS: &str = "Is this right?";
const CHECKS: &str = "Check your answers";

fn check(interview: &Interview) -> CheckScreen {
    match interview.screen() {
        Screen::Check(screen) => screen,
        other => panic!("not at the check screen: {other:?}"),
    }
}

fn heading(interview: &Interview) -> String {
    check(interview).heading
}

fn keys(rows: &[AnswerRow]) -> Vec<&str> {
    rows.iter().map(|row| row.key.as_str()).collect()
}

fn verdict(interview: &Interview) -> String {
    interview.result().unwrap().get("verdict").and_then(Json::as_text).unwrap().to_owned()
}

/// Returns an interview of a person of eligible age who answers by mistake that they cannot attend.
fn mistaken_interview() -> Interview {
    let mut interview = sit_down("participant", TODAY, &[]);
    say(&mut interview, "polymyositis");
    say(&mut interview, "3/3/1980");
    say(&mut interview, "no");
    interview
}

#[test]
fn an_early_end_starts_with_the_deciding_answer() {
    insta::assert_snapshot!("cannot_come", render(&mistaken_interview().screen()));
}

#[test]
fn too_young_starts_with_the_date_of_birth() {
    let mut interview = sit_down("participant", TODAY, &[]);
    answer_all(&mut interview, &[("date_of_birth", "3/3/2015"), ("steroids", "none")]);
    insta::assert_snapshot!("too_young", render(&interview.screen()));
    interview.finish();
    assert_eq!(verdict(&interview), "not_yet");
}

#[test]
fn answers_that_decide_only_together_are_shown_together() {
    let mut interview = sit_down("participant", TODAY, &[]);
    let said = [
        ("date_of_birth", "3/3/1980"),
        ("steroids", "prednisone"),
        ("steroid_frequency.prednisone", "daily"),
        ("steroid_dose.prednisone", "30"),
    ];
    answer_all(&mut interview, &said);
    let screen = check(&interview);
    assert_eq!(screen.heading, ASKS);
    let together = ["steroids", "steroid_frequency.prednisone", "steroid_dose.prednisone"];
    assert!(screen.rows.len() > 1 && keys(&screen.rows).iter().all(|key| together.contains(key)), "{screen:?}");
}

#[test]
fn with_no_other_answers_nothing_is_listed_below() {
    let mut interview = sit_down("participant", TODAY, &[]);
    say(&mut interview, "polymyositis");
    say(&mut interview, "?");
    say(&mut interview, "no");
    assert_eq!(keys(&check(&interview).others), ["diagnosis", "date_of_birth"]);
    let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content: json(ONE) }]).unwrap();
    let words = r#"{ "schema": "prescreener/texts/1", "texts": { "question.tall": "Are you tall?", "trial.next": "Ask.",
      "trial.name": "One", "question.tall.why": "It counts." } }"#;
    let mut interview = open_with(trial, &[words, &text("www/locales/en.json")], "participant", TODAY, &[]);
    say(&mut interview, "no");
    assert_eq!(render(&interview.screen()).lines().count(), 6, "{}", render(&interview.screen()));
    assert_eq!((heading(&interview).as_str(), check(&interview).others), (ASKS, Vec::new()));
    interview.finish();
    assert_eq!(verdict(&interview), "not_eligible");
}

const ONE: &str = r#"{ "schema": "prescreener/trial/1", "id": "ONE", "version": "1",
  "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
  "sources": [{ "id": "S", "title": "S" }], "anchors": [],
  "questions": [{ "id": "tall", "type": "yes_no" }, { "id": "old", "type": "yes_no" }], "order": ["tall", "old"],
  "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant", "rule": "tall",
                 "source": ["S"], "confidence": "one_source" },
               { "id": "I02", "kind": "inclusion", "strength": "binding", "judged_by": "participant", "rule": "old",
                 "source": ["S"], "confidence": "one_source" }] }"#;

#[test]
fn a_person_not_ruled_out_checks_all_answers() {
    let mut interview = sit_down("participant", TODAY, &[]);
    answer_all(&mut interview, &[("date_of_birth", "3/3/1980")]);
    let screen = check(&interview);
    assert_eq!((screen.heading.as_str(), screen.others.len()), (CHECKS, 0));
    assert_eq!(screen.finish.as_deref(), Some("See what this means"));
    assert!(screen.rows.len() > 10);
}

#[test]
fn each_set_of_answers_is_confirmed_once() {
    let mut interview = mistaken_interview();
    assert_eq!(heading(&interview), ASKS);
    // Viewing the answer without changing it leaves it to be confirmed.
    interview.change("can_attend_visits");
    interview.back();
    assert_eq!(heading(&interview), ASKS);
    interview.finish();
    interview.back();
    let screen = check(&interview);
    assert_eq!((screen.heading.as_str(), screen.rows.len(), screen.others.len()), (CHECKS, 3, 0));
    // Another answer that decides nothing requires no new confirmation.
    interview.change("date_of_birth");
    say(&mut interview, "4/3/1980");
    assert_eq!(heading(&interview), CHECKS);
    interview.finish();
    interview.back();
    // The same answer again is not a new one.
    interview.change("can_attend_visits");
    say(&mut interview, "no");
    assert_eq!(heading(&interview), CHECKS);
    // Another answer that decides is to be confirmed.
    interview.change("can_attend_visits");
    say(&mut interview, "yes");
    assert_eq!(at(&interview).as_deref(), Some("dmso_reaction"));
    say(&mut interview, "yes");
    let screen = check(&interview);
    assert_eq!((screen.heading.as_str(), keys(&screen.rows)), (ASKS, vec!["dmso_reaction"]));
    interview.finish();
    interview.restart();
    say(&mut interview, "polymyositis");
    say(&mut interview, "3/3/1980");
    say(&mut interview, "no");
    assert_eq!(heading(&interview), ASKS, "another person was never asked");
}

#[test]
fn a_different_answer_to_the_same_question_is_confirmed_again() {
    let mut interview = sit_down("participant", TODAY, &[]);
    answer_all(&mut interview, &[("date_of_birth", "3/3/2015")]);
    interview.finish();
    interview.back();
    assert_eq!(heading(&interview), CHECKS);
    interview.change("date_of_birth");
    say(&mut interview, "3/3/2014");
    answer_all(&mut interview, &[]);
    let screen = check(&interview);
    assert_eq!((screen.heading.as_str(), keys(&screen.rows)), (ASKS, vec!["date_of_birth"]));
}

#[test]
fn a_corrected_mistake_keeps_every_answer() {
    let mut interview = mistaken_interview();
    interview.change("can_attend_visits");
    say(&mut interview, "yes");
    assert_eq!(at(&interview).as_deref(), Some("dmso_reaction"));
    answer_all(&mut interview, &[("steroids", "none")]);
    let mut never = sit_down("participant", TODAY, &[]);
    let said = [("date_of_birth", "3/3/1980"), ("can_attend_visits", "yes"), ("steroids", "none")];
    answer_all(&mut never, &[&[("diagnosis", "polymyositis")], &said[..]].concat());
    assert_eq!(render(&interview.screen()), render(&never.screen()));
    assert_eq!(heading(&interview), CHECKS);
}

#[test]
fn a_year_of_birth_corrected_at_the_end_asks_nothing_twice() {
    let mut interview = sit_down("participant", TODAY, &[]);
    let said = [("date_of_birth", "3/3/2015"), ("dmso_reaction", "no"), ("steroids", "none"), ("onset_age", "9")];
    answer_all(&mut interview, &said);
    let before = check(&interview);
    assert_eq!(keys(&before.rows), ["date_of_birth"]);
    interview.change("date_of_birth");
    say(&mut interview, "3/3/1965");
    while let Some(key) = at(&interview) {
        assert!(!keys(&before.others).contains(&key.as_str()), "{key} is asked again");
        say(&mut interview, "?");
    }
    let after = check(&interview);
    assert_eq!(after.heading, CHECKS);
    for row in &before.others {
        assert!(after.rows.contains(row), "{row:?}");
    }
}

#[test]
fn a_clinic_that_takes_over_confirms_again() {
    let mut interview = mistaken_interview();
    interview.finish();
    interview.ask_clinic();
    assert_eq!(heading(&interview), ASKS);
}

#[test]
fn confirmation_waits_while_the_messages_of_the_result_are_missing() {
    let catalogues = CATALOGUES.map(|folder| format!("{folder}/en.json"));
    let all = texts::read(&catalogues.map(|path| Document { content: json(&text(&path)), path })).unwrap();
    let trial = trial(IIMPACT);
    let [first, second] = [Part::Questions, Part::Result].map(|part| all.pack(part, &trial.digest));
    let mut texts = Texts::default();
    texts.add(&first, Part::Questions, &trial.digest).unwrap();
    let word = |text: &str| Json::Text(text.to_owned());
    let setup = [("language", word("en")), ("assessed_on", word(TODAY)), ("audience", word("participant"))];
    let mut interview = open(trial, texts, &Json::object(setup)).unwrap();
    say(&mut interview, "polymyositis");
    say(&mut interview, "3/3/1980");
    say(&mut interview, "no");
    interview.finish();
    let screen = check(&interview);
    assert_eq!(screen.heading, ASKS);
    assert!(screen.news.unwrap().contains("still loading"));
    assert!(interview.add(&second).unwrap());
    assert_eq!(verdict(&interview), "not_eligible");
    interview.back();
    assert_eq!(heading(&interview), CHECKS);
}

/// Returns messages for a tiny definition, in which each name stands for itself.
fn named(content: &Json) -> String {
    let mut entries: Vec<String> = ["trial.name", "trial.next"].map(str::to_owned).to_vec();
    for question in content.get("questions").and_then(Json::as_list).unwrap() {
        let id = question.get("id").and_then(Json::as_text).unwrap();
        entries.extend([format!("question.{id}"), format!("question.{id}.why")]);
        let options = question.get("options").and_then(Json::as_list).unwrap_or_default();
        entries.extend(options.iter().map(|option| format!("option.{id}.{}", option.as_text().unwrap())));
        entries.extend(question.get("unit").and_then(Json::as_text).map(|unit| format!("unit.{unit}")));
    }
    entries.sort();
    entries.dedup();
    let texts: Vec<String> = entries.iter().map(|key| format!("\"{key}\": \"{key}\"")).collect();
    format!(r#"{{ "schema": "prescreener/texts/1", "texts": {{ {} }} }}"#, texts.join(", "))
}

/// Returns an entry that the current question accepts.
fn random_entry(random: &mut Random, interview: &Interview) -> Entry {
    let Screen::Question(screen) = interview.screen() else { panic!("no question") };
    let unknown = Entry { unknown: true, ..Entry::default() };
    match screen.control {
        _ if random.percent(15) => unknown,
        Control::One(choices) | Control::Several(choices) => {
            Entry { chosen: vec![random.pick(&choices).id.clone()], ..Entry::default() }
        }
        Control::Number { .. } => Entry { number: random.below(12).to_string(), ..Entry::default() },
        Control::Date { .. } => Entry {
            day: (1 + random.below(28)).to_string(),
            month: (1 + random.below(12)).to_string(),
            year: (2000 + random.below(25)).to_string(),
            ..Entry::default()
        },
    }
}

/// Answers questions up to the check screen.
fn walk(random: &mut Random, interview: &mut Interview) {
    for _ in 0..100 {
        let Some(key) = at(interview) else { return };
        let entry = random_entry(random, interview);
        interview.submit(&entry);
        // A refused entry stays on screen.
        if at(interview) == Some(key) {
            say(interview, "?");
        }
    }
    panic!("the interview does not end");
}

/// Returns some of the answers of a result.
fn part(result: &Json, rows: &[AnswerRow]) -> Json {
    let all = result.get("answers").unwrap();
    Json::Object(rows.iter().map(|row| (row.key.clone(), all.get(&row.key).unwrap().clone())).collect())
}

/// The rule, for any trial and any answers.
#[test]
fn a_person_ruled_out_confirms_a_smallest_set_of_answers_that_does_so() {
    let mut random = Random::new(23);
    let themes = [Theme::Dates, Theme::Scores, Theme::All];
    let (mut out, mut early, mut several) = (0, 0, 0);
    for place in 0..240 {
        let tiny = Tiny::draw(&mut random, themes[place % themes.len()], false);
        let words = [named(&tiny.content), text("www/locales/en.json")];
        let words = words.each_ref().map(String::as_str);
        let first = open_with(tiny.trial.clone(), &words, "participant", &tiny.on.to_string(), &[]);
        for _ in 0..6 {
            let mut interview = first.clone();
            walk(&mut random, &mut interview);
            let screen = check(&interview);
            interview.finish();
            let result = interview.result().unwrap();
            // A search that reached its limit may report a later day for fewer answers.
            if result.get("exact") == Some(&Json::Bool(false)) {
                continue;
            }
            let ruled_out = ["not_eligible", "not_yet"].contains(&verdict(&interview).as_str());
            let day = result.get("eligible_from").and_then(Json::as_text).map(day);
            // Some definitions let no one pass, whatever the answers; then no answer is the cause.
            let asks = screen.heading == ASKS;
            assert_eq!(asks, ruled_out && forces(&tiny, &result, &[]) != Some(day), "{}", tiny.content);
            interview.back();
            assert_eq!(heading(&interview), CHECKS, "asked twice");
            let mut shown = [keys(&screen.rows), keys(&screen.others)].concat();
            let mut all: Vec<String> = check(&interview).rows.into_iter().map(|row| row.key).collect();
            shown.sort_unstable();
            all.sort();
            assert_eq!(shown, all, "every answer is shown once");
            if asks {
                assert_eq!(forces(&tiny, &result, &screen.rows), Some(day), "{}", tiny.content);
                for place in 0..screen.rows.len() {
                    let mut fewer = screen.rows.clone();
                    fewer.remove(place);
                    assert_ne!(forces(&tiny, &result, &fewer), Some(day), "one answer too many: {}", tiny.content);
                }
                out += 1;
                early += usize::from(all.len() < tiny.trial.keys().count());
                several += usize::from(screen.rows.len() > 1);
            }
        }
    }
    assert!(out > 100 && early > 100 && several > 5, "{out} {early} {several}");
}

/// Returns how these answers of a result alone rule the person out, if they do: for good, or up to a day.
fn forces(tiny: &Tiny, result: &Json, rows: &[AnswerRow]) -> Option<Option<prescreener::value::Date>> {
    let said = answers::read(&tiny.trial, &part(result, rows), tiny.on).unwrap();
    let verdict = assess(&tiny.trial, &said, &Setting::new(&tiny.trial, tiny.on, Audience::Participant)).verdict;
    ["not_eligible", "not_yet"].contains(&verdict.id()).then(|| verdict.eligible_from())
}
