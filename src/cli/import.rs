//! `prescreener import`: drafts a definition from a study file of the registry.

use std::path::Path;
use std::process::ExitCode;

use super::{load, report, say, streams};
use crate::registry::{Ambiguity, ListItem, Study, draft};
use crate::trial::{RecruitmentStatus, Role};

/// Prints the draft of the definition, or of its messages.
pub(super) fn run(path: &Path, words: bool) -> ExitCode {
    let study = match load::study(path) {
        Ok(study) => study,
        Err(finding) => {
            report::show(&[finding]);
            return ExitCode::FAILURE;
        }
    };
    let printed = streams::print(&if words { draft::words(&study) } else { draft::definition(&study) });
    if printed.is_ok() {
        if words {
            say("Next: write these words anew, short and plain. The registry's own words are hard to read.");
        } else {
            say_summary(&study, path);
        }
    }
    streams::exit_code(printed, ExitCode::SUCCESS, ExitCode::FAILURE)
}

/// Reports what was found, what is doubtful, and what to do next.
fn say_summary(study: &Study, path: &Path) {
    let (inclusions, exclusions) = (study.count(Some(Role::Inclusion)), study.count(Some(Role::Exclusion)));
    let others = match study.count(None) {
        0 => String::new(),
        others => format!(", and {others} of no known kind"),
    };
    say(format!(
        "{}: {inclusions} inclusion and {exclusions} exclusion criteria{others}, from the record of {}",
        study.id, study.updated
    ));
    let ids = |wanted: &dyn Fn(&ListItem) -> bool| {
        let ids: Vec<&str> = study.items.iter().filter(|item| wanted(item)).map(|item| item.id.as_str()).collect();
        ids.join(", ")
    };
    let unknown = ids(&|item| item.kind.is_none());
    if !unknown.is_empty() {
        say(format!("{unknown}: no heading says their kind. Add `\"kind\"` to each: `inclusion` or `exclusion`."));
    }
    for doubt in Ambiguity::ALL {
        let doubtful = ids(&|item| item.doubt == Some(doubt));
        if !doubtful.is_empty() {
            say(format!("{doubtful}: {}", doubt.told()));
        }
    }
    match study.recruitment() {
        None => say(format!(
            "The status {} does not say whether the trial is recruiting: `recruitment` is left out.",
            study.status
        )),
        Some(RecruitmentStatus::Recruiting) => {}
        Some(_) => say(format!("The registry says {}: the element will ask nothing.", study.status)),
    }
    say_sites(study);
    if !study.left.is_empty() {
        say(format!("Not taken over: {}.", study.left.join(", ")));
    }
    let folder = format!("trials/{}", study.id.to_lowercase());
    let file = path.display();
    say("Next:");
    say(format!("1. Save the draft as {folder}/trial.json."));
    say(format!("2. Draft its words: prescreener import {file} --words > {folder}/en.json"));
    say("3. Mend what is named above, and write the words anew.");
    say("4. Add questions, then rules. A criterion without a rule is left to the site.");
    say(format!("5. Check it: prescreener check {folder}/trial.json"));
}

/// Reports which clinics were drafted as sites, and which were not.
fn say_sites(study: &Study) {
    let locations = &study.locations;
    match locations.drafted.len() {
        0 => say("No clinic was drafted: `sites` is left out. Let `trial.next` give the registry number to ask with."),
        count => say(format!("Clinics drafted as `sites`: {count}.")),
    }
    for (status, count) in &locations.over {
        say(format!("Clinics left out, {status}: {count}."));
    }
    if locations.incomplete > 0 {
        say(format!("Clinics left out, without a name, a town or a country: {}.", locations.incomplete));
    }
    if !locations.doubtful.is_empty() {
        say(format!("Clinics that may not be recruiting at present: {}.", locations.doubtful.join("; ")));
    }
}
