//! The engine's decisions, checked against laws, a second evaluator and every completion.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod answers_refused;
mod boundaries;
mod canonical;
mod conflicts;
mod dates;
mod differential;
mod eular_acr_2017;
mod exactness;
mod examples;
mod implied;
mod laws;
mod orders;
mod probes;
mod provenance;
mod question_counts;
mod stable_doses;
mod steroids;
mod waiting;
