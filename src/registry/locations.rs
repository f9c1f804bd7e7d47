//! The clinics in a study file.

use crate::json::Json;

/// Statuses of clinics that have finished recruiting.
const OVER: [&str; 3] = ["COMPLETED", "TERMINATED", "WITHDRAWN"];
/// Statuses of clinics that recruit or soon will.
const OPEN: [&str; 2] = ["RECRUITING", "NOT_YET_RECRUITING"];

/// The clinics of a study file.
#[derive(Debug, Default)]
pub struct Locations {
    /// The clinics to draft as sites.
    pub drafted: Vec<Location>,
    /// The number of clinics that have finished, by status.
    pub over: Vec<(String, usize)>,
    /// The number of clinics without a name, a town or a country.
    pub incomplete: usize,
    /// The names of drafted clinics that are not recruiting at present, or whose status is not given.
    pub doubtful: Vec<String>,
}

/// One clinic: the registry's details, by the keys of a definition's site.
pub type Location = Vec<(&'static str, String)>;

/// Reads the clinics of a study; clinics that have finished are only counted.
pub(super) fn locations(study: &Json) -> Locations {
    let module = study.get("protocolSection").and_then(|section| section.get("contactsLocationsModule"));
    let list = module.and_then(|module| module.get("locations")).and_then(Json::as_list);
    let mut all = Locations::default();
    for json in list.unwrap_or_default() {
        let status = text(json, "status").unwrap_or_default();
        if OVER.contains(&status.as_str()) {
            match all.over.iter_mut().find(|(over, _)| *over == status) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => all.over.push((status, 1)),
            }
            continue;
        }
        let Some(location) = location(json) else {
            all.incomplete = all.incomplete.saturating_add(1);
            continue;
        };
        // A registry can list a clinic twice; a definition cannot.
        if all.drafted.contains(&location) {
            continue;
        }
        if !OPEN.contains(&status.as_str()) {
            all.doubtful.extend(location.first().map(|(_, name)| name.clone()));
        }
        all.drafted.push(location);
    }
    all
}

fn location(json: &Json) -> Option<Location> {
    let mut location = vec![("name", text(json, "facility")?), ("town", text(json, "city")?)];
    location.extend(text(json, "state").map(|region| ("region", region)));
    location.extend(text(json, "zip").map(|postcode| ("postcode", postcode)));
    location.push(("country", text(json, "country")?));
    location.extend(json.get("geoPoint").and_then(point).into_iter().flatten());
    let contact = json.get("contacts").and_then(Json::as_list).and_then(contact);
    location.extend(contact.map(|contact| ("contact", contact)));
    Some(location)
}

fn text(json: &Json, key: &str) -> Option<String> {
    let text = json.get(key)?.as_text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn point(json: &Json) -> Option<[(&'static str, String); 2]> {
    let degrees = |key: &str, most: f64| {
        let number = match json.get(key)? {
            Json::Number(number) => number.to_f64(),
            Json::Inexact(number) => *number,
            _ => return None,
        };
        // Six decimals are about ten centimetres.
        let text = format!("{number:.6}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        (number.abs() <= most).then(|| if text == "-0" { "0".to_owned() } else { text.to_owned() })
    };
    Some([("latitude", degrees("lat", 90.0)?), ("longitude", degrees("lon", 180.0)?)])
}

/// Returns the telephone number and email address of the first contact that has one, without any person's name.
fn contact(list: &[Json]) -> Option<String> {
    let ways = |contact: &Json| {
        let phone = text(contact, "phone").map(|phone| match text(contact, "phoneExt") {
            Some(extension) => format!("{phone} ext. {extension}"),
            None => phone,
        });
        let ways: Vec<String> = phone.into_iter().chain(text(contact, "email")).collect();
        (!ways.is_empty()).then(|| ways.join(", "))
    };
    let investigator = |contact: &&Json| text(contact, "role").is_some_and(|role| role.contains("INVESTIGATOR"));
    list.iter().filter(|contact| !investigator(contact)).find_map(ways)
}
