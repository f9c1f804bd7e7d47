//! The messages of the screens that belong to no question, and the sources.

use maud::{Markup, html};

use super::protocol::Protocol;
use super::{row, table};
use crate::json::Json;

/// Returns every message of the widget's own catalogue, and the medical terms that results explain.
pub(super) fn screens(protocol: &Protocol<'_>) -> Markup {
    let texts = protocol.catalogues.last().and_then(|catalogue| catalogue.content.get("texts"));
    let Some(Json::Object(entries)) = texts else { return html! {} };
    let rows = entries.iter().map(|(key, _)| row(html! { code { (key) } }, [protocol.message(key)]));
    let terms = protocol.texts.under("term.").filter_map(|(key, word)| {
        let means = protocol.texts.find(&format!("{key}.means"))?;
        Some(row(protocol.in_language(word), [protocol.in_language(means)]))
    });
    table("pairs", [protocol.label("protocol.name"), protocol.label("protocol.words")], rows.chain(terms))
}

pub(super) fn sources(protocol: &Protocol<'_>) -> Markup {
    let rows = protocol.definition.sources.iter().map(|source| {
        let id = html! { span id={ "source-" (source.id) } { (source.id) } };
        row(id, [html! { (source.title) }, html! { (source.url.as_deref().unwrap_or_default()) }])
    });
    let heads = ["protocol.name", "protocol.sources.title", "protocol.sources.url"].map(|key| protocol.label(key));
    table("cited", heads, rows)
}
