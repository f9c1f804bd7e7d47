//! Output and input: results, referrals, sealing, FHIR, registries, sites.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "../support/mod.rs"]
mod support;

mod fhir;
mod fhir_questionnaire;
mod golden;
mod hand_off;
mod one_size;
mod referral;
mod registry;
mod replay;
mod schemas;
mod sealing;
mod sites;
mod written;
