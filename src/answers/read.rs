//! Answers from JSON and from their checked parts.

use std::fmt;

use super::{Answer, Answers, PROVENANCE, Provenance};
use crate::diagnostics::{all_of, suggestion, suggestion_or_all};
use crate::json::Json;
use crate::json::visible::{short, shown};
use crate::trial::QuestionKind;
use crate::trial::Trial;
use crate::value::bits;
use crate::value::{DATE_FORM, Date, Number, PartialDate};

/// How many characters of a reason are told. What it quotes is cut before that.
const REASON: usize = 2_000;

/// An answer that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The key of the answer; empty if the answers as a whole are meant.
    pub key: String,
    /// What is wrong and what was expected.
    pub reason: String,
}

impl Rejection {
    /// It as `{ question, reason }`.
    pub fn to_json(&self) -> Json {
        Json::object([("question", Json::Text(short(&self.key))), ("reason", Json::Text(shown(&self.reason, REASON)))])
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = shown(&self.reason, REASON);
        if self.key.is_empty() { f.write_str(&reason) } else { write!(f, "`{}`: {reason}", short(&self.key)) }
    }
}

impl std::error::Error for Rejection {}

/// Reads one person's answers: an object from keys to answers.
///
/// *I don't know* is `null` or `{"unknown": true}`, *I'd rather not say* `{"declined": true}`; yes and no are `true` and
/// `false`; options are ids, one at least; a number is a number, or a text such as `"7.5"`, or `{"about": 20}` (up to a tenth less or
/// more), or `{"min": 15, "max": 25}`; a date is `"2026-03-05"`, `"2026-03"` or `"2026"`.
///
/// Where answers come from ([`Provenance`]) stands under the key `provenance`, if it is told: an object from keys to `person`,
/// `record` or `examined`.
///
/// # Errors
///
/// Returns every answer that cannot be taken; no date may lie after `on`.
pub fn read(trial: &Trial, json: &Json, on: Date) -> Result<Answers, Vec<Rejection>> {
    let Json::Object(entries) = json else {
        let reason = format!("expected an object of answers, found {}", json.kind());
        return Err(vec![Rejection { key: String::new(), reason }]);
    };
    let mut answers = Answers { given: Vec::with_capacity(trial.slots.len()) };
    let mut rejections = Vec::new();
    for (key, value) in entries {
        if key == PROVENANCE {
            continue;
        }
        let mut reject = |reason| rejections.push(Rejection { key: key.clone(), reason });
        let Some((slot, kind)) = trial.slot(key).and_then(|slot| Some((slot, &trial.question(slot)?.kind))) else {
            reject(unknown_key(trial, key));
            continue;
        };
        if answers.answered(slot) {
            reject("the question is answered twice".to_owned());
        }
        match answer(kind, value, on) {
            Ok(answer) => answers.set(slot, answer.into()),
            Err(reason) => reject(reason),
        }
    }
    // It may stand before the answers that it is about.
    let mut told = entries.iter().filter(|(key, _)| key == PROVENANCE);
    if let Some((_, told)) = told.next() {
        provenance(trial, json, told, &mut answers, &mut rejections);
    }
    rejections.extend(told.map(|_| rejection(PROVENANCE, "the key is written twice")));
    if rejections.is_empty() { Ok(answers) } else { Err(rejections) }
}

fn rejection(key: &str, reason: impl Into<String>) -> Rejection {
    Rejection { key: key.to_owned(), reason: reason.into() }
}

/// Reads where the answers of an object come from.
fn provenance(trial: &Trial, all: &Json, told: &Json, answers: &mut Answers, rejections: &mut Vec<Rejection>) {
    let Json::Object(entries) = told else {
        let reason =
            format!("expected an object from questions to where their answers come from, found {}", told.kind());
        rejections.push(rejection(PROVENANCE, reason));
        return;
    };
    for (place, (key, word)) in entries.iter().enumerate() {
        let mut reject = |reason| rejections.push(rejection(&format!("{PROVENANCE}.{key}"), reason));
        if entries.iter().take(place).any(|(earlier, _)| earlier == key) {
            reject("the key is written twice".to_owned());
        }
        let Some(slot) = trial.slot(key) else {
            reject(unknown_key(trial, key));
            continue;
        };
        if all.get(key).is_none() {
            reject("there is no answer to this question".to_owned());
        }
        match read_provenance(word) {
            Ok(from) => answers.tell(slot, from),
            Err(reason) => reject(reason),
        }
    }
}

fn read_provenance(json: &Json) -> Result<Provenance, String> {
    let words = Provenance::ALL.map(Provenance::id);
    let word = json.as_text().ok_or_else(|| format!("found {}{}", json.kind(), all_of(words)))?;
    Provenance::parse(word).ok_or_else(|| format!("unknown word `{}`{}", short(word), suggestion_or_all(word, words)))
}

fn unknown_key(trial: &Trial, key: &str) -> String {
    let follow_up = trial.keys().any(|(known, _)| known.split_once('.').is_some_and(|(question, _)| question == key));
    if follow_up {
        return format!("the question is asked for each option; expected a key such as `{key}.OPTION`");
    }
    format!("there is no such question{}", suggestion(key, trial.keys().map(|(known, _)| known)))
}

/// Why a value cannot be the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAnswer(String);

impl fmt::Display for InvalidAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidAnswer {}

/// Reads one answer.
///
/// # Errors
///
/// Returns what was expected where the value is no answer to such a question on that day.
pub fn read_answer(kind: &QuestionKind, json: &Json, on: Date) -> Result<Answer, InvalidAnswer> {
    answer(kind, json, on).map_err(InvalidAnswer)
}

fn answer(kind: &QuestionKind, json: &Json, on: Date) -> Result<Answer, String> {
    if let Some(answer) = unknown(json)? {
        return Ok(answer);
    }
    let unfit = |expected: &str| Err(format!("expected {expected}, found {}", json.kind()));
    match (kind, json) {
        (QuestionKind::YesNo, Json::Bool(yes)) => Ok(Answer::YesNo(*yes)),
        (QuestionKind::YesNo, _) => unfit("`true` or `false`"),
        (QuestionKind::One { options }, Json::Text(id)) => option(options, id).map(Answer::One),
        (QuestionKind::One { .. }, _) => unfit("the id of an option"),
        (QuestionKind::Several { .. }, Json::List(items)) => several(kind, items),
        (QuestionKind::Several { .. }, _) => unfit("a list of option ids"),
        (QuestionKind::Number { .. }, _) => number(kind, json),
        (QuestionKind::Date { earliest }, Json::Text(text)) => date(*earliest, text, on),
        (QuestionKind::Date { .. }, _) => {
            unfit(&format!("a date ({DATE_FORM}, or only the year and month, or only the year)"))
        }
    }
}

fn unknown(json: &Json) -> Result<Option<Answer>, String> {
    match json {
        Json::Null => Ok(Some(Answer::Unknown)),
        Json::Object(entries) => match entries.as_slice() {
            [(key, Json::Bool(true))] if key == "unknown" => Ok(Some(Answer::Unknown)),
            [(key, Json::Bool(true))] if key == "declined" => Ok(Some(Answer::Declined)),
            [(key, _)] if key == "unknown" || key == "declined" => Err(format!("expected `{{\"{key}\": true}}`")),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

fn option(options: &[String], id: &str) -> Result<usize, String> {
    options.iter().position(|option| option == id).ok_or_else(|| {
        format!("`{}` is not an option{}", short(id), suggestion_or_all(id, options.iter().map(String::as_str)))
    })
}

fn several(kind: &QuestionKind, items: &[Json]) -> Result<Answer, String> {
    if items.is_empty() {
        return Err(nothing_said(kind));
    }
    let mut chosen = 0;
    for item in items {
        let id = item.as_text().ok_or_else(|| format!("expected a list of option ids, found {} in it", item.kind()))?;
        chosen |= bits::bit(option(kind.options(), id)?);
    }
    let alone = chosen & !kind.naming();
    if alone != 0 && chosen.count_ones() > 1 {
        let names: Vec<_> = bits::names(alone, kind.options()).cloned().collect();
        return Err(format!("`{}` stands alone and cannot be combined with other options", names.join("`, `")));
    }
    Ok(Answer::Several(chosen))
}

/// An empty list may be a *no* to every option, a question that nobody asked, or a slip; so it is none of these.
fn nothing_said(kind: &QuestionKind) -> String {
    let options = kind.options();
    let alone = bits::names(bits::first(options.len()) & !kind.naming(), options);
    let none: Vec<String> = alone.map(|option| format!("`[\"{option}\"]`")).collect();
    let none = if none.is_empty() { none.concat() } else { format!("{} for none of the others, ", none.join(" or ")) };
    format!("an empty list says nothing; expected the options chosen, {none}or `null` if that is not known")
}

fn number(kind: &QuestionKind, json: &Json) -> Result<Answer, String> {
    match json {
        Json::Object(entries) => match entries.as_slice() {
            [(key, about)] if key == "about" => bounded(kind, about).map(Answer::About),
            [(a, least), (b, most)] if a == "min" && b == "max" => between(kind, least, most),
            [(a, most), (b, least)] if a == "max" && b == "min" => between(kind, least, most),
            _ => Err("expected a number, `{\"about\": 20}` or `{\"min\": 15, \"max\": 25}`".to_owned()),
        },
        single => bounded(kind, single).map(Answer::Number),
    }
}

fn between(kind: &QuestionKind, least: &Json, most: &Json) -> Result<Answer, String> {
    let (least, most) = (bounded(kind, least)?, bounded(kind, most)?);
    if least > most {
        Err(format!("the least, {least}, is above the greatest, {most}"))
    } else {
        Ok(Answer::Between(least, most))
    }
}

fn bounded(kind: &QuestionKind, json: &Json) -> Result<Number, String> {
    let number = match json {
        Json::Number(number) => *number,
        Json::Text(text) => Number::parse(text).ok_or_else(|| Fault::NotANumber.say(text))?,
        other => return Err(format!("expected a number, found {}", other.kind())),
    };
    fits_number(kind, number).map_err(|fault| fault.say(&number.to_string()))
}

fn date(earliest: Date, text: &str, on: Date) -> Result<Answer, String> {
    let date = PartialDate::parse(text).ok_or_else(|| Fault::NotADate.say(text))?;
    fits_date(earliest, date, on).map(Answer::Date).map_err(|fault| fault.say(text))
}

/// Why a number or a date cannot be an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read as a number.
    NotANumber,
    /// It is below the least or above the greatest number accepted; the last is what was probably meant.
    OutOfBounds(Number, Number, Option<Number>),
    /// It has more decimals than are accepted.
    TooFine(u32),
    /// It cannot be read as a date, or the calendar has no such day.
    NotADate,
    /// It lies before the first day accepted.
    TooEarly(Date),
    /// It lies after the day of assessment.
    TooLate(Date),
}

impl Fault {
    fn say(self, text: &str) -> String {
        let text = short(text);
        match self {
            Fault::NotANumber => format!("`{text}` is not a number with at most six decimals"),
            Fault::OutOfBounds(least, most, meant) => {
                let meant = meant.map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
                format!("{text} is out of bounds; expected {least} to {most}{meant}")
            }
            Fault::TooFine(0) => format!("{text} is not a whole number"),
            Fault::TooFine(1) => format!("{text} has more than 1 decimal"),
            Fault::TooFine(decimals) => format!("{text} has more than {decimals} decimals"),
            Fault::NotADate => {
                format!("`{text}` is not a date ({DATE_FORM}, or only the year and month, or only the year)")
            }
            Fault::TooEarly(earliest) => format!("`{text}` is out of bounds; expected {earliest} or later"),
            Fault::TooLate(on) => format!("`{text}` lies after the day of assessment, {on}"),
        }
    }
}

/// The number, if a question takes it.
pub fn fits_number(kind: &QuestionKind, number: Number) -> Result<Number, Fault> {
    let QuestionKind::Number { unit, least, most, decimals } = kind else { return Ok(number) };
    let within = |number: Number| number >= *least && number <= *most;
    let fine = |number: Number| number.decimals().is_some_and(|places| places <= *decimals);
    if !within(number) {
        let meant = shifted(unit.as_deref(), number, &|meant| within(meant) && fine(meant));
        return Err(Fault::OutOfBounds(*least, *most, meant));
    }
    if fine(number) { Ok(number) } else { Err(Fault::TooFine(*decimals)) }
}

/// The number with its point moved as by a usual slip, if that fits: for a percentage a share of one, or of ten, and never one
/// digit less; for another unit its thousandfold or thousandth part, such as grams for milligrams.
fn shifted(unit: Option<&str>, number: Number, fits: &dyn Fn(Number) -> bool) -> Option<Number> {
    let slips: &[(i64, i64)] = match unit {
        None => &[],
        Some("%") => &[(100, 1), (10, 1)],
        Some(_) => &[(1000, 1), (1, 1000)],
    };
    let moved = |(times, over): &(i64, i64)| number.times(Number::from(*times))?.over(Number::from(*over));
    slips.iter().filter_map(moved).find(|meant| fits(*meant))
}

/// The date, if some day that it may mean lies from the first day accepted to the day of assessment.
pub fn fits_date(earliest: Date, date: PartialDate, on: Date) -> Result<PartialDate, Fault> {
    match date.days() {
        None => Err(Fault::NotADate),
        Some((_, last)) if last < earliest => Err(Fault::TooEarly(earliest)),
        Some((first, _)) if first > on => Err(Fault::TooLate(on)),
        Some(_) => Ok(date),
    }
}
