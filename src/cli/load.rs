//! Reads a trial's documents and texts from files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::definition::{self, Definition};
use crate::document::Document;
use crate::finding::Finding;
use crate::json::Json;
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
    let name = format!("{language}.json");
    let mut words: Vec<PathBuf> = vec![folder.join(&name)];
    for (file, include) in included(&trial, folder) {
        let own = file.with_file_name(&name);
        // Instruments in one folder share their words.
        if !words.contains(&own) {
            words.push(own);
        }
        documents.extend(document(&file, include).map_err(|finding| findings.push(finding)));
    }
    let mut catalogues: Vec<Document> = Vec::new();
    for file in &words {
        catalogues.extend(document(file, file.display().to_string()).map_err(|finding| findings.push(finding)));
    }
    let checked = Trial::check(&documents);
    if !findings.is_empty() {
        findings.extend(checked.err().unwrap_or_default());
        return Err(findings);
    }
    let trial = checked?;
    let texts = texts::read(&catalogues)?;
    let missing = missing(&trial, &texts, &catalogues.first().map_or(String::new(), |first| first.path.clone()));
    let definition = definition::read(&documents).0;
    if missing.is_empty() { Ok(Loaded { trial, definition, documents, catalogues }) } else { Err(missing) }
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

/// The files that a trial includes, each with its path as written.
fn included(trial: &Document, folder: &Path) -> Vec<(PathBuf, String)> {
    let includes = trial.content.get("include").and_then(Json::as_list).unwrap_or_default();
    includes.iter().filter_map(Json::as_text).map(|include| (folder.join(include), include.to_owned())).collect()
}

/// Reads a file of JSON; `path` is what it is called in findings.
pub(super) fn document(file: &Path, path: String) -> Result<Document, Finding> {
    let finding = |message| Finding { file: path.clone(), path: String::new(), column: None, message };
    let text = fs::read_to_string(file).map_err(|error| finding(format!("cannot be read: {error}")))?;
    let content = serde_json::from_str(&text).map_err(|error| finding(format!("is not JSON: {error}")))?;
    Ok(Document { path, content })
}
