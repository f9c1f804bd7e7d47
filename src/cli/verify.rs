//! `prescreener verify`: replays a result or a referral, opened first if it is sealed.

use std::path::Path;
use std::process::ExitCode;

use super::{load, report, sealed, streams};
use crate::diagnostics::Document;
use crate::diagnostics::Finding;
use crate::json::Json;
use crate::json::visible::{short, visible};
use crate::referral::sealing::OpenError;
use crate::referral::{self, SCHEMA, SHORT_SCHEMA};
use crate::result::replay::Difference;

/// How long a result or a referral can be, in bytes.
const MOST: u64 = streams::LONGEST as u64;

/// Exit status 0 if the replay comes to the same, 1 if something differs, 2 if the result cannot be replayed.
pub(super) fn run(trial: &Path, result: &Path, key: Option<&Path>) -> ExitCode {
    match verified(trial, result, key) {
        Ok(VerifiedResult { introduced, differences }) if differences.is_empty() => {
            let same = "The same: this result is what this engine makes of its answers.\n\
                        That the answers are true, a replay cannot show.\n";
            streams::ended(streams::mention(&(introduced + same)), ExitCode::SUCCESS, ExitCode::from(UNDONE))
        }
        Ok(VerifiedResult { introduced, differences }) => {
            let told = differences.iter().map(|one| format!("`{}`: {one}\n", visible(&one.path)));
            let all = introduced + &told.collect::<String>();
            streams::ended(streams::mention(&all), ExitCode::FAILURE, ExitCode::from(UNDONE))
        }
        Err(findings) => {
            report::tell(&findings);
            ExitCode::from(UNDONE)
        }
    }
}

/// The result cannot be replayed, or nobody can be told what came of it.
const UNDONE: u8 = 2;

/// What came of a replay.
struct VerifiedResult {
    /// Which referral it is, in a line of its own; empty for a result.
    introduced: String,
    differences: Vec<Difference>,
}

fn verified(trial: &Path, result: &Path, key: Option<&Path>) -> Result<VerifiedResult, Vec<Finding>> {
    let name = result.display().to_string();
    let held = opened(result, &name, key).map_err(|finding| vec![finding])?;
    let trial = load::load(trial, "en")?.trial;
    let differences = referral::verify(&trial, &held.content).map_err(|mut findings| {
        findings.iter_mut().for_each(|finding| finding.file.clone_from(&name));
        findings
    })?;
    Ok(VerifiedResult { introduced: introduced(&held.content), differences })
}

/// What a file holds: JSON, or a link or letters that carry it.
fn opened(file: &Path, name: &str, key: Option<&Path>) -> Result<Document, Finding> {
    let wrong = |why: &dyn std::fmt::Display| Finding::about(name, why);
    let text = streams::text(file, MOST).map_err(|why| wrong(&why))?;
    if text.trim_start().starts_with('{') || text.trim().is_empty() {
        return load::parsed(&text, name.to_owned());
    }
    let private = key.map(sealed::read_private).transpose()?;
    let opened = referral::read(&text).and_then(|carried| carried.text(private.as_ref()));
    let opened = opened.map_err(|why| match (why, &private) {
        (OpenError::OtherKey(id), None) => wrong(&format!("this is sealed for the key {id}; name its file with --key")),
        _ => wrong(&why),
    })?;
    load::parsed(&opened, name.to_owned())
}

/// Names a referral by its number and by how much of the result it holds.
fn introduced(held: &Json) -> String {
    let text = |key: &str| held.get(key).and_then(Json::as_text).unwrap_or_default();
    if [SCHEMA, SHORT_SCHEMA].contains(&text("schema")) {
        format!("Referral {}, handed on with `{}`.\n", short(text("id")), short(text("shares")))
    } else {
        String::new()
    }
}
