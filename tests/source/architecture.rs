//! The contents that the sources must not have, and the lengths that they may have, read from the sources themselves.

use std::collections::{BTreeMap, BTreeSet};
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

/// The folders of `www` whose code is published. Each uses only those before it.
const PAGE: [&str; 7] = ["shared", "screener", "referral", "element", "frame", "kiosk", "receive"];

fn page(ending: &[&str]) -> Vec<Source> {
    PAGE.iter().flat_map(|folder| sources(&format!("www/{folder}"), ending)).collect()
}

fn rust() -> Vec<Source> {
    sources("src", &["rs"])
}

/// Returns the words of a line: letters, digits and `_`.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// Returns every line of these sources with an unwanted word, as `path:line: word`.
fn found(sources: &[Source], outside: &[&str], unwanted: impl Fn(&str) -> bool) -> Vec<String> {
    let judged = sources.iter().filter(|source| !outside.iter().any(|outside| source.path.starts_with(outside)));
    let lines = judged.flat_map(|source| source.text.lines().enumerate().map(move |line| (&source.path, line)));
    lines
        .flat_map(|(path, (number, line))| words(line).map(move |word| (path, number, word)))
        .filter(|(.., word)| unwanted(word))
        .map(|(path, number, word)| format!("{path}:{}: {word}", number + 1))
        .collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn only_the_view_and_the_boundary_know_the_browser() {
    let browser = ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "JsValue"];
    assert_eq!(found(&rust(), &["src/browser/view/", "src/browser/wasm/"], |word| browser.contains(&word)), NOTHING);
}

#[test]
fn only_one_file_converts_javascript_values() {
    let all = rust();
    let converting: Vec<&str> = all
        .iter()
        .filter(|source| source.text.contains("serde_wasm_bindgen"))
        .map(|source| source.path.as_str())
        .collect();
    assert_eq!(converting, ["src/browser/wasm/convert.rs"]);
}

#[test]
fn the_engine_reads_no_clock_and_no_randomness() {
    let unwanted = [
        "SystemTime",
        "Instant",
        "Utc",
        "Local",
        "HashMap",
        "HashSet",
        "RandomState",
        "rand",
        "getrandom",
        "thread",
        "var_os",
    ];
    assert_eq!(found(&rust(), &["src/bin/", "src/cli/"], |word| unwanted.contains(&word)), NOTHING);
}

#[test]
fn only_the_command_line_tool_touches_files_and_streams() {
    let unwanted =
        ["fs", "File", "stdin", "stdout", "stderr", "println", "eprintln", "print", "dbg", "TcpStream", "process"];
    assert_eq!(found(&rust(), &["src/bin/", "src/cli/"], |word| unwanted.contains(&word)), NOTHING);
}

#[test]
fn the_view_decides_nothing() {
    let unwanted = ["assessment", "assess", "Assessment", "Verdict", "program", "answers", "rule"];
    let view: Vec<Source> = rust().into_iter().filter(|source| source.path.starts_with("src/browser/view/")).collect();
    let naming = |line: &&str| line.trim_start().starts_with("use ") || line.contains("crate::");
    let view: Vec<Source> = view
        .into_iter()
        .map(|source| Source { text: source.text.lines().filter(naming).collect::<Vec<_>>().join("\n"), ..source })
        .collect();
    assert!(!view.is_empty());
    assert_eq!(found(&view, &[], |word| unwanted.contains(&word)), NOTHING);
}

#[test]
fn no_rust_names_a_disease_a_medicine_or_a_trial() {
    let parts = [
        "myositis",
        "nct0",
        "pred",
        "steroid",
        "glucocort",
        "eular",
        "gottron",
        "heliotrope",
        "jo1",
        "mmt8",
        "cdasi",
        "aldolase",
        "lvef",
        "spo2",
        "oxygen",
        "biopsy",
        "dexa",
        "azathioprine",
        "methotrexate",
        "immunosupp",
        "hydroxychl",
        "dmso",
        "pregnan",
        "iimpact",
        "restem",
        "ulsc",
        "muscle",
        "dermato",
    ];
    let unwanted = |word: &str| {
        let word = word.to_lowercase();
        // Rust words that happen to begin like a medicine.
        let plain = ["predicate", "predicates", "predicted"].contains(&word.as_str());
        !plain && parts.iter().any(|part| word.contains(part))
    };
    assert_eq!(found(&rust(), &[], unwanted), NOTHING);
}

/// The modules of the crate from the ground up, as in the diagram *Layers* of ARCHITECTURE. Each uses only those before it.
const MODULES: [&str; 26] = [
    "value",
    "json",
    "schema",
    "diagnostics",
    "texts",
    "trial::program",
    "trial",
    "answers",
    "engine::exact",
    "engine",
    "result",
    "interview",
    "schema::answers",
    "sites",
    "referral::sealing",
    "referral::qr",
    "referral",
    "definition::rule",
    "definition",
    "definition::compile",
    "fhir",
    "registry",
    "printout",
    "browser::view",
    "browser::first",
    "browser::wasm",
];
/// The modules that use all the others.
const TOP: &str = "cli";

/// Returns the index of the innermost listed module that holds a path such as `trial::program::state`.
fn layer(path: &str) -> Option<usize> {
    let holds = |module: &str| path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let listed = MODULES.iter().chain([&TOP]).enumerate().filter(|(_, module)| holds(module));
    listed.max_by_key(|(_, module)| module.len()).map(|(place, _)| place)
}

#[test]
fn no_module_uses_one_above_it() {
    let mut wrong = Vec::new();
    for source in rust() {
        let path = source.path.strip_prefix("src/").unwrap().trim_end_matches(".rs").trim_end_matches("/mod");
        // These only declare the modules.
        if ["lib", "bin/prescreener", "browser"].contains(&path) {
            continue;
        }
        let own = layer(&path.replace('/', "::"));
        let own = own.unwrap_or_else(|| panic!("{} is in no layer: name its module in MODULES", source.path));
        let code: Vec<&str> = source
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .take_while(|line| *line != "#[cfg(test)]")
            .collect();
        for used in uses(&code.join("\n")) {
            // A name that is no module belongs to the crate's root.
            if layer(&used).is_some_and(|used| used > own) {
                wrong.push(format!("{} uses `{used}`, which stands on it", source.path));
            }
        }
    }
    assert_eq!(wrong, NOTHING);
}

/// Returns the paths after `crate::` in a source, also in braces, each up to its first two names.
fn uses(code: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    let path = |text: &str| -> Vec<String> {
        let first = name(text);
        let Some(rest) = text.strip_prefix(&format!("{first}::")) else { return vec![first] };
        let seconds = rest.strip_prefix('{').map_or_else(|| vec![name(rest)], |list| members(list).map(name).collect());
        seconds.into_iter().map(|second| format!("{first}::{second}")).collect()
    };
    let behind = code.split("crate::").skip(1);
    behind
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => members(list).flat_map(path).collect(),
            None => path(rest),
        })
        .collect()
}

/// Returns the start of each member of a braced list, given the text after the opening brace.
fn members(list: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut begins, mut over) = (0_u32, true, false);
    list.char_indices().filter_map(move |(at, letter)| {
        match letter {
            '}' if depth == 0 => over = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            letter if begins && !over && !letter.is_whitespace() => {
                begins = false;
                return Some(&list[at..]);
            }
            _ => {}
        }
        None
    })
}

/// Files that depend on each other, even only for types, cannot be understood one at a time.
#[test]
fn the_files_of_the_page_import_each_other_without_cycles() {
    let all = page(&["ts"]);
    let mut left: BTreeMap<&str, BTreeSet<String>> =
        all.iter().map(|source| (source.path.as_str(), imports(source))).collect();
    let count = left.len();
    // Removes files whose imports have all been removed, until only cycles remain.
    for _ in 0..count {
        let free: BTreeSet<String> = left
            .iter()
            .filter(|(path, needed)| needed.iter().all(|one| one == *path || !left.contains_key(one.as_str())))
            .map(|(path, _)| (*path).to_owned())
            .collect();
        left.retain(|path, _| !free.contains(*path));
    }
    let left: Vec<String> = left.into_iter().map(|(path, needed)| format!("{path} needs {needed:?}")).collect();
    assert_eq!(left, NOTHING);
}

#[test]
fn no_folder_of_the_page_uses_one_above_it() {
    let place = |path: &str| PAGE.iter().position(|folder| path.starts_with(&format!("www/{folder}/")));
    let all = page(&["ts"]);
    let wrong: Vec<String> = all
        .iter()
        .flat_map(|source| imports(source).into_iter().map(move |used| (source, used)))
        .filter(|(source, used)| place(used) > place(&source.path))
        .map(|(source, used)| format!("{} uses {used}, which stands on it", source.path))
        .collect();
    assert_eq!(wrong, NOTHING);
}

/// Returns the files that a TypeScript file imports, including types and dynamic imports.
fn imports(source: &Source) -> BTreeSet<String> {
    let quoted = source.text.split("from \"").skip(1).chain(source.text.split("import(\"").skip(1));
    let relative = quoted.filter_map(|rest| rest.split('"').next()).filter(|path| path.starts_with('.'));
    let resolved = relative.map(|path| {
        let mut parts: Vec<&str> = source.path.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    });
    resolved.collect()
}

#[test]
fn names_after_crate_are_found_also_in_braces() {
    let code = "use crate::a; crate::b::c(); use crate::{d, e::{f, g}, h::i}; use crate::j::{k, l::m};";
    assert_eq!(uses(code), ["a", "b::c", "d", "e::f", "e::g", "h::i", "j::k", "j::l"]);
}

/// A caller can match on an error, pass it on, or show it; a plain text allows only the last.
#[test]
fn no_public_function_returns_a_plain_text_as_error() {
    let mut wrong = Vec::new();
    for source in rust().iter().filter(|source| !source.path.starts_with("src/browser/wasm/")) {
        let text = source.text.replace('\n', " ");
        for head in text.split(" pub fn ").skip(1) {
            let head = head.split('{').next().unwrap();
            if head.contains(", String>") && head.contains("-> Result<") {
                wrong.push(format!("{}: {}", source.path, head.trim()));
            }
        }
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn the_lints_against_unsafe_code_and_panics_are_on() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    for lint in [
        "unsafe_code = \"forbid\"",
        "unwrap_used = \"deny\"",
        "expect_used = \"deny\"",
        "panic = \"deny\"",
        "indexing_slicing = \"deny\"",
        "arithmetic_side_effects = \"deny\"",
        "overflow-checks = true",
    ] {
        assert!(manifest.lines().any(|line| line == lint), "{lint} is not in Cargo.toml");
    }
}

#[test]
fn the_lints_are_lifted_only_in_tests() {
    let all = rust();
    let lines = all.iter().flat_map(|source| source.text.lines().enumerate().map(move |line| (&source.path, line)));
    let lifted = lines.filter(|(_, (_, line))| {
        let lifts = line.contains("allow(") || line.contains("expect(clippy");
        let harmless = line.contains("cfg_attr(test") || line.contains("cast_") || line.trim_start().starts_with("//");
        lifts && !harmless
    });
    let lifted: Vec<String> =
        lifted.map(|(path, (number, line))| format!("{path}:{}: {}", number + 1, line.trim())).collect();
    assert_eq!(lifted, NOTHING);
}

#[test]
fn files_and_functions_stay_small() {
    let mut long = Vec::new();
    let mut all = rust();
    all.extend(page(&["ts", "mjs", "js"]));
    for source in &all {
        let lines = source.text.lines().count();
        if lines > 400 {
            long.push(format!("{} has {lines} lines", source.path));
        }
        long.extend(long_functions(source, 70));
    }
    assert_eq!(long, NOTHING);
}

/// Returns the functions with more lines than a limit, by their indentation as rustfmt writes it.
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
