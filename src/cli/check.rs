//! `prescreener check`: checks a definition.

use std::path::Path;
use std::process::ExitCode;

use super::{approval, load, recruitment, report, say, streams};
use crate::diagnostics::Finding;
use crate::value::Date;

/// Checks the trial at a path. Findings go to standard error, or as JSON to standard output.
pub(super) fn run(path: &Path, on: Option<Date>, json: bool) -> ExitCode {
    let loaded = match load::load(path, "en") {
        Ok(loaded) => loaded,
        Err(findings) => return fail(&findings, json),
    };
    let approval = approval::examine(path, &loaded, on);
    let (trial, examples) = (loaded.trial, &loaded.definition.examples);
    let mut findings: Vec<Finding> = examples.iter().filter_map(|example| example.differs(&trial)).collect();
    let differing = findings.len();
    findings.extend(approval.findings);
    if !findings.is_empty() {
        let code = fail(&findings, json);
        if differing > 0 {
            say(format!("{differing} of {} example patients get something else", examples.len()));
        }
        return code;
    }
    say(format!(
        "{}: no errors; {} criteria, {} questions, {} example patients as expected; {}",
        trial.id,
        trial.criteria.len(),
        trial.questions.len(),
        examples.len(),
        trial.digest,
    ));
    say(format!("{}: {}", path.display(), recruitment::summary(&trial)));
    approval.notes.iter().for_each(say);
    write(&approval.warnings, json, ExitCode::SUCCESS)
}

fn fail(findings: &[Finding], json: bool) -> ExitCode {
    let code = write(findings, json, ExitCode::FAILURE);
    say(match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    });
    code
}

fn write(findings: &[Finding], json: bool, code: ExitCode) -> ExitCode {
    if json {
        return streams::exit_code(streams::print_if_open(&report::json_lines(findings)), code, ExitCode::FAILURE);
    }
    report::show(findings);
    code
}
