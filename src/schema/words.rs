//! Words of which a key holds one.

/// What the answers mean for a trial.
pub const VERDICTS: [&str; 4] = ["incomplete", "not_eligible", "not_yet", "potentially_eligible"];
/// What the answers mean for a criterion.
pub const STATUSES: [&str; 3] = ["met", "not_met", "unknown"];
/// What a criterion does.
pub const ROLES: [&str; 2] = ["inclusion", "exclusion"];
/// Whether a criterion can rule anybody out.
pub const STRENGTHS: [&str; 2] = ["binding", "advisory"];
/// Whose word decides a criterion.
pub const JUDGES: [&str; 3] = ["participant", "document", "site"];
/// How sure the source of a criterion is.
pub const CONFIDENCES: [&str; 3] = ["several_sources", "one_source", "inferred"];
/// Who answers.
pub const AUDIENCES: [&str; 2] = ["participant", "clinic"];
/// Where an answer comes from.
pub const PROVENANCES: [&str; 3] = ["person", "record", "examined"];
/// How much of a result is handed on.
pub const SHARES: [&str; 3] = ["verdict", "open", "answers"];
/// Whether a trial takes people in.
pub const RECRUITMENTS: [&str; 5] = ["recruiting", "not_yet", "by_invitation", "paused", "over"];
/// How far texts are reviewed.
pub const REVIEWS: [&str; 2] = ["draft", "reviewed"];
/// Systems of codes.
pub const SYSTEMS: [&str; 3] = ["rxnorm", "atc", "loinc"];
/// Types of question.
pub const TYPES: [&str; 5] = ["yes_no", "choice", "choices", "number", "date"];
