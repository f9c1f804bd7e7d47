//! The results and their words, and the patients who show them.

use maud::{Markup, html};

use super::html::joined;
use super::words::Paper;
use super::{card, link, points, row, table};
use crate::answers;
use crate::definition::Example;
use crate::engine::Verdict;
use crate::interview::words;
use crate::texts::fill;
use crate::trial::Audience;
use crate::value::Date;

pub(super) fn results(paper: &Paper<'_>) -> Markup {
    let verdicts =
        [Verdict::NotEligible, Verdict::NotYet(Date::default()), Verdict::Incomplete, Verdict::PotentiallyEligible];
    html! {
        @for verdict in verdicts { (result(paper, verdict.id())) }
        h3 { (paper.put("paper.next")) }
        p { (paper.said("trial.next")) }
        @if paper.texts.find("trial.draft").is_some() { p { (paper.said("trial.draft")) } }
    }
}

fn result(paper: &Paper<'_>, id: &str) -> Markup {
    let (day, trial) = (paper.frame("paper.some_day", &[]), paper.text("trial.name"));
    let said = |part: &str| {
        paper.in_language(&fill(&paper.text(&format!("verdict.{id}.{part}")), &[("date", &day), ("trial", &trial)]))
    };
    let rows = [
        ("paper.result.when", paper.put(&format!("paper.result.{id}"))),
        ("paper.result.heading", said("heading")),
        ("paper.result.lead", said("lead")),
        ("paper.name", html! { code { (id) } }),
    ];
    html! { h3 { (said("heading")) } (card(paper, rows)) }
}

pub(super) fn examples(paper: &Paper<'_>) -> Markup {
    let asked = paper.definition.examples.iter().filter(|example| example.audience <= paper.audience);
    let rows: Vec<Markup> = asked.map(|example| patient(paper, example)).collect();
    let heads = ["paper.patient", "paper.patient.answers", "paper.patient.result"].map(|key| paper.put(key));
    html! { @if !rows.is_empty() { (table("answers", heads, rows)) } }
}

fn patient(paper: &Paper<'_>, example: &Example) -> Markup {
    let on = words::day(&paper.texts, example.on);
    let asked = match example.audience {
        Audience::Clinic => "paper.patient.clinic",
        Audience::Participant => "paper.patient.participant",
    };
    let fixed = example.anchors.iter().map(|(anchor, day)| {
        let day = words::day(&paper.texts, *day);
        paper.frame("paper.patient.fixed", &[("anchor", &paper.text(&format!("anchor.{anchor}"))), ("day", &day)])
    });
    let name = html! {
        p { code { (example.id) } }
        p { (paper.frame(asked, &[("day", &on)])) }
        @for fixed in fixed { p { (fixed) } }
    };
    row(name, [said(paper, example), due(paper, example)])
}

/// The answers, each after the number of its question.
fn said(paper: &Paper<'_>, example: &Example) -> Markup {
    let trial = paper.trial;
    let Ok(answers) = answers::read(trial, &example.answers, example.on) else { return html! {} };
    let one = |slot| {
        let (asked, question) = (trial.slots.get(slot)?, trial.question(slot)?);
        let number = paper.number(&question.id)?.to_string();
        let option = asked.option.and_then(|(of, option)| {
            let of = trial.questions.get(of)?;
            Some(paper.text(&words::option_key(of, of.kind.options().get(option)?)))
        });
        let answer = paper.in_language(&words::said(&paper.texts, question, answers.get(slot)?));
        Some(html! {
            b {
                (link(&format!("q{number}"), &number))
                @if let Some(option) = option { " (" (paper.in_language(&option)) ")" }
                ":"
            }
            " " (answer)
        })
    };
    let said: Vec<Markup> = answers.slots().into_iter().filter_map(one).collect();
    if said.is_empty() { paper.put("paper.patient.nothing") } else { joined(said, "; ") }
}

/// What must come out.
fn due(paper: &Paper<'_>, example: &Example) -> Markup {
    let day = example.eligible_from.map(|day| words::day(&paper.texts, day)).unwrap_or_default();
    let heading = paper.text(&format!("verdict.{}.heading", example.verdict));
    let heading = paper.in_language(&fill(&heading, &[("date", &day)]));
    let statuses = example.statuses.iter().map(|(criterion, status)| {
        let status = paper.frame(&format!("paper.status.{status}"), &[]);
        html! { (link(&format!("criterion-{criterion}"), criterion)) ": " (status) }
    });
    html! { p { (heading) } (points(statuses)) }
}
