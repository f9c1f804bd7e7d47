//! The forms of answers and of a trial's description.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, DIGEST, Kind, PROVENANCE, TEXTS, Variation};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};

/// One person's answers.
#[cfg(feature = "cli")]
pub const ANSWERS: Kind = Kind::Varied(&ANSWER_SET, Variation::Open(&ANSWER));

form! {
    /// The answers of one person, by the key of the question.
    ANSWER_SET = "answers" {
        /// The provenance of answers, by the key of the question.
        optional "provenance": PROVENANCE, r#"{ "weight": "record" }"#;
    }
}

/// One answer.
#[cfg(feature = "cli")]
const ANSWER: Kind = Kind::Either(&[
    Kind::Truth,
    Kind::Number,
    Kind::Text,
    Kind::List(&Kind::Text, 1, ANY),
    Kind::Object(&APPROXIMATE_NUMBER),
    Kind::Object(&NUMBER_RANGE),
    Kind::Object(&UNKNOWN),
    Kind::Object(&DECLINED),
    Kind::Null,
]);

#[cfg(feature = "cli")]
const NUMBER: Kind = Kind::Either(&[Kind::Number, Kind::Decimal]);

form! {
    /// An approximate number: up to a tenth less or a tenth more.
    APPROXIMATE_NUMBER = "approximate_number" {
        /// The number.
        required "about": NUMBER, "20";
    }
}

form! {
    /// A number within a range, both ends included.
    NUMBER_RANGE = "number_range" {
        /// The least.
        required "min": NUMBER, "15";
        /// The greatest.
        required "max": NUMBER, "25";
    }
}

form! {
    /// *I don't know.*
    UNKNOWN = "unknown" {
        /// Always `true`.
        required "unknown": Kind::True, "true";
    }
}

form! {
    /// *I'd rather not say.*
    DECLINED = "declined" {
        /// Always `true`.
        required "declined": Kind::True, "true";
    }
}

form! {
    /// What a trial is and asks, for programs that screen without the element.
    DESCRIPTION = "description" {
        /// The registry number.
        required "id": Kind::Text, "EXAMPLE-1";
        /// The version of the definition.
        required "version": Kind::Text, "1.0.0";
        /// The date of the registry record that the definition was written from.
        required "updated": Kind::Text, "2026-02-03";
        /// The fingerprint of the definition.
        required "digest": DIGEST;
        /// The names of the anchors, which a site may fix.
        required "anchors": TEXTS, r#"["screening", "enrollment"]"#;
        /// One prompt for each key of an answer, in the order of asking.
        required "questions": Kind::List(&Kind::Union(&PROMPT), 0, ANY);
    }
}

/// A prompt: its further keys depend on its type.
pub static PROMPT: Union = Union {
    by: "type",
    shared: &PROMPT_SHARED,
    cases: &[
        ("yes_no", &PROMPT_YES_NO),
        ("choice", &PROMPT_CHOICE),
        ("choices", &PROMPT_CHOICES),
        ("number", &PROMPT_NUMBER),
        ("date", &PROMPT_DATE),
    ],
};

form! {
    /// A prompt: a question, or a question for one option of another.
    PROMPT_SHARED = "prompt" {
        /// The key of its answer.
        required "key": Kind::Text, "dose.tablets";
        /// The id of the question.
        required "question": Kind::Id, "dose";
        /// The id of the question that it follows up.
        optional "for_each": Kind::Id, "medicines";
        /// The option of that question that it is asked for.
        optional "option": Kind::Id, "tablets";
        /// Who can answer it: `clinic` means only the clinic.
        required "asked_of": Kind::Word(&words::AUDIENCES), "participant";
        /// The type of its answers.
        required "type": Kind::Word(&words::TYPES), "number";
    }
    also r#"{ "dependentRequired": { "for_each": ["option"], "option": ["for_each"] } }"#
}

form! {
    /// The further keys of a yes-or-no question.
    PROMPT_YES_NO = "prompt_yes_no" {}
}

form! {
    /// The further keys of a question that takes one option.
    PROMPT_CHOICE = "prompt_choice" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64);
    }
}

form! {
    /// The further keys of a question that takes several options.
    PROMPT_CHOICES = "prompt_choices" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64);
        /// The options that cannot be combined with others.
        required "exclusive": Kind::Ids(0, 64);
    }
}

form! {
    /// The further keys of a question that takes a number.
    PROMPT_NUMBER = "prompt_number" {
        /// Its unit.
        optional "unit": Kind::Text, "mg";
        /// The least number that is accepted.
        required "min": Kind::Number, "0";
        /// The greatest number that is accepted.
        required "max": Kind::Number, "150";
        /// How many decimals are accepted.
        required "decimals": Kind::Whole(0, 6), "1";
    }
}

form! {
    /// The further keys of a question that takes a date.
    PROMPT_DATE = "prompt_date" {
        /// The first day that is accepted. The last is the day of the assessment.
        required "earliest": Kind::Day, "1900-01-01";
    }
}
