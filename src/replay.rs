//! Replaying a result: assessing its own answers again, under its own circumstances, and naming what differs.
//!
//! A replay shows that a result is what this engine makes of these answers. It cannot show that the answers are true, nor
//! who gave them.

use std::fmt;

use crate::answers::{self, Answers};
use crate::assessment::{Assessment, Setting, assess};
use crate::finding::Finding;
use crate::interview::setting;
use crate::json::Json;
use crate::referral;
use crate::result;
use crate::trial::Trial;

/// What a result holds at a place, and what the replay has there.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The place, such as `verdict` or `criteria.I05.status`.
    pub path: String,
    /// What the result holds; nothing where it lacks the key.
    pub held: Option<Json>,
    /// What the replay comes to; nothing where it has no such key.
    pub computed: Option<Json>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |side: &Option<Json>| side.as_ref().map_or("nothing".to_owned(), Json::to_string);
        write!(f, "the result says {}, the replay {}", say(&self.held), say(&self.computed))
    }
}

/// A result's own answers and circumstances, and what they come to now.
#[derive(Debug)]
pub struct Replay {
    /// The answers.
    pub answers: Answers,
    /// The circumstances.
    pub setting: Setting,
    /// What they come to.
    pub assessment: Assessment,
    /// The language that the result names.
    pub language: String,
    /// The result as this engine makes it.
    pub computed: Json,
    /// Every place where the result differs from that: none if it is what this engine makes of its answers.
    pub differences: Vec<Difference>,
}

/// Replays a result, or the result in a referral, and gives what differs.
///
/// # Errors
///
/// As [`replay`] does; a referral that was handed on without its answers cannot be replayed.
pub fn verify(trial: &Trial, held: &Json) -> Result<Vec<Difference>, Vec<Finding>> {
    let nothing = Json::Null;
    let referred = held.get("schema").and_then(Json::as_text) == Some(referral::SCHEMA);
    let whole = if referred { referral::complete(trial, held) } else { held.clone() };
    let result = if referred { whole.get("result").unwrap_or(&nothing) } else { &whole };
    replay(trial, result).map(|replay| replay.differences)
}

/// Assesses the answers of a result again.
///
/// # Errors
///
/// Fails if it cannot be replayed: it is no result, was made from another definition, holds no answers, or holds answers that
/// the definition does not take.
pub fn replay(trial: &Trial, held: &Json) -> Result<Replay, Vec<Finding>> {
    let finding = |path: &str, message: String| Finding {
        file: "result".to_owned(),
        path: path.to_owned(),
        column: None,
        message,
    };
    let text = |json: Option<&Json>| json.and_then(Json::as_text).unwrap_or_default().to_owned();
    let schema = text(held.get("schema"));
    if schema != result::SCHEMA {
        let message =
            format!("expected \"{}\", found \"{schema}\"; this is not a result that can be replayed", result::SCHEMA);
        return Err(vec![finding("schema", message)]);
    }
    let of = |key: &str| text(held.get("trial").and_then(|trial| trial.get(key)));
    if of("digest") != trial.digest {
        let message = format!(
            "the result was made from the definition {} (trial {}, version {}); this one is {} (trial {}, version {}): take \
             that definition",
            of("digest"),
            of("id"),
            of("version"),
            trial.digest,
            trial.id,
            trial.version
        );
        return Err(vec![finding("trial.digest", message)]);
    }
    let Some(Json::Object(given)) = held.get("answers") else {
        let message = "the result was handed on without its answers; only they can be assessed again".to_owned();
        return Err(vec![finding("answers", message)]);
    };
    let setting = setting(trial, held).map_err(|mut wrong| {
        wrong.file = "result".to_owned();
        vec![wrong]
    })?;
    let mut said = given.clone();
    said.extend(held.get(answers::PROVENANCE).map(|told| (answers::PROVENANCE.to_owned(), told.clone())));
    let answers = answers::read(trial, &Json::Object(said), setting.on).map_err(|all| {
        all.into_iter().map(|one| finding(&format!("answers.{}", one.key), one.reason)).collect::<Vec<_>>()
    })?;
    let assessment = assess(trial, &answers, &setting);
    let language = text(held.get("language"));
    let computed = result::result(trial, &answers, &setting, &assessment, &language);
    let mut differences = Vec::new();
    compare("", Some(held), Some(&computed), &mut differences);
    Ok(Replay { answers, setting, assessment, language, computed, differences })
}

/// Goes down to the smallest places that differ.
fn compare(path: &str, held: Option<&Json>, computed: Option<&Json>, differences: &mut Vec<Difference>) {
    match (held, computed) {
        (Some(Json::Object(a)), Some(Json::Object(b))) => {
            for (key, value) in a {
                compare(&below(path, key), Some(value), get(b, key), differences);
            }
            for (key, value) in b.iter().filter(|(key, _)| get(a, key).is_none()) {
                compare(&below(path, key), None, Some(value), differences);
            }
            let names = |list: &[(String, Json)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            if a.len() != b.len() && names(a).iter().all(|key| get(b, key).is_some()) {
                differences.push(Difference {
                    path: path.to_owned(),
                    held: Some(Json::texts(names(a))),
                    computed: Some(Json::texts(names(b))),
                });
            }
        }
        (Some(Json::List(a)), Some(Json::List(b)))
            if a.len() == b.len() && a.iter().any(|one| one.get("id").is_some()) =>
        {
            for (place, (one, other)) in a.iter().zip(b).enumerate() {
                let id = other.get("id").and_then(Json::as_text).map_or_else(|| place.to_string(), str::to_owned);
                compare(&below(path, &id), Some(one), Some(other), differences);
            }
        }
        (held, computed) if held == computed => {}
        _ => differences.push(Difference { path: path.to_owned(), held: held.cloned(), computed: computed.cloned() }),
    }
}

fn get<'a>(entries: &'a [(String, Json)], key: &str) -> Option<&'a Json> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
