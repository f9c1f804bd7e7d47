//! Answer options: value sets shared by several items, and options of single items.

use super::form::Form;
use super::parts::{
    ABSENT_CODES, CODE, INEXACT, Object, UNKNOWN, Words, YES_NO_CODES, absent, coding, extension, options_system,
};
use crate::definition;
use crate::json::Json;
use crate::trial::{Question, QuestionKind};
use crate::value::Date;
use crate::value::option_set;

const EXCLUSIVE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
/// The URLs of the code systems that a definition can use, by their names.
const SYSTEMS: [(&str, &str); 3] = [
    ("RxNorm", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    ("ATC", "http://www.whocc.no/atc"),
    ("LOINC", "http://loinc.org"),
];

/// Returns the id of the value set of a question's answers; `None` if they are not a value set.
pub(super) fn value_set_id(form: &Form<'_>, question: &Question) -> Option<String> {
    match question.kind {
        QuestionKind::YesNo => Some("yes-no-unknown".to_owned()),
        QuestionKind::One { .. } => {
            let place = form.trial().questions.iter().position(|own| own.id == question.id)?;
            // An id has at most 64 characters and no underscore.
            let name: String = question.id.replace('_', "-").chars().take(56).collect();
            Some(format!("{name}-{place}"))
        }
        _ => None,
    }
}

/// Returns the value set of a question's answers, with *I don't know*: its composition, and its expansion for forms
/// that do not
/// compute it themselves.
pub(super) fn value_set(form: &Form<'_>, question: &Question) -> Option<Json> {
    let own = match &question.kind {
        QuestionKind::YesNo => {
            let yes_no = [("Y", "answer.yes"), ("N", "answer.no")];
            (YES_NO_CODES.to_owned(), yes_no.map(|(code, key)| (code, form.text(key))).to_vec())
        }
        QuestionKind::One { options } => {
            let words = options.iter().map(|option| (option.as_str(), form.option(question, option)));
            (options_system(form.trial(), question), words.collect())
        }
        _ => return None,
    };
    let unknown = (ABSENT_CODES.to_owned(), vec![(UNKNOWN, form.text("label.unknown"))]);
    let (mut include, mut contains) = (Vec::new(), Vec::new());
    for (system, concepts) in [own, unknown] {
        let system = Object::default().text("system", &system);
        contains.extend(concepts.iter().map(|(code, words)| concept(system.clone(), code, words)));
        let concepts = concepts.iter().map(|(code, words)| concept(Object::default(), code, words));
        include.push(system.list("concept", concepts.collect()).json());
    }
    let compose = Object::default().list("include", include).json();
    let expansion = expanded(form).list("contains", contains).json();
    let set = Object::resource("ValueSet").text("id", &value_set_id(form, question)?).text("status", "draft");
    Some(set.with("compose", compose).with("expansion", expansion).json())
}

/// An expansion needs a time, and the engine reads no clock: it gets the date of the record that the definition
/// follows.
fn expanded(form: &Form<'_>) -> Object {
    let updated = &form.definition().registry.updated;
    match Date::parse(updated) {
        Some(_) => Object::default().text("timestamp", updated),
        None => Object::default().with("_timestamp", absent(INEXACT, Vec::new())),
    }
}

fn concept(concept: Object, code: &str, words: &Words) -> Json {
    let designation =
        |(language, text): &(String, String)| Object::default().text("language", language).text("value", text).json();
    let others = words.others.iter().map(designation).collect();
    concept.text("code", code).text("display", &words.base).list("designation", others).json()
}

/// Returns the options of a question with several answers: only these can be exclusive.
pub(super) fn options(form: &Form<'_>, question: &Question) -> Vec<Json> {
    let QuestionKind::Several { options, .. } = &question.kind else { return Vec::new() };
    let naming = question.kind.naming();
    let definition = form.definition();
    let defined = definition.question(&question.id).and_then(|place| definition.questions.get(place));
    let system = options_system(form.trial(), question);
    let option = |(place, id): (usize, &String)| {
        let codes = defined.map(|defined| codes(defined, id)).unwrap_or_default();
        let coding = Object::default().list("extension", codes).text("system", &system).text("code", id);
        answer_option(coding.words("display", &form.option(question, id)).json(), naming & option_set::bit(place) == 0)
    };
    options.iter().enumerate().map(option).chain([unknown(form, true)]).collect()
}

/// Returns *I don't know* as an option.
pub(super) fn unknown(form: &Form<'_>, exclusive: bool) -> Json {
    let coding = coding(ABSENT_CODES, UNKNOWN).words("display", &form.text("label.unknown"));
    answer_option(coding.json(), exclusive)
}

fn answer_option(coding: Json, exclusive: bool) -> Json {
    let alone = exclusive.then(|| extension(EXCLUSIVE, "valueBoolean", Json::Bool(true)));
    Object::default().list("extension", alone.into_iter().collect()).with("valueCoding", coding).json()
}

/// Returns the verified codes of an option.
fn codes(question: &definition::Question, option: &str) -> Vec<Json> {
    let known = question.verified_codes(option).filter_map(|code| {
        let (_, system) = SYSTEMS.iter().find(|(name, _)| *name == code.system)?;
        Some(extension(CODE, "valueCoding", coding(system, code.code).json()))
    });
    known.collect()
}
