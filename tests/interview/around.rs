//! Disclosure: what the host learns before a referral, and what the person reads about it.

use crate::support::load::{IIMPACT, documents, json, texts, trial};
use crate::support::sitting::{answer_all, entry, say};
use prescreener::interview::{Control, Disclosure, Interview, Notice, Screen, open};
use prescreener::json::Json;
use prescreener::referral::Delivery;
use prescreener::texts::Part;
use prescreener::trial::{Share, Trial};

/// The answers of a person who must wait, so that the result has a date.
const WAITING: [(&str, &str); 2] =
    [("immunosuppressants", "methotrexate"), ("immunosuppressant_changed_on.methotrexate", "8/11/2026")];
const DATE: &str = "2027-01-03";

fn sealed_by_its_definition() -> Trial {
    let mut documents = documents(IIMPACT);
    let Json::Object(entries) = &mut documents[0].content else { panic!("no object") };
    // The base point of the curve, which has the form of a key.
    let key = format!(r#"{{ "most": "answers", "site_key": "CQ{}" }}"#, "A".repeat(41));
    entries.iter_mut().find(|(name, _)| name == "referral").unwrap().1 = json(&key);
    Trial::check(&documents).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn open_in_page(trial: Trial, settings: &[(&str, &str)]) -> Interview {
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

/// Returns what the host learns with the result, as JSON; empty if nothing.
fn disclosed(interview: &Interview) -> String {
    interview.disclosed().map_or(String::new(), |disclosed| disclosed.to_string())
}

fn outcome() -> String {
    format!(r#"{{"verdict":"not_yet","eligible_from":"{DATE}"}}"#)
}

#[test]
fn the_host_learns_what_it_requests_and_nothing_by_default() {
    for (disclose, level) in [
        (None, Disclosure::None),
        (Some("none"), Disclosure::None),
        (Some("verdict"), Disclosure::Verdict),
        (Some("answers"), Disclosure::Answers),
        // An unknown word requests nothing.
        (Some("answer"), Disclosure::None),
        (Some("ANSWERS"), Disclosure::None),
        (Some("all"), Disclosure::None),
        (Some(""), Disclosure::None),
    ] {
        let settings: Vec<_> = disclose.map(|word| ("disclose", word)).into_iter().collect();
        let mut interview = open_in_page(trial(IIMPACT), &settings);
        assert_eq!((interview.disclosure(), disclosed(&interview)), (level, String::new()), "{disclose:?}");
        answer_all(&mut interview, &WAITING);
        assert_eq!(disclosed(&interview), "", "{disclose:?}: before the result");
        interview.finish();
        let result = interview.result().unwrap().to_string();
        let due = match level {
            Disclosure::None => String::new(),
            Disclosure::Verdict => outcome(),
            Disclosure::Answers => result,
        };
        assert_eq!(disclosed(&interview), due, "{disclose:?}");
        interview.back();
        assert_eq!(disclosed(&interview), "", "{disclose:?}: after the result");
    }
}

#[test]
fn with_a_key_the_host_learns_nothing() {
    for disclose in ["none", "verdict", "answers"] {
        let keyed = [("disclose", disclose), ("site_key", "anything")];
        let own = [("disclose", disclose)];
        for mut interview in [open_in_page(trial(IIMPACT), &keyed), open_in_page(sealed_by_its_definition(), &own)] {
            assert!(interview.sealed());
            assert_eq!(notice(&interview).unwrap().decline, None);
            to_the_result(&mut interview);
            assert_eq!((interview.disclosure(), interview.disclosed()), (Disclosure::None, None));
        }
    }
    assert!(!open_in_page(trial(IIMPACT), &[("disclose", "answers")]).sealed());
}

#[test]
fn after_declining_the_host_learns_nothing() {
    for disclose in ["verdict", "answers"] {
        let mut interview = open_in_page(trial(IIMPACT), &[("disclose", disclose)]);
        let entered = entry(&interview, "polymyositis");
        interview.decline(entered.clone());
        let Screen::Question(screen) = interview.screen() else { panic!("it went on") };
        let Control::One(choices) = screen.control else { panic!("no choice: {:?}", screen.control) };
        let chosen: Vec<&str> = choices.iter().filter(|one| one.chosen).map(|one| one.id.as_str()).collect();
        assert_eq!(chosen, ["polymyositis"], "what was entered stays");
        let lines = notice(&interview).unwrap();
        assert!(lines.lines[0].starts_with("As you asked") && lines.decline.is_none(), "{lines:?}");
        // Another language continues the same interview.
        let [first, second] =
            [Part::Questions, Part::Result].map(|part| texts("es").pack(part, &trial(IIMPACT).digest));
        interview.set_language("es", &first, &second, entered).unwrap();
        assert!(notice(&interview).unwrap().lines[0].starts_with("Como usted pidió"));
        to_the_result(&mut interview);
        assert_eq!((interview.disclosure(), interview.disclosed()), (Disclosure::None, None));
        assert!(interview.result().is_some(), "the person has it all the same");
        // Continuing as the clinic does too.
        interview.ask_clinic();
        to_the_result(&mut interview);
        assert_eq!(interview.disclosed(), None);
        // So does starting again, here and in an element that starts again.
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
            assert_eq!((again.disclosure(), again.disclosed()), (Disclosure::None, None));
        }
    }
    let mut interview = open_in_page(trial(IIMPACT), &[]);
    let before = interview.screen();
    interview.decline(Default::default());
    assert_eq!(interview.screen(), before, "there is nothing to decline");
}

#[test]
fn the_first_question_states_what_the_host_learns_and_could_see() {
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
        let mut interview = open_in_page(trial(IIMPACT), &settings);
        let Notice { lines: said, decline } = notice(&interview).unwrap();
        lines.push(format!("# {settings:?}\n{}\n[{}]", said.join("\n"), decline.unwrap_or_default()));
        // The result states it too, in the same words.
        let notice_text = said[0].clone();
        say(&mut interview, "dermatomyositis");
        assert_eq!(notice(&interview), None, "only on the first");
        interview.back();
        assert_eq!(notice(&interview).unwrap().lines[0], notice_text, "again after going back");
        to_the_result(&mut interview);
        let Screen::Result(screen) = interview.screen() else { panic!("no result") };
        let about = screen.sections.iter().find(|section| section.id == "about").unwrap();
        assert!(about.lead.contains(&notice_text), "{:?}", about.lead);
    }
    insta::assert_snapshot!(lines.join("\n\n"));
}

/// Returns what the result states about the page and beside *Refer me*.
fn result_texts(interview: &Interview) -> (Vec<String>, Vec<String>) {
    let Screen::Result(screen) = interview.screen() else { panic!("no result") };
    let about = screen.sections.iter().find(|section| section.id == "about").unwrap();
    (about.lead.clone(), screen.refer.unwrap())
}

#[test]
fn the_result_shows_the_referral_and_its_delivery_status() {
    const ID: &str = "0b6f0a6e-3c6e-4a7e-9d5c-2f1f0a9f7c11";
    let delivery = |is: &str| Delivery { is: is.to_owned(), number: "500".to_owned() };
    for disclose in ["none", "verdict", "answers"] {
        let mut interview = open_in_page(trial(IIMPACT), &[("disclose", disclose)]);
        to_the_result(&mut interview);
        let (_, hint) = result_texts(&interview);
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
            let announced = interview.set_delivery(ID, delivery(is));
            assert!(announced.starts_with(&format!("About what you handed on (number {ID}): ")), "{announced}");
            let said = said.replace("ID", ID);
            let (about, hint) = result_texts(&interview);
            assert!(about.contains(&said) && hint[0] == said, "{about:?} {hint:?}");
            assert!(!about.iter().any(|line| line.contains("It gets them only if you agree")), "{about:?}");
        }
        // The status of another referral is reported too, and this one stays as it is.
        assert!(interview.set_delivery("another", delivery("taken")).contains("(number another): This page has it"));
        assert_eq!(
            interview.last_referral().map(|what| (what.id.as_str(), what.news.is.as_str())),
            Some((ID, "refused"))
        );
        // The same answers are the same result; other answers are not.
        interview.change("immunosuppressants");
        say(&mut interview, "methotrexate");
        to_the_result(&mut interview);
        assert!(interview.last_referral().is_some());
        interview.change("can_attend_visits");
        say(&mut interview, "yes");
        to_the_result(&mut interview);
        assert_eq!(interview.last_referral(), None);
        let (about, _) = result_texts(&interview);
        assert!(about.iter().any(|line| line.starts_with("You agreed to hand on an earlier result")), "{about:?}");
    }
}
