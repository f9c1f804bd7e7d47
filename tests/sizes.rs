//! Ceilings on the length of files and functions.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::{Path, PathBuf};

struct Source {
    path: String,
    text: String,
}

fn collect(folder: &Path, ending: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|own| ending.iter().any(|ending| own == *ending)) {
            found.push(path);
        }
    }
}

fn sources(folder: &str, ending: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join(folder), ending, &mut paths);
    assert!(!paths.is_empty(), "{folder} holds no sources");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            Source { path: path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), text }
        })
        .collect()
}

fn rust() -> Vec<Source> {
    sources("src", &["rs"])
}

const NOTHING: [&str; 0] = [];

#[test]
fn files_and_functions_stay_small() {
    let mut long = Vec::new();
    let mut all = rust();
    all.extend(sources("www/src", &["ts", "mjs", "js"]));
    for source in &all {
        let lines = source.text.lines().count();
        if lines > 400 {
            long.push(format!("{} has {lines} lines", source.path));
        }
        long.extend(long_functions(source, 70));
    }
    assert_eq!(long, NOTHING);
}

/// Functions of more lines than a ceiling, by their indentation: as rustfmt writes them.
fn long_functions(source: &Source, ceiling: usize) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let begins = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().take(5).collect();
        source.path.ends_with(".rs")
            && words.contains(&"fn")
            && !line.trim_start().starts_with("//")
            && !line.ends_with(';')
    };
    let starts = lines.iter().enumerate().filter(|(_, line)| begins(line));
    starts
        .filter_map(|(start, line)| {
            let indent = " ".repeat(line.len() - line.trim_start().len());
            let end = lines[start..].iter().position(|line| *line == format!("{indent}}}"))?;
            (end + 1 > ceiling).then(|| format!("{}:{} has {} lines", source.path, start + 1, end + 1))
        })
        .collect()
}
