//! `prescreener verify`: replays a result or a referral, opened first if it is sealed.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::{load, say, sealed};
use crate::document::Document;
use crate::finding::Finding;
use crate::json::Json;
use crate::referral::{self, SCHEMA, SHORT_SCHEMA};
use crate::replay::{self, Difference};
use crate::sealing::Unopened;

/// Exit status 0 if the replay comes to the same, 1 if something differs, 2 if the result cannot be replayed.
pub(super) fn run(trial: &Path, result: &Path, key: Option<&Path>) -> ExitCode {
    match differences(trial, result, key) {
        Ok(differences) if differences.is_empty() => {
            println!("The same: this result is what this engine makes of its answers.");
            println!("That the answers are true, a replay cannot show.");
            ExitCode::SUCCESS
        }
        Ok(differences) => {
            differences.iter().for_each(|difference| println!("`{}`: {difference}", difference.path));
            ExitCode::from(1)
        }
        Err(findings) => {
            findings.iter().for_each(say);
            ExitCode::from(2)
        }
    }
}

fn differences(trial: &Path, result: &Path, key: Option<&Path>) -> Result<Vec<Difference>, Vec<Finding>> {
    let name = result.display().to_string();
    let held = opened(result, &name, key).map_err(|finding| vec![finding])?;
    let trial = load::load(trial, "en")?.trial;
    introduce(&held.content);
    replay::verify(&trial, &held.content).map_err(|mut findings| {
        findings.iter_mut().for_each(|finding| finding.file.clone_from(&name));
        findings
    })
}

/// What a file holds: JSON, or a link or letters that carry it.
fn opened(file: &Path, name: &str, key: Option<&Path>) -> Result<Document, Finding> {
    let wrong = |why: &dyn std::fmt::Display| Finding::about(name, why);
    let text = fs::read_to_string(file).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    if text.trim_start().starts_with('{') || text.trim().is_empty() {
        return load::parsed(&text, name.to_owned());
    }
    let private = key.map(sealed::read_private).transpose().map_err(|why| wrong(&why))?;
    let opened = referral::read(&text).and_then(|carried| carried.text(private.as_ref()));
    let opened = opened.map_err(|why| match (why, &private) {
        (Unopened::OtherKey(id), None) => wrong(&format!("this is sealed for the key {id}; name its file with --key")),
        _ => wrong(&why),
    })?;
    load::parsed(&opened, name.to_owned())
}

/// Names a referral by its number and by how much of the result it holds.
fn introduce(held: &Json) {
    let text = |key: &str| held.get(key).and_then(Json::as_text).unwrap_or_default();
    if [SCHEMA, SHORT_SCHEMA].contains(&text("schema")) {
        println!("Referral {}, handed on with `{}`.", text("id"), text("shares"));
    }
}
