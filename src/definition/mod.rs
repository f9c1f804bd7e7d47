//! A trial definition as its author wrote it: reads it, reports every finding, and compiles it.

mod codes;
pub mod compile;
mod digest;
mod doubts;
mod example;
mod model;
mod names;
mod read;
mod review;
pub mod rule;

pub use crate::diagnostics::Place;
pub use crate::sites::Site;
pub use codes::{Code, Codes};
pub use digest::{digest, words_digest};
pub use model::{
    Anchor, Approval, ApprovedWords, Band, Case, Column, Confidence, ConsistencyRule, Criterion, Definition, Example,
    ForEach, Implied, List, Question, Registry, Row, RuleText, Score, ScoreItem, Source, Subgroups, Table, Value,
};
pub use read::{is_tag, read};
pub use review::{Review, review};

pub use crate::diagnostics::Document;
