//! The scores: points, groups and types.

use maud::{Markup, html};

use super::rules::rule;
use super::words::Paper;
use super::worked_out::sources;
use super::{row, table};
use crate::definition::{Case, RuleText, Score, ScoreItem, Subgroups};
use crate::json::Json;
use crate::value::Number;

pub(super) fn scores(paper: &Paper<'_>) -> Markup {
    html! { @for score in &paper.definition.scores { (one(paper, score)) } }
}

fn one(paper: &Paper<'_>, score: &Score) -> Markup {
    let written = paper.written("scores", &score.id);
    html! {
        h3 id={ "name-" (score.id) } { (paper.said(&format!("score.{}", score.id))) }
        p { (paper.put("paper.name")) ": " code { (score.id) } }
        (sources(paper, written))
        (columns(paper, score))
        (items(paper, score, written))
        (bands(paper, score, written))
        @if let Some(tree) = &score.subgroups { (subgroups(paper, score, tree, written)) }
    }
}

fn titled(paper: &Paper<'_>, id: &str) -> Markup {
    html! { h4 { (paper.put(&format!("paper.{id}.heading"))) } (paper.paragraphs(&format!("paper.{id}.lead"))) }
}

/// A name that rules use.
fn name(id: &str) -> Markup {
    html! { code { (id) } }
}

/// A rule, or that it is for all who are left.
fn when(paper: &Paper<'_>, when: Option<&RuleText>) -> Markup {
    when.map_or_else(|| paper.put("paper.otherwise"), |when| rule(paper, when))
}

fn columns(paper: &Paper<'_>, score: &Score) -> Markup {
    let rows = score.columns.iter().map(|column| row(name(&column.id), [when(paper, column.when.as_ref())]));
    let heads = [paper.put("paper.columns.name"), paper.put("paper.rule")];
    html! { @if score.columns.len() > 1 { (titled(paper, "columns")) (table("pairs", heads, rows)) } }
}

fn column_heads(score: &Score) -> impl Iterator<Item = Markup> {
    score.columns.iter().map(|column| name(&column.id))
}

fn amounts(points: &[Number]) -> impl Iterator<Item = Markup> {
    points.iter().map(|points| html! { (points.to_string()) })
}

/// Sources of a part of a score, by its list and its place there.
fn cited(paper: &Paper<'_>, written: Option<&Json>, list: &str, place: usize) -> Markup {
    paper.cited(written.and_then(|written| written.get(list)?.as_list()?.get(place)))
}

fn items(paper: &Paper<'_>, score: &Score, written: Option<&Json>) -> Markup {
    let mut heads = vec![paper.put("paper.items.name"), paper.put("paper.items.when")];
    heads.extend(column_heads(score));
    heads.push(paper.put("paper.sources.cited"));
    let rows = score
        .items
        .iter()
        .enumerate()
        .flat_map(|(place, item)| item_rows(paper, item, &cited(paper, written, "items", place)));
    html! { (titled(paper, "items")) (table("points", heads, rows)) }
}

fn item_rows(paper: &Paper<'_>, item: &ScoreItem, cited: &Markup) -> Vec<Markup> {
    let one = |(place, (when, points)): (usize, &(RuleText, Vec<Number>))| {
        let mut cells = vec![html! { @if place > 0 { p { (paper.put("paper.items.else")) } } (rule(paper, when)) }];
        cells.extend(amounts(points));
        cells.push(cited.clone());
        row(name(&item.id), cells)
    };
    item.cases.iter().enumerate().map(one).collect()
}

fn bands(paper: &Paper<'_>, score: &Score, written: Option<&Json>) -> Markup {
    if score.bands.is_empty() {
        return html! {};
    }
    let mut heads = vec![paper.put("paper.bands.name"), paper.put("paper.words")];
    heads.extend(column_heads(score));
    heads.push(paper.put("paper.sources.cited"));
    let rows = score.bands.iter().enumerate().map(|(place, band)| {
        let mut cells = vec![paper.said(&format!("band.{}.{}", score.id, band.id))];
        if band.from.is_empty() {
            cells.extend(score.columns.iter().map(|_| paper.put("paper.bands.lowest")));
        }
        let from = |points: &Number| paper.frame("paper.bands.from", &[("points", &points.to_string())]);
        cells.extend(band.from.iter().map(|points| html! { (from(points)) }));
        cells.push(cited(paper, written, "bands", place));
        row(name(&band.id), cells)
    });
    html! { (titled(paper, "bands")) (table("", heads, rows)) }
}

fn subgroups(paper: &Paper<'_>, score: &Score, tree: &Subgroups, written: Option<&Json>) -> Markup {
    let heads = ["paper.subgroups.name", "paper.words", "paper.rule", "paper.sources.cited"].map(|key| paper.put(key));
    let written = written.and_then(|written| written.get("subgroups"));
    let rows = tree.cases.iter().enumerate().map(|(place, case): (usize, &Case)| {
        let words = paper.said(&format!("subgroup.{}.{}", score.id, case.then));
        let cells = [words, when(paper, case.when.as_ref()), cited(paper, written, "cases", place)];
        row(name(&case.then), cells)
    });
    html! {
        (titled(paper, "subgroups"))
        p { (paper.put("paper.subgroups.only")) }
        (rule(paper, &tree.when))
        (table("types", heads, rows))
    }
}
