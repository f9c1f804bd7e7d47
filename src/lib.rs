//! A clinical trial's eligibility pre-screener that runs entirely in the visitor's browser.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

pub mod answers;
pub mod assessment;
mod bits;
#[cfg(feature = "cli")]
pub mod cli;
pub mod definition;
pub mod finding;
pub mod interview;
pub mod json;
pub mod program;
pub mod result;
pub mod rule;
pub mod texts;
pub mod trial;
pub mod value;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use interview::open;
