//! The results and their words, and the patients who show them.

use super::html::{Html, tag, tag_with};
use super::words::Paper;
use super::{card, link, points, row, table};
use crate::answers;
use crate::definition::Example;
use crate::engine::Verdict;
use crate::interview::words;
use crate::texts::fill;
use crate::trial::Audience;
use crate::value::Date;

pub(super) fn results(paper: &Paper<'_>) -> Html {
    let verdicts =
        [Verdict::NotEligible, Verdict::NotYet(Date::default()), Verdict::Incomplete, Verdict::PotentiallyEligible];
    let verdicts = verdicts.into_iter().map(|verdict| result(paper, verdict.id()));
    let next = tag("h3", paper.put("paper.next"));
    let draft = paper.said_if("trial.draft");
    let draft = if draft.is_empty() { draft } else { tag("p", draft) };
    [verdicts.collect(), next, tag("p", paper.said("trial.next")), draft].into()
}

fn result(paper: &Paper<'_>, id: &str) -> Html {
    let (day, trial) = (paper.frame("paper.some_day", &[]), paper.text("trial.name"));
    let said = |part: &str| {
        paper.in_language(&fill(&paper.text(&format!("verdict.{id}.{part}")), &[("date", &day), ("trial", &trial)]))
    };
    let rows = [
        ("paper.result.when", paper.put(&format!("paper.result.{id}"))),
        ("paper.result.heading", said("heading")),
        ("paper.result.lead", said("lead")),
        ("paper.name", tag("code", id)),
    ];
    [tag("h3", said("heading")), card(paper, rows)].into()
}

pub(super) fn examples(paper: &Paper<'_>) -> Html {
    let asked = paper.definition.examples.iter().filter(|example| example.audience <= paper.audience);
    let rows: Vec<Html> = asked.map(|example| patient(paper, example)).collect();
    let heads = ["paper.patient", "paper.patient.answers", "paper.patient.result"].map(|key| paper.put(key));
    if rows.is_empty() { Html::default() } else { table("answers", heads.to_vec(), rows) }
}

fn patient(paper: &Paper<'_>, example: &Example) -> Html {
    let on = words::day(&paper.texts, example.on);
    let asked = match example.audience {
        Audience::Clinic => "paper.patient.clinic",
        Audience::Participant => "paper.patient.participant",
    };
    let fixed = example.anchors.iter().map(|(anchor, day)| {
        let day = words::day(&paper.texts, *day);
        tag(
            "p",
            paper.frame("paper.patient.fixed", &[("anchor", &paper.text(&format!("anchor.{anchor}"))), ("day", &day)]),
        )
    });
    let name =
        [tag("p", tag("code", example.id.as_str())), tag("p", paper.frame(asked, &[("day", &on)])), fixed.collect()];
    row(name.into(), [said(paper, example), due(paper, example)])
}

/// The answers, each after the number of its question.
fn said(paper: &Paper<'_>, example: &Example) -> Html {
    let trial = paper.trial;
    let Ok(answers) = answers::read(trial, &example.answers, example.on) else { return Html::default() };
    let one = |slot| {
        let (asked, question) = (trial.slots.get(slot)?, trial.question(slot)?);
        let number = paper.number(&question.id)?.to_string();
        let option = asked.option.and_then(|(of, option)| {
            let of = trial.questions.get(of)?;
            Some(paper.text(&words::option_key(of, of.kind.options().get(option)?)))
        });
        let number = link(&format!("q{number}"), number);
        let option =
            option.map_or(Html::default(), |option| [" (".into(), paper.in_language(&option), ")".into()].into());
        let answer = paper.in_language(&words::said(&paper.texts, question, answers.get(slot)?));
        Some([tag("b", [number, option, ":".into()]), " ".into(), answer].into())
    };
    let said: Vec<Html> = answers.slots().into_iter().filter_map(one).collect();
    if said.is_empty() { paper.put("paper.patient.nothing") } else { Html::joined(said, "; ") }
}

/// What must come out.
fn due(paper: &Paper<'_>, example: &Example) -> Html {
    let day = example.eligible_from.map(|day| words::day(&paper.texts, day)).unwrap_or_default();
    let heading = paper.text(&format!("verdict.{}.heading", example.verdict));
    let heading = paper.in_language(&fill(&heading, &[("date", &day)]));
    let statuses = example.statuses.iter().map(|(criterion, status)| {
        let status = paper.frame(&format!("paper.status.{status}"), &[]);
        [link(&format!("criterion-{criterion}"), criterion.as_str()), format!(": {status}").into()].into()
    });
    [tag_with("p", &[], heading), points(statuses)].into()
}
