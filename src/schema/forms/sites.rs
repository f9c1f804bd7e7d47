//! Clinics.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{Kind, SOURCES};

form! {
    /// A clinic where the trial takes place.
    SITE = "site" {
        /// Its name.
        required "name": Kind::Said, "Example Clinic";
        /// Its town.
        required "town": Kind::Said, "Boston";
        /// Its state, province or the like.
        optional "region": Kind::Said, "Massachusetts";
        /// Its postcode.
        optional "postcode": Kind::Said, "02115";
        /// Its country, as the registry writes it.
        required "country": Kind::Said, "United States";
        /// Its latitude in degrees.
        optional "latitude": Kind::Bounded(-90, 90), "42.35843";
        /// Its longitude in degrees.
        optional "longitude": Kind::Bounded(-180, 180), "-71.05977";
        /// Its telephone number or mail address, as the registry gives it.
        optional "contact": Kind::Said, "555-0101";
        /// The ids of the sources that name it.
        optional "source": SOURCES, r#"["REGISTRY"]"#;
    }
    also r#"{ "dependentRequired": { "latitude": ["longitude"], "longitude": ["latitude"] } }"#
}
