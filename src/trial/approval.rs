//! What an ethics board approved, and when an interview may begin under it.

use serde::{Deserialize, Serialize};

use super::Trial;
use crate::value::Date;

/// The approval of a trial's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The board.
    pub board: String,
    /// Its number for the approval.
    pub number: String,
    /// The first day.
    pub on: Date,
    /// The last day.
    pub expires: Date,
    /// The languages whose words are approved.
    pub languages: Vec<String>,
}

/// Why no interview may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The approval ended on this day.
    Ended(Date),
    /// The approval begins on this day.
    Begins(Date),
    /// The words are not approved in the language.
    Language,
}

impl Trial {
    /// Why the approval does not cover a day; nothing if it does, or if none is recorded.
    pub fn closed_on(&self, day: Date) -> Option<Closed> {
        let approval = self.approval.as_ref()?;
        if day > approval.expires {
            Some(Closed::Ended(approval.expires))
        } else if day < approval.on {
            Some(Closed::Begins(approval.on))
        } else {
            None
        }
    }

    /// Why no interview may begin on a day in a language, if none may.
    pub fn closed(&self, day: Date, language: &str) -> Option<Closed> {
        let approval = self.approval.as_ref()?;
        let approved = approval.languages.iter().any(|approved| approved == language);
        self.closed_on(day).or(if approved { None } else { Some(Closed::Language) })
    }
}
