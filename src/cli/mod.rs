//! The command line tool, for authors who draft, check and compare definitions, and for clinics that screen many
//! people.

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
    /// Check a trial definition and its example patients, and list every finding
    Check {
        /// The trial definition
        trial: PathBuf,
        /// The day to compare with the days of the approval
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,
        /// How findings are written: `text` for people on standard error, `json` for programs on standard output, one a
        /// line
        #[arg(long, default_value = "text", value_parser = ["text", "json"])]
        format: String,
    },
    /// Screen people: read one JSON object of answers a line, write one JSON result a line
    Screen(Screen),
    /// Draft a definition from a study file of ClinicalTrials.gov (API version 2, JSON)
    Import {
        /// The study file
        study: PathBuf,
        /// Print the draft of the messages (`en.json`) instead
        #[arg(long)]
        words: bool,
    },
    /// Compare a definition with a newer study file: exit status 0 if nothing differs, 1 if something differs, 2 if
    /// they cannot be compared
    Drift {
        /// The trial definition
        trial: PathBuf,
        /// The study file
        study: PathBuf,
    },
    /// Print the printable protocol: the whole questionnaire, its scoring and how each criterion is decided, as one
    /// HTML document
    Protocol(Protocol),
    /// Exchange data with other systems: FHIR R4
    #[command(subcommand)]
    Fhir(fhir::Fhir),
    /// Assess the answers of a result again: exit status 0 if nothing differs, 1 if something differs, 2 if it cannot
    /// be verified
    Verify {
        /// The trial definition
        trial: PathBuf,
        /// A result or a referral: JSON, a link, or a sealed payload
        result: PathBuf,
        /// The file with the private key, to open a sealed referral
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
    /// Create the keys of a site: the private one in a new file, the public one on standard output
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
    /// Open a sealed payload, or a link that contains it, from standard input
    Open {
        /// The file with the private key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The trial definition; with it, the whole referral is printed, with everything that follows from its answers
        trial: Option<PathBuf>,
    },
}

/// The arguments of `protocol`.
#[derive(clap::Args)]
struct Protocol {
    /// The trial definition
    trial: PathBuf,
    /// The language of the catalogues
    #[arg(long, default_value = "en", value_parser = language)]
    language: String,
    /// Who answers: `clinic` is asked everything, `participant` only what a person can know
    #[arg(long, default_value = "clinic", value_parser = ["clinic", "participant"])]
    audience: String,
}

/// The arguments of `screen`.
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
    let valid = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if valid { Ok(text.to_owned()) } else { Err("expected a language tag, such as en or es".to_owned()) }
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
        Err(error) => return show_clap_error(&error),
    };
    match arguments.command {
        Command::Check { trial, date, format } => check::run(&trial, date, format == "json"),
        Command::Screen(arguments) => screen::run(&arguments),
        Command::Import { study, words } => import::run(&study, words),
        Command::Drift { trial, study } => drift::run(&trial, &study),
        Command::Protocol(arguments) => protocol::run(&arguments),
        Command::Fhir(command) => fhir::run(&command),
        Command::Verify { trial, result, key } => verify::run(&trial, &result, key.as_deref()),
        Command::Schema { name, trial } => schema::run(name.as_deref(), trial.as_deref()),
        Command::Keygen { file } => sealed::keygen(&file),
        Command::Seal { to } => sealed::seal(&to),
        Command::Open { key, trial } => sealed::open(&key, trial.as_deref()),
    }
}

/// Prints what clap returns instead of arguments: the help, the version, or an error in the arguments.
fn show_clap_error(error: &clap::Error) -> ExitCode {
    use std::io::IsTerminal;
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(u8::MAX));
    let text = error.render();
    if error.use_stderr() {
        say(without_keys(text.to_string().trim_end().to_owned()));
        return code;
    }
    let text = if std::io::stdout().is_terminal() { text.ansi().to_string() } else { text.to_string() };
    streams::exit_code(streams::print_if_open(&text), code, ExitCode::FAILURE)
}

/// Returns a message about the arguments without those that could be a key: others may read the message, or a log may
/// keep it.
fn without_keys(mut text: String) -> String {
    let given: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    for part in given.iter().flat_map(|one| [one.as_str(), one.split_once('=').map_or("", |(_, value)| value)]) {
        if sealed::is_like_a_key(part) {
            text = text.replace(part, "…");
        }
    }
    text
}

/// Writes a message to standard error; it is not a failure if that is closed.
fn say(text: impl std::fmt::Display) {
    use std::io::Write;
    let _ = std::io::stderr().lock().write_all((visible_lines(&text.to_string()) + "\n").as_bytes());
}

/// Returns lines to show to a person: hidden characters are visible, and long lines are cut off.
fn visible_lines(text: &str) -> String {
    const MAX: usize = 10_000;
    text.split('\n').map(|line| shown(line, MAX)).collect::<Vec<_>>().join("\n")
}
