//! What is computed before a criterion is decided: days, lists, tables, values.

use maud::{Markup, html};

use super::html::joined;
use super::protocol::Protocol;
use super::rules::{reference, rule};
use super::{points, row};
use crate::definition::{Anchor, ConsistencyRule, List, Table, Value};
use crate::json::Json;

pub(super) fn worked_out(protocol: &Protocol<'_>) -> Markup {
    let definition = protocol.definition;
    let lists = html! { @for (index, item) in definition.lists.iter().enumerate() { (list(protocol, index, item)) } };
    let tables =
        html! { @for (index, item) in definition.tables.iter().enumerate() { (conversions(protocol, index, item)) } };
    html! {
        (part(protocol, "days", days(protocol)))
        (part(protocol, "list", lists))
        (part(protocol, "table", tables))
        (part(protocol, "value", values(protocol)))
        (part(protocol, "consistent", consistency(protocol)))
    }
}

fn part(protocol: &Protocol<'_>, id: &str, inner: Markup) -> Markup {
    html! {
        @if !inner.0.is_empty() {
            h3 { (protocol.label(&format!("protocol.{id}.heading"))) }
            (protocol.paragraphs(&format!("protocol.{id}.lead")))
            (inner)
        }
    }
}

/// Returns a table, or nothing if it has no rows.
fn table(protocol: &Protocol<'_>, class: &str, heads: &[&str], rows: impl IntoIterator<Item = Markup>) -> Markup {
    let mut rows = rows.into_iter().peekable();
    html! { @if rows.peek().is_some() { (super::table(class, heads.iter().map(|key| protocol.label(key)), rows)) } }
}

/// Returns a name that rules use, as the target of their links.
fn target(id: &str) -> Markup {
    html! { code id={ "name-" (id) } { (id) } }
}

fn days(protocol: &Protocol<'_>) -> Markup {
    let anchor_row = |anchor: &Anchor| {
        let (least, most) = (anchor.days.0.to_string(), anchor.days.1.to_string());
        let key = match anchor.days {
            (0, 0) => "protocol.days.same",
            (least, most) if least == most => "protocol.days.exactly",
            _ => "protocol.days.between",
        };
        let from = anchor.from.as_ref().map_or_else(
            || protocol.own_text("protocol.days.assessment", &[]),
            |from| format!("“{}”", protocol.text(&format!("anchor.{from}"))),
        );
        let when = protocol.own_text(key, &[("least", &least), ("most", &most), ("from", &from)]);
        let cited = protocol.cited(protocol.written("anchors", &anchor.id));
        row(target(&anchor.id), [protocol.message(&format!("anchor.{}", anchor.id)), html! { (when) }, cited])
    };
    let heads = ["protocol.name", "protocol.words", "protocol.when", "protocol.sources.cited"];
    table(protocol, "", &heads, protocol.definition.anchors.iter().map(anchor_row))
}

fn heading(protocol: &Protocol<'_>, kind: &str, index: usize, id: &str) -> Markup {
    let number = index.saturating_add(1).to_string();
    let title = protocol.own_text(&format!("protocol.{kind}.title"), &[("number", &number)]);
    html! { h4 id={ "name-" (id) } { (title) ": " code { (id) } } }
}

fn list(protocol: &Protocol<'_>, index: usize, list: &List) -> Markup {
    let options = list.options.iter().map(|option| protocol.message(&format!("option.{}.{option}", list.of)));
    html! {
        (heading(protocol, "list", index, &list.id))
        p { (protocol.label("protocol.list.of")) " " (reference(protocol, &list.of).unwrap_or_default()) ":" }
        (points(options))
        (sources(protocol, protocol.written("lists", &list.id)))
    }
}

/// Returns a line that names the cited sources.
pub(super) fn sources(protocol: &Protocol<'_>, part: Option<&Json>) -> Markup {
    let cited = protocol.cited(part);
    html! { @if !cited.0.is_empty() { p { (protocol.label("protocol.sources.cited")) ": " (cited) } } }
}

fn conversions(protocol: &Protocol<'_>, index: usize, conversion: &Table) -> Markup {
    let written = protocol.written("tables", &conversion.id);
    let cells = written.and_then(|written| written.get("rows")).and_then(Json::as_list).unwrap_or_default();
    let unit = conversion.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let rows = conversion.rows.iter().enumerate().map(|(index, entry)| {
        let (least, most) = (entry.least.to_string(), entry.most.to_string());
        let amount = if least == most {
            format!("{least}{unit}")
        } else {
            format!("{}{unit}", protocol.own_text("protocol.table.between", &[("least", &least), ("most", &most)]))
        };
        let option = protocol.message(&format!("option.{}.{}", conversion.by, entry.option));
        row(option, [html! { (amount) }, protocol.cited(cells.get(index))])
    });
    let heads = ["protocol.table.option", "protocol.table.amount", "protocol.sources.cited"];
    html! {
        (heading(protocol, "table", index, &conversion.id))
        (table(protocol, "", &heads, rows))
        (sources(protocol, written))
    }
}

fn values(protocol: &Protocol<'_>) -> Markup {
    let value_row = |(index, value): (usize, &Value)| {
        let number = index.saturating_add(1).to_string();
        let title = protocol.own_text("protocol.value.title", &[("number", &number)]);
        let cited = sources(protocol, protocol.written("values", &value.id));
        row(html! { (title) ": " (target(&value.id)) }, [html! { (rule(protocol, &value.rule)) (cited) }])
    };
    table(
        protocol,
        "pairs",
        &["protocol.name", "protocol.rule"],
        protocol.definition.values.iter().enumerate().map(value_row),
    )
}

fn consistency(protocol: &Protocol<'_>) -> Markup {
    let consistency_row = |written: &ConsistencyRule| {
        let answered = written.answered.iter().filter_map(|id| reference(protocol, id));
        let holds = html! {
            (rule(protocol, &written.rule))
            @if !written.answered.is_empty() {
                p { (protocol.label("protocol.consistent.answered")) ": " (joined(answered, "; ")) }
            }
            (sources(protocol, protocol.written("consistent", &written.id)))
        };
        row(protocol.message(&format!("consistent.{}", written.id)), [holds])
    };
    table(
        protocol,
        "pairs",
        &["protocol.consistent.said", "protocol.rule"],
        protocol.definition.consistency.iter().map(consistency_row),
    )
}
