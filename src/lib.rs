#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

// Values and words that everything is made of.
mod bits;
pub mod document;
#[cfg(any(feature = "author", feature = "referral"))]
mod fields;
pub mod finding;
pub mod json;
mod packed;
pub mod texts;
pub mod value;
pub mod visible;

// Definition to checked trial: for authors, and ahead of time for what is published.
#[cfg(feature = "author")]
pub mod compile;
#[cfg(feature = "author")]
pub mod definition;
#[cfg(feature = "author")]
pub mod first;
#[cfg(feature = "author")]
pub mod rule;

// Checked trial and answers to assessment, interview and result.
pub mod answers;
pub mod assessment;
pub mod exact;
pub mod interview;
pub mod program;
pub mod referral;
pub mod result;
pub mod trial;

// For authors and for other systems: libraries over the engine.
#[cfg(feature = "author")]
pub mod fhir;
#[cfg(feature = "cli")]
pub mod printout;
#[cfg(feature = "author")]
pub mod registry;

// For the one who is referred to, and nobody else.
#[cfg(feature = "referral")]
pub mod code;
#[cfg(feature = "referral")]
pub mod sealing;
#[cfg(any(feature = "author", feature = "referral"))]
pub mod sites;

// The faces: a command line, and three modules for the browser.
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(feature = "author", all(target_arch = "wasm32", any(feature = "widget", feature = "referral"))))]
mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(doc)]
#[doc = include_str!("VERSIONS.md")]
pub mod versions {}

pub use interview::open;
