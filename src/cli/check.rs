//! `prescreener check`.

use std::path::Path;
use std::process::ExitCode;

use super::{approval, load, recruitment, say};
use crate::diagnostics::Finding;
use crate::value::Date;

pub(super) fn run(path: &Path, on: Option<Date>) -> ExitCode {
    let loaded = match load::load(path, "en") {
        Ok(loaded) => loaded,
        Err(findings) => return refuse(&findings),
    };
    let words = approval::look(path, &loaded, on);
    let (trial, examples) = (loaded.trial, &loaded.definition.examples);
    let wrong: Vec<Finding> = examples.iter().filter_map(|example| example.differs(&trial)).collect();
    wrong.iter().for_each(say);
    if !wrong.is_empty() {
        say(format!("{} of {} example patients get something else", wrong.len(), examples.len()));
    }
    if !words.findings.is_empty() {
        return refuse(&words.findings);
    }
    if !wrong.is_empty() {
        return ExitCode::FAILURE;
    }
    say(format!(
        "{}: no findings; {} criteria, {} questions, {} example patients as expected; {}",
        trial.id,
        trial.criteria.len(),
        trial.questions.len(),
        examples.len(),
        trial.digest,
    ));
    say(format!("{}: {}", path.display(), recruitment::told(&trial)));
    words.notes.iter().for_each(say);
    ExitCode::SUCCESS
}

fn refuse(findings: &[Finding]) -> ExitCode {
    findings.iter().for_each(say);
    say(match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    });
    ExitCode::FAILURE
}
