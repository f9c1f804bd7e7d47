//! What a trial is and asks, as data: for who screens without the element.

use super::{Anchor, Asked, Question, QuestionKind, Trial};
use crate::json::Json;
use crate::value::Number;
use crate::value::bits;

/// The trial's `id`, `version`, `updated` and `digest`, the `anchors` that a site may fix, and the `questions`: one for each
/// key of an answer, in the order of asking.
pub fn describe(trial: &Trial) -> Json {
    let question = |asked: &Asked| Some(question(trial, asked, trial.questions.get(asked.question)?));
    Json::object([
        ("id", text(&trial.id)),
        ("version", text(&trial.version)),
        ("updated", text(&trial.updated)),
        ("digest", text(&trial.digest)),
        ("anchors", Json::List(trial.anchors.iter().map(anchor).collect())),
        ("questions", Json::List(trial.slots.iter().filter_map(question).collect())),
    ])
}

fn anchor(anchor: &Anchor) -> Json {
    text(&anchor.id)
}

fn question(trial: &Trial, asked: &Asked, question: &Question) -> Json {
    let mut entries = vec![("key", text(&asked.key)), ("question", text(&question.id))];
    let parent = asked.option.and_then(|(parent, option)| Some((trial.questions.get(parent)?, option)));
    if let Some((parent, option)) = parent {
        entries.push(("for_each", text(&parent.id)));
        entries.extend(parent.kind.options().get(option).map(|option| ("option", text(option))));
    }
    entries.push(("asked_of", text(question.asked_of.id())));
    entries.extend(form(&question.kind));
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The type and the bounds of an answer, called as in a definition.
fn form(kind: &QuestionKind) -> Vec<(&'static str, Json)> {
    match kind {
        QuestionKind::YesNo => vec![("type", text("yes_no"))],
        QuestionKind::One { options } => vec![("type", text("choice")), ("options", Json::texts(options))],
        QuestionKind::Several { options, exclusive } => vec![
            ("type", text("choices")),
            ("options", Json::texts(options)),
            ("exclusive", Json::texts(bits::names(*exclusive, options))),
        ],
        QuestionKind::Number { unit, least, most, decimals } => {
            let unit = unit.iter().map(|unit| ("unit", text(unit)));
            let decimals = Number::from(i64::from(*decimals));
            let bounds = [("min", *least), ("max", *most), ("decimals", decimals)];
            let bounds = bounds.map(|(key, number)| (key, Json::Number(number)));
            [("type", text("number"))].into_iter().chain(unit).chain(bounds).collect()
        }
        QuestionKind::Date { earliest } => vec![("type", text("date")), ("earliest", text(&earliest.to_string()))],
    }
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}
