//! `prescreener verify`: replays a result, or the one in a referral.

use std::path::Path;
use std::process::ExitCode;

use super::{load, say};
use crate::finding::Finding;
use crate::replay::{self, Difference};

/// Exit status 0 if the replay comes to the same, 1 if something differs, 2 if the result cannot be replayed.
pub(super) fn run(trial: &Path, result: &Path) -> ExitCode {
    match differences(trial, result) {
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

fn differences(trial: &Path, result: &Path) -> Result<Vec<Difference>, Vec<Finding>> {
    let name = result.display().to_string();
    let held = load::document(result, name.clone()).map_err(|finding| vec![finding])?;
    let trial = load::load(trial, "en")?.trial;
    replay::verify(&trial, &held.content).map_err(|mut findings| {
        findings.iter_mut().for_each(|finding| finding.file.clone_from(&name));
        findings
    })
}
