//! The result that is handed on: JSON that names nobody and can be replayed.

use crate::answers::Answers;
use crate::assessment::{Assessment, Setting, Status, because, settles};
use crate::bits;
use crate::json::Json;
use crate::program::Slot;
use crate::trial::{Criterion, JudgedBy, Role, Score, Strength, Trial};
use crate::value::{Possible, Truth};

const SCHEMA: &str = "prescreener/result/1";

/// Writes the result of an assessment. The order of the keys is fixed; everything follows from the definition (named by
/// its digest), the answers, the day, the audience and the fixed anchors, all of which it holds.
pub fn result(trial: &Trial, answers: &Answers, setting: &Setting, assessment: &Assessment, language: &str) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut entries = vec![
        ("schema", text(SCHEMA)),
        (
            "trial",
            Json::object([("id", text(&trial.id)), ("version", text(&trial.version)), ("digest", text(&trial.digest))]),
        ),
        ("engine", text(env!("CARGO_PKG_VERSION"))),
        ("assessed_on", text(&setting.on.to_string())),
        ("language", text(language)),
        ("audience", text(setting.audience.id())),
    ];
    let fixed: Vec<_> = setting.fixed(trial).map(|(id, day)| (id.to_owned(), text(&day.to_string()))).collect();
    if !fixed.is_empty() {
        entries.push(("anchors", Json::Object(fixed)));
    }
    entries.push(("verdict", text(assessment.verdict.id())));
    if let Some(day) = assessment.verdict.eligible_from() {
        entries.push(("eligible_from", text(&day.to_string())));
    }
    let criteria = trial.criteria.iter().enumerate();
    let criteria =
        criteria.map(|(place, criterion)| criterion_entry(trial, answers, setting, assessment, place, criterion));
    entries.push(("criteria", Json::List(criteria.collect())));
    let open = assessment.to_confirm().filter_map(|place| trial.criteria.get(place));
    entries.push(("to_confirm", Json::texts(open.map(|criterion| &criterion.id))));
    let scores = trial.scores.iter().map(|score| (score.id.clone(), score_entry(assessment, score)));
    entries.push(("scores", Json::Object(scores.collect())));
    entries.push(("answers", answers.to_json(trial)));
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn criterion_entry(
    trial: &Trial,
    answers: &Answers,
    setting: &Setting,
    assessment: &Assessment,
    place: usize,
    criterion: &Criterion,
) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let status = assessment.statuses.get(place).copied().unwrap_or(Status::Unknown);
    let keys =
        |slots: Vec<Slot>| Json::texts(slots.into_iter().filter_map(|slot| Some(trial.slots.get(slot)?.key.as_str())));
    let because = if status == Status::Unknown {
        ("settled_by", keys(settles(trial, answers, setting, place).unwrap_or_default()))
    } else {
        ("because", keys(because(trial, answers, setting, place)))
    };
    let mut entries = vec![
        ("id", text(&criterion.id)),
        ("kind", text(if criterion.role == Role::Inclusion { "inclusion" } else { "exclusion" })),
        ("strength", text(if criterion.strength == Strength::Binding { "binding" } else { "advisory" })),
        ("status", text(status.id())),
        ("judged_by", text(judge(criterion.judged_by))),
        because,
    ];
    if let Some(day) = assessment.resolves_on.get(place).copied().flatten() {
        entries.push(("resolves_on", text(&day.to_string())));
    }
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn judge(judged_by: JudgedBy) -> &'static str {
    match judged_by {
        JudgedBy::Participant => "participant",
        JudgedBy::Document => "document",
        JudgedBy::Site => "site",
    }
}

fn score_entry(assessment: &Assessment, score: &Score) -> Json {
    let mut entries = Vec::new();
    if let Some(Possible::Number(points)) = assessment.value(score.points) {
        entries.push(("min", Json::Text(points.least.to_string())));
        entries.push(("max", Json::Text(points.most.to_string())));
    }
    if let Some((band, names)) = &score.band
        && let Some(Possible::One(set)) = assessment.value(*band)
    {
        entries.push(("bands", Json::texts(bits::names(set, names))));
    }
    if let Some((applies, leaf, names)) = &score.subgroup {
        let never = assessment.value(*applies) == Some(Possible::Truth(Truth::False));
        let set = if let Some(Possible::One(set)) = assessment.value(*leaf) { set } else { 0 };
        entries.push(("subgroups", Json::texts(bits::names(if never { 0 } else { set }, names))));
    }
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
