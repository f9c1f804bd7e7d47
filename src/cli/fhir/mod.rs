#![doc = include_str!("FHIR.md")]

mod conditions;
mod form;
mod options;
mod parts;
mod people;
mod person;
mod questionnaire;
mod read;
mod referral;
mod response;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{say, streams};
use crate::answers::Answers;
use crate::json::Json;
use crate::trial::{Audience, Trial};
use crate::value::Date;
use form::Form;
use person::{Circumstances, person};

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
    Response(Said),
    /// Turn answers or results (JSON, one after another, on standard input) into Bundles to refer on, one a line
    Referral(Said),
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
pub(super) struct Said {
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

impl Said {
    fn circumstances(&self) -> Circumstances<'_> {
        Circumstances { date: self.date, anchors: &self.anchors, audience: audience(&self.audience) }
    }
}

fn audience(word: &str) -> Audience {
    Audience::parse(word).unwrap_or(Audience::Clinic)
}

pub(super) fn run(what: &Fhir) -> ExitCode {
    let (Fhir::Questionnaire { trial, .. }
    | Fhir::Answers { trial, .. }
    | Fhir::Response(Said { trial, .. })
    | Fhir::Referral(Said { trial, .. })) = what;
    match Form::load(trial) {
        Ok(form) => run_on(&form, what),
        Err(findings) => {
            findings.iter().for_each(say);
            ExitCode::FAILURE
        }
    }
}

fn run_on(form: &Form, what: &Fhir) -> ExitCode {
    let trial = form.trial();
    match what {
        Fhir::Questionnaire { audience: word, .. } => {
            let (questionnaire, unsaid) = questionnaire::questionnaire(form, audience(word));
            unsaid.iter().for_each(say);
            streams::ended(streams::print(&format!("{questionnaire}\n")), ExitCode::SUCCESS, ExitCode::FAILURE)
        }
        Fhir::Response(said) => {
            people::each(&|json| Ok(response::response(form, &person(trial, json, &said.circumstances())?, None)))
        }
        Fhir::Referral(said) => {
            people::each(&|json| Ok(referral::referral(form, &person(trial, json, &said.circumstances())?)))
        }
        Fhir::Answers { date, .. } => people::each(&|json| Ok(written(trial, &read::read(form, json, *date)?))),
    }
}

/// Answers in the form in which `screen` takes them.
fn written(trial: &Trial, answers: &Answers) -> Json {
    use crate::json::Writer;
    let (mut all, mut from) = (Json::Null, Json::Null);
    answers.write(trial, &mut all);
    from.object(|to| answers.write_provenance(trial, to));
    if let (Json::Object(all), Json::Object(from)) = (&mut all, from) {
        all.extend(from);
    }
    all
}
