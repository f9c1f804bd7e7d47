//! Replay: assesses the answers of a result again, in its own setting, and reports the differences.
//!
//! A replay shows that this engine computes this result from these answers. It cannot show that the answers are true,
//! or who gave them.

use std::fmt;

use super::{SCHEMA, result};
use crate::answers::{self, Answers};
use crate::diagnostics::{Fault, Finding};
use crate::engine::{Assessment, Setting, assess};
use crate::json::Json;
use crate::json::visible::{short, shown};
use crate::trial::Trial;

/// A difference between a result and its replay.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The path, such as `verdict` or `criteria.I05.status`.
    pub path: String,
    /// The value in the result; `None` if it lacks the key.
    pub held: Option<Json>,
    /// The value in the replay; `None` if it lacks the key.
    pub computed: Option<Json>,
}

impl Difference {
    /// Returns the difference as JSON: `path`, `held` and `computed`, with `null` for a missing value.
    pub fn to_json(&self) -> Json {
        let side = |side: &Option<Json>| side.clone().unwrap_or(Json::Null);
        Json::object([
            ("path", Json::Text(self.path.clone())),
            ("held", side(&self.held)),
            ("computed", side(&self.computed)),
        ])
    }
}

/// The greatest number of characters of a value that a message quotes.
const QUOTED: usize = 400;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote =
            |side: &Option<Json>| side.as_ref().map_or("nothing".to_owned(), |json| shown(&json.to_string(), QUOTED));
        write!(f, "the result says {}, the replay {}", quote(&self.held), quote(&self.computed))
    }
}

/// The answers and the setting of a result, and their assessment by this engine.
#[derive(Debug)]
pub struct Replay {
    /// The answers.
    pub answers: Answers,
    /// The setting.
    pub setting: Setting,
    /// The assessment.
    pub assessment: Assessment,
    /// The language that the result names.
    pub language: String,
    /// The result as this engine computes it.
    pub computed: Json,
    /// Every difference between the result and the computed one; empty if this engine computes the same.
    pub differences: Vec<Difference>,
}

/// Assesses the answers of a result again.
///
/// # Errors
///
/// Returns findings if it cannot be replayed: it is no result, was made from another definition, contains no answers,
/// or contains answers that the definition does not accept.
pub fn replay(trial: &Trial, held: &Json) -> Result<Replay, Vec<Finding>> {
    made_from(trial, held)?;
    let Some(Json::Object(entries)) = held.get("answers") else { return Err(vec![not_replayed()]) };
    let setting = Setting::read(trial, held).map_err(|mut finding| {
        finding.file = "result".to_owned();
        vec![finding]
    })?;
    let mut entries = entries.clone();
    entries
        .extend(held.get(answers::PROVENANCE).map(|provenance| (answers::PROVENANCE.to_owned(), provenance.clone())));
    let answers = answers::read(trial, &Json::Object(entries), setting.on).map_err(|rejections| {
        rejections
            .into_iter()
            .map(|rejection| finding(&format!("answers.{}", rejection.key), rejection.reason))
            .collect::<Vec<_>>()
    })?;
    let assessment = assess(trial, &answers, &setting);
    let language = text(held.get("language"));
    let computed = result(trial, &answers, &setting, &assessment, &language);
    let mut differences = Vec::new();
    compare("", Some(held), Some(&computed), &mut differences);
    Ok(Replay { answers, setting, assessment, language, computed, differences })
}

/// Checks that a document is a result that was made from this definition.
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
    finding("answers", "the result was shared without its answers, so it cannot be assessed again".to_owned())
}

pub(crate) fn finding(path: &str, message: String) -> Finding {
    Finding::new(Fault::Unusable, "result", path, message)
}

pub(crate) fn text(json: Option<&Json>) -> String {
    json.and_then(Json::as_text).unwrap_or_default().to_owned()
}

/// Collects the differences between two values, each at the deepest path possible.
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
            if a.len() == b.len() && a.iter().any(|item| item.get("id").is_some()) =>
        {
            for (index, (item, other)) in a.iter().zip(b).enumerate() {
                let id = other.get("id").and_then(Json::as_text).map_or_else(|| index.to_string(), str::to_owned);
                compare(&below(path, &id), Some(item), Some(other), differences);
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
