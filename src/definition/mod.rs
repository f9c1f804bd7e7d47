//! A trial definition as its author wrote it: read, with every finding, but rules not yet understood.

mod approval;
mod codes;
mod digest;
mod example;
mod fields;

mod model;
mod names;
mod read;
mod read_criteria;
mod read_frequencies;
mod read_questions;
mod read_scores;
mod recruitment;
mod referral;
mod review;
mod sites;

pub use crate::finding::Place;
pub use crate::sites::Site;
pub use approval::is_tag;
pub use codes::{Code, Codes};
pub use digest::{digest, words_digest};
pub use model::{
    Anchor, Approval, ApprovedWords, Band, Case, Column, Confidence, ConsistencyRule, Criterion, Definition, Example,
    ForEach, Implied, List, Question, RECORD, Registry, Row, RuleText, Score, ScoreItem, Source, Subgroups, Table,
    Value,
};
pub use read::read;
pub use review::{Review, review};

pub use crate::document::Document;
