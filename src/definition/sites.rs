//! The clinics where a trial takes place.

use super::fields::Fields;
use crate::document::Document;
use crate::json::Json;
use crate::value::Number;

/// A clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// The state, province or the like.
    pub region: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Its country, as the registry writes it.
    pub country: String,
    /// Its latitude and longitude in degrees, if they are known.
    pub point: Option<(Number, Number)>,
    /// Its telephone or mail address.
    pub contact: Option<String>,
    /// The sources cited.
    pub sources: Vec<String>,
}

const KEYS: [&str; 9] = ["name", "town", "region", "postcode", "country", "latitude", "longitude", "contact", "source"];

/// The sites in a trial's document.
pub(super) fn sites(trial: &Fields<'_>) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    for fields in trial.objects("sites", &KEYS) {
        let site = site(&fields);
        if sites.contains(&site) {
            fields.add("name", format!("`{}` in {} is listed twice", site.name, site.town));
        }
        sites.push(site);
    }
    sites
}

fn site(fields: &Fields<'_>) -> Site {
    let site = Site {
        name: fields.said("name"),
        town: fields.said("town"),
        region: fields.said_if("region"),
        postcode: fields.said_if("postcode"),
        country: fields.said("country"),
        point: point(fields),
        contact: fields.said_if("contact"),
        sources: fields.texts("source"),
    };
    if site.sources.is_empty() {
        fields.add("source", "every site cites a source");
    }
    site
}

/// Where it is: both coordinates or neither.
fn point(fields: &Fields<'_>) -> Option<(Number, Number)> {
    let pair = [("latitude", 90), ("longitude", 180)];
    let there = pair.map(|(key, _)| fields.get(key).is_some());
    let read = pair.map(|(key, most)| degrees(fields, key, most));
    match (there, read) {
        ([true, true], [latitude, longitude]) => Some((latitude?, longitude?)),
        ([true, false], _) => told(fields, "longitude"),
        ([false, true], _) => told(fields, "latitude"),
        _ => None,
    }
}

fn told<T>(fields: &Fields<'_>, lacking: &str) -> Option<T> {
    fields.add(lacking, format!("the key `{lacking}` is missing; write both coordinates or neither"));
    None
}

fn degrees(fields: &Fields<'_>, key: &str, most: i64) -> Option<Number> {
    let json = fields.get(key)?;
    let number = match json {
        Json::Text(text) => Number::parse(text),
        Json::Number(number) => Some(*number),
        _ => None,
    };
    let inside = |number: &Number| (Number::from(most.saturating_neg())..=Number::from(most)).contains(number);
    let number = number.filter(inside);
    if number.is_none() {
        let found = json.as_text().map_or_else(|| json.kind().to_owned(), |text| format!("`{text}`"));
        let form = "degrees with at most six decimals, such as \"40.71427\"";
        fields.add(key, format!("expected {form}, from -{most} to {most}; found {found}"));
    }
    number
}

/// The sites of a checked definition as a page loads them: JSON, without what they cite; empty where there are none.
pub fn sites_text(documents: &[Document]) -> String {
    let sites = documents.first().and_then(|trial| trial.content.get("sites")).and_then(Json::as_list);
    let plain = |site: &Json| match site {
        Json::Object(entries) => Json::Object(entries.iter().filter(|(key, _)| key != "source").cloned().collect()),
        other => other.clone(),
    };
    let list: Vec<Json> = sites.unwrap_or_default().iter().map(plain).collect();
    if list.is_empty() { String::new() } else { Json::List(list).to_string() }
}
