//! Random answers to the questions of a tiny definition.

use prescreener::json::Json;
use prescreener::trial::{Audience, Question, QuestionKind};
use prescreener::value::Number;

use super::Tiny;
use crate::support::case::Case;
use crate::support::random::Random;
use crate::support::reconciled::{chosen_only, fix_some};

/// Draws a person who answered more or less of the questions.
pub fn person<'a>(random: &mut Random, tiny: &'a Tiny) -> Case<'a> {
    let mut case = Case::new(&tiny.trial, tiny.on);
    case.audience = if random.percent(50) { Audience::Participant } else { Audience::Clinic };
    let all: Vec<usize> = (0..tiny.space.statements.len()).collect();
    let read = tiny.space.dims(&all);
    let known = *random.pick(&[15, 40, 40, 60, 60, 80, 100]);
    // Two unknown days, on every later day, would give too many completions.
    let mut dates_open = 0;
    let told = random.percent(30);
    for (slot, (key, question)) in tiny.trial.keys().enumerate() {
        let answered = match (key, read.contains(&slot)) {
            ("born_on", true) => true,
            (_, true) => random.percent(known),
            (_, false) => random.percent(10),
        };
        let dated = matches!(question.kind, QuestionKind::Date { .. }) && read.contains(&slot);
        let answered = answered || dated && dates_open > 0;
        dates_open += usize::from(dated && !answered);
        if answered {
            let answer = answer(random, question, tiny);
            case.answers.insert(key.to_owned(), answer);
            // An answer from the person may leave the day unknown.
            if told && key != "born_on" && (!dated || dates_open == 0) {
                let from = *random.pick(&["person", "person", "record", "examined"]);
                dates_open += usize::from(dated && question.asked_of == Audience::Clinic && from == "person");
                case.from.insert(key.to_owned(), from);
            }
        } else if random.percent(15) && key != "born_on" {
            let unknown = Json::object([(*random.pick(&["unknown", "declined"]), Json::Bool(true))]);
            case.answers.insert(key.to_owned(), unknown);
        }
    }
    // A dose of an option not chosen is a contradiction, which another test covers.
    chosen_only(&mut case);
    fix_some(case, random, 25)
}

fn answer(random: &mut Random, question: &Question, tiny: &Tiny) -> Json {
    let vague = random.percent(20);
    match &question.kind {
        QuestionKind::YesNo => Json::Bool(random.percent(50)),
        QuestionKind::One { options } => Json::Text(random.pick(options).clone()),
        QuestionKind::Several { .. } => {
            let sets: [&[&str]; 6] = [&["none"], &["mint"], &["sage"], &["mint", "sage"], &["mint", "sage"], &["none"]];
            Json::texts(*random.pick(&sets))
        }
        QuestionKind::Number { least, most, decimals, .. } => {
            let step = Number::from(1).over(Number::from(10_i64.pow(*decimals))).unwrap();
            let ways = most.minus(*least).unwrap().over(step).unwrap().whole().unwrap() as usize + 1;
            let mut number = || least.plus(step.times(Number::from(random.below(ways) as i64)).unwrap()).unwrap();
            let (a, b) = (number(), number());
            let text = |number: Number| Json::Text(number.to_string());
            match (vague, random.percent(30)) {
                (false, _) => text(a),
                (true, true) => Json::object([("about", text(a))]),
                (true, false) => Json::object([("min", text(a.min(b))), ("max", text(a.max(b)))]),
            }
        }
        QuestionKind::Date { earliest } => {
            let ways = if question.id == "born_on" { 7 } else { earliest.days_until(tiny.on) as usize + 1 };
            let day = earliest.plus_days(random.below(ways) as i64).to_string();
            let (month, _) = day.rsplit_once('-').unwrap();
            let (year, _) = month.rsplit_once('-').unwrap();
            let whole_year = question.id != "born_on" && random.percent(30);
            let partial = if whole_year { year } else { month };
            Json::Text(if vague { partial } else { &day }.to_owned())
        }
    }
}
