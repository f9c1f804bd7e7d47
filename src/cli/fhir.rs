//! `prescreener fhir`: writes resources for other systems, and reads theirs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::load::{self, Loaded};
use super::{languages, people, report, say, streams};
use crate::diagnostics::Finding;
use crate::fhir::{AnswerContext, BASE, Form, Person, answers, questionnaire, read, referral, response};
use crate::texts::{self, Texts};
use crate::trial::Audience;
use crate::value::Date;

/// The commands of `fhir`.
#[derive(Subcommand)]
pub(super) enum Fhir {
    /// Print the definition as a Questionnaire
    Questionnaire {
        /// The trial definition
        trial: PathBuf,
        /// Who answers: `clinic` is asked everything, `participant` only what a person can know
        #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
        audience: String,
    },
    /// Turn answers or results (JSON, one after another, on standard input) into QuestionnaireResponses, one a line
    Response(AnswerArguments),
    /// Turn answers or results (JSON, one after another, on standard input) into Bundles for referral, one a line
    Referral(AnswerArguments),
    /// Turn QuestionnaireResponses (JSON, one after another, on standard input) into answers, one a line
    Answers {
        /// The trial definition
        trial: PathBuf,
        /// The latest day that a date can have; by default the day on which each response was authored
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
        date: Option<Date>,
    },
}

/// The circumstances of answers. A result states its own.
#[derive(Args)]
pub(super) struct AnswerArguments {
    /// The trial definition
    trial: PathBuf,
    /// The day of the assessment
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    date: Option<Date>,
    /// Fix the day of an anchor, such as enrollment=2026-12-06
    #[arg(long = "anchor", value_name = "NAME=YYYY-MM-DD", value_parser = super::anchor)]
    anchors: Vec<(String, Date)>,
    /// Who answers: `clinic` can be asked everything, `participant` only what a person can know
    #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
    audience: String,
}

impl AnswerArguments {
    fn context(&self) -> AnswerContext<'_> {
        AnswerContext { date: self.date, anchors: &self.anchors, audience: audience(&self.audience) }
    }
}

fn audience(id: &str) -> Audience {
    Audience::parse(id).unwrap_or(Audience::Clinic)
}

pub(super) fn run(command: &Fhir) -> ExitCode {
    let (Fhir::Questionnaire { trial, .. }
    | Fhir::Answers { trial, .. }
    | Fhir::Response(AnswerArguments { trial, .. })
    | Fhir::Referral(AnswerArguments { trial, .. })) = command;
    let loaded = load::load(trial, BASE).and_then(|loaded| Ok((read_texts(trial, &loaded)?, loaded)));
    match loaded {
        Ok(((base, others), loaded)) => run_with(&Form::new(&loaded.trial, &loaded.definition, base, others), command),
        Err(findings) => {
            report::show(&findings);
            ExitCode::FAILURE
        }
    }
}

type OtherTexts = Vec<(String, Texts)>;

/// Reads the texts of the trial at a path in every language that has all catalogues: those of the base language, and
/// the others.
fn read_texts(path: &Path, loaded: &Loaded) -> Result<(Texts, OtherTexts), Vec<Finding>> {
    let (mut base, mut others, mut findings) = (Texts::default(), Vec::new(), Vec::new());
    for language in loaded.documents.first().map(|trial| languages::beside(path, trial)).unwrap_or_default() {
        findings.extend(language.findings);
        if !language.missing.is_empty() {
            continue;
        }
        match texts::read(&language.catalogues) {
            Ok(texts) if language.id == BASE => base = texts,
            Ok(texts) => others.push((language.id, texts)),
            Err(more) => findings.extend(more),
        }
    }
    if findings.is_empty() { Ok((base, others)) } else { Err(findings) }
}

fn run_with(form: &Form<'_>, command: &Fhir) -> ExitCode {
    let person = |json: &_, arguments: &AnswerArguments| Person::read(form.trial(), json, &arguments.context());
    match command {
        Fhir::Questionnaire { audience: id, .. } => {
            let (questionnaire, omissions) = questionnaire(form, audience(id));
            omissions.iter().for_each(say);
            streams::exit_code(streams::print(&format!("{questionnaire}\n")), ExitCode::SUCCESS, ExitCode::FAILURE)
        }
        Fhir::Response(arguments) => people::each(&|json| Ok(response(form, &person(json, arguments)?))),
        Fhir::Referral(arguments) => people::each(&|json| Ok(referral(form, &person(json, arguments)?))),
        Fhir::Answers { date, .. } => people::each(&|json| Ok(answers(form.trial(), &read(form, json, *date)?))),
    }
}
