//! What the page around the questions is told before anything is handed on, and that people read of it.

use crate::support::load::{IIMPACT, documents, json, texts, trial};
use crate::support::sitting::{answer_all, entry, say};
use prescreener::interview::{Control, Disclosure, Interview, Notice, Screen, open};
use prescreener::json::Json;
use prescreener::referral::News;
use prescreener::texts::Part;
use prescreener::trial::{Share, Trial};

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
        // So it is after starting again, here and in an element that does.
        interview.restart();
        let setup = [
            ("language", Json::Text("en".to_owned())),
            ("assessed_on", Json::Text("2026-11-22".to_owned())),
            ("audience", Json::Text("participant".to_owned())),
            ("disclose", Json::Text(disclose.to_owned())),
            ("declined", Json::Bool(true)),
        ];
        for mut again in [interview, open(trial(IIMPACT), texts("en"), &Json::object(setup)).unwrap()] {
            let lines = notice(&again).unwrap();
            let asked = ["As you asked", "Como usted pidió"];
            assert!(
                asked.iter().any(|words| lines.lines[0].starts_with(words)) && lines.decline.is_none(),
                "{lines:?}"
            );
            to_the_result(&mut again);
            assert_eq!((again.disclosure(), again.told()), (Disclosure::None, None));
        }
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

/// What the result says of the page and beside *Refer me*.
fn result_words(interview: &Interview) -> (Vec<String>, Vec<String>) {
    let Screen::Result(screen) = interview.screen() else { panic!("no result") };
    let about = screen.sections.iter().find(|section| section.id == "about").unwrap();
    (about.lead.clone(), screen.refer.unwrap())
}

#[test]
fn the_result_knows_that_it_was_handed_on_and_what_came_of_it() {
    const ID: &str = "0b6f0a6e-3c6e-4a7e-9d5c-2f1f0a9f7c11";
    let news = |is: &str| News { is: is.to_owned(), number: "500".to_owned() };
    for disclose in ["none", "verdict", "answers"] {
        let mut interview = around(trial(IIMPACT), &[("disclose", disclose)]);
        to_the_result(&mut interview);
        let (_, hint) = result_words(&interview);
        assert_eq!(hint.join(" ").contains("Nothing is sent before"), disclose == "none", "{hint:?}");
        interview.agreed(ID, Share::Open);
        for (is, said) in [
            ("waiting", "You agreed to hand this on (number ID). There is no answer yet."),
            ("taken", "You handed this on (number ID). This page has it, and passes it on."),
            (
                "refused",
                "You agreed to hand this on (number ID). It could not be handed on this way: the answer was an error (500).",
            ),
        ] {
            let told = interview.came_of(ID, news(is));
            assert!(told.starts_with(&format!("About what you handed on (number {ID}): ")), "{told}");
            let said = said.replace("ID", ID);
            let (about, hint) = result_words(&interview);
            assert!(about.contains(&said) && hint[0] == said, "{about:?} {hint:?}");
            assert!(!about.iter().any(|line| line.contains("It gets them only if you agree")), "{about:?}");
        }
        // Of another it is told too, and this one stays as it is.
        assert!(interview.came_of("another", news("taken")).contains("(number another): This page has it"));
        assert_eq!(interview.handed().map(|what| (what.id.as_str(), what.news.is.as_str())), Some((ID, "refused")));
        // The same answers are the same result, and others are not.
        interview.change("immunosuppressants");
        say(&mut interview, "methotrexate");
        to_the_result(&mut interview);
        assert!(interview.handed().is_some());
        interview.change("can_attend_visits");
        say(&mut interview, "yes");
        to_the_result(&mut interview);
        assert_eq!(interview.handed(), None);
        let (about, _) = result_words(&interview);
        assert!(about.iter().any(|line| line.starts_with("You agreed to hand on an earlier result")), "{about:?}");
    }
}
