//! `prescreener import`: a study file of the registry to the draft of a definition.

use std::path::Path;
use std::process::ExitCode;

use super::criteria_text::Doubt;
use super::locations::Location;
use super::registry::{Listed, Study, read};
use super::{say, streams};
use crate::json::Json;
use crate::trial::{RecruitmentStatus, Role};
use crate::visible::escaped;

/// Prints the draft, or the draft of its words.
pub(super) fn run(path: &Path, words: bool) -> ExitCode {
    let study = match read(path) {
        Ok(study) => study,
        Err(finding) => {
            say(finding);
            return ExitCode::FAILURE;
        }
    };
    let draft = if words { texts(&study) } else { definition(&study) };
    let printed = streams::print(&(escaped(&laid_out(&draft, 0)) + "\n"));
    if printed.is_ok() {
        if words {
            say("Next: write these words anew, short and plain. The registry's own words are hard to read.");
        } else {
            tell(&study, path);
        }
    }
    streams::ended(printed, ExitCode::SUCCESS, ExitCode::FAILURE)
}

fn word(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

fn definition(study: &Study) -> Json {
    let empty = || Json::List(Vec::new());
    let title = format!("ClinicalTrials.gov, record of {}, updated {}", study.id, study.updated);
    let sites: Vec<Json> = study.locations.drafted.iter().map(site).collect();
    let sites = (!sites.is_empty()).then_some(("sites", Json::List(sites)));
    let recruitment = study.recruitment().map(|status| ("recruitment", recruitment(study, status)));
    let entries = [
        ("schema", word("prescreener/trial/1")),
        ("id", word(&study.id)),
        ("version", word("draft")),
        (
            "registry",
            Json::object([
                ("name", word("ClinicalTrials.gov")),
                ("url", word(study.url())),
                ("updated", word(&study.updated)),
                ("record", study.record.clone()),
            ]),
        ),
    ];
    let more = [
        ("include", empty()),
        (
            "sources",
            Json::List(vec![Json::object([
                ("id", word("REGISTRY")),
                ("title", word(title)),
                ("url", word(study.url())),
            ])]),
        ),
        ("anchors", empty()),
        ("questions", empty()),
        ("order", empty()),
        ("criteria", Json::List(study.items.iter().map(criterion).collect())),
        ("examples", empty()),
    ];
    let all = entries.into_iter().chain(recruitment).chain(sites).chain(more);
    Json::Object(all.map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Whether the trial takes people in, as of the record.
fn recruitment(study: &Study, status: RecruitmentStatus) -> Json {
    Json::object([("status", word(status.id())), ("on", word(&study.updated)), ("source", Json::texts(["REGISTRY"]))])
}

/// A clinic, with what the registry says of it.
fn site(location: &Location) -> Json {
    let mut entries: Vec<_> = location.iter().map(|(key, text)| ((*key).to_owned(), word(text))).collect();
    entries.push(("source".to_owned(), Json::texts(["REGISTRY"])));
    Json::Object(entries)
}

/// A criterion without a rule, left to the site. A kind that could not be told is left out, and so asked for.
fn criterion(item: &Listed) -> Json {
    let kind = item.kind.map(|kind| match kind {
        Role::Inclusion => "inclusion",
        Role::Exclusion => "exclusion",
    });
    let entries = [
        ("id", Some(word(&item.id))),
        ("registry", Some(word(&item.number))),
        ("kind", kind.map(word)),
        ("strength", Some(word("binding"))),
        ("judged_by", Some(word("site"))),
        ("source", Some(Json::texts(["REGISTRY"]))),
        ("confidence", Some(word("one_source"))),
        ("registry_text", Some(word(&item.text))),
    ];
    Json::Object(entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
}

/// The registry's words where a person's would stand, so that the draft can be tried.
fn texts(study: &Study) -> Json {
    let mut texts = vec![
        ("trial.name".to_owned(), word(without_markup(&study.title))),
        ("trial.next".to_owned(), word(next(study))),
    ];
    for item in &study.items {
        texts.push((format!("criterion.{}", item.id), word(without_markup(&item.text))));
        texts.push((format!("criterion.{}.confirm", item.id), word("The trial team will check this.")));
    }
    Json::object([("schema", word("prescreener/texts/1")), ("language", word("en")), ("texts", Json::Object(texts))])
}

/// Where no clinic is known, there is the number to ask with.
fn next(study: &Study) -> String {
    let next = "Show this page to the trial team.";
    match study.locations.drafted.as_slice() {
        [] => format!("{next} We found no clinic of this study. You can ask with its number: {}.", study.id),
        _ => next.to_owned(),
    }
}

/// Words hold no `<`.
fn without_markup(text: &str) -> String {
    text.replace("<=", "≤").replace("< ", "less than ").replace('<', "less than ")
}

/// JSON as a person writes it: on one line what fits there.
fn laid_out(json: &Json, indent: usize) -> String {
    const WIDTH: usize = 120;
    let line = on_one_line(json);
    let inner = indent.saturating_add(2);
    let room = WIDTH.saturating_sub(indent);
    let (open, parts, close): (_, Vec<String>, _) = match json {
        Json::List(items) if line.chars().count() > room => {
            ('[', items.iter().map(|item| laid_out(item, inner)).collect(), ']')
        }
        Json::Object(entries) if line.chars().count() > room || indent == 0 => {
            let entry = |(key, value): &(String, Json)| format!("{}: {}", word(key), laid_out(value, inner));
            ('{', entries.iter().map(entry).collect(), '}')
        }
        _ => return line,
    };
    let (outer, inner) = (" ".repeat(indent), " ".repeat(inner));
    format!("{open}\n{inner}{}\n{outer}{close}", parts.join(&format!(",\n{inner}")))
}

fn on_one_line(json: &Json) -> String {
    match json {
        Json::List(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Json::Object(entries) => {
            let entry = |(key, value): &(String, Json)| format!("{}: {}", word(key), on_one_line(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// What was found, what is doubtful, and what to do next.
fn tell(study: &Study, path: &Path) {
    let (inclusions, exclusions) = (study.count(Some(Role::Inclusion)), study.count(Some(Role::Exclusion)));
    let others = match study.count(None) {
        0 => String::new(),
        others => format!(", and {others} of no known kind"),
    };
    say(format!(
        "{}: {inclusions} inclusion and {exclusions} exclusion criteria{others}, from the record of {}",
        study.id, study.updated
    ));
    let ids = |wanted: &dyn Fn(&Listed) -> bool| {
        let ids: Vec<&str> = study.items.iter().filter(|item| wanted(item)).map(|item| item.id.as_str()).collect();
        ids.join(", ")
    };
    let unknown = ids(&|item| item.kind.is_none());
    if !unknown.is_empty() {
        say(format!("{unknown}: no heading says their kind. Add `\"kind\"` to each: `inclusion` or `exclusion`."));
    }
    for doubt in Doubt::ALL {
        let doubtful = ids(&|item| item.doubt == Some(doubt));
        if !doubtful.is_empty() {
            say(format!("{doubtful}: {}", doubt.told()));
        }
    }
    match study.recruitment() {
        None => {
            say(format!("The status {} does not tell if people are taken in: `recruitment` is left out.", study.status))
        }
        Some(RecruitmentStatus::Recruiting) => {}
        Some(_) => say(format!("The registry says {}: the element will ask nothing.", study.status)),
    }
    tell_sites(study);
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

/// Which clinics were drafted as sites, and which were not.
fn tell_sites(study: &Study) {
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
        say(format!("Clinics that may take nobody in at present: {}.", locations.doubtful.join("; ")));
    }
}
