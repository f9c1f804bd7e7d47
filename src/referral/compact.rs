//! A referral so short, and of such a length, that it tells nothing once it is sealed.
//!
//! # Law
//!
//! Sealed, a referral of one share of one trial has one length, whatever was answered: [`size`], which the definition alone decides.
//!
//! It is the length of the longest text that [`compact`] can give. In that text answers and criteria are a row of bits, in which
//! each question and each criterion has its place and its width, answered or not:
//!
//! | what | bits |
//! |---|---|
//! | yes or no | 3 |
//! | one of `n` options | as many as `n` + 2 needs |
//! | several of `n` options | 2, and `n` |
//! | a number | 3, and twice as many as its steps from the least to the greatest need |
//! | a date | 3, the year from the first accepted on (8, or 14 for one before 1850), 4 for the month, 5 for the day |
//! | where an answer comes from | 2 |
//! | a criterion that is to be confirmed | 3, 1 for each question that its rule uses, and 23 for a day |
//!
//! All else in it has a greatest length: ids and dates have one length, there are four verdicts and two audiences, an anchor is there
//! or not, and the tag of a language has at most [`LANGUAGE`] letters. What would not come back the same from the bits stays as it
//! is; should it be too long for the law, it takes a whole multiple of the length.
//!
//! Whoever has the trial gets the referral back ([`expand`]). Without it, the text still says which trial that is, the verdict, and
//! the circumstances.

use super::{SCHEMA, SHORT_SCHEMA, with_result};
use crate::answers::{self, Answer, Answers, PROVENANCE, Provenance, Said};
use crate::json::{Json, Writer};
use crate::program::Slot;
use crate::result::{self, criterion_head};
use crate::trial::{QuestionKind, Share, Trial};
use crate::value::{Date, Number, PartialDate};
use base64ct::{Base64UrlUnpadded, Encoding};

/// How long the tag of a language can be (RFC 5646, section 4.4.1).
const LANGUAGE: usize = 35;
/// What a text costs more than its letters where it cannot be compressed: the head of a stored block (RFC 1951, section 3.2.4).
const STORED: usize = 5;
const PACKED: &str = "packed";
/// What the bits hold, of each share.
const HELD: [&str; 5] = ["criteria", "to_confirm", "scores", "answers", PROVENANCE];

/// How many bytes a referral takes before it is sealed, whatever was answered.
pub fn size(trial: &Trial, share: Share) -> usize {
    let text = |length: usize| Json::Text("x".repeat(length));
    let day = || Json::Text(Date::LAST.to_string());
    let anchors = trial.anchors.iter().map(|anchor| (anchor.id.clone(), day()));
    let mut result = vec![
        ("schema", Json::Text(result::SCHEMA.to_owned())),
        ("trial", crate::replay::definition(trial)),
        ("engine", Json::Text(env!("CARGO_PKG_VERSION").to_owned())),
        ("assessed_on", day()),
        ("language", text(LANGUAGE)),
        ("audience", Json::Text("participant".to_owned())),
        ("anchors", Json::Object(anchors.collect())),
        ("verdict", Json::Text("potentially_eligible".to_owned())),
        ("eligible_from", day()),
    ];
    if share == Share::Answers {
        result.push(("exact", Json::Bool(false)));
    }
    if let Some(packed) = packed(trial, share, &Json::Null) {
        result.push((PACKED, Json::Text(packed)));
    }
    let referral = Json::object([
        ("schema", Json::Text(SHORT_SCHEMA.to_owned())),
        ("id", text(36)),
        ("shares", Json::Text(share.id().to_owned())),
        ("result", Json::Object(result.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
    ]);
    referral.to_string().len().saturating_add(STORED)
}

/// The referral with its answers and criteria as bits; nothing for one that would not come back the same.
pub fn compact(trial: &Trial, referral: &Json) -> Option<Json> {
    let share = Share::parse(referral.get("shares")?.as_text()?)?;
    let packed = packed(trial, share, referral.get("result")?);
    let short = with_result(referral, |result| {
        let kept = result.iter().filter(|(key, _)| !HELD.contains(&key.as_str())).cloned();
        kept.chain(packed.map(|packed| (PACKED.to_owned(), Json::Text(packed)))).collect()
    });
    let short = renamed(&short, SHORT_SCHEMA);
    (expand(trial, &short) == super::short(referral)).then_some(short)
}

/// What [`compact`] made short, as letters hold it; anything else as it is.
pub fn expand(trial: &Trial, referral: &Json) -> Json {
    let whole = || {
        let shares = referral.get("shares")?.as_text()?;
        let result = referral.get("result")?;
        let held = unpacked(trial, Share::parse(shares)?, result)?;
        let whole = with_result(referral, |result| {
            let kept = result.iter().filter(|(key, _)| key != PACKED).cloned();
            kept.chain(held).collect()
        });
        Some(renamed(&whole, SCHEMA))
    };
    let short = referral.get("schema").and_then(Json::as_text) == Some(SHORT_SCHEMA);
    if short { whole().unwrap_or_else(|| referral.clone()) } else { referral.clone() }
}

fn renamed(referral: &Json, schema: &str) -> Json {
    let Json::Object(entries) = referral else { return referral.clone() };
    let mut entries = entries.clone();
    entries.iter_mut().filter(|(key, _)| key == "schema").for_each(|(_, held)| *held = Json::Text(schema.to_owned()));
    Json::Object(entries)
}

/// What a result holds besides its circumstances, as letters; nothing where the share holds no more.
fn packed(trial: &Trial, share: Share, result: &Json) -> Option<String> {
    let mut tape = Tape::default();
    match share {
        Share::Verdict => return None,
        Share::Open => drop(criteria(&mut tape, trial, result)),
        Share::Answers => {
            let read = said(trial, result).unwrap_or_default();
            drop(answered(&mut tape, trial, &read));
        }
    }
    let byte = |bits: &[bool]| bits.iter().fold(0_u8, |byte, bit| byte.wrapping_shl(1) | u8::from(*bit));
    tape.bits.resize(tape.bits.len().next_multiple_of(8), false);
    let bytes: Vec<u8> = tape.bits.chunks(8).map(byte).collect();
    Some(Base64UrlUnpadded::encode_string(&bytes))
}

/// The same read again, as entries of the result.
fn unpacked(trial: &Trial, share: Share, result: &Json) -> Option<Vec<(String, Json)>> {
    if share == Share::Verdict {
        return Some(Vec::new());
    }
    let bytes = Base64UrlUnpadded::decode_vec(result.get(PACKED)?.as_text()?).ok()?;
    let bit = |byte: u8| (0..8).rev().map(move |place| byte.checked_shr(place).unwrap_or(0) & 1 == 1);
    let bits = bytes.into_iter().flat_map(bit).collect();
    let mut tape = Tape { bits, at: Some(0), failed: false };
    let mut tree = Json::Null;
    if share == Share::Open {
        let criteria = criteria(&mut tape, trial, &Json::Null);
        let ids: Vec<String> = criteria.iter().filter_map(|one| Some(one.get("id")?.as_text()?.to_owned())).collect();
        tree = Json::object([("criteria", Json::List(criteria)), ("to_confirm", Json::texts(&ids))]);
    } else {
        let answers = answered(&mut tape, trial, &Answers::default());
        tree.object(|to| {
            to.key("answers");
            answers.write(trial, to);
            answers.write_provenance(trial, to);
        });
    }
    let Json::Object(entries) = tree else { return None };
    (!tape.failed).then_some(entries)
}

/// The answers of a result, with where they come from.
fn said(trial: &Trial, result: &Json) -> Option<Answers> {
    let Json::Object(mut given) = result.get("answers")?.clone() else { return None };
    given.extend(result.get(PROVENANCE).map(|told| (PROVENANCE.to_owned(), told.clone())));
    let on = Date::parse(result.get("assessed_on")?.as_text()?)?;
    answers::read(trial, &Json::Object(given), on).ok()
}

/// A row of bits, being written or read. Each step says what is written, and gives what stands there.
#[derive(Default)]
struct Tape {
    bits: Vec<bool>,
    /// The next to be read; nothing while it is written.
    at: Option<usize>,
    /// Something has no place in its width, or is missing.
    failed: bool,
}

impl Tape {
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

fn answered(tape: &mut Tape, trial: &Trial, given: &Answers) -> Answers {
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
            all.set(slot, Said { answer, from });
        }
    }
    all
}

/// What was said in answer to one question: first in which form, of which 0 is not at all.
fn answer(tape: &mut Tape, kind: &QuestionKind, said: Option<&Answer>) -> Option<Answer> {
    const [ABSENT, UNKNOWN, DECLINED, FIRST]: [u64; 4] = [0, 1, 2, 3];
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
    tape: &mut Tape,
    (least, most, decimals): (Number, Number, u32),
    said: Option<&Answer>,
    form: &dyn Fn(u64) -> u64,
) -> (u64, Option<Answer>) {
    let floor = least.steps_up(decimals).unwrap_or(0);
    let steps = |number: Number| number.steps_down(decimals).and_then(|steps| u64::try_from(steps.checked_sub(floor)?).ok());
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
fn date(tape: &mut Tape, earliest: Date, said: Option<&Answer>, form: &dyn Fn(u64) -> u64) -> (u64, Option<Answer>) {
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

/// The criteria that a result names as to be confirmed, as it holds them.
fn criteria(tape: &mut Tape, trial: &Trial, result: &Json) -> Vec<Json> {
    let list = result.get("criteria").and_then(Json::as_list).unwrap_or_default();
    let mut found = Vec::new();
    for (place, criterion) in trial.criteria.iter().enumerate() {
        let id = |one: &&Json| one.get("id").and_then(Json::as_text) == Some(&criterion.id);
        found.extend(self::criterion(tape, trial, place, list.iter().find(id)));
    }
    found
}

fn criterion(tape: &mut Tape, trial: &Trial, place: usize, held: Option<&Json>) -> Option<Json> {
    const STATUSES: [&str; 3] = ["met", "not_met", "unknown"];
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
        if used.holds(slot as Slot) && tape.flag(named.iter().any(|one| one.as_text() == Some(&asked.key))) {
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
    let mut entries = criterion_head(trial.criteria.get(place)?, status);
    entries.push((why, Json::texts(&keys)));
    if later {
        entries.push(("resolves_on", Json::Text(Date::FIRST.plus_days(days).to_string())));
    }
    Some(Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()))
}
