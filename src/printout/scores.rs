//! The scores: points, bands and subgroups.

use maud::{Markup, html};

use super::protocol::Protocol;
use super::rules::rule;
use super::worked_out::sources;
use super::{row, table};
use crate::definition::{Case, RuleText, Score, ScoreItem, Subgroups};
use crate::json::Json;
use crate::value::Number;

pub(super) fn scores(protocol: &Protocol<'_>) -> Markup {
    html! { @for score in &protocol.definition.scores { (section(protocol, score)) } }
}

fn section(protocol: &Protocol<'_>, score: &Score) -> Markup {
    let written = protocol.written("scores", &score.id);
    html! {
        h3 id={ "name-" (score.id) } { (protocol.message(&format!("score.{}", score.id))) }
        p { (protocol.label("protocol.name")) ": " code { (score.id) } }
        (sources(protocol, written))
        (columns(protocol, score))
        (items(protocol, score, written))
        (bands(protocol, score, written))
        @if let Some(tree) = &score.subgroups { (subgroups(protocol, score, tree, written)) }
    }
}

fn heading(protocol: &Protocol<'_>, id: &str) -> Markup {
    html! {
        h4 { (protocol.label(&format!("protocol.{id}.heading"))) }
        (protocol.paragraphs(&format!("protocol.{id}.lead")))
    }
}

/// Returns a name as rules write it.
fn name(id: &str) -> Markup {
    html! { code { (id) } }
}

/// Returns a rule, or a text for all other cases.
fn when(protocol: &Protocol<'_>, when: Option<&RuleText>) -> Markup {
    when.map_or_else(|| protocol.label("protocol.otherwise"), |when| rule(protocol, when))
}

fn columns(protocol: &Protocol<'_>, score: &Score) -> Markup {
    let rows = score.columns.iter().map(|column| row(name(&column.id), [when(protocol, column.when.as_ref())]));
    let heads = [protocol.label("protocol.columns.name"), protocol.label("protocol.rule")];
    html! { @if score.columns.len() > 1 { (heading(protocol, "columns")) (table("pairs", heads, rows)) } }
}

fn column_heads(score: &Score) -> impl Iterator<Item = Markup> {
    score.columns.iter().map(|column| name(&column.id))
}

fn amounts(points: &[Number]) -> impl Iterator<Item = Markup> {
    points.iter().map(|points| html! { (points.to_string()) })
}

/// Returns the sources of a part of a score, by its list and its index there.
fn cited(protocol: &Protocol<'_>, written: Option<&Json>, list: &str, index: usize) -> Markup {
    protocol.cited(written.and_then(|written| written.get(list)?.as_list()?.get(index)))
}

fn items(protocol: &Protocol<'_>, score: &Score, written: Option<&Json>) -> Markup {
    let mut heads = vec![protocol.label("protocol.items.name"), protocol.label("protocol.items.when")];
    heads.extend(column_heads(score));
    heads.push(protocol.label("protocol.sources.cited"));
    let rows = score
        .items
        .iter()
        .enumerate()
        .flat_map(|(index, item)| item_rows(protocol, item, &cited(protocol, written, "items", index)));
    html! { (heading(protocol, "items")) (table("points", heads, rows)) }
}

fn item_rows(protocol: &Protocol<'_>, item: &ScoreItem, cited: &Markup) -> Vec<Markup> {
    let case = |(index, (when, points)): (usize, &(RuleText, Vec<Number>))| {
        let mut cells =
            vec![html! { @if index > 0 { p { (protocol.label("protocol.items.else")) } } (rule(protocol, when)) }];
        cells.extend(amounts(points));
        cells.push(cited.clone());
        row(name(&item.id), cells)
    };
    item.cases.iter().enumerate().map(case).collect()
}

fn bands(protocol: &Protocol<'_>, score: &Score, written: Option<&Json>) -> Markup {
    if score.bands.is_empty() {
        return html! {};
    }
    let mut heads = vec![protocol.label("protocol.bands.name"), protocol.label("protocol.words")];
    heads.extend(column_heads(score));
    heads.push(protocol.label("protocol.sources.cited"));
    let rows = score.bands.iter().enumerate().map(|(index, band)| {
        let mut cells = vec![protocol.message(&format!("band.{}.{}", score.id, band.id))];
        if band.from.is_empty() {
            cells.extend(score.columns.iter().map(|_| protocol.label("protocol.bands.lowest")));
        }
        let from = |points: &Number| protocol.own_text("protocol.bands.from", &[("points", &points.to_string())]);
        cells.extend(band.from.iter().map(|points| html! { (from(points)) }));
        cells.push(cited(protocol, written, "bands", index));
        row(name(&band.id), cells)
    });
    html! { (heading(protocol, "bands")) (table("", heads, rows)) }
}

fn subgroups(protocol: &Protocol<'_>, score: &Score, tree: &Subgroups, written: Option<&Json>) -> Markup {
    let heads = ["protocol.subgroups.name", "protocol.words", "protocol.rule", "protocol.sources.cited"]
        .map(|key| protocol.label(key));
    let written = written.and_then(|written| written.get("subgroups"));
    let rows = tree.cases.iter().enumerate().map(|(index, case): (usize, &Case)| {
        let label = protocol.message(&format!("subgroup.{}.{}", score.id, case.then));
        let cells = [label, when(protocol, case.when.as_ref()), cited(protocol, written, "cases", index)];
        row(name(&case.then), cells)
    });
    html! {
        (heading(protocol, "subgroups"))
        p { (protocol.label("protocol.subgroups.only")) }
        (rule(protocol, &tree.when))
        (table("types", heads, rows))
    }
}
