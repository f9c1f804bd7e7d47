//! Reads documents into a definition.

use std::cell::RefCell;
use std::collections::BTreeMap;

mod approval;
mod cited;
mod criteria;
mod fields;
mod frequencies;
mod kind;
mod questions;
mod recruitment;
mod referral;
mod scores;
mod sites;

pub use approval::is_tag;
use cited::{check_order, check_sources};

use super::model::{Definition, Registry, Source};
use super::names::Names;
use crate::diagnostics::fields::{Fields, Report};
use crate::diagnostics::{Document, Fault, Finding, Place};
use crate::json::Json;
use crate::schema::forms::{INSTRUMENT, INSTRUMENT_SCHEMA, RECORD, REGISTRY, SOURCE, TRIAL, TRIAL_SCHEMA};

/// Reads a trial and the instruments that it includes; the trial comes first.
///
/// The definition holds everything that could be read; it must not be used if there are findings.
pub fn read(documents: &[Document]) -> (Definition, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    let mut definition = Definition::default();
    for (index, document) in documents.iter().enumerate() {
        let report = Report { file: &document.path, findings: &findings };
        let (schema, form) = if index == 0 { (TRIAL_SCHEMA, &TRIAL) } else { (INSTRUMENT_SCHEMA, &INSTRUMENT) };
        if let Some(message) = kind::mismatch(&document.content, schema, form.keys) {
            report.add("", Fault::OtherDocument, message);
            definition.doubts.partial = true;
            if index == 0 {
                return (definition, findings.into_inner());
            }
            continue;
        }
        let Some(fields) = Fields::file(&report, &document.content, form) else {
            definition.doubts.partial = true;
            continue;
        };
        let written = fields.text("schema");
        if !written.is_empty() && written != schema {
            fields.add("schema", Fault::WrongValue, format!("expected `{schema}`"));
        }
        if index == 0 {
            read_trial(&fields, documents, &mut definition);
        }
        read_shared(&fields, &mut definition);
    }
    definition.names = Names::of(&definition);
    check_names(&definition, &findings);
    let mut doubts = std::mem::take(&mut definition.doubts);
    doubts.add(&definition, &findings.borrow());
    definition.doubts = doubts;
    check_sources(documents, &definition, &findings);
    check_order(documents, &definition, &findings);
    (definition, findings.into_inner())
}

fn read_trial(fields: &Fields<'_>, documents: &[Document], definition: &mut Definition) {
    definition.id = fields.text("id");
    definition.version = fields.text("version");
    definition.registry = registry(fields);
    definition.approval = approval::approval(fields);
    definition.recruitment = recruitment::recruitment(fields);
    definition.referral = referral::policy(fields);
    definition.sites = sites::sites(fields);
    definition.anchors = criteria::anchors(fields);
    definition.criteria = criteria::criteria(fields);
    definition.examples = criteria::examples(fields);
    let order = fields.texts("order").into_iter().zip(places(fields, "order"));
    definition.order = order.collect();
    for (path, place) in fields.texts("include").iter().zip(places(fields, "include")) {
        if !documents.iter().skip(1).any(|document| document.path == *path) {
            let message = format!("the included document `{path}` was not found");
            fields.report.add(&place.path, Fault::MissingFile, message);
            definition.doubts.partial = true;
        }
    }
}

/// Returns the places of the items of a list.
fn places(fields: &Fields<'_>, key: &str) -> impl Iterator<Item = Place> {
    let Place { file, path } = fields.place_of(key);
    (0_usize..).map(move |index| Place { file: file.clone(), path: format!("{path}[{index}]") })
}

fn registry(fields: &Fields<'_>) -> Registry {
    let path = fields.place_of("registry").path;
    let Some(json) = fields.need("registry") else { return Registry::default() };
    let Some(registry) = Fields::open(fields.report, &path, json, &REGISTRY) else { return Registry::default() };
    Registry {
        name: registry.text("name"),
        url: registry.text("url"),
        updated: registry.text("updated"),
        record: record(&registry),
    }
}

/// Reads the parts of a registry record. Their contents are the registry's own and can be anything.
fn record(registry: &Fields<'_>) -> Option<Json> {
    let json = registry.get("record")?;
    let parts = Fields::open(registry.report, &registry.place_of("record").path, json, &RECORD)?;
    for &part in RECORD.keys {
        if let Some(other) = parts.get(part).filter(|part| !matches!(part, Json::Object(_))) {
            parts.add(part, Fault::WrongType, format!("expected an object, found {}", other.kind()));
        }
    }
    Some(json.clone())
}

fn read_shared(fields: &Fields<'_>, definition: &mut Definition) {
    let sources = fields.objects("sources", &SOURCE);
    definition.sources.extend(sources.iter().map(|source| Source {
        id: source.text("id"),
        place: source.place(),
        title: source.text("title"),
        url: source.text_if("url"),
    }));
    definition.questions.extend(questions::questions(fields));
    definition.lists.extend(questions::lists(fields));
    definition.tables.extend(questions::tables(fields));
    definition.values.extend(questions::values(fields));
    definition.implied.extend(questions::implied(fields));
    definition.scores.extend(scores::scores(fields));
    definition.consistency.extend(questions::consistency(fields));
}

/// Checks that no id is used twice in one name space; sources, criteria, examples and consistency rules each have their own.
fn check_names(definition: &Definition, findings: &RefCell<Vec<Finding>>) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: Vec<&Place> = Vec::new();
    let shared = (definition.anchors.iter().map(|x| (&x.id, &x.place)))
        .chain(definition.questions.iter().map(|x| (&x.id, &x.place)))
        .chain(definition.lists.iter().map(|x| (&x.id, &x.place)))
        .chain(definition.tables.iter().map(|x| (&x.id, &x.place)))
        .chain(definition.values.iter().map(|x| (&x.id, &x.place)))
        .chain(definition.scores.iter().map(|x| (&x.id, &x.place)));
    let sources = definition.sources.iter().map(|x| (&x.id, &x.place));
    let criteria = definition.criteria.iter().map(|x| (&x.id, &x.place));
    let examples = definition.examples.iter().map(|x| (&x.id, &x.place));
    let consistency = definition.consistency.iter().map(|x| (&x.id, &x.place));
    let all = (shared.map(|x| (0, x)))
        .chain(sources.map(|x| (1, x)))
        .chain(criteria.map(|x| (2, x)))
        .chain(examples.map(|x| (3, x)))
        .chain(consistency.map(|x| (4, x)));
    for (space, (id, place)) in all {
        let earlier = names.insert(format!("{space} {id}"), places.len());
        if let Some(earlier) = earlier.and_then(|earlier| places.get(earlier)) {
            let message = format!("the id `{id}` is used already, at {} of {}", earlier.path, earlier.file);
            findings.borrow_mut().push(place.finding(Fault::DuplicateId, message));
        }
        places.push(place);
    }
}
