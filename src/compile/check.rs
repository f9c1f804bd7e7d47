//! Checks beyond single rules.

use super::rules::Compiler;
use crate::definition::{Anchor, Definition, Place, Question};
use crate::finding::{Finding, suggestion};
use crate::trial::{QuestionKind, Trial};

/// Lists, tables, follow-up questions and anchors name what exists.
pub(super) fn references(compiler: &mut Compiler<'_>) {
    let definition = compiler.definition;
    let mut wrong = Vec::new();
    for list in &definition.lists {
        wrong.extend(options(definition, &list.place, &list.of, list.options.iter()));
    }
    for table in &definition.tables {
        wrong.extend(options(definition, &table.place, &table.by, table.rows.iter().map(|row| &row.option)));
    }
    for question in &definition.questions {
        wrong.extend(follow_up(definition, question));
    }
    for (place, anchor) in definition.anchors.iter().enumerate() {
        wrong.extend(followed(definition, anchor, place));
    }
    for (place, message) in wrong {
        compiler.report(&place, None, message);
    }
}

type Wrong = Vec<(Place, String)>;

fn options<'a>(definition: &Definition, place: &Place, of: &str, named: impl Iterator<Item = &'a String>) -> Wrong {
    let Some(question) = definition.questions.iter().find(|question| question.id == *of) else {
        let near = suggestion(of, definition.questions.iter().map(|question| question.id.as_str()));
        return vec![(place.clone(), format!("unknown question `{of}`{near}"))];
    };
    let known = question.kind.options();
    let unknown = named.filter(|option| !known.contains(option));
    let message = |option: &String| {
        let near = suggestion(option, known.iter().map(String::as_str));
        (place.clone(), format!("`{option}` is not an option of `{of}`{near}"))
    };
    unknown.map(message).collect()
}

fn follow_up(definition: &Definition, question: &Question) -> Wrong {
    let Some(each) = &question.for_each else { return Vec::new() };
    let mut wrong = options(definition, &question.place, &each.question, std::iter::empty());
    let mut add = |message| wrong.push((question.place.clone(), message));
    let of = definition.questions.iter().find(|of| of.id == each.question);
    if of.is_some_and(|of| !matches!(of.kind, QuestionKind::Several { .. }) || of.for_each.is_some()) {
        add(format!("`for_each` needs a question of type `choices`, and `{}` is not one", each.question));
    }
    let Some(id) = &each.list else { return wrong };
    match definition.lists.iter().find(|list| list.id == *id) {
        None => {
            let near = suggestion(id, definition.lists.iter().map(|list| list.id.as_str()));
            add(format!("unknown list `{id}`{near}"));
        }
        Some(list) if list.of != each.question => {
            add(format!("the list `{id}` is of `{}`, not of `{}`", list.of, each.question));
        }
        Some(_) => {}
    }
    wrong
}

fn followed(definition: &Definition, anchor: &Anchor, place: usize) -> Wrong {
    let Some(from) = &anchor.from else { return Vec::new() };
    let earlier = || definition.anchors.iter().take(place).map(|anchor| anchor.id.as_str());
    if earlier().any(|id| id == from) {
        return Vec::new();
    }
    let near = suggestion(from, earlier());
    let message = format!("`{from}` is not an anchor listed before this one{near} expected one, or `assessment`");
    vec![(anchor.place.clone(), message)]
}

/// Finds rules that cannot be computed exactly for every answer that the bounds allow.
pub(super) fn exactness(trial: &mut Trial, origins: &[(Place, usize)]) -> Vec<Finding> {
    let findings = trial.bound().into_iter().filter_map(|node| {
        let (place, column) = origins.get(node)?;
        Some(Finding {
            file: place.file.clone(),
            path: place.path.clone(),
            column: Some(*column),
            message:
                "this cannot be computed for every answer: the divisor may be zero, or the numbers become too large"
                    .to_owned(),
        })
    });
    findings.collect()
}
