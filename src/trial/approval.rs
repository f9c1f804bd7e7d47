//! What an ethics board approved, and when an interview may begin under it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Trial;
use crate::value::Date;

/// The approval of a trial's words.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Packs an approval as a list of texts, which are read in the browser already: the languages, then all else.
pub(super) fn serialize<S: Serializer>(approval: &Option<Approval>, to: S) -> Result<S::Ok, S::Error> {
    let mut packed = Vec::new();
    if let Some(Approval { board, number, on, expires, languages }) = approval {
        packed.extend(languages.iter().cloned());
        packed.extend([board.clone(), number.clone(), on.to_string(), expires.to_string()]);
    }
    packed.serialize(to)
}

pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Option<Approval>, D::Error> {
    let mut languages = Vec::<String>::deserialize(from)?;
    if languages.is_empty() {
        return Ok(None);
    }
    let mut last = || languages.pop().unwrap_or_default();
    let (expires, on, number, board) = (Date::parse(&last()), Date::parse(&last()), last(), last());
    match (on, expires) {
        (Some(on), Some(expires)) => Ok(Some(Approval { board, number, on, expires, languages })),
        _ => Err(D::Error::custom("")),
    }
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
