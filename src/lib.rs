#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

// The ground: values, trees, documents and words.
pub mod diagnostics;
pub mod json;
pub mod schema;
pub mod texts;
pub mod value;

// Definition to checked trial: for authors, and ahead of time for what is published.
#[cfg(feature = "author")]
pub mod definition;

// Checked trial and answers to assessment, result and interview.
pub mod answers;
pub mod engine;
pub mod interview;
pub mod result;
pub mod trial;

// From the person to the site.
pub mod referral;
#[cfg(any(feature = "author", feature = "referral"))]
pub mod sites;

// For authors and for other systems: libraries over the engine.
#[cfg(feature = "author")]
pub mod fhir;
#[cfg(feature = "cli")]
pub mod printout;
#[cfg(feature = "author")]
pub mod registry;

// The faces: a page in the browser, and a command line.
#[cfg(any(feature = "author", feature = "widget", feature = "referral"))]
pub mod browser;
#[cfg(feature = "cli")]
pub mod cli;

#[cfg(doc)]
#[doc = include_str!("VERSIONS.md")]
pub mod versions {}

pub use interview::open;
