//! One person's case: from answers, or from a result.

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
    /// The circumstances.
    pub setting: Setting,
    /// What they come to.
    pub assessment: Assessment,
    /// The language of the result.
    pub language: String,
}

/// The circumstances of answers that do not tell them.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The day of the assessment.
    pub date: Option<Date>,
    /// The days of the anchors that are fixed.
    pub anchors: &'a [(String, Date)],
    /// Who answers.
    pub audience: Audience,
}

type Rejections = Vec<Rejection>;

pub(super) fn rejected(key: &str, reason: impl Into<String>) -> Rejections {
    vec![Rejection { key: key.to_owned(), reason: reason.into() }]
}

impl Person {
    /// Reads answers, which are assessed on the day given, or a result, which is replayed on its own day.
    ///
    /// # Errors
    ///
    /// Returns why the answers cannot be taken, why the result cannot be replayed, or where it differs from the replay.
    pub fn read(trial: &Trial, json: &Json, given: &Circumstances<'_>) -> Result<Person, Vec<Rejection>> {
        match json.get("schema").and_then(Json::as_text) {
            Some(SCHEMA) => of_result(trial, json),
            _ => of_answers(trial, json, given),
        }
    }
}

fn of_answers(trial: &Trial, json: &Json, given: &Circumstances<'_>) -> Result<Person, Rejections> {
    let day = given.date.ok_or_else(|| rejected("", "answers do not tell their day; say it with --date YYYY-MM-DD"))?;
    let mut setting = Setting::new(trial, day, given.audience);
    for (anchor, day) in given.anchors {
        setting.fix(trial, anchor, *day).map_err(|reason| rejected("--anchor", reason.to_string()))?;
    }
    assessed(trial, json, setting, "en")
}

/// A result tells its circumstances; it must be of this definition, and come to the same again, whichever engine made it.
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
