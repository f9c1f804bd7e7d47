//! Checks beyond single rules.

use super::rules::Compiler;
use crate::definition::{Anchor, Definition, Implied, Place, Question, Row, Score, Table};
use crate::diagnostics::{Fault, Finding, suggestion, suggestion_or_all};
use crate::trial::program::{Node, Slot, Slots};
use crate::trial::{Prompt, QuestionKind, Trial};
use crate::value::{Date, Interval, Number, Possible};

/// Lists, tables, follow-up questions and anchors name what exists.
pub(super) fn references(compiler: &mut Compiler<'_>) {
    let definition = compiler.definition;
    let mut wrong = Vec::new();
    for list in &definition.lists {
        wrong.extend(options(definition, &list.place, &list.of, list.options.iter()));
    }
    for table in &definition.tables {
        wrong.extend(options(definition, &table.place, &table.by, table.rows.iter().map(|row| &row.option)));
        wrong.extend(rows(table));
    }
    for question in &definition.questions {
        wrong.extend(follow_up(definition, question));
    }
    for (place, one) in definition.implied.iter().enumerate() {
        let twice = definition.implied.iter().take(place).any(|earlier| earlier.question == one.question);
        wrong.extend(implied(definition, one, twice));
    }
    for (place, anchor) in definition.anchors.iter().enumerate() {
        wrong.extend(followed(definition, anchor, place));
    }
    for score in &definition.scores {
        wrong.extend(bands(score));
    }
    compiler.doubts.learn(definition, &wrong);
    compiler.findings.extend(wrong);
}

type Faults = Vec<Finding>;

fn options<'a>(definition: &Definition, place: &Place, of: &str, named: impl Iterator<Item = &'a String>) -> Faults {
    let Some(question) = definition.question(of).and_then(|place| definition.questions.get(place)) else {
        return wrong_name(place, definition.unknown_question(of));
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

fn wrong_name(place: &Place, told: Option<String>) -> Faults {
    told.map(|message| place.finding(Fault::UnknownName, message)).into_iter().collect()
}

fn follow_up(definition: &Definition, question: &Question) -> Faults {
    let Some(each) = &question.for_each else { return Vec::new() };
    let place = &question.place;
    let mut wrong = options(definition, place, &each.question, std::iter::empty());
    let of = definition.question(&each.question).and_then(|place| definition.questions.get(place));
    let sure = !definition.doubts.about(&each.question);
    if sure && of.is_some_and(|of| !matches!(of.kind, QuestionKind::Several { .. }) || of.for_each.is_some()) {
        let message = format!("`for_each` needs a question of type `choices`, and `{}` is not one", each.question);
        wrong.push(place.finding(Fault::WrongValue, message));
    }
    let Some(id) = &each.list else { return wrong };
    match definition.list(id) {
        None => {
            let known = definition.lists.iter().map(|list| list.id.as_str());
            wrong.extend(wrong_name(place, definition.unknown("list", id, known)));
        }
        Some(list) if list.of != each.question && sure && !definition.doubts.about(id) => {
            let message = format!("the list `{id}` is of `{}`, not of `{}`", list.of, each.question);
            wrong.push(place.finding(Fault::WrongValue, message));
        }
        Some(_) => {}
    }
    wrong
}

/// A rule stands for a *yes* to a question of yes and no that is asked once, and no second rule does.
fn implied(definition: &Definition, implied: &Implied, twice: bool) -> Faults {
    let id = &implied.question;
    let mut wrong = options(definition, &implied.place, id, std::iter::empty());
    let question = definition.question(id).and_then(|place| definition.questions.get(place));
    let sure = !definition.doubts.about(id);
    let mut add = |fault, message| wrong.push(implied.place.finding(fault, message));
    if sure && question.is_some_and(|question| question.kind != QuestionKind::YesNo || question.for_each.is_some()) {
        add(
            Fault::WrongValue,
            format!("`implied` needs a question of type `yes_no` that is asked once, and `{id}` is not one"),
        );
    }
    if twice {
        add(Fault::Duplicate, format!("`{id}` is implied already; join the two rules with `or`"));
    }
    wrong
}

fn followed(definition: &Definition, anchor: &Anchor, place: usize) -> Faults {
    let Some(from) = &anchor.from else { return Vec::new() };
    if definition.anchor(from).is_some_and(|from| from < place) {
        return Vec::new();
    }
    if definition.doubts.explain(from, "") {
        return Vec::new();
    }
    let earlier = definition.anchors.iter().take(place).map(|anchor| anchor.id.as_str());
    let near = suggestion_or_all(from, earlier.chain(["assessment"]));
    let message = format!("`{from}` is not an anchor listed before this one{near}");
    vec![anchor.place.finding(Fault::UnknownName, message)]
}

/// Bands are told apart, and each begins above the one below it, in every column.
fn bands(score: &Score) -> Faults {
    let add = |fault, message| score.place.finding(fault, message);
    let mut wrong = Vec::new();
    for (below, band) in score.bands.iter().zip(score.bands.iter().skip(1)) {
        let rises = below.from.is_empty() || band.from.iter().zip(&below.from).all(|(from, below)| from > below);
        if !rises {
            wrong.push(add(
                Fault::WrongValue,
                format!("the band `{}` must begin above `{}` in every column", band.id, below.id),
            ));
        }
    }
    for (place, band) in score.bands.iter().enumerate() {
        if score.bands.iter().take(place).any(|earlier| earlier.id == band.id) {
            wrong.push(add(Fault::Duplicate, format!("the band `{}` is listed twice", band.id)));
        }
    }
    wrong
}

/// A table has at most one row for an option.
fn rows(table: &Table) -> Faults {
    let rows = table.rows.iter().enumerate();
    let twice = rows.filter(|(place, row)| table.rows.iter().take(*place).any(|earlier| earlier.option == row.option));
    let told = |(_, row): (usize, &Row)| {
        table.place.finding(Fault::Duplicate, format!("there are two rows for `{}`", row.option))
    };
    twice.map(told).collect()
}

/// A question whose own answer decides, even by a detour, whether it is asked would never be asked.
pub(super) fn circles(definition: &Definition, trial: &Trial) -> Vec<Finding> {
    let opened_by = |slot: &Prompt| {
        let nodes = slot.when.into_iter().flat_map(|when| trial.program.beneath(when));
        nodes.filter_map(|node| if let Node::Answer(slot) = node { Some(*slot) } else { None }).collect::<Vec<Slot>>()
    };
    let before: Vec<Vec<Slot>> = trial.slots.iter().map(opened_by).collect();
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
    let finding = |(_, asked): (Slot, &Prompt)| {
        let question = definition.questions.get(asked.question)?;
        let message = format!("whether `{}` is asked depends on its own answer", question.id);
        Some(question.place.finding(Fault::Circular, message))
    };
    slots.filter_map(finding).collect()
}

/// Finds rules that cannot be computed exactly for every answer that the bounds allow.
pub(super) fn exactness(trial: &mut Trial, origins: &[(Place, usize)]) -> Vec<Finding> {
    let mut failed = trial.bound();
    let fine = trial.extremes(finest);
    failed.extend(trial.program.inexact(fine));
    let findings = failed.into_iter().filter_map(|node| {
        let (place, column) = origins.get(node)?;
        let message =
            "this cannot be computed for every answer: the divisor may be zero, or the numbers become too large";
        Some(Finding { column: Some(*column), ..place.finding(Fault::NotComputable, message) })
    });
    findings.collect()
}

/// What a question can be answered with, its numbers one last decimal inside their bounds: as many digits as any answer
/// can have.
fn finest(kind: &QuestionKind, on: Date) -> Possible {
    let QuestionKind::Number { least, most, decimals, .. } = kind else { return kind.everything(on) };
    let step = (0..*decimals).try_fold(Number::from(1), |step, _| step.over(Number::from(10)));
    let inside = step.and_then(|step| Some((least.plus(step)?, most.minus(step)?)));
    match inside {
        Some((least, most)) if least <= most => Possible::Number(Interval { least, most }),
        _ => kind.everything(on),
    }
}
