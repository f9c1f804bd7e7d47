//! Where an answer comes from.
//!
//! # Law
//!
//! What only an examiner or a record can tell is never decided by the person's word: an answer to a question that is asked of
//! the clinic, said to come from the person, is kept, shown and handed on, and leaves every value possible, as *I don't know*
//! does. Every other answer counts, wherever it comes from, and also where that is not told.

use super::Answer;
use crate::trial::Audience;

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// The person said so.
    Person,
    /// A record says so.
    Record,
    /// Somebody examined the person today.
    Examined,
}

impl Provenance {
    /// All of them, the person's word first.
    pub const ALL: [Provenance; 3] = [Provenance::Person, Provenance::Record, Provenance::Examined];

    /// The word for it in answers and results.
    pub fn id(self) -> &'static str {
        match self {
            Provenance::Person => "person",
            Provenance::Record => "record",
            Provenance::Examined => "examined",
        }
    }

    /// The provenance of that word.
    pub fn parse(word: &str) -> Option<Provenance> {
        Provenance::ALL.into_iter().find(|from| from.id() == word)
    }
}

/// An answer, and where it comes from, if that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// Where it comes from.
    pub from: Option<Provenance>,
}

impl Said {
    /// Whether the answer counts, to a question that these can answer.
    pub fn counts(&self, asked_of: Audience) -> bool {
        self.from != Some(Provenance::Person) || asked_of != Audience::Clinic
    }
}

impl From<Answer> for Said {
    fn from(answer: Answer) -> Said {
        Said { answer, from: None }
    }
}
