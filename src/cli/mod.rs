//! The command line tool: for authors who draft, check and compare definitions, and clinics that screen many people.

mod approval;
mod check;
mod drift;
mod fhir;
mod import;
mod languages;
mod load;
mod people;
mod protocol;
mod recruitment;
mod rejection;
mod report;
mod schema;
mod screen;
mod sealed;
mod source_line;
mod streams;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::json::visible::shown;
use crate::value::Date;

/// Pre-screens people for clinical trials.
#[derive(Parser)]
#[command(name = "prescreener", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a trial definition and its example patients; lists every finding
    Check {
        /// The trial definition
        trial: PathBuf,
        /// The day to compare with the days of the approval
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,
        /// How findings are given: `text` for people on standard error, `json` for programs on standard output, one a line
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
    },
    /// Screen people: one JSON object of answers a line in, one JSON result a line out
    Screen(Screen),
    /// Draft a definition from a study file of ClinicalTrials.gov (API version 2, JSON)
    Import {
        /// The study file
        study: PathBuf,
        /// Print the draft of the words (`en.json`) instead
        #[arg(long)]
        words: bool,
    },
    /// Compare a definition with a newer study file: exit status 0 if nothing differs, 1 if something does, 2 if either cannot
    /// be read
    Drift {
        /// The trial definition
        trial: PathBuf,
        /// The study file
        study: PathBuf,
    },
    /// Print the whole questionnaire, its scoring and how each criterion is decided, as one HTML document
    Protocol(Protocol),
    /// Exchange with other systems: FHIR R4
    #[command(subcommand)]
    Fhir(fhir::Fhir),
    /// Assess the answers of a result again: exit status 0 if all is the same, 1 if something differs, 2 if it cannot be done
    Verify {
        /// The trial definition
        trial: PathBuf,
        /// A result or a referral as JSON, a link, or sealed letters
        result: PathBuf,
        /// The file with the private key, for what is sealed
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Print the JSON Schema of a form, or the names of all forms
    Schema {
        /// The form
        name: Option<String>,
        /// With `answers`: the trial definition whose questions are answered
        trial: Option<PathBuf>,
    },
    /// Make the keys of a site: the private one into a new file, the public one to standard output
    Keygen {
        /// The file for the private key; it must not exist yet
        file: PathBuf,
    },
    /// Seal standard input, so that only the site can open it
    Seal {
        /// The site's public key
        // One in 64 keys begins with a hyphen.
        #[arg(long, value_name = "PUBLIC KEY", allow_hyphen_values = true)]
        to: String,
    },
    /// Open what was sealed, or a link that holds it, from standard input
    Open {
        /// The file with the private key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Its definition: prints the whole referral, with all that follows from its answers
        trial: Option<PathBuf>,
    },
}

/// What is printed.
#[derive(clap::Args)]
struct Protocol {
    /// The trial definition
    trial: PathBuf,
    /// The language of the catalogues
    #[arg(long, default_value = "en", value_parser = language)]
    language: String,
    /// Who is asked: `clinic` is asked everything, `participant` only what a person can know
    #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
    audience: String,
}

/// How people are screened.
#[derive(clap::Args)]
struct Screen {
    /// The trial definition
    trial: PathBuf,
    /// The day of the assessment
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Date,
    /// Fix the day of an anchor, such as enrollment=2026-12-06
    #[arg(long = "anchor", value_name = "NAME=YYYY-MM-DD", value_parser = anchor)]
    anchors: Vec<(String, Date)>,
    /// Who answers: `clinic` can be asked everything, `participant` only what a person can know
    #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
    audience: String,
}

fn language(text: &str) -> Result<String, String> {
    let good = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if good { Ok(text.to_owned()) } else { Err("expected a language tag, such as en or es".to_owned()) }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a day of the calendar, YYYY-MM-DD".to_owned())
}

fn anchor(text: &str) -> Result<(String, Date), String> {
    let (name, date) = text.split_once('=').ok_or("expected a name, `=` and a day, such as enrollment=2026-12-06")?;
    Ok((name.to_owned(), day(date)?))
}

/// Runs the tool on the arguments it was called with.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => return instead(&told),
    };
    match arguments.command {
        Command::Check { trial, date, format } => check::run(&trial, date, format == "json"),
        Command::Screen(arguments) => screen::run(&arguments),
        Command::Import { study, words } => import::run(&study, words),
        Command::Drift { trial, study } => drift::run(&trial, &study),
        Command::Protocol(arguments) => protocol::run(&arguments),
        Command::Fhir(what) => fhir::run(&what),
        Command::Verify { trial, result, key } => verify::run(&trial, &result, key.as_deref()),
        Command::Schema { name, trial } => schema::run(name.as_deref(), trial.as_deref()),
        Command::Keygen { file } => sealed::keygen(&file),
        Command::Seal { to } => sealed::seal(&to),
        Command::Open { key, trial } => sealed::open(&key, trial.as_deref()),
    }
}

/// What is printed in place of a command: the help, the version, or what is wrong with the arguments.
fn instead(told: &clap::Error) -> ExitCode {
    use std::io::IsTerminal;
    let code = ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(u8::MAX));
    let text = told.render();
    if told.use_stderr() {
        say(without_keys(text.to_string().trim_end().to_owned()));
        return code;
    }
    let text = if std::io::stdout().is_terminal() { text.ansi().to_string() } else { text.to_string() };
    streams::ended(streams::mention(&text), code, ExitCode::FAILURE)
}

/// A message about the arguments, without those that could be a key: it may be read by others, or be kept.
fn without_keys(mut text: String) -> String {
    let given: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    for part in given.iter().flat_map(|one| [one.as_str(), one.split_once('=').map_or("", |(_, value)| value)]) {
        if sealed::is_like_a_key(part) {
            text = text.replace(part, "…");
        }
    }
    text
}

/// Says something to the person at the terminal; one who went away is no failure.
fn say(text: impl std::fmt::Display) {
    use std::io::Write;
    let _ = std::io::stderr().lock().write_all((to_be_seen(&text.to_string()) + "\n").as_bytes());
}

/// Lines for a person, in which nothing hides and none has no end.
fn to_be_seen(text: &str) -> String {
    const LINE: usize = 10_000;
    text.split('\n').map(|line| shown(line, LINE)).collect::<Vec<_>>().join("\n")
}
