//! What of a result may be handed on.

use super::fields::Fields;
use crate::trial::{Policy, Share};

/// The policy in a trial's document; without one nothing may be handed on.
pub(super) fn policy(trial: &Fields<'_>) -> Option<Policy> {
    let json = trial.get("referral")?;
    let fields = Fields::open(trial.report, &trial.place_of("referral").path, json, &["most", "not_eligible"])?;
    let most = fields.word("most", &Share::ALL.map(Share::id), false);
    Some(Policy {
        most: Share::ALL.get(most).copied().unwrap_or(Share::Verdict),
        not_eligible: fields.get("not_eligible").is_some() && fields.truth("not_eligible"),
    })
}
