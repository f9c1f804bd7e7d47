//! Catalogues of words.

use super::super::form;
#[cfg(feature = "cli")]
use super::super::kind::{Kind, NAMES};
#[cfg(feature = "cli")]
use super::super::words;
#[cfg(feature = "cli")]
use super::names::TEXTS_SCHEMA;

form! {
    /// A catalogue: the words of one language.
    CATALOGUE = "texts" {
        /// The form of this file and its version.
        required "schema": Kind::Named(TEXTS_SCHEMA);
        /// The language.
        optional "language": Kind::Text, "en";
        /// How far the texts are reviewed.
        optional "review": Kind::Object(&REVIEW);
        /// The texts by key, without markup, with `{name}` for what is filled in.
        required "texts": Kind::Map(NAMES, &Kind::Like("^[^<]+$"), 0), r#"{ "question.weight": "How much do you weigh?" }"#;
    }
}

form! {
    /// How far the texts of a catalogue are reviewed.
    REVIEW = "review" {
        /// The status of all texts but those named below.
        required "status": Kind::Word(&words::REVIEWS), "draft";
        /// Who reviewed them and when, or why nobody did.
        required "note": Kind::Said, "Not yet read by a clinician.";
        /// The status of texts that have another one, by the key of the text.
        optional "texts": Kind::Map(NAMES, &Kind::Word(&words::REVIEWS), 0), r#"{ "question.onset_age": "reviewed" }"#;
    }
}
