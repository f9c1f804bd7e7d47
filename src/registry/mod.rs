//! Study files of ClinicalTrials.gov: read, drafted into a definition, and compared with one.

mod criteria_line;
mod criteria_text;
pub mod draft;
pub mod drift;
mod links;
mod locations;
mod status;
mod study;

pub use criteria_text::Doubt;
pub use locations::{Location, Locations};
pub use study::{Listed, Study, read};
