//! The status of a whole study, in the registry's words.

use crate::trial::RecruitmentStatus;

/// What the registry's words for the status of a whole study come to.
///
/// All others, such as `UNKNOWN`, tell nothing of recruitment.
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

/// What the registry's word for a status comes to, if it tells that.
pub(super) fn by_registry(word: &str) -> Option<RecruitmentStatus> {
    STATUSES.iter().find(|(known, _)| *known == word).map(|(_, status)| *status)
}
