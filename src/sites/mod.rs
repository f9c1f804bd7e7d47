//! A trial's clinics, the nearest first, for a place that the person names. All of it is worked out on the device.

mod earth;
mod near;
#[cfg(feature = "referral")]
mod screen;
mod site;

pub use earth::{Point, miles};
pub use near::{Distance, ListedSite, NearestSites, PlaceMatch, near};
#[cfg(feature = "referral")]
pub use screen::{SiteSearch, SitesScreen};
pub use site::{Site, read, write};
