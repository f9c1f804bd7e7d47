//! `prescreener drift`: shows where a later study file differs from the definition.

use std::path::Path;
use std::process::ExitCode;

use super::{load, report, say, streams, visible_lines};
use crate::registry::drift::{compare, told};

/// The exit status if the files cannot be compared.
const UNREADABLE: u8 = 2;

/// Compares the definition at one path with the study file at another.
pub(super) fn run(trial: &Path, study: &Path) -> ExitCode {
    let definition = match load::definition(trial) {
        Ok(definition) => definition,
        Err(findings) => {
            report::show(&findings);
            return ExitCode::from(UNREADABLE);
        }
    };
    let study = match load::study(study) {
        Ok(study) => study,
        Err(finding) => {
            report::show(&[finding]);
            return ExitCode::from(UNREADABLE);
        }
    };
    if study.id != definition.id {
        say(format!("the study file is about {}, the definition about {}", study.id, definition.id));
        return ExitCode::from(UNREADABLE);
    }
    let report = compare(&definition, &study);
    let code = if report.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let printed = streams::print_if_open(&visible_lines(&told(&report, &definition, &study)));
    streams::exit_code(printed, code, ExitCode::from(UNREADABLE))
}
