//! The codes of faults are stable, distinct and described.

use std::collections::BTreeSet;

use prescreener::diagnostics::{Fault, Severity};

use crate::support::load::text;

#[test]
fn exactly_the_codes_of_faults_are_described_each_once() {
    let page = text("src/cli/FINDINGS.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let described: Vec<(&str, &str)> = rows.collect();
    let codes: Vec<&str> = Fault::ALL.iter().map(|fault| fault.code()).collect();
    assert_eq!(described.iter().map(|(code, _)| *code).collect::<Vec<_>>(), codes);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for (code, means) in described {
        assert!(means.trim_end_matches(" |").len() > 10, "{code}");
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{code}");
    }
}

#[test]
fn warnings_are_marked_in_the_table() {
    let page = text("src/cli/FINDINGS.md");
    for fault in Fault::ALL {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` ", fault.code()))).unwrap();
        assert_eq!(row.contains("warning"), fault.severity() == Severity::Warning, "{row}");
    }
}
