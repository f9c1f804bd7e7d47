//! Every question, in the order of asking.

use super::html::{Html, tag, tag_with};
use super::rules::{reference, rule};
use super::words::Paper;
use super::worked_out::sources;
use super::{card, points};
use crate::definition::Question;
use crate::interview::words::{day, unit};
use crate::trial::{Audience, QuestionKind};

pub(super) fn questions(paper: &Paper<'_>) -> Html {
    let definition = paper.definition;
    let all = definition.order.iter().filter_map(|(id, _)| definition.questions.get(definition.question(id)?));
    let (asked, left_out): (Vec<_>, Vec<_>) = all.partition(|question| paper.asks(question));
    let numbers: Vec<String> =
        left_out.iter().filter_map(|question| Some(paper.number(&question.id)?.to_string())).collect();
    let note = paper.frame("paper.questions.left_out", &[("numbers", &numbers.join(", "))]);
    let note = if numbers.is_empty() { Html::default() } else { tag("p", note) };
    [note, asked.into_iter().map(|question| one(paper, question)).collect()].into()
}

fn one(paper: &Paper<'_>, question: &Question) -> Html {
    let id = &question.id;
    let number = paper.number(id).unwrap_or_default().to_string();
    let heading = [Html::from(format!("{number}. ")), paper.in_language(&text(paper, question, ""))];
    let of = if question.asked_of == Audience::Clinic { "paper.asked_of.clinic" } else { "paper.asked_of.participant" };
    let rows = [
        (
            "paper.hint",
            paper
                .texts
                .find(&format!("question.{id}.hint"))
                .map_or(Html::default(), |_| paper.in_language(&text(paper, question, ".hint"))),
        ),
        ("paper.answers", answers(paper, question)),
        ("paper.why", paper.in_language(&text(paper, question, ".why"))),
        ("paper.asked_of", paper.put(of)),
        ("paper.implied", implied(paper, id)),
        ("paper.ask_when", question.ask_when.as_ref().map_or(Html::default(), |when| rule(paper, when))),
        ("paper.for_each", for_each(paper, question)),
        ("paper.short", paper.said_if(&format!("question.{id}.short"))),
        ("paper.name", tag("code", id.as_str())),
        ("paper.sources.cited", paper.cited(paper.written("questions", id))),
    ];
    [tag_with("h3", &[("id", &format!("q{number}"))], heading), card(paper, rows)].into()
}

/// The rule that stands for a *yes*, with what it cites.
fn implied(paper: &Paper<'_>, id: &str) -> Html {
    let Some(implied) = paper.definition.implied(id) else { return Html::default() };
    [rule(paper, &implied.when), sources(paper, paper.implied(id))].into()
}

/// A text about a question. One that is asked for each choice has a stand-in for the choice.
fn text(paper: &Paper<'_>, question: &Question, suffix: &str) -> String {
    let text = paper.text(&format!("question.{}{suffix}", question.id));
    let of = question.for_each.as_ref().and_then(|each| paper.number(&each.question)).unwrap_or_default();
    let choice = paper.frame("paper.choice", &[("number", &of.to_string())]);
    crate::texts::fill(&text, &[("option", &choice)])
}

fn answers(paper: &Paper<'_>, question: &Question) -> Html {
    let unknown = paper.said("label.unknown");
    let option = |id: &String| {
        let key = format!("option.{}.{id}", question.id);
        // Brand names and spellings by which the screen's search finds it.
        let names = paper.texts.find(&format!("{key}.names"));
        let also = names.map_or(Html::default(), |names| {
            tag("p", [paper.put("paper.also.lead"), " ".into(), paper.in_language(names)])
        });
        let codes: Vec<String> = question.verified_codes(id).map(|code| code.to_string()).collect();
        let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
        [paper.said(&key), codes.into(), also].into()
    };
    match &question.kind {
        QuestionKind::YesNo => points([paper.said("answer.yes"), paper.said("answer.no"), unknown]),
        QuestionKind::One { options } => points(options.iter().map(option).chain([unknown])),
        QuestionKind::Several { options, .. } => {
            let naming = question.kind.naming();
            let alone = |place: usize| naming & crate::value::option_set::bit(place) == 0;
            let option = |(place, id): (usize, &String)| match alone(place) {
                false => option(id),
                true => [option(id), format!(" {}", paper.frame("paper.alone", &[])).into()].into(),
            };
            let items = options.iter().enumerate().map(option).chain([unknown]);
            [tag("p", paper.said("label.several")), points(items)].into()
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let unit = unit(&paper.texts, &question.kind);
            let unit = unit.map_or(Html::default(), |unit| [" ".into(), paper.in_language(&unit)].into());
            let (least, most) = (least.to_string(), most.to_string());
            let bounds = paper.frame("paper.number.bounds", &[("least", &least), ("most", &most)]);
            let fine = match decimals {
                0 => paper.frame("paper.number.whole", &[]),
                some => paper.frame("paper.number.decimals", &[("decimals", &some.to_string())]),
            };
            points([[bounds.into(), unit, format!(". {fine}").into()].into(), unknown])
        }
        QuestionKind::Date { earliest } => {
            let bounds = [paper.put("paper.date.bounds"), " ".into(), paper.in_language(&day(&paper.texts, *earliest))];
            points([[bounds.into(), ". ".into(), paper.put("paper.date.partial")].into(), unknown])
        }
    }
}

fn for_each(paper: &Paper<'_>, question: &Question) -> Html {
    let Some(each) = &question.for_each else { return Html::default() };
    let of = reference(paper, &each.question).unwrap_or_default();
    let list = each.list.as_ref().and_then(|list| reference(paper, list));
    let list =
        list.map_or(Html::default(), |list| [" ".into(), paper.put("paper.for_each.list"), " ".into(), list].into());
    [paper.put("paper.for_each.of"), " ".into(), of, list, ".".into()].into()
}
