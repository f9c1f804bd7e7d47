//! The referral: the part of a result that a person agreed to share, within what the trial allows.
//!
//! | `shares` | contents |
//! |---|---|
//! | `verdict` | `schema`, `trial`, `engine`, `assessed_on`, `language`, `audience`, `anchors`, `verdict`, `eligible_from` |
//! | `open` | also `to_confirm`, and those of the `criteria` that it names |
//! | `answers` | the whole result |
//!
//! As a payload, which must fit into a code, `answers` leaves out what follows from the rest: `conflicts`, `criteria`,
//! `to_confirm` and `scores` ([`short`]). A receiver with the trial computes them again ([`complete`]). A sealed
//! payload is shorter still and has the same length for every person ([`compact`]); its schema is
//! `prescreener/referral/2`.
//!
//! It does not identify the person, who introduces themselves to the site.

#[cfg(any(feature = "author", feature = "referral"))]
mod bit_stream;
#[cfg(any(feature = "author", feature = "referral"))]
mod compact;
#[cfg(feature = "referral")]
mod describe;
#[cfg(feature = "referral")]
mod hand_off;
#[cfg(feature = "referral")]
mod payload;
#[cfg(feature = "referral")]
pub mod qr;
#[cfg(feature = "referral")]
mod screen;
#[cfg(feature = "referral")]
pub mod sealing;
#[cfg(any(feature = "author", feature = "referral"))]
mod verify;

pub use crate::interview::{Delivery, PriorReferral};
pub use crate::schema::forms::REFERRAL_SCHEMA as SCHEMA;
#[cfg(any(feature = "author", feature = "referral"))]
pub use compact::expand;
#[cfg(feature = "referral")]
pub use compact::{compact, size};
#[cfg(feature = "referral")]
pub use describe::describe;
#[cfg(feature = "referral")]
pub use hand_off::{HandOff, Receiver, SharedReferral};
#[cfg(feature = "referral")]
pub use payload::{Payload, read, write};
#[cfg(feature = "referral")]
pub use screen::{Channel, HandOffScreen, ShareChoices};
#[cfg(any(feature = "author", feature = "referral"))]
pub use verify::verify;

use crate::json::Json;
#[cfg(any(feature = "author", feature = "referral"))]
use crate::result::replay::replay;
use crate::schema::forms::ALWAYS_SHARED;
#[cfg(any(feature = "author", feature = "referral"))]
use crate::schema::forms::{DERIVED, OPENLY_SHARED};
use crate::trial::{Share, Trial};

/// The schema of a referral made compact for sealing.
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) const SHORT_SCHEMA: &str = "prescreener/referral/2";

/// Returns a referral of a result. Its `id` is unique, so that a receiver can tell a second copy from a second
/// referral.
///
/// Returns `None` if the trial's policy does not allow it.
///
/// ```
/// # use prescreener::{diagnostics::Document, json::Json, referral::referral, trial::{Share, Trial}};
/// # let definition = r#"{ "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #   "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #   "sources": [{ "id": "RULES", "title": "The example's rules" }],
/// #   "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 0] }],
/// #   "questions": [{ "id": "rash", "type": "yes_no" }], "order": ["rash"], "referral": { "most": "open" },
/// #   "criteria": [{ "id": "I01", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                  "rule": "rash", "source": ["RULES"], "confidence": "one_source" }] }"#;
/// # let content: Json = serde_json::from_str(definition).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let result = r#"{ "verdict": "incomplete", "answers": { "rash": "unknown" }, "to_confirm": ["I01"] }"#;
/// let result: Json = serde_json::from_str(result).unwrap();
/// let verdict_only = referral(&trial, &result, Share::Verdict, "1").unwrap();
/// let expected =
/// r#"{"schema":"prescreener/referral/1","id":"1","shares":"verdict","result":{"verdict":"incomplete"}}"#;
/// assert_eq!(verdict_only.to_string(), expected);
/// // This trial lets a person share the open points at most.
/// assert_eq!(referral(&trial, &result, Share::Answers, "1"), None);
/// ```
pub fn referral(trial: &Trial, result: &Json, share: Share, id: &str) -> Option<Json> {
    let verdict = result.get("verdict").and_then(Json::as_text).unwrap_or_default();
    if trial.share_limit(verdict).is_none_or(|most| share > most) {
        return None;
    }
    Some(made(result, share, id))
}

/// Returns a referral whether the trial allows it or not.
pub(crate) fn made(result: &Json, share: Share, id: &str) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::object([
        ("schema", text(SCHEMA)),
        ("id", text(id)),
        ("shares", text(share.id())),
        ("result", shared(result, share)),
    ])
}

/// Returns the keys of a result that a referral without answers holds, in the order of a result; `anchors` and
/// `eligible_from` only where the result has them.
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) fn keys(share: Share) -> impl Iterator<Item = &'static str> {
    ALWAYS_SHARED.into_iter().chain(OPENLY_SHARED.into_iter().filter(move |_| share == Share::Open))
}

/// Returns a referral without what follows from the rest of it. Only a referral with answers becomes shorter.
///
/// ```
/// use prescreener::{json::Json, referral::short};
/// let referral = r#"{"shares":"answers","result":{"verdict":"incomplete","scores":{},"answers":{"rash":"unknown"}}}"#;
/// let referral: Json = serde_json::from_str(referral).unwrap();
/// let expected = r#"{"shares":"answers","result":{"verdict":"incomplete","answers":{"rash":"unknown"}}}"#;
/// assert_eq!(short(&referral).to_string(), expected);
/// ```
#[cfg(any(feature = "author", feature = "referral"))]
pub fn short(referral: &Json) -> Json {
    let with_answers = referral.get("shares").and_then(Json::as_text) == Some(Share::Answers.id());
    with_result(referral, |result| {
        let kept = |(key, _): &&(String, Json)| !(with_answers && DERIVED.contains(&key.as_str()));
        result.iter().filter(kept).cloned().collect()
    })
}

/// Returns a referral with what [`short`] and [`compact`] left out computed again. What it holds stays as it is. A
/// referral that cannot be replayed is returned unchanged.
#[cfg(any(feature = "author", feature = "referral"))]
pub fn complete(trial: &Trial, referral: &Json) -> Json {
    let referral = &expand(trial, referral);
    let held = |key: &&str| referral.get("result").is_some_and(|result| result.get(key).is_some());
    let with_answers = referral.get("shares").and_then(Json::as_text) == Some(Share::Answers.id());
    // A payload leaves out all of these keys; in anything else, a missing key is a difference.
    if !with_answers || DERIVED.iter().any(held) {
        return referral.clone();
    }
    let computed = referral.get("result").and_then(|result| Some(replay(trial, result).ok()?.computed));
    let Some(Json::Object(computed)) = computed else { return referral.clone() };
    with_result(referral, |held| {
        let find = |key: &str| held.iter().find(|(own, _)| own == key);
        let mut all: Vec<(String, Json)> = Vec::new();
        for (key, value) in &computed {
            if let Some(held) = find(key) {
                all.push(held.clone());
            } else if DERIVED.contains(&key.as_str()) {
                all.push((key.clone(), value.clone()));
            }
        }
        all.extend(held.iter().filter(|(key, _)| !computed.iter().any(|(own, _)| own == key)).cloned());
        all
    })
}

/// Returns a referral with another result.
#[cfg(any(feature = "author", feature = "referral"))]
fn with_result(referral: &Json, result: impl FnOnce(&[(String, Json)]) -> Vec<(String, Json)>) -> Json {
    let (Json::Object(entries), Some(Json::Object(held))) = (referral, referral.get("result")) else {
        return referral.clone();
    };
    let mut entries = entries.clone();
    let result = Json::Object(result(held));
    if let Some((_, held)) = entries.iter_mut().find(|(key, _)| key == "result") {
        *held = result;
    }
    Json::Object(entries)
}

/// Returns the part of a result that is shared.
fn shared(result: &Json, share: Share) -> Json {
    let Json::Object(entries) = result else { return Json::Null };
    let open = result.get("to_confirm").and_then(Json::as_list).unwrap_or_default();
    let mut held = Vec::new();
    for (key, value) in entries {
        let value = match (share, key.as_str(), value) {
            (Share::Answers, ..) | (Share::Open, "to_confirm", _) => value.clone(),
            (_, key, _) if ALWAYS_SHARED.contains(&key) => value.clone(),
            (Share::Open, "criteria", Json::List(criteria)) => {
                let named = |criterion: &&Json| criterion.get("id").is_some_and(|id| open.contains(id));
                Json::List(criteria.iter().filter(named).cloned().collect())
            }
            _ => continue,
        };
        held.push((key.clone(), value));
    }
    Json::Object(held)
}
