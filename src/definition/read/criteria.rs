//! Reads anchors, criteria and example patients.

use crate::definition::model::{Anchor, Confidence, Criterion, Example, RuleText};
use crate::diagnostics::fields::Fields;
use crate::diagnostics::{Fault, all_of};
use crate::engine::{Status, Verdict};
use crate::json::Json;
use crate::schema::forms::{ANCHOR, CRITERION, EXAMPLE};
use crate::schema::words;
use crate::trial::{Audience, JudgedBy, Role, Strength};
use crate::value::{DATE_FORM, Date, Number};

pub(super) fn anchors(fields: &Fields<'_>) -> Vec<Anchor> {
    fields.objects("anchors", &ANCHOR).iter().map(anchor).collect()
}

fn anchor(fields: &Fields<'_>) -> Anchor {
    let days: Option<Vec<u32>> = fields.numbers("days").iter().map(whole_days).collect();
    let days = match days.as_deref() {
        Some([least, most]) if least <= most => (*least, *most),
        _ => {
            fields.add("days", Fault::WrongValue, "expected the least and the most days, such as [14, 28]");
            (0, 0)
        }
    };
    let from = Some(fields.text("from")).filter(|from| !from.is_empty() && from != "assessment");
    Anchor { id: fields.id("id"), place: fields.place(), from, days }
}

fn whole_days(days: &Number) -> Option<u32> {
    days.whole().and_then(|days| u32::try_from(days).ok()).filter(|days| *days <= 10_000)
}

pub(super) fn criteria(fields: &Fields<'_>) -> Vec<Criterion> {
    fields.objects("criteria", &CRITERION).iter().map(criterion).collect()
}

fn criterion(fields: &Fields<'_>) -> Criterion {
    let read = Criterion {
        id: fields.text("id"),
        place: fields.place(),
        registry: fields.text_if("registry"),
        registry_text: fields.text_if("registry_text"),
        role: match fields.word("kind", &words::ROLES, false) {
            0 => Role::Inclusion,
            _ => Role::Exclusion,
        },
        strength: match fields.word("strength", &words::STRENGTHS, false) {
            0 => Strength::Binding,
            _ => Strength::Advisory,
        },
        judged_by: match fields.word("judged_by", &words::JUDGES, false) {
            0 => JudgedBy::Participant,
            1 => JudgedBy::Document,
            _ => JudgedBy::Site,
        },
        rule: RuleText::read_if(fields, "rule"),
        sources: fields.texts("source"),
        confidence: match fields.word("confidence", &words::CONFIDENCES, false) {
            0 => Confidence::SeveralSources,
            1 => Confidence::OneSource,
            _ => Confidence::Inferred,
        },
        stands_for: fields.whole("stands_for", 1000, 1),
    };
    if read.registry_text.as_deref().is_some_and(|text| text.trim().is_empty()) {
        fields.add("registry_text", Fault::EmptyText, "the text is empty; leave the key out");
    }
    if read.sources.is_empty() {
        fields.add("source", Fault::NoSource, "every criterion cites a source");
    }
    if read.confidence == Confidence::Inferred && read.strength == Strength::Binding {
        fields.add("strength", Fault::Conflict, "what is only inferred cannot rule anybody out; expected `advisory`");
    }
    if read.rule.is_none() && read.judged_by != JudgedBy::Site {
        fields.add("rule", Fault::MissingKey, "only a criterion judged by the site may have no rule");
    }
    read
}

pub(super) fn examples(fields: &Fields<'_>) -> Vec<Example> {
    fields.objects("examples", &EXAMPLE).iter().map(example).collect()
}

fn example(fields: &Fields<'_>) -> Example {
    let verdict = fields.word("verdict", &Verdict::IDS, false);
    Example {
        id: fields.id("id"),
        place: fields.place(),
        on: fields.day("on"),
        audience: match fields.word("audience", &[Audience::Clinic.id(), Audience::Participant.id()], true) {
            0 => Audience::Clinic,
            _ => Audience::Participant,
        },
        anchors: entries(fields, "anchors", "an object of days")
            .filter_map(|(anchor, day)| Some((anchor.clone(), day_of(fields, anchor, day)?)))
            .collect(),
        answers: fields.need("answers").cloned().unwrap_or(Json::Null),
        verdict: Verdict::IDS.get(verdict).copied().unwrap_or_default().to_owned(),
        eligible_from: fields.get("eligible_from").map(|_| fields.day("eligible_from")),
        statuses: entries(fields, "statuses", "an object of statuses")
            .filter_map(|(criterion, status)| Some((criterion.clone(), status_of(fields, criterion, status)?)))
            .collect(),
    }
}

/// Returns the entries of an optional object.
fn entries<'a>(fields: &Fields<'a>, key: &str, what: &str) -> impl Iterator<Item = &'a (String, Json)> {
    let entries = match fields.get(key) {
        None => &[],
        Some(Json::Object(entries)) => entries.as_slice(),
        Some(other) => {
            fields.add_type(key, what, other);
            &[]
        }
    };
    entries.iter()
}

fn day_of(fields: &Fields<'_>, anchor: &str, day: &Json) -> Option<Date> {
    let read = day.as_text().and_then(Date::parse);
    if read.is_none() {
        let path = format!("{}.{anchor}", fields.path_of("anchors"));
        fields.report.add(&path, Fault::WrongValue, format!("expected a day of the calendar ({DATE_FORM})"));
    }
    read
}

fn status_of(fields: &Fields<'_>, criterion: &str, status: &Json) -> Option<String> {
    let known = status.as_text().filter(|status| Status::IDS.contains(status));
    if known.is_none() {
        let found = status.as_text().map_or_else(|| status.kind().to_owned(), |text| format!("`{text}`"));
        let path = format!("{}.{criterion}", fields.path_of("statuses"));
        fields.report.add(&path, Fault::WrongValue, format!("found {found}{}", all_of(Status::IDS)));
    }
    known.map(str::to_owned)
}
