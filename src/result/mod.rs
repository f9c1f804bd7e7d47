//! The result of an assessment: JSON that identifies no person and can be replayed.

#[cfg(any(feature = "author", feature = "referral"))]
pub mod replay;

use crate::answers::Answers;
use crate::engine::{Assessment, Conflict, Scored, Setting, Status, explain};
use crate::json::{Json, Writer};
pub(crate) use crate::schema::forms::RESULT_SCHEMA as SCHEMA;
use crate::trial::program::Slot;
use crate::trial::{Criterion, JudgedBy, Role, Score, Strength, Trial};
use crate::value::option_set;

/// Returns the result of an assessment as a tree.
///
/// ```
/// # use prescreener::{answers, diagnostics::Document, engine::{Setting, assess}, json::Json, result::result};
/// # use prescreener::{trial::{Audience, Trial}, value::Date};
/// # let content = serde_json::from_value(serde_json::json!({
/// #     "schema": "prescreener/trial/1", "id": "EXAMPLE", "version": "1",
/// #     "registry": { "name": "none", "url": "", "updated": "2026-11-22" },
/// #     "sources": [{ "id": "S", "title": "Examples" }],
/// #     "anchors": [{ "id": "screening", "from": "assessment", "days": [0, 28] }],
/// #     "questions": [{ "id": "dose", "type": "number", "unit": "mg", "min": "0", "max": "100" }], "order": ["dose"],
/// #     "criteria": [{ "id": "C1", "kind": "inclusion", "strength": "binding", "judged_by": "participant",
/// #                    "rule": "dose >= 5 mg", "source": ["S"], "confidence": "one_source" }] })).unwrap();
/// # let trial = Trial::check(&[Document { path: "trial.json".to_owned(), content }]).unwrap();
/// let today = Date::parse("2026-11-22").unwrap();
/// let answers = answers::read(&trial, &serde_json::from_str(r#"{ "dose": 4 }"#).unwrap(), today).unwrap();
/// let setting = Setting::new(&trial, today, Audience::Participant);
/// let result = result(&trial, &answers, &setting, &assess(&trial, &answers, &setting), "en");
/// assert_eq!(result.get("verdict").and_then(Json::as_text), Some("not_eligible"));
/// ```
pub fn result(trial: &Trial, answers: &Answers, setting: &Setting, assessment: &Assessment, language: &str) -> Json {
    let mut tree = Json::Null;
    write(trial, answers, setting, assessment, language, &mut tree);
    tree
}

/// Returns the reference by which a result names its definition.
#[cfg(any(feature = "author", feature = "referral"))]
pub fn definition(trial: &Trial) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::object([("id", text(&trial.id)), ("version", text(&trial.version)), ("digest", text(&trial.digest))])
}

/// Returns the outcome of an assessment without its reasons: the verdict, with its date.
pub fn outcome(assessment: &Assessment) -> Json {
    let mut tree = Json::Null;
    tree.object(|to| write_outcome(assessment, to));
    tree
}

/// Writes the result of an assessment. The order of the keys is fixed. Everything follows from the definition (named by
/// its digest), the answers, the day, the audience and the fixed anchors, all of which the result contains.
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
            let reasons = explain(trial, answers, setting, &assessment.statuses);
            for (position, (criterion, slots)) in trial.criteria.iter().zip(&reasons).enumerate() {
                write_criterion(trial, assessment, position, criterion, slots, to);
            }
        });
        let open = assessment.to_confirm().filter_map(|position| trial.criteria.get(position));
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
    position: usize,
    criterion: &Criterion,
    slots: &[Slot],
    to: &mut impl Writer,
) {
    let status = assessment.statuses.get(position).copied().unwrap_or(Status::Unknown);
    to.object(|to| {
        self::criterion(criterion, status.id()).into_iter().for_each(|(key, value)| to.entry(key, value));
        to.texts(if status == Status::Unknown { "open" } else { "because" }, keys(trial, slots));
        if let Some(day) = assessment.resolves_on.get(position).copied().flatten() {
            to.entry("resolves_on", &day.to_string());
        }
    });
}

/// Returns the entries of a criterion that precede its reasons.
pub(crate) fn criterion<'a>(criterion: &'a Criterion, status: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("id", &criterion.id),
        ("kind", if criterion.role == Role::Inclusion { "inclusion" } else { "exclusion" }),
        ("strength", if criterion.strength == Strength::Binding { "binding" } else { "advisory" }),
        ("status", status),
        ("judged_by", judge_id(criterion.judged_by)),
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

fn judge_id(judged_by: JudgedBy) -> &'static str {
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
            to.texts("bands", option_set::names(scored.bands, bands).map(|class| class.id.as_str()));
        }
        if let Some((_, subgroups)) = &score.subgroup {
            to.texts("subgroups", option_set::names(scored.subgroups, subgroups).map(|class| class.id.as_str()));
        }
    });
}
