//! `prescreener fhir`: what is made for other systems, and read from them.

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

/// What is made or read.
#[derive(Subcommand)]
pub(super) enum Fhir {
    /// Print the definition as a Questionnaire
    Questionnaire {
        /// The trial definition
        trial: PathBuf,
        /// Who is asked: `clinic` is asked everything, `participant` only what a person can know
        #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
        audience: String,
    },
    /// Turn answers or results (JSON, one after another, on standard input) into QuestionnaireResponses, one a line
    Response(AnswerArguments),
    /// Turn answers or results (JSON, one after another, on standard input) into Bundles to refer on, one a line
    Referral(AnswerArguments),
    /// Turn QuestionnaireResponses (JSON, one after another, on standard input) into answers, one a line
    Answers {
        /// The trial definition
        trial: PathBuf,
        /// The day after which no date may lie; without it the day on which each was authored
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
        date: Option<Date>,
    },
}

/// The circumstances of answers. A result tells its own.
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
    fn circumstances(&self) -> AnswerContext<'_> {
        AnswerContext { date: self.date, anchors: &self.anchors, audience: audience(&self.audience) }
    }
}

fn audience(word: &str) -> Audience {
    Audience::parse(word).unwrap_or(Audience::Clinic)
}

pub(super) fn run(what: &Fhir) -> ExitCode {
    let (Fhir::Questionnaire { trial, .. }
    | Fhir::Answers { trial, .. }
    | Fhir::Response(AnswerArguments { trial, .. })
    | Fhir::Referral(AnswerArguments { trial, .. })) = what;
    let made = load::load(trial, BASE).and_then(|loaded| Ok((words(trial, &loaded)?, loaded)));
    match made {
        Ok(((base, others), loaded)) => run_on(&Form::new(&loaded.trial, &loaded.definition, base, others), what),
        Err(findings) => {
            report::tell(&findings);
            ExitCode::FAILURE
        }
    }
}

type OtherTexts = Vec<(String, Texts)>;

/// The words of the trial at a path in every language that has all of them: those of the base language, and the others.
fn words(path: &Path, loaded: &Loaded) -> Result<(Texts, OtherTexts), Vec<Finding>> {
    let (mut base, mut others, mut findings) = (Texts::default(), Vec::new(), Vec::new());
    for language in loaded.documents.first().map(|trial| languages::beside(path, trial)).unwrap_or_default() {
        findings.extend(language.findings);
        if !language.lacking.is_empty() {
            continue;
        }
        match texts::read(&language.catalogues) {
            Ok(texts) if language.id == BASE => base = texts,
            Ok(texts) => others.push((language.id, texts)),
            Err(wrong) => findings.extend(wrong),
        }
    }
    if findings.is_empty() { Ok((base, others)) } else { Err(findings) }
}

fn run_on(form: &Form<'_>, what: &Fhir) -> ExitCode {
    let person = |json: &_, said: &AnswerArguments| Person::read(form.trial(), json, &said.circumstances());
    match what {
        Fhir::Questionnaire { audience: word, .. } => {
            let (questionnaire, unsaid) = questionnaire(form, audience(word));
            unsaid.iter().for_each(say);
            streams::ended(streams::print(&format!("{questionnaire}\n")), ExitCode::SUCCESS, ExitCode::FAILURE)
        }
        Fhir::Response(said) => people::each(&|json| Ok(response(form, &person(json, said)?))),
        Fhir::Referral(said) => people::each(&|json| Ok(referral(form, &person(json, said)?))),
        Fhir::Answers { date, .. } => people::each(&|json| Ok(answers(form.trial(), &read(form, json, *date)?))),
    }
}
