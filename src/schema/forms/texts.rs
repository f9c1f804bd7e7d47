//! The forms of catalogues.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{Kind, NAMES};
#[cfg(feature = "cli")]
use super::super::words;
#[cfg(feature = "cli")]
use super::names::TEXTS_SCHEMA;

form! {
    /// A catalogue: the messages of one language.
    CATALOGUE = "texts" {
        /// The form of this file and its version.
        required "schema": Kind::Named(TEXTS_SCHEMA);
        /// The tag of the language.
        optional "language": Kind::Text, "en";
        /// The state of the review of the texts.
        optional "review": Kind::Object(&REVIEW);
        /// The texts by key, without markup, with placeholders such as `{name}`.
        required "texts": Kind::Map(NAMES, &Kind::Like("^[^<]+$"), 0), r#"{ "question.weight": "How much do you weigh?" }"#;
    }
}

form! {
    /// The state of the review of the texts of a catalogue.
    REVIEW = "review" {
        /// The status of all texts except those listed in `texts`.
        required "status": Kind::Word(&words::REVIEWS), "draft";
        /// Who reviewed the texts and when, or why they are not reviewed.
        required "note": Kind::NonBlank, "Not yet read by a clinician.";
        /// The status of texts with a different status, by the key of the text.
        optional "texts": Kind::Map(NAMES, &Kind::Word(&words::REVIEWS), 0), r#"{ "question.onset_age": "reviewed" }"#;
    }
}
