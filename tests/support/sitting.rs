//! A person who uses the interview.

use prescreener::diagnostics::Document;
use prescreener::interview::{Control, Entry, Interview, Screen, open};
use prescreener::json::Json;
use prescreener::texts;
use prescreener::trial::Trial;

use super::load::{CATALOGUES, IIMPACT, json, text, trial};

/// Opens the interview for NCT07160205 with the shipped messages.
pub fn sit_down(audience: &str, on: &str, anchors: &[(&str, &str)]) -> Interview {
    let words = CATALOGUES.map(|folder| text(&format!("{folder}/en.json")));
    open_with(trial(IIMPACT), &words.each_ref().map(String::as_str), audience, on, anchors)
}

/// Opens the interview for a trial with these catalogues.
pub fn open_with(trial: Trial, words: &[&str], audience: &str, on: &str, anchors: &[(&str, &str)]) -> Interview {
    let word = |text: &str| Json::Text(text.to_owned());
    let catalogue = |words: &&str| Document { path: "en.json".to_owned(), content: json(words) };
    let catalogues: Vec<Document> = words.iter().map(catalogue).collect();
    let texts = texts::read(&catalogues).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let anchors = anchors.iter().map(|(name, day)| ((*name).to_owned(), word(day)));
    let setup = Json::object([
        ("language", word("en")),
        ("assessed_on", word(on)),
        ("audience", word(audience)),
        ("anchors", Json::Object(anchors.collect())),
    ]);
    open(trial, texts, &setup).unwrap_or_else(|finding| panic!("{finding}"))
}

/// Returns a person's entry: `?` for *I don't know*, options separated by `+`, a date as `day/month/year` with gaps, or
/// a number, after `~` if it is approximate, whatever the question accepts.
pub fn entry(interview: &Interview, said: &str) -> Entry {
    if said == "?" {
        return Entry { unknown: true, ..Entry::default() };
    }
    let Screen::Question(screen) = interview.screen() else { panic!("no question at hand") };
    match screen.control {
        Control::One(_) | Control::Several(_) => {
            Entry { chosen: said.split('+').map(str::to_owned).collect(), ..Entry::default() }
        }
        Control::Number { .. } => {
            let (about, number) = said.strip_prefix('~').map_or((false, said), |number| (true, number));
            Entry { number: number.to_owned(), about, ..Entry::default() }
        }
        Control::Date { .. } => {
            let parts: Vec<String> = said.split('/').map(str::to_owned).collect();
            let [day, month, year] = parts.try_into().unwrap();
            Entry { day, month, year, ..Entry::default() }
        }
    }
}

pub fn say(interview: &mut Interview, said: &str) {
    let entry = entry(interview, said);
    interview.submit(&entry);
}

/// Returns the key of the current question.
pub fn at(interview: &Interview) -> Option<String> {
    match interview.screen() {
        Screen::Question(screen) => Some(screen.key),
        _ => None,
    }
}

/// Answers every question by its key, with *I don't know* where no answer is given, up to the check screen.
pub fn answer_all(interview: &mut Interview, answers: &[(&str, &str)]) {
    for _ in 0..200 {
        let Some(key) = at(interview) else { return };
        let said = answers.iter().find(|(known, _)| *known == key).map_or("?", |(_, said)| *said);
        say(interview, said);
    }
    panic!("the interview does not end");
}
