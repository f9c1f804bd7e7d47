//! `prescreener schema`: prints JSON Schemas of what the tool reads and writes.

use std::path::Path;
use std::process::ExitCode;

use super::{load, say, streams};
use crate::diagnostics::{Finding, suggestion_or_all};
use crate::schema::forms::PUBLISHED;
use crate::schema::{answers, json_schema};
use crate::texts;

/// Prints the names of all forms, the schema of one, or that of the answers to a trial.
pub(super) fn run(name: Option<&str>, trial: Option<&Path>) -> ExitCode {
    match schema_text(name, trial) {
        Ok(text) => streams::exit_code(streams::print(&text), ExitCode::SUCCESS, ExitCode::FAILURE),
        Err(messages) => {
            messages.into_iter().for_each(say);
            ExitCode::FAILURE
        }
    }
}

fn schema_text(name: Option<&str>, trial: Option<&Path>) -> Result<String, Vec<String>> {
    let Some(name) = name else {
        return Ok(PUBLISHED.iter().map(|(name, title, _)| format!("{name:<12} {title}\n")).collect());
    };
    let schema = json_schema(name).ok_or_else(|| {
        let names = PUBLISHED.iter().map(|(name, ..)| *name);
        vec![format!("there is no form `{name}`{}", suggestion_or_all(name, names))]
    })?;
    match trial {
        None => Ok(schema.laid_out()),
        Some(trial) if name == "answers" => of_trial(trial),
        Some(_) => Err(vec![format!("the schema of `{name}` is the same for every trial; leave out the definition")]),
    }
}

/// Returns the schema of the answers to a trial, with its questions in English.
fn of_trial(trial: &Path) -> Result<String, Vec<String>> {
    let messages = |findings: Vec<Finding>| findings.iter().map(ToString::to_string).collect::<Vec<_>>();
    let loaded = load::load(trial, "en").map_err(messages)?;
    let texts = texts::read(&loaded.catalogues).map_err(messages)?;
    Ok(answers::schema(&loaded.trial, &texts).laid_out())
}
