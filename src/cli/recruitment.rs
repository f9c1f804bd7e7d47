//! Whether a trial takes people in: by the registry's words, and as it is told.

use crate::trial::{Recruitment, RecruitmentStatus, Trial};

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

/// What is recorded, in a sentence.
pub(super) fn told(trial: &Trial) -> String {
    match trial.recruitment {
        None => "no status of recruitment is recorded (`recruitment`)".to_owned(),
        Some(Recruitment { status, on }) => format!("recruitment as of {on}: {}", sentence(status)),
    }
}

/// Why nobody is asked a question, if that is so.
pub(super) fn closed(trial: &Trial) -> Option<String> {
    let status = trial.recruitment?.status;
    (status != RecruitmentStatus::Recruiting).then(|| told(trial))
}

fn sentence(status: RecruitmentStatus) -> &'static str {
    match status {
        RecruitmentStatus::Recruiting => "the trial takes people in",
        RecruitmentStatus::NotYet => "the trial does not take people in yet; the element asks nothing",
        RecruitmentStatus::ByInvitation => "the trial takes in only whom it invites; the element asks nothing",
        RecruitmentStatus::Paused => "the trial takes nobody in at present; the element asks nothing",
        RecruitmentStatus::Over => "the trial takes nobody in any more; the element asks nothing",
    }
}
