//! Answers and criteria as a stream of bits, each at a position and of a width that only the definition determines;
//! [`super::compact`] has the table. One description serves both writing and reading.

use crate::answers::{Answer, Answers, Provenance, SourcedAnswer};
use crate::engine::Status;
use crate::json::Json;
use crate::result;
use crate::trial::{QuestionKind, Trial};
use crate::value::{Date, Number, PartialDate};

/// A stream of bits for writing or reading. Each step takes the value to write, and returns the value at that position.
pub(super) struct BitStream {
    bits: Vec<bool>,
    /// The position of the next bit to read; `None` while writing.
    at: Option<usize>,
    /// Whether a value does not fit its width, or is missing.
    failed: bool,
}

impl BitStream {
    /// Creates a stream to write.
    #[cfg(feature = "referral")]
    pub(super) fn writer() -> BitStream {
        BitStream { bits: Vec::new(), at: None, failed: false }
    }

    /// Creates a stream to read.
    pub(super) fn reader(bytes: &[u8]) -> BitStream {
        let bits = |byte: &u8| {
            let byte = *byte;
            (0..8).rev().map(move |bit| byte.checked_shr(bit).unwrap_or(0) & 1 == 1)
        };
        BitStream { bits: bytes.iter().flat_map(bits).collect(), at: Some(0), failed: false }
    }

    /// Returns all bits as bytes, padded with zeros.
    #[cfg(feature = "referral")]
    pub(super) fn bytes(&self) -> Vec<u8> {
        let byte =
            |bits: &[bool]| (0..8).fold(0_u8, |byte, at| byte.wrapping_shl(1) | u8::from(bits.get(at) == Some(&true)));
        self.bits.chunks(8).map(byte).collect()
    }

    /// Returns whether a value did not fit its width, or was missing.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    fn number(&mut self, width: u32, value: u64) -> u64 {
        let Some(at) = self.at else {
            self.failed |= bits_needed(value) > width;
            self.bits.extend((0..width).rev().map(|bit| value.checked_shr(bit).unwrap_or(0) & 1 == 1));
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

/// Returns how many bits a number needs.
fn bits_needed(number: u64) -> u32 {
    u64::BITS.saturating_sub(number.leading_zeros())
}

/// Writes or reads the answers, each at its position.
pub(super) fn all_answers(stream: &mut BitStream, trial: &Trial, given: &Answers) -> Answers {
    let mut all = Answers::default();
    for slot in 0..trial.slots.len() {
        let Some(question) = trial.question(slot) else { continue };
        let sourced = given.get(slot);
        let answer = answer(stream, &question.kind, sourced.map(|sourced| &sourced.answer));
        let index = |from: Provenance| Provenance::ALL.iter().position(|one| *one == from);
        let from = sourced.and_then(|sourced| index(sourced.from?)).map_or(0, |index| index.saturating_add(1));
        let from = stream.number(2, u64::try_from(from).unwrap_or(0));
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

/// Writes or reads the answer to one question: first its form, of which 0 is no answer.
fn answer(stream: &mut BitStream, kind: &QuestionKind, given: Option<&Answer>) -> Option<Answer> {
    let form = |own: u64| match given {
        None => ABSENT,
        Some(Answer::Unknown) => UNKNOWN,
        Some(Answer::Declined) => DECLINED,
        Some(_) => FIRST.saturating_add(own),
    };
    let own = |form: u64| form.checked_sub(FIRST);
    let (form, decoded) = match kind {
        QuestionKind::YesNo => {
            let form = stream.number(3, form(matches!(given, Some(Answer::YesNo(true))).into()));
            (form, own(form).map(|yes| Answer::YesNo(yes == 1)))
        }
        QuestionKind::One { options } => {
            let index = if let Some(Answer::One(index)) = given { *index } else { 0 };
            let last = u64::try_from(options.len()).unwrap_or(u64::MAX).saturating_add(2);
            let form = stream.number(bits_needed(last), form(u64::try_from(index).unwrap_or(u64::MAX)));
            (form, own(form).and_then(|index| Some(Answer::One(usize::try_from(index).ok()?))))
        }
        QuestionKind::Several { options, .. } => {
            let chosen = if let Some(Answer::Several(chosen)) = given { *chosen } else { 0 };
            let form = stream.number(2, form(0));
            let chosen = stream.number(u32::try_from(options.len()).unwrap_or(u32::MAX), chosen);
            (form, own(form).map(|_| Answer::Several(chosen)))
        }
        QuestionKind::Number { least, most, decimals, .. } => number(stream, (*least, *most, *decimals), given, &form),
        QuestionKind::Date { earliest } => date(stream, *earliest, given, &form),
    };
    match form {
        ABSENT => None,
        UNKNOWN => Some(Answer::Unknown),
        DECLINED => Some(Answer::Declined),
        _ => decoded,
    }
}

/// Writes or reads a number, an approximate number, or two numbers, each as steps from the least.
fn number(
    stream: &mut BitStream,
    (least, most, decimals): (Number, Number, u32),
    given: Option<&Answer>,
    form: &dyn Fn(u64) -> u64,
) -> (u64, Option<Answer>) {
    let floor = least.steps_up(decimals).unwrap_or(0);
    let steps =
        |number: Number| number.steps_down(decimals).and_then(|steps| u64::try_from(steps.checked_sub(floor)?).ok());
    let width = steps(most).map_or(0, bits_needed);
    let (own, first, second) = match given {
        Some(Answer::About(number)) => (1, *number, least),
        Some(Answer::Between(first, second)) => (2, *first, *second),
        Some(Answer::Number(number)) => (0, *number, least),
        _ => (0, least, least),
    };
    let form = stream.number(3, form(own));
    let mut transfer = |number: Number| {
        let steps = stream.number(width, steps(number).unwrap_or(0));
        i64::try_from(steps).ok().and_then(|steps| Number::of_steps(steps.checked_add(floor)?, decimals))
    };
    let (first, second) = (transfer(first), transfer(second));
    let decoded = match form {
        3 => first.map(Answer::Number),
        4 => first.map(Answer::About),
        5 => first.zip(second).map(|(first, second)| Answer::Between(first, second)),
        _ => None,
    };
    (form, decoded)
}

/// Writes or reads a year, a month or a day.
fn date(
    stream: &mut BitStream,
    earliest: Date,
    given: Option<&Answer>,
    form: &dyn Fn(u64) -> u64,
) -> (u64, Option<Answer>) {
    let (from, ..) = earliest.parts();
    let width = if from < 1850 { 14 } else { 8 };
    let blank = PartialDate { year: from, month: None, day: None };
    let date = if let Some(Answer::Date(date)) = given { *date } else { blank };
    let own = u64::from(date.month.is_some()).saturating_add(date.day.is_some().into());
    let form = stream.number(3, form(own));
    let year = stream.number(width, u64::try_from(date.year.saturating_sub(from)).unwrap_or(u64::MAX));
    let month = stream.number(4, date.month.unwrap_or(0).into());
    let day = stream.number(5, date.day.unwrap_or(0).into());
    let part = |part: u64| u32::try_from(part).ok().filter(|part| *part > 0);
    let year = i32::try_from(year).unwrap_or(0).saturating_add(from);
    (form, Some(Answer::Date(PartialDate { year, month: part(month), day: part(day) })))
}

/// Writes or reads the criteria that a result without answers holds: those that are to be confirmed.
pub(super) fn criteria(stream: &mut BitStream, trial: &Trial, result: &Json) -> Vec<Json> {
    let list = result.get("criteria").and_then(Json::as_list).unwrap_or_default();
    let mut found = Vec::new();
    for (index, criterion) in trial.criteria.iter().enumerate() {
        let id = |one: &&Json| one.get("id").and_then(Json::as_text) == Some(&criterion.id);
        found.extend(self::criterion(stream, trial, index, list.iter().find(id)));
    }
    found
}

fn criterion(stream: &mut BitStream, trial: &Trial, index: usize, held: Option<&Json>) -> Option<Json> {
    const STATUSES: [&str; 3] = Status::IDS;
    let text = |key: &str| held.and_then(|held| held.get(key)).and_then(Json::as_text).unwrap_or_default();
    let present = stream.flag(held.is_some());
    let status = STATUSES.iter().position(|status| *status == text("status")).unwrap_or(0);
    let status = stream.number(2, u64::try_from(status).unwrap_or(0));
    let status = usize::try_from(status).ok().and_then(|status| STATUSES.get(status).copied()).unwrap_or_default();
    let list_key = if status == "unknown" { "open" } else { "because" };
    let named = held.and_then(|held| held.get(list_key)).and_then(Json::as_list).unwrap_or_default();
    let rule = trial.criteria.get(index)?.rule;
    let used = rule.map(|rule| trial.program.unknowns_beneath(rule)).unwrap_or_default();
    let mut keys = Vec::new();
    for (slot, asked) in trial.slots.iter().enumerate() {
        if used.holds(slot) && stream.flag(named.iter().any(|one| one.as_text() == Some(&asked.key))) {
            keys.push(asked.key.clone());
        }
    }
    let resolves = Date::parse(text("resolves_on"));
    let later = stream.flag(resolves.is_some());
    let days = resolves.and_then(|day| u64::try_from(Date::FIRST.days_until(day)).ok()).unwrap_or(0);
    let days = i64::try_from(stream.number(22, days)).unwrap_or(0);
    if !present {
        return None;
    }
    let head = result::criterion(trial.criteria.get(index)?, status);
    let mut entries: Vec<(String, Json)> =
        head.into_iter().map(|(key, value)| (key.to_owned(), Json::Text(value.to_owned()))).collect();
    entries.push((list_key.to_owned(), Json::texts(&keys)));
    if later {
        entries.push(("resolves_on".to_owned(), Json::Text(Date::FIRST.plus_days(days).to_string())));
    }
    Some(Json::Object(entries))
}
