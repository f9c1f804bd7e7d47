//! Answers and criteria as a row of bits, each in a place and a width that the definition alone decides; [`super::compact`] has the
//! table. One description serves for writing and for reading.

use crate::answers::{Answer, Answers, Provenance, SourcedAnswer};
use crate::engine::Status;
use crate::json::Json;
use crate::result;
use crate::trial::{QuestionKind, Trial};
use crate::value::{Date, Number, PartialDate};

/// A row of bits, being written or read. Each step says what is written, and gives what stands there.
pub(super) struct BitStream {
    bits: Vec<bool>,
    /// The next to be read; nothing while it is written.
    at: Option<usize>,
    /// Something has no place in its width, or is missing.
    failed: bool,
}

impl BitStream {
    /// One to write on.
    #[cfg(feature = "referral")]
    pub(super) fn blank() -> BitStream {
        BitStream { bits: Vec::new(), at: None, failed: false }
    }

    /// One to read.
    pub(super) fn of(bytes: &[u8]) -> BitStream {
        let bits = |byte: &u8| {
            let byte = *byte;
            (0..8).rev().map(move |place| byte.checked_shr(place).unwrap_or(0) & 1 == 1)
        };
        BitStream { bits: bytes.iter().flat_map(bits).collect(), at: Some(0), failed: false }
    }

    /// All of it, filled up with zeros.
    #[cfg(feature = "referral")]
    pub(super) fn bytes(&self) -> Vec<u8> {
        let byte =
            |bits: &[bool]| (0..8).fold(0_u8, |byte, at| byte.wrapping_shl(1) | u8::from(bits.get(at) == Some(&true)));
        self.bits.chunks(8).map(byte).collect()
    }

    /// Whether something has no place in its width, or is missing.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    fn number(&mut self, width: u32, value: u64) -> u64 {
        let Some(at) = self.at else {
            self.failed |= needs(value) > width;
            self.bits.extend((0..width).rev().map(|place| value.checked_shr(place).unwrap_or(0) & 1 == 1));
            return value;
        };
        let end = at.saturating_add(usize::try_from(width).unwrap_or(usize::MAX));
        self.at = Some(end);
        let Some(bits) = self.bits.get(at..end) else {
            self.failed = true;
            return 0;
        };
        bits.iter().fold(0, |number: u64, bit| number.wrapping_shl(1) | u64::from(*bit))
    }

    fn flag(&mut self, value: bool) -> bool {
        self.number(1, value.into()) == 1
    }
}

/// How many bits a number needs.
fn needs(number: u64) -> u32 {
    u64::BITS.saturating_sub(number.leading_zeros())
}

/// The answers, each in its place.
pub(super) fn answered(tape: &mut BitStream, trial: &Trial, given: &Answers) -> Answers {
    let mut all = Answers::default();
    for slot in 0..trial.slots.len() {
        let Some(question) = trial.question(slot) else { continue };
        let said = given.get(slot);
        let answer = answer(tape, &question.kind, said.map(|said| &said.answer));
        let place = |from: Provenance| Provenance::ALL.iter().position(|one| *one == from);
        let from = said.and_then(|said| place(said.from?)).map_or(0, |place| place.saturating_add(1));
        let from = tape.number(2, u64::try_from(from).unwrap_or(0));
        let from = usize::try_from(from).ok().and_then(|from| Provenance::ALL.get(from.checked_sub(1)?).copied());
        if let Some(answer) = answer {
            all.set(slot, SourcedAnswer { answer, from });
        }
    }
    all
}

/// The forms that every kind of question has; its own follow.
const ABSENT: u64 = 0;
const UNKNOWN: u64 = 1;
const DECLINED: u64 = 2;
const FIRST: u64 = 3;

/// What was said in answer to one question: first in which form, of which 0 is not at all.
fn answer(tape: &mut BitStream, kind: &QuestionKind, said: Option<&Answer>) -> Option<Answer> {
    let form = |own: u64| match said {
        None => ABSENT,
        Some(Answer::Unknown) => UNKNOWN,
        Some(Answer::Declined) => DECLINED,
        Some(_) => FIRST.saturating_add(own),
    };
    let own = |form: u64| form.checked_sub(FIRST);
    let (form, told) = match kind {
        QuestionKind::YesNo => {
            let form = tape.number(3, form(matches!(said, Some(Answer::YesNo(true))).into()));
            (form, own(form).map(|yes| Answer::YesNo(yes == 1)))
        }
        QuestionKind::One { options } => {
            let place = if let Some(Answer::One(place)) = said { *place } else { 0 };
            let last = u64::try_from(options.len()).unwrap_or(u64::MAX).saturating_add(2);
            let form = tape.number(needs(last), form(u64::try_from(place).unwrap_or(u64::MAX)));
            (form, own(form).and_then(|place| Some(Answer::One(usize::try_from(place).ok()?))))
        }
        QuestionKind::Several { options, .. } => {
            let chosen = if let Some(Answer::Several(chosen)) = said { *chosen } else { 0 };
            let form = tape.number(2, form(0));
            let chosen = tape.number(u32::try_from(options.len()).unwrap_or(u32::MAX), chosen);
            (form, own(form).map(|_| Answer::Several(chosen)))
        }
        QuestionKind::Number { least, most, decimals, .. } => number(tape, (*least, *most, *decimals), said, &form),
        QuestionKind::Date { earliest } => date(tape, *earliest, said, &form),
    };
    match form {
        ABSENT => None,
        UNKNOWN => Some(Answer::Unknown),
        DECLINED => Some(Answer::Declined),
        _ => told,
    }
}

/// A number, about a number, or two, each as steps from the least.
fn number(
    tape: &mut BitStream,
    (least, most, decimals): (Number, Number, u32),
    said: Option<&Answer>,
    form: &dyn Fn(u64) -> u64,
) -> (u64, Option<Answer>) {
    let floor = least.steps_up(decimals).unwrap_or(0);
    let steps =
        |number: Number| number.steps_down(decimals).and_then(|steps| u64::try_from(steps.checked_sub(floor)?).ok());
    let width = steps(most).map_or(0, needs);
    let (own, first, second) = match said {
        Some(Answer::About(number)) => (1, *number, least),
        Some(Answer::Between(first, second)) => (2, *first, *second),
        Some(Answer::Number(number)) => (0, *number, least),
        _ => (0, least, least),
    };
    let form = tape.number(3, form(own));
    let mut place = |number: Number| {
        let steps = tape.number(width, steps(number).unwrap_or(0));
        i64::try_from(steps).ok().and_then(|steps| Number::of_steps(steps.checked_add(floor)?, decimals))
    };
    let (first, second) = (place(first), place(second));
    let told = match form {
        3 => first.map(Answer::Number),
        4 => first.map(Answer::About),
        5 => first.zip(second).map(|(first, second)| Answer::Between(first, second)),
        _ => None,
    };
    (form, told)
}

/// A year, a month or a day.
fn date(
    tape: &mut BitStream,
    earliest: Date,
    said: Option<&Answer>,
    form: &dyn Fn(u64) -> u64,
) -> (u64, Option<Answer>) {
    let (from, ..) = earliest.parts();
    let width = if from < 1850 { 14 } else { 8 };
    let nothing = PartialDate { year: from, month: None, day: None };
    let date = if let Some(Answer::Date(date)) = said { *date } else { nothing };
    let own = u64::from(date.month.is_some()).saturating_add(date.day.is_some().into());
    let form = tape.number(3, form(own));
    let year = tape.number(width, u64::try_from(date.year.saturating_sub(from)).unwrap_or(u64::MAX));
    let month = tape.number(4, date.month.unwrap_or(0).into());
    let day = tape.number(5, date.day.unwrap_or(0).into());
    let part = |part: u64| u32::try_from(part).ok().filter(|part| *part > 0);
    let year = i32::try_from(year).unwrap_or(0).saturating_add(from);
    (form, Some(Answer::Date(PartialDate { year, month: part(month), day: part(day) })))
}

/// The criteria that a result without answers holds: those that are to be confirmed.
pub(super) fn criteria(tape: &mut BitStream, trial: &Trial, result: &Json) -> Vec<Json> {
    let list = result.get("criteria").and_then(Json::as_list).unwrap_or_default();
    let mut found = Vec::new();
    for (place, criterion) in trial.criteria.iter().enumerate() {
        let id = |one: &&Json| one.get("id").and_then(Json::as_text) == Some(&criterion.id);
        found.extend(self::criterion(tape, trial, place, list.iter().find(id)));
    }
    found
}

fn criterion(tape: &mut BitStream, trial: &Trial, place: usize, held: Option<&Json>) -> Option<Json> {
    const STATUSES: [&str; 3] = Status::IDS;
    let text = |key: &str| held.and_then(|held| held.get(key)).and_then(Json::as_text).unwrap_or_default();
    let there = tape.flag(held.is_some());
    let status = STATUSES.iter().position(|status| *status == text("status")).unwrap_or(0);
    let status = tape.number(2, u64::try_from(status).unwrap_or(0));
    let status = usize::try_from(status).ok().and_then(|status| STATUSES.get(status).copied()).unwrap_or_default();
    let why = if status == "unknown" { "open" } else { "because" };
    let named = held.and_then(|held| held.get(why)).and_then(Json::as_list).unwrap_or_default();
    let rule = trial.criteria.get(place)?.rule;
    let used = rule.map(|rule| trial.program.unknowns_beneath(rule)).unwrap_or_default();
    let mut keys = Vec::new();
    for (slot, asked) in trial.slots.iter().enumerate() {
        if used.holds(slot) && tape.flag(named.iter().any(|one| one.as_text() == Some(&asked.key))) {
            keys.push(asked.key.clone());
        }
    }
    let resolves = Date::parse(text("resolves_on"));
    let later = tape.flag(resolves.is_some());
    let days = resolves.and_then(|day| u64::try_from(Date::FIRST.days_until(day)).ok()).unwrap_or(0);
    let days = i64::try_from(tape.number(22, days)).unwrap_or(0);
    if !there {
        return None;
    }
    let head = result::criterion(trial.criteria.get(place)?, status);
    let mut entries: Vec<(String, Json)> =
        head.into_iter().map(|(key, value)| (key.to_owned(), Json::Text(value.to_owned()))).collect();
    entries.push((why.to_owned(), Json::texts(&keys)));
    if later {
        entries.push(("resolves_on".to_owned(), Json::Text(Date::FIRST.plus_days(days).to_string())));
    }
    Some(Json::Object(entries))
}
