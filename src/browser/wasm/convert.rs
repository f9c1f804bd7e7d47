//! The only conversion of values between JavaScript and Rust: as trees of JSON.

#[cfg(feature = "author")]
use crate::answers::Rejection;
#[cfg(feature = "author")]
use crate::diagnostics::Document;
use crate::diagnostics::Finding;
use crate::json::Json;
#[cfg(any(feature = "author", feature = "referral"))]
use crate::result::replay::Difference;
use crate::value::Number;
use js_sys::{Array, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// Returns a value, as `JSON.parse` makes it, as a tree. What JSON cannot hold, such as a function, becomes `null`.
///
/// Written by hand rather than with serde, which with its error messages made the compressed module 13 kB larger.
pub(super) fn json(value: &JsValue) -> Json {
    if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(number) = value.as_f64() {
        Number::from_f64(number).map_or(Json::Inexact(number), Json::Number)
    } else if let Some(yes) = value.as_bool() {
        Json::Bool(yes)
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Json::List(list.iter().map(|item| json(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        Json::Object(Object::entries(object).iter().filter_map(entry).collect())
    } else {
        Json::Null
    }
}

fn entry(pair: JsValue) -> Option<(String, Json)> {
    let pair = pair.dyn_ref::<Array>()?;
    Some((pair.get(0).as_string()?, json(&pair.get(1))))
}

/// Returns a tree as plain objects and arrays, as `JSON.parse` would make them.
pub(super) fn value(json: &Json) -> Result<JsValue, JsValue> {
    json.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// Returns the exception for documents that cannot be used: `{ code: "definition", findings }`.
pub(super) fn findings(findings: &[Finding]) -> JsValue {
    let mut list = Vec::new();
    for one in findings {
        list.push(finding(one));
    }
    let error = Json::object([("code", Json::Text("definition".to_owned())), ("findings", Json::List(list))]);
    value(&error).unwrap_or_else(|error| error)
}

fn finding(finding: &Finding) -> Json {
    let mut path = finding.path.clone();
    if let Some(column) = finding.column {
        path.push_str(if path.is_empty() { "column " } else { ", column " });
        path.push_str(&column.to_string());
    }
    Json::object([
        ("file", Json::Text(finding.file.clone())),
        ("path", Json::Text(path)),
        ("message", Json::Text(finding.message.clone())),
    ])
}

/// Returns the differences found by a replay: a list of `{ path, held, computed }`, with `null` for what is missing.
#[cfg(any(feature = "author", feature = "referral"))]
pub(super) fn differences(list: &[Difference]) -> Result<JsValue, JsValue> {
    value(&Json::List(list.iter().map(Difference::to_json).collect()))
}

/// Returns the exception for answers that cannot be used: `{ code: "answers", rejected }`.
#[cfg(feature = "author")]
pub(super) fn rejected(list: &[Rejection]) -> JsValue {
    let list = list.iter().map(Rejection::to_json).collect();
    let error = Json::object([("code", Json::Text("answers".to_owned())), ("rejected", Json::List(list))]);
    value(&error).unwrap_or_else(|error| error)
}

/// Returns the documents in a list of `{ path, content }`. Skips entries of any other form.
#[cfg(feature = "author")]
pub(super) fn documents(list: &Json) -> Vec<Document> {
    let document = |item: &Json| {
        let path = item.get("path").and_then(Json::as_text)?.to_owned();
        Some(Document { path, content: item.get("content")?.clone() })
    };
    list.as_list().unwrap_or_default().iter().filter_map(document).collect()
}
