//! `prescreener keygen`, `seal` and `open`: create keys, and seal and open referrals that only the site can read.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::{load, report, say, streams};
use crate::diagnostics::{Fault, Finding};
use crate::json::Json;
use crate::json::visible::{escaped, short};
use crate::referral::sealing::{self, Entropy, LARGEST, LONGEST, PrivateKey, PublicKey};
use crate::referral::{self, Payload};
use crate::schema::forms::KEY_SCHEMA as KEY;
use crate::trial::key_fault;

/// Writes a new private key into a file that does not exist yet, and prints the public key.
pub(super) fn keygen(file: &Path) -> ExitCode {
    exit_code(generate(file).map_err(Failure::from))
}

fn generate(file: &Path) -> Result<(), String> {
    streams::ensure_open()?;
    let (private, public) = sealing::generate(entropy()?);
    let key = Json::object([
        ("schema", Json::Text(KEY.to_owned())),
        ("id", Json::Text(public.id().to_string())),
        ("public", Json::Text(public.to_string())),
        ("private", Json::Text(private.secret())),
    ]);
    let name = file.display();
    write_new(file, &format!("{key}\n")).map_err(|error| format!("{name}: cannot be written: {error}"))?;
    // Without its public key, a private key is of no use.
    streams::print(&format!("{public}\n")).map_err(|why| match fs::remove_file(file) {
        Ok(()) => format!("{why}; {name} was taken away again, and there are no new keys"),
        Err(error) => {
            format!("{why}; {name} holds keys that nobody was told of, and cannot be taken away: {error}")
        }
    })?;
    say(format!("{name} holds the private key {}; keep it where only the site can read it", public.id()));
    Ok(())
}

/// Seals standard input for the holder of a public key.
pub(super) fn seal(to: &str) -> ExitCode {
    let sealed = || {
        let public = read_public(to)?;
        let sealed = sealing::seal(&public, &input()?, entropy()?).ok_or_else(|| {
            format!("the input is too long to seal: {LONGEST} bytes are the most, {LARGEST} when sealed")
        })?;
        streams::print(&format!("{}\n", sealing::to_text(&sealed)))
    };
    exit_code(sealed().map_err(Failure::from))
}

/// Opens a sealed payload, or a link that contains a referral, from standard input. With the trial, it adds what the
/// payload leaves out.
pub(super) fn open(key: &Path, trial: Option<&Path>) -> ExitCode {
    exit_code(try_open(key, trial))
}

fn try_open(key: &Path, trial: Option<&Path>) -> Result<(), Failure> {
    let private = read_private(key)?;
    let input = String::from_utf8(input()?).map_err(|_| sealing::OpenError::NotSealed.to_string())?;
    let payload = referral::read(&input).map_err(|why| why.to_string())?;
    if matches!(payload, Payload::Plain(_)) {
        say("this was not sealed: anyone could read and change it on its way");
    }
    let text = payload.text(Some(&private)).map_err(|why| why.to_string())?;
    let text = trial.map_or(Ok(text.clone()), |trial| complete(trial, &text))?;
    // A text that is not JSON is not a referral, and is printed unchanged.
    let is_json = serde_json::from_str::<Json>(&text).is_ok();
    Ok(streams::print(&if is_json { escaped(&text) } else { text })?)
}

/// Returns a referral with everything that follows from its answers.
fn complete(trial: &Path, text: &str) -> Result<String, Failure> {
    let trial = load::load(trial, "en").map_err(Failure::Findings)?.trial;
    let referral = load::parsed(text, "the referral".to_owned())?;
    Ok(format!("{}\n", referral::complete(&trial, &referral.content)))
}

/// The reason why a command failed.
enum Failure {
    Message(String),
    Findings(Vec<Finding>),
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure::Message(message)
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Failure {
        Failure::Findings(vec![finding])
    }
}

fn exit_code(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Message(message)) => say(message),
        Err(Failure::Findings(findings)) => report::show(&findings),
    }
    ExitCode::FAILURE
}

fn read_public(text: &str) -> Result<PublicKey, String> {
    // The argument can be a private key by mistake, so it is not shown.
    let fault = || key_fault(text.trim()).unwrap_or("it is not a public key");
    PublicKey::parse(text).ok_or_else(|| format!("--to: {}", fault()))
}

/// Returns whether a text is written like a key. Such a text is never shown.
pub(super) fn is_like_a_key(text: &str) -> bool {
    let key_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+=".contains(&byte);
    text.trim().len() >= 40 && text.trim().bytes().all(key_byte)
}

/// Reads the private key from a file that [`keygen`] wrote.
pub(super) fn read_private(file: &Path) -> Result<PrivateKey, Finding> {
    let name = file.display().to_string();
    if is_like_a_key(&name) && !file.exists() {
        let message = "there is no such file; expected the name of the file that `keygen` wrote";
        return Err(Finding::new(Fault::Unreadable, "--key", "", message));
    }
    let document = load::secret(file, name.clone())?;
    warn_of_others(file);
    let text = |key: &str| document.content.get(key).and_then(Json::as_text).unwrap_or_default();
    let error = |fault, path, message| Finding::new(fault, name.as_str(), path, message);
    if text("schema") != KEY {
        let found = short(text("schema"));
        let message = format!("expected \"{KEY}\", found \"{found}\"; take the file that `keygen` wrote");
        return Err(error(Fault::OtherDocument, "schema", message));
    }
    let private = PrivateKey::parse(text("private"))
        .ok_or_else(|| error(Fault::WrongValue, "private", "is not a private key".to_owned()))?;
    if private.public().to_string() == text("public") {
        Ok(private)
    } else {
        let message = "does not go with the private key; the file was changed".to_owned();
        Err(error(Fault::Conflict, "public", message))
    }
}

fn entropy() -> Result<Entropy, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| format!("the system gives no randomness: {error}"))?;
    Ok(Entropy::from(bytes))
}

fn input() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    // One byte more is enough to refuse a longer input.
    let max = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    let read = io::stdin().lock().take(max).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| format!("standard input cannot be read: {error}"))
}

/// Writes a new file. It never overwrites an existing key, and leaves no incomplete one behind.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.inspect_err(|_| drop(fs::remove_file(path)))
}

/// Warns if others than its owner can access a key file.
#[cfg(unix)]
fn warn_of_others(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let others = fs::metadata(file).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o077 != 0);
    if others {
        let name = file.display();
        say(format!("warning: {name}: other users of this computer may have access to this key; chmod 600 {name}"));
    }
}

#[cfg(not(unix))]
fn warn_of_others(_: &Path) {}
