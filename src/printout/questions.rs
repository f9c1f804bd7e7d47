//! Every question, in the order of asking.

use maud::{Markup, html};

use super::rules::{reference, rule};
use super::words::Paper;
use super::worked_out::sources;
use super::{card, points};
use crate::definition::Question;
use crate::interview::words::{day, unit};
use crate::trial::{Audience, QuestionKind};

pub(super) fn questions(paper: &Paper<'_>) -> Markup {
    let definition = paper.definition;
    let all = definition.order.iter().filter_map(|(id, _)| definition.questions.get(definition.question(id)?));
    let (asked, left_out): (Vec<_>, Vec<_>) = all.partition(|question| paper.asks(question));
    let numbers: Vec<String> =
        left_out.iter().filter_map(|question| Some(paper.number(&question.id)?.to_string())).collect();
    html! {
        @if !numbers.is_empty() {
            p { (paper.frame("paper.questions.left_out", &[("numbers", &numbers.join(", "))])) }
        }
        @for question in asked { (one(paper, question)) }
    }
}

fn one(paper: &Paper<'_>, question: &Question) -> Markup {
    let id = &question.id;
    let number = paper.number(id).unwrap_or_default();
    let hint = paper.texts.find(&format!("question.{id}.hint")).map(|_| text(paper, question, ".hint"));
    let of = if question.asked_of == Audience::Clinic { "paper.asked_of.clinic" } else { "paper.asked_of.participant" };
    let rows = [
        ("paper.hint", html! { @if let Some(hint) = hint { (paper.in_language(&hint)) } }),
        ("paper.answers", answers(paper, question)),
        ("paper.why", paper.in_language(&text(paper, question, ".why"))),
        ("paper.asked_of", paper.put(of)),
        ("paper.implied", implied(paper, id)),
        ("paper.ask_when", html! { @if let Some(when) = &question.ask_when { (rule(paper, when)) } }),
        ("paper.for_each", for_each(paper, question)),
        ("paper.short", paper.said_if(&format!("question.{id}.short"))),
        ("paper.name", html! { code { (id) } }),
        ("paper.sources.cited", paper.cited(paper.written("questions", id))),
    ];
    html! {
        h3 id={ "q" (number) } { (number) ". " (paper.in_language(&text(paper, question, ""))) }
        (card(paper, rows))
    }
}

/// The rule that stands for a *yes*, with what it cites.
fn implied(paper: &Paper<'_>, id: &str) -> Markup {
    html! {
        @if let Some(implied) = paper.definition.implied(id) {
            (rule(paper, &implied.when))
            (sources(paper, paper.implied(id)))
        }
    }
}

/// A text about a question. One that is asked for each choice has a stand-in for the choice.
fn text(paper: &Paper<'_>, question: &Question, suffix: &str) -> String {
    let text = paper.text(&format!("question.{}{suffix}", question.id));
    let of = question.for_each.as_ref().and_then(|each| paper.number(&each.question)).unwrap_or_default();
    let choice = paper.frame("paper.choice", &[("number", &of.to_string())]);
    crate::texts::fill(&text, &[("option", &choice)])
}

fn answers(paper: &Paper<'_>, question: &Question) -> Markup {
    let unknown = paper.said("label.unknown");
    let option = |id: &String| {
        let key = format!("option.{}.{id}", question.id);
        // Brand names and spellings by which the screen's search finds it.
        let names = paper.texts.find(&format!("{key}.names"));
        let codes: Vec<String> = question.verified_codes(id).map(|code| code.to_string()).collect();
        html! {
            (paper.said(&key))
            @if !codes.is_empty() { " (" (codes.join(", ")) ")" }
            @if let Some(names) = names { p { (paper.put("paper.also.lead")) " " (paper.in_language(names)) } }
        }
    };
    match &question.kind {
        QuestionKind::YesNo => points([paper.said("answer.yes"), paper.said("answer.no"), unknown]),
        QuestionKind::One { options } => points(options.iter().map(option).chain([unknown])),
        QuestionKind::Several { options, .. } => {
            let naming = question.kind.naming();
            let alone = |place: usize| naming & crate::value::option_set::bit(place) == 0;
            let option = |(place, id): (usize, &String)| match alone(place) {
                false => option(id),
                true => html! { (option(id)) " " (paper.put("paper.alone")) },
            };
            let items = options.iter().enumerate().map(option).chain([unknown]);
            html! { p { (paper.said("label.several")) } (points(items)) }
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let unit = unit(&paper.texts, &question.kind);
            let (least, most) = (least.to_string(), most.to_string());
            let bounds = paper.frame("paper.number.bounds", &[("least", &least), ("most", &most)]);
            let fine = match decimals {
                0 => paper.frame("paper.number.whole", &[]),
                some => paper.frame("paper.number.decimals", &[("decimals", &some.to_string())]),
            };
            let unit = html! { @if let Some(unit) = unit { " " (paper.in_language(&unit)) } };
            points([html! { (bounds) (unit) ". " (fine) }, unknown])
        }
        QuestionKind::Date { earliest } => {
            let earliest = paper.in_language(&day(&paper.texts, *earliest));
            let bounds =
                html! { (paper.put("paper.date.bounds")) " " (earliest) ". " (paper.put("paper.date.partial")) };
            points([bounds, unknown])
        }
    }
}

fn for_each(paper: &Paper<'_>, question: &Question) -> Markup {
    let Some(each) = &question.for_each else { return html! {} };
    let list = each.list.as_ref().and_then(|list| reference(paper, list));
    html! {
        (paper.put("paper.for_each.of")) " " (reference(paper, &each.question).unwrap_or_default())
        @if let Some(list) = list { " " (paper.put("paper.for_each.list")) " " (list) }
        "."
    }
}
