//! Drafts of a definition and of its messages, made from a study file.

use super::{ListItem, Location, Study};
use crate::json::Json;
use crate::json::visible::escaped;
use crate::schema::forms::{TEXTS_SCHEMA, TRIAL_SCHEMA};
use crate::trial::{RecruitmentStatus, Role};

fn word(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// Returns the draft of a definition, formatted as a person would write JSON.
pub fn definition(study: &Study) -> String {
    written(&trial(study))
}

/// Returns the draft of its messages, `en.json`.
pub fn words(study: &Study) -> String {
    written(&texts(study))
}

/// Escapes everything that a terminal or an editor would not show.
fn written(draft: &Json) -> String {
    escaped(&draft.laid_out())
}

fn trial(study: &Study) -> Json {
    let empty = || Json::List(Vec::new());
    let title = format!("ClinicalTrials.gov, record of {}, updated {}", study.id, study.updated);
    let sites: Vec<Json> = study.locations.drafted.iter().map(site).collect();
    let sites = (!sites.is_empty()).then_some(("sites", Json::List(sites)));
    let recruitment = study.recruitment().map(|status| ("recruitment", recruitment(study, status)));
    let entries = [
        ("schema", word(TRIAL_SCHEMA)),
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

/// Returns the recruitment status according to the record.
fn recruitment(study: &Study, status: RecruitmentStatus) -> Json {
    Json::object([("status", word(status.id())), ("on", word(&study.updated)), ("source", Json::texts(["REGISTRY"]))])
}

/// Returns a clinic with the registry's details.
fn site(location: &Location) -> Json {
    let mut entries: Vec<_> = location.iter().map(|(key, text)| ((*key).to_owned(), word(text))).collect();
    entries.push(("source".to_owned(), Json::texts(["REGISTRY"])));
    Json::Object(entries)
}

/// Returns a criterion without a rule, left to the site. An unclear kind is left out, so that the check asks for it.
fn criterion(item: &ListItem) -> Json {
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

/// Fills in the registry's texts, so that the author can try the draft.
fn texts(study: &Study) -> Json {
    let mut texts = vec![
        ("trial.name".to_owned(), word(without_markup(&study.title))),
        ("trial.next".to_owned(), word(next(study))),
    ];
    for item in &study.items {
        texts.push((format!("criterion.{}", item.id), word(without_markup(&item.text))));
        texts.push((format!("criterion.{}.confirm", item.id), word("The trial team will check this.")));
    }
    Json::object([("schema", word(TEXTS_SCHEMA)), ("language", word("en")), ("texts", Json::Object(texts))])
}

/// Without a known clinic, the registry number tells people what to ask for.
fn next(study: &Study) -> String {
    let next = "Show this page to the trial team.";
    match study.locations.drafted.as_slice() {
        [] => format!("{next} We found no clinic of this study. You can ask with its number: {}.", study.id),
        _ => next.to_owned(),
    }
}

/// Messages contain no `<`.
fn without_markup(text: &str) -> String {
    text.replace("<=", "≤").replace("< ", "less than ").replace('<', "less than ")
}
