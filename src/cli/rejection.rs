//! People who cannot be taken: a line in their place, and words for whoever looks on.

use super::say;
use super::streams::LONGEST;
use crate::answers::Rejection;
use crate::json::Json;
use crate::schema::forms::REJECTION_SCHEMA as SCHEMA;

/// The one reason why a person as a whole cannot be taken.
pub(super) fn whole(reason: impl Into<String>) -> Vec<Rejection> {
    vec![Rejection { key: String::new(), reason: reason.into() }]
}

/// A person who is longer than is read.
pub(super) fn too_long() -> Vec<Rejection> {
    whole(format!("is longer than {LONGEST} bytes, the most that is read of one person"))
}

/// What is not JSON, in a text that begins on a line of the input and has so many lines above it.
pub(super) fn not_json(error: &serde_json::Error, first: usize, above: usize) -> Vec<Rejection> {
    let told = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let told = told.strip_suffix(place.as_str()).unwrap_or(&told);
    let line = error.line().saturating_sub(1);
    // The line on which it begins is told already.
    let below = if line > above { format!(" line {},", first.saturating_add(line)) } else { String::new() };
    whole(format!("is not JSON: {told} at{below} column {}", error.column()))
}

/// Why a line that was rejected before is rejected again, if it is one.
pub(super) fn again(json: &Json) -> Option<Vec<Rejection>> {
    let before = json.get("schema").and_then(Json::as_text) == Some(SCHEMA);
    before.then(|| whole("this person was rejected before; the reasons stand in the line"))
}

/// What is said of one person, each reason on a line of its own.
pub(super) fn told(line: usize, reasons: &[Rejection]) -> String {
    let told: Vec<String> = reasons.iter().map(|reason| format!("line {line}: {reason}")).collect();
    told.join("\n")
}

/// Stands in the output where the person would.
pub(super) fn in_place(line: usize, reasons: &[Rejection]) -> Json {
    let line = Json::Number(i64::try_from(line).unwrap_or(i64::MAX).into());
    Json::object([
        ("schema", Json::Text(SCHEMA.to_owned())),
        ("line", line),
        ("rejected", Json::List(reasons.iter().map(Rejection::to_json).collect())),
    ])
}

/// Says at the end how many there were.
pub(super) fn count(rejected: usize, all: usize) {
    say(format!("{rejected} of {all} lines were rejected"));
}
