//! Compact referrals: short, and of a length that reveals nothing once they are sealed.
//!
//! # Law
//!
//! Sealed referrals of one share of one trial all have the same length, whatever the answers are: [`size`], which only
//! the definition determines.
//!
//! It is the length of the longest text that [`compact`] can return. In that text answers and criteria are a stream of
//! bits, in which each question and each criterion has its position and its width, answered or not:
//!
//! | item | bits |
//! |---|---|
//! | yes or no | 3 |
//! | one of `n` options | as many as the number `n` + 2 needs |
//! | several of `n` options | 2, and `n` |
//! | a number | 3, and twice as many as the number of its steps from the least to the greatest needs |
//! | a date | 3, the year from the first accepted on (8, or 14 for one before 1850), 4 for the month, 5 for the day |
//! | the provenance of an answer | 2 |
//! | a criterion that is to be confirmed | 3, 1 for each question that its rule uses, and 23 for a day |
//!
//! Everything else in it has a greatest length: ids and dates have one length, there are four verdicts and two
//! audiences, an anchor is present or not, and a language tag has at most [`LANGUAGE`] characters. A referral that the
//! bits would not restore unchanged is not compacted; if it is too long for that length, it is padded to a whole multiple of
//! it.
//!
//! A receiver with the trial restores the referral ([`expand`]). Even without the trial, the text states which trial
//! that is, the verdict, and the circumstances.

use super::bit_stream::{BitStream, all_answers, criteria};
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

/// The greatest length of a language tag (RFC 5646, section 4.4.1).
#[cfg(feature = "referral")]
const LANGUAGE: usize = 35;
/// The bytes that a text takes beyond its own where it cannot be compressed: the head of a stored block (RFC 1951,
/// section 3.2.4).
#[cfg(feature = "referral")]
const STORED: usize = 5;
const PACKED: &str = "packed";
/// The keys of a result that the bits replace, for each share.
#[cfg(feature = "referral")]
const REPLACED: [&str; 6] = ["conflicts", "criteria", "to_confirm", "scores", "answers", PROVENANCE];

/// Returns how many bytes a referral takes before it is sealed, whatever the answers are.
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

/// Returns the referral with its answers and criteria as bits, or `None` if [`expand`] would not restore it unchanged.
///
/// ```
/// # use prescreener::{answers::Answers, diagnostics::Document, engine, json::Json, result::result, value::Date};
/// # use prescreener::{referral::{compact, complete, expand, referral, short, size}, trial::{Audience, Share, Trial}};
/// # let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"], "referral": { "most": "answers" },
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] }"#;
/// # let content: Json = serde_json::from_str(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// # let answers = Answers::default();
/// # let setting = engine::Setting::new(&trial, Date::parse("2026-11-22").unwrap(), Audience::Participant);
/// # let assessment = engine::assess(&trial, &answers, &setting);
/// # let result = result(&trial, &answers, &setting, &assessment, "en");
/// let id = "0b6f0a6e-3c6e-4a7e-9d5c-2f1f0a9f7c11";
/// let referral = referral(&trial, &result, Share::Answers, id).unwrap();
/// let compacted = compact(&trial, &referral).unwrap();
/// assert!(compacted.to_string().len() <= size(&trial, Share::Answers));
/// // Expanded, it lacks only what follows from the answers.
/// assert_eq!(expand(&trial, &compacted), short(&referral));
/// assert_eq!(complete(&trial, &compacted), referral);
/// ```
#[cfg(feature = "referral")]
pub fn compact(trial: &Trial, referral: &Json) -> Option<Json> {
    let share = Share::parse(referral.get("shares")?.as_text()?)?;
    let packed = packed(trial, share, referral.get("result")?);
    let short = with_result(referral, |result| {
        let kept = result.iter().filter(|(key, _)| !REPLACED.contains(&key.as_str())).cloned();
        kept.chain(packed.map(|packed| (PACKED.to_owned(), Json::Text(packed)))).collect()
    });
    let short = with_schema(&short, SHORT_SCHEMA);
    (expand(trial, &short) == super::short(referral)).then_some(short)
}

/// Restores a compacted referral to its [`short`](super::short) form; returns anything else unchanged.
pub fn expand(trial: &Trial, referral: &Json) -> Json {
    let expanded = || {
        let shares = referral.get("shares")?.as_text()?;
        let result = referral.get("result")?;
        let held = unpacked(trial, Share::parse(shares)?, result)?;
        let full = with_result(referral, |result| {
            let kept = result.iter().filter(|(key, _)| key != PACKED).cloned();
            kept.chain(held).collect()
        });
        Some(with_schema(&full, SCHEMA))
    };
    let compacted = referral.get("schema").and_then(Json::as_text) == Some(SHORT_SCHEMA);
    if compacted { expanded().unwrap_or_else(|| referral.clone()) } else { referral.clone() }
}

fn with_schema(referral: &Json, schema: &str) -> Json {
    let Json::Object(entries) = referral else { return referral.clone() };
    let mut entries = entries.clone();
    entries.iter_mut().filter(|(key, _)| key == "schema").for_each(|(_, held)| *held = Json::Text(schema.to_owned()));
    Json::Object(entries)
}

/// Returns the contents of a result besides its circumstances as bits in base64url, or `None` if the share holds no
/// more.
#[cfg(feature = "referral")]
fn packed(trial: &Trial, share: Share, result: &Json) -> Option<String> {
    let mut stream = BitStream::writer();
    match share {
        Share::Verdict => return None,
        Share::Open => drop(criteria(&mut stream, trial, result)),
        Share::Answers => {
            let given = answers_of(trial, result).unwrap_or_default();
            drop(all_answers(&mut stream, trial, &given));
        }
    }
    Some(Base64UrlUnpadded::encode_string(&stream.bytes()))
}

/// Reads such bits again as entries of the result.
fn unpacked(trial: &Trial, share: Share, result: &Json) -> Option<Vec<(String, Json)>> {
    if share == Share::Verdict {
        return Some(Vec::new());
    }
    let mut stream = BitStream::reader(&Base64UrlUnpadded::decode_vec(result.get(PACKED)?.as_text()?).ok()?);
    let mut tree = Json::Null;
    if share == Share::Open {
        let criteria = criteria(&mut stream, trial, &Json::Null);
        let ids: Vec<String> = criteria.iter().filter_map(|one| Some(one.get("id")?.as_text()?.to_owned())).collect();
        tree = Json::object([("criteria", Json::List(criteria)), ("to_confirm", Json::texts(&ids))]);
    } else {
        let answers = all_answers(&mut stream, trial, &Answers::default());
        tree.object(|to| {
            to.key("answers");
            answers.write(trial, to);
            answers.write_provenance(trial, to);
        });
    }
    let Json::Object(entries) = tree else { return None };
    (!stream.failed()).then_some(entries)
}

/// Returns the answers of a result with their provenance.
#[cfg(feature = "referral")]
fn answers_of(trial: &Trial, result: &Json) -> Option<Answers> {
    let Json::Object(mut given) = result.get("answers")?.clone() else { return None };
    given.extend(result.get(PROVENANCE).map(|held| (PROVENANCE.to_owned(), held.clone())));
    let on = Date::parse(result.get("assessed_on")?.as_text()?)?;
    answers::read(trial, &Json::Object(given), on).ok()
}
