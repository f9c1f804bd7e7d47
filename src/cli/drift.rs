//! `prescreener drift`: what a later study file says otherwise than the definition.

use std::path::Path;
use std::process::ExitCode;

use super::{load, report, say, streams, to_be_seen};
use crate::registry::drift::{compare, told};

/// The files cannot be compared.
const UNREADABLE: u8 = 2;

/// Compares the definition at one path with the study file at another.
pub(super) fn run(trial: &Path, study: &Path) -> ExitCode {
    let definition = match load::definition(trial) {
        Ok(definition) => definition,
        Err(findings) => {
            report::tell(&findings);
            return ExitCode::from(UNREADABLE);
        }
    };
    let study = match load::study(study) {
        Ok(study) => study,
        Err(finding) => {
            report::tell(&[finding]);
            return ExitCode::from(UNREADABLE);
        }
    };
    if study.id != definition.id {
        say(format!("the study file is about {}, the definition about {}", study.id, definition.id));
        return ExitCode::from(UNREADABLE);
    }
    let report = compare(&definition, &study);
    let done = if report.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let printed = streams::mention(&to_be_seen(&told(&report, &definition, &study)));
    streams::ended(printed, done, ExitCode::from(UNREADABLE))
}
