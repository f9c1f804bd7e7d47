//! A trial definition as its author wrote it: read, with every finding, but rules not yet understood.

mod digest;
mod fields;
mod model;
mod read;
mod read_criteria;
mod read_questions;
mod read_scores;

pub use digest::digest;
pub use model::{
    Anchor, Audience, Band, Case, Column, Confidence, Criterion, Definition, Example, ForEach, JudgedBy, List, Place,
    Question, QuestionKind, Registry, Role, Row, RuleText, Score, ScoreItem, Source, Strength, Subgroups, Table, Value,
};
pub use read::{Document, read};
