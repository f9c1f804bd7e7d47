//! The words of the screens that belong to no question, and what is cited.

use super::html::{Html, tag, tag_with};
use super::words::Paper;
use super::{row, table};
use crate::json::Json;

/// Every text of the widget's own catalogue, and the medical words that results explain.
pub(super) fn screens(paper: &Paper<'_>) -> Html {
    let texts = paper.catalogues.last().and_then(|catalogue| catalogue.content.get("texts"));
    let Some(Json::Object(entries)) = texts else { return Html::default() };
    let rows = entries.iter().map(|(key, _)| row(tag("code", key.as_str()), [paper.said(key)]));
    let terms = paper.texts.under("term.").filter_map(|(key, word)| {
        let means = paper.texts.find(&format!("{key}.means"))?;
        Some(row(paper.in_language(word), [paper.in_language(means)]))
    });
    table("pairs", vec![paper.put("paper.name"), paper.put("paper.words")], rows.chain(terms))
}

pub(super) fn sources(paper: &Paper<'_>) -> Html {
    let rows = paper.definition.sources.iter().map(|source| {
        let id = tag_with("span", &[("id", &format!("source-{}", source.id))], source.id.as_str());
        row(id, [source.title.as_str().into(), source.url.as_deref().unwrap_or_default().into()])
    });
    let heads = ["paper.name", "paper.sources.title", "paper.sources.url"].map(|key| paper.put(key));
    table("cited", heads.to_vec(), rows)
}
