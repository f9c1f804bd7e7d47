//! Reads how much of a result may be shared.

use crate::diagnostics::Fault;
use crate::diagnostics::fields::Fields;
use crate::schema::forms::POLICY;
use crate::trial::{Policy, Share, is_receiver, key_fault};

/// Reads the policy in a trial's document; without one, nothing may be shared.
pub(super) fn policy(trial: &Fields<'_>) -> Option<Policy> {
    let json = trial.get("referral")?;
    let fields = Fields::open(trial.report, &trial.place_of("referral").path, json, &POLICY)?;
    let most = fields.word("most", &Share::ALL.map(Share::id), false);
    Some(Policy {
        most: Share::ALL.get(most).copied().unwrap_or(Share::Verdict),
        not_eligible: fields.get("not_eligible").is_some() && fields.truth("not_eligible"),
        site_key: site_key(&fields),
        receiver: receiver(&fields),
    })
}

fn site_key(fields: &Fields<'_>) -> String {
    let key = fields.text_if("site_key").unwrap_or_default();
    if let Some(fault) = key_fault(&key).filter(|_| !key.is_empty()) {
        fields.add("site_key", Fault::WrongValue, fault);
    }
    key
}

fn receiver(fields: &Fields<'_>) -> String {
    let address = fields.text_if("receiver").unwrap_or_default();
    if !address.is_empty() && !is_receiver(&address) {
        let example = "`https://site.example/receive.html`";
        fields.add(
            "receiver",
            Fault::WrongValue,
            format!("expected an https address without `#`, a name or a password, such as {example}"),
        );
    }
    address
}
