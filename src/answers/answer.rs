//! One answer.

use crate::json::Json;
use crate::trial::QuestionKind;
use crate::value::option_set;
use crate::value::{Date, Interval, Number, PartialDate, Possible};

/// What was said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// One option, by its place.
    One(usize),
    /// The options chosen, as bits.
    Several(u64),
    /// Just this number.
    Number(Number),
    /// Near this number: up to a tenth less or more.
    About(Number),
    /// Some number between the two, both included.
    Between(Number, Number),
    /// A day, a month or a year.
    Date(PartialDate),
    /// *I don't know.*
    Unknown,
    /// *I'd rather not say*; for the logic the same as not knowing.
    Declined,
}

impl Answer {
    /// The values that the answer leaves possible on a day.
    pub fn possible(&self, kind: &QuestionKind, on: Date) -> Possible {
        let within = |least: Number, most: Number| match kind {
            QuestionKind::Number { least: floor, most: ceiling, decimals, .. } => {
                // Between the bounds, the numbers with as many decimals as the question takes.
                let up = least.steps_up(*decimals).and_then(|steps| Number::of_steps(steps, *decimals));
                let down = most.steps_down(*decimals).and_then(|steps| Number::of_steps(steps, *decimals));
                let (least, most) = (up.unwrap_or(least), down.unwrap_or(most));
                Possible::Number(Interval { least: least.max(*floor), most: most.min(*ceiling) })
            }
            _ => kind.everything(on),
        };
        match self {
            Answer::YesNo(yes) => Possible::Truth((*yes).into()),
            Answer::One(place) => Possible::One(option_set::bit(*place)),
            Answer::Several(options) => Possible::Several { certain: *options, possible: *options },
            Answer::Number(number) => Possible::Number(Interval::exactly(*number)),
            Answer::About(number) => near(*number).map_or_else(|| kind.everything(on), |(a, b)| within(a, b)),
            Answer::Between(least, most) => within(*least, *most),
            Answer::Date(date) => dates(*date, kind, on),
            Answer::Unknown | Answer::Declined => kind.everything(on),
        }
    }

    /// The answer in the form in which it is read.
    pub fn to_json(&self, kind: &QuestionKind) -> Json {
        let options = kind.options();
        match self {
            Answer::YesNo(yes) => Json::Bool(*yes),
            Answer::One(place) => options.get(*place).map_or(Json::Null, |option| Json::Text(option.clone())),
            Answer::Several(chosen) => Json::texts(option_set::names(*chosen, options)),
            Answer::Number(number) => Json::Number(*number),
            Answer::About(number) => Json::object([("about", Json::Number(*number))]),
            Answer::Between(least, most) => Json::object([("min", Json::Number(*least)), ("max", Json::Number(*most))]),
            Answer::Date(date) => Json::Text(date.to_string()),
            Answer::Unknown => Json::object([("unknown", Json::Bool(true))]),
            Answer::Declined => Json::object([("declined", Json::Bool(true))]),
        }
    }
}

/// A tenth less and a tenth more.
fn near(number: Number) -> Option<(Number, Number)> {
    let tenth = number.over(Number::from(10))?;
    let (a, b) = (number.minus(tenth)?, number.plus(tenth)?);
    Some((a.min(b), a.max(b)))
}

/// The days that a partial date may mean, within the question's bounds.
fn dates(date: PartialDate, kind: &QuestionKind, on: Date) -> Possible {
    let QuestionKind::Date { earliest } = kind else { return kind.everything(on) };
    let Some((first, last)) = date.days() else { return kind.everything(on) };
    let (least, most) = (first.max(*earliest), last.min(on));
    // Assessed on a day before the answer: nothing is known yet.
    if least > most { kind.everything(on) } else { Possible::Date(Interval { least, most }) }
}
