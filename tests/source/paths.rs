//! Every repository path named in the documentation and the comments must exist.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders whose paths are looked for, and the folders searched for them.
const FOLDERS: [&str; 4] = ["src/", "www/", "tests/", "trials/"];
const SEARCHED: [&str; 4] = ["src", "www", "tests", "trials"];
/// Folders that contain nothing of the project's own, or no prose.
const SKIPPED: [&str; 3] = ["node_modules", "data", "snapshots"];
const PROSE: [&str; 6] = ["md", "rs", "ts", "mjs", "toml", "css"];

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|ending| PROSE.iter().any(|prose| ending == *prose)) {
            found.push(path);
        }
    }
}

/// Returns the paths that a line names, each as long as it can be.
fn paths(line: &str) -> Vec<&str> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || "_-./".contains(letter);
    let mut found = Vec::new();
    for folder in FOLDERS {
        for (at, _) in line.match_indices(folder) {
            let before = line[..at].chars().next_back();
            let rest = &line[at..];
            let path = &rest[..rest.find(|letter| !part(letter)).unwrap_or(rest.len())];
            let continues = rest[path.len()..].starts_with(['{', '*', '$', '<', '[']);
            // Skips a part of a longer path, and a path with a placeholder.
            if !before.is_some_and(|letter| part(letter) || letter == '@') && !continues {
                found.push(path.trim_end_matches(['.', '/']));
            }
        }
    }
    found
}

#[test]
fn every_path_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in SEARCHED {
        collect(&root.join(folder), &mut files);
    }
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    let mut missing = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let is_prose = file.extension().is_some_and(|ending| ending == "md");
        for (number, line) in text.lines().enumerate() {
            let trimmed = line.trim_start();
            if !is_prose && !trimmed.starts_with("//") && !trimmed.starts_with('*') && !trimmed.starts_with("/*") {
                continue;
            }
            for path in paths(line) {
                // Names that stand for any trial, language or file.
                let made_up = path.contains("nct")
                    || path.split('/').any(|part| part.starts_with(char::is_uppercase) && !path.ends_with(".md"));
                if !made_up && !root.join(path).exists() {
                    missing.push(format!("{}:{}: {path}", file.strip_prefix(root).unwrap().display(), number + 1));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(files.len() > 200, "only {} files were searched", files.len());
}

#[test]
fn paths_are_found_in_a_line() {
    let line = "see `src/lib.rs`, (www/tools/), ../tests/README.md, `trials/*/en.json` and src/cli/languages.rs.";
    assert_eq!(paths(line), ["src/lib.rs", "src/cli/languages.rs", "www/tools"]);
}

#[test]
fn every_link_of_a_page_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    for folder in SEARCHED {
        collect(&root.join(folder), &mut pages);
    }
    pages.extend(fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()));
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    let mut broken = Vec::new();
    let mut links = 0;
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for rest in text.split("](").skip(1) {
            let link = rest.split([')', '#', ' ']).next().unwrap();
            // Addresses, links inside the page, and links of rustdoc.
            if link.is_empty() || link.contains(':') || link.contains('`') {
                continue;
            }
            links += 1;
            if !page.parent().unwrap().join(link).exists() {
                broken.push(format!("{}: {link}", page.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(links > 30, "only {links} links were found");
}
