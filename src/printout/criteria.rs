//! The criteria of the trial, and how each is decided.

use maud::{Markup, html};

use super::card;
use super::protocol::Protocol;
use super::rules::rule;
use crate::definition::{Confidence, Criterion};
use crate::json::Json;
use crate::trial::{JudgedBy, Role, Strength};

pub(super) fn criteria(protocol: &Protocol<'_>) -> Markup {
    html! { @for criterion in &protocol.definition.criteria { (section(protocol, criterion)) } }
}

fn section(protocol: &Protocol<'_>, criterion: &Criterion) -> Markup {
    let id = &criterion.id;
    let written = protocol.written("criteria", id);
    let registry = written.and_then(|written| written.get("registry")?.as_text()).unwrap_or_default();
    let inclusion = criterion.role == Role::Inclusion;
    let rows = [
        ("protocol.criterion.registry", html! { (registry) }),
        (
            "protocol.criterion.kind",
            protocol.label(if inclusion { "protocol.kind.inclusion" } else { "protocol.kind.exclusion" }),
        ),
        (
            "protocol.criterion.strength",
            protocol.label(match criterion.strength {
                Strength::Binding => "protocol.strength.binding",
                Strength::Advisory => "protocol.strength.advisory",
            }),
        ),
        (
            "protocol.criterion.judged_by",
            protocol.label(match criterion.judged_by {
                JudgedBy::Participant => "protocol.judged_by.participant",
                JudgedBy::Document => "protocol.judged_by.document",
                JudgedBy::Site => "protocol.judged_by.site",
            }),
        ),
        ("protocol.criterion.stands_for", stands_for(protocol, criterion)),
        (
            "protocol.rule",
            criterion.rule.as_ref().map_or_else(|| protocol.label("protocol.rule.none"), |it| rule(protocol, it)),
        ),
        ("protocol.met", met(protocol, criterion)),
        ("protocol.not_met", not_met(protocol, criterion)),
        ("protocol.unknown", unknown(protocol, criterion)),
        (
            "protocol.sources.cited",
            protocol.cited(written.filter(|written| written.get("source").is_some_and(is_list))),
        ),
        (
            "protocol.confidence",
            protocol.label(match criterion.confidence {
                Confidence::SeveralSources => "protocol.confidence.several",
                Confidence::OneSource => "protocol.confidence.one",
                Confidence::Inferred => "protocol.confidence.inferred",
            }),
        ),
    ];
    html! {
        h3 id={ "criterion-" (id) } { (id) ". " (protocol.message(&format!("criterion.{id}"))) }
        (card(protocol, rows))
    }
}

fn is_list(json: &Json) -> bool {
    json.as_list().is_some()
}

fn stands_for(protocol: &Protocol<'_>, criterion: &Criterion) -> Markup {
    match criterion.stands_for {
        0 => protocol.label("protocol.stands_for.none"),
        1 => html! {},
        many => html! { (protocol.own_text("protocol.stands_for", &[("count", &many.to_string())])) },
    }
}

/// Returns whether answers can decide a criterion at all.
fn is_decidable(criterion: &Criterion) -> bool {
    criterion.rule.is_some() && criterion.judged_by != JudgedBy::Site
}

fn met(protocol: &Protocol<'_>, criterion: &Criterion) -> Markup {
    let key = match (is_decidable(criterion), criterion.role) {
        (false, _) => "protocol.met.never",
        (true, Role::Inclusion) => "protocol.met.inclusion",
        (true, Role::Exclusion) => "protocol.met.exclusion",
    };
    protocol.label(key)
}

fn not_met(protocol: &Protocol<'_>, criterion: &Criterion) -> Markup {
    if !is_decidable(criterion) {
        return protocol.label("protocol.not_met.never");
    }
    if criterion.strength == Strength::Advisory {
        return protocol.label("protocol.not_met.advisory");
    }
    let key = match criterion.role {
        Role::Inclusion => "protocol.not_met.inclusion",
        Role::Exclusion => "protocol.not_met.exclusion",
    };
    html! { p { (protocol.label(key)) } p { (quoted(protocol, &format!("criterion.{}.not_met", criterion.id))) } }
}

fn unknown(protocol: &Protocol<'_>, criterion: &Criterion) -> Markup {
    let key = if is_decidable(criterion) { "protocol.unknown.open" } else { "protocol.unknown.always" };
    html! { p { (protocol.label(key)) } p { (quoted(protocol, &format!("criterion.{}.confirm", criterion.id))) } }
}

fn quoted(protocol: &Protocol<'_>, key: &str) -> Markup {
    html! { "“" (protocol.message(key)) "”" }
}
