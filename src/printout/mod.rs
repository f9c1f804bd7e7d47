//! The printable protocol: all that a trial asks and says, as one document for reading on paper.

mod approval;
mod criteria;
mod html;
mod outcome;
mod questions;
mod recruitment;
mod rules;
mod scores;
mod sources;
mod words;
mod worked_out;

use crate::diagnostics::Finding;
use crate::interview::words::day;
use crate::value::Date;
use maud::{Markup, Render, html};
use words::Paper;

pub use words::Source;

/// What a reader may not know from school, and the words for it.
const SIGNS: [(&str, &str); 13] = [
    (">=", "paper.sign.at_least"),
    ("<=", "paper.sign.at_most"),
    (">", "paper.sign.more"),
    ("<", "paper.sign.less"),
    ("=", "paper.sign.same"),
    ("*", "paper.sign.times"),
    ("/", "paper.sign.divided"),
    ("not A", "paper.sign.not"),
    ("any of (A, B)", "paper.sign.any"),
    ("at least 4 weeks before", "paper.sign.long"),
    ("within 12 weeks before", "paper.sign.short"),
    ("total for each Q of", "paper.sign.total"),
    ("all for each Q of", "paper.sign.all"),
];

/// Returns the whole document.
///
/// # Errors
///
/// Returns every text that is missing, or the example patients that do not get what the document would say.
pub fn document(source: &Source<'_>) -> Result<String, Vec<Finding>> {
    let examples = source.definition.examples.iter();
    let wrong: Vec<Finding> = examples.filter_map(|example| example.differs(source.trial)).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let paper = Paper::new(source)?;
    let body = body(&paper);
    let missing = paper.missing();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (trial, version) = (&paper.trial.id, &paper.trial.version);
    let footer = html::style_text(&paper.frame("paper.footer", &[("id", trial), ("version", version)]));
    let style = include_str!("style.css").replace("FOOTER", &footer);
    let title = format!("{trial}: {}", paper.frame("paper.title", &[]));
    Ok(html::document(words::FRAME_LANGUAGE, &title, &style, &body))
}

fn body(paper: &Paper<'_>) -> Markup {
    html! {
        h1 { (paper.said("trial.name")) }
        p { (paper.put("paper.lead")) }
        (about(paper))
        (section(paper, "how", how(paper)))
        (section(paper, "questions", questions::questions(paper)))
        (section(paper, "worked_out", worked_out::worked_out(paper)))
        (section(paper, "scores", scores::scores(paper)))
        (section(paper, "criteria", criteria::criteria(paper)))
        (section(paper, "results", outcome::results(paper)))
        (section(paper, "examples", outcome::examples(paper)))
        (section(paper, "screens", sources::screens(paper)))
        (section(paper, "sources", sources::sources(paper)))
    }
}

/// A part of the document; none if it holds nothing.
fn section(paper: &Paper<'_>, id: &str, inner: Markup) -> Markup {
    if inner.0.is_empty() {
        return inner;
    }
    html! {
        section {
            h2 id=(id) { (paper.put(&format!("paper.{id}.heading"))) }
            (paper.paragraphs(&format!("paper.{id}.lead")))
            (inner)
        }
    }
}

/// What the document is about: the facts by which another copy can be told from this one.
fn about(paper: &Paper<'_>) -> Markup {
    let (definition, trial) = (paper.definition, paper.trial);
    let registry = &definition.registry;
    let updated = Date::parse(&trial.updated).map_or_else(|| trial.updated.clone(), |date| day(&paper.texts, date));
    let mut rows = vec![
        ("paper.id", html! { (trial.id) }),
        ("paper.registry", html! { (registry.name) ", " (registry.url) }),
        ("paper.updated", paper.in_language(&updated)),
        ("paper.version", html! { (trial.version) }),
        ("paper.digest", html! { code { (trial.digest) } }),
        ("paper.engine", html! { (env!("CARGO_PKG_VERSION")) }),
        ("paper.language", html! { (paper.language) }),
    ];
    rows.push(("paper.recruitment", recruitment::told(paper)));
    rows.extend(approval::rows(paper));
    rows.push(("paper.review", points(paper.reviews().into_iter().map(|review| html! { (review) }))));
    rows.push(("paper.audience", paper.put(&format!("paper.audience.{}", paper.audience.id()))));
    card(paper, rows)
}

/// A table of names and what goes with them.
fn card(paper: &Paper<'_>, rows: impl IntoIterator<Item = (&'static str, Markup)>) -> Markup {
    html! {
        table.card {
            tbody {
                @for (key, content) in rows.into_iter().filter(|(_, content)| !content.0.is_empty()) {
                    (row(paper.put(key), [content]))
                }
            }
        }
    }
}

/// A table with a head.
fn table(class: &str, heads: impl IntoIterator<Item = Markup>, rows: impl IntoIterator<Item = Markup>) -> Markup {
    html! {
        table class=(class) {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody { @for row in rows { (row) } }
        }
    }
}

/// A row that begins with a name.
fn row(name: Markup, cells: impl IntoIterator<Item = Markup>) -> Markup {
    html! { tr { th scope="row" { (name) } @for cell in cells { td { (cell) } } } }
}

/// A list of points; none without a point.
fn points(items: impl IntoIterator<Item = Markup>) -> Markup {
    let mut items = items.into_iter().peekable();
    html! { @if items.peek().is_some() { ul { @for item in items { li { (item) } } } } }
}

/// A way to another place in the document.
fn link(to: &str, inner: impl Render) -> Markup {
    html! { a href={ "#" (to) } { (inner) } }
}

fn how(paper: &Paper<'_>) -> Markup {
    let parts = ["questions", "worked_out", "scores", "criteria", "results", "examples", "screens", "sources"];
    let absent = |id: &str| match id {
        "scores" => paper.definition.scores.is_empty(),
        "examples" => paper.definition.examples.is_empty(),
        _ => false,
    };
    let parts = parts.into_iter().filter(|id| !absent(id));
    let contents = points(parts.map(|id| link(id, paper.put(&format!("paper.{id}.heading")))));
    let signs = SIGNS.map(|(sign, key)| row(html! { code { (sign) } }, [paper.put(key)]));
    let heads = ["paper.sign", "paper.sign.means"].map(|key| paper.put(key));
    html! {
        (paper.paragraphs("paper.how.more"))
        (table("pairs", heads, signs))
        p { (paper.put("paper.how.digest")) }
        h3 { (paper.put("paper.contents")) }
        (contents)
    }
}
