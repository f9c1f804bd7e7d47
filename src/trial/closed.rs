//! The reasons why no interview may begin.
//!
//! # Law
//!
//! If the recorded status is not recruiting, no interview begins, on any day and in any language: the record is the
//! latest information. Otherwise the approval decides, if one is recorded. The assessment of answers depends on
//! neither.

use super::{Recruitment, RecruitmentStatus, Trial};
use crate::value::Date;

/// The reason why no interview may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The trial does not recruit.
    Recruitment(Recruitment),
    /// The approval ended on this day.
    Ended(Date),
    /// The approval begins on this day.
    Begins(Date),
    /// The texts in this language are not approved.
    Language,
}

impl Trial {
    /// Returns why no interview may begin on a day in a language, or `None` if one may.
    pub fn closed(&self, day: Date, language: &str) -> Option<Closed> {
        match self.recruitment {
            Some(recruitment) if recruitment.status != RecruitmentStatus::Recruiting => {
                Some(Closed::Recruitment(recruitment))
            }
            _ => self.approval()?.closed(day, language),
        }
    }
}
