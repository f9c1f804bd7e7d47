//! The approval of an ethics board, and when an interview may begin under it.

use super::{Closed, Trial};
use crate::value::Date;

/// The approval of a trial's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval<'a> {
    /// The board.
    pub board: &'a str,
    /// The board's number for the approval.
    pub number: &'a str,
    /// The first day of the approval.
    pub on: Date,
    /// The last day of the approval.
    pub expires: Date,
    /// The languages whose texts are approved.
    pub languages: &'a [String],
}

impl Approval<'_> {
    /// Returns why the approval covers no interview on a day in a language, or `None` if it covers one.
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
    /// Returns the approval in the form in which a trial contains it: a list of strings, for which the browser already
    /// has the decoder.
    pub(crate) fn texts(&self) -> Vec<String> {
        let own = [self.board.to_owned(), self.number.to_owned(), self.on.to_string(), self.expires.to_string()];
        own.into_iter().chain(self.languages.iter().cloned()).collect()
    }
}

impl Trial {
    /// Returns the approval of an ethics board, if one is recorded.
    pub fn approval(&self) -> Option<Approval<'_>> {
        let [board, number, on, expires, languages @ ..] = self.approval.as_slice() else { return None };
        // If a date is damaged, no day is approved.
        let (on, expires) = (Date::parse(on).unwrap_or_default(), Date::parse(expires).unwrap_or_default());
        Some(Approval { board, number, on, expires, languages })
    }
}
