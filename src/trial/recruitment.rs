//! The recruitment status of a trial.

use crate::value::Date;
use crate::value::packed::packed;

/// Whether a trial recruits participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecruitmentStatus {
    #[default]
    /// Anyone may ask to take part.
    Recruiting,
    /// Recruitment has not begun.
    NotYet,
    /// Only people whom the trial invites can take part.
    ByInvitation,
    /// Recruitment is suspended and may resume later.
    Paused,
    /// Recruitment has ended.
    Over,
}
packed!(enum RecruitmentStatus { 0 Recruiting, 1 NotYet, 2 ByInvitation, 3 Paused, 4 Over });

impl RecruitmentStatus {
    /// All statuses.
    #[cfg(feature = "author")]
    pub const ALL: [RecruitmentStatus; 5] = [
        RecruitmentStatus::Recruiting,
        RecruitmentStatus::NotYet,
        RecruitmentStatus::ByInvitation,
        RecruitmentStatus::Paused,
        RecruitmentStatus::Over,
    ];

    /// Returns the word for it in definitions.
    ///
    /// ```
    /// use prescreener::trial::RecruitmentStatus;
    /// assert!(RecruitmentStatus::ALL.iter().any(|status| status.id() == "recruiting"));
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            RecruitmentStatus::Recruiting => "recruiting",
            RecruitmentStatus::NotYet => "not_yet",
            RecruitmentStatus::ByInvitation => "by_invitation",
            RecruitmentStatus::Paused => "paused",
            RecruitmentStatus::Over => "over",
        }
    }
}

/// The recorded recruitment of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recruitment {
    /// The status.
    pub status: RecruitmentStatus,
    /// The day of the record that states it.
    pub on: Date,
}
packed!(struct Recruitment { status, on });
