//! The results with their messages, and the example patients.

use maud::{Markup, html};

use super::html::joined;
use super::protocol::Protocol;
use super::{card, link, points, row, table};
use crate::answers;
use crate::definition::Example;
use crate::engine::Verdict;
use crate::interview::words;
use crate::texts::fill;
use crate::trial::Audience;
use crate::value::Date;

pub(super) fn results(protocol: &Protocol<'_>) -> Markup {
    let verdicts =
        [Verdict::NotEligible, Verdict::NotYet(Date::default()), Verdict::Incomplete, Verdict::PotentiallyEligible];
    html! {
        @for verdict in verdicts { (result(protocol, verdict.id())) }
        h3 { (protocol.label("protocol.next")) }
        p { (protocol.message("trial.next")) }
        @if protocol.texts.find("trial.draft").is_some() { p { (protocol.message("trial.draft")) } }
    }
}

fn result(protocol: &Protocol<'_>, id: &str) -> Markup {
    let (day, trial) = (protocol.own_text("protocol.some_day", &[]), protocol.text("trial.name"));
    let message = |part: &str| {
        protocol
            .in_language(&fill(&protocol.text(&format!("verdict.{id}.{part}")), &[("date", &day), ("trial", &trial)]))
    };
    let rows = [
        ("protocol.result.when", protocol.label(&format!("protocol.result.{id}"))),
        ("protocol.result.heading", message("heading")),
        ("protocol.result.lead", message("lead")),
        ("protocol.name", html! { code { (id) } }),
    ];
    html! { h3 { (message("heading")) } (card(protocol, rows)) }
}

pub(super) fn examples(protocol: &Protocol<'_>) -> Markup {
    let shown = protocol.definition.examples.iter().filter(|example| example.audience <= protocol.audience);
    let rows: Vec<Markup> = shown.map(|example| patient(protocol, example)).collect();
    let heads =
        ["protocol.patient", "protocol.patient.answers", "protocol.patient.result"].map(|key| protocol.label(key));
    html! { @if !rows.is_empty() { (table("answers", heads, rows)) } }
}

fn patient(protocol: &Protocol<'_>, example: &Example) -> Markup {
    let on = words::day(&protocol.texts, example.on);
    let asked = match example.audience {
        Audience::Clinic => "protocol.patient.clinic",
        Audience::Participant => "protocol.patient.participant",
    };
    let fixed = example.anchors.iter().map(|(anchor, day)| {
        let day = words::day(&protocol.texts, *day);
        protocol.own_text(
            "protocol.patient.fixed",
            &[("anchor", &protocol.text(&format!("anchor.{anchor}"))), ("day", &day)],
        )
    });
    let name = html! {
        p { code { (example.id) } }
        p { (protocol.own_text(asked, &[("day", &on)])) }
        @for fixed in fixed { p { (fixed) } }
    };
    row(name, [given_answers(protocol, example), expected_result(protocol, example)])
}

/// Returns the answers, each after the number of its question.
fn given_answers(protocol: &Protocol<'_>, example: &Example) -> Markup {
    let trial = protocol.trial;
    let Ok(answers) = answers::read(trial, &example.answers, example.on) else { return html! {} };
    let answer = |slot| {
        let (prompt, question) = (trial.slots.get(slot)?, trial.question(slot)?);
        let number = protocol.number(&question.id)?.to_string();
        let option = prompt.option.and_then(|(of, option)| {
            let of = trial.questions.get(of)?;
            Some(protocol.text(&words::option_key(of, of.kind.options().get(option)?)))
        });
        let answer = protocol.in_language(&words::said(&protocol.texts, question, answers.get(slot)?));
        Some(html! {
            b {
                (link(&format!("q{number}"), &number))
                @if let Some(option) = option { " (" (protocol.in_language(&option)) ")" }
                ":"
            }
            " " (answer)
        })
    };
    let given: Vec<Markup> = answers.slots().into_iter().filter_map(answer).collect();
    if given.is_empty() { protocol.label("protocol.patient.nothing") } else { joined(given, "; ") }
}

/// Returns the verdict and the statuses that the example must get.
fn expected_result(protocol: &Protocol<'_>, example: &Example) -> Markup {
    let day = example.eligible_from.map(|day| words::day(&protocol.texts, day)).unwrap_or_default();
    let heading = protocol.text(&format!("verdict.{}.heading", example.verdict));
    let heading = protocol.in_language(&fill(&heading, &[("date", &day)]));
    let statuses = example.statuses.iter().map(|(criterion, status)| {
        let status = protocol.own_text(&format!("protocol.status.{status}"), &[]);
        html! { (link(&format!("criterion-{criterion}"), criterion)) ": " (status) }
    });
    html! { p { (heading) } (points(statuses)) }
}
