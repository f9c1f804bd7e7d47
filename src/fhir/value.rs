//! Reads the parts of an answer in FHIR without skipping anything that changes their meaning.
//!
//! Unknown extensions are skipped, as FHIR requires; a known one must occur once, with the one value that
//! it allows. Any modifier is refused.

use super::parts::{ABOUT, ABSENT_CODES, ABSENT_REASON, BETWEEN, INEXACT, Object};
use super::questionnaire::UNITS;
use crate::json::Json;
use crate::json::visible::short;
use crate::trial::QuestionKind;
use crate::value::Date;

/// Returns the path of the first element with a modifier, empty for this one, ignoring whatever is under `other`.
pub(super) fn modified(element: &Json, other: &str) -> Option<String> {
    let inside = |name: String, content: &Json| {
        let path = modified(content, other)?;
        Some(if path.is_empty() { name } else { format!("{name}, {path}") })
    };
    match element {
        Json::Object(entries)
            if entries.iter().any(|(key, _)| key == "modifierExtension" || key == "implicitRules") =>
        {
            Some(String::new())
        }
        Json::Object(entries) => {
            entries.iter().filter(|(key, _)| key != other).find_map(|(key, content)| match content {
                Json::List(items) => {
                    (1_usize..).zip(items).find_map(|(number, item)| inside(format!("{} {number}", short(key)), item))
                }
                content => inside(short(key), content),
            })
        }
        Json::List(items) => items.iter().find_map(|item| modified(item, other)),
        _ => None,
    }
}

/// Returns the day of a FHIR dateTime; `None` for one with only a month or a year.
pub(super) fn day(written: &str) -> Result<Option<Date>, String> {
    let wrong = || format!("expected a date or a time as FHIR writes it, 2026-11-22, found `{}`", short(written));
    let (date, time) = written.split_once('T').map_or((written, None), |(date, time)| (date, Some(time)));
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    let day = Date::parse(&whole).ok_or_else(wrong)?;
    match time {
        Some(time) if date.len() != 10 || !is_time(time) => Err(wrong()),
        _ => Ok((date.len() == 10).then_some(day)),
    }
}

/// Returns whether a text is a time with its zone: `10:00:00Z`, `10:00:00.5+01:00`.
fn is_time(text: &str) -> bool {
    let two =
        |text: &str, most: u8| text.len() == 2 && digits(text) && text.parse::<u8>().is_ok_and(|number| number <= most);
    let pair = |text: &str, most| text.split_once(':').is_some_and(|(hour, minute)| two(hour, most) && two(minute, 59));
    let Some(zone) = text.find(['Z', '+', '-']) else { return false };
    let (clock, zone) = text.split_at(zone);
    let (minutes, seconds) = clock.split_at_checked(5).unwrap_or_default();
    let (seconds, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let in_zone = zone == "Z" || zone.strip_prefix(['+', '-']).is_some_and(|zone| pair(zone, 14));
    pair(minutes, 23) && seconds.strip_prefix(':').is_some_and(|seconds| two(seconds, 60)) && digits(part) && in_zone
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit())
}

/// Returns the value of an answer by its key; null if only extensions take its place.
pub(super) fn value<'a>(answer: &'a Json, key: &str) -> Result<&'a Json, String> {
    let Json::Object(entries) = answer else { return Err(format!("expected an object, found {}", answer.kind())) };
    let found = entries.iter().filter(|(name, _)| plain(name).starts_with("value"));
    let other = found.clone().find(|(name, _)| plain(name) != key && !numbers(plain(name), key));
    if let Some((name, _)) = other {
        return Err(format!("expected {key}, found {}", short(plain(name))));
    }
    let mut content = found.filter(|(name, _)| !name.starts_with('_'));
    let first = content.next().map_or(&Json::Null, |(_, content)| content);
    if content.next().is_some() {
        return Err("it has two values; expected one".to_owned());
    }
    let bare = *first == Json::Null || matches!(first, Json::Object(_)) && first.get("code").is_none();
    let reason = anywhere(answer, ABSENT_REASON)?.is_some();
    if *first == Json::Null && !reason {
        return Err(format!("there is no value; expected {key}, or an extension {ABSENT_REASON}"));
    }
    for about in [ABSENT_REASON, ABOUT, BETWEEN] {
        if !bare && anywhere(answer, about)?.is_some() {
            return Err(format!("it has a value, and an extension {about}, which stands in place of one"));
        }
    }
    Ok(first)
}

/// Returns the name of a value, also for its underscore sibling.
fn plain(name: &str) -> &str {
    name.strip_prefix('_').unwrap_or(name)
}

/// A whole number can have either type.
fn numbers(found: &str, wanted: &str) -> bool {
    [found, wanted].iter().all(|key| ["valueInteger", "valueDecimal"].contains(key))
}

/// Returns the value of an element's extension, if it has the extension.
pub(super) fn extension<'a>(element: &'a Json, url: &str, key: &str) -> Result<Option<&'a Json>, String> {
    only(&[element], url)?.map(|extension| content(extension, url, key)).transpose()
}

/// Returns the one extension with this URL among some elements.
fn only<'a>(elements: &[&'a Json], url: &str) -> Result<Option<&'a Json>, String> {
    let extensions = elements.iter().filter_map(|element| element.get("extension")?.as_list()).flatten();
    let mut found = extensions.filter(|extension| extension.get("url").and_then(Json::as_text) == Some(url));
    let first = found.next();
    if found.next().is_some() { Err(format!("the extension {url} is there twice")) } else { Ok(first) }
}

/// Returns the one value of an extension.
fn content<'a>(extension: &'a Json, url: &str, key: &str) -> Result<&'a Json, String> {
    let Json::Object(entries) = extension else { return Err(format!("{url}: expected an object")) };
    let mut values = entries.iter().filter(|(name, _)| plain(name).starts_with("value"));
    match (values.next(), values.next()) {
        (Some((name, content)), None) if name == key => Ok(content),
        (Some((name, _)), None) => Err(format!("{url}: expected a {key}, found {}", short(name))),
        _ => Err(format!("{url}: expected a {key}")),
    }
}

/// Returns an extension of an answer, of its value, or of the element in the value's place.
fn anywhere<'a>(answer: &'a Json, url: &str) -> Result<Option<&'a Json>, String> {
    let Json::Object(entries) = answer else { return Ok(None) };
    let values = entries.iter().filter(|(name, _)| plain(name).starts_with("value")).map(|(_, value)| value);
    only(&std::iter::once(answer).chain(values).collect::<Vec<_>>(), url)
}

/// Returns why an answer is missing, from an extension or from a coding.
pub(super) fn absent<'a>(answer: &'a Json, value: &'a Json) -> Result<Option<&'a str>, String> {
    if let Some(extension) = anywhere(answer, ABSENT_REASON)? {
        let reason = content(extension, ABSENT_REASON, "valueCode")?.as_text();
        return reason.map(Some).ok_or_else(|| format!("{ABSENT_REASON}: expected a valueCode"));
    }
    let system = value.get("system").and_then(Json::as_text);
    Ok(value.get("code").and_then(Json::as_text).filter(|_| system == Some(ABSENT_CODES)))
}

/// Returns what is known about a missing number: a number near it, or two around it.
pub(super) fn inexact(reason: &str, answer: &Json, kind: &QuestionKind) -> Result<Option<Json>, String> {
    let (about, between) = (anywhere(answer, ABOUT)?, anywhere(answer, BETWEEN)?);
    let Some(found) = about.or(between) else { return Ok(None) };
    let url = if about.is_some() { ABOUT } else { BETWEEN };
    let QuestionKind::Number { unit, .. } = kind else {
        return Err(format!("{url}: the question is not for a number"));
    };
    if reason != INEXACT {
        return Err(format!("{url}: the reason is then `{INEXACT}`, found `{}`", short(reason)));
    }
    if about.is_some() && between.is_some() {
        return Err(format!("it has both {ABOUT} and {BETWEEN}; expected one"));
    }
    if about.is_some() {
        return Ok(Some(Object::default().with("about", content(found, url, "valueDecimal")?.clone()).json()));
    }
    let range = content(found, url, "valueRange")?;
    let missing = || format!("{BETWEEN}: expected a valueRange with low and high");
    let end = |end: &str| {
        let quantity = range.get(end).ok_or_else(missing)?;
        measured(quantity, unit.as_deref()).map_err(|why| format!("{BETWEEN}: {end}: {why}"))?;
        quantity.get("value").cloned().ok_or_else(missing)
    };
    Ok(Some(Object::default().with("min", end("low")?).with("max", end("high")?).json()))
}

/// Returns whether a quantity is a plain number in the question's unit, which is optional.
fn measured(quantity: &Json, unit: Option<&str>) -> Result<(), String> {
    if quantity.get("comparator").is_some() {
        return Err("a comparator is not read; take it out".to_owned());
    }
    let code = UNITS.iter().find(|(own, _)| Some(*own) == unit).map(|(_, code)| *code);
    let written = ["unit", "code"].iter().filter_map(|key| quantity.get(key));
    for found in written {
        let found = found.as_text().unwrap_or_else(|| found.kind());
        if Some(found) != unit && Some(found) != code {
            let own = unit.map_or_else(|| "no unit".to_owned(), |unit| format!("the question's unit, `{unit}`"));
            return Err(format!("expected {own}, found `{}`", short(found)));
        }
    }
    Ok(())
}
