//! Results, referrals and rejections.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, DAYS, DIGEST, Kind, NAMES, PROVENANCE, TEXTS, Variation};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};
#[cfg(feature = "cli")]
use super::names::{ALWAYS_SHARED, DERIVED, OPENLY_SHARED, REFERRAL_SCHEMA, REJECTION_SCHEMA, RESULT_SCHEMA};
#[cfg(feature = "cli")]
use super::{ABOUT, BETWEEN, DECLINED, UNKNOWN};

form! {
    /// What the answers of one person mean for a trial, and all that it follows from. It names nobody.
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
        /// The days of anchors that the site has fixed, by the name of the anchor.
        optional "anchors": DAYS, r#"{ "enrollment": "2026-12-06" }"#;
        /// What the answers mean for the trial. It is never *eligible*: only the trial team can say that.
        required "verdict": Kind::Word(&words::VERDICTS), "potentially_eligible";
        /// With `not_yet`: the first day on which nothing is in the way if every answer stays as it is.
        optional "eligible_from": Kind::Day, "2027-03-01";
        /// Where answers contradict each other.
        optional "conflicts": Kind::List(&Kind::Object(&CONFLICT), 1, ANY);
        /// Whether every search came to its end. If not, some of what is told may be told later than it could be.
        required "exact": Kind::Truth, "true";
        /// Every criterion, in the order of the definition.
        required "criteria": Kind::List(&Kind::Object(&JUDGED), 0, ANY);
        /// The ids of the criteria that the trial team must still check.
        required "to_confirm": TEXTS, r#"["I07"]"#;
        /// Every score, by its id.
        required "scores": Kind::Map(NAMES, &Kind::Object(&SCORED), 0);
        /// The answers as they were given, by the key of the question.
        required "answers": Kind::Map(NAMES, &GIVEN, 0), r#"{ "born_on": "1980-03", "weight": { "unknown": true } }"#;
        /// Where answers come from, of those that say so.
        optional "provenance": PROVENANCE, r#"{ "weight": "record" }"#;
    }
    also r#"{
        "if": { "properties": { "verdict": { "const": "not_yet" } } },
        "then": { "required": ["eligible_from"] },
        "else": { "properties": { "eligible_from": false } }
    }"#
}

/// An answer as a result gives it back: in one form only.
#[cfg(feature = "cli")]
const GIVEN: Kind = Kind::Either(&[
    Kind::Truth,
    Kind::Number,
    Kind::Text,
    Kind::List(&Kind::Text, 1, ANY),
    Kind::Object(&ABOUT),
    Kind::Object(&BETWEEN),
    Kind::Object(&UNKNOWN),
    Kind::Object(&DECLINED),
]);

form! {
    /// A trial, and which version of its definition.
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
        /// The ids of the rules that they break. An answer about an option that was not chosen breaks none.
        required "rules": TEXTS, r#"["onset_in_life"]"#;
        /// The keys of the answers.
        required "between": TEXTS, r#"["born_on", "onset_age"]"#;
    }
}

form! {
    /// What the answers mean for one criterion.
    JUDGED = "judged_criterion" {
        /// Its id.
        required "id": Kind::Text, "I05c";
        /// What it is.
        required "kind": Kind::Word(&words::ROLES), "inclusion";
        /// An `advisory` criterion never rules anybody out.
        required "strength": Kind::Word(&words::STRENGTHS), "binding";
        /// `met` is in order; for an exclusion: the person is clear of it.
        required "status": Kind::Word(&words::STATUSES), "not_met";
        /// Whose word decides it.
        required "judged_by": Kind::Word(&words::JUDGES), "participant";
        /// The keys of a smallest set of answers that decides it.
        optional "because": TEXTS, r#"["born_on"]"#;
        /// The keys of the questions that still bear on it.
        optional "open": TEXTS, r#"["weight"]"#;
        /// With `not_yet`: the first day on which it is no longer in the way.
        optional "resolves_on": Kind::Day, "2027-03-01";
    }
    also r#"{
        "if": { "properties": { "status": { "const": "unknown" } } },
        "then": { "required": ["open"], "properties": { "because": false } },
        "else": { "required": ["because"], "properties": { "open": false } }
    }"#
}

form! {
    /// What a score can still come to.
    SCORED = "scored" {
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

/// A referral: what it holds depends on how much it shares.
pub static REFERRALS: Union =
    Union { by: "shares", shared: &REFERRAL, cases: &[("verdict", &LEAST), ("open", &OPEN), ("answers", &WHOLE)] };

form! {
    /// A result, or a part of it, on its way to a site.
    REFERRAL = "referral" {
        /// The form of this referral and its version.
        required "schema": Kind::Named(REFERRAL_SCHEMA);
        /// What tells it from every other referral.
        required "id": Kind::Said, "0f8fad5b-d9cb-469f-a165-70867728950e";
        /// How much of the result it holds.
        required "shares": Kind::Word(&words::SHARES), "answers";
        /// The result.
        required "result": Kind::Anything;
    }
}

form! {
    /// A referral of the verdict alone.
    LEAST = "least_referral" {
        /// The verdict and its circumstances.
        required "result": Kind::Varied(&RESULT, Variation::Only(&[&ALWAYS_SHARED]));
    }
}

form! {
    /// A referral of what is open.
    OPEN = "open_referral" {
        /// The verdict and its circumstances, with the criteria that are to be confirmed.
        required "result": Kind::Varied(&RESULT, Variation::Only(&[&ALWAYS_SHARED, &OPENLY_SHARED]));
    }
}

form! {
    /// A referral of the whole result.
    WHOLE = "whole_referral" {
        /// The whole result. In letters it leaves out what follows from the rest of it.
        required "result": Kind::Varied(&RESULT, Variation::MayLack(&DERIVED));
    }
}

form! {
    /// A person who cannot be taken. It stands in the place of the result.
    REJECTION = "rejection" {
        /// The form of this rejection and its version.
        required "schema": Kind::Named(REJECTION_SCHEMA);
        /// The number of the line on which the person stands.
        required "line": Kind::Whole(1, i64::MAX), "7";
        /// Every answer that cannot be taken.
        required "rejected": Kind::List(&Kind::Object(&REJECTED), 1, ANY);
    }
}

form! {
    /// An answer that cannot be taken.
    REJECTED = "rejected" {
        /// The key of the answer; empty if the answers as a whole are meant.
        required "question": Kind::Text, "can_attend_visits";
        /// What is wrong and what was expected.
        required "reason": Kind::Said, "expected `true` or `false`, found a text";
    }
}
