//! The printable protocol: everything that a trial asks and shows, as one HTML document to read on paper.

mod approval;
mod criteria;
mod html;
mod outcome;
mod protocol;
mod questions;
mod recruitment;
mod rules;
mod scores;
mod sources;
mod worked_out;

use crate::diagnostics::Finding;
use crate::interview::words::day;
use crate::value::Date;
use maud::{Markup, Render, html};
use protocol::Protocol;

pub use protocol::Source;

/// Signs and phrases in rules that a reader may not know from school, and the keys of their explanations.
const SIGNS: [(&str, &str); 13] = [
    (">=", "protocol.sign.at_least"),
    ("<=", "protocol.sign.at_most"),
    (">", "protocol.sign.more"),
    ("<", "protocol.sign.less"),
    ("=", "protocol.sign.same"),
    ("*", "protocol.sign.times"),
    ("/", "protocol.sign.divided"),
    ("not A", "protocol.sign.not"),
    ("any of (A, B)", "protocol.sign.any"),
    ("at least 4 weeks before", "protocol.sign.long"),
    ("within 12 weeks before", "protocol.sign.short"),
    ("total for each Q of", "protocol.sign.total"),
    ("all for each Q of", "protocol.sign.all"),
];

/// Returns the printable protocol.
///
/// # Errors
///
/// Returns an error for each text that is missing, or for each example patient whose result differs from the one in the
/// document.
pub fn document(source: &Source<'_>) -> Result<String, Vec<Finding>> {
    let examples = source.definition.examples.iter();
    let differing: Vec<Finding> = examples.filter_map(|example| example.differs(source.trial)).collect();
    if !differing.is_empty() {
        return Err(differing);
    }
    let protocol = Protocol::new(source)?;
    let body = body(&protocol);
    let missing = protocol.missing();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (trial, version) = (&protocol.trial.id, &protocol.trial.version);
    let footer = html::style_text(&protocol.own_text("protocol.footer", &[("id", trial), ("version", version)]));
    let style = include_str!("style.css").replace("FOOTER", &footer);
    let title = format!("{trial}: {}", protocol.own_text("protocol.title", &[]));
    Ok(html::document(protocol::OWN_LANGUAGE, &title, &style, &body))
}

fn body(protocol: &Protocol<'_>) -> Markup {
    html! {
        h1 { (protocol.message("trial.name")) }
        p { (protocol.label("protocol.lead")) }
        (about(protocol))
        (section(protocol, "how", how(protocol)))
        (section(protocol, "questions", questions::questions(protocol)))
        (section(protocol, "worked_out", worked_out::worked_out(protocol)))
        (section(protocol, "scores", scores::scores(protocol)))
        (section(protocol, "criteria", criteria::criteria(protocol)))
        (section(protocol, "results", outcome::results(protocol)))
        (section(protocol, "examples", outcome::examples(protocol)))
        (section(protocol, "screens", sources::screens(protocol)))
        (section(protocol, "sources", sources::sources(protocol)))
    }
}

/// Returns a part of the document, or nothing if its content is empty.
fn section(protocol: &Protocol<'_>, id: &str, inner: Markup) -> Markup {
    if inner.0.is_empty() {
        return inner;
    }
    html! {
        section {
            h2 id=(id) { (protocol.label(&format!("protocol.{id}.heading"))) }
            (protocol.paragraphs(&format!("protocol.{id}.lead")))
            (inner)
        }
    }
}

/// Returns a table of what the document is about: the facts that distinguish this copy from another.
fn about(protocol: &Protocol<'_>) -> Markup {
    let (definition, trial) = (protocol.definition, protocol.trial);
    let registry = &definition.registry;
    let updated = Date::parse(&trial.updated).map_or_else(|| trial.updated.clone(), |date| day(&protocol.texts, date));
    let mut rows = vec![
        ("protocol.id", html! { (trial.id) }),
        ("protocol.registry", html! { (registry.name) ", " (registry.url) }),
        ("protocol.updated", protocol.in_language(&updated)),
        ("protocol.version", html! { (trial.version) }),
        ("protocol.digest", html! { code { (trial.digest) } }),
        ("protocol.engine", html! { (env!("CARGO_PKG_VERSION")) }),
        ("protocol.language", html! { (protocol.language) }),
    ];
    rows.push(("protocol.recruitment", recruitment::status(protocol)));
    rows.extend(approval::rows(protocol));
    rows.push(("protocol.review", points(protocol.reviews().into_iter().map(|review| html! { (review) }))));
    rows.push(("protocol.audience", protocol.label(&format!("protocol.audience.{}", protocol.audience.id()))));
    card(protocol, rows)
}

/// Returns a table of names and their contents, without the rows that have no content.
fn card(protocol: &Protocol<'_>, rows: impl IntoIterator<Item = (&'static str, Markup)>) -> Markup {
    html! {
        table.card {
            tbody {
                @for (key, content) in rows.into_iter().filter(|(_, content)| !content.0.is_empty()) {
                    (row(protocol.label(key), [content]))
                }
            }
        }
    }
}

/// Returns a table with a head.
fn table(class: &str, heads: impl IntoIterator<Item = Markup>, rows: impl IntoIterator<Item = Markup>) -> Markup {
    html! {
        table class=(class) {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody { @for row in rows { (row) } }
        }
    }
}

/// Returns a row that begins with a name.
fn row(name: Markup, cells: impl IntoIterator<Item = Markup>) -> Markup {
    html! { tr { th scope="row" { (name) } @for cell in cells { td { (cell) } } } }
}

/// Returns a list of items, or nothing if there are none.
fn points(items: impl IntoIterator<Item = Markup>) -> Markup {
    let mut items = items.into_iter().peekable();
    html! { @if items.peek().is_some() { ul { @for item in items { li { (item) } } } } }
}

/// Returns a link to another part of the document.
fn link(to: &str, inner: impl Render) -> Markup {
    html! { a href={ "#" (to) } { (inner) } }
}

fn how(protocol: &Protocol<'_>) -> Markup {
    let parts = ["questions", "worked_out", "scores", "criteria", "results", "examples", "screens", "sources"];
    let absent = |id: &str| match id {
        "scores" => protocol.definition.scores.is_empty(),
        "examples" => protocol.definition.examples.is_empty(),
        _ => false,
    };
    let parts = parts.into_iter().filter(|id| !absent(id));
    let contents = points(parts.map(|id| link(id, protocol.label(&format!("protocol.{id}.heading")))));
    let signs = SIGNS.map(|(sign, key)| row(html! { code { (sign) } }, [protocol.label(key)]));
    let heads = ["protocol.sign", "protocol.sign.means"].map(|key| protocol.label(key));
    html! {
        (protocol.paragraphs("protocol.how.more"))
        (table("pairs", heads, signs))
        p { (protocol.label("protocol.how.digest")) }
        h3 { (protocol.label("protocol.contents")) }
        (contents)
    }
}
