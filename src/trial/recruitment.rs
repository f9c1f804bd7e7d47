//! Whether a trial takes people in.

use crate::value::Date;
use crate::value::packed::packed;

/// How far a trial takes people in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecruitmentStatus {
    #[default]
    /// Anybody may ask to take part.
    Recruiting,
    /// It does not take people in yet.
    NotYet,
    /// Only people whom the trial invites can take part.
    ByInvitation,
    /// It takes nobody in at present, and may go on later.
    Paused,
    /// It takes nobody in any more.
    Over,
}
packed!(enum RecruitmentStatus { 0 Recruiting, 1 NotYet, 2 ByInvitation, 3 Paused, 4 Over });

impl RecruitmentStatus {
    /// All of them.
    #[cfg(feature = "author")]
    pub const ALL: [RecruitmentStatus; 5] = [
        RecruitmentStatus::Recruiting,
        RecruitmentStatus::NotYet,
        RecruitmentStatus::ByInvitation,
        RecruitmentStatus::Paused,
        RecruitmentStatus::Over,
    ];

    /// The word for it in definitions.
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

/// What is recorded of a trial's recruitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recruitment {
    /// How far it takes people in.
    pub status: RecruitmentStatus,
    /// The day of the record that says so.
    pub on: Date,
}
packed!(struct Recruitment { status, on });
