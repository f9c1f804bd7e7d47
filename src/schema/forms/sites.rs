//! The form of a clinic.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{Kind, SOURCES};

form! {
    /// A clinic where the trial takes place.
    SITE = "site" {
        /// Its name.
        required "name": Kind::NonBlank, "Example Clinic";
        /// Its town.
        required "town": Kind::NonBlank, "Boston";
        /// Its state, province or the like.
        optional "region": Kind::NonBlank, "Massachusetts";
        /// Its postcode.
        optional "postcode": Kind::NonBlank, "02115";
        /// Its country, as written in the registry.
        required "country": Kind::NonBlank, "United States";
        /// Its latitude in degrees.
        optional "latitude": Kind::Bounded(-90, 90), "42.35843";
        /// Its longitude in degrees.
        optional "longitude": Kind::Bounded(-180, 180), "-71.05977";
        /// Its telephone number or e-mail address, as stated in the registry.
        optional "contact": Kind::NonBlank, "555-0101";
        /// The ids of the sources that list it.
        optional "source": SOURCES, r#"["REGISTRY"]"#;
    }
    also r#"{ "dependentRequired": { "latitude": ["longitude"], "longitude": ["latitude"] } }"#
}
