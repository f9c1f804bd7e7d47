//! `prescreener check`.

use std::path::Path;
use std::process::ExitCode;

use super::{approval, load, recruitment, report, say, streams};
use crate::diagnostics::Finding;
use crate::value::Date;

/// Checks the trial at a path. Findings go to standard error, or as JSON to standard output.
pub(super) fn run(path: &Path, on: Option<Date>, json: bool) -> ExitCode {
    let loaded = match load::load(path, "en") {
        Ok(loaded) => loaded,
        Err(findings) => return refuse(&findings, json),
    };
    let words = approval::look(path, &loaded, on);
    let (trial, examples) = (loaded.trial, &loaded.definition.examples);
    let mut findings: Vec<Finding> = examples.iter().filter_map(|example| example.differs(&trial)).collect();
    let differ = findings.len();
    findings.extend(words.findings);
    if !findings.is_empty() {
        let code = refuse(&findings, json);
        if differ > 0 {
            say(format!("{differ} of {} example patients get something else", examples.len()));
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
    say(format!("{}: {}", path.display(), recruitment::told(&trial)));
    words.notes.iter().for_each(say);
    give(&words.warnings, json, ExitCode::SUCCESS)
}

fn refuse(findings: &[Finding], json: bool) -> ExitCode {
    let code = give(findings, json, ExitCode::FAILURE);
    say(match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    });
    code
}

fn give(findings: &[Finding], json: bool, code: ExitCode) -> ExitCode {
    if json {
        return streams::ended(streams::mention(&report::lines(findings)), code, ExitCode::FAILURE);
    }
    report::tell(findings);
    code
}
