//! Code shared by the integration tests. Each uses only a part of it, hence `dead_code`.
#![allow(dead_code, clippy::string_slice)]

pub mod case;
pub mod copy;
pub mod eular_acr_2017;
pub mod exact;
pub mod fhir;
pub mod forms;
pub mod large;
pub mod limits;
pub mod load;
pub mod naive;
pub mod people;
pub mod people_at_random;
pub mod random;
pub mod reading;
pub mod reconciled;
pub mod render;
pub mod simulation;
pub mod sitting;
pub mod small;
pub mod table;
pub mod terms;
pub mod tiny;
pub mod tool;
