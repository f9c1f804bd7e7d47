//! Answers as a QuestionnaireResponse.

use super::form::{BASE, Form};
use super::parts::{
    ABOUT, ABSENT_CODES, BETWEEN, DECLINED, INEXACT, Object, PROVENANCE, UNKNOWN, YES_NO_CODES, absent, coding,
    extension, number_type, options_system, questionnaire_url,
};
use super::person::Person;
use crate::answers::{Answer, Said};
use crate::engine::Verdict;
use crate::json::Json;
use crate::trial::{Question, QuestionKind};
use crate::value::Number;
use crate::value::bits;

/// The QuestionnaireResponse of a person; `subject` is the address of their Patient, if there is one.
pub(super) fn response(form: &Form<'_>, person: &Person, subject: Option<&str>) -> Json {
    let trial = form.trial();
    let slots = person.answers.slots();
    let items = slots.into_iter().filter_map(|slot| {
        let (said, question) = (person.answers.get(slot)?, trial.question(slot)?);
        let from = said.from.map(|from| extension(PROVENANCE, "valueCode", Json::Text(from.id().to_owned())));
        let item = Object::default()
            .list("extension", from.into_iter().collect())
            .text("linkId", &trial.slots.get(slot)?.key)
            .text("text", &form.question(slot, "")?.base);
        Some(item.list("answer", answers(form, question, said)).json())
    });
    let items = items.collect();
    let open = person.assessment.verdict == Verdict::Incomplete;
    let head = Object::resource("QuestionnaireResponse")
        .text("language", BASE)
        .text("questionnaire", &format!("{}|{}", questionnaire_url(trial), trial.version))
        .text("status", if open { "in-progress" } else { "completed" });
    let head = match subject {
        Some(subject) => head.with("subject", Object::default().text("reference", subject).json()),
        None => head,
    };
    head.text("authored", &person.setting.on.to_string()).list("item", items).json()
}

fn answers(form: &Form<'_>, question: &Question, said: &Said) -> Vec<Json> {
    let yes_no = |yes: bool| {
        let (code, key) = if yes { ("Y", "answer.yes") } else { ("N", "answer.no") };
        coding(YES_NO_CODES, code).text("display", &form.text(key).base).json()
    };
    let option = |id: &String| {
        let display = form.option(question, id).base;
        coding(&options_system(form.trial(), question), id).text("display", &display).json()
    };
    let options = question.kind.options();
    let number = |number: &Number| Json::Number(*number);
    let missing = |reason, more| vec![value(&format!("_{}", value_key(&question.kind)), absent(reason, more))];
    match &said.answer {
        Answer::YesNo(yes) => vec![value("valueCoding", yes_no(*yes))],
        Answer::One(place) => options.get(*place).map(|id| value("valueCoding", option(id))).into_iter().collect(),
        Answer::Several(set) => bits::names(*set, options).map(|id| value("valueCoding", option(id))).collect(),
        Answer::Number(exact) => vec![value(value_key(&question.kind), number(exact))],
        Answer::About(near) => missing(INEXACT, vec![extension(ABOUT, "valueDecimal", number(near))]),
        Answer::Between(least, most) => {
            let end = |number: &Number| Object::default().with("value", Json::Number(*number)).json();
            let range = Object::default().with("low", end(least)).with("high", end(most)).json();
            missing(INEXACT, vec![extension(BETWEEN, "valueRange", range)])
        }
        Answer::Date(date) => vec![value("valueDate", Json::Text(date.to_string()))],
        Answer::Unknown if value_key(&question.kind) == "valueCoding" => {
            let unknown = coding(ABSENT_CODES, UNKNOWN).text("display", &form.text("label.unknown").base);
            vec![value("valueCoding", unknown.json())]
        }
        Answer::Unknown => missing(UNKNOWN, Vec::new()),
        Answer::Declined if value_key(&question.kind) == "valueCoding" => {
            vec![value("valueCoding", absent(DECLINED, Vec::new()))]
        }
        Answer::Declined => missing(DECLINED, Vec::new()),
    }
}

fn value(key: &str, content: Json) -> Json {
    Object::default().with(key, content).json()
}

/// The key of the answers' values.
pub(super) fn value_key(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::YesNo | QuestionKind::One { .. } | QuestionKind::Several { .. } => "valueCoding",
        QuestionKind::Number { least, most, decimals, .. } => match number_type(*least, *most, *decimals) {
            "integer" => "valueInteger",
            _ => "valueDecimal",
        },
        QuestionKind::Date { .. } => "valueDate",
    }
}
