//! Reads whether a trial is recruiting.

use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::schema::forms::RECRUITMENT;
use crate::trial::{Recruitment, RecruitmentStatus};

/// Reads the recruitment in a trial's document, if recorded.
pub(super) fn recruitment(trial: &Fields<'_>) -> Option<Recruitment> {
    let json = trial.get("recruitment")?;
    let path = trial.place_of("recruitment").path;
    let fields = Fields::open(trial.report, &path, json, &RECRUITMENT)?;
    let status = fields.word("status", &RecruitmentStatus::ALL.map(RecruitmentStatus::id), false);
    let status = RecruitmentStatus::ALL.get(status).copied().unwrap_or_default();
    if fields.texts("source").is_empty() {
        fields.add("source", Fault::NoSource, "the status cites a source");
    }
    Some(Recruitment { status, on: fields.day("on") })
}
