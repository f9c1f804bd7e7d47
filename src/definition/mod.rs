//! A trial definition as its author wrote it: read, with every finding, but rules not yet understood.

mod digest;
mod fields;
mod model;
mod names;
mod read;
mod read_criteria;
mod read_frequencies;
mod read_questions;
mod read_scores;

pub use digest::digest;
pub use model::{
    Anchor, Band, Case, Column, Confidence, Criterion, Definition, Example, ForEach, List, Place, Question, RECORD,
    Registry, Row, RuleText, Score, ScoreItem, Source, Subgroups, Table, Value,
};
pub use read::read;

pub use crate::document::Document;
