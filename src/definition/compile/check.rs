//! Checks that go beyond single rules.

use super::rules::Compiler;
use crate::definition::{Anchor, Definition, Implied, Place, Question, Row, Score, Table};
use crate::diagnostics::{Fault, Finding, suggestion, suggestion_or_all};
use crate::trial::program::{Node, Slot, Slots};
use crate::trial::{Prompt, QuestionKind, Trial};
use crate::value::{Date, Interval, Number, Possible};

/// Checks that lists, tables, follow-up questions, implied answers and anchors name existing items, and that bands rise.
pub(super) fn references(compiler: &mut Compiler<'_>) {
    let definition = compiler.definition;
    let mut findings = Vec::new();
    for list in &definition.lists {
        findings.extend(options(definition, &list.place, &list.of, list.options.iter()));
    }
    for table in &definition.tables {
        findings.extend(options(definition, &table.place, &table.by, table.rows.iter().map(|row| &row.option)));
        findings.extend(duplicate_rows(table));
    }
    for question in &definition.questions {
        findings.extend(follow_up(definition, question));
    }
    for (index, one) in definition.implied.iter().enumerate() {
        let twice = definition.implied.iter().take(index).any(|earlier| earlier.question == one.question);
        findings.extend(implied(definition, one, twice));
    }
    for (index, anchor) in definition.anchors.iter().enumerate() {
        findings.extend(anchor_order(definition, anchor, index));
    }
    for score in &definition.scores {
        findings.extend(bands(score));
    }
    compiler.doubts.add(definition, &findings);
    compiler.findings.extend(findings);
}

fn options<'a>(
    definition: &Definition,
    place: &Place,
    of: &str,
    named: impl Iterator<Item = &'a String>,
) -> Vec<Finding> {
    let Some(question) = definition.question(of).and_then(|index| definition.questions.get(index)) else {
        return unknown_name(place, definition.unknown_question(of));
    };
    if definition.doubts.about(of) {
        return Vec::new();
    }
    let known = question.kind.options();
    let unknown = named.filter(|option| !known.contains(option));
    let message = |option: &String| {
        let near = suggestion(option, known.iter().map(String::as_str));
        place.finding(Fault::UnknownOption, format!("`{option}` is not an option of `{of}`{near}"))
    };
    unknown.map(message).collect()
}

fn unknown_name(place: &Place, message: Option<String>) -> Vec<Finding> {
    message.map(|message| place.finding(Fault::UnknownName, message)).into_iter().collect()
}

fn follow_up(definition: &Definition, question: &Question) -> Vec<Finding> {
    let Some(each) = &question.for_each else { return Vec::new() };
    let place = &question.place;
    let mut findings = options(definition, place, &each.question, std::iter::empty());
    let of = definition.question(&each.question).and_then(|index| definition.questions.get(index));
    let reliable = !definition.doubts.about(&each.question);
    if reliable && of.is_some_and(|of| !matches!(of.kind, QuestionKind::Several { .. }) || of.for_each.is_some()) {
        let message = format!("`for_each` needs a question of type `choices`, and `{}` is not one", each.question);
        findings.push(place.finding(Fault::WrongValue, message));
    }
    let Some(id) = &each.list else { return findings };
    match definition.list(id) {
        None => {
            let known = definition.lists.iter().map(|list| list.id.as_str());
            findings.extend(unknown_name(place, definition.unknown("list", id, known)));
        }
        Some(list) if list.of != each.question && reliable && !definition.doubts.about(id) => {
            let message = format!("the list `{id}` is of `{}`, not of `{}`", list.of, each.question);
            findings.push(place.finding(Fault::WrongValue, message));
        }
        Some(_) => {}
    }
    findings
}

/// Checks that a rule stands for a *yes* to a yes-or-no question that is asked once, and that no second rule does.
fn implied(definition: &Definition, implied: &Implied, twice: bool) -> Vec<Finding> {
    let id = &implied.question;
    let mut findings = options(definition, &implied.place, id, std::iter::empty());
    let question = definition.question(id).and_then(|index| definition.questions.get(index));
    let reliable = !definition.doubts.about(id);
    let mut add = |fault, message| findings.push(implied.place.finding(fault, message));
    if reliable && question.is_some_and(|question| question.kind != QuestionKind::YesNo || question.for_each.is_some())
    {
        add(
            Fault::WrongValue,
            format!("`implied` needs a question of type `yes_no` that is asked once, and `{id}` is not one"),
        );
    }
    if twice {
        add(Fault::Duplicate, format!("`{id}` is implied already; join the two rules with `or`"));
    }
    findings
}

fn anchor_order(definition: &Definition, anchor: &Anchor, index: usize) -> Vec<Finding> {
    let Some(from) = &anchor.from else { return Vec::new() };
    if definition.anchor(from).is_some_and(|from| from < index) {
        return Vec::new();
    }
    if definition.doubts.explain(from, "") {
        return Vec::new();
    }
    let earlier = definition.anchors.iter().take(index).map(|anchor| anchor.id.as_str());
    let near = suggestion_or_all(from, earlier.chain(["assessment"]));
    let message = format!("`{from}` is not an anchor listed before this one{near}");
    vec![anchor.place.finding(Fault::UnknownName, message)]
}

/// Checks that bands are distinct, and that each begins above the one below it in every column.
fn bands(score: &Score) -> Vec<Finding> {
    let add = |fault, message| score.place.finding(fault, message);
    let mut findings = Vec::new();
    for (below, band) in score.bands.iter().zip(score.bands.iter().skip(1)) {
        let rises = below.from.is_empty() || band.from.iter().zip(&below.from).all(|(from, below)| from > below);
        if !rises {
            findings.push(add(
                Fault::WrongValue,
                format!("the band `{}` must begin above `{}` in every column", band.id, below.id),
            ));
        }
    }
    for (index, band) in score.bands.iter().enumerate() {
        if score.bands.iter().take(index).any(|earlier| earlier.id == band.id) {
            findings.push(add(Fault::Duplicate, format!("the band `{}` is listed twice", band.id)));
        }
    }
    findings
}

/// Checks that a table has at most one row for each option.
fn duplicate_rows(table: &Table) -> Vec<Finding> {
    let rows = table.rows.iter().enumerate();
    let twice = rows.filter(|(index, row)| table.rows.iter().take(*index).any(|earlier| earlier.option == row.option));
    let finding = |(_, row): (usize, &Row)| {
        table.place.finding(Fault::Duplicate, format!("there are two rows for `{}`", row.option))
    };
    twice.map(finding).collect()
}

/// Finds questions whose own answer decides, directly or indirectly, whether they are asked: they would never be asked.
pub(super) fn circular_questions(definition: &Definition, trial: &Trial) -> Vec<Finding> {
    let dependencies = |slot: &Prompt| {
        let nodes = slot.when.into_iter().flat_map(|when| trial.program.beneath(when));
        nodes.filter_map(|node| if let Node::Answer(slot) = node { Some(*slot) } else { None }).collect::<Vec<Slot>>()
    };
    let before: Vec<Vec<Slot>> = trial.slots.iter().map(dependencies).collect();
    let circular = |start: Slot| {
        let (mut seen, mut ahead) = (Slots::default(), before.get(start).cloned().unwrap_or_default());
        while let Some(slot) = ahead.pop() {
            if slot == start {
                return true;
            }
            if seen.insert(slot) {
                ahead.extend(before.get(slot).into_iter().flatten());
            }
        }
        false
    };
    let slots = trial.slots.iter().enumerate().filter(|(slot, _)| circular(*slot));
    let finding = |(_, prompt): (Slot, &Prompt)| {
        let question = definition.questions.get(prompt.question)?;
        let message = format!("whether `{}` is asked depends on its own answer", question.id);
        Some(question.place.finding(Fault::Circular, message))
    };
    slots.filter_map(finding).collect()
}

/// Finds rules that cannot be computed exactly for every answer that the bounds allow.
pub(super) fn exactness(trial: &mut Trial, origins: &[(Place, usize)]) -> Vec<Finding> {
    let mut failed = trial.bound();
    let extremes = trial.extremes(finest);
    failed.extend(trial.program.inexact(extremes));
    let findings = failed.into_iter().filter_map(|node| {
        let (place, column) = origins.get(node)?;
        let message =
            "this cannot be computed for every answer: the divisor may be zero, or the numbers become too large";
        Some(Finding { column: Some(*column), ..place.finding(Fault::NotComputable, message) })
    });
    findings.collect()
}

/// Returns the possible values of a question, with numbers one unit of the last decimal inside their bounds, so that
/// they have as many digits as any answer can have.
fn finest(kind: &QuestionKind, on: Date) -> Possible {
    let QuestionKind::Number { least, most, decimals, .. } = kind else { return kind.everything(on) };
    let step = (0..*decimals).try_fold(Number::from(1), |step, _| step.over(Number::from(10)));
    let inside = step.and_then(|step| Some((least.plus(step)?, most.minus(step)?)));
    match inside {
        Some((least, most)) if least <= most => Possible::Number(Interval { least, most }),
        _ => kind.everything(on),
    }
}
