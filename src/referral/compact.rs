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

use super::bits::{Tape, answered, criteria};
use super::{SCHEMA, SHORT_SCHEMA, with_result};
use crate::answers::Answers;
#[cfg(feature = "referral")]
use crate::answers::{self, PROVENANCE};
use crate::json::{Json, Writer};
#[cfg(feature = "referral")]
use crate::result;
use crate::trial::{Share, Trial};
#[cfg(feature = "referral")]
use crate::value::Date;
use base64ct::{Base64UrlUnpadded, Encoding};

/// How long the tag of a language can be (RFC 5646, section 4.4.1).
#[cfg(feature = "referral")]
const LANGUAGE: usize = 35;
/// What a text costs more than its letters where it cannot be compressed: the head of a stored block (RFC 1951, section 3.2.4).
#[cfg(feature = "referral")]
const STORED: usize = 5;
const PACKED: &str = "packed";
/// What the bits hold, of each share.
#[cfg(feature = "referral")]
const HELD: [&str; 6] = ["conflicts", "criteria", "to_confirm", "scores", "answers", PROVENANCE];

/// How many bytes a referral takes before it is sealed, whatever was answered.
#[cfg(feature = "referral")]
pub fn size(trial: &Trial, share: Share) -> usize {
    let text = |length: usize| Json::Text("x".repeat(length));
    let day = || Json::Text(Date::LAST.to_string());
    let anchors = trial.anchors.iter().map(|anchor| (anchor.id.clone(), day()));
    let mut result = vec![
        ("schema", Json::Text(result::SCHEMA.to_owned())),
        ("trial", result::definition(trial)),
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
#[cfg(feature = "referral")]
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
#[cfg(feature = "referral")]
fn packed(trial: &Trial, share: Share, result: &Json) -> Option<String> {
    let mut tape = Tape::blank();
    match share {
        Share::Verdict => return None,
        Share::Open => drop(criteria(&mut tape, trial, result)),
        Share::Answers => {
            let read = said(trial, result).unwrap_or_default();
            drop(answered(&mut tape, trial, &read));
        }
    }
    Some(Base64UrlUnpadded::encode_string(&tape.bytes()))
}

/// The same read again, as entries of the result.
fn unpacked(trial: &Trial, share: Share, result: &Json) -> Option<Vec<(String, Json)>> {
    if share == Share::Verdict {
        return Some(Vec::new());
    }
    let mut tape = Tape::of(&Base64UrlUnpadded::decode_vec(result.get(PACKED)?.as_text()?).ok()?);
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
    (!tape.failed()).then_some(entries)
}

/// The answers of a result, with where they come from.
#[cfg(feature = "referral")]
fn said(trial: &Trial, result: &Json) -> Option<Answers> {
    let Json::Object(mut given) = result.get("answers")?.clone() else { return None };
    given.extend(result.get(PROVENANCE).map(|told| (PROVENANCE.to_owned(), told.clone())));
    let on = Date::parse(result.get("assessed_on")?.as_text()?)?;
    answers::read(trial, &Json::Object(given), on).ok()
}
