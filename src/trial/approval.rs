//! What an ethics board approved, and when an interview may begin under it.

use super::{Closed, Trial};
use crate::value::Date;

/// The approval of a trial's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval<'a> {
    /// The board.
    pub board: &'a str,
    /// Its number for the approval.
    pub number: &'a str,
    /// The first day.
    pub on: Date,
    /// The last day.
    pub expires: Date,
    /// The languages whose words are approved.
    pub languages: &'a [String],
}

impl Approval<'_> {
    /// Why it covers no interview on a day in a language, unless it does.
    pub fn closed(&self, day: Date, language: &str) -> Option<Closed> {
        if day > self.expires {
            Some(Closed::Ended(self.expires))
        } else if day < self.on {
            Some(Closed::Begins(self.on))
        } else if self.languages.iter().any(|approved| approved == language) {
            None
        } else {
            Some(Closed::Language)
        }
    }
}

#[cfg(feature = "author")]
impl Approval<'_> {
    /// The approval as a trial holds it: a list of texts, which a browser has the code to read already.
    pub(crate) fn texts(&self) -> Vec<String> {
        let own = [self.board.to_owned(), self.number.to_owned(), self.on.to_string(), self.expires.to_string()];
        own.into_iter().chain(self.languages.iter().cloned()).collect()
    }
}

impl Trial {
    /// The approval of an ethics board, if one is recorded.
    pub fn approval(&self) -> Option<Approval<'_>> {
        let [board, number, on, expires, languages @ ..] = self.approval.as_slice() else { return None };
        // In damaged bytes no day is approved.
        let (on, expires) = (Date::parse(on).unwrap_or_default(), Date::parse(expires).unwrap_or_default());
        Some(Approval { board, number, on, expires, languages })
    }
}
