//! The source itself: layers, words, sizes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod paths;
mod wire_types;
mod words;
