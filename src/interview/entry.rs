//! Reads what a person entered as an answer.

use super::screen::{Entry, Field, Problem};
use super::typed::{in_thousands, month_named, normalize, whole_number, without_unit};
use super::words;
use crate::answers::{Answer, Fault, Provenance, SourcedAnswer, fits_date, fits_number};
use crate::texts::Texts;
use crate::trial::{Audience, QuestionKind};
use crate::value::option_set;
use crate::value::{Date, Number, PartialDate};

/// Why an entry is rejected: the key of its message, the values to fill in, and the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryError {
    key: &'static str,
    values: Vec<(&'static str, String)>,
    field: Field,
}

impl EntryError {
    fn at(field: Field, key: &'static str) -> EntryError {
        EntryError { key, values: Vec::new(), field }
    }

    /// Returns the message for the person.
    pub fn problem(&self, texts: &Texts) -> Problem {
        let values: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Problem { text: texts.fill(self.key, &values), field: self.field }
    }
}

/// The provenance last stated: for questions that every person is asked, and for those that only the clinic is asked.
/// `None` where provenance is not asked.
#[derive(Debug, Clone)]
pub(super) struct DefaultProvenance([Option<Provenance>; 2]);

impl DefaultProvenance {
    /// Returns the defaults before any provenance was stated.
    pub fn new(audience: Audience) -> DefaultProvenance {
        DefaultProvenance(match audience {
            Audience::Participant => [None; 2],
            Audience::Clinic => [Some(Provenance::Person), Some(Provenance::Record)],
        })
    }

    /// Returns the default for questions asked of this audience.
    pub fn default_for(&self, asked_of: Audience) -> Option<Provenance> {
        let [person, clinic] = self.0;
        if asked_of == Audience::Participant { person } else { clinic }
    }

    /// Returns an answer with its provenance, which becomes the default. *I don't know* has none.
    pub fn with_provenance(&mut self, asked_of: Audience, answer: Answer, entry: &Entry) -> SourcedAnswer {
        let from = Provenance::parse(&entry.provenance);
        let from = from.filter(|_| !matches!(answer, Answer::Unknown) && self.default_for(asked_of).is_some());
        if from.is_some() {
            let [person, clinic] = &mut self.0;
            *(if asked_of == Audience::Participant { person } else { clinic }) = from;
        }
        SourcedAnswer { answer, from }
    }
}

/// Reads an entry, in the language of the texts, as an answer to a question of this kind. No date may lie after `on`.
pub(super) fn read(kind: &QuestionKind, entry: &Entry, texts: &Texts, on: Date) -> Result<Answer, EntryError> {
    if entry.unknown {
        return Ok(Answer::Unknown);
    }
    let chosen = |options: &[String]| options.iter().position(|option| Some(option) == entry.chosen.first());
    let none_chosen = || EntryError::at(Field::First, "problem.choose");
    match kind {
        QuestionKind::YesNo => match entry.chosen.first().map(String::as_str) {
            Some("yes") => Ok(Answer::YesNo(true)),
            Some("no") => Ok(Answer::YesNo(false)),
            _ => Err(none_chosen()),
        },
        QuestionKind::One { options } => chosen(options).map(Answer::One).ok_or_else(none_chosen),
        QuestionKind::Several { options, .. } => several(kind, options, &entry.chosen),
        QuestionKind::Number { unit, .. } => number(kind, unit.as_deref().unwrap_or_default(), entry, texts),
        QuestionKind::Date { earliest } => date(*earliest, entry, texts, on),
    }
}

fn several(kind: &QuestionKind, options: &[String], chosen: &[String]) -> Result<Answer, EntryError> {
    let ticked = options.iter().enumerate().filter(|(_, option)| chosen.contains(option));
    let set = ticked.fold(0, |set, (index, _)| set | option_set::bit(index));
    let exclusive = set & !kind.naming();
    if set == 0 {
        return Err(EntryError::at(Field::First, "problem.choose_several"));
    }
    if exclusive != 0 && set.count_ones() > 1 {
        return Err(EntryError::at(Field::First, "problem.alone"));
    }
    Ok(Answer::Several(set))
}

fn number(kind: &QuestionKind, unit: &str, entry: &Entry, texts: &Texts) -> Result<Answer, EntryError> {
    let text = normalize(&entry.number);
    let shown = words::unit(texts, kind).unwrap_or_default();
    let text = without_unit(&text, &[unit, &shown]).to_owned();
    if text.is_empty() {
        return Err(EntryError::at(Field::First, "problem.number_empty"));
    }
    if let Some((key, digits, decimal)) = in_thousands(&text) {
        return Err(EntryError { key, values: vec![("whole", digits), ("decimal", decimal)], field: Field::First });
    }
    // Many people write one half this way.
    let text = if text.starts_with('.') { "0".to_owned() + &text } else { text };
    let number = Number::parse(&text).ok_or(Fault::NotANumber).and_then(|number| fits_number(kind, number));
    number.map(if entry.about { Answer::About } else { Answer::Number }).map_err(|fault| match fault {
        Fault::OutOfBounds(least, most, meant) => {
            let mut values = vec![("least", least.to_string()), ("most", most.to_string())];
            values.extend(meant.map(|meant| ("meant", meant.to_string())));
            let key = if meant.is_some() { "problem.bounds_meant" } else { "problem.bounds" };
            EntryError { key, values, field: Field::First }
        }
        Fault::TooFine(0) => EntryError::at(Field::First, "problem.whole"),
        Fault::TooFine(decimals) => EntryError {
            key: "problem.decimals",
            values: vec![("decimals", decimals.to_string())],
            field: Field::First,
        },
        _ => EntryError::at(Field::First, "problem.number"),
    })
}

fn date(earliest: Date, entry: &Entry, texts: &Texts, on: Date) -> Result<Answer, EntryError> {
    let [day, month, year] = [&entry.day, &entry.month, &entry.year].map(|field| normalize(field));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Err(EntryError::at(Field::First, "problem.date_empty"));
    }
    if year.is_empty() {
        return Err(EntryError::at(Field::Year, "problem.year_empty"));
    }
    if month.is_empty() && !day.is_empty() {
        return Err(EntryError::at(Field::Month, "problem.month_empty"));
    }
    let year_number = whole_number(&year).filter(|_| year.len() == 4).and_then(|year| i32::try_from(year).ok());
    let year = year_number.ok_or(EntryError::at(Field::Year, "problem.year"))?;
    // No month has a day 0.
    let day = (!day.is_empty()).then(|| whole_number(&day).unwrap_or_default());
    let month = match whole_number(&month).or_else(|| month_named(texts, &month)) {
        Some(month @ 1..=12) => Some(month),
        None if month.is_empty() => None,
        Some(13..=31) if day.is_some_and(|day| day <= 12) => {
            return Err(EntryError::at(Field::Month, "problem.swapped"));
        }
        _ => return Err(EntryError::at(Field::Month, "problem.month")),
    };
    let date = PartialDate { year, month, day };
    fits_date(earliest, date, on).map(Answer::Date).map_err(|fault| match fault {
        Fault::TooLate(_) => EntryError::at(Field::First, "problem.future"),
        Fault::TooEarly(earliest) => {
            let year = earliest.parts().0.to_string();
            EntryError { key: "problem.early", values: vec![("year", year)], field: Field::Year }
        }
        _ => match (PartialDate { day: None, ..date }).days() {
            Some((_, last)) => {
                let most = last.parts().2.to_string();
                EntryError { key: "problem.day", values: vec![("most", most)], field: Field::Day }
            }
            None => EntryError::at(Field::Year, "problem.year"),
        },
    })
}
