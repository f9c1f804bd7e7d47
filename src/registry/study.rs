//! Reads a ClinicalTrials.gov study file, as version 2 of its API returns it.

use super::criteria_text::{Ambiguity, items};
use super::locations::{Locations, locations};
use super::status;
use crate::diagnostics::{Document, Fault, Finding};
use crate::json::Json;
use crate::json::visible::short;
use crate::schema::forms::RECORD;
use crate::trial::{RecruitmentStatus, Role};
use crate::value::Date;

/// The maximum length of the criteria, in characters. The registry accepts 20,000.
const LETTERS: usize = 100_000;
/// The maximum number of items.
const ITEMS: usize = 999;

const CRITERIA: &str = "protocolSection.eligibilityModule.eligibilityCriteria";

/// The content of a study file.
#[derive(Debug)]
pub struct Study {
    /// The registry number.
    pub id: String,
    /// The brief title.
    pub title: String,
    /// The day of the record's last update.
    pub updated: String,
    /// The overall status, such as `RECRUITING`.
    pub status: String,
    /// The items of its criteria.
    pub items: Vec<ListItem>,
    /// The clinics.
    pub locations: Locations,
    /// The parts that a definition can contain.
    pub record: Json,
    /// The names of all other parts.
    pub left: Vec<String>,
}

/// An item of the criteria.
#[derive(Debug)]
pub struct ListItem {
    /// Its id as a criterion, such as `I05`, or as a line about other items, such as `L01`.
    pub id: String,
    /// Its number, such as `I5`: its position among the items of its kind.
    pub number: String,
    /// Its kind, inclusion or exclusion, if a heading states it.
    pub kind: Option<Role>,
    /// Its text.
    pub text: String,
    /// Its ambiguities.
    pub doubt: Option<Ambiguity>,
}

impl Study {
    /// Returns the URL of the record.
    pub fn url(&self) -> String {
        format!("https://clinicaltrials.gov/study/{}", self.id)
    }

    /// Returns the recruitment status, if the record states it.
    pub fn recruitment(&self) -> Option<RecruitmentStatus> {
        status::by_registry(&self.status)
    }

    /// Returns the number of items of a kind.
    pub fn count(&self, kind: Option<Role>) -> usize {
        self.items.iter().filter(|item| item.kind == kind && !item.is_about_others()).count()
    }
}

impl ListItem {
    /// Returns whether this is a line about other items rather than an item.
    pub fn is_about_others(&self) -> bool {
        self.doubt.is_some_and(Ambiguity::is_about_others)
    }
}

/// Reads a study file.
///
/// ```
/// use prescreener::{diagnostics::Document, registry};
/// let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/registry/nested.json"));
/// let document = Document { path: "study.json".to_owned(), content: serde_json::from_str(file).unwrap() };
/// let study = registry::read(&document).unwrap();
/// assert!(registry::draft::definition(&study).contains(&study.id));
/// assert!(registry::draft::definition(&study).contains(r#""schema": "prescreener/trial/1""#));
/// ```
///
/// # Errors
///
/// Returns the first fault: a missing part, or a part of the wrong type.
pub fn read(document: &Document) -> Result<Study, Finding> {
    if document.content.get("studies").is_some() {
        let message = "is a list of studies. Download one: https://clinicaltrials.gov/api/v2/studies/ and its number";
        return Err(finding(document, Fault::OtherDocument, "studies", message.to_owned()));
    }
    let id = text(document, "protocolSection.identificationModule.nctId")?;
    if !id.strip_prefix("NCT").is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())) {
        let message = format!("`{}` is not a registry number: NCT and eight digits", short(&id));
        return Err(finding(document, Fault::WrongValue, "protocolSection.identificationModule.nctId", message));
    }
    let date = "protocolSection.statusModule.lastUpdatePostDateStruct.date";
    let updated = text(document, date)?;
    if Date::parse(&updated).is_none() {
        return Err(finding(
            document,
            Fault::WrongValue,
            date,
            format!("`{}` is not a day of the calendar, YYYY-MM-DD", short(&updated)),
        ));
    }
    Ok(Study {
        id,
        title: text(document, "protocolSection.identificationModule.briefTitle")?,
        updated,
        status: text(document, "protocolSection.statusModule.overallStatus")?,
        items: listed(document)?,
        locations: locations(&document.content),
        record: record(document)?,
        left: left(document),
    })
}

fn finding(document: &Document, fault: Fault, path: &str, message: String) -> Finding {
    Finding::new(fault, document.path.as_str(), path, message)
}

/// Returns the value at a path; the finding names the first missing part of the path.
fn at<'a>(document: &'a Document, path: &str) -> Result<&'a Json, Finding> {
    let mut json = &document.content;
    let mut place = String::new();
    for key in path.split('.') {
        if !matches!(json, Json::Object(_)) {
            return Err(finding(
                document,
                Fault::WrongType,
                &place,
                format!("expected an object, found {}", json.kind()),
            ));
        }
        let Some(inner) = json.get(key) else {
            let message = format!("the key `{key}` is missing. Download the whole study again, as JSON");
            return Err(finding(document, Fault::MissingKey, &place, message));
        };
        json = inner;
        place.push_str(if place.is_empty() { "" } else { "." });
        place.push_str(key);
    }
    Ok(json)
}

fn text(document: &Document, path: &str) -> Result<String, Finding> {
    let json = at(document, path)?;
    match json.as_text().map(str::trim) {
        Some("") => Err(finding(document, Fault::EmptyText, path, "the text is empty".to_owned())),
        Some(text) => Ok(text.to_owned()),
        None => Err(finding(document, Fault::WrongType, path, format!("expected a text, found {}", json.kind()))),
    }
}

fn listed(document: &Document) -> Result<Vec<ListItem>, Finding> {
    // Not trimmed: the indentation of the first line matters.
    text(document, CRITERIA)?;
    let criteria = at(document, CRITERIA)?.as_text().unwrap_or_default();
    let letters = criteria.chars().count();
    if letters > LETTERS {
        let message = format!("is {letters} letters long; at most {LETTERS} are read. The registry takes 20000");
        return Err(finding(document, Fault::WrongCount, CRITERIA, message));
    }
    let items = items(criteria);
    if items.len() > ITEMS || items.is_empty() {
        let message = format!("holds {} items; expected 1 to {ITEMS}", items.len());
        return Err(finding(document, Fault::WrongCount, CRITERIA, message));
    }
    let width = if items.len() > 99 { 3 } else { 2 };
    let mut counts = [0_usize; 4];
    let named = items.into_iter().map(|item| {
        let [inclusions, exclusions, others, lines] = &mut counts;
        let (letter, count) = match item.kind {
            _ if item.doubt.is_some_and(Ambiguity::is_about_others) => ('L', lines),
            Some(Role::Inclusion) => ('I', inclusions),
            Some(Role::Exclusion) => ('E', exclusions),
            None => ('C', others),
        };
        *count = count.saturating_add(1);
        let (id, number) = (format!("{letter}{count:0width$}"), format!("{letter}{count}"));
        ListItem { id, number, kind: item.kind, text: item.text, doubt: item.doubt }
    });
    Ok(named.collect())
}

/// Returns the parts that a definition can contain, without the criteria's text, which the criteria themselves contain.
fn record(document: &Document) -> Result<Json, Finding> {
    let mut parts = Vec::new();
    let section = at(document, "protocolSection")?;
    for &name in RECORD.keys {
        match section.get(name) {
            None => {}
            Some(Json::Object(entries)) => {
                let kept = entries.iter().filter(|(key, _)| key != "eligibilityCriteria");
                let kept = kept.map(|(key, value)| (key.clone(), exact(value))).collect();
                parts.push((name.to_owned(), Json::Object(kept)));
            }
            Some(other) => {
                let path = format!("protocolSection.{name}");
                return Err(finding(
                    document,
                    Fault::WrongType,
                    &path,
                    format!("expected an object, found {}", other.kind()),
                ));
            }
        }
    }
    Ok(Json::Object(parts))
}

/// Returns the same value with numbers that a definition cannot represent written as texts.
fn exact(json: &Json) -> Json {
    match json {
        Json::Inexact(number) => Json::Text(number.to_string()),
        Json::List(items) => Json::List(items.iter().map(exact).collect()),
        Json::Object(entries) => Json::Object(entries.iter().map(|(key, value)| (key.clone(), exact(value))).collect()),
        other => other.clone(),
    }
}

fn left(document: &Document) -> Vec<String> {
    let keys = |json: Option<&Json>| match json {
        Some(Json::Object(entries)) => entries.iter().map(|(key, _)| key.clone()).collect(),
        _ => Vec::new(),
    };
    let parts: Vec<String> = keys(document.content.get("protocolSection"));
    let parts = parts.into_iter().filter(|part| !RECORD.keys.contains(&part.as_str()));
    let outside = keys(Some(&document.content)).into_iter().filter(|part| part != "protocolSection");
    parts.chain(outside).collect()
}
