//! Replaying a result: assessing its own answers again, under its own circumstances, and naming what differs.
//!
//! A replay shows that a result is what this engine makes of these answers. It cannot show that the answers are true, nor
//! who gave them.

use std::fmt;

use super::{SCHEMA, result};
use crate::answers::{self, Answers};
use crate::diagnostics::{Fault, Finding};
use crate::engine::{Assessment, Setting, assess};
use crate::json::Json;
use crate::json::visible::{short, shown};
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

impl Difference {
    /// As JSON: `path`, `held` and `computed`, `null` for what is not there.
    pub fn to_json(&self) -> Json {
        let side = |side: &Option<Json>| side.clone().unwrap_or(Json::Null);
        Json::object([
            ("path", Json::Text(self.path.clone())),
            ("held", side(&self.held)),
            ("computed", side(&self.computed)),
        ])
    }
}

/// How many characters of a side are quoted.
const QUOTED: usize = 400;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say =
            |side: &Option<Json>| side.as_ref().map_or("nothing".to_owned(), |json| shown(&json.to_string(), QUOTED));
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

/// Assesses the answers of a result again.
///
/// # Errors
///
/// Fails if it cannot be replayed: it is no result, was made from another definition, holds no answers, or holds answers that
/// the definition does not take.
pub fn replay(trial: &Trial, held: &Json) -> Result<Replay, Vec<Finding>> {
    made_from(trial, held)?;
    let Some(Json::Object(given)) = held.get("answers") else { return Err(vec![not_replayed()]) };
    let setting = Setting::read(trial, held).map_err(|mut wrong| {
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
    let computed = result(trial, &answers, &setting, &assessment, &language);
    let mut differences = Vec::new();
    compare("", Some(held), Some(&computed), &mut differences);
    Ok(Replay { answers, setting, assessment, language, computed, differences })
}

/// Whether it is a result that was made from this definition.
pub(crate) fn made_from(trial: &Trial, held: &Json) -> Result<(), Vec<Finding>> {
    let schema = text(held.get("schema"));
    if schema != SCHEMA {
        let message =
            format!("expected \"{}\", found \"{}\"; this is not a result that can be replayed", SCHEMA, short(&schema));
        return Err(vec![finding("schema", message)]);
    }
    let of = |key: &str| text(held.get("trial").and_then(|trial| trial.get(key)));
    if of("digest") == trial.digest {
        return Ok(());
    }
    let message = format!(
        "the result was made from the definition {} (trial {}, version {}); this one is {} (trial {}, version {}): take \
         that definition",
        short(&of("digest")),
        short(&of("id")),
        short(&of("version")),
        trial.digest,
        trial.id,
        trial.version
    );
    Err(vec![finding("trial.digest", message)])
}

pub(crate) fn not_replayed() -> Finding {
    finding("answers", "the result was handed on without its answers; only they can be assessed again".to_owned())
}

pub(crate) fn finding(path: &str, message: String) -> Finding {
    Finding::new(Fault::Unusable, "result", path, message)
}

pub(crate) fn text(json: Option<&Json>) -> String {
    json.and_then(Json::as_text).unwrap_or_default().to_owned()
}

/// Goes down to the smallest places that differ.
pub(crate) fn compare(path: &str, held: Option<&Json>, computed: Option<&Json>, differences: &mut Vec<Difference>) {
    match (held, computed) {
        (Some(Json::Object(a)), Some(Json::Object(b))) => {
            for (key, value) in a {
                compare(&below(path, key), Some(value), get(b, key), differences);
            }
            for (key, value) in b.iter().filter(|(key, _)| get(a, key).is_none()) {
                compare(&below(path, key), None, Some(value), differences);
            }
            let names = |list: &[(String, Json)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
            if a.len() > b.len() && names(a).iter().all(|key| get(b, key).is_some()) {
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

pub(crate) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
