//! The referral: as much of a result as a person agreed to hand on, and never more than the trial lets them.
//!
//! | `shares` | what of the result it holds |
//! |---|---|
//! | `verdict` | `schema`, `trial`, `engine`, `assessed_on`, `language`, `audience`, `anchors`, `verdict`, `eligible_from` |
//! | `open` | also `to_confirm`, and of `criteria` those that it names |
//! | `answers` | all |
//!
//! It names nobody: who the person is, they tell the site themselves.

use crate::json::Json;
use crate::trial::{Share, Trial};

/// The schema that a referral names.
pub const SCHEMA: &str = "prescreener/referral/1";

/// What every referral holds of a result.
const ALWAYS: [&str; 9] =
    ["schema", "trial", "engine", "assessed_on", "language", "audience", "anchors", "verdict", "eligible_from"];

/// A referral of a result. `id` tells it from every other, so that a receiver can tell a second copy from a second referral.
///
/// Gives nothing where the trial's policy does not allow it.
pub fn referral(trial: &Trial, result: &Json, share: Share, id: &str) -> Option<Json> {
    let policy = trial.referral?;
    let ruled_out = result.get("verdict").and_then(Json::as_text) == Some("not_eligible");
    if share > policy.most || (ruled_out && !policy.not_eligible) {
        return None;
    }
    let text = |text: &str| Json::Text(text.to_owned());
    Some(Json::object([
        ("schema", text(SCHEMA)),
        ("id", text(id)),
        ("shares", text(share.id())),
        ("result", shared(result, share)),
    ]))
}

/// The part of a result that is shared.
fn shared(result: &Json, share: Share) -> Json {
    let Json::Object(entries) = result else { return Json::Null };
    let open = result.get("to_confirm").and_then(Json::as_list).unwrap_or_default();
    let mut held = Vec::new();
    for (key, value) in entries {
        let value = match (share, key.as_str(), value) {
            (Share::Answers, ..) | (Share::Open, "to_confirm", _) => value.clone(),
            (_, key, _) if ALWAYS.contains(&key) => value.clone(),
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
