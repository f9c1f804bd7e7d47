//! The words of the screens that belong to no question, and what is cited.

use maud::{Markup, html};

use super::words::Paper;
use super::{row, table};
use crate::json::Json;

/// Every text of the widget's own catalogue, and the medical words that results explain.
pub(super) fn screens(paper: &Paper<'_>) -> Markup {
    let texts = paper.catalogues.last().and_then(|catalogue| catalogue.content.get("texts"));
    let Some(Json::Object(entries)) = texts else { return html! {} };
    let rows = entries.iter().map(|(key, _)| row(html! { code { (key) } }, [paper.said(key)]));
    let terms = paper.texts.under("term.").filter_map(|(key, word)| {
        let means = paper.texts.find(&format!("{key}.means"))?;
        Some(row(paper.in_language(word), [paper.in_language(means)]))
    });
    table("pairs", [paper.put("paper.name"), paper.put("paper.words")], rows.chain(terms))
}

pub(super) fn sources(paper: &Paper<'_>) -> Markup {
    let rows = paper.definition.sources.iter().map(|source| {
        let id = html! { span id={ "source-" (source.id) } { (source.id) } };
        row(id, [html! { (source.title) }, html! { (source.url.as_deref().unwrap_or_default()) }])
    });
    let heads = ["paper.name", "paper.sources.title", "paper.sources.url"].map(|key| paper.put(key));
    table("cited", heads, rows)
}
