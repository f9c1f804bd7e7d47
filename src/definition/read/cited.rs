//! Checks citations and the order of asking.

use std::cell::RefCell;

use crate::definition::model::Definition;
use crate::diagnostics::{Document, Fault, Finding, suggestion};
use crate::json::Json;

/// Checks that every cited source is listed.
pub(super) fn check_sources(documents: &[Document], definition: &Definition, findings: &RefCell<Vec<Finding>>) {
    for document in documents {
        each_citation(&document.content, &mut String::new(), &mut |path, cited| {
            if definition.source(cited).is_none() {
                let known = definition.sources.iter().map(|source| source.id.as_str());
                let message = definition.unknown("source", cited, known);
                let finding = |message| Finding::new(Fault::UnknownName, document.path.as_str(), path, message);
                findings.borrow_mut().extend(message.map(finding));
            }
        });
    }
}

/// Visits every text in a list under a key `source`.
fn each_citation(json: &Json, path: &mut String, visit: &mut dyn FnMut(&str, &str)) {
    let length = path.len();
    match json {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
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

/// Checks that each question is in the order of asking, and only once.
pub(super) fn check_order(documents: &[Document], definition: &Definition, findings: &RefCell<Vec<Finding>>) {
    let position = |id: &str| definition.question(id).and_then(|question| definition.turn(question));
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for (turn, (id, place)) in definition.order.iter().enumerate() {
        if definition.question(id).is_none() {
            unknown.push(id.as_str());
            found.extend(definition.unknown_question(id).map(|message| place.finding(Fault::UnknownName, message)));
        } else if position(id) != Some(turn) {
            found.push(place.finding(Fault::Duplicate, format!("`{id}` is listed twice")));
        }
    }
    let order = documents.first().map(|trial| (trial, trial.content.get("order")));
    let expected = definition.questions.iter().filter(|_| match order {
        // A fault of the whole list is reported only once.
        Some((_, Some(order))) => order.as_list().is_some(),
        _ => !definition.order.is_empty(),
    });
    for question in expected {
        let id = &question.id;
        // A misspelt id in the order is reported there.
        let misspelt = suggestion(id, unknown.iter().copied());
        if position(id).is_none() && misspelt.is_empty() && !id.is_empty() {
            let message = format!("the question `{id}` is missing in the trial's `order`");
            found.push(question.place.finding(Fault::NotInOrder, message));
        }
    }
    if let Some((trial, None)) = order
        && definition.order.is_empty()
        && !definition.questions.is_empty()
    {
        let message = "the key `order` is missing; it lists the questions in the order of asking";
        found.push(Finding::new(Fault::MissingKey, trial.path.as_str(), "", message));
    }
    findings.borrow_mut().extend(found);
}
