//! Laws of the interview: going back keeps entries, a change leads to the same screens as a fresh interview with the
//! same answers, starting again forgets, and no sequence of actions gets stuck.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::support::render::render;
use crate::support::sitting::{answer_all, at, say, sit_down};
use prescreener::interview::{CheckScreen, Control, Entry, Interview, Screen};
use prescreener::json::Json;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static FIRST: LazyLock<Interview> = LazyLock::new(|| sit_down("participant", "2026-11-22", &[]));

/// Returns the keys of all answers on the check screen, sorted, because those to be confirmed come first.
fn answers(interview: &Interview) -> Vec<String> {
    let Screen::Check(screen) = interview.screen() else { panic!("not at the check screen") };
    let mut keys: Vec<String> = screen.rows.into_iter().chain(screen.others).map(|row| row.key).collect();
    keys.sort();
    keys
}

#[test]
fn back_shows_the_previous_question_with_its_entry() {
    let mut interview = FIRST.clone();
    let mut shown = Vec::new();
    for said in ["dermatomyositis", "30/9/1984", "yes", "?", "prednisone+deflazacort", "daily", "?", "10"] {
        let key = at(&interview).unwrap();
        say(&mut interview, said);
        shown.push(key);
    }
    for key in shown.iter().rev() {
        interview.back();
        assert_eq!(at(&interview).as_ref(), Some(key));
    }
    let Screen::Question(first) = interview.screen() else { panic!("no question") };
    let Control::One(choices) = first.control else { panic!("no options") };
    let chosen: Vec<&str> = choices.iter().filter(|choice| choice.chosen).map(|choice| choice.id.as_str()).collect();
    assert_eq!((first.back, chosen, first.unknown), (false, vec!["dermatomyositis"], false));
    // Nothing comes before the first question.
    interview.back();
    assert_eq!(at(&interview).as_deref(), Some("diagnosis"));
}

#[test]
fn continuing_after_back_keeps_answers_and_asks_what_is_open() {
    let mut interview = FIRST.clone();
    for said in ["dermatomyositis", "30/9/1984", "yes", "no"] {
        say(&mut interview, said);
    }
    let before = render(&interview.screen());
    interview.back();
    interview.back();
    say(&mut interview, "yes");
    assert_eq!(render(&interview.screen()), before);
}

#[test]
fn a_changed_answer_removes_its_follow_ups() {
    let mut interview = FIRST.clone();
    answer_all(
        &mut interview,
        &[
            ("date_of_birth", "30/9/1984"),
            ("steroids", "prednisone"),
            ("steroid_dose.prednisone", "10"),
            ("steroid_frequency.prednisone", "daily"),
            ("steroid_changed_on.prednisone", "/8/2026"),
        ],
    );
    let before = render(&interview.screen());
    let keys = answers(&interview);
    interview.change("steroids");
    say(&mut interview, "none");
    assert_eq!(
        answers(&interview),
        keys.iter().filter(|key| !key.starts_with("steroid_")).cloned().collect::<Vec<_>>()
    );
    let Screen::Check(check) = interview.screen() else { panic!("not at the check screen") };
    let left_out = check.left_out.unwrap();
    assert_eq!(left_out.items.len(), 3);
    assert!(left_out.items[2].title.contains("last change"), "{left_out:?}");
    interview.finish();
    let result = interview.result().unwrap();
    assert_eq!(result.get("answers").unwrap().get("steroid_dose.prednisone"), None);
    // Choosing the medicine again restores its answers.
    interview.back();
    interview.change("steroids");
    say(&mut interview, "prednisone");
    assert_eq!(render(&interview.screen()), before);
}

#[test]
fn omitted_answers_are_announced_once_and_stay_listed() {
    let mut interview = FIRST.clone();
    let announced = |interview: &Interview| {
        let Screen::Check(screen) = interview.screen() else { panic!("not at the check screen") };
        (screen.news.is_some(), screen.left_out.is_some())
    };
    answer_all(&mut interview, &[("date_of_birth", "30/9/1984"), ("hydroxychloroquine", "yes")]);
    assert_eq!(announced(&interview), (false, false));
    interview.change("hydroxychloroquine");
    say(&mut interview, "no");
    assert_eq!(announced(&interview), (true, true));
    interview.finish();
    interview.back();
    assert_eq!(announced(&interview), (false, true));
    interview.change("date_of_birth");
    say(&mut interview, "30/9/1985");
    assert_eq!(announced(&interview), (false, true));
    // Another question left out is reported again.
    interview.change("dmso_reaction");
    say(&mut interview, "yes");
    assert_eq!(announced(&interview), (true, true));
    interview.change("dmso_reaction");
    say(&mut interview, "no");
    assert_eq!(announced(&interview), (false, true));
    interview.restart();
    answer_all(&mut interview, &[]);
    assert_eq!(announced(&interview), (false, false));
}

#[test]
fn an_abandoned_change_changes_nothing() {
    let mut interview = FIRST.clone();
    answer_all(&mut interview, &[("date_of_birth", "30/9/1984")]);
    let before = render(&interview.screen());
    interview.change("date_of_birth");
    assert_eq!(at(&interview).as_deref(), Some("date_of_birth"));
    interview.back();
    assert_eq!(render(&interview.screen()), before);
}

#[test]
fn a_change_after_the_result_gives_another_result() {
    let mut interview = FIRST.clone();
    answer_all(&mut interview, &[("date_of_birth", "30/9/1984"), ("dmso_reaction", "no")]);
    interview.finish();
    let verdict =
        |interview: &Interview| interview.result().unwrap().get("verdict").and_then(Json::as_text).unwrap().to_owned();
    assert_eq!(verdict(&interview), "potentially_eligible");
    interview.back();
    interview.change("dmso_reaction");
    say(&mut interview, "yes");
    interview.finish();
    assert_eq!(verdict(&interview), "not_eligible");
}

#[test]
fn starting_again_clears_everything() {
    let mut interview = FIRST.clone();
    answer_all(&mut interview, &[("date_of_birth", "30/9/1984"), ("steroids", "prednisone")]);
    interview.finish();
    interview.restart();
    assert_eq!(interview.result(), None);
    assert_eq!(render(&interview.screen()), render(&FIRST.screen()));
    let mut fresh = FIRST.clone();
    answer_all(&mut fresh, &[]);
    answer_all(&mut interview, &[]);
    fresh.finish();
    interview.finish();
    assert_eq!(interview.result(), fresh.result());
}

/// An action of a person or of a faulty page.
#[derive(Debug, Clone)]
enum Event {
    Submit(usize),
    Junk(Entry),
    Unknown,
    Back,
    Change(usize),
    Finish,
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    let junk = (
        "[ -~é]{0,6}",
        "[0-9x٣ .,-]{0,5}",
        any::<bool>(),
        "[0-9]{0,3}",
        "[0-9a-mé.]{0,3}",
        "[0-9]{0,5}",
        any::<bool>(),
    );
    let from = "person|record|examined|[a-z]{0,4}";
    let junk = (junk, from).prop_map(|((chosen, number, about, day, month, year, unknown), provenance)| {
        let chosen = vec![chosen];
        Entry { chosen, number, about, day, month, year, unknown, provenance }
    });
    prop_oneof![
        12 => any::<usize>().prop_map(Event::Submit),
        2 => junk.prop_map(Event::Junk),
        4 => Just(Event::Unknown),
        3 => Just(Event::Back),
        2 => any::<usize>().prop_map(Event::Change),
        1 => Just(Event::Finish),
        1 => Just(Event::Restart),
    ]
}

/// Returns a sensible entry for the current question.
fn sensible(interview: &Interview, pick: usize) -> Entry {
    let Screen::Question(screen) = interview.screen() else { return Entry::default() };
    match screen.control {
        Control::One(choices) | Control::Several(choices) => {
            Entry { chosen: vec![choices[pick % choices.len()].id.clone()], ..Entry::default() }
        }
        Control::Number { .. } => Entry { number: (pick % 200).to_string(), ..Entry::default() },
        Control::Date { .. } => {
            let year = (1950 + pick % 77).to_string();
            Entry { day: "1".to_owned(), month: (1 + pick % 12).to_string(), year, ..Entry::default() }
        }
    }
}

fn apply(interview: &mut Interview, event: &Event) {
    match event {
        Event::Submit(pick) => {
            let entry = sensible(interview, *pick);
            interview.submit(&entry);
        }
        Event::Junk(entry) => interview.submit(entry),
        Event::Unknown => say(&mut *interview, "?"),
        Event::Back => interview.back(),
        Event::Change(pick) => {
            if let Screen::Check(screen) = interview.screen()
                && let rows = [screen.rows, screen.others].concat()
                && !rows.is_empty()
            {
                interview.change(&rows[pick % rows.len()].key);
            } else {
                interview.change("no such key");
            }
        }
        Event::Finish => interview.finish(),
        Event::Restart => interview.restart(),
    }
}

/// Returns the least and greatest number of further questions that the progress names, and whether follow-up questions
/// may be added.
fn announced_questions(interview: &Interview) -> Option<(usize, usize, bool)> {
    let Screen::Question(screen) = interview.screen() else { return None };
    let (_, rest) = screen.progress.split_once(". ")?;
    let words: Vec<&str> = rest.split(' ').collect();
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let (least, most) = match (words[0], &numbers[..]) {
        ("This" | "Only", []) => (0, 0),
        ("At", [most]) => (0, *most),
        ("Between", [least, most]) => (*least, *most),
        (_, [exactly]) => (*exactly, *exactly),
        _ => panic!("{rest}"),
    };
    Some((least, most, rest.contains("choices add another")))
}

/// Applies an event, and records each accepted answer by its question.
fn follow(interview: &mut Interview, event: &Event, accepted: &mut BTreeMap<String, Entry>) {
    let before = interview.clone();
    apply(interview, event);
    let said = match event {
        Event::Restart => return accepted.clear(),
        Event::Submit(pick) => sensible(&before, *pick),
        Event::Junk(entry) => entry.clone(),
        Event::Unknown => Entry { unknown: true, ..Entry::default() },
        Event::Back | Event::Change(_) | Event::Finish => return,
    };
    let refused = matches!(interview.screen(), Screen::Question(screen) if screen.problem.is_some());
    if let Some(key) = at(&before).filter(|_| !refused) {
        accepted.insert(key, said);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, rng_seed: RngSeed::Fixed(41), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_actions_can_reach_a_result(events in prop::collection::vec(event(), 0..60)) {
        let mut interview = FIRST.clone();
        for event in &events {
            apply(&mut interview, event);
            // Every state has a screen that can be drawn, and a result exists only where it is shown.
            let screen = render(&interview.screen());
            prop_assert_eq!(interview.result().is_some(), screen.starts_with("RESULT"));
        }
        if interview.result().is_some() {
            interview.back();
        }
        answer_all(&mut interview, &[]);
        // Contradictory answers no longer block once one of them is withdrawn.
        while let Screen::Check(CheckScreen { finish: None, rows, .. }) = interview.screen() {
            interview.change(&rows[0].key);
            say(&mut interview, "?");
            answer_all(&mut interview, &[]);
        }
        interview.finish();
        let result = interview.result().unwrap();
        prop_assert_ne!(result.get("verdict").and_then(Json::as_text), Some("incomplete"));
        // The result's answers are exactly the rows of the check screen.
        let Some(Json::Object(said)) = result.get("answers") else { panic!("no answers in {result}") };
        let mut said: Vec<String> = said.iter().map(|(key, _)| key.clone()).collect();
        interview.back();
        said.sort();
        prop_assert_eq!(said, answers(&interview));
    }

    #[test]
    fn the_number_of_questions_is_as_the_progress_states(
        events in prop::collection::vec(event(), 0..40),
        picks in prop::collection::vec(any::<usize>(), 80),
    ) {
        let mut interview = FIRST.clone();
        events.iter().for_each(|event| apply(&mut interview, event));
        let mut asked = Vec::new();
        for pick in picks {
            if let Some(key) = at(&interview) {
                let event = if pick % 3 == 0 { Event::Unknown } else { Event::Submit(pick) };
                asked.push((key.clone(), announced_questions(&interview)));
                apply(&mut interview, &event);
                // A refused entry stays on screen.
                if at(&interview) == Some(key) {
                    apply(&mut interview, &Event::Unknown);
                }
            }
        }
        prop_assert_eq!(at(&interview), None);
        for (place, (key, progress)) in asked.iter().enumerate() {
            let after = &asked[place + 1..];
            let chosen = after.iter().filter(|(key, _)| key.contains('.')).count();
            if let Some((least, most, follow_ups)) = progress {
                prop_assert!(*least <= after.len(), "{key}: {progress:?}, but {after:?}");
                prop_assert!(after.len() <= most + if *follow_ups { chosen } else { 0 }, "{key}: {progress:?}, but {after:?}");
            }
        }
    }

    #[test]
    fn changes_lead_to_the_same_screens_as_a_fresh_interview(
        events in prop::collection::vec(event(), 0..40),
        changes in prop::collection::vec((any::<usize>(), any::<usize>()), 0..6),
    ) {
        let mut interview = FIRST.clone();
        let mut accepted = BTreeMap::new();
        let go = |interview: &mut Interview, accepted: &mut _, event| follow(interview, &event, accepted);
        for event in events {
            go(&mut interview, &mut accepted, event);
        }
        if interview.result().is_some() {
            interview.back();
        }
        for (place, pick) in std::iter::once((0, 0)).chain(changes) {
            go(&mut interview, &mut accepted, Event::Change(place));
            go(&mut interview, &mut accepted, Event::Submit(pick));
            while at(&interview).is_some() {
                go(&mut interview, &mut accepted, Event::Unknown);
            }
        }
        let mut fresh = FIRST.clone();
        while let Some(key) = at(&fresh) {
            fresh.submit(&accepted[&key]);
        }
        prop_assert_eq!(answers(&interview), answers(&fresh));
        interview.finish();
        fresh.finish();
        prop_assert_eq!(interview.result(), fresh.result());
        prop_assert_eq!(render(&interview.screen()), render(&fresh.screen()));
    }
}
