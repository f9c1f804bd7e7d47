//! One person's case: from answers, or from a result.

use crate::answers::{self, Answers, PROVENANCE, Rejection};
use crate::assessment::{Assessment, Setting, assess};
use crate::finding::all_of;
use crate::json::Json;
use crate::trial::{Audience, Trial};
use crate::value::Date;

const RESULT: &str = "prescreener/result/1";

/// One person's case.
pub(super) struct Person {
    pub answers: Answers,
    pub setting: Setting,
    pub assessment: Assessment,
    /// The language of the result.
    pub language: String,
}

/// The circumstances of answers that do not tell them.
pub(super) struct Circumstances<'a> {
    pub date: Option<Date>,
    pub anchors: &'a [(String, Date)],
    pub audience: Audience,
}

type Rejections = Vec<Rejection>;

pub(super) fn rejected(key: &str, reason: impl Into<String>) -> Rejections {
    vec![Rejection { key: key.to_owned(), reason: reason.into() }]
}

/// The case of answers on the day given, or of a result on its own day.
pub(super) fn person(trial: &Trial, json: &Json, given: &Circumstances<'_>) -> Result<Person, Rejections> {
    match json.get("schema").and_then(Json::as_text) {
        Some(RESULT) => of_result(trial, json),
        _ => of_answers(trial, json, given),
    }
}

fn of_answers(trial: &Trial, json: &Json, given: &Circumstances<'_>) -> Result<Person, Rejections> {
    let day = given.date.ok_or_else(|| rejected("", "answers do not tell their day; say it with --date YYYY-MM-DD"))?;
    let mut setting = Setting::new(trial, day, given.audience);
    for (anchor, day) in given.anchors {
        setting.fix(trial, anchor, *day).map_err(|reason| rejected("--anchor", reason))?;
    }
    assessed(trial, json, setting, "en")
}

/// A result tells its circumstances; it must be of this definition, and come to the same again.
fn of_result(trial: &Trial, json: &Json) -> Result<Person, Rejections> {
    let text = |json: &Json, key: &str| {
        let text = json.get(key).and_then(Json::as_text).map(str::to_owned);
        text.ok_or_else(|| rejected(key, "the result does not tell it"))
    };
    let digest = text(json.get("trial").unwrap_or(&Json::Null), "digest")?;
    if digest != trial.digest {
        let reason = format!("the result is of another definition; expected {}, found {digest}", trial.digest);
        return Err(rejected("trial.digest", reason));
    }
    let day = text(json, "assessed_on")?;
    let day = Date::parse(&day).ok_or_else(|| rejected("assessed_on", format!("`{day}` is not a day")))?;
    let audience = text(json, "audience")?;
    let audience = Audience::parse(&audience).ok_or_else(|| {
        rejected("audience", format!("unknown word `{audience}`{}", all_of(["participant", "clinic"])))
    })?;
    let mut setting = Setting::new(trial, day, audience);
    if let Some(Json::Object(anchors)) = json.get("anchors") {
        for (anchor, day) in anchors {
            let fixed =
                day.as_text().and_then(Date::parse).ok_or_else(|| format!("expected a day, found {}", day.kind()));
            let fixed = fixed.and_then(|day| setting.fix(trial, anchor, day));
            fixed.map_err(|reason| rejected(&format!("anchors.{anchor}"), reason))?;
        }
    }
    let mut said = json.get("answers").cloned().unwrap_or(Json::Null);
    if let (Json::Object(entries), Some(from)) = (&mut said, json.get(PROVENANCE)) {
        entries.push((PROVENANCE.to_owned(), from.clone()));
    }
    let person = assessed(trial, &said, setting, &text(json, "language")?)?;
    let (told, found) = (text(json, "verdict")?, person.assessment.verdict.id());
    if told == found {
        Ok(person)
    } else {
        Err(rejected("verdict", format!("the result says `{told}`, but its answers come to `{found}`")))
    }
}

fn assessed(trial: &Trial, said: &Json, setting: Setting, language: &str) -> Result<Person, Rejections> {
    let answers = answers::read(trial, said, setting.on)?;
    let assessment = assess(trial, &answers, &setting);
    Ok(Person { answers, setting, assessment, language: language.to_owned() })
}
