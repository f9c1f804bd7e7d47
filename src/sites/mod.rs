//! A trial's clinics, the nearest first, for a place that the person names. Everything is computed on the device.

mod great_circle;
mod nearest;
#[cfg(feature = "referral")]
mod screen;
mod site;

pub use great_circle::{Point, miles};
pub use nearest::{Distance, ListedSite, NearestSites, PlaceMatch, near};
#[cfg(feature = "referral")]
pub use screen::{SiteSearch, SitesScreen};
pub use site::{Site, read, write};
