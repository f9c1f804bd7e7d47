//! Reads the rough frequencies of a question's answers.

use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::json::Json;
use crate::schema::forms::{DATE_FREQUENCY, NUMBER_FREQUENCY, YES_FREQUENCIES};
use crate::trial::{Frequencies, QuestionKind, WHOLE, even};
use crate::value::option_set;
use crate::value::{Date, Duration, Number};

const KEY: &str = "frequencies";

pub(super) fn frequencies(question: &Fields<'_>, kind: &QuestionKind) -> Option<Frequencies> {
    if let Json::List(none) = question.get(KEY)?
        && none.is_empty()
    {
        question.add(KEY, Fault::WrongCount, "expected at least one share");
    }
    match kind {
        QuestionKind::YesNo => Some(Frequencies::Yes(object(question, YES_FREQUENCIES.keys)?.share("yes"))),
        QuestionKind::One { options } => one(question, options),
        QuestionKind::Several { options, exclusive } => several(question, options, *exclusive),
        QuestionKind::Number { least, most, decimals, .. } => {
            Some(Frequencies::Numbers(numbers(question, *least, *most, *decimals)))
        }
        QuestionKind::Date { .. } => Some(Frequencies::Days(days(question))),
    }
}

fn object<'a>(question: &Fields<'a>, keys: &[&str]) -> Option<Fields<'a>> {
    Fields::keyed(question.report, &question.place_of(KEY).path, question.get(KEY)?, keys)
}

/// Returns the stated share of each option, or `None` for an option without one.
fn stated(question: &Fields<'_>, options: &[String]) -> Option<Vec<Option<u16>>> {
    let keys: Vec<&str> = options.iter().map(String::as_str).collect();
    let fields = object(question, &keys)?;
    Some(keys.into_iter().map(|key| fields.get(key).map(|_| fields.share(key))).collect())
}

/// Reads the shares of one option. The rest is divided equally among the options without a stated share.
fn one(question: &Fields<'_>, options: &[String]) -> Option<Frequencies> {
    let stated = stated(question, options)?;
    let unnamed = stated.iter().filter(|share| share.is_none()).count();
    let rest = rest(question, stated.iter().flatten().copied(), unnamed == 0);
    let mut rest = even(rest, u32::try_from(unnamed).unwrap_or(0));
    let mut share = |stated: Option<u16>| stated.or_else(|| u16::try_from(rest.next()?).ok()).unwrap_or(0);
    Some(Frequencies::Options(stated.into_iter().map(&mut share).collect()))
}

/// Reads the shares of several options. An option without a stated share is as frequent as if nothing were stated.
fn several(question: &Fields<'_>, options: &[String], exclusive: u64) -> Option<Frequencies> {
    let stated = stated(question, options)?;
    let naming = option_set::first(options.len()) & !exclusive;
    let plain = WHOLE.checked_div(naming.count_ones()).and_then(|share| u16::try_from(share).ok());
    let mut shares = Vec::new();
    for (index, (option, share)) in options.iter().zip(stated).enumerate() {
        let alone = naming & option_set::bit(index) == 0;
        if alone && share.is_some() {
            let message = format!("`{option}` stands alone; it is what is left and has no share of its own");
            question.report.add(&format!("{}.{option}", question.path_of(KEY)), Fault::Conflict, message);
        }
        shares.push(if alone { 0 } else { share.or(plain).unwrap_or(0) });
    }
    Some(Frequencies::Options(shares))
}

/// Returns the rest of the whole after the shares. Reports shares that exceed the whole, or fall short of it if they
/// must cover `all` of it.
fn rest(question: &Fields<'_>, shares: impl Iterator<Item = u16>, all: bool) -> u32 {
    let sum = shares.fold(0_u32, |sum, share| sum.saturating_add(share.into()));
    if sum > WHOLE || (all && sum < WHOLE) {
        let found = Number::from(i64::from(sum)).over(Number::from(i64::from(WHOLE))).unwrap_or_default();
        let expected = if all { "exactly 1" } else { "at most 1" };
        question.add(KEY, Fault::WrongValue, format!("the shares sum to {found}; expected {expected}"));
    }
    WHOLE.saturating_sub(sum)
}

fn numbers(question: &Fields<'_>, least: Number, most: Number, decimals: u32) -> Vec<(Number, u16)> {
    let mut ends: Vec<(Number, u16)> = Vec::new();
    for bucket in question.objects(KEY, &NUMBER_FREQUENCY) {
        let to = bucket.number("to");
        if bucket.get("to").is_none() {
            continue;
        }
        if to < least || to > most {
            bucket.add("to", Fault::WrongValue, format!("{to} is out of bounds; expected {least} to {most}"));
        } else if to.decimals().is_none_or(|places| places > decimals) {
            bucket.add("to", Fault::WrongValue, format!("{to} has more decimals than the question takes, {decimals}"));
        } else if let Some((before, _)) = ends.last().filter(|(before, _)| *before >= to) {
            bucket.add("to", Fault::WrongValue, format!("{to} is not above the end before, {before}"));
        }
        ends.push((to, bucket.share("share")));
    }
    let all = ends.last().is_some_and(|(end, _)| *end == most);
    rest(question, ends.iter().map(|(_, share)| *share), all);
    ends
}

fn days(question: &Fields<'_>) -> Vec<(Duration, u16)> {
    let mut ends: Vec<(Duration, u16)> = Vec::new();
    for bucket in question.objects(KEY, &DATE_FREQUENCY) {
        let within = duration(&bucket);
        let longer = |before: &Duration| Date::LAST.before(*before) > Date::LAST.before(within);
        if ends.last().is_some_and(|(before, _)| !longer(before)) {
            bucket.add("within", Fault::WrongValue, "it is not longer than the one before");
        }
        ends.push((within, bucket.share("share")));
    }
    rest(question, ends.iter().map(|(_, share)| *share), false);
    ends
}

fn duration(bucket: &Fields<'_>) -> Duration {
    let text = bucket.text("within");
    let read = || {
        let (count, unit) = text.split_once(' ')?;
        let count = count.parse::<u32>().ok().filter(|count| *count <= 10_000)?;
        Some(match unit {
            "day" | "days" => Duration::Days(count),
            "week" | "weeks" => Duration::Days(count.checked_mul(7)?),
            "month" | "months" => Duration::Months(count),
            "year" | "years" => Duration::Months(count.checked_mul(12)?),
            _ => return None,
        })
    };
    read().unwrap_or_else(|| {
        if !text.is_empty() {
            bucket.add(
                "within",
                Fault::WrongValue,
                format!("`{text}` is not a time such as `4 weeks`: days, weeks, months or years"),
            );
        }
        Duration::Days(0)
    })
}
