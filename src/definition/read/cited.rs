//! What is cited, and the order of asking.

use std::cell::RefCell;

use crate::definition::model::Definition;
use crate::diagnostics::{Document, Fault, Finding, suggestion};
use crate::json::Json;

/// Whatever cites a source, cites one that is listed.
pub(super) fn check_sources(documents: &[Document], definition: &Definition, findings: &RefCell<Vec<Finding>>) {
    for document in documents {
        each_citation(&document.content, &mut String::new(), &mut |path, cited| {
            if definition.source(cited).is_none() {
                let known = definition.sources.iter().map(|source| source.id.as_str());
                let told = definition.unknown("source", cited, known);
                let finding = |told| Finding::new(Fault::UnknownName, document.path.as_str(), path, told);
                findings.borrow_mut().extend(told.map(finding));
            }
        });
    }
}

/// Visits every text under a key `source`.
fn each_citation(json: &Json, path: &mut String, visit: &mut dyn FnMut(&str, &str)) {
    let length = path.len();
    match json {
        Json::List(items) => {
            for (place, item) in items.iter().enumerate() {
                path.push_str(&format!("[{place}]"));
                each_citation(item, path, visit);
                path.truncate(length);
            }
        }
        Json::Object(entries) => {
            for (key, value) in entries {
                path.push_str(if length == 0 { "" } else { "." });
                path.push_str(key);
                match value {
                    Json::List(cited) if key == "source" => {
                        cited.iter().filter_map(Json::as_text).for_each(|cited| visit(path, cited));
                    }
                    _ => each_citation(value, path, visit),
                }
                path.truncate(length);
            }
        }
        _ => {}
    }
}

/// Each question has its turn, and only one.
pub(super) fn check_order(documents: &[Document], definition: &Definition, findings: &RefCell<Vec<Finding>>) {
    let listed = |id: &str| definition.question(id).and_then(|question| definition.turn(question));
    let mut told = Vec::new();
    let mut unknown = Vec::new();
    for (turn, (id, at)) in definition.order.iter().enumerate() {
        if definition.question(id).is_none() {
            unknown.push(id.as_str());
            told.extend(definition.unknown_question(id).map(|message| at.finding(Fault::UnknownName, message)));
        } else if listed(id) != Some(turn) {
            told.push(at.finding(Fault::Duplicate, format!("`{id}` is listed twice")));
        }
    }
    let order = documents.first().map(|trial| (trial, trial.content.get("order")));
    let asked = definition.questions.iter().filter(|_| match order {
        // What is wrong with the whole list is told once.
        Some((_, Some(order))) => order.as_list().is_some(),
        _ => !definition.order.is_empty(),
    });
    for question in asked {
        let id = &question.id;
        // A turn under a misspelt name is told where the name is.
        let misspelt = suggestion(id, unknown.iter().copied());
        if listed(id).is_none() && misspelt.is_empty() && !id.is_empty() {
            let message = format!("the question `{id}` is missing in the trial's `order`");
            told.push(question.place.finding(Fault::NotInOrder, message));
        }
    }
    if let Some((trial, None)) = order
        && definition.order.is_empty()
        && !definition.questions.is_empty()
    {
        let message = "the key `order` is missing; it lists the questions in the order of asking";
        told.push(Finding::new(Fault::MissingKey, trial.path.as_str(), "", message));
    }
    findings.borrow_mut().extend(told);
}
