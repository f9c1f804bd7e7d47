//! Shows findings to a person or writes them for a program, in the same way for every command.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::source_line::SourceLine;
use crate::diagnostics::locate::{Outline, Position, line};
use crate::diagnostics::{Fault, Finding, Severity};
use crate::json::Json;
use crate::json::visible::{escaped, short, shown, visible};

/// How much of a message is shown, in characters.
const MAX_MESSAGE: usize = 10_000;

thread_local! {
    /// The texts of the files that were read, by their names in findings.
    static FILES: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps the text of a file, so that findings can show its lines. Not for keys or people's results.
pub(super) fn keep(name: &str, text: &str) {
    FILES.with_borrow_mut(|files| files.insert(name.to_owned(), text.to_owned()));
}

/// Shows findings on standard error; it is not a failure if that is closed.
pub(super) fn show(findings: &[Finding]) {
    let plain = !io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    let renderer = if plain { Renderer::plain() } else { Renderer::styled() };
    for_each_located(findings, |finding, location| {
        let _ = io::stderr().lock().write_all((render(&renderer, finding, location) + "\n").as_bytes());
    });
}

/// Returns findings for a program: one JSON object a line, its keys always in this order.
pub(super) fn json_lines(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for_each_located(findings, |finding, location| {
        let text = |text: &str| Json::Text(text.to_owned());
        let number = |number: usize| Json::Number(i64::try_from(number).unwrap_or(i64::MAX).into());
        let location = location.as_ref();
        let line = Json::object([
            ("severity", text(severity(finding))),
            ("code", text(finding.fault.code())),
            ("file", text(&finding.file)),
            ("path", text(&finding.path)),
            ("line", location.map_or(Json::Null, |location| number(location.line))),
            ("column", location.map_or(Json::Null, |location| number(location.column))),
            ("id", location.and_then(|location| location.id.clone()).map_or(Json::Null, Json::Text)),
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

/// The position of a finding in its file.
struct Location<'a> {
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
    /// The text of the line.
    text: &'a str,
    /// The bytes of the line that the finding is about.
    marked: Range<usize>,
    id: Option<String>,
}

/// Calls a function with each finding, and with its location if its file was read.
fn for_each_located(findings: &[Finding], mut f: impl FnMut(&Finding, Option<Location<'_>>)) {
    FILES.with_borrow(|files| {
        let mut outlines: BTreeMap<&str, Option<Outline<'_>>> = BTreeMap::new();
        for finding in findings {
            let text = files.get(&finding.file);
            let outline = text
                .and_then(|text| outlines.entry(finding.file.as_str()).or_insert_with(|| Outline::of(text)).as_ref());
            f(finding, text.and_then(|text| locate(text, outline, finding)));
        }
    });
}

fn locate<'a>(text: &'a str, outline: Option<&Outline<'_>>, finding: &Finding) -> Option<Location<'a>> {
    let (bytes, id) = match outline {
        Some(outline) => {
            let position = outline.find(&finding.path);
            (bytes(text, outline, &position, finding), position.id)
        }
        None => (json_error(text, finding.fault)?, None),
    };
    let (number, span) = line(text, bytes.start);
    let inside = |at: usize| at.clamp(span.start, span.end).saturating_sub(span.start);
    let marked = inside(bytes.start)..inside(bytes.end);
    let text = text.get(span)?;
    let column = text.get(..marked.start)?.chars().count().saturating_add(1);
    Some(Location { line: number, column, text, marked, id })
}

/// Returns the bytes that a finding is about.
fn bytes(text: &str, outline: &Outline<'_>, position: &Position, finding: &Finding) -> Range<usize> {
    let about_key = [Fault::UnknownKey, Fault::DuplicateKey].contains(&finding.fault) || !position.exact;
    let in_rule = finding.column.and_then(|column| outline.within(position, column));
    let multiline = text.get(position.value.clone()).is_some_and(|value| value.contains('\n'));
    match &position.key {
        _ if in_rule.is_some() => in_rule.unwrap_or_default(),
        Some(key) if about_key || multiline => key.clone(),
        // Of a whole document, only the first bracket is marked.
        None if position.value.start == 0 || finding.path.is_empty() => {
            position.value.start..position.value.start.saturating_add(1)
        }
        _ => position.value.clone(),
    }
}

/// Returns the character at which a text is no longer JSON.
fn json_error(text: &str, fault: Fault) -> Option<Range<usize>> {
    let error = serde_json::from_str::<Json>(text).err().filter(|_| fault == Fault::NotJson)?;
    let above: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = above.saturating_add(error.column().saturating_sub(1)).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at))?;
    Some(at..at.saturating_add(text.get(at..)?.chars().next().map_or(0, char::len_utf8)))
}

fn render(renderer: &Renderer, finding: &Finding, location: Option<Location<'_>>) -> String {
    let level = match finding.fault.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let shown_location = location.filter(|_| !finding.path.is_empty() || finding.fault == Fault::NotJson);
    let Some(location) = shown_location else {
        let title = level.primary_title(shown(&finding.to_string(), MAX_MESSAGE)).id(finding.fault.code());
        return renderer.render(&[Group::with_title(title)]);
    };
    let line = SourceLine::of(location.text, location.marked);
    let id = location.id.map_or_else(String::new, |id| format!(", in `{}`", short(&id)));
    let label = if finding.path.is_empty() { String::new() } else { format!("`{}`{id}", short(&finding.path)) };
    let title = level.clone().primary_title(shown(&finding.message, MAX_MESSAGE)).id(finding.fault.code());
    let origin = Origin::path(visible(&finding.file)).line(location.line).char_column(location.column);
    let marked = AnnotationKind::Primary.span(line.marked).label(label);
    let snippet = Snippet::source(line.text).line_start(location.line).annotation(marked);
    // The head is rendered separately, as the column in the file differs from the one in the shown part of the line.
    let head = renderer.render(&[title.element(origin)]);
    let body = renderer.render(&[Group::with_level(level).element(snippet)]);
    let (title, arrow) = head.rsplit_once('\n').unwrap_or((&head, ""));
    let indent = " ".repeat(location.line.to_string().len());
    format!("{title}\n{indent}{arrow}\n{body}\n")
}
