//! Reads a QuestionnaireResponse into answers.
//!
//! This module checks FHIR's form only; [`crate::answers`] checks whether an answer fits its question.

use super::form::Form;
use super::parts::{
    ABSENT_CODES, DECLINED, HINT_ITEM, INEXACT, Object, PROVENANCE, UNKNOWN, UNKNOWN_ITEM, WHY_ITEM, YES_NO_CODES,
    options_system, questionnaire_url,
};
use super::person::rejected;
use super::response::value_key;
use super::value::{absent, day, extension, inexact, modified, value};
use crate::answers::{self, Answers, Rejection};
use crate::diagnostics::all_of;
use crate::json::Json;
use crate::json::visible::short;
use crate::trial::{Question, QuestionKind};
use crate::value::Date;

const REASONS: [&str; 3] = [UNKNOWN, DECLINED, INEXACT];
const STATUSES: [&str; 4] = ["completed", "in-progress", "amended", "stopped"];

/// Returns the answers of a QuestionnaireResponse, as of the given day or else the day on which it was authored.
pub fn read(form: &Form<'_>, json: &Json, date: Option<Date>) -> Result<Answers, Vec<Rejection>> {
    let trial = form.trial();
    head(form, json)?;
    let authored = match json.get("authored").map(|found| (found.as_text(), found.kind())) {
        None => None,
        Some((Some(written), _)) => day(written).map_err(|why| rejected("authored", why))?,
        Some((None, kind)) => return Err(rejected("authored", format!("expected a text, found {kind}"))),
    };
    let day =
        date.or(authored).ok_or_else(|| rejected("authored", "there is no day; say it with --date YYYY-MM-DD"))?;
    let mut reader = Reader { form, answers: Vec::new(), from: Vec::new(), rejections: Vec::new() };
    reader.items(json, "");
    let Reader { mut answers, from, mut rejections, .. } = reader;
    if !from.is_empty() {
        answers.push((answers::PROVENANCE.to_owned(), Json::Object(from)));
    }
    match answers::read(trial, &Json::Object(answers), day) {
        Ok(answers) if rejections.is_empty() => Ok(answers),
        wrong => {
            rejections.extend(wrong.err().unwrap_or_default());
            Err(rejections)
        }
    }
}

/// Checks what the resource states about itself.
fn head(form: &Form<'_>, json: &Json) -> Result<(), Vec<Rejection>> {
    let text = |key| json.get(key).and_then(Json::as_text);
    if text("resourceType") != Some("QuestionnaireResponse") {
        let found = text("resourceType").map_or_else(|| json.kind().to_owned(), |kind| format!("`{}`", short(kind)));
        return Err(rejected("resourceType", format!("expected a QuestionnaireResponse, found {found}")));
    }
    // Each item reports its own content.
    let entries = if let Json::Object(entries) = json { entries.as_slice() } else { &[] };
    let head = Json::Object(entries.iter().filter(|(key, _)| key != "item").cloned().collect());
    if let Some(path) = modified(&head, "") {
        let what = "it has a modifierExtension or implicitRules, which may change its meaning; take them out";
        return Err(rejected(&path, what));
    }
    match text("status") {
        Some(status) if STATUSES.contains(&status) => {}
        Some(status) => return Err(rejected("status", format!("`{}` is not read{}", short(status), all_of(STATUSES)))),
        None => return Err(rejected("status", format!("it is missing{}", all_of(STATUSES)))),
    }
    let (url, version) = (questionnaire_url(form.trial()), &form.trial().version);
    let wanted = format!("{url}|{version}");
    match json.get("questionnaire").map(|found| (found.as_text(), found.kind())) {
        None => Ok(()),
        Some((Some(found), _)) if found == wanted || found == url => Ok(()),
        Some((found, kind)) => {
            let found = found.map_or_else(|| kind.to_owned(), |found| format!("`{}`", short(found)));
            Err(rejected("questionnaire", format!("it answers another one; expected `{wanted}`, found {found}")))
        }
    }
}

struct Reader<'a> {
    form: &'a Form<'a>,
    answers: Vec<(String, Json)>,
    from: Vec<(String, Json)>,
    rejections: Vec<Rejection>,
}

impl Reader<'_> {
    fn reject(&mut self, key: &str, reason: impl Into<String>) {
        self.rejections.push(Rejection { key: key.to_owned(), reason: reason.into() });
    }

    /// Reads the nested items at any depth, because some forms nest them.
    fn items(&mut self, inside: &Json, place: &str) {
        match inside.get("item") {
            None => {}
            Some(Json::List(items)) => {
                for (number, item) in (1_usize..).zip(items) {
                    self.item(item, &format!("{place}item {number}"));
                }
            }
            Some(other) => self.reject(&format!("{place}item"), format!("expected a list, found {}", other.kind())),
        }
    }

    fn item(&mut self, item: &Json, place: &str) {
        let Some(link) = item.get("linkId").and_then(Json::as_text) else {
            let object = matches!(item, Json::Object(_));
            let found = if object { "one without" } else { item.kind() };
            self.reject(place, format!("expected an object with a `linkId`, a text; found {found}"));
            return;
        };
        let answers = match item.get("answer") {
            None => &[][..],
            Some(Json::List(answers)) => answers,
            Some(other) => {
                self.reject(link, format!("`answer`: expected a list, found {}", other.kind()));
                &[]
            }
        };
        if let Some(path) = modified(item, "item") {
            let place = if path.is_empty() { path } else { format!(" in {path}") };
            self.reject(link, format!("it has a modifierExtension{place}, which may change its meaning; take it out"));
        }
        self.one(link, answers, item);
        self.items(item, &format!("{link}, "));
        answers.iter().for_each(|answer| self.items(answer, &format!("{link}, ")));
    }

    /// Reads one item by its linkId.
    fn one(&mut self, link: &str, answers: &[Json], item: &Json) {
        let trial = self.form.trial();
        let (key, suffix) = match link.find('/') {
            Some(end) => link.split_at(end),
            None => (link, ""),
        };
        let Some(question) = trial.slot(key).and_then(|slot| trial.question(slot)) else {
            // Reported with the nearest key, as for answers.
            self.answers.push((key.to_owned(), Json::Null));
            return;
        };
        let coded = value_key(&question.kind) == "valueCoding";
        match suffix {
            _ if answers.is_empty() && ["", UNKNOWN_ITEM, HINT_ITEM, WHY_ITEM].contains(&suffix) => {}
            "" => match answer(self.form, question, answers) {
                Ok(said) => {
                    self.answer(key, said);
                    match extension(item, PROVENANCE, "valueCode") {
                        Ok(from) => self.from.extend(from.map(|from| (key.to_owned(), from.clone()))),
                        Err(reason) => self.reject(link, reason),
                    }
                }
                Err(reason) => self.reject(link, reason),
            },
            UNKNOWN_ITEM if !coded => match answers.iter().map(missing).collect::<Result<Vec<_>, String>>() {
                Ok(said) if said.len() == 1 => said.into_iter().for_each(|said| self.answer(key, said)),
                Ok(said) => self.reject(link, format!("expected one answer, found {}", said.len())),
                Err(reason) => self.reject(link, reason),
            },
            HINT_ITEM | WHY_ITEM => self.reject(link, "it shows a text and takes no answer"),
            _ => self.reject(link, format!("there is no such item; expected `{}`", short(key))),
        }
    }

    fn answer(&mut self, key: &str, said: Json) {
        self.answers.push((key.to_owned(), said));
    }
}

/// Reads *I don't know* beside a question: only a coding with the reason for the missing answer.
fn missing(answer: &Json) -> Result<Json, String> {
    let reason = absent(answer, value(answer, "valueCoding")?)?;
    let reason = reason.ok_or_else(|| format!("expected a valueCoding of {ABSENT_CODES}"))?;
    of_reason(reason, answer, &QuestionKind::YesNo)
}

/// Returns the answers of an item in the JSON form of answers.
fn answer(form: &Form<'_>, question: &Question, answers: &[Json]) -> Result<Json, String> {
    let kind = &question.kind;
    let key = value_key(kind);
    let several = matches!(kind, QuestionKind::Several { .. });
    if answers.len() > 1 && !several {
        return Err(format!("expected one answer, found {}", answers.len()));
    }
    let mut chosen = Vec::new();
    for (number, answer) in (1_usize..).zip(answers) {
        let place = |reason: String| if answers.len() > 1 { format!("answer {number}: {reason}") } else { reason };
        let content = value(answer, key).map_err(place)?;
        match absent(answer, content).map_err(place)? {
            Some(_) if answers.len() > 1 => {
                return Err(place("a reason why there is no answer stands alone".to_owned()));
            }
            Some(reason) => return of_reason(reason, answer, kind).map_err(place),
            None if key == "valueCoding" => chosen.push(coded(form, question, content).map_err(place)?),
            None => chosen.push(plain(content, kind).map_err(place)?),
        }
    }
    match chosen.pop() {
        Some(last) if !several => Ok(last),
        last => Ok(Json::List(chosen.into_iter().chain(last).collect())),
    }
}

fn of_reason(reason: &str, answer: &Json, kind: &QuestionKind) -> Result<Json, String> {
    let known = |key: &str| Object::default().with(key, Json::Bool(true)).json();
    if let Some(known) = inexact(reason, answer, kind)? {
        return Ok(known);
    }
    match reason {
        UNKNOWN | INEXACT => Ok(known("unknown")),
        DECLINED => Ok(known("declined")),
        _ => Err(format!("the reason `{}` is not read{}", short(reason), all_of(REASONS))),
    }
}

/// Reads a number or a date in its one FHIR form.
fn plain(content: &Json, kind: &QuestionKind) -> Result<Json, String> {
    match (kind, content) {
        (QuestionKind::Number { .. }, Json::Number(_) | Json::Inexact(_)) => Ok(content.clone()),
        (QuestionKind::Date { .. }, Json::Text(_)) => Ok(content.clone()),
        (QuestionKind::Date { .. }, other) => Err(format!("expected a text, found {}", other.kind())),
        (_, other) => Err(format!("expected a number, found {}", other.kind())),
    }
}

/// Returns the option, or yes or no, that a coding names.
fn coded(form: &Form<'_>, question: &Question, coding: &Json) -> Result<Json, String> {
    let text = |key| coding.get(key).and_then(Json::as_text);
    let wanted = match question.kind {
        QuestionKind::YesNo => YES_NO_CODES.to_owned(),
        _ => options_system(form.trial(), question),
    };
    let (system, code) = (text("system"), text("code"));
    if system != Some(&wanted) {
        let found = system.map_or_else(|| "no system".to_owned(), |system| format!("`{}`", short(system)));
        return Err(format!("expected a coding of `{wanted}` or `{ABSENT_CODES}`, found {found}"));
    }
    match (&question.kind, code) {
        (_, None) => Err("the coding has no code".to_owned()),
        (QuestionKind::YesNo, Some("Y")) => Ok(Json::Bool(true)),
        (QuestionKind::YesNo, Some("N")) => Ok(Json::Bool(false)),
        (QuestionKind::YesNo, Some(code)) => Err(format!("`{}` is not an answer{}", short(code), all_of(["Y", "N"]))),
        (_, Some(code)) => Ok(Json::Text(code.to_owned())),
    }
}
