#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

// Foundations: values, JSON, findings and messages.
pub mod diagnostics;
pub mod json;
pub mod schema;
pub mod texts;
pub mod value;

// From a definition to a checked trial: for authors, and ahead of time for published trials.
#[cfg(feature = "author")]
pub mod definition;

// From a checked trial and answers to assessment, result and interview.
pub mod answers;
pub mod engine;
pub mod interview;
pub mod result;
pub mod trial;

// From the participant to the site.
pub mod referral;
#[cfg(any(feature = "author", feature = "referral"))]
pub mod sites;

// For authors and for other systems: libraries on top of the engine.
#[cfg(feature = "author")]
pub mod fhir;
#[cfg(feature = "cli")]
pub mod printout;
#[cfg(feature = "author")]
pub mod registry;

// User interfaces: a page in the browser, and a command line.
#[cfg(any(feature = "author", feature = "widget", feature = "referral"))]
pub mod browser;
#[cfg(feature = "cli")]
pub mod cli;

#[cfg(doc)]
#[doc = include_str!("VERSIONS.md")]
pub mod versions {}

pub use interview::open;
