//! Reads a trial's documents and texts from files.

use std::path::{Path, PathBuf};

use super::{report, streams};
use crate::definition::compile::{self, Checked};
use crate::definition::{self, Definition};
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::registry::{self, Study};
use crate::texts;
use crate::trial::{Trial, missing};

/// A trial that was checked, and what it was made from.
pub(super) struct Loaded {
    pub trial: Trial,
    pub definition: Definition,
    /// The trial's document, then those that it includes.
    pub documents: Vec<Document>,
    /// Their words.
    pub catalogues: Vec<Document>,
}

/// Reads and checks the trial at a path, the instruments it includes, and their texts in a language.
///
/// # Errors
///
/// Returns every finding in all of them, but none that follows from another.
pub(super) fn load(path: &Path, language: &str) -> Result<Loaded, Vec<Finding>> {
    let trial = document(path, path.display().to_string()).map_err(|finding| vec![finding])?;
    let (documents, mut findings) = with_included(&trial, path.parent().unwrap_or(Path::new("")));
    let (checked, mut more) = compile::examine(&documents);
    if more.iter().any(|finding| finding.fault == Fault::OtherDocument && finding.file == trial.path) {
        return Err(more);
    }
    // What keeps a file from being read is told alone.
    let unread: Vec<String> = findings.iter().map(|finding| finding.file.clone()).collect();
    more.retain(|finding| !unread.contains(&finding.file));
    findings.extend(more);
    let catalogues = words(path, &trial, language, &checked, &mut findings);
    let Checked { trial, definition } = checked;
    if findings.is_empty() { Ok(Loaded { trial, definition, documents, catalogues }) } else { Err(findings) }
}

/// A trial's document and the instruments that it includes, with what keeps some of them from being read.
fn with_included(trial: &Document, folder: &Path) -> (Vec<Document>, Vec<Finding>) {
    let (mut documents, mut findings) = (vec![trial.clone()], Vec::new());
    // One that is not there is told where it is included.
    for (file, path) in included(trial, folder).into_iter().filter(|(file, _)| file.exists()) {
        let read = document(&file, path.clone());
        documents.push(read.unwrap_or_else(|finding| {
            findings.push(finding);
            Document { path, content: Json::Null }
        }));
    }
    (documents, findings)
}

/// The catalogues of a trial, and what is wrong with them; which texts are missing, only if every catalogue could be read.
fn words(
    path: &Path,
    trial: &Document,
    language: &str,
    checked: &Checked,
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    let mut catalogues: Vec<Document> = Vec::new();
    let files = self::catalogues(path, trial, language);
    let count = files.len();
    for (place, file) in files.into_iter().enumerate() {
        let read = if file.exists() {
            document(&file, file.display().to_string())
        } else {
            Err(no_catalogue(&file, language, place == 0))
        };
        catalogues.extend(read.map_err(|finding| findings.push(finding)));
    }
    let (texts, wrong) = texts::examine(&catalogues);
    if catalogues.len() == count {
        let first = catalogues.first().map_or("", |first| &first.path);
        let mut missing = missing(&checked.trial, &texts, first);
        let id = |finding: &Finding| finding.path.split('.').nth(2).unwrap_or_default().to_owned();
        missing.retain(|finding| !wrong.iter().any(|wrong| wrong.path == finding.path));
        missing.retain(|finding| !checked.definition.doubts(&id(finding)));
        findings.extend(missing);
    }
    findings.extend(wrong);
    catalogues
}

fn no_catalogue(file: &Path, language: &str, of_trial: bool) -> Finding {
    let name = file.display().to_string();
    let hint = match (language, of_trial) {
        ("en", true) => format!("draft it from the study file: `prescreener import STUDY.json --words > {name}`"),
        ("en", false) => "write the texts of the instruments in this folder into it".to_owned(),
        _ => "copy the `en.json` beside it, and translate its texts".to_owned(),
    };
    Finding::new(Fault::MissingFile, name, "", format!("there is no such file; {hint}"))
}

/// Where the words of the trial at a path belong in a language: its own, then those of its instruments.
pub(super) fn catalogues(path: &Path, trial: &Document, language: &str) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = format!("{language}.json");
    let mut files = vec![folder.join(&name)];
    for (file, _) in included(trial, folder) {
        let own = file.with_file_name(&name);
        // Instruments in one folder share their words.
        if !files.contains(&own) {
            files.push(own);
        }
    }
    files
}

/// Reads the definition at a path and the instruments it includes, without their texts; rules are not looked into.
pub(super) fn definition(path: &Path) -> Result<Definition, Vec<Finding>> {
    let trial = document(path, path.display().to_string()).map_err(|finding| vec![finding])?;
    let (documents, findings) = with_included(&trial, path.parent().unwrap_or(Path::new("")));
    if !findings.is_empty() {
        return Err(findings);
    }
    let (definition, findings) = definition::read(&documents);
    if findings.is_empty() { Ok(definition) } else { Err(findings) }
}

/// Some studies with results come near this many bytes; nothing else does.
const STUDY: u64 = 50_000_000;

/// Reads the study file of a registry at a path.
pub(super) fn study(path: &Path) -> Result<Study, Finding> {
    registry::read(&within(path, path.display().to_string(), STUDY)?)
}

/// The files that a trial includes, each with its path as written.
fn included(trial: &Document, folder: &Path) -> Vec<(PathBuf, String)> {
    let includes = trial.content.get("include").and_then(Json::as_list).unwrap_or_default();
    includes.iter().filter_map(Json::as_text).map(|include| (folder.join(include), include.to_owned())).collect()
}

/// How long a definition's document, a catalogue or a key can be, in bytes. The largest known is a fiftieth of it.
const LONGEST: u64 = 5_000_000;

/// Reads a file of JSON; `path` is what it is called in findings.
pub(super) fn document(file: &Path, path: String) -> Result<Document, Finding> {
    within(file, path, LONGEST)
}

/// Reads a file of JSON that is shown to nobody, such as a key.
pub(super) fn secret(file: &Path, path: String) -> Result<Document, Finding> {
    let text = text(file, &path, LONGEST)?;
    parsed(&text, path)
}

/// Reads a file of JSON of at most so many bytes.
fn within(file: &Path, path: String, most: u64) -> Result<Document, Finding> {
    let text = text(file, &path, most)?;
    report::keep(&path, &text);
    parsed(&text, path)
}

fn text(file: &Path, path: &str, most: u64) -> Result<String, Finding> {
    streams::text(file, most).map_err(|why| Finding::new(Fault::Unreadable, path, "", why))
}

/// A text of JSON as a document.
pub(super) fn parsed(text: &str, path: String) -> Result<Document, Finding> {
    match serde_json::from_str(text) {
        Ok(content) => Ok(Document { path, content }),
        Err(error) => Err(Finding::new(Fault::NotJson, path, "", format!("is not JSON: {error}"))),
    }
}
