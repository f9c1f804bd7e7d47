//! The compiled first question equals what an interview asks first, word for word, and is shown only while an interview
//! may begin.

use crate::support::load::{IIMPACT, documents, json, text, texts, trial};
use prescreener::browser::first::pack;
use prescreener::interview::{Control, QuestionScreen, Screen, open};
use prescreener::json::Json;
use prescreener::texts::Texts;
use prescreener::trial::Trial;
use prescreener::value::Date;

/// A small trial that asks for a date first.
const SMALL: &str = "tests/data/definitions/allotment/trial.json";

fn word(word: &str) -> Json {
    Json::Text(word.to_owned())
}

fn parsed(file: &str) -> Json {
    json(file.split_once('\n').unwrap().1)
}

/// Returns the shipped trial with a change to its document.
fn changed(key: &str, value: &str) -> Trial {
    let mut documents = documents(IIMPACT);
    let Json::Object(entries) = &mut documents[0].content else { panic!("no object") };
    entries.retain(|(name, _)| name != key);
    entries.push((key.to_owned(), json(value)));
    Trial::check(&documents).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Returns the first question as an interview asks it; `case` is how the file names it: audience, order, disclosure,
/// place.
fn screen(trial: &Trial, texts: &Texts, language: &str, day: &str, case: [&str; 4]) -> Option<QuestionScreen> {
    let [audience, order, disclose, place] = case;
    let setup = Json::object([
        ("language", word(language)),
        ("assessed_on", word(day)),
        ("audience", word(audience)),
        ("order", word(order)),
        ("disclose", word(if disclose == "sealed" { "answers" } else { disclose })),
        ("site_key", word(if disclose == "sealed" { "a key" } else { "" })),
        ("place", word(place)),
    ]);
    match open(trial.clone(), texts.clone(), &setup).unwrap().screen() {
        Screen::Question(screen) => Some(screen),
        _ => None,
    }
}

/// Returns all texts on a question's screen, in order.
fn words(screen: &QuestionScreen, texts: &Texts) -> Vec<String> {
    let own = |keys: &[&str]| keys.iter().map(|key| texts.get(key).to_owned()).collect::<Vec<_>>();
    let mut all = Vec::new();
    if let Some(notice) = &screen.notice {
        all.extend(notice.lines.clone());
        all.extend(notice.decline.clone());
    }
    all.push(screen.heading.clone());
    all.extend(screen.hint.clone());
    match &screen.control {
        Control::One(choices) => all.extend(choices.iter().map(|choice| choice.label.clone())),
        Control::Several(choices) => {
            all.extend(own(&["label.several"]));
            all.extend(choices.iter().map(|choice| choice.label.clone()));
        }
        // In the order of the catalogue's language.
        Control::Date { .. } => all.extend(own(&["label.date", "label.month", "label.day", "label.year"])),
        Control::Number { unit, about, .. } => {
            all.extend(unit.clone());
            all.extend(about.map(|_| texts.get("label.about").to_owned()));
        }
    }
    all.extend(own(&["label.or", "label.unknown"]));
    // These end the list of options.
    let or = all.iter().rposition(|text| text == texts.get("label.or")).unwrap();
    if let Control::One(choices) | Control::Several(choices) = &screen.control {
        let alone: Vec<&String> =
            choices.iter().filter(|choice| choice.exclusive).map(|choice| &choice.label).collect();
        let alone: Vec<String> = alone.into_iter().cloned().collect();
        let or = all.remove(or);
        all.retain(|text| !alone.contains(text));
        let end = all.len() - 1;
        all.splice(end..end, std::iter::once(or).chain(alone));
    }
    if !screen.provenance.is_empty() {
        all.extend(own(&["label.from"]));
        all.extend(screen.provenance.iter().map(|choice| choice.label.clone()));
    }
    all.extend(own(&["label.why"]));
    all.push(screen.why.clone());
    all.extend(own(&["action.continue"]));
    all
}

/// Collects the texts below a node, in order.
fn read(nodes: &[Json], place: &Json, found: &mut Vec<String>) {
    let Json::Number(place) = place else { panic!("{place} is no place") };
    let place: usize = place.to_string().parse().unwrap();
    for child in &nodes[place].as_list().unwrap()[2..] {
        match child.as_text() {
            Some(text) => found.push(text.to_owned()),
            None => read(nodes, child, found),
        }
    }
}

/// Asserts that everything in a file is what an interview asks, on its first day and, for each question, on its last.
/// Returns the number of comparisons.
fn compare(trial: &Trial, texts: &Texts, language: &str) -> usize {
    let file = parsed(&pack(trial, texts, language));
    let nodes = file.get("nodes").unwrap().as_list().unwrap();
    let Some(Json::Object(asked)) = file.get("asked") else { panic!("nothing is asked") };
    let mut count = 0;
    for (who, asked) in asked {
        let Some(Json::Object(screens)) = asked.get("screens") else { panic!("no screens") };
        for (around, parts) in screens {
            let case: Vec<&str> = who.split(' ').chain(around.split(' ')).collect();
            let [above, leave, progress, shown] = parts.as_list().unwrap() else { panic!("{parts}") };
            let days = asked.get("days").unwrap().as_list().unwrap();
            // What surrounds the question is the same on all days.
            for day in &days[..if around == "none page" { 2 } else { 1 }] {
                let day = day.as_text().unwrap();
                let screen = screen(trial, texts, language, day, case.clone().try_into().unwrap()).unwrap();
                let mut found = Vec::new();
                read(nodes, shown, &mut found);
                assert_eq!(found, words(&screen, texts), "{who}, {around}");
                assert_eq!(asked.get("key").and_then(Json::as_text), Some(screen.key.as_str()));
                assert_eq!(asked.get("progress").and_then(Json::as_text), Some(screen.progress.as_str()));
                let texts_of = |place| {
                    let mut found = Vec::new();
                    read(nodes, place, &mut found);
                    found
                };
                assert_eq!(texts_of(above), Vec::<String>::new());
                assert_eq!(texts_of(progress), Vec::<String>::new());
                assert_eq!(texts_of(leave), ["action.exit", "label.exit"].map(|key| texts.get(key)));
                count += 1;
            }
        }
    }
    count
}

#[test]
fn the_compiled_first_question_equals_the_interviews() {
    let shipped = trial(IIMPACT);
    for language in ["en", "es"] {
        // Two audiences and two orders; four disclosures in three places, and the last day.
        assert_eq!(compare(&shipped, &texts(language), language), 4 * 13);
    }
    // These messages lack the small trial's questions but include those of the controls.
    assert!(compare(&trial(SMALL), &texts("en"), "en") > 0);
}

#[test]
fn the_file_names_its_trial_and_holds_its_checksum() {
    let shipped = trial(IIMPACT);
    let file = pack(&shipped, &texts("en"), "en");
    let (mark, rest) = file.split_once('\n').unwrap();
    let [name, digest, sum] = mark.split(' ').collect::<Vec<_>>()[..] else { panic!("{mark}") };
    assert_eq!((name, digest), ("prescreener/first/1", shipped.digest.as_str()));
    let rest = format!("\n{rest}");
    let crc = rest.bytes().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 })
    });
    assert_eq!(sum, (!crc).to_string());
    assert!(parsed(&file).get("sealed") == Some(&Json::Bool(false)));
}

/// Returns the first and last day on which a participant is asked this question first.
fn days(trial: &Trial, language: &str) -> Option<[String; 2]> {
    let file = parsed(&pack(trial, &texts("en"), language));
    let days = file.get("asked")?.get("participant definition")?.get("days")?.as_list()?;
    Some([days[0].as_text()?.to_owned(), days[1].as_text()?.to_owned()])
}

#[test]
fn nothing_is_asked_while_the_trial_is_closed() {
    let updated = trial(IIMPACT).updated;
    let last = Date::parse(&updated).unwrap().plus_days(3652).to_string();
    assert_eq!(days(&trial(IIMPACT), "en"), Some([updated.clone(), last.clone()]));
    for status in ["not_yet", "by_invitation", "paused", "over"] {
        let recruitment = format!(r#"{{ "status": "{status}", "on": "2026-11-01", "source": ["SEED"] }}"#);
        assert_eq!(days(&changed("recruitment", &recruitment), "en"), None, "{status}");
    }
    let zeros = "0".repeat(64);
    let approved = |on: &str, expires: &str| {
        let languages = format!(r#"{{ "en": "sha256:{zeros}" }}"#);
        changed(
            "approval",
            &format!(
                r#"{{ "board": "B", "number": "7", "on": "{on}", "expires": "{expires}", "languages": {languages} }}"#
            ),
        )
    };
    let within = ["2027-01-15", "2028-01-14"].map(str::to_owned);
    assert_eq!(days(&approved("2027-01-15", "2028-01-14"), "en"), Some(within));
    assert_eq!(days(&approved("2020-01-15", "2099-01-14"), "en"), Some([updated, last]));
    assert_eq!(days(&approved("2020-01-15", "2021-01-14"), "en"), None);
    assert_eq!(days(&approved("2020-01-15", "2099-01-14"), "es"), None);
}

#[test]
fn a_change_of_the_first_question_ends_the_days() {
    // Before 2027 no scan is old enough, so no question asks about one.
    let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
      "registry": { "name": "none", "url": "", "updated": "2024-01-01" },
      "sources": [{ "id": "S", "title": "Examples" }],
      "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
      "questions": [{ "id": "rash", "type": "yes_no" }, { "id": "scan_on", "type": "date", "earliest": "2023-01-01" }],
      "order": ["scan_on", "rash"],
      "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
                     "rule": "scan_on at least 4 years before screening or rash", "source": ["S"],
                     "confidence": "one_source" }] }"#;
    let content = json(definition);
    let document = prescreener::diagnostics::Document { path: "trial.json".to_owned(), content };
    let trial = Trial::check(&[document]).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let texts = Texts::default();
    let file = parsed(&pack(&trial, &texts, "en"));
    let asked = file.get("asked").unwrap().get("participant definition").unwrap();
    let until = asked.get("days").unwrap().as_list().unwrap()[1].as_text().unwrap();
    let key = |day: &str| {
        screen(&trial, &texts, "en", day, ["participant", "definition", "none", "page"]).map(|screen| screen.key)
    };
    assert_eq!(asked.get("key").and_then(Json::as_text), Some("rash"));
    assert_eq!((key("2026-12-31").as_deref(), key("2027-12-31").as_deref()), (Some("rash"), Some("scan_on")));
    assert!(until < "2027-12-31", "{until}");
}

#[test]
fn the_loading_message_is_in_the_files_language() {
    for language in ["en", "es"] {
        let own = json(&text(&format!("www/locales/{language}.json")));
        let own = own.get("texts").unwrap().get("failure.loading").unwrap().as_text().unwrap().to_owned();
        let file = parsed(&pack(&trial(IIMPACT), &texts(language), language));
        assert_eq!(file.get("loading").and_then(Json::as_text), Some(own.as_str()));
    }
}
