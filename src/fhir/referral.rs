//! The data that a site needs to contact a person, as a Bundle that contains no name.

use base64ct::{Base64, Encoding};

use super::form::{BASE, Form};
use super::parts::{ABSENT_CODES, INEXACT, OWN, Object, absent, coding, concept, questionnaire_url, uuid};
use super::person::Person;
use super::response;
use crate::engine::Status;
use crate::interview::words::day;
use crate::json::Json;
use crate::result;
use crate::trial::{Criterion, Score};
use crate::value::{Interval, Number};

const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// The identifier systems of registries, by their names in definitions.
const REGISTRIES: [(&str, &str); 1] = [("ClinicalTrials.gov", "http://clinicaltrials.gov")];

/// Returns the Bundle of a person.
pub fn referral(form: &Form<'_>, person: &Person) -> Json {
    let trial = form.trial();
    let told =
        result::result(trial, &person.answers, &person.setting, &person.assessment, &person.language).to_string();
    let id = |resource| uuid([resource, &told]);
    let (patient, answers, document) = (id("Patient"), id("QuestionnaireResponse"), id("DocumentReference"));
    let resources = [
        (id("ResearchSubject"), candidate(form, &patient)),
        (patient.clone(), nobody()),
        (answers.clone(), response::response(form, person, Some(&patient))),
        (id("Observation"), verdict(form, person, &patient, [&answers, &document])),
        (document, whole_result(form, person, &patient, &told)),
    ];
    let entries =
        resources.map(|(id, resource)| Object::default().text("fullUrl", &id).with("resource", resource).json());
    Object::resource("Bundle").text("language", BASE).text("type", "collection").list("entry", entries.to_vec()).json()
}

/// Returns the trial's registry number.
pub(super) fn study_identifier(form: &Form<'_>) -> Object {
    let name = &form.definition().registry.name;
    let system = REGISTRIES.iter().find(|(known, _)| known == name);
    let identifier = system.map_or_else(Object::default, |(_, system)| Object::default().text("system", system));
    identifier.text("value", &form.trial().id)
}

fn candidate(form: &Form<'_>, patient: &str) -> Json {
    // The site has the study already; a second ResearchStudy would only need matching.
    let study = Object::default()
        .text("type", "ResearchStudy")
        .with("identifier", study_identifier(form).json())
        .text("display", &form.text("trial.name").base);
    Object::resource("ResearchSubject")
        .text("status", "candidate")
        .with("study", study.json())
        .with("individual", reference(patient))
        .json()
}

/// Returns a Patient without a name, because the interview asks for none.
fn nobody() -> Json {
    Object::resource("Patient").list("name", vec![absent("not-asked", Vec::new())]).json()
}

fn reference(to: &str) -> Json {
    Object::default().text("reference", to).json()
}

fn own(kind: &str, code: &str) -> Object {
    coding(&format!("{OWN}:{kind}"), code)
}

fn verdict(form: &Form<'_>, person: &Person, patient: &str, from: [&String; 2]) -> Json {
    let verdict = person.assessment.verdict;
    let texts = form.base();
    let date = verdict.eligible_from().map(|date| day(texts, date)).unwrap_or_default();
    let heading = texts.fill(&format!("verdict.{}.heading", verdict.id()), &[("date", &date)]);
    let category = concept(coding(CATEGORIES, "survey")).json();
    let text = format!("Pre-screening, {}", form.trial().id);
    Object::resource("Observation")
        .text("language", BASE)
        .text("status", "preliminary")
        .list("category", vec![category])
        .with("code", concept(own("observation", "verdict")).text("text", &text).json())
        .with("subject", reference(patient))
        .text("effectiveDateTime", &person.setting.on.to_string())
        .with("valueCodeableConcept", concept(own("verdict", verdict.id())).text("text", &heading).json())
        .list("derivedFrom", from.map(|id| reference(id)).to_vec())
        .list("component", components(form, person))
        .json()
}

fn components(form: &Form<'_>, person: &Person) -> Vec<Json> {
    let trial = form.trial();
    let from = person.assessment.verdict.eligible_from().map(|day| {
        let code = concept(own("observation", "eligible_from")).json();
        Object::default().with("code", code).text("valueDateTime", &day.to_string()).json()
    });
    let criteria = trial.criteria.iter().zip(&person.assessment.statuses);
    let criteria = criteria.map(|(criterion, status)| component_of(form, criterion, *status));
    let scores = trial.scores.iter().zip(&person.assessment.scores);
    let scores = scores.map(|(score, scored)| points(form, score, scored.points));
    from.into_iter().chain(criteria).chain(scores).collect()
}

/// Returns the code of a part of the trial, with its text.
fn part(form: &Form<'_>, kind: &str, id: &str) -> Object {
    let system = format!("{}:{kind}", questionnaire_url(form.trial()));
    let code = coding(&system, id).text("display", &form.text(&format!("{kind}.{id}")).base);
    Object::default().with("code", concept(code).json())
}

fn component_of(form: &Form<'_>, criterion: &Criterion, status: Status) -> Json {
    let part = part(form, "criterion", &criterion.id);
    let part = match status {
        Status::Unknown => part.with("dataAbsentReason", concept(coding(ABSENT_CODES, INEXACT)).json()),
        known => part.with("valueCodeableConcept", concept(own("status", known.id())).json()),
    };
    part.json()
}

fn points(form: &Form<'_>, score: &Score, points: Interval<Number>) -> Json {
    let end = |number: Number| Object::default().with("value", Json::Number(number)).json();
    let range = Object::default().with("low", end(points.least)).with("high", end(points.most)).json();
    part(form, "score", &score.id).with("valueRange", range).json()
}

/// Attaches the result itself, for this tool to read back.
fn whole_result(form: &Form<'_>, person: &Person, patient: &str, told: &str) -> Json {
    let attachment = Object::default()
        .text("contentType", "application/json")
        .text("language", &person.language)
        .text("data", &Base64::encode_string(told.as_bytes()))
        .text("title", "prescreener/result/1");
    let content = Object::default().with("attachment", attachment.json()).json();
    let code = concept(own("document", "result")).text("text", &format!("Result, {}", form.trial().id));
    Object::resource("DocumentReference")
        .text("status", "current")
        .with("type", code.json())
        .with("subject", reference(patient))
        .list("content", vec![content])
        .json()
}
