//! The words that keys with a fixed set of values can hold.

/// The verdicts: what the answers mean for a trial.
pub const VERDICTS: [&str; 4] = ["incomplete", "not_eligible", "not_yet", "potentially_eligible"];
/// The statuses: what the answers mean for a criterion.
pub const STATUSES: [&str; 3] = ["met", "not_met", "unknown"];
/// The roles of a criterion.
pub const ROLES: [&str; 2] = ["inclusion", "exclusion"];
/// Whether a criterion can rule a person out.
pub const STRENGTHS: [&str; 2] = ["binding", "advisory"];
/// Who or what decides a criterion.
pub const JUDGES: [&str; 3] = ["participant", "document", "site"];
/// How certain the sources of a criterion are.
pub const CONFIDENCES: [&str; 3] = ["several_sources", "one_source", "inferred"];
/// Who answers.
pub const AUDIENCES: [&str; 2] = ["participant", "clinic"];
/// The provenances of an answer.
pub const PROVENANCES: [&str; 3] = ["person", "record", "examined"];
/// How much of a result is shared.
pub const SHARES: [&str; 3] = ["verdict", "open", "answers"];
/// Whether a trial is recruiting.
pub const RECRUITMENTS: [&str; 5] = ["recruiting", "not_yet", "by_invitation", "paused", "over"];
/// The review statuses of texts.
pub const REVIEWS: [&str; 2] = ["draft", "reviewed"];
/// Coding systems.
pub const SYSTEMS: [&str; 3] = ["rxnorm", "atc", "loinc"];
/// The types of questions.
pub const TYPES: [&str; 5] = ["yes_no", "choice", "choices", "number", "date"];
