//! The forms of results, referrals and rejections.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, DAYS, DIGEST, Kind, NAMES, PROVENANCE, TEXTS, Variation};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};
#[cfg(feature = "cli")]
use super::names::{ALWAYS_SHARED, DERIVED, OPENLY_SHARED, REFERRAL_SCHEMA, REJECTION_SCHEMA, RESULT_SCHEMA};
#[cfg(feature = "cli")]
use super::{APPROXIMATE_NUMBER, DECLINED, NUMBER_RANGE, UNKNOWN};

form! {
    /// What the answers of one person mean for a trial, and everything that this follows from. It does not identify the
    /// person.
    RESULT = "result" {
        /// The form of this result and its version.
        required "schema": Kind::Named(RESULT_SCHEMA);
        /// The trial.
        required "trial": Kind::Object(&TRIAL_NAME);
        /// The version of the engine.
        required "engine": Kind::Text, "0.1.0";
        /// The day of the assessment.
        required "assessed_on": Kind::Day, "2026-11-22";
        /// The language of the questions.
        required "language": Kind::Text, "en";
        /// Who answered.
        required "audience": Kind::Word(&words::AUDIENCES), "participant";
        /// The days of the anchors that the site has fixed, by the id of the anchor.
        optional "anchors": DAYS, r#"{ "enrollment": "2026-12-06" }"#;
        /// What the answers mean for the trial. It is never *eligible*: only the trial team can decide that.
        required "verdict": Kind::Word(&words::VERDICTS), "potentially_eligible";
        /// With `not_yet`: the first day on which no criterion rules the person out if every answer stays the same.
        optional "eligible_from": Kind::Day, "2027-03-01";
        /// Answers that contradict each other.
        optional "conflicts": Kind::List(&Kind::Object(&CONFLICT), 1, ANY);
        /// Whether every search was completed. If not, some conclusions may be reported later than they could be.
        required "exact": Kind::Truth, "true";
        /// Every criterion, in the order of the definition.
        required "criteria": Kind::List(&Kind::Object(&CRITERION_RESULT), 0, ANY);
        /// The ids of the criteria that the trial team must still check.
        required "to_confirm": TEXTS, r#"["I07"]"#;
        /// Every score, by id.
        required "scores": Kind::Map(NAMES, &Kind::Object(&SCORE_RESULT), 0);
        /// The answers as they were given, by the key of the question.
        required "answers": Kind::Map(NAMES, &RESULT_ANSWER, 0), r#"{ "born_on": "1980-03", "weight": { "unknown": true } }"#;
        /// The provenance of the answers that state one.
        optional "provenance": PROVENANCE, r#"{ "weight": "record" }"#;
    }
    also r#"{
        "if": { "properties": { "verdict": { "const": "not_yet" } } },
        "then": { "required": ["eligible_from"] },
        "else": { "properties": { "eligible_from": false } }
    }"#
}

/// An answer as a result holds it: each in one form only.
#[cfg(feature = "cli")]
const RESULT_ANSWER: Kind = Kind::Either(&[
    Kind::Truth,
    Kind::Number,
    Kind::Text,
    Kind::List(&Kind::Text, 1, ANY),
    Kind::Object(&APPROXIMATE_NUMBER),
    Kind::Object(&NUMBER_RANGE),
    Kind::Object(&UNKNOWN),
    Kind::Object(&DECLINED),
]);

form! {
    /// A trial and the version of its definition.
    TRIAL_NAME = "trial_name" {
        /// The registry number.
        required "id": Kind::Text, "EXAMPLE-1";
        /// The version of the definition.
        required "version": Kind::Text, "1.0.0";
        /// The fingerprint of the definition.
        required "digest": DIGEST;
    }
}

form! {
    /// Answers that cannot all be right.
    CONFLICT = "conflict" {
        /// The ids of the rules that they break; empty for an answer about an option that was not chosen.
        required "rules": TEXTS, r#"["onset_in_life"]"#;
        /// The keys of the contradictory answers.
        required "between": TEXTS, r#"["born_on", "onset_age"]"#;
    }
}

form! {
    /// What the answers mean for one criterion.
    CRITERION_RESULT = "criterion_result" {
        /// Its id.
        required "id": Kind::Text, "I05c";
        /// Whether it is an inclusion or an exclusion.
        required "kind": Kind::Word(&words::ROLES), "inclusion";
        /// Whether it can rule a person out: an `advisory` criterion never does.
        required "strength": Kind::Word(&words::STRENGTHS), "binding";
        /// Whether it is met. An exclusion is `met` if it does not apply to the person.
        required "status": Kind::Word(&words::STATUSES), "not_met";
        /// Who or what decides it.
        required "judged_by": Kind::Word(&words::JUDGES), "participant";
        /// The keys of a smallest set of answers that decide it.
        optional "because": TEXTS, r#"["born_on"]"#;
        /// The keys of the questions that can still affect it.
        optional "open": TEXTS, r#"["weight"]"#;
        /// With `not_yet`: the first day on which it no longer rules the person out.
        optional "resolves_on": Kind::Day, "2027-03-01";
    }
    also r#"{
        "if": { "properties": { "status": { "const": "unknown" } } },
        "then": { "required": ["open"], "properties": { "because": false } },
        "else": { "required": ["because"], "properties": { "open": false } }
    }"#
}

form! {
    /// The possible values of a score.
    SCORE_RESULT = "score_result" {
        /// The least number of points.
        required "min": Kind::Decimal, "5.5";
        /// The greatest number of points.
        required "max": Kind::Decimal, "9.8";
        /// The ids of the classes that are still possible.
        optional "bands": TEXTS, r#"["probable", "definite"]"#;
        /// The ids of the subgroups that are still possible.
        optional "subgroups": TEXTS, r#"["juvenile"]"#;
    }
}

/// A referral: its content depends on how much of the result it shares.
pub static REFERRALS: Union = Union {
    by: "shares",
    shared: &REFERRAL,
    cases: &[("verdict", &VERDICT_REFERRAL), ("open", &OPEN_REFERRAL), ("answers", &WHOLE_REFERRAL)],
};

form! {
    /// A result, or a part of it, that a person shares with a site.
    REFERRAL = "referral" {
        /// The form of this referral and its version.
        required "schema": Kind::Named(REFERRAL_SCHEMA);
        /// The unique id of this referral.
        required "id": Kind::NonBlank, "0f8fad5b-d9cb-469f-a165-70867728950e";
        /// How much of the result it shares.
        required "shares": Kind::Word(&words::SHARES), "answers";
        /// The result.
        required "result": Kind::Anything;
    }
}

form! {
    /// A referral that shares only the verdict.
    VERDICT_REFERRAL = "verdict_referral" {
        /// The verdict and its circumstances.
        required "result": Kind::Varied(&RESULT, Variation::Only(&[&ALWAYS_SHARED]));
    }
}

form! {
    /// A referral that also shares the open points.
    OPEN_REFERRAL = "open_referral" {
        /// The verdict and its circumstances, with the criteria and which of them are to be confirmed.
        required "result": Kind::Varied(&RESULT, Variation::Only(&[&ALWAYS_SHARED, &OPENLY_SHARED]));
    }
}

form! {
    /// A referral that shares the whole result.
    WHOLE_REFERRAL = "whole_referral" {
        /// The whole result. An encoded payload omits what follows from the rest of it.
        required "result": Kind::Varied(&RESULT, Variation::MayLack(&DERIVED));
    }
}

form! {
    /// A rejection of one person's answers, returned in place of a result.
    REJECTION = "rejection" {
        /// The form of this rejection and its version.
        required "schema": Kind::Named(REJECTION_SCHEMA);
        /// The number of the input line that holds the answers.
        required "line": Kind::Whole(1, i64::MAX), "7";
        /// Every answer that was rejected.
        required "rejected": Kind::List(&Kind::Object(&REJECTED), 1, ANY);
    }
}

form! {
    /// A rejected answer.
    REJECTED = "rejected" {
        /// The key of the answer; empty if the answers as a whole are rejected.
        required "question": Kind::Text, "can_attend_visits";
        /// What is wrong and what was expected.
        required "reason": Kind::NonBlank, "expected `true` or `false`, found a text";
    }
}
