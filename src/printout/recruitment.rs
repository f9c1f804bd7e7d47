//! The recruitment status of the trial.

use maud::{Markup, html};

use super::protocol::Protocol;
use crate::interview::words::day;
use crate::trial::Recruitment;

/// Returns the recorded status with its day and its sources.
pub(super) fn status(protocol: &Protocol<'_>) -> Markup {
    let Some(Recruitment { status, on }) = protocol.trial.recruitment else {
        return protocol.label("protocol.recruitment.none");
    };
    let status = protocol.label(&format!("protocol.recruitment.{}", status.id()));
    let on = protocol.in_language(&day(&protocol.texts, on));
    let written = protocol.documents.first().and_then(|trial| trial.content.get("recruitment"));
    html! { (status) " (" (on) "; " (protocol.cited(written)) ")" }
}
