//! `prescreener protocol`: prints the printable protocol.

use std::process::ExitCode;

use super::{languages, load, report, streams};
use crate::diagnostics::{Fault, Finding, all_of};
use crate::printout::{self, Source};
use crate::trial::Audience;

pub(super) fn run(arguments: &super::Protocol) -> ExitCode {
    match document(arguments) {
        Err(findings) => {
            report::show(&findings);
            ExitCode::FAILURE
        }
        Ok(text) => streams::exit_code(streams::print(&text), ExitCode::SUCCESS, ExitCode::FAILURE),
    }
}

fn document(arguments: &super::Protocol) -> Result<String, Vec<Finding>> {
    let language = &arguments.language;
    let loaded = load::load(&arguments.trial, language)?;
    let screens = languages::screens(language).unwrap_or_else(|| {
        let all = all_of(languages::of_the_screens());
        let message = format!("there are no words for the screens in `{language}`{all}");
        Err(Finding::new(Fault::WrongValue, "--language", "", message))
    });
    let mut catalogues = loaded.catalogues;
    catalogues.push(screens.map_err(|finding| vec![finding])?);
    printout::document(&Source {
        trial: &loaded.trial,
        definition: &loaded.definition,
        documents: &loaded.documents,
        catalogues: &catalogues,
        language,
        audience: Audience::parse(&arguments.audience).unwrap_or(Audience::Clinic),
    })
}
