//! Whether a trial takes people in, as it is told.

use crate::trial::{Recruitment, RecruitmentStatus, Trial};

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
