//! What of a result may be handed on.

use super::fields::Fields;
use crate::trial::{Policy, Share};

/// The policy in a trial's document; without one nothing may be handed on.
pub(super) fn policy(trial: &Fields<'_>) -> Option<Policy> {
    let json = trial.get("referral")?;
    let fields = Fields::open(
        trial.report,
        &trial.place_of("referral").path,
        json,
        &["most", "not_eligible", "site_key", "receiver"],
    )?;
    let most = fields.word("most", &Share::ALL.map(Share::id), false);
    Some(Policy {
        most: Share::ALL.get(most).copied().unwrap_or(Share::Verdict),
        not_eligible: fields.get("not_eligible").is_some() && fields.truth("not_eligible"),
        site_key: site_key(&fields),
        receiver: receiver(&fields),
    })
}

/// A public key, by its form: the code that knows keys is not here.
fn site_key(fields: &Fields<'_>) -> String {
    let key = fields.text_if("site_key").unwrap_or_default();
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    if !key.is_empty() && (key.len() != KEY || !key.bytes().all(letter)) {
        fields.add("site_key", format!("expected a public key as `prescreener keygen` prints it, {KEY} letters"));
    }
    key
}

fn receiver(fields: &Fields<'_>) -> String {
    let address = fields.text_if("receiver").unwrap_or_default();
    if !address.is_empty() && (!address.starts_with("https://") || address.contains('#')) {
        fields.add("receiver", "expected an https address without `#`, such as `https://site.example/receive.html`");
    }
    address
}

/// How many letters write a public key: 32 bytes in base64url.
const KEY: usize = 43;
