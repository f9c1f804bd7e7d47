//! The questions, in the order of asking.

use maud::{Markup, html};

use super::protocol::Protocol;
use super::rules::{reference, rule};
use super::worked_out::sources;
use super::{card, points};
use crate::definition::Question;
use crate::interview::words::{day, unit};
use crate::trial::{Audience, QuestionKind};

pub(super) fn questions(protocol: &Protocol<'_>) -> Markup {
    let definition = protocol.definition;
    let all = definition.order.iter().filter_map(|(id, _)| definition.questions.get(definition.question(id)?));
    let (asked, left_out): (Vec<_>, Vec<_>) = all.partition(|question| protocol.asks(question));
    let numbers: Vec<String> =
        left_out.iter().filter_map(|question| Some(protocol.number(&question.id)?.to_string())).collect();
    html! {
        @if !numbers.is_empty() {
            p { (protocol.own_text("protocol.questions.left_out", &[("numbers", &numbers.join(", "))])) }
        }
        @for question in asked { (section(protocol, question)) }
    }
}

fn section(protocol: &Protocol<'_>, question: &Question) -> Markup {
    let id = &question.id;
    let number = protocol.number(id).unwrap_or_default();
    let hint = protocol.texts.find(&format!("question.{id}.hint")).map(|_| text(protocol, question, ".hint"));
    let of = if question.asked_of == Audience::Clinic {
        "protocol.asked_of.clinic"
    } else {
        "protocol.asked_of.participant"
    };
    let rows = [
        ("protocol.hint", html! { @if let Some(hint) = hint { (protocol.in_language(&hint)) } }),
        ("protocol.answers", answers(protocol, question)),
        ("protocol.why", protocol.in_language(&text(protocol, question, ".why"))),
        ("protocol.asked_of", protocol.label(of)),
        ("protocol.implied", implied(protocol, id)),
        ("protocol.ask_when", html! { @if let Some(when) = &question.ask_when { (rule(protocol, when)) } }),
        ("protocol.for_each", for_each(protocol, question)),
        ("protocol.short", protocol.optional_message(&format!("question.{id}.short"))),
        ("protocol.name", html! { code { (id) } }),
        ("protocol.sources.cited", protocol.cited(protocol.written("questions", id))),
    ];
    html! {
        h3 id={ "q" (number) } { (number) ". " (protocol.in_language(&text(protocol, question, ""))) }
        (card(protocol, rows))
    }
}

/// Returns the rule that implies *yes*, with its sources.
fn implied(protocol: &Protocol<'_>, id: &str) -> Markup {
    html! {
        @if let Some(implied) = protocol.definition.implied(id) {
            (rule(protocol, &implied.when))
            (sources(protocol, protocol.implied(id)))
        }
    }
}

/// Returns a text of a question. If the question is asked for each choice, a general phrase replaces the choice.
fn text(protocol: &Protocol<'_>, question: &Question, suffix: &str) -> String {
    let text = protocol.text(&format!("question.{}{suffix}", question.id));
    let of = question.for_each.as_ref().and_then(|each| protocol.number(&each.question)).unwrap_or_default();
    let choice = protocol.own_text("protocol.choice", &[("number", &of.to_string())]);
    crate::texts::fill(&text, &[("option", &choice)])
}

fn answers(protocol: &Protocol<'_>, question: &Question) -> Markup {
    let unknown = protocol.message("label.unknown");
    let option = |id: &String| {
        let key = format!("option.{}.{id}", question.id);
        // Brand names and spellings by which the search on the screen finds the option.
        let names = protocol.texts.find(&format!("{key}.names"));
        let codes: Vec<String> = question.verified_codes(id).map(|code| code.to_string()).collect();
        html! {
            (protocol.message(&key))
            @if !codes.is_empty() { " (" (codes.join(", ")) ")" }
            @if let Some(names) = names { p { (protocol.label("protocol.also.lead")) " " (protocol.in_language(names)) } }
        }
    };
    match &question.kind {
        QuestionKind::YesNo => points([protocol.message("answer.yes"), protocol.message("answer.no"), unknown]),
        QuestionKind::One { options } => points(options.iter().map(option).chain([unknown])),
        QuestionKind::Several { options, .. } => {
            let naming = question.kind.naming();
            let alone = |index: usize| naming & crate::value::option_set::bit(index) == 0;
            let option = |(index, id): (usize, &String)| match alone(index) {
                false => option(id),
                true => html! { (option(id)) " " (protocol.label("protocol.alone")) },
            };
            let items = options.iter().enumerate().map(option).chain([unknown]);
            html! { p { (protocol.message("label.several")) } (points(items)) }
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let unit = unit(&protocol.texts, &question.kind);
            let (least, most) = (least.to_string(), most.to_string());
            let bounds = protocol.own_text("protocol.number.bounds", &[("least", &least), ("most", &most)]);
            let precision = match decimals {
                0 => protocol.own_text("protocol.number.whole", &[]),
                some => protocol.own_text("protocol.number.decimals", &[("decimals", &some.to_string())]),
            };
            let unit = html! { @if let Some(unit) = unit { " " (protocol.in_language(&unit)) } };
            points([html! { (bounds) (unit) ". " (precision) }, unknown])
        }
        QuestionKind::Date { earliest } => {
            let earliest = protocol.in_language(&day(&protocol.texts, *earliest));
            let [bounds, partial] = ["protocol.date.bounds", "protocol.date.partial"].map(|key| protocol.label(key));
            points([html! { (bounds) " " (earliest) ". " (partial) }, unknown])
        }
    }
}

fn for_each(protocol: &Protocol<'_>, question: &Question) -> Markup {
    let Some(each) = &question.for_each else { return html! {} };
    let list = each.list.as_ref().and_then(|list| reference(protocol, list));
    html! {
        (protocol.label("protocol.for_each.of")) " " (reference(protocol, &each.question).unwrap_or_default())
        @if let Some(list) = list { " " (protocol.label("protocol.for_each.list")) " " (list) }
        "."
    }
}
