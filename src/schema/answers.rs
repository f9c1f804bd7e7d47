//! The schema of the answers to one trial.
//!
//! The engine rejects everything that this schema rejects, and more: the schema sets no bounds for a number written as
//! text and no first and last day for a date, and it allows a follow-up about an option that was not chosen.

use super::forms::{DECLINED, UNKNOWN};
use super::write::{Parts, merged, object, text, whole};
use super::{Kind, words};
use crate::answers::PROVENANCE;
use crate::interview::words::question as prompt_text;
use crate::json::Json;
use crate::texts::Texts;
use crate::trial::{QuestionKind, Trial};
use crate::value::Number;
use crate::value::option_set;

/// Returns the schema of one person's answers, with the questions in the language of the texts.
pub fn schema(trial: &Trial, texts: &Texts) -> Json {
    let name = format!("answers:{}", trial.id);
    whole(&name, &format!("Answers for {}", trial.id), |parts| {
        let mut properties = Vec::new();
        for (slot, (key, question)) in trial.keys().enumerate() {
            let words = prompt_text(trial, texts, slot, "").unwrap_or_else(|| key.to_owned());
            let mut forms = forms(&question.kind, parts);
            forms.extend([Kind::Object(&UNKNOWN), Kind::Object(&DECLINED), Kind::Null].map(|kind| parts.of(kind)));
            let property = object([("description", text(&words)), ("anyOf", Json::List(forms))]);
            properties.push((key.to_owned(), property));
        }
        let from = object([
            ("description", text("The provenance of answers, by the key of the question.")),
            ("type", text("object")),
            ("propertyNames", object([("enum", Json::texts(trial.keys().map(|(key, _)| key)))])),
            ("additionalProperties", parts.of(Kind::Word(&words::PROVENANCES))),
        ]);
        properties.push((PROVENANCE.to_owned(), from));
        object([
            ("type", text("object")),
            ("properties", Json::Object(properties)),
            ("additionalProperties", Json::Bool(false)),
        ])
    })
}

/// Returns every form in which an answer to such a question can be written.
fn forms(kind: &QuestionKind, parts: &mut Parts) -> Vec<Json> {
    match kind {
        QuestionKind::YesNo => vec![parts.of(Kind::Truth)],
        QuestionKind::One { options } => vec![object([("enum", Json::texts(options))])],
        QuestionKind::Several { options, exclusive } => {
            let together: Vec<&String> = option_set::names(kind.naming(), options).collect();
            let alone = option_set::names(*exclusive, options).map(|option| vec![option]);
            let lists = [together].into_iter().chain(alone).filter(|options| !options.is_empty());
            lists.map(|options| chosen(&options)).collect()
        }
        QuestionKind::Number { least, most, decimals, .. } => numbers(*least, *most, *decimals),
        QuestionKind::Date { earliest } => {
            let about =
                format!("A date from {earliest} on, or as much of it as is known: 2026-03-05, 2026-03 or 2026.");
            vec![merged([object([("description", text(&about))]), parts.of(Kind::PartialDate)])]
        }
    }
}

fn chosen(options: &[&String]) -> Json {
    object([
        ("type", text("array")),
        ("items", object([("enum", Json::texts(options))])),
        ("minItems", Json::Number(Number::from(1))),
    ])
}

/// Returns the forms of a number: exact, as a number or as text; approximate; and within a range.
fn numbers(least: Number, most: Number, decimals: u32) -> Vec<Json> {
    // Steps of less than one are not exact in floating point: a validator might reject a valid number.
    let numeric = if decimals == 0 { "integer" } else { "number" };
    let bounds = [("minimum", Json::Number(least)), ("maximum", Json::Number(most))];
    let number = object([("type", text(numeric))].into_iter().chain(bounds));
    let digits = if decimals == 0 { String::new() } else { format!("[0-9]{{1,{decimals}}}") };
    let pattern = format!("^-?[0-9]+(\\.{digits}0{})?$", if decimals == 0 { "+" } else { "*" });
    let about = format!("From {least} to {most}.");
    let as_text = object([("description", text(&about)), ("type", text("string")), ("pattern", text(&pattern))]);
    let single = object([("description", text(&about)), ("anyOf", Json::List(vec![number.clone(), as_text.clone()]))]);
    let closed = |keys: &[&str]| {
        object([
            ("type", text("object")),
            ("required", Json::texts(keys)),
            ("properties", object(keys.iter().map(|key| (*key, single.clone())))),
            ("additionalProperties", Json::Bool(false)),
        ])
    };
    vec![number, as_text, closed(&["about"]), closed(&["min", "max"])]
}
