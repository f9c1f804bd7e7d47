//! What is worked out before a criterion is decided: days, lists, tables, values.

use super::html::{Html, tag, tag_with};
use super::rules::{reference, rule};
use super::words::Paper;
use super::{points, row, table};
use crate::definition::{Anchor, ConsistencyRule, List, Table, Value};
use crate::json::Json;

pub(super) fn worked_out(paper: &Paper<'_>) -> Html {
    let definition = paper.definition;
    let (lists, tables) = (definition.lists.iter().enumerate(), definition.tables.iter().enumerate());
    [
        part(paper, "days", days(paper)),
        part(paper, "list", lists.map(|(place, one)| list(paper, place, one)).collect()),
        part(paper, "table", tables.map(|(place, one)| conversions(paper, place, one)).collect()),
        part(paper, "value", values(paper)),
        part(paper, "consistent", consistency(paper)),
    ]
    .into()
}

fn part(paper: &Paper<'_>, id: &str, inner: Html) -> Html {
    if inner.is_empty() {
        return inner;
    }
    let heading = tag("h3", paper.put(&format!("paper.{id}.heading")));
    [heading, paper.paragraphs(&format!("paper.{id}.lead")), inner].into()
}

fn heads(paper: &Paper<'_>, keys: &[&str]) -> Vec<Html> {
    keys.iter().map(|key| paper.put(key)).collect()
}

/// A name that rules use, as the place that they lead to.
pub(super) fn place(id: &str) -> Html {
    tag_with("code", &[("id", &format!("name-{id}"))], id)
}

fn days(paper: &Paper<'_>) -> Html {
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
        row(place(&anchor.id), [paper.said(&format!("anchor.{}", anchor.id)), when.into(), cited])
    };
    let rows: Vec<Html> = paper.definition.anchors.iter().map(one).collect();
    let heads = heads(paper, &["paper.name", "paper.words", "paper.when", "paper.sources.cited"]);
    if rows.is_empty() { Html::default() } else { table("", heads, rows) }
}

fn titled(paper: &Paper<'_>, kind: &str, place: usize, id: &str) -> Html {
    let number = place.saturating_add(1).to_string();
    let title = paper.frame(&format!("paper.{kind}.title"), &[("number", &number)]);
    tag_with("h4", &[("id", &format!("name-{id}"))], [format!("{title}: ").into(), tag("code", id)])
}

fn list(paper: &Paper<'_>, number: usize, list: &List) -> Html {
    let of = reference(paper, &list.of).unwrap_or_default();
    let lead = tag("p", [paper.put("paper.list.of"), " ".into(), of, ":".into()]);
    let options = list.options.iter().map(|option| paper.said(&format!("option.{}.{option}", list.of)));
    let cited = sources(paper, paper.written("lists", &list.id));
    [titled(paper, "list", number, &list.id), lead, points(options), cited].into()
}

/// A line that names sources.
pub(super) fn sources(paper: &Paper<'_>, part: Option<&Json>) -> Html {
    let cited = paper.cited(part);
    let lead = format!("{}: ", paper.frame("paper.sources.cited", &[]));
    if cited.is_empty() { cited } else { tag("p", [lead.into(), cited]) }
}

fn conversions(paper: &Paper<'_>, number: usize, one: &Table) -> Html {
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
        row(option, [amount.into(), paper.cited(cells.get(place))])
    });
    let heads = heads(paper, &["paper.table.option", "paper.table.amount", "paper.sources.cited"]);
    [titled(paper, "table", number, &one.id), table("", heads, rows), sources(paper, written)].into()
}

fn values(paper: &Paper<'_>) -> Html {
    let one = |(number, value): (usize, &Value)| {
        let number = number.saturating_add(1).to_string();
        let title = paper.frame("paper.value.title", &[("number", &number)]);
        let cited = sources(paper, paper.written("values", &value.id));
        row([format!("{title}: ").into(), place(&value.id)].into(), [[rule(paper, &value.rule), cited].into()])
    };
    let rows: Vec<Html> = paper.definition.values.iter().enumerate().map(one).collect();
    let heads = heads(paper, &["paper.name", "paper.rule"]);
    if rows.is_empty() { Html::default() } else { table("pairs", heads, rows) }
}

fn consistency(paper: &Paper<'_>) -> Html {
    let one = |written: &ConsistencyRule| {
        let cited = sources(paper, paper.written("consistent", &written.id));
        let answered = written.answered.iter().filter_map(|id| reference(paper, id));
        let lead = Html::from(format!("{}: ", paper.frame("paper.consistent.answered", &[])));
        let answered = tag("p", [lead, Html::joined(answered, "; ")]);
        let answered = if written.answered.is_empty() { Html::default() } else { answered };
        let said = paper.said(&format!("consistent.{}", written.id));
        row(said, [[rule(paper, &written.rule), answered, cited].into()])
    };
    let rows: Vec<Html> = paper.definition.consistency.iter().map(one).collect();
    let heads = heads(paper, &["paper.consistent.said", "paper.rule"]);
    if rows.is_empty() { Html::default() } else { table("pairs", heads, rows) }
}
