//! Verifying a referral: the result in it is replayed, and what else it holds compared with what the trial lets it hold.

use super::{SCHEMA, complete, keys, made};
use crate::diagnostics::Finding;
use crate::engine::Verdict;
use crate::json::Json;
use crate::json::visible::short;
use crate::result;
use crate::result::replay::{Difference, below, compare, finding, made_from, not_replayed, replay, text};
use crate::trial::{Share, Trial};

/// Replays a result or a referral, and gives what differs. A referral must be what [`super::referral`] makes of the replayed
/// result. One that was handed on without its answers must hold what its `shares` say and nothing else.
///
/// # Errors
///
/// As [`replay`] does; a referral without answers in which nothing is wrong cannot be replayed.
pub fn verify(trial: &Trial, held: &Json) -> Result<Vec<Difference>, Vec<Finding>> {
    let (nothing, held) = (Json::Null, &complete(trial, held));
    if held.get("schema").and_then(Json::as_text) != Some(SCHEMA) {
        return replay(trial, held).map(|replay| replay.differences);
    }
    let result = held.get("result").unwrap_or(&nothing);
    let inside = |mut findings: Vec<Finding>| {
        findings.iter_mut().for_each(|finding| finding.path = below("result", &finding.path));
        findings
    };
    let shares = text(held.get("shares"));
    let Some(share) = Share::parse(&shares) else {
        let message = format!("expected `verdict`, `open` or `answers`, found `{}`", short(&shares));
        return Err(vec![finding("shares", message)]);
    };
    let computed = match share {
        Share::Answers => replay(trial, result).map_err(inside)?.computed,
        Share::Verdict | Share::Open => {
            made_from(trial, result).map_err(inside)?;
            with_no_answers(trial, result, share)
        }
    };
    let mut differences = Vec::new();
    let most = trial.share_limit(&text(computed.get("verdict")));
    if most.is_none_or(|most| share > most) {
        let allowed = most.map(|most| Json::Text(most.id().to_owned()));
        differences.push(Difference { path: "shares".to_owned(), held: Some(Json::Text(shares)), computed: allowed });
    }
    // A referral's number is its own; any text is one.
    let id = held.get("id").and_then(Json::as_text).unwrap_or_default();
    compare("", Some(held), Some(&made(&computed, share, id)), &mut differences);
    if share != Share::Answers && differences.is_empty() {
        return Err(inside(vec![not_replayed()]));
    }
    Ok(differences)
}

/// What a result without its answers would hold at most, with what its definition and this engine decide about it.
fn with_no_answers(trial: &Trial, held: &Json, share: Share) -> Json {
    let verdict = text(held.get("verdict"));
    let named = held.get("to_confirm").and_then(Json::as_list).unwrap_or_default();
    let named = |id: &str| named.iter().any(|one| one.as_text() == Some(id));
    let found = |id: &str| {
        let criteria = held.get("criteria").and_then(Json::as_list).unwrap_or_default();
        criteria.iter().find(|one| one.get("id").and_then(Json::as_text) == Some(id)).map(criterion)
    };
    let open = trial.criteria.iter().map(|criterion| criterion.id.as_str()).filter(|id| named(id));
    let mut entries = Vec::new();
    for key in keys(share) {
        let value = match key {
            "schema" => Some(Json::Text(result::SCHEMA.to_owned())),
            "trial" => Some(result::definition(trial)),
            "engine" => Some(Json::Text(env!("CARGO_PKG_VERSION").to_owned())),
            "verdict" => held.get(key).filter(|_| Verdict::IDS.contains(&verdict.as_str())).cloned(),
            "eligible_from" => held.get(key).filter(|_| verdict == "not_yet").cloned(),
            "criteria" => Some(Json::List(open.clone().filter_map(found).collect())),
            "to_confirm" => Some(Json::texts(open.clone())),
            _ => held.get(key).cloned(),
        };
        let needed = key != "anchors" && (key != "eligible_from" || verdict == "not_yet");
        // What is needed and not there shows as a difference.
        let value = value.or_else(|| needed.then_some(Json::Null));
        entries.extend(value.map(|value| (key.to_owned(), value)));
    }
    Json::Object(entries)
}

const CRITERION: [&str; 8] = ["id", "kind", "strength", "status", "judged_by", "because", "open", "resolves_on"];

/// Of a criterion what a result says of one.
fn criterion(held: &Json) -> Json {
    let Json::Object(entries) = held else { return Json::Null };
    Json::Object(entries.iter().filter(|(key, _)| CRITERION.contains(&key.as_str())).cloned().collect())
}
