//! One person's case, read from answers or from a result.

use crate::answers::{self, Answers, Rejection};
use crate::engine::{Assessment, Setting, assess};
use crate::json::Json;
use crate::result::SCHEMA;
use crate::result::replay::{Replay, replay};
use crate::trial::{Audience, Trial};
use crate::value::Date;

/// One person's case.
#[derive(Debug)]
pub struct Person {
    /// The answers.
    pub answers: Answers,
    /// The setting of the assessment.
    pub setting: Setting,
    /// The assessment.
    pub assessment: Assessment,
    /// The language of the result.
    pub language: String,
}

/// The context of bare answers, which do not contain it.
#[derive(Debug, Clone, Copy)]
pub struct AnswerContext<'a> {
    /// The day of the assessment.
    pub date: Option<Date>,
    /// The days of fixed anchors.
    pub anchors: &'a [(String, Date)],
    /// The audience.
    pub audience: Audience,
}

type Rejections = Vec<Rejection>;

pub(super) fn rejected(key: &str, reason: impl Into<String>) -> Rejections {
    vec![Rejection { key: key.to_owned(), reason: reason.into() }]
}

impl Person {
    /// Reads answers and assesses them on the given day, or reads a result and replays it on its own day.
    ///
    /// # Errors
    ///
    /// Returns why the answers are invalid, why the result cannot be replayed, or where it differs from the replay.
    pub fn read(trial: &Trial, json: &Json, given: &AnswerContext<'_>) -> Result<Person, Vec<Rejection>> {
        match json.get("schema").and_then(Json::as_text) {
            Some(SCHEMA) => of_result(trial, json),
            _ => of_answers(trial, json, given),
        }
    }
}

fn of_answers(trial: &Trial, json: &Json, given: &AnswerContext<'_>) -> Result<Person, Rejections> {
    let day = given.date.ok_or_else(|| rejected("", "answers do not tell their day; say it with --date YYYY-MM-DD"))?;
    let mut setting = Setting::new(trial, day, given.audience);
    for (anchor, day) in given.anchors {
        setting.fix(trial, anchor, *day).map_err(|reason| rejected("--anchor", reason.to_string()))?;
    }
    assessed(trial, json, setting, "en")
}

/// A result contains its context. It must belong to this definition, and its replay must agree, whichever engine
/// produced it.
fn of_result(trial: &Trial, json: &Json) -> Result<Person, Rejections> {
    let rejection = |key: String, reason| Rejection { key, reason };
    let replay = replay(trial, json)
        .map_err(|all| all.into_iter().map(|one| rejection(one.path, one.message)).collect::<Vec<_>>())?;
    let Replay { answers, setting, assessment, language, differences, .. } = replay;
    let other: Vec<Rejection> = differences
        .iter()
        .filter(|one| one.path != "engine")
        .map(|one| rejection(one.path.clone(), one.to_string()))
        .collect();
    if other.is_empty() { Ok(Person { answers, setting, assessment, language }) } else { Err(other) }
}

fn assessed(trial: &Trial, said: &Json, setting: Setting, language: &str) -> Result<Person, Rejections> {
    let answers = answers::read(trial, said, setting.on)?;
    let assessment = assess(trial, &answers, &setting);
    Ok(Person { answers, setting, assessment, language: language.to_owned() })
}
