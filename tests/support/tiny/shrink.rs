//! Shrinks a failing case for as long as it fails.

use prescreener::json::Json;

use super::Tiny;
use super::definition::set;
use crate::support::case::Case;
use crate::support::exact::compare::{Seen, differences};

/// Returns the smallest case found in which the engine departs from the law, and the departure.
pub fn shrunk(tiny: &Tiny, case: &Case<'_>) -> String {
    let mut content = tiny.content.clone();
    let mut answers = case.answers.clone();
    let mut fixed = case.fixed.clone();
    let wrong = |content: &Json, answers: &_, fixed: &_| {
        let tiny = Tiny::new(content.clone(), case.on);
        let (answers, fixed) = (Clone::clone(answers), Clone::clone(fixed));
        let small = Case { trial: &tiny.trial, answers, fixed, ..case.clone() };
        let wrong = differences(&tiny.space, &small, &mut Seen::new());
        if wrong.is_empty() { None } else { Some(format!("{}\n{}", tiny.shown(&small), wrong.join("\n"))) }
    };
    let mut last = wrong(&content, &answers, &fixed).unwrap_or_default();
    loop {
        let before = last.clone();
        for place in (0..content.get("criteria").and_then(Json::as_list).unwrap().len()).rev() {
            let mut fewer = content.clone();
            let mut criteria = fewer.get("criteria").and_then(Json::as_list).unwrap().to_vec();
            criteria.remove(place);
            set(&mut fewer, "criteria", Json::List(criteria));
            let found = wrong(&fewer, &answers, &fixed);
            if let Some(found) = found {
                (content, last) = (fewer, found);
            }
        }
        for key in answers.keys().cloned().collect::<Vec<_>>() {
            let mut fewer = answers.clone();
            fewer.remove(&key);
            if let Some(found) = wrong(&content, &fewer, &fixed) {
                (answers, last) = (fewer, found);
            }
        }
        if let Some(found) = wrong(&content, &answers, &Vec::new()).filter(|_| !fixed.is_empty()) {
            fixed.clear();
            last = found;
        }
        if last == before {
            return last;
        }
    }
}
