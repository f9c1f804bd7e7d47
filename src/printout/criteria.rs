//! What the trial asks, and how each point is decided.

use maud::{Markup, html};

use super::card;
use super::rules::rule;
use super::words::Paper;
use crate::definition::{Confidence, Criterion};
use crate::json::Json;
use crate::trial::{JudgedBy, Role, Strength};

pub(super) fn criteria(paper: &Paper<'_>) -> Markup {
    html! { @for criterion in &paper.definition.criteria { (one(paper, criterion)) } }
}

fn one(paper: &Paper<'_>, criterion: &Criterion) -> Markup {
    let id = &criterion.id;
    let written = paper.written("criteria", id);
    let registry = written.and_then(|written| written.get("registry")?.as_text()).unwrap_or_default();
    let inclusion = criterion.role == Role::Inclusion;
    let rows = [
        ("paper.criterion.registry", html! { (registry) }),
        ("paper.criterion.kind", paper.put(if inclusion { "paper.kind.inclusion" } else { "paper.kind.exclusion" })),
        (
            "paper.criterion.strength",
            paper.put(match criterion.strength {
                Strength::Binding => "paper.strength.binding",
                Strength::Advisory => "paper.strength.advisory",
            }),
        ),
        (
            "paper.criterion.judged_by",
            paper.put(match criterion.judged_by {
                JudgedBy::Participant => "paper.judged_by.participant",
                JudgedBy::Document => "paper.judged_by.document",
                JudgedBy::Site => "paper.judged_by.site",
            }),
        ),
        ("paper.criterion.stands_for", stands_for(paper, criterion)),
        ("paper.rule", criterion.rule.as_ref().map_or_else(|| paper.put("paper.rule.none"), |it| rule(paper, it))),
        ("paper.met", met(paper, criterion)),
        ("paper.not_met", not_met(paper, criterion)),
        ("paper.unknown", unknown(paper, criterion)),
        ("paper.sources.cited", paper.cited(written.filter(|written| written.get("source").is_some_and(is_list)))),
        (
            "paper.confidence",
            paper.put(match criterion.confidence {
                Confidence::SeveralSources => "paper.confidence.several",
                Confidence::OneSource => "paper.confidence.one",
                Confidence::Inferred => "paper.confidence.inferred",
            }),
        ),
    ];
    html! {
        h3 id={ "criterion-" (id) } { (id) ". " (paper.said(&format!("criterion.{id}"))) }
        (card(paper, rows))
    }
}

fn is_list(json: &Json) -> bool {
    json.as_list().is_some()
}

fn stands_for(paper: &Paper<'_>, criterion: &Criterion) -> Markup {
    match criterion.stands_for {
        0 => paper.put("paper.stands_for.none"),
        1 => html! {},
        many => html! { (paper.frame("paper.stands_for", &[("count", &many.to_string())])) },
    }
}

/// Whether the answers can decide it at all.
fn decided(criterion: &Criterion) -> bool {
    criterion.rule.is_some() && criterion.judged_by != JudgedBy::Site
}

fn met(paper: &Paper<'_>, criterion: &Criterion) -> Markup {
    let key = match (decided(criterion), criterion.role) {
        (false, _) => "paper.met.never",
        (true, Role::Inclusion) => "paper.met.inclusion",
        (true, Role::Exclusion) => "paper.met.exclusion",
    };
    paper.put(key)
}

fn not_met(paper: &Paper<'_>, criterion: &Criterion) -> Markup {
    if !decided(criterion) {
        return paper.put("paper.not_met.never");
    }
    if criterion.strength == Strength::Advisory {
        return paper.put("paper.not_met.advisory");
    }
    let key = match criterion.role {
        Role::Inclusion => "paper.not_met.inclusion",
        Role::Exclusion => "paper.not_met.exclusion",
    };
    html! { p { (paper.put(key)) } p { (quoted(paper, &format!("criterion.{}.not_met", criterion.id))) } }
}

fn unknown(paper: &Paper<'_>, criterion: &Criterion) -> Markup {
    let key = if decided(criterion) { "paper.unknown.open" } else { "paper.unknown.always" };
    html! { p { (paper.put(key)) } p { (quoted(paper, &format!("criterion.{}.confirm", criterion.id))) } }
}

fn quoted(paper: &Paper<'_>, key: &str) -> Markup {
    html! { "“" (paper.said(key)) "”" }
}
