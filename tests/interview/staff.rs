//! Handover to the clinic: the person's answers are kept, and the verdict is the one that the clinic would have reached
//! alone.

use std::collections::BTreeSet;

use crate::support::load::{IIMPACT, definition, trial};
use crate::support::sitting::{answer_all, at, entry as entry_of, say, sit_down};
use prescreener::answers::read;
use prescreener::definition::Example;
use prescreener::engine::{Setting, assess};
use prescreener::interview::{Control, Entry, Interview, Screen};
use prescreener::json::Json;
use prescreener::result::result;
use prescreener::trial::{Audience, Trial};
use rayon::prelude::*;

/// A person's answers, with follow-up questions of each kind.
const SAID: [(&str, &str); 13] = [
    ("diagnosis", "dermatomyositis"),
    ("date_of_birth", "30/9/1984"),
    ("can_attend_visits", "yes"),
    ("dmso_reaction", "no"),
    ("steroids", "prednisone"),
    ("steroid_dose.prednisone", "7.5"),
    ("steroid_frequency.prednisone", "daily"),
    ("immunosuppressants", "none"),
    ("hydroxychloroquine", "no"),
    ("heliotrope", "yes"),
    ("onset_age", "38"),
    ("muscle_biopsy", "none"),
    ("pregnant_or_breastfeeding", "no"),
];

fn clinic_only() -> BTreeSet<String> {
    let trial = trial(IIMPACT);
    let keys = trial.keys().filter(|(_, question)| question.asked_of == Audience::Clinic);
    keys.map(|(key, _)| key.to_owned()).collect()
}

fn result_of(interview: &mut Interview) -> Json {
    interview.finish();
    interview.result().unwrap_or_else(|| panic!("not at the result"))
}

fn text<'a>(result: &'a Json, key: &str) -> &'a str {
    result.get(key).and_then(Json::as_text).unwrap()
}

#[test]
fn the_clinic_is_asked_what_only_it_knows_and_the_rest_is_kept() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &SAID);
    let before = result_of(&mut interview);
    assert_eq!(text(&before, "audience"), "participant");
    assert!(before.get("provenance").is_none());
    interview.ask_clinic();
    assert!(interview.result().is_none(), "the person's result is still there");
    let (clinic, mut asked) = (clinic_only(), Vec::new());
    while let Some(key) = at(&interview) {
        assert!(clinic.contains(&key), "the person has answered {key}");
        asked.push(key);
        say(&mut interview, "?");
    }
    assert!(asked.len() > 3, "only {asked:?} are asked");
    let after = result_of(&mut interview);
    assert_eq!(text(&after, "audience"), "clinic");
    let (Some(Json::Object(before)), Some(after_answers)) = (before.get("answers"), after.get("answers")) else {
        panic!("no answers")
    };
    for (key, said) in before {
        assert_eq!(after_answers.get(key), Some(said), "{key}");
        let from = after.get("provenance").and_then(|from| from.get(key)).and_then(Json::as_text);
        let known = !matches!(said, Json::Null) && said.get("unknown").is_none();
        assert_eq!(from, known.then_some("person"), "{key}");
    }
}

#[test]
fn viewing_the_persons_answers_keeps_their_provenance() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &SAID);
    interview.ask_clinic();
    answer_all(&mut interview, &[]);
    interview.change("heliotrope");
    let Screen::Question(screen) = interview.screen() else { panic!("no question") };
    let chosen: Vec<_> = screen.provenance.iter().filter(|choice| choice.chosen).map(|choice| &choice.id).collect();
    assert_eq!(chosen, ["person"]);
    // An answer that the clinic then finds in a record does not change the provenance of the others.
    interview.submit(&Entry { chosen: vec!["yes".into()], provenance: "record".into(), ..Entry::default() });
    interview.change("dmso_reaction");
    let Screen::Question(screen) = interview.screen() else { panic!("no question") };
    assert!(screen.provenance.iter().all(|choice| choice.chosen == (choice.id == "person")), "{screen:?}");
}

#[test]
fn a_handover_at_a_question_continues_with_it() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    for said in ["dermatomyositis", "30/9/1984", "yes"] {
        say(&mut interview, said);
    }
    interview.ask_clinic();
    assert_eq!(at(&interview).as_deref(), Some("dmso_reaction"));
    interview.back();
    let Screen::Question(screen) = interview.screen() else { panic!("no question") };
    let Control::One(choices) = screen.control else { panic!("no choice") };
    assert!(choices.iter().any(|choice| choice.id == "yes" && choice.chosen));
    // Doing it twice changes nothing.
    let before = interview.screen();
    interview.ask_clinic();
    interview.back();
    assert_eq!(interview.screen(), before);
}

/// Returns what a person enters to give an answer; `None` if no screen accepts it.
fn entry(answer: &Json) -> Option<Entry> {
    let text = |value: &Json| match value {
        Json::Number(number) => Some(number.to_string()),
        Json::Text(text) => Some(text.clone()),
        _ => None,
    };
    let chosen = |chosen: Vec<String>| Entry { chosen, ..Entry::default() };
    Some(match answer {
        Json::Null => Entry { unknown: true, ..Entry::default() },
        Json::Bool(yes) => chosen(vec![if *yes { "yes" } else { "no" }.to_owned()]),
        Json::List(options) => chosen(options.iter().filter_map(text).collect()),
        Json::Object(_) => Entry { number: answer.get("about").and_then(text)?, about: true, ..Entry::default() },
        one => {
            let one = text(one)?;
            let mut parts = one.splitn(3, '-').map(str::to_owned);
            let (year, month, day) =
                (parts.next()?, parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            Entry { chosen: vec![one.clone()], number: one.clone(), year, month, day, ..Entry::default() }
        }
    })
}

/// Answers the prompts as the example does, *I don't know* where it has no answer. Returns `false` for an answer that
/// no screen accepts.
fn follow(interview: &mut Interview, example: &Example) -> bool {
    let mut last = String::new();
    while let Screen::Question(screen) = interview.screen() {
        if screen.key == last {
            return false;
        }
        let unknown = Some(Entry { unknown: true, ..Entry::default() });
        let Some(mut entry) = example.answers.get(&screen.key).map_or(unknown, entry) else { return false };
        if let Some(from) = screen.provenance.iter().find(|from| from.chosen) {
            entry.provenance.clone_from(&from.id);
        }
        interview.submit(&entry);
        last = screen.key;
    }
    true
}

/// Returns the result that the command line tool computes from the answers and their provenance.
fn screened(trial: &Trial, example: &Example, from: &Json) -> Json {
    let Some(Json::Object(mut said)) = from.get("answers").cloned() else { panic!("no answers") };
    said.extend(from.get("provenance").map(|from| ("provenance".to_owned(), from.clone())));
    let setup = Json::object([
        ("assessed_on", Json::Text(example.on.to_string())),
        ("audience", Json::Text("clinic".to_owned())),
        ("anchors", anchors(example)),
    ]);
    let setting = Setting::read(trial, &setup).unwrap();
    let answers = read(trial, &Json::Object(said), example.on).unwrap();
    result(trial, &answers, &setting, &assess(trial, &answers, &setting), "en")
}

fn anchors(example: &Example) -> Json {
    let days = example.anchors.iter().map(|(name, day)| (name.clone(), Json::Text(day.to_string())));
    Json::Object(days.collect())
}

/// Returns the status of each criterion.
fn statuses(result: &Json) -> Vec<(&str, &str)> {
    let criteria = result.get("criteria").and_then(Json::as_list).unwrap();
    criteria.iter().map(|criterion| (text(criterion, "id"), text(criterion, "status"))).collect()
}

/// Asserts that every answer before is among those after.
fn assert_kept(before: &Json, after: &Json, whose: &str) {
    let (Some(Json::Object(before)), Some(after)) = (before.get("answers"), after.get("answers")) else {
        panic!("no answers")
    };
    for (key, said) in before {
        assert_eq!(after.get(key), Some(said), "{whose}: {key}");
    }
}

/// Every eighth example patient answers alone and is then handed over. The verdict must equal that of a clinic which
/// asks everything itself. The person's additional answers are kept, so one of the two may settle a criterion that the
/// other leaves unknown; no criterion is settled in two ways.
#[test]
fn the_verdict_equals_that_of_the_clinic_alone() {
    let (trial, definition) = (trial(IIMPACT), definition(IIMPACT));
    let clinic = |example: &&Example| example.audience == Audience::Clinic;
    let examples: Vec<&Example> = definition.examples.iter().filter(clinic).step_by(8).collect();
    let moved: Vec<bool> = examples.par_iter().filter_map(|example| hand_over(&trial, example)).collect();
    let (compared, different) = (moved.len(), moved.iter().filter(|moved| **moved).count());
    assert!(compared > 38 && different > 5, "{compared} compared, {different} with another verdict");
}

/// Compares a person who is handed over with the same person asked by a clinic alone. Returns whether the clinic's
/// questions changed the verdict; `None` where a screen cannot accept an answer.
fn hand_over(trial: &Trial, example: &Example) -> Option<bool> {
    let on = example.on.to_string();
    let days: Vec<(String, String)> =
        example.anchors.iter().map(|(name, day)| (name.clone(), day.to_string())).collect();
    let days: Vec<(&str, &str)> = days.iter().map(|(name, day)| (name.as_str(), day.as_str())).collect();
    let mut handed = sit_down("participant", &on, &days);
    let mut alone = sit_down("clinic", &on, &days);
    if !follow(&mut handed, example) || !follow(&mut alone, example) {
        return None;
    }
    let before = result_of(&mut handed);
    handed.ask_clinic();
    assert!(follow(&mut handed, example), "{}", example.id);
    assert_nothing_changed(&handed);
    let (after, alone) = (result_of(&mut handed), result_of(&mut alone));
    for key in ["verdict", "eligible_from", "audience", "assessed_on"] {
        assert_eq!(after.get(key), alone.get(key), "{}: {key}", example.id);
    }
    for (here, there) in statuses(&after).into_iter().zip(statuses(&alone)) {
        let agree = here == there || here.1 == "unknown" || there.1 == "unknown";
        assert!(agree, "{}: {here:?} and {there:?}", example.id);
    }
    assert_kept(&before, &after, &example.id);
    assert_eq!(after.to_string(), screened(trial, example, &after).to_string(), "{}", example.id);
    Some(text(&before, "verdict") != text(&after, "verdict"))
}

/// Asserts that the check screen announces no change and leaves no answer out.
fn assert_nothing_changed(interview: &Interview) {
    let Screen::Check(screen) = interview.screen() else { panic!("not at the check screen") };
    assert_eq!((screen.news, screen.left_out), (None, None));
}

/// An examiner's finding may rule a person out before questions that the person has already answered.
#[test]
fn the_clinics_findings_remove_no_answer_of_the_person() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &SAID);
    let before = result_of(&mut interview);
    interview.ask_clinic();
    answer_all(&mut interview, &[("mmt8_scale", "both_sides_150"), ("mmt8_bilateral", "150"), ("cdasi_activity", "0")]);
    assert_nothing_changed(&interview);
    let after = result_of(&mut interview);
    assert_eq!((text(&before, "verdict"), text(&after, "verdict")), ("potentially_eligible", "not_eligible"));
    assert_kept(&before, &after, "SAID");
    // Viewing an answer again and leaving it as it is changes nothing.
    interview.back();
    for (key, said, from) in [("heliotrope", "yes", "person"), ("mmt8_bilateral", "150", "")] {
        interview.change(key);
        let entered = Entry { provenance: from.to_owned(), ..entry_of(&interview, said) };
        interview.submit(&entered);
        assert_nothing_changed(&interview);
    }
    assert_eq!(result_of(&mut interview), after);
    // A real change is announced.
    interview.back();
    interview.change("can_attend_visits");
    say(&mut interview, "no");
    let Screen::Check(screen) = interview.screen() else { panic!("not at the check screen") };
    assert!(screen.news.is_some() && screen.left_out.is_some());
}

/// A change that the person made before the handover is announced once, and not again as if the staff had made it.
#[test]
fn the_persons_own_changes_are_not_announced_to_the_staff() {
    let mut interview = sit_down("participant", "2026-11-22", &[]);
    answer_all(&mut interview, &SAID);
    interview.change("steroids");
    say(&mut interview, "none");
    answer_all(&mut interview, &SAID);
    let Screen::Check(screen) = interview.screen() else { panic!("not at the check screen") };
    assert!(screen.news.is_some() && screen.left_out.is_some());
    result_of(&mut interview);
    interview.ask_clinic();
    answer_all(&mut interview, &[]);
    let Screen::Check(after) = interview.screen() else { panic!("not at the check screen") };
    assert_eq!((after.news, after.left_out), (None, screen.left_out));
}
