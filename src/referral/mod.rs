//! The referral: as much of a result as a person agreed to hand on, and never more than the trial lets them.
//!
//! | `shares` | what of the result it holds |
//! |---|---|
//! | `verdict` | `schema`, `trial`, `engine`, `assessed_on`, `language`, `audience`, `anchors`, `verdict`, `eligible_from` |
//! | `open` | also `to_confirm`, and of `criteria` those that it names |
//! | `answers` | all |
//!
//! In letters, which must fit into a code, `answers` leaves out what follows from the rest, `conflicts`, `criteria`, `to_confirm`
//! and `scores` ([`short`]); whoever has the trial works them out again ([`complete`]). Sealed, it is shorter still, and as long for
//! everybody ([`compact`]): then its schema is `prescreener/referral/2`.
//!
//! It names nobody: who the person is, they tell the site themselves.

#[cfg(any(feature = "author", feature = "referral"))]
mod bits;
#[cfg(any(feature = "author", feature = "referral"))]
mod compact;
#[cfg(feature = "referral")]
mod describe;
#[cfg(feature = "referral")]
mod hand_off;
#[cfg(feature = "referral")]
mod letters;
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
pub use letters::{Payload, read, write};
#[cfg(feature = "referral")]
pub use screen::{Channel, HandOffScreen, ShareChoices};
#[cfg(any(feature = "author", feature = "referral"))]
pub use verify::verify;

use crate::json::Json;
#[cfg(any(feature = "author", feature = "referral"))]
use crate::result::replay::replay;
use crate::schema::forms::ALWAYS_SHARED;
#[cfg(any(feature = "author", feature = "referral"))]
use crate::schema::forms::{FOLLOWING, OPENLY_SHARED};
use crate::trial::{Share, Trial};

/// The schema of one that is made short for sealing.
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) const SHORT_SCHEMA: &str = "prescreener/referral/2";

/// A referral of a result. `id` tells it from every other, so that a receiver can tell a second copy from a second referral.
///
/// Gives nothing where the trial's policy does not allow it.
pub fn referral(trial: &Trial, result: &Json, share: Share, id: &str) -> Option<Json> {
    let verdict = result.get("verdict").and_then(Json::as_text).unwrap_or_default();
    if trial.share_limit(verdict).is_none_or(|most| share > most) {
        return None;
    }
    Some(made(result, share, id))
}

/// The same, whether the trial allows it or not.
pub(crate) fn made(result: &Json, share: Share, id: &str) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::object([
        ("schema", text(SCHEMA)),
        ("id", text(id)),
        ("shares", text(share.id())),
        ("result", shared(result, share)),
    ])
}

/// What a referral without answers holds of a result, in the order of a result; `anchors` and `eligible_from` only where the
/// result has them.
#[cfg(any(feature = "author", feature = "referral"))]
pub(crate) fn keys(share: Share) -> impl Iterator<Item = &'static str> {
    ALWAYS_SHARED.into_iter().chain(OPENLY_SHARED.into_iter().filter(move |_| share == Share::Open))
}

/// A referral without what follows from the rest of it: only one with every answer is any shorter.
#[cfg(any(feature = "author", feature = "referral"))]
pub fn short(referral: &Json) -> Json {
    let whole = referral.get("shares").and_then(Json::as_text) == Some(Share::Answers.id());
    with_result(referral, |result| {
        let kept = |(key, _): &&(String, Json)| !(whole && FOLLOWING.contains(&key.as_str()));
        result.iter().filter(kept).cloned().collect()
    })
}

/// A referral with what was left out of it worked out again. What it holds stays as it is; one that cannot be replayed
/// stays as it is altogether.
#[cfg(any(feature = "author", feature = "referral"))]
pub fn complete(trial: &Trial, referral: &Json) -> Json {
    let referral = &expand(trial, referral);
    let held = |key: &&str| referral.get("result").is_some_and(|result| result.get(key).is_some());
    let whole = referral.get("shares").and_then(Json::as_text) == Some(Share::Answers.id());
    // Letters leave out all of it: of anything else, what is missing is a difference.
    if !whole || FOLLOWING.iter().any(held) {
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
            } else if FOLLOWING.contains(&key.as_str()) {
                all.push((key.clone(), value.clone()));
            }
        }
        all.extend(held.iter().filter(|(key, _)| !computed.iter().any(|(own, _)| own == key)).cloned());
        all
    })
}

/// A referral with another result.
#[cfg(any(feature = "author", feature = "referral"))]
fn with_result(referral: &Json, result: impl FnOnce(&[(String, Json)]) -> Vec<(String, Json)>) -> Json {
    let (Json::Object(entries), Some(Json::Object(held))) = (referral, referral.get("result")) else {
        return referral.clone();
    };
    let mut entries = entries.clone();
    let result = Json::Object(result(held));
    if let Some(place) = entries.iter_mut().find(|(key, _)| key == "result") {
        place.1 = result;
    }
    Json::Object(entries)
}

/// The part of a result that is shared.
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
