//! Verifies a referral: replays its result, and compares the rest with what the trial allows it to hold.

use super::{SCHEMA, complete, keys, made};
use crate::diagnostics::Finding;
use crate::engine::Verdict;
use crate::json::Json;
use crate::json::visible::short;
use crate::result;
use crate::result::replay::{Difference, below, compare, finding, made_from, not_replayed, replay, text};
use crate::trial::{Share, Trial};

/// Replays a result or a referral, and returns the differences. A referral must equal what [`super::referral`] makes of
/// the replayed result. A referral without answers must hold what its `shares` states and nothing else.
///
/// ```
/// # use prescreener::{answers::Answers, diagnostics::Document, engine, json::Json, result::result, value::Date};
/// # use prescreener::{referral::{referral, verify}, trial::{Audience, Share, Trial}};
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
/// let result = result(&trial, &answers, &setting, &assessment, "en");
/// let referral = referral(&trial, &result, Share::Answers, "1").unwrap();
/// assert_eq!(verify(&trial, &referral), Ok(Vec::new()));
///
/// let changed = referral.to_string().replace(r#""verdict":"incomplete""#, r#""verdict":"not_eligible""#);
/// let differences = verify(&trial, &serde_json::from_str(&changed).unwrap()).unwrap();
/// assert_eq!(differences[0].path, "result.verdict");
/// ```
///
/// # Errors
///
/// Returns an error under the conditions of [`replay`], and for a referral without answers in which nothing is wrong,
/// because it cannot be replayed.
pub fn verify(trial: &Trial, held: &Json) -> Result<Vec<Difference>, Vec<Finding>> {
    let (null, held) = (Json::Null, &complete(trial, held));
    if held.get("schema").and_then(Json::as_text) != Some(SCHEMA) {
        return replay(trial, held).map(|replay| replay.differences);
    }
    let result = held.get("result").unwrap_or(&null);
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
    // Any text is a valid referral number.
    let id = held.get("id").and_then(Json::as_text).unwrap_or_default();
    compare("", Some(held), Some(&made(&computed, share, id)), &mut differences);
    if share != Share::Answers && differences.is_empty() {
        return Err(inside(vec![not_replayed()]));
    }
    Ok(differences)
}

/// Returns what a result without its answers may hold at most, with the parts that the definition and this engine
/// determine.
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
        let required = key != "anchors" && (key != "eligible_from" || verdict == "not_yet");
        // A required key that is missing shows as a difference.
        let value = value.or_else(|| required.then_some(Json::Null));
        entries.extend(value.map(|value| (key.to_owned(), value)));
    }
    Json::Object(entries)
}

const CRITERION: [&str; 8] = ["id", "kind", "strength", "status", "judged_by", "because", "open", "resolves_on"];

/// Returns the entries of a criterion that a result may hold.
fn criterion(held: &Json) -> Json {
    let Json::Object(entries) = held else { return Json::Null };
    Json::Object(entries.iter().filter(|(key, _)| CRITERION.contains(&key.as_str())).cloned().collect())
}
