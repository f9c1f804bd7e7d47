//! Reads definitions from the repository's files.

use std::fs;
use std::path::{Path, PathBuf};

use prescreener::definition::{Definition, read};
use prescreener::diagnostics::Document;
use prescreener::json::Json;
use prescreener::texts::{self, Texts};
use prescreener::trial::Trial;

/// The shipped trial.
pub const IIMPACT: &str = "trials/nct07160205/trial.json";

/// Every folder with catalogues: the shipped trial, the instruments that it includes, and the widget.
pub const CATALOGUES: [&str; 6] = [
    "trials/nct07160205",
    "trials/instruments/eular_acr_2017",
    "trials/instruments/glucocorticoids",
    "trials/instruments/immunosuppressants",
    "trials/instruments/myositis_antibodies",
    "www/locales",
];

/// The catalogues of the pages for a clinic's tablet and for a site's staff, which are not part of an interview.
pub const PAGES: [&str; 2] = ["www/kiosk/messages", "www/receive/messages"];

/// Returns a path inside the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn text(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Returns a trial's document followed by the instruments that it includes.
pub fn documents(path: &str) -> Vec<Document> {
    let trial = Document { path: path.to_owned(), content: json(&text(path)) };
    let includes: Vec<String> = match trial.content.get("include").and_then(Json::as_list) {
        Some(items) => items.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let folder = Path::new(path).parent().unwrap();
    let instruments = includes.into_iter().map(|include| {
        let content = json(&text(folder.join(&include).to_str().unwrap()));
        Document { path: include, content }
    });
    std::iter::once(trial.clone()).chain(instruments).collect()
}

pub fn trial(path: &str) -> Trial {
    Trial::check(&documents(path)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Returns the definition as data, for the second evaluator.
pub fn definition(path: &str) -> Definition {
    let (definition, findings) = read(&documents(path));
    assert_eq!(findings, []);
    definition
}

/// Returns the messages of the shipped trial and of the widget in one language.
pub fn texts(language: &str) -> Texts {
    let read = |folder: &str| {
        let path = format!("{folder}/{language}.json");
        Document { content: json(&text(&path)), path }
    };
    texts::read(&CATALOGUES.map(read)).unwrap_or_else(|findings| panic!("{findings:#?}"))
}
