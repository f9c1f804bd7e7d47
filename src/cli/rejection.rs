//! Rejections of people whose answers cannot be read: a line in the output, and messages on standard error.

use super::say;
use super::streams::LONGEST;
use crate::answers::Rejection;
use crate::json::Json;
use crate::schema::forms::REJECTION_SCHEMA as SCHEMA;

/// Returns one reason for rejecting a person, which concerns no single answer.
fn one(reason: impl Into<String>) -> Vec<Rejection> {
    vec![Rejection { key: String::new(), reason: reason.into() }]
}

/// Returns the rejection of a person who is longer than the limit.
pub(super) fn too_long() -> Vec<Rejection> {
    one(format!("is longer than {LONGEST} bytes, the most that is read of one person"))
}

/// Returns the rejection of a text that is not JSON. `first` is the line of the input on which the text begins; `above`
/// is the number of lines in it above the person.
pub(super) fn not_json(error: &serde_json::Error, first: usize, above: usize) -> Vec<Rejection> {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(position.as_str()).unwrap_or(&message);
    let line = error.line().saturating_sub(1);
    // The line on which the person begins is stated anyway.
    let below = if line > above { format!(" line {},", first.saturating_add(line)) } else { String::new() };
    one(format!("is not JSON: {message} at{below} column {}", error.column()))
}

/// Returns the reason to reject a line again if it is an earlier rejection, otherwise `None`.
pub(super) fn rejected_before(json: &Json) -> Option<Vec<Rejection>> {
    let is_rejection = json.get("schema").and_then(Json::as_text) == Some(SCHEMA);
    is_rejection.then(|| one("this person was rejected before; the reasons stand in the line"))
}

/// Returns the messages about one person, each reason on a line of its own.
pub(super) fn messages(line: usize, reasons: &[Rejection]) -> String {
    let messages: Vec<String> = reasons.iter().map(|reason| format!("line {line}: {reason}")).collect();
    messages.join("\n")
}

/// Returns the rejection that is written instead of the person's result.
pub(super) fn to_json(line: usize, reasons: &[Rejection]) -> Json {
    let line = Json::Number(i64::try_from(line).unwrap_or(i64::MAX).into());
    Json::object([
        ("schema", Json::Text(SCHEMA.to_owned())),
        ("line", line),
        ("rejected", Json::List(reasons.iter().map(Rejection::to_json).collect())),
    ])
}

/// Writes how many lines were rejected.
pub(super) fn say_count(rejected: usize, all: usize) {
    say(format!("{rejected} of {all} lines were rejected"));
}
