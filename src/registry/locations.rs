//! The clinics in a study file.

use crate::json::Json;

/// Where no more people are taken in for good.
const OVER: [&str; 3] = ["COMPLETED", "TERMINATED", "WITHDRAWN"];
/// Where people are taken in, or soon will be.
const OPEN: [&str; 2] = ["RECRUITING", "NOT_YET_RECRUITING"];

/// What a study file says of its clinics.
#[derive(Debug, Default)]
pub struct Locations {
    /// Those to draft as sites.
    pub drafted: Vec<Location>,
    /// How many are over, by status.
    pub over: Vec<(String, usize)>,
    /// How many lack a name, a town or a country.
    pub incomplete: usize,
    /// The names of those drafted that take nobody in at present, or do not say so.
    pub doubtful: Vec<String>,
}

/// One clinic: what the registry says of it, by the keys of a definition's site.
pub type Location = Vec<(&'static str, String)>;

/// Reads the clinics of a study; those that are over are only counted.
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
        // The registry may list one twice; a definition may not.
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
        // Six decimals are a hand's breadth.
        let text = format!("{number:.6}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        (number.abs() <= most).then(|| if text == "-0" { "0".to_owned() } else { text.to_owned() })
    };
    Some([("latitude", degrees("lat", 90.0)?), ("longitude", degrees("lon", 180.0)?)])
}

/// The telephone and the mail address of the first contact that has one; no person's name, nor an investigator's.
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
