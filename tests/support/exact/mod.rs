//! The law of assessment, read as it stands: every completion of what is unknown is looked at, one by one, on every day.
//!
//! A completion is computed by the naive evaluator. Nothing of the engine is used but the reading of definitions.

pub mod compare;
pub mod forced;
pub mod law;
pub mod person;
pub mod plain;
pub mod space;
pub mod statement;

pub use person::Person;
pub use space::Space;
