//! Definitions, catalogues and approvals as authors write them: reading, checking and compiling.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod approval;
mod bad_definitions;
mod codes;
mod faults;
mod forms;
mod frequencies;
mod hostile_definitions;
mod located;
mod names;
mod odd_definitions;
mod one_cause;
mod packed;
mod reading;
mod recruitment;
mod review;
mod small_definitions;
