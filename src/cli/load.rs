//! Reads a trial's documents and texts from files.

use std::path::{Path, PathBuf};

use super::streams;
use crate::definition::compile::{self, Checked};
use crate::definition::{self, Definition};
use crate::diagnostics::Document;
use crate::diagnostics::Finding;
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
pub(super) fn load(path: &Path, language: &str) -> Result<Loaded, Vec<Finding>> {
    let trial = document(path, path.display().to_string()).map_err(|finding| vec![finding])?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut findings = Vec::new();
    let mut documents = vec![trial.clone()];
    for (file, include) in included(&trial, folder) {
        documents.extend(document(&file, include).map_err(|finding| findings.push(finding)));
    }
    let mut catalogues: Vec<Document> = Vec::new();
    for file in self::catalogues(path, &trial, language) {
        catalogues.extend(document(&file, file.display().to_string()).map_err(|finding| findings.push(finding)));
    }
    let checked = compile::check(&documents);
    if !findings.is_empty() {
        findings.extend(checked.err().unwrap_or_default());
        return Err(findings);
    }
    let Checked { trial, definition } = checked?;
    let texts = texts::read(&catalogues)?;
    let missing = missing(&trial, &texts, &catalogues.first().map_or(String::new(), |first| first.path.clone()));
    if missing.is_empty() { Ok(Loaded { trial, definition, documents, catalogues }) } else { Err(missing) }
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
    let included = included(&trial, path.parent().unwrap_or(Path::new("")));
    let mut documents = vec![trial];
    for (file, include) in included {
        documents.push(document(&file, include).map_err(|finding| vec![finding])?);
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

/// Reads a file of JSON of at most so many bytes.
pub(super) fn within(file: &Path, path: String, most: u64) -> Result<Document, Finding> {
    match streams::text(file, most) {
        Ok(text) => parsed(&text, path),
        Err(why) => Err(about(path, why)),
    }
}

/// A text of JSON as a document.
pub(super) fn parsed(text: &str, path: String) -> Result<Document, Finding> {
    match serde_json::from_str(text) {
        Ok(content) => Ok(Document { path, content }),
        Err(error) => Err(about(path, format!("is not JSON: {error}"))),
    }
}

fn about(file: String, message: String) -> Finding {
    Finding { file, path: String::new(), column: None, message }
}
