//! Differences between a definition and a later study file.

use super::links::{KINDS, Link, links, of_its_kind};
use super::{ListItem, Study};
use crate::definition::{Criterion, Definition};
use crate::json::Json;
use crate::trial::{Role, Strength};

/// What is compared besides the criteria: the path in the record, its name, and whether it is short enough to show.
const FACTS: [(&str, &str, &str, bool); 8] = [
    ("eligibilityModule", "minimumAge", "the lowest age", true),
    ("eligibilityModule", "maximumAge", "the highest age", true),
    ("eligibilityModule", "stdAges", "the age groups", true),
    ("eligibilityModule", "sex", "the sex", true),
    ("eligibilityModule", "healthyVolunteers", "whether healthy volunteers may join", true),
    ("statusModule", "startDateStruct", "the start", true),
    ("armsInterventionsModule", "", "the arms or what is given", false),
    ("contactsLocationsModule", "", "the places or the contacts", false),
];

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Report {
    /// The differences, each with its fix.
    pub differences: Vec<String>,
    /// What could not be compared, and differences that need no change.
    pub notes: Vec<String>,
}

impl Report {
    fn differs(&mut self, what: impl Into<String>, mend: &str) {
        self.differences.push(format!("{}\n  To fix: {mend}", what.into()));
    }
}

/// Returns the differences and notes as text.
pub fn told(report: &Report, definition: &Definition, study: &Study) -> String {
    let differences = report.differences.iter().map(|difference| format!("{difference}\n\n"));
    let notes = report.notes.iter().map(|note| format!("Note: {note}\n"));
    let count = match report.differences.len() {
        0 => "nothing that was compared differs".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    };
    let (own, other) = (&definition.registry.updated, &study.updated);
    let last = format!("{}: {count}; the definition is from {own}, the study file from {other}\n", study.id);
    differences.chain(notes).chain([last]).collect()
}

/// Compares a definition with a study file about the same trial.
pub fn compare(definition: &Definition, study: &Study) -> Report {
    let mut report = Report::default();
    let links = links(&definition.criteria, study);
    let linked: Vec<(&Criterion, Link)> = definition.criteria.iter().zip(links).collect();
    texts(&linked, study, &mut report);
    let left: Vec<&ListItem> =
        study.items.iter().enumerate().filter(|(place, _)| !covered(&linked, *place)).map(|(_, item)| item).collect();
    left.iter().filter(|item| item.kind.is_none() && !item.is_about_others()).for_each(|item| {
        without_criterion(item, &mut report);
    });
    for (role, kind) in KINDS {
        let left: Vec<&ListItem> =
            left.iter().copied().filter(|item| item.kind == Some(role) && !item.is_about_others()).collect();
        leftover(&linked, &left, role, kind, &mut report);
    }
    let lines = left.iter().filter(|item| item.is_about_others());
    report.notes.extend(lines.map(|item| format!("the registry leads in some items by: {}", item.text)));
    facts(definition, study, &mut report);
    recruitment(definition, study, &mut report);
    circumstances(definition, study, &mut report);
    notes(&linked, &mut report);
    report
}

/// Reports criteria whose item has changed its text, kind or number.
fn texts(linked: &[(&Criterion, Link)], study: &Study, report: &mut Report) {
    let mut moved = Vec::new();
    for (criterion, link) in linked {
        let Some(item) = link.item().and_then(|item| study.items.get(item)) else { continue };
        let (id, path) = (&criterion.id, &criterion.place.path);
        if let Link::Changed(_) = link {
            let was = criterion.registry_text.as_deref().unwrap_or_default();
            report.differs(
                format!("{id}: the registry's text has changed\n  was: {}\n  now: {}", below(was), below(&item.text)),
                &format!("read both. Change the rule and the words if need be. Then copy the new text to {path}.registry_text."),
            );
        }
        if !of_its_kind(criterion, item) {
            report.differs(
                format!("{id}: is now listed under the other kind of criteria, as {}", item.number),
                &format!("change {path}.kind, and the rule and the words with it."),
            );
        } else if criterion.registry.as_ref().is_some_and(|number| *number != item.number) {
            moved.push(format!("{id} ({})", item.number));
        }
    }
    if !moved.is_empty() {
        let all = moved.join(", ");
        report.differs(
            format!("the registry's numbers have changed: {all}"),
            "write the new numbers, in brackets here, under `registry`.",
        );
    }
}

/// Indents the later lines of a text below its first.
fn below(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join("\n       ")
}

fn covered(linked: &[(&Criterion, Link)], item: usize) -> bool {
    linked.iter().any(|(_, link)| link.item() == Some(item))
}

fn without_criterion(item: &ListItem, report: &mut Report) {
    report.differs(
        format!("{}: no criterion for this item of the registry\n  now: {}", item.number, below(&item.text)),
        "add a criterion with this text as its `registry_text`. `prescreener import` prints one to copy.",
    );
}

/// Reports items that no criterion names, and criteria that name no item. A criterion with neither a number nor a text
/// stands
/// for as many items as it states, and cannot be matched to particular ones.
fn leftover(linked: &[(&Criterion, Link)], left: &[&ListItem], role: Role, kind: &str, report: &mut Report) {
    let mut counted = Vec::new();
    let mut room = 0_usize;
    for (criterion, link) in linked.iter().filter(|(criterion, _)| criterion.role == role) {
        let stands_for = usize::try_from(criterion.stands_for).unwrap_or(usize::MAX);
        let named = criterion.registry.is_some() || criterion.registry_text.is_some();
        match link {
            Link::Nothing if named => gone(criterion, report),
            Link::Nothing if criterion.strength == Strength::Advisory || stands_for == 0 => {}
            Link::Nothing => {
                counted.push(criterion.id.as_str());
                room = room.saturating_add(stands_for);
            }
            _ => room = room.saturating_add(stands_for.saturating_sub(1)),
        }
    }
    let all = counted.join(", ");
    match left.len() {
        count if count == room && counted.is_empty() => {}
        count if count == room => report.notes.push(format!(
            "{all}: no number and no text. Only counted: {room} for the {count} {kind} criteria that are left."
        )),
        count if count < room => report.differs(
            format!("{all}: {room} {kind} criteria by the definition, but the registry has only {count} left"),
            "delete what the registry no longer asks, or lower `stands_for`.",
        ),
        count => {
            if room > 0 {
                let what =
                    format!("{all}: {room} {kind} criteria by the definition, but the registry has {count} left");
                report.differs(what, "find out which of the items below are new.");
            }
            left.iter().for_each(|item| without_criterion(item, report));
        }
    }
}

/// Reports a criterion without an item in the registry's record.
fn gone(criterion: &Criterion, report: &mut Report) {
    let what =
        if criterion.rule.is_some() { "its rule has no item in the registry" } else { "has no item in the registry" };
    let (id, path) = (&criterion.id, &criterion.place.path);
    let was = criterion.registry_text.as_deref().map(|text| format!("\n  was: {}", below(text))).unwrap_or_default();
    report.differs(
        format!("{id}: {what}{was}"),
        &format!(
            "delete {path} if the trial no longer asks this. Otherwise correct its `registry` and `registry_text`."
        ),
    );
}

fn facts(definition: &Definition, study: &Study, report: &mut Report) {
    let Some(record) = &definition.registry.record else {
        report.notes.push(
            "the definition holds no ages, sex, arms, places or contacts, so they were not compared. To fix: copy \
             `registry.record` from what `prescreener import` prints."
                .to_owned(),
        );
        return;
    };
    for (part, key, name, show) in FACTS {
        let find = |record: &'_ Json| {
            let part = record.get(part)?;
            if key.is_empty() { Some(part.canonical()) } else { part.get(key).map(Json::canonical) }
        };
        let (was, now) = (find(record), find(&study.record));
        if was != now {
            let told = |value: Option<String>| value.unwrap_or_else(|| "not given".to_owned());
            let values = if show { format!("\n  was: {}\n  now: {}", told(was), told(now)) } else { String::new() };
            let place = if key.is_empty() { part.to_owned() } else { format!("{part}.{key}") };
            report.differs(
                format!("{name}: differs from the registry{values}"),
                &format!("change the rules and the words if need be. Then copy registry.record.{place} from what `prescreener import` prints."),
            );
        }
    }
}

/// Compares the recruitment status. A definition that records a later day than the study file can differ.
fn recruitment(definition: &Definition, study: &Study, report: &mut Report) {
    let (own, day) = (definition.recruitment, &study.updated);
    let later = own.is_some_and(|own| own.on.to_string() > *day);
    let was = own.map_or("not recorded".to_owned(), |own| format!("{}, {}", own.status.id(), own.on));
    match study.recruitment() {
        _ if later => report.notes.push(format!("recruitment is recorded as of a later day ({was}), and was not compared.")),
        None => report.differs(
            format!("recruitment: the registry does not say whether the trial is recruiting: {}\n  was: {was}", study.status),
            "ask the trial team. Then write what they say to recruitment, with the day and the source.",
        ),
        Some(status) if own.is_none_or(|own| own.status != status) => report.differs(
            format!("recruitment: differs from the registry\n  was: {was}\n  now: {}, {day} ({})", status.id(), study.status),
            "copy `recruitment` from what `prescreener import` prints. Where the status is not `recruiting`, the element asks nothing.",
        ),
        Some(_) if own.is_some_and(|own| own.on.to_string() != *day) => report.differs(
            format!("recruitment: the status is of another day now\n  was: {was}\n  now: {day}"),
            "write the new day to recruitment.on.",
        ),
        Some(_) => {}
    }
}

fn circumstances(definition: &Definition, study: &Study, report: &mut Report) {
    let (own, other) = (definition.registry.updated.as_str(), study.updated.as_str());
    if own < other {
        report.differs(
            format!("the record is newer: updated {other}; the definition was written from that of {own}"),
            "fix the differences above, then set registry.updated to the new date.",
        );
    } else if own > other {
        report.differs(
            format!("the study file is older: updated {other}; the definition was written from that of {own}"),
            "download the study file again.",
        );
    }
}

fn notes(linked: &[(&Criterion, Link)], report: &mut Report) {
    let ids = |wanted: &dyn Fn(&Criterion, Link) -> bool| {
        let wanted = linked.iter().filter(|(criterion, link)| wanted(criterion, *link));
        wanted.map(|(criterion, _)| criterion.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let told = [
        (
            ids(&|_, link| matches!(link, Link::Number(_))),
            "found by number, but hold no `registry_text`. Their wording was not compared.",
        ),
        (
            ids(&|one, link| {
                link == Link::Nothing
                    && one.strength == Strength::Advisory
                    && one.registry.is_none()
                    && one.registry_text.is_none()
            }),
            "advisory, with no item in the registry.",
        ),
        (ids(&|one, _| one.stands_for == 0), "no item of the registry's list (`stands_for` is 0)."),
        (ids(&|one, _| one.rule.is_none()), "no rule. The site judges these."),
    ];
    let told = told.into_iter().filter(|(ids, _)| !ids.is_empty());
    report.notes.extend(told.map(|(ids, what)| format!("{ids}: {what}")));
}
