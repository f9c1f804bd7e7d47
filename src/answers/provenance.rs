//! Provenance: where an answer comes from.
//!
//! # Law
//!
//! The person's word never decides what only an examination or a record can show: an answer to a question for the
//! clinic whose provenance is the person is kept, shown and shared, but leaves every value possible, as *I don't know*
//! does. Every other answer counts, with any provenance or none.

use super::Answer;
use crate::trial::Audience;

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// The person's own statement.
    Person,
    /// A record.
    Record,
    /// An examination of the person today.
    Examined,
}

impl Provenance {
    /// All kinds, the person's statement first.
    pub const ALL: [Provenance; 3] = [Provenance::Person, Provenance::Record, Provenance::Examined];

    /// Returns the word for it in answers and results.
    pub fn id(self) -> &'static str {
        match self {
            Provenance::Person => "person",
            Provenance::Record => "record",
            Provenance::Examined => "examined",
        }
    }

    /// Returns the provenance for this word.
    ///
    /// ```
    /// use prescreener::answers::Provenance;
    /// assert_eq!(Provenance::parse("record"), Some(Provenance::Record));
    /// assert_eq!(Provenance::parse("rumour"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Provenance> {
        Provenance::ALL.into_iter().find(|from| from.id() == word)
    }
}

/// An answer with its provenance, if that is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcedAnswer {
    /// The answer.
    pub answer: Answer,
    /// The provenance.
    pub from: Option<Provenance>,
}

impl SourcedAnswer {
    /// Returns whether the answer counts for a question that is asked of this audience.
    ///
    /// ```
    /// use prescreener::{answers::{Answer, Provenance, SourcedAnswer}, trial::Audience};
    /// // A person's word does not decide what only a clinic can know.
    /// let from_person = SourcedAnswer { answer: Answer::Unknown, from: Some(Provenance::Person) };
    /// assert!(!from_person.counts(Audience::Clinic) && from_person.counts(Audience::Participant));
    /// ```
    pub fn counts(&self, asked_of: Audience) -> bool {
        self.from != Some(Provenance::Person) || asked_of != Audience::Clinic
    }
}

impl From<Answer> for SourcedAnswer {
    fn from(answer: Answer) -> SourcedAnswer {
        SourcedAnswer { answer, from: None }
    }
}
