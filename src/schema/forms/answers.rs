//! Answers, and what is asked.

#[cfg(feature = "cli")]
use super::super::kind::{ANY, DIGEST, Kind, PROVENANCE, TEXTS, Variation};
#[cfg(feature = "cli")]
use super::super::words;
use super::super::{Union, form};

/// One person's answers.
#[cfg(feature = "cli")]
pub const ANSWERS: Kind = Kind::Varied(&SAID, Variation::Open(&ANSWER));

form! {
    /// Answers of one person, by the key of the question.
    SAID = "answers" {
        /// Where answers come from, by the key of the question.
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
    Kind::Object(&ABOUT),
    Kind::Object(&BETWEEN),
    Kind::Object(&UNKNOWN),
    Kind::Object(&DECLINED),
    Kind::Null,
]);

#[cfg(feature = "cli")]
const NUMBER: Kind = Kind::Either(&[Kind::Number, Kind::Decimal]);

form! {
    /// A number that is about right: a tenth less to a tenth more.
    ABOUT = "about" {
        /// The number.
        required "about": NUMBER, "20";
    }
}

form! {
    /// Some number between two, both included.
    BETWEEN = "between" {
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
    /// What a trial is and asks, for whoever screens without the element.
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
        /// One question for each key of an answer, in the order of asking.
        required "questions": Kind::List(&Kind::Union(&ASKED), 0, ANY);
    }
}

/// A question as it is asked: what it has besides depends on its type.
pub static ASKED: Union = Union {
    by: "type",
    shared: &ASKED_SHARED,
    cases: &[
        ("yes_no", &ASKED_YES_NO),
        ("choice", &ASKED_CHOICE),
        ("choices", &ASKED_CHOICES),
        ("number", &ASKED_NUMBER),
        ("date", &ASKED_DATE),
    ],
};

form! {
    /// A question, or a question for one option of another.
    ASKED_SHARED = "asked" {
        /// The key of its answer.
        required "key": Kind::Text, "dose.tablets";
        /// The id of the question.
        required "question": Kind::Id, "dose";
        /// The id of the question that it follows up.
        optional "for_each": Kind::Id, "medicines";
        /// The option there that it is asked for.
        optional "option": Kind::Id, "tablets";
        /// Who can answer it: `clinic` is a clinic alone.
        required "asked_of": Kind::Word(&words::AUDIENCES), "participant";
        /// Which answers it takes.
        required "type": Kind::Word(&words::TYPES), "number";
    }
    also r#"{ "dependentRequired": { "for_each": ["option"], "option": ["for_each"] } }"#
}

form! {
    /// What a question has that takes yes or no.
    ASKED_YES_NO = "asked_yes_no" {}
}

form! {
    /// What a question has that takes one option.
    ASKED_CHOICE = "asked_choice" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64);
    }
}

form! {
    /// What a question has that takes several options.
    ASKED_CHOICES = "asked_choices" {
        /// The ids of its options.
        required "options": Kind::Ids(2, 64);
        /// The options that stand alone.
        required "exclusive": Kind::Ids(0, 64);
    }
}

form! {
    /// What a question has that takes a number.
    ASKED_NUMBER = "asked_number" {
        /// Its unit.
        optional "unit": Kind::Text, "mg";
        /// The least number that is taken.
        required "min": Kind::Number, "0";
        /// The greatest number that is taken.
        required "max": Kind::Number, "150";
        /// How many decimals are taken.
        required "decimals": Kind::Whole(0, 6), "1";
    }
}

form! {
    /// What a question has that takes a date.
    ASKED_DATE = "asked_date" {
        /// The first day that is taken. The last is the day of the assessment.
        required "earliest": Kind::Day, "1900-01-01";
    }
}
