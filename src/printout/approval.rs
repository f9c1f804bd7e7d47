//! What an ethics board approved, and the fingerprint of the messages in this document for it to approve.

use maud::{Markup, html};

use super::points;
use super::protocol::Protocol;
use crate::definition::{Approval, words_digest};
use crate::interview::words::day;

type Row = (&'static str, Markup);

/// Returns the rows about the approval, and the fingerprint of the messages that it covers.
pub(super) fn rows(protocol: &Protocol<'_>) -> Vec<Row> {
    let digest = words_digest(protocol.catalogues);
    let mut rows = vec![("protocol.words.digest", html! { code { (digest) } })];
    match &protocol.definition.approval {
        None => rows.push(("protocol.approval", protocol.label("protocol.approval.none"))),
        Some(approval) => rows.extend(approval_rows(protocol, approval, &digest)),
    }
    rows
}

fn approval_rows(protocol: &Protocol<'_>, approval: &Approval, digest: &str) -> [Row; 5] {
    let shown = |date| protocol.in_language(&day(&protocol.texts, date));
    let own = approval.languages.iter().find(|approved| approved.language == protocol.language);
    let same = match own {
        Some(own) if own.digest == digest => "protocol.approval.same",
        _ => "protocol.approval.other",
    };
    let digests = approval.languages.iter();
    let digests = digests.map(|approved| html! { (approved.language) ": " code { (approved.digest) } });
    [
        ("protocol.approval", html! { (approval.board) }),
        ("protocol.approval.number", html! { (approval.number) }),
        ("protocol.approval.on", shown(approval.on)),
        ("protocol.approval.expires", shown(approval.expires)),
        ("protocol.approval.words", html! { (points(digests)) p { (protocol.label(same)) } }),
    ]
}
