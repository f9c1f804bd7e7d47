//! Findings, shown to a person or written for a program. Every command shows them so.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::source_line::SourceLine;
use crate::diagnostics::locate::{Ident, Outline, line};
use crate::diagnostics::{Fault, Finding, Severity};
use crate::json::Json;
use crate::json::visible::{escaped, short, shown, visible};

/// How much of a message is shown, in letters.
const MESSAGE: usize = 10_000;

thread_local! {
    /// The texts of the files that were read, by the names that findings call them by.
    static FILES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps the text of a file, so that findings can point into it. Never that of a key or of a person's result.
pub(super) fn keep(name: &str, text: &str) {
    FILES.with_borrow_mut(|files| files.insert(name.to_owned(), text.to_owned()));
}

/// Shows findings on standard error; a person who went away is no failure.
pub(super) fn tell(findings: &[Finding]) {
    let plain = !io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    let renderer = if plain { Renderer::plain() } else { Renderer::styled() };
    placed(findings, |finding, place| {
        let _ = io::stderr().lock().write_all((rendered(&renderer, finding, place) + "\n").as_bytes());
    });
}

/// The same findings for a program: one JSON object a line, its keys always in this order.
pub(super) fn lines(findings: &[Finding]) -> String {
    let mut lines = String::new();
    placed(findings, |finding, place| {
        let text = |text: &str| Json::Text(text.to_owned());
        let number = |number: usize| Json::Number(i64::try_from(number).unwrap_or(i64::MAX).into());
        let place = place.as_ref();
        let line = Json::object([
            ("severity", text(severity(finding))),
            ("code", text(finding.fault.code())),
            ("file", text(&finding.file)),
            ("path", text(&finding.path)),
            ("line", place.map_or(Json::Null, |place| number(place.line))),
            ("column", place.map_or(Json::Null, |place| number(place.column))),
            ("id", place.and_then(|place| place.id.clone()).map_or(Json::Null, Json::Text)),
            ("message", text(&finding.message)),
        ]);
        lines.push_str(&escaped(&line.to_string()));
        lines.push('\n');
    });
    lines
}

fn severity(finding: &Finding) -> &'static str {
    match finding.fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Where in its file a finding is.
struct Place<'a> {
    /// From 1.
    line: usize,
    /// In letters, from 1.
    column: usize,
    /// What stands in the line, and which bytes of it are meant.
    text: &'a str,
    marked: Range<usize>,
    id: Option<String>,
}

/// Goes through findings with the places of those whose file was read.
fn placed(findings: &[Finding], mut each: impl FnMut(&Finding, Option<Place<'_>>)) {
    FILES.with_borrow(|files| {
        let mut outlines: BTreeMap<&str, Option<Outline<'_>>> = BTreeMap::new();
        for finding in findings {
            let text = files.get(&finding.file);
            let outline = text
                .and_then(|text| outlines.entry(finding.file.as_str()).or_insert_with(|| Outline::of(text)).as_ref());
            each(finding, text.and_then(|text| place(text, outline, finding)));
        }
    });
}

fn place<'a>(text: &'a str, outline: Option<&Outline<'_>>, finding: &Finding) -> Option<Place<'a>> {
    let (bytes, id) = match outline {
        Some(outline) => {
            let spot = outline.find(&finding.path);
            (bytes(text, outline, &spot, finding), spot.id)
        }
        None => (not_json(text, finding.fault)?, None),
    };
    let (number, around) = line(text, bytes.start);
    let inside = |at: usize| at.clamp(around.start, around.end).saturating_sub(around.start);
    let marked = inside(bytes.start)..inside(bytes.end);
    let text = text.get(around)?;
    let column = text.get(..marked.start)?.chars().count().saturating_add(1);
    Some(Place { line: number, column, text, marked, id })
}

/// The bytes that a finding is about.
fn bytes(text: &str, outline: &Outline<'_>, spot: &Ident, finding: &Finding) -> Range<usize> {
    let about_key = [Fault::UnknownKey, Fault::DuplicateKey].contains(&finding.fault) || !spot.exact;
    let in_rule = finding.column.and_then(|column| outline.within(spot, column));
    let lines = text.get(spot.value.clone()).is_some_and(|value| value.contains('\n'));
    match &spot.key {
        _ if in_rule.is_some() => in_rule.unwrap_or_default(),
        Some(key) if about_key || lines => key.clone(),
        // Of the whole document the first bracket.
        None if spot.value.start == 0 || finding.path.is_empty() => {
            spot.value.start..spot.value.start.saturating_add(1)
        }
        _ => spot.value.clone(),
    }
}

/// Where a text ceases to be JSON.
fn not_json(text: &str, fault: Fault) -> Option<Range<usize>> {
    let error = serde_json::from_str::<Json>(text).err().filter(|_| fault == Fault::NotJson)?;
    let above: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = above.saturating_add(error.column().saturating_sub(1)).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at))?;
    Some(at..at.saturating_add(text.get(at..)?.chars().next().map_or(0, char::len_utf8)))
}

fn rendered(renderer: &Renderer, finding: &Finding, place: Option<Place<'_>>) -> String {
    let level = match finding.fault.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let pointed = place.filter(|_| !finding.path.is_empty() || finding.fault == Fault::NotJson);
    let Some(place) = pointed else {
        let title = level.primary_title(shown(&finding.to_string(), MESSAGE)).id(finding.fault.code());
        return renderer.render(&[Group::with_title(title)]);
    };
    let line = SourceLine::of(place.text, place.marked);
    let id = place.id.map_or_else(String::new, |id| format!(", in `{}`", short(&id)));
    let label = if finding.path.is_empty() { String::new() } else { format!("`{}`{id}", short(&finding.path)) };
    let title = level.clone().primary_title(shown(&finding.message, MESSAGE)).id(finding.fault.code());
    let origin = Origin::path(visible(&finding.file)).line(place.line).char_column(place.column);
    let marked = AnnotationKind::Primary.span(line.marked).label(label);
    let snippet = Snippet::source(line.text).line_start(place.line).annotation(marked);
    // Apart, as the column in the file is not that in the part of the line that is shown.
    let head = renderer.render(&[title.element(origin)]);
    let body = renderer.render(&[Group::with_level(level).element(snippet)]);
    let (title, arrow) = head.rsplit_once('\n').unwrap_or((&head, ""));
    let indent = " ".repeat(place.line.to_string().len());
    format!("{title}\n{indent}{arrow}\n{body}\n")
}
