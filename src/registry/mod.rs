//! ClinicalTrials.gov study files: reading, drafting a definition, and comparing the two.

mod criteria_line;
mod criteria_text;
pub mod draft;
pub mod drift;
mod links;
mod locations;
mod status;
mod study;

pub use criteria_text::Ambiguity;
pub use locations::{Location, Locations};
pub use study::{ListItem, Study, read};
