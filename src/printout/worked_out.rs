//! What is worked out before a criterion is decided: days, lists, tables, values.

use maud::{Markup, html};

use super::html::joined;
use super::rules::{reference, rule};
use super::words::Paper;
use super::{points, row};
use crate::definition::{Anchor, ConsistencyRule, List, Table, Value};
use crate::json::Json;

pub(super) fn worked_out(paper: &Paper<'_>) -> Markup {
    let definition = paper.definition;
    let lists = html! { @for (place, one) in definition.lists.iter().enumerate() { (list(paper, place, one)) } };
    let tables =
        html! { @for (place, one) in definition.tables.iter().enumerate() { (conversions(paper, place, one)) } };
    html! {
        (part(paper, "days", days(paper)))
        (part(paper, "list", lists))
        (part(paper, "table", tables))
        (part(paper, "value", values(paper)))
        (part(paper, "consistent", consistency(paper)))
    }
}

fn part(paper: &Paper<'_>, id: &str, inner: Markup) -> Markup {
    html! {
        @if !inner.0.is_empty() {
            h3 { (paper.put(&format!("paper.{id}.heading"))) }
            (paper.paragraphs(&format!("paper.{id}.lead")))
            (inner)
        }
    }
}

/// A table, unless it has no rows.
fn table(paper: &Paper<'_>, class: &str, heads: &[&str], rows: impl IntoIterator<Item = Markup>) -> Markup {
    let mut rows = rows.into_iter().peekable();
    html! { @if rows.peek().is_some() { (super::table(class, heads.iter().map(|key| paper.put(key)), rows)) } }
}

/// A name that rules use, as the place that they lead to.
pub(super) fn place(id: &str) -> Markup {
    html! { code id={ "name-" (id) } { (id) } }
}

fn days(paper: &Paper<'_>) -> Markup {
    let one = |anchor: &Anchor| {
        let (least, most) = (anchor.days.0.to_string(), anchor.days.1.to_string());
        let key = match anchor.days {
            (0, 0) => "paper.days.same",
            (least, most) if least == most => "paper.days.exactly",
            _ => "paper.days.between",
        };
        let from = anchor.from.as_ref().map_or_else(
            || paper.frame("paper.days.assessment", &[]),
            |from| format!("“{}”", paper.text(&format!("anchor.{from}"))),
        );
        let when = paper.frame(key, &[("least", &least), ("most", &most), ("from", &from)]);
        let cited = paper.cited(paper.written("anchors", &anchor.id));
        row(place(&anchor.id), [paper.said(&format!("anchor.{}", anchor.id)), html! { (when) }, cited])
    };
    let heads = ["paper.name", "paper.words", "paper.when", "paper.sources.cited"];
    table(paper, "", &heads, paper.definition.anchors.iter().map(one))
}

fn titled(paper: &Paper<'_>, kind: &str, place: usize, id: &str) -> Markup {
    let number = place.saturating_add(1).to_string();
    let title = paper.frame(&format!("paper.{kind}.title"), &[("number", &number)]);
    html! { h4 id={ "name-" (id) } { (title) ": " code { (id) } } }
}

fn list(paper: &Paper<'_>, number: usize, list: &List) -> Markup {
    let options = list.options.iter().map(|option| paper.said(&format!("option.{}.{option}", list.of)));
    html! {
        (titled(paper, "list", number, &list.id))
        p { (paper.put("paper.list.of")) " " (reference(paper, &list.of).unwrap_or_default()) ":" }
        (points(options))
        (sources(paper, paper.written("lists", &list.id)))
    }
}

/// A line that names sources.
pub(super) fn sources(paper: &Paper<'_>, part: Option<&Json>) -> Markup {
    let cited = paper.cited(part);
    html! { @if !cited.0.is_empty() { p { (paper.put("paper.sources.cited")) ": " (cited) } } }
}

fn conversions(paper: &Paper<'_>, number: usize, one: &Table) -> Markup {
    let written = paper.written("tables", &one.id);
    let cells = written.and_then(|written| written.get("rows")).and_then(Json::as_list).unwrap_or_default();
    let unit = one.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let rows = one.rows.iter().enumerate().map(|(place, entry)| {
        let (least, most) = (entry.least.to_string(), entry.most.to_string());
        let amount = if least == most {
            format!("{least}{unit}")
        } else {
            format!("{}{unit}", paper.frame("paper.table.between", &[("least", &least), ("most", &most)]))
        };
        let option = paper.said(&format!("option.{}.{}", one.by, entry.option));
        row(option, [html! { (amount) }, paper.cited(cells.get(place))])
    });
    let heads = ["paper.table.option", "paper.table.amount", "paper.sources.cited"];
    html! {
        (titled(paper, "table", number, &one.id))
        (table(paper, "", &heads, rows))
        (sources(paper, written))
    }
}

fn values(paper: &Paper<'_>) -> Markup {
    let one = |(number, value): (usize, &Value)| {
        let number = number.saturating_add(1).to_string();
        let title = paper.frame("paper.value.title", &[("number", &number)]);
        let cited = sources(paper, paper.written("values", &value.id));
        row(html! { (title) ": " (place(&value.id)) }, [html! { (rule(paper, &value.rule)) (cited) }])
    };
    table(paper, "pairs", &["paper.name", "paper.rule"], paper.definition.values.iter().enumerate().map(one))
}

fn consistency(paper: &Paper<'_>) -> Markup {
    let one = |written: &ConsistencyRule| {
        let answered = written.answered.iter().filter_map(|id| reference(paper, id));
        let holds = html! {
            (rule(paper, &written.rule))
            @if !written.answered.is_empty() {
                p { (paper.put("paper.consistent.answered")) ": " (joined(answered, "; ")) }
            }
            (sources(paper, paper.written("consistent", &written.id)))
        };
        row(paper.said(&format!("consistent.{}", written.id)), [holds])
    };
    table(paper, "pairs", &["paper.consistent.said", "paper.rule"], paper.definition.consistency.iter().map(one))
}
