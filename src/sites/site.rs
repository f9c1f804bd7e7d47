//! A clinic, and how a list of them is written and read, in a definition and beside a compiled trial.

use std::cell::RefCell;

use super::Point;
use crate::diagnostics::Fault;
use crate::diagnostics::Finding;
use crate::diagnostics::fields::{Fields, Report};
use crate::json::Json;
use crate::schema::forms::SITE;
use crate::value::Number;

/// A clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// The state, province or the like; empty if not known.
    pub region: String,
    /// Its postcode; empty if not known.
    pub postcode: String,
    /// Its country, as the registry writes it.
    pub country: String,
    /// Its latitude and longitude in degrees, if known.
    pub degrees: Option<(Number, Number)>,
    /// Its telephone or mail address; empty if not known.
    pub contact: String,
    /// The sources cited; named only in a definition.
    pub sources: Vec<String>,
}

impl Site {
    /// Reads a site and reports everything wrong with it.
    pub(crate) fn read(fields: &Fields<'_>) -> Site {
        Site {
            name: fields.required_text("name"),
            town: fields.required_text("town"),
            region: fields.optional_text("region").unwrap_or_default(),
            postcode: fields.optional_text("postcode").unwrap_or_default(),
            country: fields.required_text("country"),
            degrees: point(fields),
            contact: fields.optional_text("contact").unwrap_or_default(),
            sources: fields.texts("source"),
        }
    }

    /// Returns its point on the globe, if known.
    pub fn point(&self) -> Option<Point> {
        let (latitude, longitude) = self.degrees?;
        Point::new(latitude.to_f64(), longitude.to_f64())
    }

    /// Returns it as JSON, without its sources.
    fn json(&self) -> Json {
        let (latitude, longitude) = self.degrees.unzip();
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        let number = |number: Option<Number>| number.map(|number| number.to_string());
        let entries = [
            ("name", text(&self.name)),
            ("town", text(&self.town)),
            ("region", text(&self.region)),
            ("postcode", text(&self.postcode)),
            ("country", text(&self.country)),
            ("latitude", number(latitude)),
            ("longitude", number(longitude)),
            ("contact", text(&self.contact)),
        ];
        Json::Object(entries.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Json::Text(text?)))).collect())
    }
}

/// Writes sites as JSON to stand beside a compiled trial, without their sources; empty if there are none.
pub fn write(sites: &[Site]) -> String {
    if sites.is_empty() { String::new() } else { Json::List(sites.iter().map(Site::json).collect()).to_string() }
}

/// Reads sites as [`write()`] writes them.
///
/// ```
/// use prescreener::{json::Json, sites::{read, write}};
/// let written = r#"[{"name":"King's College","town":"London","country":"UK"}]"#;
/// let sites = read(&serde_json::from_str(written).unwrap()).unwrap();
/// assert_eq!(write(&sites), written);
/// let half: Json = serde_json::from_str(&written.replace("}", r#","latitude":"51.47"}"#)).unwrap();
/// assert_eq!(read(&half).unwrap_err()[0].path, "sites[0].longitude");
/// ```
///
/// # Errors
///
/// Returns everything that is wrong with the list.
pub fn read(sites: &Json) -> Result<Vec<Site>, Vec<Finding>> {
    let findings = RefCell::new(Vec::new());
    let report = Report { file: "sites", findings: &findings };
    let list = Json::object([("sites", sites.clone())]);
    let fields = Fields::keyed(&report, "", &list, &["sites"]);
    let objects = fields.map(|fields| fields.objects_keyed("sites", SITE.keys)).unwrap_or_default();
    let read = objects.iter().map(Site::read).collect();
    let findings = findings.take();
    if findings.is_empty() { Ok(read) } else { Err(findings) }
}

/// Reads both coordinates or neither.
fn point(fields: &Fields<'_>) -> Option<(Number, Number)> {
    let pair = [("latitude", 90), ("longitude", 180)];
    let present = pair.map(|(key, _)| fields.get(key).is_some());
    let read = pair.map(|(key, most)| degrees(fields, key, most));
    match (present, read) {
        ([true, true], [latitude, longitude]) => Some((latitude?, longitude?)),
        ([true, false], _) => report_missing(fields, "longitude"),
        ([false, true], _) => report_missing(fields, "latitude"),
        _ => None,
    }
}

fn report_missing<T>(fields: &Fields<'_>, missing: &str) -> Option<T> {
    let message = format!("the key `{missing}` is missing; write both coordinates or neither");
    fields.add(missing, Fault::MissingKey, message);
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
        fields.add(key, Fault::WrongValue, format!("expected {form}, from -{most} to {most}; found {found}"));
    }
    number
}
