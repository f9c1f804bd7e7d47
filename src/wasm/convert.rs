//! The one place where values cross between JavaScript and Rust: as trees of JSON, and nothing else.

use crate::finding::Finding;
use crate::json::Json;
use crate::view::Refused;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::JsValue;

/// A JavaScript value as a tree. Fails on what JSON cannot hold, such as a function.
pub(super) fn json(value: JsValue) -> Result<Json, JsValue> {
    Json::deserialize(Deserializer::from(value)).map_err(JsValue::from)
}

/// A tree as plain objects and arrays, as `JSON.parse` would make them.
pub(super) fn value(json: &Json) -> Result<JsValue, JsValue> {
    json.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// What is thrown for documents that cannot be used: `{ code: "definition", findings }`.
pub(super) fn findings(findings: &[Finding]) -> JsValue {
    let list = findings.iter().map(finding).collect();
    let error = Json::object([("code", Json::Text("definition".to_owned())), ("findings", Json::List(list))]);
    value(&error).unwrap_or_else(|error| error)
}

fn finding(finding: &Finding) -> Json {
    let column = finding.column.map(|column| ["column ", &column.to_string()].concat());
    let place = [Some(finding.path.clone()), column];
    let place: Vec<String> = place.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Json::object([
        ("file", Json::Text(finding.file.clone())),
        ("path", Json::Text(place.join(", "))),
        ("message", Json::Text(finding.message.clone())),
    ])
}

/// What is thrown when the document refuses a node.
pub(super) fn refused(_: Refused) -> JsValue {
    JsValue::from_str("the document refused a node")
}
