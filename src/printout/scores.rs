//! The scores: points, groups and types.

use super::html::{Html, tag, tag_with};
use super::rules::rule;
use super::words::Paper;
use super::worked_out::sources;
use super::{row, table};
use crate::definition::{Case, RuleText, Score, ScoreItem, Subgroups};
use crate::json::Json;
use crate::value::Number;

pub(super) fn scores(paper: &Paper<'_>) -> Html {
    paper.definition.scores.iter().map(|score| one(paper, score)).collect()
}

fn one(paper: &Paper<'_>, score: &Score) -> Html {
    let written = paper.written("scores", &score.id);
    [
        tag_with("h3", &[("id", &format!("name-{}", score.id))], paper.said(&format!("score.{}", score.id))),
        tag("p", [paper.put("paper.name"), ": ".into(), tag("code", score.id.as_str())]),
        sources(paper, written),
        columns(paper, score),
        items(paper, score, written),
        bands(paper, score, written),
        score.subgroups.as_ref().map_or(Html::default(), |tree| subgroups(paper, score, tree, written)),
    ]
    .into()
}

fn titled(paper: &Paper<'_>, id: &str) -> Html {
    let heading = tag("h4", paper.put(&format!("paper.{id}.heading")));
    [heading, paper.paragraphs(&format!("paper.{id}.lead"))].into()
}

/// A rule, or that it is for all who are left.
fn when(paper: &Paper<'_>, when: Option<&RuleText>) -> Html {
    when.map_or_else(|| paper.put("paper.otherwise"), |when| rule(paper, when))
}

fn columns(paper: &Paper<'_>, score: &Score) -> Html {
    if score.columns.len() < 2 {
        return Html::default();
    }
    let rows =
        score.columns.iter().map(|column| row(tag("code", column.id.as_str()), [when(paper, column.when.as_ref())]));
    [titled(paper, "columns"), table("pairs", vec![paper.put("paper.columns.name"), paper.put("paper.rule")], rows)]
        .into()
}

fn column_heads(score: &Score) -> impl Iterator<Item = Html> {
    score.columns.iter().map(|column| tag("code", column.id.as_str()))
}

fn amounts(points: &[Number]) -> impl Iterator<Item = Html> {
    points.iter().map(|points| points.to_string().into())
}

/// Sources of a part of a score, by its list and its place there.
fn cited(paper: &Paper<'_>, written: Option<&Json>, list: &str, place: usize) -> Html {
    paper.cited(written.and_then(|written| written.get(list)?.as_list()?.get(place)))
}

fn items(paper: &Paper<'_>, score: &Score, written: Option<&Json>) -> Html {
    let mut heads = vec![paper.put("paper.items.name"), paper.put("paper.items.when")];
    heads.extend(column_heads(score));
    heads.push(paper.put("paper.sources.cited"));
    let rows = score
        .items
        .iter()
        .enumerate()
        .flat_map(|(place, item)| item_rows(paper, item, &cited(paper, written, "items", place)));
    [titled(paper, "items"), table("points", heads, rows)].into()
}

fn item_rows(paper: &Paper<'_>, item: &ScoreItem, cited: &Html) -> Vec<Html> {
    let one = |(place, (when, points)): (usize, &(RuleText, Vec<Number>))| {
        let otherwise = if place > 0 { tag("p", paper.put("paper.items.else")) } else { Html::default() };
        let mut cells: Vec<Html> = vec![[otherwise, rule(paper, when)].into()];
        cells.extend(amounts(points));
        cells.push(cited.clone());
        row(tag("code", item.id.as_str()), cells)
    };
    item.cases.iter().enumerate().map(one).collect()
}

fn bands(paper: &Paper<'_>, score: &Score, written: Option<&Json>) -> Html {
    if score.bands.is_empty() {
        return Html::default();
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
        cells.extend(band.from.iter().map(|points| from(points).into()));
        cells.push(cited(paper, written, "bands", place));
        row(tag("code", band.id.as_str()), cells)
    });
    [titled(paper, "bands"), table("", heads, rows)].into()
}

fn subgroups(paper: &Paper<'_>, score: &Score, tree: &Subgroups, written: Option<&Json>) -> Html {
    let heads = vec![
        paper.put("paper.subgroups.name"),
        paper.put("paper.words"),
        paper.put("paper.rule"),
        paper.put("paper.sources.cited"),
    ];
    let written = written.and_then(|written| written.get("subgroups"));
    let rows = tree.cases.iter().enumerate().map(|(place, case): (usize, &Case)| {
        let words = paper.said(&format!("subgroup.{}.{}", score.id, case.then));
        let cells = [words, when(paper, case.when.as_ref()), cited(paper, written, "cases", place)];
        row(tag("code", case.then.as_str()), cells)
    });
    let only = tag("p", paper.put("paper.subgroups.only"));
    [titled(paper, "subgroups"), only, rule(paper, &tree.when), table("types", heads, rows)].into()
}
