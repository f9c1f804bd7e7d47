//! The law of assessment, implemented literally: every completion of the unknowns is examined, one by one, on every
//! day.
//!
//! A completion is computed by the naive evaluator. Of the engine only the reading of definitions is used.

pub mod compare;
pub mod forced;
pub mod law;
pub mod person;
pub mod plain;
pub mod space;
pub mod statement;

pub use person::Person;
pub use space::Space;
