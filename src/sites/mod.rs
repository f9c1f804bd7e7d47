//! A trial's clinics, the nearest first, for a place that the person names. All of it is worked out on the device.

mod earth;
mod near;
mod screen;

pub use earth::{Point, miles};
pub use near::{Far, Known, Listed, Near, near};
pub use screen::{Sites, SitesScreen};

use crate::json::Json;
use crate::value::Number;

/// A clinic.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// The state, province or the like; empty if not known.
    pub region: String,
    /// Its postcode; empty if not known.
    pub postcode: String,
    /// Its country.
    pub country: String,
    /// Its telephone or mail address; empty if not known.
    pub contact: String,
    /// Where it is, if that is known.
    pub point: Option<Point>,
}

/// The clinics as they are written beside a compiled trial. What is no object there is passed over.
pub fn read(sites: &Json) -> Vec<Site> {
    let mut read = Vec::new();
    for site in sites.as_list().unwrap_or_default() {
        let text = |key: &str| site.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
        if let Json::Object(_) = site {
            read.push(Site {
                name: text("name"),
                town: text("town"),
                region: text("region"),
                postcode: text("postcode"),
                country: text("country"),
                contact: text("contact"),
                point: degrees(site, "latitude").zip(degrees(site, "longitude")).and_then(|at| Point::new(at.0, at.1)),
            });
        }
    }
    read
}

fn degrees(site: &Json, key: &str) -> Option<f64> {
    let number = match site.get(key)? {
        Json::Text(text) => Number::parse(text)?,
        Json::Number(number) => *number,
        _ => return None,
    };
    Some(number.to_f64())
}
