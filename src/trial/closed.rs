//! Why no interview may begin.
//!
//! # Law
//!
//! A trial that is recorded not to recruit asks nobody, on whatever day and in whatever language: what is recorded is the
//! latest that is known. Else its approval decides, if one is recorded. Assessing answers depends on neither.

use super::{Recruitment, RecruitmentStatus, Trial};
use crate::value::Date;

/// Why no interview may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The trial does not recruit.
    Recruitment(Recruitment),
    /// The approval ended on this day.
    Ended(Date),
    /// The approval begins on this day.
    Begins(Date),
    /// The words are not approved in the language.
    Language,
}

impl Trial {
    /// Why no interview may begin on a day in a language, if none may.
    pub fn closed(&self, day: Date, language: &str) -> Option<Closed> {
        match self.recruitment {
            Some(recruitment) if recruitment.status != RecruitmentStatus::Recruiting => {
                Some(Closed::Recruitment(recruitment))
            }
            _ => self.approval()?.closed(day, language),
        }
    }
}
