//! Sentences about the recruitment status of a trial.

use crate::trial::{Recruitment, RecruitmentStatus, Trial};

/// Returns the recorded status as a sentence.
pub(super) fn summary(trial: &Trial) -> String {
    match trial.recruitment {
        None => "no status of recruitment is recorded (`recruitment`)".to_owned(),
        Some(Recruitment { status, on }) => format!("recruitment as of {on}: {}", sentence(status)),
    }
}

/// Returns the reason why the element asks no question, or `None` if it asks them.
pub(super) fn why_closed(trial: &Trial) -> Option<String> {
    let status = trial.recruitment?.status;
    (status != RecruitmentStatus::Recruiting).then(|| summary(trial))
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
