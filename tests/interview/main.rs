//! The screens and their order.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod around;
mod early_end;
mod entries;
mod first;
mod glossary;
mod interview;
mod screens;
mod staff;
mod wording;
