//! Answers and dates in words.

use crate::answers::{Answer, Said};
use crate::texts::{Texts, joined};
use crate::trial::program::Slot;
use crate::trial::{Question, QuestionKind, Trial};
use crate::value::bits;
use crate::value::{Date, PartialDate};

/// A day in words.
pub(crate) fn day(texts: &Texts, date: Date) -> String {
    let (year, month, day) = date.parts();
    partial(texts, PartialDate { year, month: Some(month), day: Some(day) })
}

/// A month's name.
pub(super) fn month(texts: &Texts, month: u32) -> String {
    texts.get(&("month.".to_owned() + &month.to_string())).to_owned()
}

fn partial(texts: &Texts, date: PartialDate) -> String {
    let year = date.year.to_string();
    let month = date.month.map(|number| month(texts, number));
    match (month, date.day) {
        (Some(month), Some(day)) => {
            texts.fill("answer.day", &[("day", &day.to_string()), ("month", &month), ("year", &year)])
        }
        (Some(month), None) => texts.fill("answer.month", &[("month", &month), ("year", &year)]),
        _ => year,
    }
}

/// The question, or a text about it, in words; a follow-up names its option.
pub(crate) fn question(trial: &Trial, texts: &Texts, slot: Slot, suffix: &str) -> Option<String> {
    let question = trial.question(slot)?;
    let key = "question.".to_owned() + &question.id + suffix;
    texts.find(&key)?;
    let option = option(trial, slot).map(|id| texts.get(&id).to_owned()).unwrap_or_default();
    Some(texts.fill(&key, &[("option", &option)]))
}

/// The key of the words for the option that a follow-up is asked for.
fn option(trial: &Trial, slot: Slot) -> Option<String> {
    let (of, option) = trial.slots.get(slot)?.option?;
    let of = trial.questions.get(of)?;
    Some(option_key(of, of.kind.options().get(option)?))
}

/// The key of the words for an option.
pub(crate) fn option_key(question: &Question, option: &str) -> String {
    "option.".to_owned() + &question.id + "." + option
}

/// The unit of a number question in words.
pub(crate) fn unit(texts: &Texts, kind: &QuestionKind) -> Option<String> {
    match kind {
        QuestionKind::Number { unit: Some(unit), .. } => Some(texts.get(&("unit.".to_owned() + unit)).to_owned()),
        _ => None,
    }
}

/// An answer in words, with where it comes from, if that is told.
pub(crate) fn said(texts: &Texts, question: &Question, said: &Said) -> String {
    let answer = answer(texts, question, &said.answer);
    let Some(from) = said.from else { return answer };
    let from = provenance_key(if said.counts(question.asked_of) { from.id() } else { "not_counted" });
    joined([answer, texts.get(&from).to_owned()], ". ")
}

/// The key of the words for where an answer comes from.
pub(crate) fn provenance_key(id: &str) -> String {
    "label.from.".to_owned() + id
}

fn answer(texts: &Texts, question: &Question, answer: &Answer) -> String {
    let kind = &question.kind;
    let with_unit = |number: String| match unit(texts, kind) {
        Some(unit) => number + " " + &unit,
        None => number,
    };
    match answer {
        Answer::YesNo(yes) => texts.get(if *yes { "answer.yes" } else { "answer.no" }).to_owned(),
        Answer::One(place) => {
            let option = kind.options().get(*place);
            option.map_or(String::new(), |option| texts.get(&option_key(question, option)).to_owned())
        }
        Answer::Several(set) => {
            let names =
                bits::names(*set, kind.options()).map(|option| texts.get(&option_key(question, option)).to_owned());
            joined(names, texts.get("answer.separator"))
        }
        Answer::Number(number) => with_unit(number.to_string()),
        Answer::About(number) => texts.fill("answer.about", &[("number", &with_unit(number.to_string()))]),
        Answer::Between(least, most) => {
            texts.fill("answer.between", &[("least", &least.to_string()), ("most", &with_unit(most.to_string()))])
        }
        Answer::Date(date) => partial(texts, *date),
        Answer::Unknown => texts.get("label.unknown").to_owned(),
        Answer::Declined => texts.get("answer.declined").to_owned(),
    }
}
