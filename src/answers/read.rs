//! The reader of answers from JSON, and the checks of numbers and dates.

use std::fmt;

use super::{Answer, Answers, PROVENANCE, Provenance};
use crate::diagnostics::{all_of, suggestion, suggestion_or_all};
use crate::json::Json;
use crate::json::visible::{short, shown};
use crate::trial::QuestionKind;
use crate::trial::Trial;
use crate::value::option_set;
use crate::value::{DATE_FORM, Date, Number, PartialDate};

/// The greatest number of characters of a reason. Quotations in it are cut before that.
const REASON_LENGTH: usize = 2_000;

/// An answer that is not accepted, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The key of the answer; empty if the rejection concerns the answers as a whole.
    pub key: String,
    /// What is wrong and what was expected.
    pub reason: String,
}

impl Rejection {
    /// Returns the rejection as `{ question, reason }`.
    pub fn to_json(&self) -> Json {
        Json::object([
            ("question", Json::Text(short(&self.key))),
            ("reason", Json::Text(shown(&self.reason, REASON_LENGTH))),
        ])
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = shown(&self.reason, REASON_LENGTH);
        if self.key.is_empty() { f.write_str(&reason) } else { write!(f, "`{}`: {reason}", short(&self.key)) }
    }
}

impl std::error::Error for Rejection {}

/// Reads one person's answers: an object from keys to answers.
///
/// *I don't know* is `null` or `{"unknown": true}`, *I'd rather not say* is `{"declined": true}`; yes and no are `true`
/// and `false`; options are ids, at least one; a number is a number, or a text such as `"7.5"`, or `{"about": 20}` (up to a
/// tenth less or more), or `{"min": 15, "max": 25}`; a date is `"2026-03-05"`, `"2026-03"` or `"2026"`.
///
/// The [`Provenance`] of answers, if stated, is under the key `provenance`: an object from keys to `person`, `record`
/// or `examined`.
///
/// # Errors
///
/// Returns every answer that is not accepted; no date may lie after `on`.
///
/// ```
/// # use prescreener::{answers::read, diagnostics::Document, trial::Trial, value::Date};
/// # let content = serde_json::from_value(serde_json::json!({
/// #     "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #     "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #     "sources": [{ "id": "S", "title": "Examples" }],
/// #     "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #     "questions": [{ "id": "dose", "type": "number", "unit": "mg", "min": "0", "max": "100" }], "order": ["dose"],
/// #     "criteria": [{ "id": "C1", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                    "rule": "dose >= 5 mg", "source": ["S"], "confidence": "one_source" }] })).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let today = Date::parse("2026-11-22").unwrap();
/// let json = |text: &str| serde_json::from_str(text).unwrap();
/// assert!(read(&trial, &json(r#"{ "dose": { "about": 20 } }"#), today).is_ok());
/// let rejections = read(&trial, &json(r#"{ "dose": 200 }"#), today).unwrap_err();
/// assert_eq!(rejections[0].to_string(), "`dose`: 200 is out of bounds; expected 0 to 100");
/// ```
pub fn read(trial: &Trial, json: &Json, on: Date) -> Result<Answers, Vec<Rejection>> {
    let Json::Object(entries) = json else {
        let reason = format!("expected an object of answers, found {}", json.kind());
        return Err(vec![Rejection { key: String::new(), reason }]);
    };
    let mut answers = Answers { answers: Vec::with_capacity(trial.slots.len()) };
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
    // The provenance may come before the answers that it refers to.
    let mut provenances = entries.iter().filter(|(key, _)| key == PROVENANCE);
    if let Some((_, first)) = provenances.next() {
        read_provenances(trial, json, first, &mut answers, &mut rejections);
    }
    rejections.extend(provenances.map(|_| rejection(PROVENANCE, "the key is written twice")));
    if rejections.is_empty() { Ok(answers) } else { Err(rejections) }
}

fn rejection(key: &str, reason: impl Into<String>) -> Rejection {
    Rejection { key: key.to_owned(), reason: reason.into() }
}

/// Reads the provenance of the answers of an object.
fn read_provenances(trial: &Trial, all: &Json, stated: &Json, answers: &mut Answers, rejections: &mut Vec<Rejection>) {
    let Json::Object(entries) = stated else {
        let reason =
            format!("expected an object from questions to where their answers come from, found {}", stated.kind());
        rejections.push(rejection(PROVENANCE, reason));
        return;
    };
    for (index, (key, word)) in entries.iter().enumerate() {
        let mut reject = |reason| rejections.push(rejection(&format!("{PROVENANCE}.{key}"), reason));
        if entries.iter().take(index).any(|(earlier, _)| earlier == key) {
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
            Ok(from) => answers.set_provenance(slot, from),
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
/// ```
/// use prescreener::{answers::read_answer, json::Json, trial::QuestionKind, value::Date};
/// let today = Date::parse("2026-11-22").unwrap();
/// assert!(read_answer(&QuestionKind::YesNo, &Json::Bool(true), today).is_ok());
/// assert!(read_answer(&QuestionKind::YesNo, &Json::Text("maybe".to_owned()), today).is_err());
/// ```
///
/// # Errors
///
/// Returns what was expected if the value is not an answer to such a question on that day.
pub fn read_answer(kind: &QuestionKind, json: &Json, on: Date) -> Result<Answer, InvalidAnswer> {
    answer(kind, json, on).map_err(InvalidAnswer)
}

fn answer(kind: &QuestionKind, json: &Json, on: Date) -> Result<Answer, String> {
    if let Some(answer) = unknown(json)? {
        return Ok(answer);
    }
    let unexpected = |expected: &str| Err(format!("expected {expected}, found {}", json.kind()));
    match (kind, json) {
        (QuestionKind::YesNo, Json::Bool(yes)) => Ok(Answer::YesNo(*yes)),
        (QuestionKind::YesNo, _) => unexpected("`true` or `false`"),
        (QuestionKind::One { options }, Json::Text(id)) => option(options, id).map(Answer::One),
        (QuestionKind::One { .. }, _) => unexpected("the id of an option"),
        (QuestionKind::Several { .. }, Json::List(items)) => several(kind, items),
        (QuestionKind::Several { .. }, _) => unexpected("a list of option ids"),
        (QuestionKind::Number { .. }, _) => number(kind, json),
        (QuestionKind::Date { earliest }, Json::Text(text)) => date(*earliest, text, on),
        (QuestionKind::Date { .. }, _) => {
            unexpected(&format!("a date ({DATE_FORM}, or only the year and month, or only the year)"))
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
        return Err(empty_list_reason(kind));
    }
    let mut chosen = 0;
    for item in items {
        let id = item.as_text().ok_or_else(|| format!("expected a list of option ids, found {} in it", item.kind()))?;
        chosen |= option_set::bit(option(kind.options(), id)?);
    }
    let exclusive = chosen & !kind.naming();
    if exclusive != 0 && chosen.count_ones() > 1 {
        let names: Vec<_> = option_set::names(exclusive, kind.options()).cloned().collect();
        return Err(format!("`{}` stands alone and cannot be combined with other options", names.join("`, `")));
    }
    Ok(Answer::Several(chosen))
}

/// Returns the reason to reject an empty list: it may be a *no* to every option, a question that was not asked, or an
/// error, so it counts as none of these.
fn empty_list_reason(kind: &QuestionKind) -> String {
    let options = kind.options();
    let exclusive = option_set::names(option_set::first(options.len()) & !kind.naming(), options);
    let none: Vec<String> = exclusive.map(|option| format!("`[\"{option}\"]`")).collect();
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
        Json::Text(text) => Number::parse(text).ok_or_else(|| Fault::NotANumber.message(text))?,
        other => return Err(format!("expected a number, found {}", other.kind())),
    };
    fits_number(kind, number).map_err(|fault| fault.message(&number.to_string()))
}

fn date(earliest: Date, text: &str, on: Date) -> Result<Answer, String> {
    let date = PartialDate::parse(text).ok_or_else(|| Fault::NotADate.message(text))?;
    fits_date(earliest, date, on).map(Answer::Date).map_err(|fault| fault.message(text))
}

/// Why a number or a date cannot be an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read as a number.
    NotANumber,
    /// It is below the least or above the greatest number accepted; the last value is the one probably meant.
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
    fn message(self, text: &str) -> String {
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

/// Returns the number, if a question accepts it.
///
/// # Errors
///
/// Returns [`Fault`] if it is out of bounds or has too many decimals.
pub fn fits_number(kind: &QuestionKind, number: Number) -> Result<Number, Fault> {
    let QuestionKind::Number { unit, least, most, decimals } = kind else { return Ok(number) };
    let within = |number: Number| number >= *least && number <= *most;
    let fine = |number: Number| number.decimals().is_some_and(|places| places <= *decimals);
    if !within(number) {
        let meant = probably_meant(unit.as_deref(), number, &|meant| within(meant) && fine(meant));
        return Err(Fault::OutOfBounds(*least, *most, meant));
    }
    if fine(number) { Ok(number) } else { Err(Fault::TooFine(*decimals)) }
}

/// Returns the number that was probably meant, if it fits: the number with its point moved as in a common error. A
/// percentage may have been entered as a fraction of one or of ten, but not with a digit too many; a number with another
/// unit may be off by a factor of a thousand, such as grams for milligrams.
fn probably_meant(unit: Option<&str>, number: Number, fits: &dyn Fn(Number) -> bool) -> Option<Number> {
    let factors: &[(i64, i64)] = match unit {
        None => &[],
        Some("%") => &[(100, 1), (10, 1)],
        Some(_) => &[(1000, 1), (1, 1000)],
    };
    let moved = |(times, over): &(i64, i64)| number.times(Number::from(*times))?.over(Number::from(*over));
    factors.iter().filter_map(moved).find(|meant| fits(*meant))
}

/// Returns the date, if some day that it may mean lies between the first day accepted and the day of assessment.
///
/// # Errors
///
/// Returns [`Fault`] if the calendar has no such day, or if it is too early or too late.
pub fn fits_date(earliest: Date, date: PartialDate, on: Date) -> Result<PartialDate, Fault> {
    match date.days() {
        None => Err(Fault::NotADate),
        Some((_, last)) if last < earliest => Err(Fault::TooEarly(earliest)),
        Some((first, _)) if first > on => Err(Fault::TooLate(on)),
        Some(_) => Ok(date),
    }
}
