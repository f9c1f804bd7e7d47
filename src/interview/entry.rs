//! What a person typed, to an answer.

use super::screen::{Entry, Field, Problem};
use super::typed::{in_thousands, month_named, plain, whole, without_unit};
use super::words;
use crate::answers::{Answer, Fault, Provenance, Said, fits_date, fits_number};
use crate::texts::Texts;
use crate::trial::{Audience, QuestionKind};
use crate::value::bits;
use crate::value::{Date, Number, PartialDate};

/// Why an entry cannot be taken: the key of the words for it, what to fill in, and the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    key: &'static str,
    values: Vec<(&'static str, String)>,
    field: Field,
}

impl Mistake {
    fn at(field: Field, key: &'static str) -> Mistake {
        Mistake { key, values: Vec::new(), field }
    }

    /// The mistake in words.
    pub fn problem(&self, texts: &Texts) -> Problem {
        let values: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Problem { text: texts.fill(self.key, &values), field: self.field }
    }
}

/// What was last told of where answers come from: answers to questions that everybody is asked, and to those that only a
/// clinic is. Nothing where that is not asked.
#[derive(Debug, Clone)]
pub(super) struct Usual([Option<Provenance>; 2]);

impl Usual {
    /// What is usual before anything was told.
    pub fn new(audience: Audience) -> Usual {
        Usual(match audience {
            Audience::Participant => [None; 2],
            Audience::Clinic => [Some(Provenance::Person), Some(Provenance::Record)],
        })
    }

    /// What is usual for questions that these can answer.
    pub fn of(&self, asked_of: Audience) -> Option<Provenance> {
        let [everybody, clinic] = self.0;
        if asked_of == Audience::Participant { everybody } else { clinic }
    }

    /// An answer with where it comes from, which is usual from now on. *I don't know* comes from nowhere.
    pub fn tell(&mut self, asked_of: Audience, answer: Answer, entry: &Entry) -> Said {
        let from = Provenance::parse(&entry.provenance);
        let from = from.filter(|_| !matches!(answer, Answer::Unknown) && self.of(asked_of).is_some());
        if from.is_some() {
            let [everybody, clinic] = &mut self.0;
            *(if asked_of == Audience::Participant { everybody } else { clinic }) = from;
        }
        Said { answer, from }
    }
}

/// Reads an entry, in some language's words, as an answer to a question of some kind; no date may lie after a day.
pub(super) fn read(kind: &QuestionKind, entry: &Entry, texts: &Texts, on: Date) -> Result<Answer, Mistake> {
    if entry.unknown {
        return Ok(Answer::Unknown);
    }
    let chosen = |options: &[String]| options.iter().position(|option| Some(option) == entry.chosen.first());
    let nothing = || Mistake::at(Field::First, "problem.choose");
    match kind {
        QuestionKind::YesNo => match entry.chosen.first().map(String::as_str) {
            Some("yes") => Ok(Answer::YesNo(true)),
            Some("no") => Ok(Answer::YesNo(false)),
            _ => Err(nothing()),
        },
        QuestionKind::One { options } => chosen(options).map(Answer::One).ok_or_else(nothing),
        QuestionKind::Several { options, .. } => several(kind, options, &entry.chosen),
        QuestionKind::Number { unit, .. } => number(kind, unit.as_deref().unwrap_or_default(), entry, texts),
        QuestionKind::Date { earliest } => date(*earliest, entry, texts, on),
    }
}

fn several(kind: &QuestionKind, options: &[String], chosen: &[String]) -> Result<Answer, Mistake> {
    let places = options.iter().enumerate().filter(|(_, option)| chosen.contains(option));
    let set = places.fold(0, |set, (place, _)| set | bits::bit(place));
    let alone = set & !kind.naming();
    if set == 0 {
        return Err(Mistake::at(Field::First, "problem.choose_several"));
    }
    if alone != 0 && set.count_ones() > 1 {
        return Err(Mistake::at(Field::First, "problem.alone"));
    }
    Ok(Answer::Several(set))
}

fn number(kind: &QuestionKind, unit: &str, entry: &Entry, texts: &Texts) -> Result<Answer, Mistake> {
    let text = plain(&entry.number);
    let shown = words::unit(texts, kind).unwrap_or_default();
    let text = without_unit(&text, &[unit, &shown]).to_owned();
    if text.is_empty() {
        return Err(Mistake::at(Field::First, "problem.number_empty"));
    }
    if let Some((key, whole, decimal)) = in_thousands(&text) {
        return Err(Mistake { key, values: vec![("whole", whole), ("decimal", decimal)], field: Field::First });
    }
    // As many people write one half.
    let text = if text.starts_with('.') { "0".to_owned() + &text } else { text };
    let number = Number::parse(&text).ok_or(Fault::NotANumber).and_then(|number| fits_number(kind, number));
    number.map(if entry.about { Answer::About } else { Answer::Number }).map_err(|fault| match fault {
        Fault::OutOfBounds(least, most, meant) => {
            let mut values = vec![("least", least.to_string()), ("most", most.to_string())];
            values.extend(meant.map(|meant| ("meant", meant.to_string())));
            let key = if meant.is_some() { "problem.bounds_meant" } else { "problem.bounds" };
            Mistake { key, values, field: Field::First }
        }
        Fault::TooFine(0) => Mistake::at(Field::First, "problem.whole"),
        Fault::TooFine(decimals) => {
            Mistake { key: "problem.decimals", values: vec![("decimals", decimals.to_string())], field: Field::First }
        }
        _ => Mistake::at(Field::First, "problem.number"),
    })
}

fn date(earliest: Date, entry: &Entry, texts: &Texts, on: Date) -> Result<Answer, Mistake> {
    let [day, month, year] = [&entry.day, &entry.month, &entry.year].map(|field| plain(field));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Err(Mistake::at(Field::First, "problem.date_empty"));
    }
    if year.is_empty() {
        return Err(Mistake::at(Field::Year, "problem.year_empty"));
    }
    if month.is_empty() && !day.is_empty() {
        return Err(Mistake::at(Field::Month, "problem.month_empty"));
    }
    let year_number = whole(&year).filter(|_| year.len() == 4).and_then(|year| i32::try_from(year).ok());
    let year = year_number.ok_or(Mistake::at(Field::Year, "problem.year"))?;
    // No month has a day 0.
    let day = (!day.is_empty()).then(|| whole(&day).unwrap_or_default());
    let month = match whole(&month).or_else(|| month_named(texts, &month)) {
        Some(month @ 1..=12) => Some(month),
        None if month.is_empty() => None,
        Some(13..=31) if day.is_some_and(|day| day <= 12) => return Err(Mistake::at(Field::Month, "problem.swapped")),
        _ => return Err(Mistake::at(Field::Month, "problem.month")),
    };
    let date = PartialDate { year, month, day };
    fits_date(earliest, date, on).map(Answer::Date).map_err(|fault| match fault {
        Fault::TooLate(_) => Mistake::at(Field::First, "problem.future"),
        Fault::TooEarly(earliest) => {
            let year = earliest.parts().0.to_string();
            Mistake { key: "problem.early", values: vec![("year", year)], field: Field::Year }
        }
        _ => match (PartialDate { day: None, ..date }).days() {
            Some((_, last)) => {
                let most = last.parts().2.to_string();
                Mistake { key: "problem.day", values: vec![("most", most)], field: Field::Day }
            }
            None => Mistake::at(Field::Year, "problem.year"),
        },
    })
}
