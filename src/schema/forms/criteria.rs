//! The forms of anchors, criteria and example patients.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{CITED, DAYS, Kind, NAMES, SOURCES};
#[cfg(feature = "cli")]
use super::super::words;

form! {
    /// A named date, which lies a number of days after another and may not be fixed yet.
    ANCHOR = "anchor" {
        /// Its id.
        required "id": Kind::Id, "enrollment";
        /// What it follows: `assessment` or the id of another anchor.
        required "from": Kind::Text, "screening";
        /// The least and the greatest number of days between the two.
        required "days": Kind::List(&Kind::Amount, 2, 2), "[14, 28]";
        /// The ids of the sources that state it.
        optional "source": SOURCES;
    }
}

form! {
    /// One inclusion or exclusion criterion.
    CRITERION = "criterion" {
        /// Its id.
        required "id": Kind::Text, "I05c";
        /// The number of its item in the registry record.
        optional "registry": Kind::Text, "I5";
        /// The text of that item.
        optional "registry_text": Kind::NonBlank;
        /// An `inclusion` is met if its rule is true, an `exclusion` if its rule is false.
        required "kind": Kind::Word(&words::ROLES), "inclusion";
        /// Whether it can rule a person out: an `advisory` criterion never does.
        required "strength": Kind::Word(&words::STRENGTHS), "binding";
        /// Who or what decides it. A criterion judged by the `site` is never decided here.
        required "judged_by": Kind::Word(&words::JUDGES), "participant";
        /// Its rule. Only a criterion judged by the site may have none.
        optional "rule": Kind::Rule, "age >= 18";
        /// The ids of the sources cited.
        required "source": CITED, r#"["REGISTRY"]"#;
        /// How certain its sources are. A criterion that is only `inferred` must be advisory.
        required "confidence": Kind::Word(&words::CONFIDENCES), "one_source";
        /// How many registry items it stands for.
        optional "stands_for": Kind::Whole(0, 1000), "1";
    }
    also r#"{ "allOf": [
        { "if": { "properties": { "judged_by": { "enum": ["participant", "document"] } }, "required": ["judged_by"] },
          "then": { "required": ["rule"] } },
        { "if": { "properties": { "confidence": { "const": "inferred" } }, "required": ["confidence"] },
          "then": { "properties": { "strength": { "const": "advisory" } } } }
    ] }"#
}

form! {
    /// An example patient and the verdict that they must get.
    EXAMPLE = "example" {
        /// Its id.
        required "id": Kind::Id, "clinic_everything_at_hand";
        /// The day of the assessment.
        required "on": Kind::Day, "2026-11-22";
        /// The patient's answers.
        required "answers": super::ANSWERS, r#"{ "born_on": "1980-03", "weight": null }"#;
        /// The days of anchors that are fixed, by the name of the anchor.
        optional "anchors": DAYS, r#"{ "enrollment": "2026-12-06" }"#;
        /// Who answers; `clinic` if omitted.
        optional "audience": Kind::Word(&words::AUDIENCES), "participant";
        /// The verdict that the patient must get.
        required "verdict": Kind::Word(&words::VERDICTS), "not_yet";
        /// With `not_yet`: the first day on which no criterion rules the patient out.
        optional "eligible_from": Kind::Day, "2027-03-01";
        /// The statuses that some criteria must get, by the id of the criterion.
        optional "statuses": Kind::Map(NAMES, &Kind::Word(&words::STATUSES), 0), r#"{ "I05d": "unknown" }"#;
    }
    also r#"{
        "if": { "properties": { "verdict": { "const": "not_yet" } } },
        "then": { "required": ["eligible_from"] },
        "else": { "properties": { "eligible_from": false } }
    }"#
}
