//! `prescreener verify`: replays a result or a referral, after opening it if it is sealed.

use std::path::Path;
use std::process::ExitCode;

use super::{load, report, sealed, streams};
use crate::diagnostics::{Document, Finding};
use crate::json::Json;
use crate::json::visible::{short, visible};
use crate::referral::sealing::OpenError;
use crate::referral::{self, SCHEMA, SHORT_SCHEMA};
use crate::result::replay::Difference;

/// How long a result or a referral can be, in bytes.
const MAX_BYTES: u64 = streams::LONGEST as u64;

/// Runs the command. The exit status is 0 if the replay gives the same result, 1 if something differs, 2 if the result
/// cannot be replayed.
pub(super) fn run(trial: &Path, result: &Path, key: Option<&Path>) -> ExitCode {
    match replay(trial, result, key) {
        Ok(Replay { introduction, differences }) if differences.is_empty() => {
            let same = "The same: this result is what this engine makes of its answers.\n\
                        That the answers are true, a replay cannot show.\n";
            streams::exit_code(
                streams::print_if_open(&(introduction + same)),
                ExitCode::SUCCESS,
                ExitCode::from(NOT_VERIFIED),
            )
        }
        Ok(Replay { introduction, differences }) => {
            let lines = differences.iter().map(|one| format!("`{}`: {one}\n", visible(&one.path)));
            let all = introduction + &lines.collect::<String>();
            streams::exit_code(streams::print_if_open(&all), ExitCode::FAILURE, ExitCode::from(NOT_VERIFIED))
        }
        Err(findings) => {
            report::show(&findings);
            ExitCode::from(NOT_VERIFIED)
        }
    }
}

/// The exit status if the result cannot be replayed, or the outcome cannot be printed.
const NOT_VERIFIED: u8 = 2;

/// The outcome of a replay.
struct Replay {
    /// A line that names the referral; empty for a result.
    introduction: String,
    differences: Vec<Difference>,
}

fn replay(trial: &Path, result: &Path, key: Option<&Path>) -> Result<Replay, Vec<Finding>> {
    let name = result.display().to_string();
    let document = read(result, &name, key).map_err(|finding| vec![finding])?;
    let trial = load::load(trial, "en")?.trial;
    let differences = referral::verify(&trial, &document.content).map_err(|mut findings| {
        findings.iter_mut().for_each(|finding| finding.file.clone_from(&name));
        findings
    })?;
    Ok(Replay { introduction: introduction(&document.content), differences })
}

/// Reads the JSON of a file, or of the link or encoded payload that it contains.
fn read(file: &Path, name: &str, key: Option<&Path>) -> Result<Document, Finding> {
    let error = |why: &dyn std::fmt::Display| Finding::about(name, why);
    let text = streams::read_text(file, MAX_BYTES).map_err(|why| error(&why))?;
    if text.trim_start().starts_with('{') || text.trim().is_empty() {
        return load::parsed(&text, name.to_owned());
    }
    let private = key.map(sealed::read_private).transpose()?;
    let opened = referral::read(&text).and_then(|payload| payload.text(private.as_ref()));
    let opened = opened.map_err(|why| match (why, &private) {
        (OpenError::OtherKey(id), None) => error(&format!("this is sealed for the key {id}; name its file with --key")),
        _ => error(&why),
    })?;
    load::parsed(&opened, name.to_owned())
}

/// Returns a line with a referral's number and how much of the result it shares, or an empty text for a result.
fn introduction(content: &Json) -> String {
    let text = |key: &str| content.get(key).and_then(Json::as_text).unwrap_or_default();
    if [SCHEMA, SHORT_SCHEMA].contains(&text("schema")) {
        format!("Referral {}, handed on with `{}`.\n", short(text("id")), short(text("shares")))
    } else {
        String::new()
    }
}
