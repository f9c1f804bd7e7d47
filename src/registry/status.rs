//! The recruitment status of a whole study, as the registry writes it.

use crate::trial::RecruitmentStatus;

/// The registry's statuses of a study and the recruitment status that each means.
///
/// All others, such as `UNKNOWN`, say nothing about recruitment.
const STATUSES: [(&str, RecruitmentStatus); 8] = [
    ("RECRUITING", RecruitmentStatus::Recruiting),
    ("NOT_YET_RECRUITING", RecruitmentStatus::NotYet),
    ("ENROLLING_BY_INVITATION", RecruitmentStatus::ByInvitation),
    ("SUSPENDED", RecruitmentStatus::Paused),
    ("ACTIVE_NOT_RECRUITING", RecruitmentStatus::Over),
    ("COMPLETED", RecruitmentStatus::Over),
    ("TERMINATED", RecruitmentStatus::Over),
    ("WITHDRAWN", RecruitmentStatus::Over),
];

/// Returns the recruitment status that the registry's word means, if it has one.
pub(super) fn by_registry(word: &str) -> Option<RecruitmentStatus> {
    STATUSES.iter().find(|(known, _)| *known == word).map(|(_, status)| *status)
}
