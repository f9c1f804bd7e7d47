//! The languages of a trial, each with all its catalogues: those of its files, and that of the screens.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::load;
use crate::definition::is_tag;
use crate::diagnostics::{Document, Finding};

/// The catalogues of the screens, by language: the files that the widget loads.
const SCREENS: [(&str, &str); 2] =
    [("en", include_str!("../../www/locales/en.json")), ("es", include_str!("../../www/locales/es.json"))];

/// Returns the languages of the screens.
pub(super) fn of_the_screens() -> impl Iterator<Item = &'static str> + Clone {
    SCREENS.iter().map(|(language, _)| *language)
}

/// Returns the catalogue of the screens in a language, or `None` if there is none.
pub(super) fn screens(language: &str) -> Option<Result<Document, Finding>> {
    let (_, text) = SCREENS.iter().find(|(known, _)| *known == language)?;
    Some(load::parsed(text, format!("www/locales/{language}.json")))
}

/// A language and its catalogues.
pub(super) struct Language {
    pub id: String,
    /// The catalogues that exist: the trial's, those of its instruments, then that of the screens.
    pub catalogues: Vec<Document>,
    /// The paths of the catalogues that do not exist.
    pub missing: Vec<String>,
    /// Faults in the files that exist.
    pub findings: Vec<Finding>,
}

/// Reads every language with a catalogue beside the trial at a path, in the order of their tags.
pub(super) fn beside(path: &Path, trial: &Document) -> Vec<Language> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let catalogues = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let tags = catalogues.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()));
    let tags: BTreeSet<String> = tags.filter(|tag| is_tag(tag)).collect();
    tags.into_iter().map(|id| language(path, trial, id)).collect()
}

fn language(path: &Path, trial: &Document, id: String) -> Language {
    let (mut catalogues, mut missing, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for file in load::catalogues(path, trial, &id) {
        let name = file.display().to_string();
        if !file.exists() {
            missing.push(name);
            continue;
        }
        catalogues.extend(load::document(&file, name).map_err(|finding| findings.push(finding)));
    }
    match screens(&id) {
        Some(screens) => catalogues.extend(screens.map_err(|finding| findings.push(finding))),
        None => missing.push(format!("www/locales/{id}.json")),
    }
    Language { id, catalogues, missing, findings }
}
