//! What authors write: read, checked, compiled, and what is wrong with it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod approval;
mod bad_definitions;
mod codes;
mod forms;
mod frequencies;
mod hostile_definitions;
mod names;
mod odd_definitions;
mod packed;
mod reading;
mod recruitment;
mod review;
mod small_definitions;
