//! A definition as a Questionnaire.

use super::conditions::{self, Test, When};
use super::form::{BASE, Form};
use super::options::{options, unknown, value_set, value_set_id};
use super::parts::{
    HINT_ITEM, OWN, Object, UNKNOWN_ITEM, WHY_ITEM, Words, coding, concept, extension, number_type, questionnaire_url,
};
use crate::json::Json;
use crate::trial::program::Slot;
use crate::trial::{Audience, Question, QuestionKind};
use crate::value::{Date, Number};

const NOTE: &str = "http://hl7.org/fhir/StructureDefinition/designNote";
const LEAST: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MOST: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
const DECIMALS: &str = "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
const CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";
const UCUM: &str = "http://unitsofmeasure.org";
/// Units of definitions whose codes in UCUM are sure.
pub(super) const UNITS: [(&str, &str); 15] = [
    ("%", "%"),
    ("U/L", "U/L"),
    ("mg", "mg"),
    ("mg/day", "mg/d"),
    ("g", "g"),
    ("kg", "kg"),
    ("mm", "mm"),
    ("cm", "cm"),
    ("m", "m"),
    ("mL", "mL"),
    ("L", "L"),
    ("days", "d"),
    ("weeks", "wk"),
    ("months", "mo"),
    ("years", "a"),
];

/// The Questionnaire of those who are asked, and what it cannot tell of when a question is asked.
pub fn questionnaire(form: &Form<'_>, audience: Audience) -> (Json, Vec<String>) {
    let trial = form.trial();
    let items = items(form, audience);
    let mut contained: Vec<Json> = Vec::new();
    for question in items.iter().filter_map(|item| trial.question(item.slot)) {
        contained.extend(value_set(form, question).filter(|set| !contained.contains(set)));
    }
    let unsaid = items.iter().filter_map(|item| {
        let key = &trial.slots.get(item.slot)?.key;
        Some(format!("`{key}` is open more often than it is asked; `enableWhen` cannot tell: {}", item.unsaid?))
    });
    let unsaid = unsaid.collect();
    let identifiers = [
        Object::default().text("system", &format!("{OWN}:definition")).text("value", &trial.digest),
        super::referral::study_identifier(form),
    ];
    let head = Object::resource("Questionnaire")
        .text("language", BASE)
        .list("contained", contained)
        .text("url", &questionnaire_url(trial))
        .list("identifier", identifiers.map(Object::json).to_vec())
        .text("version", &trial.version)
        .text("name", &computable(&trial.id))
        .words("title", &form.text("trial.name"))
        .text("status", "draft")
        .list("subjectType", vec![Json::Text("Patient".to_owned())]);
    let items = items.into_iter().flat_map(|item| item.json(form)).collect();
    (approval(form, head).list("item", items).json(), unsaid)
}

/// The days that are known: of the registry's record, and of an approval.
fn approval(form: &Form<'_>, mut head: Object) -> Object {
    let definition = form.definition();
    if Date::parse(&definition.registry.updated).is_some() {
        head = head.text("date", &definition.registry.updated);
    }
    let Some(approval) = &definition.approval else { return head };
    let (on, expires) = (approval.on.to_string(), approval.expires.to_string());
    let period = Object::default().text("start", &on).text("end", &expires);
    head.text("approvalDate", &on).with("effectivePeriod", period.json())
}

/// A name that programs can use: letters, digits and `_`, beginning with a capital.
fn computable(id: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    let name: String = id.chars().map(plain).collect();
    if name.starts_with(|first: char| first.is_ascii_uppercase()) { name } else { format!("Trial_{name}") }
}

struct Item<'a> {
    slot: Slot,
    when: Option<When>,
    unsaid: Option<&'a str>,
}

/// What is asked of somebody, in the order of asking. A question that waits for what is not asked is not asked either.
fn items<'a>(form: &'a Form<'a>, audience: Audience) -> Vec<Item<'a>> {
    let trial = form.trial();
    let mut items: Vec<Item<'_>> = Vec::new();
    for (slot, asked) in trial.slots.iter().enumerate() {
        let of = |key: &str| trial.slot(key).and_then(|slot| trial.question(slot));
        let heard = |test: &Test| of(&test.of).is_some_and(|question| question.asked_of <= audience);
        if trial.questions.get(asked.question).is_none_or(|question| question.asked_of > audience) {
            continue;
        }
        let conditions::Asked { mut when, unsaid } = conditions::asked(form, slot);
        if let Some(When { all, tests }) = &mut when {
            let before = tests.len();
            tests.retain(heard);
            if tests.is_empty() || *all && tests.len() < before {
                continue;
            }
        }
        items.push(Item { slot, when, unsaid });
    }
    items
}

impl Item<'_> {
    /// The item of the question, and for a number or a date that of *I don't know*.
    fn json(&self, form: &Form<'_>) -> Vec<Json> {
        let trial = form.trial();
        let Some((asked, question)) = trial.slots.get(self.slot).zip(trial.question(self.slot)) else {
            return Vec::new();
        };
        let key = &asked.key;
        let note = self.unsaid.map(|rule| extension(NOTE, "valueMarkdown", Json::Text(format!("Asked when: {rule}"))));
        let text = form.question(self.slot, "").unwrap_or_default();
        let extensions = note.into_iter().chain(extensions(form, question)).collect();
        let item = Object::default().list("extension", extensions).text("linkId", key).words("text", &text);
        let item = answers(form, question, enabled(item.text("type", kind(&question.kind)), self.when.as_ref()));
        let help = [(HINT_ITEM, None, ".hint"), (WHY_ITEM, Some("help"), ".why")];
        let help = help.into_iter().filter_map(|(suffix, control, part)| {
            let words = form.question(self.slot, part)?;
            Some(display(&format!("{key}{suffix}"), control, &words))
        });
        let item = item.list("item", help.collect()).json();
        let coded = !matches!(question.kind, QuestionKind::Number { .. } | QuestionKind::Date { .. });
        if coded { vec![item] } else { vec![item, self.unknown(form, key)] }
    }

    /// *I don't know*, beside a number or a date.
    fn unknown(&self, form: &Form<'_>, key: &str) -> Json {
        let when = match &self.when {
            Some(when) if !when.all && when.tests.len() > 1 => when.clone(),
            other => {
                let tests = other.iter().flat_map(|when| when.tests.clone());
                When { all: true, tests: tests.chain([Test::unanswered(key)]).collect() }
            }
        };
        let item = Object::default()
            .list("extension", vec![control("radio-button")])
            .text("linkId", &format!("{key}{UNKNOWN_ITEM}"))
            .words("text", &form.text("label.unknown"))
            .text("type", "choice");
        enabled(item, Some(&when)).list("answerOption", vec![unknown(form, false)]).json()
    }
}

fn kind(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::YesNo | QuestionKind::One { .. } | QuestionKind::Several { .. } => "choice",
        QuestionKind::Number { least, most, decimals, .. } => number_type(*least, *most, *decimals),
        QuestionKind::Date { .. } => "date",
    }
}

fn enabled(item: Object, when: Option<&When>) -> Object {
    let Some(When { all, tests }) = when else { return item };
    let item = item.list("enableWhen", tests.iter().map(Test::json).collect());
    if tests.len() < 2 { item } else { item.text("enableBehavior", if *all { "all" } else { "any" }) }
}

fn answers(form: &Form<'_>, question: &Question, item: Object) -> Object {
    let item = match question.kind {
        QuestionKind::Several { .. } => item.with("repeats", Json::Bool(true)),
        _ => item,
    };
    let item = item.list("answerOption", options(form, question));
    match value_set_id(form, question) {
        Some(id) => item.text("answerValueSet", &format!("#{id}")),
        None => item,
    }
}

fn display(link: &str, kind: Option<&str>, words: &Words) -> Json {
    let item = Object::default().list("extension", kind.map(control).into_iter().collect());
    item.text("linkId", link).words("text", words).text("type", "display").json()
}

fn control(kind: &str) -> Json {
    extension(CONTROL, "valueCodeableConcept", concept(coding(CONTROLS, kind)).json())
}

/// Bounds, units, and how the answers are shown.
fn extensions(form: &Form<'_>, question: &Question) -> Vec<Json> {
    match &question.kind {
        QuestionKind::YesNo | QuestionKind::One { .. } => vec![control("radio-button")],
        QuestionKind::Several { .. } => vec![control("check-box")],
        QuestionKind::Date { earliest } => vec![extension(LEAST, "valueDate", Json::Text(earliest.to_string()))],
        QuestionKind::Number { unit, least, most, decimals } => {
            let whole = number_type(*least, *most, *decimals) == "integer";
            let value = if whole { "valueInteger" } else { "valueDecimal" };
            let places = Json::Number(Number::from(i64::from(*decimals)));
            let places = (!whole).then(|| extension(DECIMALS, "valueInteger", places));
            let unit = unit.as_ref().map(|unit| extension(UNIT, "valueCoding", unit_coding(form, unit)));
            let bounds = [(LEAST, least), (MOST, most)].map(|(url, bound)| extension(url, value, Json::Number(*bound)));
            bounds.into_iter().chain(places).chain(unit).collect()
        }
    }
}

/// A unit: its code where that is sure, and its name.
fn unit_coding(form: &Form<'_>, unit: &str) -> Json {
    let known = UNITS.iter().find(|(own, _)| *own == unit);
    let coding = known.map_or_else(Object::default, |(_, code)| coding(UCUM, code));
    coding.words("display", &form.text(&format!("unit.{unit}"))).json()
}
