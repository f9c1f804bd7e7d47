//! The result that is handed on: JSON that names nobody and can be replayed.

#[cfg(any(feature = "author", feature = "referral"))]
pub mod replay;

use crate::answers::Answers;
use crate::engine::{Assessment, Conflict, Scored, Setting, Status, explain};
use crate::json::{Json, Writer};
pub(crate) use crate::schema::forms::RESULT_SCHEMA as SCHEMA;
use crate::trial::program::Slot;
use crate::trial::{Criterion, JudgedBy, Role, Score, Strength, Trial};
use crate::value::bits;

/// The result of an assessment as a tree.
pub fn result(trial: &Trial, answers: &Answers, setting: &Setting, assessment: &Assessment, language: &str) -> Json {
    let mut tree = Json::Null;
    write(trial, answers, setting, assessment, language, &mut tree);
    tree
}

#[cfg(any(feature = "author", feature = "referral"))]
/// How a result names the definition that it was made from.
pub fn definition(trial: &Trial) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::object([("id", text(&trial.id)), ("version", text(&trial.version)), ("digest", text(&trial.digest))])
}

/// What an assessment comes to, and nothing of how: the verdict, and the date with it.
pub fn outcome(assessment: &Assessment) -> Json {
    let mut tree = Json::Null;
    tree.object(|to| write_outcome(assessment, to));
    tree
}

/// Writes the result of an assessment. The order of the keys is fixed; everything follows from the definition (named by
/// its digest), the answers, the day, the audience and the fixed anchors, all of which it holds.
pub fn write(
    trial: &Trial,
    answers: &Answers,
    setting: &Setting,
    assessment: &Assessment,
    language: &str,
    to: &mut impl Writer,
) {
    to.object(|to| {
        to.entry("schema", SCHEMA);
        to.key("trial");
        to.object(|to| {
            to.entry("id", &trial.id);
            to.entry("version", &trial.version);
            to.entry("digest", &trial.digest);
        });
        to.entry("engine", env!("CARGO_PKG_VERSION"));
        to.entry("assessed_on", &setting.on.to_string());
        to.entry("language", language);
        to.entry("audience", setting.audience.id());
        if setting.fixed(trial).next().is_some() {
            to.key("anchors");
            to.object(|to| setting.fixed(trial).for_each(|(id, day)| to.entry(id, &day.to_string())));
        }
        write_outcome(assessment, to);
        if !assessment.conflicts.is_empty() {
            to.key("conflicts");
            to.list(|to| assessment.conflicts.iter().for_each(|conflict| write_conflict(trial, conflict, to)));
        }
        to.key("exact");
        to.tree(Json::Bool(assessment.exact));
        to.key("criteria");
        to.list(|to| {
            let why = explain(trial, answers, setting, &assessment.statuses);
            for (place, (criterion, slots)) in trial.criteria.iter().zip(&why).enumerate() {
                write_criterion(trial, assessment, place, criterion, slots, to);
            }
        });
        let open = assessment.to_confirm().filter_map(|place| trial.criteria.get(place));
        to.texts("to_confirm", open.map(|criterion| criterion.id.as_str()));
        to.key("scores");
        to.object(|to| {
            trial.scores.iter().zip(&assessment.scores).for_each(|(score, scored)| write_score(score, scored, to))
        });
        to.key("answers");
        answers.write(trial, to);
        answers.write_provenance(trial, to);
    });
}

fn write_outcome(assessment: &Assessment, to: &mut impl Writer) {
    to.entry("verdict", assessment.verdict.id());
    if let Some(day) = assessment.verdict.eligible_from() {
        to.entry("eligible_from", &day.to_string());
    }
}

fn write_criterion(
    trial: &Trial,
    assessment: &Assessment,
    place: usize,
    criterion: &Criterion,
    slots: &[Slot],
    to: &mut impl Writer,
) {
    let status = assessment.statuses.get(place).copied().unwrap_or(Status::Unknown);
    to.object(|to| {
        self::criterion(criterion, status.id()).into_iter().for_each(|(key, value)| to.entry(key, value));
        to.texts(if status == Status::Unknown { "open" } else { "because" }, keys(trial, slots));
        if let Some(day) = assessment.resolves_on.get(place).copied().flatten() {
            to.entry("resolves_on", &day.to_string());
        }
    });
}

/// What is said of a criterion before why.
pub(crate) fn criterion<'a>(criterion: &'a Criterion, status: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("id", &criterion.id),
        ("kind", if criterion.role == Role::Inclusion { "inclusion" } else { "exclusion" }),
        ("strength", if criterion.strength == Strength::Binding { "binding" } else { "advisory" }),
        ("status", status),
        ("judged_by", judge(criterion.judged_by)),
    ]
}

fn write_conflict(trial: &Trial, conflict: &Conflict, to: &mut impl Writer) {
    to.object(|to| {
        let rules = conflict.rules.iter().filter_map(|rule| trial.consistency.get(*rule));
        to.texts("rules", rules.map(|rule| rule.id.as_str()));
        to.texts("between", keys(trial, &conflict.between));
    });
}

fn keys<'a>(trial: &'a Trial, slots: &'a [Slot]) -> impl Iterator<Item = &'a str> {
    slots.iter().filter_map(|slot| Some(trial.slots.get(*slot)?.key.as_str()))
}

fn judge(judged_by: JudgedBy) -> &'static str {
    match judged_by {
        JudgedBy::Participant => "participant",
        JudgedBy::Document => "document",
        JudgedBy::Site => "site",
    }
}

fn write_score(score: &Score, scored: &Scored, to: &mut impl Writer) {
    to.key(&score.id);
    to.object(|to| {
        to.entry("min", &scored.points.least.to_string());
        to.entry("max", &scored.points.most.to_string());
        if let Some((_, bands)) = &score.band {
            to.texts("bands", bits::names(scored.bands, bands).map(|class| class.id.as_str()));
        }
        if let Some((_, subgroups)) = &score.subgroup {
            to.texts("subgroups", bits::names(scored.subgroups, subgroups).map(|class| class.id.as_str()));
        }
    });
}
