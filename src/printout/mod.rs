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
use html::{Html, tag, tag_with};
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
    Ok(html::document(words::FRAME_LANGUAGE, &title, &style, body))
}

fn body(paper: &Paper<'_>) -> Html {
    [
        tag("h1", paper.said("trial.name")),
        tag("p", paper.put("paper.lead")),
        about(paper),
        section(paper, "how", how(paper)),
        section(paper, "questions", questions::questions(paper)),
        section(paper, "worked_out", worked_out::worked_out(paper)),
        section(paper, "scores", scores::scores(paper)),
        section(paper, "criteria", criteria::criteria(paper)),
        section(paper, "results", outcome::results(paper)),
        section(paper, "examples", outcome::examples(paper)),
        section(paper, "screens", sources::screens(paper)),
        section(paper, "sources", sources::sources(paper)),
    ]
    .into()
}

/// A part of the document; none if it holds nothing.
fn section(paper: &Paper<'_>, id: &str, inner: Html) -> Html {
    if inner.is_empty() {
        return inner;
    }
    let head = tag_with("h2", &[("id", id)], paper.put(&format!("paper.{id}.heading")));
    let leads = paper.paragraphs(&format!("paper.{id}.lead"));
    tag("section", [head, leads, inner])
}

/// What the document is about: the facts by which another copy can be told from this one.
fn about(paper: &Paper<'_>) -> Html {
    let (definition, trial) = (paper.definition, paper.trial);
    let registry = &definition.registry;
    let updated = Date::parse(&trial.updated).map_or_else(|| trial.updated.clone(), |date| day(&paper.texts, date));
    let mut rows = vec![
        ("paper.id", Html::from(trial.id.as_str())),
        ("paper.registry", Html::from(format!("{}, {}", registry.name, registry.url))),
        ("paper.updated", paper.in_language(&updated)),
        ("paper.version", Html::from(trial.version.as_str())),
        ("paper.digest", tag("code", trial.digest.as_str())),
        ("paper.engine", Html::from(env!("CARGO_PKG_VERSION"))),
        ("paper.language", Html::from(paper.language)),
    ];
    rows.push(("paper.recruitment", recruitment::told(paper)));
    rows.extend(approval::rows(paper));
    rows.push(("paper.review", points(paper.reviews().into_iter().map(Html::from))));
    rows.push(("paper.audience", paper.put(&format!("paper.audience.{}", paper.audience.id()))));
    card(paper, rows)
}

/// A table of names and what goes with them.
fn card(paper: &Paper<'_>, rows: impl IntoIterator<Item = (&'static str, Html)>) -> Html {
    let row = |(key, content): (&str, Html)| {
        tag("tr", [tag_with("th", &[("scope", "row")], paper.put(key)), tag("td", content)])
    };
    let rows = rows.into_iter().filter(|(_, content)| !content.is_empty()).map(row);
    tag_with("table", &[("class", "card")], tag("tbody", rows.collect::<Html>()))
}

/// A table with a head.
fn table(class: &str, heads: Vec<Html>, rows: impl IntoIterator<Item = Html>) -> Html {
    let heads = heads.into_iter().map(|head| tag_with("th", &[("scope", "col")], head));
    let head = tag("thead", tag("tr", heads.collect::<Html>()));
    tag_with("table", &[("class", class)], [head, tag("tbody", rows.into_iter().collect::<Html>())])
}

/// A row that begins with a name.
fn row(name: Html, cells: impl IntoIterator<Item = Html>) -> Html {
    let cells = cells.into_iter().map(|cell| tag("td", cell)).collect();
    tag("tr", [tag_with("th", &[("scope", "row")], name), cells])
}

/// A list of points.
fn points(items: impl IntoIterator<Item = Html>) -> Html {
    let items: Html = items.into_iter().map(|item| tag("li", item)).collect();
    if items.is_empty() { items } else { tag("ul", items) }
}

/// A way to another place in the document.
fn link(to: &str, inner: impl Into<Html>) -> Html {
    tag_with("a", &[("href", &format!("#{to}"))], inner)
}

fn how(paper: &Paper<'_>) -> Html {
    let parts = ["questions", "worked_out", "scores", "criteria", "results", "examples", "screens", "sources"];
    let absent = |id: &str| match id {
        "scores" => paper.definition.scores.is_empty(),
        "examples" => paper.definition.examples.is_empty(),
        _ => false,
    };
    let parts = parts.into_iter().filter(|id| !absent(id));
    let contents = points(parts.map(|id| link(id, paper.put(&format!("paper.{id}.heading")))));
    let signs = SIGNS.map(|(sign, key)| row(tag("code", sign), [paper.put(key)]));
    let heads = ["paper.sign", "paper.sign.means"].map(|key| paper.put(key));
    [
        paper.paragraphs("paper.how.more"),
        table("pairs", heads.to_vec(), signs),
        tag("p", paper.put("paper.how.digest")),
        tag("h3", paper.put("paper.contents")),
        contents,
    ]
    .into()
}
