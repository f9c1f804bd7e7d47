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

/// A checked trial, and what it was compiled from.
pub(super) struct Loaded {
    pub trial: Trial,
    pub definition: Definition,
    /// The trial's document, followed by those that it includes.
    pub documents: Vec<Document>,
    /// The catalogues of the documents.
    pub catalogues: Vec<Document>,
}

/// Reads and checks the trial at a path, the instruments it includes, and their texts in a language.
///
/// # Errors
///
/// Returns every finding in these files, without those that follow from another.
pub(super) fn load(path: &Path, language: &str) -> Result<Loaded, Vec<Finding>> {
    let trial = document(path, path.display().to_string()).map_err(|finding| vec![finding])?;
    let (documents, mut findings) = with_included(&trial, path.parent().unwrap_or(Path::new("")));
    let (checked, mut more) = compile::examine(&documents);
    if more.iter().any(|finding| finding.fault == Fault::OtherDocument && finding.file == trial.path) {
        return Err(more);
    }
    // A file that cannot be read has no other findings.
    let unread: Vec<String> = findings.iter().map(|finding| finding.file.clone()).collect();
    more.retain(|finding| !unread.contains(&finding.file));
    findings.extend(more);
    let catalogues = read_catalogues(path, &trial, language, &checked, &mut findings);
    let Checked { trial, definition } = checked;
    if findings.is_empty() { Ok(Loaded { trial, definition, documents, catalogues }) } else { Err(findings) }
}

/// Reads the instruments that a trial includes. Returns all documents, the trial's first, and a finding for each that
/// cannot be read.
fn with_included(trial: &Document, folder: &Path) -> (Vec<Document>, Vec<Finding>) {
    let (mut documents, mut findings) = (vec![trial.clone()], Vec::new());
    // A missing one is reported where it is included.
    for (file, path) in included(trial, folder).into_iter().filter(|(file, _)| file.exists()) {
        let read = document(&file, path.clone());
        documents.push(read.unwrap_or_else(|finding| {
            findings.push(finding);
            Document { path, content: Json::Null }
        }));
    }
    (documents, findings)
}

/// Reads the catalogues of a trial, and adds their faults to `findings`. Missing texts are added only if every
/// catalogue could be read.
fn read_catalogues(
    path: &Path,
    trial: &Document,
    language: &str,
    checked: &Checked,
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    let mut catalogues: Vec<Document> = Vec::new();
    let files = self::catalogues(path, trial, language);
    let count = files.len();
    for (index, file) in files.into_iter().enumerate() {
        let read = if file.exists() {
            document(&file, file.display().to_string())
        } else {
            Err(no_catalogue(&file, language, index == 0))
        };
        catalogues.extend(read.map_err(|finding| findings.push(finding)));
    }
    let (texts, faults) = texts::examine(&catalogues);
    if catalogues.len() == count {
        let first = catalogues.first().map_or("", |first| &first.path);
        let mut missing = missing(&checked.trial, &texts, first);
        let id = |finding: &Finding| finding.path.split('.').nth(2).unwrap_or_default().to_owned();
        missing.retain(|finding| !faults.iter().any(|fault| fault.path == finding.path));
        missing.retain(|finding| !checked.definition.doubts(&id(finding)));
        findings.extend(missing);
    }
    findings.extend(faults);
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

/// Returns the paths of a trial's catalogues in a language: its own, then those of its instruments.
pub(super) fn catalogues(path: &Path, trial: &Document, language: &str) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = format!("{language}.json");
    let mut files = vec![folder.join(&name)];
    for (file, _) in included(trial, folder) {
        let own = file.with_file_name(&name);
        // Instruments in one folder share a catalogue.
        if !files.contains(&own) {
            files.push(own);
        }
    }
    files
}

/// Reads the definition at a path and the instruments it includes, without their texts. Rules are not examined.
pub(super) fn definition(path: &Path) -> Result<Definition, Vec<Finding>> {
    let trial = document(path, path.display().to_string()).map_err(|finding| vec![finding])?;
    let (documents, findings) = with_included(&trial, path.parent().unwrap_or(Path::new("")));
    if !findings.is_empty() {
        return Err(findings);
    }
    let (definition, findings) = definition::read(&documents);
    if findings.is_empty() { Ok(definition) } else { Err(findings) }
}

/// How long a study file can be, in bytes. Only some studies with results are nearly this long.
const MAX_STUDY: u64 = 50_000_000;

/// Reads the study file of a registry at a path.
pub(super) fn study(path: &Path) -> Result<Study, Finding> {
    registry::read(&document_within(path, path.display().to_string(), MAX_STUDY)?)
}

/// Returns the files that a trial includes, each with its path as written.
fn included(trial: &Document, folder: &Path) -> Vec<(PathBuf, String)> {
    let includes = trial.content.get("include").and_then(Json::as_list).unwrap_or_default();
    includes.iter().filter_map(Json::as_text).map(|include| (folder.join(include), include.to_owned())).collect()
}

/// How long a definition's document, a catalogue or a key can be, in bytes. The largest known is a fiftieth of this.
const MAX_DOCUMENT: u64 = 5_000_000;

/// Reads a JSON file; `path` is its name in findings.
pub(super) fn document(file: &Path, path: String) -> Result<Document, Finding> {
    document_within(file, path, MAX_DOCUMENT)
}

/// Reads a JSON file whose text no finding may show, such as a key.
pub(super) fn secret(file: &Path, path: String) -> Result<Document, Finding> {
    let text = read_text(file, &path, MAX_DOCUMENT)?;
    parsed(&text, path)
}

/// Reads a JSON file of at most `max` bytes.
fn document_within(file: &Path, path: String, max: u64) -> Result<Document, Finding> {
    let text = read_text(file, &path, max)?;
    report::keep(&path, &text);
    parsed(&text, path)
}

fn read_text(file: &Path, path: &str, max: u64) -> Result<String, Finding> {
    streams::read_text(file, max).map_err(|why| Finding::new(Fault::Unreadable, path, "", why))
}

/// Parses a JSON text as a document.
pub(super) fn parsed(text: &str, path: String) -> Result<Document, Finding> {
    match serde_json::from_str(text) {
        Ok(content) => Ok(Document { path, content }),
        Err(error) => Err(Finding::new(Fault::NotJson, path, "", format!("is not JSON: {error}"))),
    }
}
