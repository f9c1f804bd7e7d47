//! What the page around the questions is told before anything is handed on, and that people read of it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod support;

use prescreener::interview::{Control, Disclosure, Interview, Notice, Screen, open};
use prescreener::json::Json;
use prescreener::texts::Part;
use prescreener::trial::Trial;
use support::load::{IIMPACT, documents, json, texts, trial};
use support::sitting::{answer_all, entry, say};

/// Somebody who must wait, and whose result so has a date.
const WAITING: [(&str, &str); 2] =
    [("immunosuppressants", "methotrexate"), ("immunosuppressant_changed_on.methotrexate", "8/11/2026")];
const DATE: &str = "2027-01-03";

fn sealed_by_its_definition() -> Trial {
    let mut documents = documents(IIMPACT);
    let Json::Object(entries) = &mut documents[0].content else { panic!("no object") };
    // The base point of the curve: a key by its form.
    let key = format!(r#"{{ "most": "answers", "site_key": "CQ{}" }}"#, "A".repeat(41));
    entries.iter_mut().find(|(name, _)| name == "referral").unwrap().1 = json(&key);
    Trial::check(&documents).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn around(trial: Trial, settings: &[(&str, &str)]) -> Interview {
    let usual = [("language", "en"), ("assessed_on", "2026-11-22"), ("audience", "participant")];
    let setup = usual.iter().chain(settings).map(|(key, value)| ((*key).to_owned(), Json::Text((*value).to_owned())));
    open(trial, texts("en"), &Json::Object(setup.collect())).unwrap()
}

fn notice(interview: &Interview) -> Option<Notice> {
    match interview.screen() {
        Screen::Question(screen) => screen.notice,
        _ => None,
    }
}

fn to_the_result(interview: &mut Interview) {
    answer_all(interview, &WAITING);
    interview.finish();
}

/// What the page is told with the result, in words of JSON; empty if nothing.
fn told(interview: &Interview) -> String {
    interview.told().map_or(String::new(), |told| told.to_string())
}

fn outcome() -> String {
    format!(r#"{{"verdict":"not_yet","eligible_from":"{DATE}"}}"#)
}

#[test]
fn a_page_is_told_what_it_asks_for_and_nothing_by_itself() {
    for (disclose, level) in [
        (None, Disclosure::None),
        (Some("none"), Disclosure::None),
        (Some("verdict"), Disclosure::Verdict),
        (Some("answers"), Disclosure::Answers),
        // What is no word for it asks for nothing.
        (Some("answer"), Disclosure::None),
        (Some("ANSWERS"), Disclosure::None),
        (Some("all"), Disclosure::None),
        (Some(""), Disclosure::None),
    ] {
        let settings: Vec<_> = disclose.map(|word| ("disclose", word)).into_iter().collect();
        let mut interview = around(trial(IIMPACT), &settings);
        assert_eq!((interview.disclosure(), told(&interview)), (level, String::new()), "{disclose:?}");
        answer_all(&mut interview, &WAITING);
        assert_eq!(told(&interview), "", "{disclose:?}: before the result");
        interview.finish();
        let result = interview.result().unwrap().to_string();
        let due = match level {
            Disclosure::None => String::new(),
            Disclosure::Verdict => outcome(),
            Disclosure::Answers => result,
        };
        assert_eq!(told(&interview), due, "{disclose:?}");
        interview.back();
        assert_eq!(told(&interview), "", "{disclose:?}: after the result");
    }
}

#[test]
fn with_a_key_a_page_is_told_nothing() {
    for disclose in ["none", "verdict", "answers"] {
        let keyed = [("disclose", disclose), ("site_key", "anything")];
        let own = [("disclose", disclose)];
        for mut interview in [around(trial(IIMPACT), &keyed), around(sealed_by_its_definition(), &own)] {
            assert!(interview.sealed());
            assert_eq!(notice(&interview).unwrap().decline, None);
            to_the_result(&mut interview);
            assert_eq!((interview.disclosure(), interview.told()), (Disclosure::None, None));
        }
    }
    assert!(!around(trial(IIMPACT), &[("disclose", "answers")]).sealed());
}

#[test]
fn whoever_declines_is_told_of_no_more() {
    for disclose in ["verdict", "answers"] {
        let mut interview = around(trial(IIMPACT), &[("disclose", disclose)]);
        let entered = entry(&interview, "polymyositis");
        interview.decline(entered.clone());
        let Screen::Question(screen) = interview.screen() else { panic!("it went on") };
        let Control::One(choices) = screen.control else { panic!("no choice: {:?}", screen.control) };
        let chosen: Vec<&str> = choices.iter().filter(|one| one.chosen).map(|one| one.id.as_str()).collect();
        assert_eq!(chosen, ["polymyositis"], "what was entered stays");
        let lines = notice(&interview).unwrap();
        assert!(lines.lines[0].starts_with("As you asked") && lines.decline.is_none(), "{lines:?}");
        // Another language is the same interview.
        let [first, second] =
            [Part::Questions, Part::Result].map(|part| texts("es").pack(part, &trial(IIMPACT).digest));
        interview.speak("es", &first, &second, entered).unwrap();
        assert!(notice(&interview).unwrap().lines[0].starts_with("Como usted pidió"));
        to_the_result(&mut interview);
        assert_eq!((interview.disclosure(), interview.told()), (Disclosure::None, None));
        assert!(interview.result().is_some(), "the person has it all the same");
        // So is going on as the clinic.
        interview.ask_clinic();
        to_the_result(&mut interview);
        assert_eq!(interview.told(), None);
        // Whoever begins again is asked again.
        interview.restart();
        assert!(notice(&interview).unwrap().decline.is_some());
    }
    let mut interview = around(trial(IIMPACT), &[]);
    let before = interview.screen();
    interview.decline(Default::default());
    assert_eq!(interview.screen(), before, "there is nothing to decline");
}

#[test]
fn the_first_question_says_what_the_page_is_told_and_could_see() {
    let mut lines = Vec::new();
    for settings in [
        vec![],
        vec![("disclose", "verdict")],
        vec![("disclose", "answers")],
        vec![("site_key", "anything")],
        vec![("place", "frame")],
        vec![("place", "frame"), ("disclose", "answers")],
        vec![("place", "frame"), ("site_key", "anything")],
        vec![("place", "alone")],
        vec![("place", "somewhere")],
    ] {
        let mut interview = around(trial(IIMPACT), &settings);
        let Notice { lines: said, decline } = notice(&interview).unwrap();
        lines.push(format!("# {settings:?}\n{}\n[{}]", said.join("\n"), decline.unwrap_or_default()));
        // The result says it too, in the same words.
        let told = said[0].clone();
        say(&mut interview, "dermatomyositis");
        assert_eq!(notice(&interview), None, "only on the first");
        interview.back();
        assert_eq!(notice(&interview).unwrap().lines[0], told, "again where somebody comes back to it");
        to_the_result(&mut interview);
        let Screen::Result(screen) = interview.screen() else { panic!("no result") };
        let about = screen.sections.iter().find(|section| section.id == "about").unwrap();
        assert!(about.lead.contains(&told), "{:?}", about.lead);
    }
    insta::assert_snapshot!(lines.join("\n\n"));
}
