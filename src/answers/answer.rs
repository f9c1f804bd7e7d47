//! An answer to one question.

use crate::json::Json;
use crate::trial::QuestionKind;
use crate::value::option_set;
use crate::value::{Date, Interval, Number, PartialDate, Possible};

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// One option, by its index.
    One(usize),
    /// The options chosen, as bits.
    Several(u64),
    /// Exactly this number.
    Number(Number),
    /// Near this number: up to a tenth less or more.
    About(Number),
    /// A number between the two, both included.
    Between(Number, Number),
    /// A day, a month or a year.
    Date(PartialDate),
    /// *I don't know.*
    Unknown,
    /// *I'd rather not say*; the rules treat it like not knowing.
    Declined,
}

impl Answer {
    /// Returns the possible values of the answer on a day.
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
            Answer::One(index) => Possible::One(option_set::bit(*index)),
            Answer::Several(options) => Possible::Several { certain: *options, possible: *options },
            Answer::Number(number) => Possible::Number(Interval::exactly(*number)),
            Answer::About(number) => about(*number).map_or_else(|| kind.everything(on), |(a, b)| within(a, b)),
            Answer::Between(least, most) => within(*least, *most),
            Answer::Date(date) => possible_dates(*date, kind, on),
            Answer::Unknown | Answer::Declined => kind.everything(on),
        }
    }

    /// Returns the answer in the form in which it is read.
    ///
    /// ```
    /// use prescreener::{answers::Answer, json::Json, trial::QuestionKind};
    /// assert_eq!(Answer::Unknown.to_json(&QuestionKind::YesNo).to_string(), r#"{"unknown":true}"#);
    /// ```
    pub fn to_json(&self, kind: &QuestionKind) -> Json {
        let options = kind.options();
        match self {
            Answer::YesNo(yes) => Json::Bool(*yes),
            Answer::One(index) => options.get(*index).map_or(Json::Null, |option| Json::Text(option.clone())),
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

/// Returns the number less a tenth and plus a tenth, or `None` if they are too large to hold exactly.
fn about(number: Number) -> Option<(Number, Number)> {
    let tenth = number.over(Number::from(10))?;
    let (a, b) = (number.minus(tenth)?, number.plus(tenth)?);
    Some((a.min(b), a.max(b)))
}

/// Returns the days that a partial date may mean, within the question's bounds.
fn possible_dates(date: PartialDate, kind: &QuestionKind, on: Date) -> Possible {
    let QuestionKind::Date { earliest } = kind else { return kind.everything(on) };
    let Some((first, last)) = date.days() else { return kind.everything(on) };
    let (least, most) = (first.max(*earliest), last.min(on));
    // The day of assessment is before the answer: nothing is known yet.
    if least > most { kind.everything(on) } else { Possible::Date(Interval { least, most }) }
}
