//! The languages that a trial speaks, each with all its words: those of its files, and those of the screens.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::load;
use crate::definition::is_tag;
use crate::diagnostics::Document;
use crate::diagnostics::Finding;

/// The words of the screens, by language: the files that the widget loads.
const SCREENS: [(&str, &str); 2] =
    [("en", include_str!("../../www/locales/en.json")), ("es", include_str!("../../www/locales/es.json"))];

/// The languages that the screens speak.
pub(super) fn of_the_screens() -> impl Iterator<Item = &'static str> + Clone {
    SCREENS.iter().map(|(language, _)| *language)
}

/// The words of the screens in a language.
pub(super) fn screens(language: &str) -> Option<Result<Document, Finding>> {
    let (_, text) = SCREENS.iter().find(|(known, _)| *known == language)?;
    Some(load::parsed(text, format!("www/locales/{language}.json")))
}

/// A language and its catalogues.
pub(super) struct Language {
    pub id: String,
    /// The catalogues that are there: the trial's, those of its instruments, and last that of the screens.
    pub catalogues: Vec<Document>,
    /// The catalogues that are not there, as people would look for them.
    pub lacking: Vec<String>,
    /// What is wrong with files that are there.
    pub findings: Vec<Finding>,
}

/// Every language with a catalogue beside the trial at a path, in the order of their tags.
pub(super) fn beside(path: &Path, trial: &Document) -> Vec<Language> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let catalogues = files.filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    let tags = catalogues.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()));
    let tags: BTreeSet<String> = tags.filter(|tag| is_tag(tag)).collect();
    tags.into_iter().map(|id| language(path, trial, id)).collect()
}

fn language(path: &Path, trial: &Document, id: String) -> Language {
    let (mut catalogues, mut lacking, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for file in load::catalogues(path, trial, &id) {
        let name = file.display().to_string();
        if !file.exists() {
            lacking.push(name);
            continue;
        }
        catalogues.extend(load::document(&file, name).map_err(|finding| findings.push(finding)));
    }
    match screens(&id) {
        Some(screens) => catalogues.extend(screens.map_err(|finding| findings.push(finding))),
        None => lacking.push(format!("www/locales/{id}.json")),
    }
    Language { id, catalogues, lacking, findings }
}
